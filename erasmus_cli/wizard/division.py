"""Divides the lump sum among packages and organisations, or activities. What is left is always shown."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from erasmus_cli.wizard.answers import Answers
from erasmus_cli.wizard.asking import Ask, answered, rules_on, sentence
from erasmus_cli.wizard.plan import ONE, Plan, Shares, even, plan_of, shares_of, weighted
from erasmus_cli.wizard.prompter import Choice, Prompt
from erasmus_cli.wizard.question import Kind, Question
from erasmus_cli.wizard.session import Session, Step
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import tell

_EVEN, _WEIGHTED, _ROW, _REST, _SHARE, _DONE = "even", "weights", "change", "rest", "shares", "done"
_WIDEST = 100
_PLACES = ("/lump_sum", "/work_packages", "/activities")
_WHY = Words("The parts of a lump sum have to make it exactly, and shares tell each partner what it gets.")


@dataclass(frozen=True)
class Divide:
    """Shows the division and asks what to do with it, again and again until it is done.

    Attributes:
        shares: whether the amounts of activities are divided among organisations, instead of the lump sum.
    """

    shares: bool = False

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks first for what has to be there before anything can be divided."""
        answers = session.answers
        if not self.shares and answers.proposal.lump_sum is None:
            return (Ask("/lump_sum"), self) if answers.question("/lump_sum") is not None else ()
        plan = _plan(answers, shares=self.shares)
        if plan is None:
            session.tell(_("Name what the lump sum is for, and an organisation, before it is divided."))
            return ()
        text = (
            _("Who has how much of each activity?") if self.shares else _("How do you divide the lump sum?")
        )
        remarks = () if self.shares else _remarks(answers)
        shown = "\n".join([*plan.matrix.lines(_width()), *remarks])
        sharing = None if self.shares else shares_of(answers)
        action = session.ask(text).select(
            Prompt(text, shown, key=_key(shares=self.shares), more=rules_on(session, *_PLACES)),
            tuple(_actions(plan, sharing)),
            _usual(plan, sharing),
        )
        if action == _DONE:
            session.settle_shares()
            return ()
        anew: dict[str, Step] = {_EVEN: DivideEvenly(self.shares), _WEIGHTED: Weigh(self.shares)}
        if action in anew and plan.matrix.cells:
            return Replace(anew[action], self.shares), self
        following: dict[str, Step] = anew | {
            _ROW: ChangeRow(self.shares),
            _REST: GiveRest(self.shares),
            _SHARE: Divide(shares=True),
        }
        return following[action], self


@dataclass(frozen=True)
class Replace:
    """Divides anew if that is meant, as the amounts that are there are lost by it.

    Attributes:
        anew: the step that divides.
        shares: as in `Divide`.
    """

    anew: Step
    shares: bool = False

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks whether it is meant."""
        text = _("Replace the amounts that are there?")
        key = f"{_key(shares=self.shares)}.replace"
        return (self.anew,) if session.ask(text).confirm(Prompt(text, key=key)) else ()


@dataclass(frozen=True)
class DivideEvenly:
    """Gives the same to each part and each organisation.

    Attributes:
        shares: as in `Divide`.
    """

    shares: bool = False

    def take(self, session: Session) -> tuple[Step, ...]:
        """Saves the amounts."""
        plan = _plan(session.answers, shares=self.shares)
        if plan is not None:
            _save(session, plan, even(plan))
        return ()


@dataclass(frozen=True)
class Weigh:
    """Asks how much each part weighs, then each organisation, and divides in proportion.

    Attributes:
        shares: as in `Divide`.
        weights: those that were said.
    """

    shares: bool = False
    weights: tuple[Decimal, ...] = ()

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks for the next weight."""
        plan = _plan(session.answers, shares=self.shares)
        if plan is None:
            return ()
        if len(self.weights) == len(plan.weighed):
            return self._divide(session, plan)
        name, key = plan.weighed[len(self.weights)]
        question = Question(
            at="",
            name="Weight",
            prompt=tell("How much does {name} weigh?", name=name),
            help=_("Twice the number brings twice the money, and 0 none."),
            kind=Kind.MONEY,
            default=1,
            why=_(_WHY),
            asked_as=f"{_key(shares=self.shares)}.weight.{key}",
        )
        try:
            said = session.ask_freely(question)
        except ValueError as error:
            session.tell(sentence(str(error)))
            return (self,)
        return (Weigh(self.shares, (*self.weights, ONE if said is None else Decimal(str(said)))),)

    def _divide(self, session: Session, plan: Plan) -> tuple[Step, ...]:
        try:
            shares = weighted(plan, self.weights)
        except ValueError as error:
            session.tell(sentence(str(error)))
            return (Weigh(self.shares),)
        _save(session, plan, shares)
        return ()


@dataclass(frozen=True)
class ChangeRow:
    """Asks for the amounts of one part anew.

    Attributes:
        shares: as in `Divide`.
    """

    shares: bool = False

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks for which one."""
        plan = _plan(session.answers, shares=self.shares)
        if plan is None:
            return ()
        key = f"{_key(shares=self.shares)}.change"
        row = _picked(session, _("Which part do you want to change?"), key, plan.matrix.rows)
        if row is None:
            return ()
        columns = range(len(plan.matrix.columns) or 1)
        return tuple(AskShare(plan.at((row, column)), self.shares) for column in columns)


@dataclass(frozen=True)
class GiveRest:
    """Gives what is left to one part, or takes from it what is too much.

    Attributes:
        shares: as in `Divide`; what is left of an activity stays in it.
    """

    shares: bool = False

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks for the part, and for the organisation where there are several."""
        plan = _plan(session.answers, shares=self.shares)
        if plan is None:
            return ()
        key = f"{_key(shares=self.shares)}.rest"
        row = self._row(session, plan, key)
        if row is None:
            return ()
        columns = plan.matrix.columns
        column: int | None = 0
        if len(columns) > 1:
            column = _picked(session, _("Which organisation?"), f"{key}.organisation", columns)
        if column is None:
            return ()
        rest = plan.matrix.open(row) if plan.matrix.each else plan.matrix.left
        amount = plan.matrix.cells.get((row, column), Decimal(0)) + rest
        if amount < 0:
            session.tell(
                tell("{part} does not have as much there. Take it from several.", part=plan.matrix.rows[row])
            )
            return ()
        _save(session, plan, {(row, column): amount})
        return ()

    def _row(self, session: Session, plan: Plan, key: str) -> int | None:
        rows = plan.matrix.rows
        if not plan.matrix.each:
            text = _("Which part takes it?") if plan.matrix.left > 0 else _("From which part is it taken?")
            return _picked(session, text, key, rows)
        unsettled = [number for number in range(len(rows)) if plan.matrix.open(number)]
        if len(unsettled) == 1:
            return unsettled[0]
        named = tuple(rows[number] for number in unsettled)
        taken = _picked(session, _("Of which activity?"), key, named)
        return None if taken is None else unsettled[taken]


@dataclass(frozen=True)
class AskShare:
    """Asks for one amount.

    Attributes:
        at: JSON pointer of it.
        shares: as in `Divide`.
    """

    at: str
    shares: bool = False

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks until it can be taken."""
        plan = _plan(session.answers, shares=self.shares)
        cell = plan.cell(self.at) if plan else None
        if plan is None or cell is None:
            return ()
        matrix, name = plan.matrix, plan.matrix.rows[cell[0]]
        prompt = (
            tell("How much does {who} get of {part}?", who=matrix.columns[cell[1]], part=name)
            if matrix.columns
            else tell("How much is for {part}?", part=name)
        )
        question = Question(
            at=self.at,
            name="Amount",
            prompt=prompt,
            help=tell("In EUR. {balance}", balance=matrix.balance(cell[0] if matrix.each else None)),
            kind=Kind.MONEY,
            required=False,
            why=_(_WHY),
        )
        return () if answered(session, question, session.answers.value(self.at)) else (self,)


def _plan(answers: Answers, *, shares: bool) -> Plan | None:
    return shares_of(answers) if shares else plan_of(answers)


def _key(*, shares: bool) -> str:
    return "division.shares" if shares else "division"


def _save(session: Session, plan: Plan, shares: Shares) -> None:
    """Saves amounts, all at once."""
    problem = session.save_all(plan.edits(shares))
    if problem:
        session.tell(sentence(problem.message))


def _actions(plan: Plan, sharing: Plan | None) -> Iterator[Choice]:
    if plan.matrix.each:
        yield Choice(_EVEN, _("Evenly"), _("The same for all organisations in each activity."))
        yield Choice(_WEIGHTED, _("By weight"), _("Say how much each organisation weighs."))
    elif not plan.handles:
        yield Choice(_EVEN, _("Evenly"), _("The same for all activities."))
        yield Choice(_WEIGHTED, _("By weight"), _("Say how much each of the activities weighs."))
    else:
        same = _("The same for all packages.")
        capped = _("The same for all packages, but no more for management than it may have.")
        yield Choice(_EVEN, _("Evenly"), capped if plan.managing else same)
        yield Choice(_WEIGHTED, _("By weight"), _("Say how much each of the packages weighs."))
    yield Choice(_ROW, _("Change the amounts of one part"))
    if plan.matrix.cells and plan.matrix.each and not plan.is_whole:
        yield Choice(_REST, _("Give what is left, or take what is too much, in one activity"))
    elif plan.matrix.cells and plan.matrix.left:
        words = tell("Give what is left to one part: {sum:eur}", sum=plan.matrix.left)
        over = tell("Take what is too much from one part: {sum:eur}", sum=-plan.matrix.left)
        yield Choice(_REST, words if plan.matrix.left > 0 else over)
    if sharing is not None:
        yield Choice(_SHARE, _("Share each amount among the organisations"), _how_shared(sharing))
    yield Choice(_DONE, _("Done") if plan.is_whole else _("Leave it for now"))


def _how_shared(sharing: Plan) -> str:
    if not sharing.matrix.cells:
        return _("It may be left open; then the budget names no organisation.")
    return _("Shared to the cent.") if sharing.is_whole else _("The shares do not make the amounts.")


def _usual(plan: Plan, sharing: Plan | None) -> str:
    if not plan.matrix.cells:
        return _EVEN
    if not plan.is_whole:
        return _REST
    return _SHARE if sharing and sharing.matrix.cells and not sharing.is_whole else _DONE


def _remarks(answers: Answers) -> Iterator[str]:
    """What the limits of management say."""
    for check in answers.checks():
        if check.id.startswith("management-of-") and check.limit is not None and check.value is not None:
            yield tell(
                "{what}: {sum:eur}, at most {most:eur}: {verdict}.",
                what=check.label,
                sum=check.value,
                most=check.limit,
                verdict=check.verdict,
            )


def _picked(session: Session, text: str, key: str, names: tuple[str, ...]) -> int | None:
    choices = [Choice(number, name) for number, name in enumerate(names)]
    taken = session.ask(text).select(Prompt(text, key=key), [*choices, Choice(None, _("None, back"))], 0)
    return None if taken is None else int(taken)


def _width() -> int:
    return min(shutil.get_terminal_size().columns, _WIDEST) - 4
