"""What is done next: what is missing first, then the texts of the form, changes, and the way out."""

from dataclasses import dataclass
from textwrap import shorten

from erasmus_cli.wizard import entries
from erasmus_cli.wizard.answer_parsing import shown
from erasmus_cli.wizard.answers import Answers
from erasmus_cli.wizard.asking import Ask
from erasmus_cli.wizard.consortium import EditConsortium
from erasmus_cli.wizard.division import Divide
from erasmus_cli.wizard.form_questions import FormPart, form_parts
from erasmus_cli.wizard.plan import plan_of
from erasmus_cli.wizard.prompter import Choice, Prompt, room
from erasmus_cli.wizard.question import Kind, Question
from erasmus_cli.wizard.sections import (
    BASICS,
    FORM,
    MONEY,
    SECTIONS,
    Section,
    State,
    arising,
    section_of,
    state_of,
)
from erasmus_cli.wizard.session import Session, Step
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import tell

_NEXT, _FINISH, _REVIEW, _DIVISION = "next", "finish", "review", "division"
_LONGEST = 80  # characters of an answer in the line that says what was answered
_ASKED_ELSEWHERE = (Kind.NARRATIVE, Kind.ORGANISATIONS, Kind.LIST, Kind.SHARE)


def run(session: Session) -> None:
    """Fills the proposal of a session by asking, until it is finished.

    From the first question one goes back to the answers of earlier sessions.

    Raises:
        KeyboardInterrupt, EOFError, OSError, UnreadableProposalError: as `Session.run`.
    """
    session.run(Home(), Review() if said_so_far(session) else None)


def is_at_home(session: Session) -> bool:
    """Whether the list of sections comes first, which says how the proposal stands."""
    following = _following(session)
    return following is None or section_of(following).key != BASICS


def _following(session: Session) -> Question | None:
    """The question that is due in the first section that lacks anything."""
    in_order = {section.key: number for number, section in enumerate(SECTIONS)}
    return min(session.due_questions(), key=lambda question: in_order[section_of(question).key], default=None)


def said_so_far(session: Session) -> str:
    """What call, action and so on are said to be, in one line; empty if nothing is."""
    answers = session.answers
    asked = (one for one in answers.questions if section_of(one).key == BASICS)
    said = (shown(one, answers.value(one.at)) for one in asked if answers.has_value(one.at))
    return "; ".join(shorten(one, _LONGEST, placeholder=" …") for one in said)


@dataclass(frozen=True)
class Home:
    """The list of sections: where every session begins, and to which it comes back until it is finished."""

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks first what chooses the rules; then offers each section with its state."""
        following = _following(session)
        if following is not None and section_of(following).key == BASICS:
            return AskMissing(BASICS), self
        if following is None:
            session.refuse_leftovers()
        action = _choose(session, following)
        session.asking = ""
        if action == _FINISH:
            if following is None:
                session.unsaved.finish()
            return ()
        if action == _NEXT and following is not None:
            return AskMissing(section_of(following).key), self
        return Review() if action == _REVIEW else _enter(session.answers, action), self


@dataclass(frozen=True)
class AskMissing:
    """Asks for what is missing or does not fit in a section, until nothing is.

    Attributes:
        section: key of the section.
    """

    section: str

    def take(self, session: Session) -> tuple[Step, ...]:
        """Picks the next question."""
        due = [one for one in session.due_questions() if section_of(one).key == self.section]
        question = next(iter(due), None)
        if question is not None and _is_whole_list(question):
            # What was begun is finished before the list is added to.
            question = next((one for one in due if one.required and not _is_whole_list(one)), question)
        if question is not None and question.kind is not Kind.ORGANISATIONS:  # that list says it itself
            session.tell_lacking()
        return () if question is None else (step_for(question), self)


@dataclass(frozen=True)
class AskRaised:
    """Asks for what a change has made missing or wrong; what was so before waits in its section.

    Attributes:
        before: the pointers of the questions that were due before the change.
    """

    before: frozenset[str]

    def take(self, session: Session) -> tuple[Step, ...]:
        """Picks the next question."""
        session.tell_lacking()
        question = next((one for one in session.due_questions() if self._is_raised(one)), None)
        return () if question is None else (step_for(question), self)

    def _is_raised(self, question: Question) -> bool:
        """Whether the change has made it due; a list has its turn in its section."""
        return question.at not in self.before and not _is_whole_list(question)


@dataclass(frozen=True)
class WriteForm:
    """One part of the form after the other, as chosen."""

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks for the part; that in which a text is missing comes first."""
        answers = session.answers
        parts = _parts(answers)
        choices = [Choice(number, _how_full(answers, part)) for number, part in enumerate(parts)]
        choices.append(Choice(None, _("Back")))
        text = _("Which part of the form do you want to write?")
        unfinished = (n for n, p in enumerate(parts) if _written(answers, p.questions) < len(p.questions))
        chosen = session.ask(text).select(Prompt(text, key="form"), choices, next(unfinished, None))
        return () if chosen is None else (WritePart(parts[chosen].id), self)


@dataclass(frozen=True)
class WritePart:
    """One text after the other, as chosen, until all are written or passed over; the next comes first.

    Attributes:
        id: of the part.
        passed: the questions that were asked already.
    """

    id: str
    passed: frozenset[str] = frozenset()

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks for the text to write."""
        answers = session.answers
        part = next((part for part in _parts(answers) if part.id == self.id), None)
        if part is None:
            return ()
        asked = part.questions
        left = [n for n, q in enumerate(asked) if not answers.has_value(q.at) and q.at not in self.passed]
        if self.passed and not left:
            return ()
        choices = [Choice(n, f"{q.prompt}{_size(answers, q)}") for n, q in enumerate(asked)]
        text = tell("{part}: which text?", part=part.label)
        chosen = session.ask(text).select(
            Prompt(text, key=f"form.{part.id}"), [*choices, Choice(None, _("Back"))], next(iter(left), None)
        )
        if chosen is None:
            return ()
        at = asked[chosen].at
        return Ask(at), WritePart(self.id, self.passed | {at})


@dataclass(frozen=True)
class ChooseList:
    """One list after the other, of a section that holds several.

    Attributes:
        section: key of the section.
        last: JSON pointer of the list that was filled last; the one after it is offered.
    """

    section: str
    last: str = ""

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks which list to fill."""
        answers = session.answers
        asked = [question for question in _asked_in(answers, self.section) if _is_whole_list(question)]
        choices = [Choice(q.at, f"{q.name}: {len(answers.value(q.at) or ())}") for q in asked]
        choices.append(Choice(None, _("Back")))
        places = [choice.value for choice in choices]
        following = places[places.index(self.last) + 1] if self.last in places else places[0]
        text = _("Which of these do you want to fill?")
        help_ = _("No form asks for them as lists, and no rule reads them; drafts print them.")
        at = session.ask(text).select(Prompt(text, help_, key=self.section), choices, following)
        return () if at is None else (entries.EditList(at, wanted=True), ChooseList(self.section, at))


@dataclass(frozen=True)
class Review:
    """Shows the answers, each of which can be changed; what follows from a change is asked at once.

    Attributes:
        section: key of the section that is shown; none stands for all.
    """

    section: str = ""

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks which one to change."""
        answers = session.answers
        asked = [
            question
            for question in answers.questions
            if question.kind not in _ASKED_ELSEWHERE
            and question.can_be_answered
            and self.section in ("", section_of(question).key)
        ]
        choices = [
            Choice(question.at, entries.in_one_line(question, answers.value(question.at)))
            for question in asked
        ]
        if self.section in ("", MONEY) and plan_of(answers) is not None:
            choices.append(Choice(_DIVISION, tell("Division. {how}", how=answers.running_grant()[0])))
        text = _("These are your answers. Which one do you want to change?")
        at = session.ask(text).select(Prompt(text, key="review"), [Choice(None, _("None, back")), *choices])
        if at is None:
            return ()
        if at == _DIVISION:
            return Divide(), self
        due = frozenset(question.at for question in session.due_questions())
        return Ask(at), AskRaised(due), self


def _choose(session: Session, following: Question | None) -> str:
    from erasmus_cli.wizard.summary import standing  # noqa: PLC0415 - the first prompt comes first

    answers = session.answers
    choices = []
    due = frozenset(question.at for question in session.due_questions())
    if following is not None:
        choices.append(Choice(_NEXT, tell("Go on: {section}", section=section_of(following).label)))
    choices += [
        Choice(section.key, f"{section.label}: {_how_far(answers, section, asked, due)}")
        for section, asked in arising(answers)
    ]
    choices += [
        Choice(_REVIEW, _("Check all answers")),
        Choice(_FINISH, _("Finish") if following is None else _("Stop")),
    ]
    prompt = Prompt(_("What next?"), "\n".join(standing(session.file, is_open=following is None)), key="home")
    usual = _NEXT if following is not None else _usual_at_the_end(session)
    return str(session.ask("").select(prompt, choices, usual))


def _usual_at_the_end(session: Session) -> str:
    """What one does once nothing is missing: mend what does not fit, begin with the form, else finish."""
    answers = session.answers
    for section, asked in arising(answers):
        if state_of(section, asked, answers) is State.ATTENTION:
            return section.key
    texts = _asked_in(answers, FORM)
    return FORM if texts and not _written(answers, texts) else _FINISH


def _how_far(answers: Answers, section: Section, asked: tuple[Question, ...], due: frozenset[str]) -> str:
    """The state of a section, and how much of it there is; what is still to be asked is not complete."""
    state = state_of(section, asked, answers)
    if state is State.COMPLETE and any(question.at in due for question in asked):
        state = State.IN_WORK
    if section.key == FORM:
        return tell(
            "{state}, {written} of {all} written",
            state=Words(state),
            written=_written(answers, asked),
            all=len(asked),
        )
    lists = [question.at for question in asked if _is_whole_list(question)]
    counted = sum(len(answers.value(at) or ()) for at in lists)
    return f"{_(state)}, {counted}" if counted else _(state)


def _enter(answers: Answers, key: str) -> Step:
    """Into a section: to its list, to what is missing in it, or to its answers."""
    asked = _asked_in(answers, key)
    if key == FORM:
        return WriteForm()
    first = asked[0]
    if sum(map(_is_whole_list, asked)) > 1:
        return ChooseList(key)
    if first.kind is Kind.LIST:
        return entries.EditList(first.at, wanted=True)
    if first.kind is Kind.ORGANISATIONS:
        return step_for(first)
    if any(map(answers.is_missing, asked)):
        return AskMissing(key)
    return Divide() if key == MONEY and answers.division_is_wrong else Review(key)


def _asked_in(answers: Answers, key: str) -> tuple[Question, ...]:
    return next((asked for section, asked in arising(answers) if section.key == key), ())


def _is_whole_list(question: Question) -> bool:
    """Whether it is a list of the project, not one within an entry."""
    return question.kind in (Kind.LIST, Kind.ORGANISATIONS) and question.at.count("/") == 1


def step_for(question: Question) -> Step:
    """The step that asks a question, or does that for which it stands."""
    return EditConsortium() if question.kind is Kind.ORGANISATIONS else entries.step_for(question)


def _parts(answers: Answers) -> list[FormPart]:
    return list(form_parts(answers.project)) if answers.project else []


def _written(answers: Answers, questions: tuple[Question, ...] | list[Question]) -> int:
    return sum(answers.has_value(question.at) for question in questions)


def _size(answers: Answers, question: Question) -> str:
    text = answers.value(question.at)
    return "" if text is None else f" ({room(str(text), None)})"


def _how_full(answers: Answers, part: FormPart) -> str:
    """A part of the form, with how many of its texts are written."""
    return tell(
        "{part} ({written} of {all})",
        part=part.label,
        written=_written(answers, part.questions),
        all=len(part.questions),
    )
