"""What `erasmus read` prints of the answers that a draft brought back."""

from dataclasses import asdict
from typing import Any

from pydantic import Field

from erasmus_cli.importing.import_draft import ImportResult
from erasmus_cli.importing.merge import Decision, State
from erasmus_cli.importing.values import ValueDecision
from erasmus_cli.results import Printed, Result
from erasmus_cli.wording.language import speaking
from erasmus_cli.wording.plain_text import characters


class AnswerModel(Result):
    """What came of one answer. Lengths are in characters, as the form counts them."""

    key: str = Field(description="its key under `answers`")
    state: State = Field(description="what came of it")
    settled: bool = Field(description="whether nothing is left to decide")
    before: int = Field(description="length of the proposal's answer before")
    after: int = Field(description="length of the answer that is kept")
    notes: tuple[str, ...] = Field(description="what to know of it")
    proposal: str | None = Field(None, description="the proposal's text; only where something changed")
    draft: str | None = Field(None, description="the draft's text; only where something changed")


class ValueModel(Result):
    """What came of a value that a table or the title of the draft shows."""

    key: str = Field(description="its place: list, handle of the entry, and what of it")
    state: State = Field(description="what came of it")
    settled: bool = Field(description="whether nothing is left to decide")
    proposal: str = Field(description="what a draft of the proposal as it was would say")
    draft: str = Field(description="what the draft says")
    edits: dict[str, Any] = Field(
        description="JSON pointers, each with the value that the proposal gets; null takes out what is there"
    )
    notes: tuple[str, ...] = Field(description="what to know of it")


class CommentModel(Result):
    """A remark in the margin of the draft."""

    at: str = Field(description="key of the question where it begins; empty elsewhere")
    author: str = Field(description="the name that the draft gives")
    text: str = Field(description="what it says")


class OutsideModel(Result):
    """A text that somebody typed outside the boxes for answers; it is not taken."""

    at: str = Field(description="key of the question where it stands; far from all, what stands before it")
    text: str = Field(description="what it says")


class ReadModel(Printed, title="Answers of a draft"):
    """What `erasmus read --format json` prints."""

    draft: str = Field(description="the draft that was read")
    file: str = Field(description="the proposal")
    saved: bool = Field(description="whether the proposal was written")
    settled: bool = Field(description="whether nothing is left to decide")
    answers: tuple[AnswerModel, ...] = Field(
        description="what came of each answer, in the order of the draft"
    )
    values: tuple[ValueModel, ...] = Field(
        description="what came of values in tables and title, unless neither side changed them"
    )
    comments: tuple[CommentModel, ...] = Field(description="remarks in the margin")
    outside: tuple[OutsideModel, ...] = Field(description="texts outside the boxes for answers")
    gone: tuple[str, ...] = Field(
        description="keys of questions that were taken out of the draft; their answers stay"
    )
    titled: str | None = Field(
        description="title of the draft where the proposal has another one: it may be of another proposal"
    )
    not_in_draft: tuple[str, ...] = Field(description="keys of answers that the draft does not have")


def read_model(result: ImportResult, *, draft: str, file: str, saved: bool) -> ReadModel:
    """What a draft brought back.

    Args:
        result: what the draft brought back.
        draft: the name of the draft.
        file: the name of the proposal.
        saved: whether the proposal was written.
    """
    return ReadModel(
        version=1,
        draft=draft,
        file=file,
        saved=saved,
        settled=result.settled,
        answers=tuple(map(_answer, result.decisions)),
        values=tuple(_value(one) for one in result.values if one.state is not State.UNCHANGED),
        comments=tuple(CommentModel(**asdict(comment)) for comment in result.comments),
        outside=tuple(OutsideModel(**asdict(typed)) for typed in result.outside),
        gone=tuple(result.gone),
        titled=result.titled or None,
        not_in_draft=tuple(result.elsewhere),
    )


def _told(decision: Decision) -> tuple[str, ...]:
    """What is told of an answer or a value, in English as all that other programs read."""
    with speaking("en"):
        return tuple(note.text() for note in decision.notes)


def _value(decision: ValueDecision) -> ValueModel:
    return ValueModel(
        key=decision.key,
        state=decision.state,
        settled=decision.settled,
        proposal=decision.ours,
        draft=decision.theirs,
        edits=dict(decision.edits),
        notes=_told(decision),
    )


def _answer(decision: Decision) -> AnswerModel:
    changed = decision.state is not State.UNCHANGED
    return AnswerModel(
        key=decision.key,
        state=decision.state,
        settled=decision.settled,
        before=characters(decision.ours),
        after=characters(decision.result),
        notes=_told(decision),
        **({"proposal": decision.ours.strip(), "draft": decision.theirs} if changed else {}),
    )
