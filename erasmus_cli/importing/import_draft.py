"""Brings a draft back: reads it, decides on each answer, and puts what is taken into the proposal's file."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import shorten

from pydantic import ValidationError

from erasmus_cli.document.boilerplate_seal import key_code
from erasmus_cli.document.fingerprint import fingerprint
from erasmus_cli.file_kinds import encoding_of, kind_of
from erasmus_cli.importing.extracted import (
    Comment,
    ExtractedAnswer,
    ExtractedDraft,
    StrayText,
    UnreadableDraftError,
)
from erasmus_cli.importing.markdown_reader import read_markdown
from erasmus_cli.importing.merge import Decision, MergeOptions, State, merge
from erasmus_cli.importing.origin_check import has_another_title, is_of_another
from erasmus_cli.importing.values import ValueDecision, decide_values
from erasmus_cli.pointers import pointer
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Proposal, handles_of
from erasmus_cli.proposal.model_errors import explain
from erasmus_cli.proposal.parsing import looks_like_json
from erasmus_cli.proposal.reader import Document, parse
from erasmus_cli.proposal.text_edit import edited
from erasmus_cli.proposal.writer import keep_copy, write_text
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import NOTHING, Message, say, tell
from erasmus_cli.wording.plain_text import characters

MOST_BYTES = 50_000_000
"""The most that a draft may hold as a file, pictures and all."""
MOST_TEXT = 5_000_000
"""The most bytes of Markdown; the draft of a full form has some 300 000."""

_SEPARATOR = re.compile("[\u2028\u2029]")  # line breaks that a block of YAML cannot keep
_LONGEST_TITLE = 200


@dataclass(frozen=True)
class ImportResult:
    """What a draft brings back.

    Attributes:
        decisions: on each question of the draft, in its order.
        comments: what people wrote in the margin.
        elsewhere: keys of answers that the draft does not hold, as it may be one for a partner; they stay.
        gone: keys of questions that the draft had and somebody took out; their answers stay.
        outside: what people typed outside the boxes for answers; it is not taken.
        values: on each value that a table of the draft shows.
        titled: the title of the draft where the proposal has another one; nothing where they agree.
    """

    decisions: tuple[Decision, ...]
    comments: tuple[Comment, ...]
    elsewhere: tuple[str, ...]
    outside: tuple[StrayText, ...] = ()
    gone: tuple[str, ...] = ()
    titled: str = ""
    values: tuple[ValueDecision, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether nothing is left for a person to decide."""
        every = (*self.decisions, *self.values)
        return not self.outside and not self.gone and all(decision.settled for decision in every)

    @property
    def changes(self) -> tuple[Decision, ...]:
        """The decisions by which the proposal gets another text."""
        return tuple(decision for decision in self.decisions if decision.changes)

    @property
    def changed_values(self) -> tuple[ValueDecision, ...]:
        """The decisions by which the proposal gets another value."""
        return tuple(decision for decision in self.values if decision.changes)


def bring_back(draft: Path, project: Project, options: MergeOptions) -> ImportResult:
    """Reads a draft and decides on each of its answers; nothing is written.

    Args:
        draft: the file, in DOCX or Markdown.
        project: the project that it was made of, as it is now.
        options: how to decide conflicts and deletions.

    Raises:
        UnreadableDraftError: the file is not a draft, or looks like one of another proposal; says why.
    """
    proposal, known = project.proposal, frozenset(_keys(project))
    found = read_draft(draft, proposal)
    if not found.questions:
        raise UnreadableDraftError(_("there is no question of a draft in it; `erasmus draft` makes drafts"))
    if is_of_another(found, proposal, known):
        raise UnreadableDraftError(
            tell("this draft looks like one of another proposal: {title}", title=_title(found))
        )
    limits = {field.key: field.question.limit for field in project.fields()}
    checked = replace(found, questions=tuple(_checked(one, limits.get(one.key)) for one in found.questions))
    decisions = merge(checked, proposal.answers, known, options)
    there = {decision.key for decision in decisions}
    gone = tuple(key for key in sorted(known) if key not in there and key_code(key) in (found.had or ()))
    elsewhere = tuple(
        key for key, text in proposal.answers.items() if text.strip() and key not in there and key not in gone
    )
    values, homeless = decide_values(found, project, options)
    corrected = any(value.key == "title" and value.state is not State.KEPT for value in values)
    titled = _title(found) if not corrected and has_another_title(found, proposal) else ""
    outside = (*found.outside, *_copies(found, proposal), *homeless)
    return ImportResult(decisions, found.comments, elsewhere, outside, gone, titled, values)


def _copies(found: ExtractedDraft, proposal: Proposal) -> Iterator[StrayText]:
    """The texts of questions that stand several times, as far as the proposal does not say them."""
    times = Counter(question.key for question in found.questions)
    for question in found.questions:
        ours = proposal.answers.get(question.key, "")
        if times[question.key] > 1 and question.text and fingerprint(question.text) != fingerprint(ours):
            yield StrayText(question.key, question.text)


def _title(draft: ExtractedDraft) -> str:
    return "".join(filter(str.isprintable, shorten(draft.title, _LONGEST_TITLE, placeholder="…")))


def read_draft(path: Path, proposal: Proposal) -> ExtractedDraft:
    """What stands in a draft; its format is told by its content, not by its name.

    Raises:
        UnreadableDraftError: the file is neither DOCX nor Markdown, or it is damaged; says why.
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UnreadableDraftError(tell("this is larger than {n} MB", n=MOST_BYTES // 1_000_000))
    kind = kind_of(content)
    if kind and not kind.is_word:
        remedy = kind.remedy if kind.remedy != NOTHING else say("answers are read from DOCX and Markdown")
        raise UnreadableDraftError(tell("this is {kind}; {remedy}", kind=kind.name, remedy=remedy))
    if kind:
        from erasmus_cli.importing.docx_reader import read_word  # noqa: PLC0415 - Markdown needs no lxml

        return read_word(content)
    if len(content) > MOST_TEXT:
        raise UnreadableDraftError(
            tell("this is larger than {n} MB, too much for a text", n=MOST_TEXT // 1_000_000)
        )
    try:
        return read_markdown(content.decode("utf-8-sig"), proposal.answers)
    except UnicodeDecodeError as error:
        encoding = encoding_of(content)
        if encoding:
            said = tell("this is text in {encoding}; save it as UTF-8", encoding=encoding)
        else:
            said = _("this is neither DOCX nor Markdown in UTF-8; save it as UTF-8")
        raise UnreadableDraftError(said) from error


def save(
    document: Document,
    path: Path,
    answers: tuple[Decision, ...],
    values: tuple[ValueDecision, ...] = (),
) -> tuple[Path | None, tuple[str, ...]]:
    """Puts what changed into the proposal's file, and leaves everything else in it as it is.

    Where comments of the file cannot be kept, the file as it was is copied; gives the name of that copy, and
    what else could not be kept, in words.

    Raises:
        ChangedMeanwhileError: the file does not say any more what `document` says; nothing was saved.
        UnreadableProposalError: the file could not be read again; nothing was saved.
        OSError: it cannot be saved; the old file is unchanged.
    """
    text = document.source.text
    end = "" if looks_like_json(text) else "\n"
    edits = [(pointer(("answers", one.key)), _as_block(one.result, end)) for one in answers]
    edits += (edit for value in values for edit in value.edits)
    after = edited(text, edits, str(path))
    parse(after.text, str(path))
    copy = keep_copy(path) if after.comments_lost else None
    return copy, write_text(path, after.text, read=text)


def _as_block(text: str, end: str) -> str | None:
    """With a line break at its end a text is a block in YAML, as people write it; no text is no answer."""
    return _SEPARATOR.sub("\n", text) + end if text else None


def _keys(project: Project) -> Iterator[str]:
    """The keys of all answers that the form can take, whether or not it asks for them as the project is now.

    What was asked when the draft was written and is not any more shall not be lost on the way back.
    """
    for question in project.form.questions():
        if question.repeat is None:
            yield question.id
        else:
            yield from (f"{question.id}/{handle}" for handle in handles_of(project.proposal, question.repeat))


def _checked(found: ExtractedAnswer, limit: int | None) -> ExtractedAnswer:
    """The same, with a note if it is too long, and a trouble if the proposal's file has no place for it."""
    used = characters(found.text)
    if limit is not None and used > limit:
        found = replace(
            found, notes=(*found.notes, say("too long: {used} of {limit} characters", used=used, limit=limit))
        )
    try:
        Proposal.model_validate({"answers": {found.key: found.text}})
    except ValidationError as error:
        reason, _hint = explain(error.errors()[0], Proposal)
        return replace(found, trouble=Message("{reason}", {"reason": reason}))
    return found
