"""The step that asks one question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from erasmus_cli.pointers import parts
from erasmus_cli.wizard import validation
from erasmus_cli.wizard.answer_parsing import Aids, ask, shown
from erasmus_cli.wizard.handles import renaming
from erasmus_cli.wizard.namesakes import AskWhichCity
from erasmus_cli.wizard.prompter import room
from erasmus_cli.wizard.question import Kind, Question
from erasmus_cli.wizard.session import Session, Step
from erasmus_cli.wizard.tolerant_reader import in_words
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import tell

NO_RULE = Words("No rule speaks of this answer; it is for the form, and for those who read the draft.")
NEEDED = Words("An answer is needed here. Ctrl-C stops, and everything before it is saved.")


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
            does_not_fit = tell("That does not fit: {why}", why=sentence(fault))
            session.tell(f"{does_not_fit}{_how_to_keep(session, question, before)}")
        if not answered(session, question, before):
            return (self,)
        after = session.answers.value(self.at)
        fits = after is None or after == before or self.at not in session.answers.faults
        if not fits:
            return (self,)
        return (AskWhichCity(self.at),) if parts(self.at)[-1] == "city" and after else ()


def sentence(text: str) -> str:
    """A text with the full stop that it may lack."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def answered(
    session: Session,
    question: Question,
    before: Any,
    beside: Sequence[tuple[str, Any]] = (),
) -> bool:
    """Asks once and saves the answer; False if it could not be taken.

    Args:
        session: in which it is asked.
        question: what is asked.
        before: the answer so far.
        beside: edits that are saved together with an answer.
    """
    at = question.at
    unreadable = at in session.answers.problems
    try:
        answer = _said(session, question, None if unreadable else before)
        edits = _edits(session, question, answer, beside)
    except ValueError as error:
        return _refused(session, str(error))
    # What cannot be read is no answer, so to give it again is not to keep it.
    said = shown(question, before) if isinstance(before, dict) else str(before)
    same = not unreadable and str(answer) == said
    said_before = session.answers.report
    problem = None if same else session.save_all(edits)
    if problem:
        return _refused(session, in_words(problem))
    session.unsaved.forget(at)
    if question.kind is Kind.HANDLE and len(edits) > 1 and not same:
        session.tell(
            tell(
                "`{before}` is `{now}` now, in {n} {n:other place|other places} as well.",
                before=before,
                now=answer,
                n=len(edits) - 1,
            )
        )
        session.unsaved.follow(edits)
        # Some of the questions asked before go by the handle that is gone.
        session.forget_the_way()
    if answer is None or same:
        session.settle(at)
    elif question.kind is Kind.NARRATIVE:
        session.tell(tell("Saved: {room}.", room=room(answer, question.limit)))
    elif question.kind is Kind.DATE:
        session.tell(tell("{day:day} is saved.", day=date.fromisoformat(answer)))
    report = session.answers.report
    for remark in validation.remarks(report, at, said_before) if report else ():
        session.tell(tell("Note: {remark}", remark=sentence(remark)))
    return True


def _said(session: Session, question: Question, before: Any) -> Any:
    """What is answered; None if nothing is, which has to be possible.

    Raises:
        ValueError: it cannot be taken.
    """
    at = question.at
    refused, session.refused = session.refused, ""
    offered = _offered(session, question, before, refused)
    if before is None and not question.required:
        session.unsaved.ask(at)
    aids = Aids(
        tuple(_explained(session, question)),
        session.can_go_back,
        lambda text: session.unsaved.keep(at, text),
        refused,
    )
    answer = ask(session.ask(question.prompt), question, offered, aids)
    if answer is None and question.required:
        raise ValueError(_(NEEDED))
    return answer


def _refused(session: Session, why: str) -> bool:
    """Says why an answer cannot be taken, at once and where it is asked for again."""
    session.refused = sentence(why)
    session.tell(session.refused)
    return False


def _edits(
    session: Session, question: Question, answer: Any, beside: Sequence[tuple[str, Any]]
) -> list[tuple[str, Any]]:
    """What an answer changes in the file.

    Raises:
        ValueError: it is a handle that another entry has.
    """
    if answer is None:
        return [(question.at, None)]
    if question.kind is Kind.HANDLE:
        project = session.answers.project
        form = project.form if project else None
        return renaming(session.answers.proposal, form, question.at, answer)
    return [*beside, (question.at, answer)]


def _offered(session: Session, question: Question, before: Any, refused: str) -> Any:
    """The answer so far, or what was typed after it and not confirmed, so that it can be mended."""
    typed = session.unsaved.text(question.at)
    if typed is None or typed == before:
        return before
    if not refused:
        session.tell(_("What you typed last time, and did not confirm, is there again."))
    return typed


def _explained(session: Session, question: Question) -> Iterator[str]:
    """What the answer is for, and the rules that speak of it."""
    report = session.answers.report
    rules = list(validation.explained(report, question.at)) if report else []
    if question.why:
        yield question.why
    elif not rules:
        yield _(NO_RULE)
    yield from rules
    yield from question.background()


def rules_on(session: Session, *places: str) -> tuple[str, ...]:
    """The rules that speak of the lists at some pointers, for whoever asks what they are filled for."""
    report = session.answers.report
    lines = (line for at in places for line in validation.explained(report, at)) if report else ()
    return tuple(dict.fromkeys(lines))


def _take_only(session: Session, question: Question) -> None:
    """Takes the only choice that there is, and says so."""
    only = question.choices[0]
    session.save(question.at, only.value)
    for line in (
        "",
        question.prompt,
        f"  > {tell('{choice} (there is no other choice)', choice=only.label)}",
    ):
        session.tell(line)


def _how_to_keep(session: Session, question: Question, value: Any) -> str:
    """What to do about an answer that is meant although it does not fit, if it can be given at all."""
    unreadable = question.at in session.answers.problems
    return "" if unreadable or not question.can_be(value) else f" {_('To keep it, give it once more.')}"
