"""The step that asks one question."""

from dataclasses import dataclass
from typing import Any

from erasmus_cli.wizard import validation
from erasmus_cli.wizard.answer_parsing import ask
from erasmus_cli.wizard.question import Question
from erasmus_cli.wizard.session import Session, Step
from erasmus_cli.wizard.tolerant_reader import in_words

NEEDED = "An answer is needed here. Ctrl-C stops, and everything before it is saved."


@dataclass(frozen=True)
class Ask:
    """Asks a question until its answer fits, or is given again although the rules say it does not.

    Attributes:
        at: JSON pointer of the answer.
    """

    at: str

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks once; what cannot be taken, or does not fit, is asked again."""
        question = session.answers.question(self.at)
        if question is None:
            return ()
        before = session.answers.value(self.at)
        if before is None and question.has_one_answer:
            _take_only(session, question)
            return ()
        fault = session.answers.faults.get(self.at)
        if fault and before is not None:
            session.tell(f"That does not fit: {sentence(fault)}{_how_to_keep(session, question, before)}")
        if not _answered(session, question, before):
            return (self,)
        after = session.answers.value(self.at)
        fits = after is None or after == before or self.at not in session.answers.faults
        return () if fits else (self,)


def sentence(text: str) -> str:
    """A text with the full stop that it may lack."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _answered(session: Session, question: Question, before: Any) -> bool:
    """Asks once and saves the answer; False if it could not be taken."""
    at = question.at
    unreadable = at in session.answers.problems
    try:
        answer = ask(
            session.ask(question.prompt),
            question,
            None if unreadable else before,
            more=_explained(session, at),
            can_go_back=session.can_go_back,
        )
    except ValueError as error:
        session.tell(str(error))
        return False
    if answer is None and question.required:
        session.tell(NEEDED)
        return False
    # What cannot be read is no answer, so to give it again is not to keep it.
    same = not unreadable and str(answer) == str(before)
    problem = None if same else session.save(at, answer)
    if problem:
        session.tell(sentence(in_words(problem)))
        return False
    if answer is None or same:
        session.settle(at)
    report = session.answers.report
    for remark in validation.remarks(report, at) if report else ():
        session.tell(f"Note: {sentence(remark)}")
    return True


def _explained(session: Session, at: str) -> tuple[str, ...]:
    report = session.answers.report
    return tuple(validation.explained(report, at)) if report else ()


def _take_only(session: Session, question: Question) -> None:
    """Takes the only choice that there is, and says so."""
    only = question.choices[0]
    session.save(question.at, only.value)
    for line in ("", question.prompt, f"  > {only.label} (there is no other choice)"):
        session.tell(line)


def _how_to_keep(session: Session, question: Question, value: Any) -> str:
    """What to do about an answer that is meant although it does not fit, if it can be given at all."""
    unreadable = question.at in session.answers.problems
    return "" if unreadable or not question.can_be(value) else " To keep it, give it once more."
