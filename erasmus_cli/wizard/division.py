"""Divides the lump sum among packages and organisations, or activities. What is left is always shown."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

from erasmus_cli.formatting import eur, grouped, plain_number
from erasmus_cli.pointers import pointer
from erasmus_cli.project.project import Project
from erasmus_cli.wizard.answers import Answers
from erasmus_cli.wizard.asking import Ask, answered, sentence
from erasmus_cli.wizard.lists import EntryList
from erasmus_cli.wizard.prompter import Choice, Prompt
from erasmus_cli.wizard.question import Kind, Question
from erasmus_cli.wizard.session import Session, Step
from erasmus_cli.wizard.sharing import Cell, Matrix, split

_EVEN, _WEIGHTED, _ROW, _REST, _DONE = "even", "weights", "change", "rest", "done"
_WIDEST = 100
_ONE = Decimal(1)
_NUMBERED = re.compile(r"[A-Z]{1,3}\d+")  # such as WP1


@dataclass(frozen=True)
class Divide:
    """Shows the division and asks what to do with it, again and again until it is done."""

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks first for what has to be there before anything can be divided."""
        if session.answers.proposal.lump_sum is None:
            return (Ask("/lump_sum"), self) if _can_choose(session.answers) else ()
        plan = plan_of(session.answers)
        if plan is None:
            session.tell("Name what the lump sum is for, and an organisation, before it is divided.")
            return ()
        text = "How do you divide the lump sum?"
        shown = "\n".join([*plan.matrix.lines(_width()), *_remarks(session.answers)])
        action = session.ask(text).select(
            Prompt(text, shown, key="division"), tuple(_actions(plan)), _usual(plan)
        )
        if action == _DONE:
            session.settle_shares()
            return ()
        if action == _EVEN:
            _save(session, plan, even(plan))
            return (self,)
        following: dict[str, Step] = {_WEIGHTED: Weigh(), _ROW: ChangeRow(), _REST: GiveRest()}
        return following[action], self


@dataclass(frozen=True)
class Weigh:
    """Asks how much each part weighs, then each organisation, and divides in proportion.

    Attributes:
        weights: those that were said.
    """

    weights: tuple[Decimal, ...] = ()

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks for the next weight."""
        plan = plan_of(session.answers)
        if plan is None:
            return ()
        rows, columns = plan.matrix.rows, plan.matrix.columns
        names = (*rows, *columns)
        if len(self.weights) == len(names):
            return self._divide(session, plan)
        name = names[len(self.weights)]
        question = Question(
            at="",
            name="Weight",
            prompt=f"How much does {name} weigh?",
            help="Twice the number brings twice the money, and 0 none.",
            kind=Kind.MONEY,
            default=1,
            asked_as=f"division.weight.{plan.keys[len(self.weights)]}",
        )
        try:
            said = session.ask_freely(question)
        except ValueError as error:
            session.tell(sentence(str(error)))
            return (self,)
        return (Weigh((*self.weights, _ONE if said is None else Decimal(str(said)))),)

    def _divide(self, session: Session, plan: "Plan") -> tuple[Step, ...]:
        count = len(plan.matrix.rows)
        try:
            shares = weighted(plan, self.weights[:count], self.weights[count:])
        except ValueError as error:
            session.tell(sentence(str(error)))
            return (Weigh(),)
        _save(session, plan, shares)
        return ()


@dataclass(frozen=True)
class ChangeRow:
    """Asks for the amounts of one part anew."""

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks for which one."""
        plan = plan_of(session.answers)
        if plan is None:
            return ()
        row = _picked(session, "Which part do you want to change?", "division.change", plan.matrix.rows)
        if row is None:
            return ()
        return tuple(AskShare(plan.at((row, column))) for column in range(len(plan.matrix.columns) or 1))


@dataclass(frozen=True)
class GiveRest:
    """Gives what is left to one part, or takes from it what is too much."""

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks for the part, and for the organisation where there are several."""
        plan = plan_of(session.answers)
        if plan is None:
            return ()
        row = _picked(session, "Which part takes it?", "division.rest", plan.matrix.rows)
        if row is None:
            return ()
        columns = plan.matrix.columns
        column: int | None = 0
        if len(columns) > 1:
            column = _picked(session, "Which organisation?", "division.rest.organisation", columns)
        if column is None:
            return ()
        amount = plan.matrix.cells.get((row, column), Decimal(0)) + plan.matrix.left
        if amount < 0:
            session.tell(f"{plan.matrix.rows[row]} does not have as much. Take it from several parts.")
            return ()
        _save(session, plan, {(row, column): amount})
        return ()


@dataclass(frozen=True)
class AskShare:
    """Asks for one amount.

    Attributes:
        at: JSON pointer of it.
    """

    at: str

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks until it can be taken."""
        plan = plan_of(session.answers)
        cell = plan.cell(self.at) if plan else None
        if plan is None or cell is None:
            return ()
        name = plan.matrix.rows[cell[0]]
        who = f" does {plan.matrix.columns[cell[1]]} get of" if plan.matrix.columns else " is for"
        question = Question(
            at=self.at,
            name="Amount",
            prompt=f"How much{who} {name}?",
            help=f"In EUR. {plan.matrix.balance()}",
            kind=Kind.MONEY,
            required=False,
        )
        return () if answered(session, question, session.answers.value(self.at)) else (self,)


@dataclass(frozen=True)
class Plan:
    """A division with the places of its amounts in the proposal.

    Attributes:
        matrix: the division.
        handles: the handles of the organisations, in the order of the columns.
        in_packages: whether the parts are work packages.
        managing: the numbers of the packages for management.
        project: what is divided.
        keys: short names of all rows, then of all columns.
    """

    matrix: Matrix
    handles: tuple[str, ...]
    in_packages: bool
    managing: tuple[int, ...]
    project: Project
    keys: tuple[str, ...]

    def at(self, cell: Cell) -> str:
        """JSON pointer of an amount."""
        if self.in_packages:
            return pointer(("work_packages", cell[0], "grants", self.handles[cell[1]]))
        return pointer(("activities", cell[0], "grant"))

    def cell(self, at: str) -> Cell | None:
        """Where an amount stands."""
        every = (
            (row, column)
            for row in range(len(self.matrix.rows))
            for column in range(len(self.matrix.columns) or 1)
        )
        return next((cell for cell in every if self.at(cell) == at), None)


def plan_of(answers: Answers) -> Plan | None:
    """The division of the lump sum; None while there is nothing to divide it among."""
    project, proposal = answers.project, answers.proposal
    if project is None or proposal.lump_sum is None:
        return None
    in_packages = project.edition.packages is not None
    entries: Any = (proposal.work_packages if in_packages else proposal.activities) or ()
    where = "/work_packages" if in_packages else "/activities"
    rows = tuple(_row(answers.list_at(where), entry, index) for index, entry in enumerate(entries))
    keys = tuple(entry.id or str(index + 1) for index, entry in enumerate(entries))
    handles = tuple(m.organisation.id for m in project.full_members if m.organisation.id)
    if in_packages:
        # Also those who have money and should not: what is there has to be seen.
        handles = tuple(dict.fromkeys((*handles, *(who for entry in entries for who in entry.grants))))
    if not rows or (in_packages and not handles):
        return None
    columns = handles if in_packages else ()
    cells = dict(_cells(entries, handles, in_packages=in_packages))
    managing = tuple(n for n, entry in enumerate(entries) if getattr(entry, "management", False))
    matrix = Matrix(rows, columns, cells, proposal.lump_sum)
    return Plan(matrix, handles, in_packages, managing, project, (*keys, *columns))


def even(plan: Plan) -> dict[Cell, Decimal]:
    """The same for each part and each organisation; management takes no more than any reading allows."""
    count = len(plan.matrix.rows)
    total, managing = plan.matrix.total, plan.managing
    most = _most_for_management(plan)
    if not managing or len(managing) == count or most is None or total * len(managing) / count <= most:
        return weighted(plan, (_ONE,) * count, (_ONE,) * len(plan.matrix.columns))
    inside = split(most, (_ONE,) * len(managing))
    outside = split(total - most, (_ONE,) * (count - len(managing)))
    rows = [inside.pop(0) if row in managing else outside.pop(0) for row in range(count)]
    return _across(plan, rows, (_ONE,) * len(plan.matrix.columns))


def weighted(plan: Plan, rows: tuple[Decimal, ...], columns: tuple[Decimal, ...]) -> dict[Cell, Decimal]:
    """Each part by its weight, and in it each organisation by its own.

    Raises:
        ValueError: none of these weights is above 0.
    """
    return _across(plan, split(plan.matrix.total, rows), columns)


def _across(plan: Plan, rows: list[Decimal], columns: tuple[Decimal, ...]) -> dict[Cell, Decimal]:
    if not plan.in_packages:
        return {(row, 0): amount for row, amount in enumerate(rows)}
    return {
        (row, column): part
        for row, amount in enumerate(rows)
        for column, part in enumerate(split(amount, columns))
    }


def _most_for_management(plan: Plan) -> Decimal | None:
    """The most EUR for management in all readings, in whole euros; None where there is no limit."""
    total = plan.matrix.total
    limits = plan.project.edition.management_share.values()
    # A share of the others is s of what is left: m = s (total - m).
    mosts = [total * one.share / (1 if one.of == "lump-sum" else 1 + one.share) for one in limits]
    return min(mosts).quantize(_ONE, ROUND_DOWN) if mosts else None


def _save(session: Session, plan: Plan, shares: dict[Cell, Decimal]) -> None:
    """Saves amounts, all at once; a package names no organisation that gets nothing of it."""
    edits: list[tuple[str, Any]] = []
    for cell, amount in shares.items():
        nothing = plan.in_packages and not amount
        edits.append((plan.at(cell), None if nothing else plain_number(amount)))
    problem = session.save_all(edits)
    if problem:
        session.tell(sentence(problem.message))


def _row(listed: EntryList | None, entry: Any, index: int) -> str:
    title = listed.label(entry, index) if listed else ""
    short = title if len(title) <= 24 else f"{title[:23].rstrip()}…"
    handle = entry.id or ""
    return f"{handle} {short}" if _NUMBERED.fullmatch(handle) and handle != title else short


def _cells(entries: Any, handles: tuple[str, ...], *, in_packages: bool) -> Iterator[tuple[Cell, Decimal]]:
    for row, entry in enumerate(entries):
        if in_packages:
            yield from (((row, handles.index(who)), amount) for who, amount in entry.grants.items())
        elif entry.grant is not None:
            yield (row, 0), entry.grant


def _actions(plan: Plan) -> Iterator[Choice]:
    parts = "packages" if plan.in_packages else "activities"
    limit = ", but no more for management than it may have" if plan.managing else ""
    yield Choice(_EVEN, "Evenly", f"The same for all {parts}{limit}.")
    yield Choice(_WEIGHTED, "By weight", f"Say how much each of the {parts} weighs.")
    yield Choice(_ROW, "Change the amounts of one part")
    if plan.matrix.left and plan.matrix.cells:
        words = f"Give what is left to one part: {eur(plan.matrix.left)}"
        over = f"Take what is too much from one part: {eur(-plan.matrix.left)}"
        yield Choice(_REST, words if plan.matrix.left > 0 else over)
    yield Choice(_DONE, "Done" if not plan.matrix.left else "Leave it for now")


def _usual(plan: Plan) -> str:
    if not plan.matrix.cells:
        return _EVEN
    return _REST if plan.matrix.left else _DONE


def _remarks(answers: Answers) -> Iterator[str]:
    """What the limits of management say."""
    for check in answers.checks():
        if check.id.startswith("management-of-") and check.limit is not None and check.value is not None:
            yield (
                f"{check.label}: EUR {grouped(check.value)}, at most EUR {grouped(check.limit)}: "
                f"{check.verdict}."
            )


def _picked(session: Session, text: str, key: str, names: tuple[str, ...]) -> int | None:
    choices = [Choice(number, name) for number, name in enumerate(names)]
    taken = session.ask(text).select(Prompt(text, key=key), [*choices, Choice(None, "None, back")])
    return None if taken is None else int(taken)


def _can_choose(answers: Answers) -> bool:
    return answers.question("/lump_sum") is not None


def _width() -> int:
    return min(shutil.get_terminal_size().columns, _WIDEST) - 4
