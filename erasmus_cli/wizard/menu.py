"""What is done next: what is missing first, then the texts of the form, changes, and the way out."""

from dataclasses import dataclass

from erasmus_cli.plain_text import characters
from erasmus_cli.wizard.answer_parsing import shown
from erasmus_cli.wizard.answers import Answers
from erasmus_cli.wizard.asking import Ask
from erasmus_cli.wizard.consortium import EditConsortium
from erasmus_cli.wizard.form_questions import FormPart, form_parts
from erasmus_cli.wizard.prompter import Choice, Prompt
from erasmus_cli.wizard.question import Kind, Question
from erasmus_cli.wizard.session import Session, Step

_FINISH, _WRITE, _SKIPPED, _ORGANISATIONS, _REVIEW = "finish", "write", "skipped", "organisations", "review"
_LONGEST_LABEL = 70
_UNSAID = "not said"
_ASKED_ELSEWHERE = (Kind.NARRATIVE, Kind.ORGANISATIONS)


@dataclass(frozen=True)
class Home:
    """Where every session begins, and to which it comes back until it is finished."""

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks for what is missing or does not fit; then offers what may be added or changed."""
        if session.next_question() is not None:
            return AskMissing(), self
        session.refuse_leftovers()
        skipped = session.skipped()
        action = _choose(session, skipped)
        session.asking = ""
        if action == _FINISH:
            return ()
        if action == _SKIPPED:
            return (*map(_step_for, skipped), self)
        following: dict[str, Step] = {
            _WRITE: WriteForm(),
            _ORGANISATIONS: EditConsortium(),
            _REVIEW: Review(),
        }
        return following[action], self


@dataclass(frozen=True)
class AskMissing:
    """Asks for what is missing or does not fit, until nothing is."""

    def take(self, session: Session) -> tuple[Step, ...]:
        """Picks the next question."""
        session.tell_lacking()
        question = session.next_question()
        return () if question is None else (_step_for(question), self)


@dataclass(frozen=True)
class WriteForm:
    """One part of the form after the other, as chosen."""

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks for the part; that in which a text is missing comes first."""
        answers = session.answers
        parts = _parts(answers)
        choices = [Choice(None, "Back")]
        for number, part in enumerate(parts):
            written = _written(answers, part.questions)
            choices.append(Choice(number, f"{part.label} ({written} of {len(part.questions)})"))
        text = "Which part of the form do you want to write?"
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
        text = f"{part.label}: which text?"
        chosen = session.ask(text).select(
            Prompt(text, key=f"form.{part.id}"), [*choices, Choice(None, "Back")], next(iter(left), None)
        )
        if chosen is None:
            return ()
        at = asked[chosen].at
        return Ask(at), WritePart(self.id, self.passed | {at})


@dataclass(frozen=True)
class Review:
    """Shows all answers, each of which can be changed; what follows from a change is asked at once."""

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks which one to change."""
        answers = session.answers
        asked = [q for q in answers.questions if q.kind not in _ASKED_ELSEWHERE and q.can_be_answered]
        choices = [Choice(question.at, _reviewed(answers, question)) for question in asked]
        text = "These are your answers. Which one do you want to change?"
        at = session.ask(text).select(Prompt(text, key="review"), [Choice(None, "None, back"), *choices])
        return () if at is None else (Ask(at), AskMissing(), self)


def _choose(session: Session, skipped: list[Question]) -> str:
    from erasmus_cli.wizard.summary import standing  # noqa: PLC0415 - the first prompt comes first

    answers = session.answers
    narrative = [question for question in answers.questions if question.kind is Kind.NARRATIVE]
    choices = [Choice(_FINISH, "Finish")]
    if narrative:
        written = f"{_written(answers, narrative)} of {len(narrative)} written"
        choices.append(Choice(_WRITE, f"Write the texts of the application form ({written})"))
    if skipped:
        choices.append(Choice(_SKIPPED, f"Answer what was left open ({len(skipped)})"))
    choices += [
        Choice(_ORGANISATIONS, "Add, edit or remove organisations"),
        Choice(_REVIEW, "Check your answers, and change some"),
    ]
    prompt = Prompt("What next?", "\n".join(standing(session.file)), key="home")
    return str(session.ask("").select(prompt, choices, _FINISH))


def _step_for(question: Question) -> Step:
    return EditConsortium() if question.kind is Kind.ORGANISATIONS else Ask(question.at)


def _parts(answers: Answers) -> list[FormPart]:
    return list(form_parts(answers.project)) if answers.project else []


def _reviewed(answers: Answers, question: Question) -> str:
    """What is asked for and its answer, in one line."""
    value = answers.value(question.at)
    said = f"{question.name}: {_UNSAID if value is None else shown(question, value)}"
    return said if len(said) <= _LONGEST_LABEL else f"{said[: _LONGEST_LABEL - 1]}…"


def _written(answers: Answers, questions: tuple[Question, ...] | list[Question]) -> int:
    return sum(answers.has_value(question.at) for question in questions)


def _size(answers: Answers, question: Question) -> str:
    text = answers.value(question.at)
    return "" if text is None else f" ({characters(str(text))} characters)"
