"""The steps that fill a list of the proposal: entries are added, edited and removed until it is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from erasmus_cli.pointers import dotted, parent, parts
from erasmus_cli.wizard import validation
from erasmus_cli.wizard.answer_parsing import in_words
from erasmus_cli.wizard.asking import Ask, rules_on, sentence
from erasmus_cli.wizard.division import Divide
from erasmus_cli.wizard.handles import leaving
from erasmus_cli.wizard.lists import EntryList, found
from erasmus_cli.wizard.people import AskPeople
from erasmus_cli.wizard.prompter import Choice, Prompt
from erasmus_cli.wizard.question import Kind, Question, QuestionContext
from erasmus_cli.wizard.session import Session, Step
from erasmus_cli.wording.formatting import upper_first
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import tell

KEEP = "keep"
_ADD, _EDIT, _REMOVE, _DIVIDE, _DONE = "add", "edit", "remove", "divide", "done"
_NOT_TOLD = ("id", "title", "description", "task", "grant", "grants", "activities")
_WHICH = {
    _EDIT: Words("Which {one} do you want to change?"),
    _REMOVE: Words("Which {one} do you want to remove?"),
    KEEP: Words("Which {one} do you want to keep on a card?"),
}
_LONGEST_LABEL = 160
_OF = frozenset(("of", "in", "for", "von", "für", "de", "en", "para"))
_BETWEEN = " :\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_UNSAID = Words("not said")
_PHRASES = {
    "start": Words("from {said}"),
    "end": Words("to {said}"),
    "lead": Words("led by {said}"),
    "host": Words("hosted by {said}"),
    "participants": Words("with {said}"),
    "days": Words("days: {said}"),
    "local": Words("guests from its country: {said}"),
    "foreign": Words("guests from abroad: {said}"),
    "likelihood": Words("likelihood: {said}"),
    "severity": Words("severity: {said}"),
    "measure": Words("measure: {said}"),
    "baseline": Words("before: {said}"),
    "target": Words("target: {said}"),
    "due": Words("due {said}"),
}
"""How the line on an entry says what stands under a key."""

_FLAGS = {
    "management": Words("management"),
    "guarantee": Words("guarantee"),
    "sharing": Words("shares results"),
}
"""What it says where such a question was answered by yes."""

_OF_EACH = {
    "participants": Words("participants"),
    "groups": Words("groups"),
    "days": Words("days of work"),
}
"""What is asked for each organisation, by the key of its rows."""


@dataclass(frozen=True)
class AskAbout:
    """Asks everything about one entry; an answer may raise a further question.

    Attributes:
        at: JSON pointer of the entry; its number may be one more than the last, to add one.
        asked: the questions that were asked already.
        given: those that need not be asked, as their answers go without saying.
    """

    at: str
    asked: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()

    def take(self, session: Session) -> tuple[Step, ...]:
        """Picks the next question; what is asked for each organisation comes after all others."""
        answers = session.answers
        if self.asked and found(answers.proposal, self.at) is None:
            return ()  # nothing was said, so it was not meant
        for question in answers.about(self.at):
            if question.at not in self.asked | self.given and _is_asked(session, question):
                return step_for(question), AskAbout(self.at, self.asked | {question.at}, self.given)
        return _for_each_organisation(session, self.at)


@dataclass(frozen=True)
class EditList:
    """Shows the entries of a list and asks what to do with them, again and again until it is done.

    Attributes:
        at: JSON pointer of the list.
        before: how many there were when one was to be added; None where none was.
        wanted: whether the list was chosen, so that an empty one is about to be filled.
    """

    at: str
    before: int | None = None
    wanted: bool = False

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks for the first entry at once where there has to be one."""
        listed = _list_at(session, self.at)
        count = count_of(session, self.at)
        if listed is None or session.answers.project is None:
            return ()
        if not count and listed.needed(QuestionContext(session.answers.project)):
            session.tell("")
            session.tell(tell("Now the {many}.", many=Words(listed.many)))
            return AskAbout(f"{self.at}/0"), EditList(self.at, count)
        _show(session, listed, self.at)
        text = _heading(session, self.at, listed)
        action = session.ask(text).select(
            Prompt(text, key=dotted(self.at), more=rules_on(session, self.at)),
            tuple(_actions(session, listed, count)),
            self._usual(session, listed, count),
        )
        if action == _DONE:
            session.settle(self.at)
            return ()
        return _following(action, self.at, count), EditList(self.at, count if action == _ADD else None)

    def _usual(self, session: Session, listed: EntryList, count: int) -> str:
        if self.before is not None and count > self.before:
            return _ADD  # whoever adds one often has more
        own = session.answers.question(self.at)
        if not count and (self.wanted or (own is not None and own.required)):
            return _ADD
        if not listed.needed(_context(session)) or listed.key not in ("work_packages", "activities"):
            return _DONE
        if _too_few(session, count):
            return _ADD
        return _DIVIDE if session.answers.division_is_wrong else _DONE


@dataclass(frozen=True)
class Edit:
    """Shows the answers on one entry of a list, each of which can be changed.

    Attributes:
        at: JSON pointer of the list.
    """

    at: str

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks about which one."""
        index = pick(session, self.at, _EDIT)
        return () if index is None else (ReviewEntry(f"{self.at}/{index}"),)


@dataclass(frozen=True)
class ReviewEntry:
    """Shows all that can be said of one entry, and asks what to change until nothing is.

    Attributes:
        at: JSON pointer of the entry.
    """

    at: str

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks for which answer."""
        answers = session.answers
        if found(answers.proposal, self.at) is None:
            return ()
        label = answers.label(self.at)
        rows: dict[str, tuple[str, Step]] = {
            question.at: (
                in_one_line(question, answers.value(question.at), about=label),
                step_for(question),
            )
            for question in answers.about(self.at)
            if question.kind is not Kind.SHARE and question.can_be_answered
        }
        for step in _for_each_organisation(session, self.at):
            rows[step.at] = (tell("Of each organisation: {what}", what=_OF_EACH[parts(step.at)[-1]]), step)
        text = tell("What do you want to change or add about {label}?", label=label)
        choices = [Choice(at, said) for at, (said, _) in rows.items()]
        missing = (one.at for one in answers.about(self.at) if answers.is_missing(one) and one.at in rows)
        taken = session.ask(text).select(
            Prompt(text, key=f"{dotted(parent(self.at))}.entry"),
            [Choice(None, _("Nothing more, back")), *choices],
            next(missing, None),
        )
        return () if taken is None else (rows[taken][1], self)


@dataclass(frozen=True)
class Remove:
    """Removes one entry of a list.

    Attributes:
        at: JSON pointer of the list.
    """

    at: str

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks which one, and whether that is meant."""
        index = pick(session, self.at, _REMOVE)
        if index is None:
            return ()
        text = tell("Remove {label}?", label=label_of(session, self.at, index))
        edits = leaving(session.answers.proposal, f"{self.at}/{index}")
        help_ = _("Its answers are deleted.")
        if len(edits) > 1:
            help_ = tell(
                "Its answers are deleted. {n} {n:place|places} that name it go with it.", n=len(edits) - 1
            )
        confirmed = session.ask(text).confirm(Prompt(text, help_, key=f"{dotted(self.at)}.remove.confirm"))
        if confirmed:
            session.save_all(edits)
            session.unsaved.forget_within(self.at)
            # The numbers of those after it have changed.
            session.forget_the_way()
        return ()


def in_one_line(question: Question, value: Any, *, about: str = "") -> str:
    """What is asked for and its answer.

    Args:
        question: what is asked.
        value: the answer.
        about: what all questions of a list are about, so that none of them says it.
    """
    text = str(len(value)) if question.kind is Kind.LIST and value else in_words(question, value)
    said = f"{without(question.name, about)}: {_(_UNSAID) if value is None else text}"
    return said if len(said) <= _LONGEST_LABEL else shorten(said, _LONGEST_LABEL, placeholder=" …")


def without(name: str, about: str) -> str:
    """A name such as `City of Open School` without what it is about."""
    said = next((end for end in (about, f"`{about}`") if end and name.endswith(end)), None)
    if said is None or name == said:
        return name
    bare = name.removesuffix(said).rstrip(_BETWEEN)
    first, _, last = bare.rpartition(" ")
    return first if first and last in _OF else bare


def step_for(question: Question) -> Step:
    """The step that asks a question, or fills the list or the division for which it stands."""
    if question.kind is Kind.LIST:
        return EditList(question.at)
    if question.kind is Kind.SHARE:
        return Divide(shares=_is_share_of_activity(question.at))
    return Ask(question.at)


def pick(session: Session, at: str, action: str) -> int | None:
    """The number of the entry that is chosen, None for none; the only one needs no choice."""
    count = count_of(session, at)
    if count == 1:
        return 0
    listed = _list_at(session, at)
    text = tell(_WHICH[action], one=Words(listed.one if listed else "organisation"))
    choices = [Choice(index, _with_handle(session, at, index)) for index in range(count)]
    taken = session.ask(text).select(
        Prompt(text, key=f"{dotted(at)}.{action}"), [*choices, Choice(None, _("None, back"))], 0
    )
    return None if taken is None else int(taken)


def count_of(session: Session, at: str) -> int:
    """How many entries a list has."""
    return len(found(session.answers.proposal, at) or ())


def label_of(session: Session, at: str, index: int) -> str:
    """How an entry is named."""
    return session.answers.label(f"{at}/{index}")


def _with_handle(session: Session, at: str, index: int) -> str:
    """How an entry is named where one is chosen: as in the lines on the list, with its handle."""
    label, entry = label_of(session, at, index), found(session.answers.proposal, f"{at}/{index}")
    handle = getattr(entry, "id", None)
    return label if handle in (None, label) else f"{handle}: {label}"


def lines(session: Session, at: str) -> Iterator[str]:
    """One line on each entry: its handle, its title, then what was said besides."""
    for index in range(count_of(session, at)):
        said = [_with_handle(session, at, index)]
        for question in session.answers.about(f"{at}/{index}"):
            value = session.answers.value(question.at)
            key = parts(question.at)[-1]
            if value is None or key in _NOT_TOLD:
                continue
            if isinstance(value, bool):
                said += [_(_FLAGS[key])] if value else []
            else:
                said.append(tell(_PHRASES.get(key, "{said}"), said=in_words(question, value)))
        yield f"{index + 1}. {', '.join(said)}"


def _is_asked(session: Session, question: Question) -> bool:
    return question.kind is not Kind.SHARE and session.has_its_turn(question)


def _is_share_of_activity(at: str) -> bool:
    """Whether a pointer is that of the shares of an activity, which organisations have of its amount."""
    return at.startswith("/activities/") and at.endswith("/grants")


def _for_each_organisation(session: Session, at: str) -> tuple[AskPeople, ...]:
    listed = _list_at(session, parent(at))
    return tuple(AskPeople(f"{at}/{key}") for key in listed.people) if listed else ()


def _list_at(session: Session, at: str) -> EntryList | None:
    return session.answers.list_at(at)


def _context(session: Session) -> QuestionContext:
    project = session.answers.project
    assert project is not None  # noqa: S101 - lists arise only once call and action are chosen
    return QuestionContext(project)


def _heading(session: Session, at: str, listed: EntryList) -> str:
    many, holder = upper_first(_(listed.many)), parent(at)
    if holder:
        return tell("{many} of {label}: what next?", many=many, label=session.answers.label(holder))
    return tell("{many}: what next?", many=many)


def _actions(session: Session, listed: EntryList, count: int) -> Iterator[Choice]:
    yield Choice(_ADD, tell("Add {one:a}", one=Words(listed.one)))
    if count:
        yield Choice(_EDIT, _("Change one, or say more of it"))
        yield Choice(_REMOVE, _("Remove one"))
    if count and listed.needed(_context(session)):
        yield Choice(_DIVIDE, _("Divide the lump sum"))
    yield Choice(_DONE, _("Done") if count else _("None, go on"))


def _following(action: str, at: str, count: int) -> Step:
    following: dict[str, Step] = {
        _ADD: AskAbout(f"{at}/{count}"),
        _EDIT: Edit(at),
        _REMOVE: Remove(at),
        _DIVIDE: Divide(),
    }
    return following[action]


def _show(session: Session, listed: EntryList, at: str) -> None:
    """Shows the list, what is wrong with it, and what the grant is by now."""
    session.tell("")
    for line in lines(session, at):
        session.tell(line)
    fault, report = session.answers.faults.get(at), session.answers.report
    for said in (fault,) if fault else validation.awaiting(report, at) if report else ():
        session.tell(sentence(upper_first(said)))
    for line in () if listed.aside else session.answers.running_grant():
        session.tell(line)


def _too_few(session: Session, count: int) -> bool:
    """Whether the call wants more work packages."""
    project: Any = session.answers.project
    packages = project.edition.packages
    return bool(packages and packages.at_least and count < packages.at_least)
