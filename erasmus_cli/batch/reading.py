"""A record read: the proposal that it holds, and where its values stand."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from erasmus_cli.batch.records import HEAD, Record, is_result, result_in_place
from erasmus_cli.proposal.errors import UnreadableProposalError
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.nodes import Place
from erasmus_cli.proposal.reader import Document, load, parse, read_bytes
from erasmus_cli.proposal.scalars import decimals

if TYPE_CHECKING:
    from erasmus_cli.redaction.redact import Told

_LONGEST = 200_000
"""Characters of a line up to which it cannot hold more values or levels than a proposal may."""


@dataclass(frozen=True)
class Read:
    """A proposal, with the record that it came from."""

    record: Record
    proposal: Proposal

    def place(self, at: str) -> Place | None:
        """Line and column, from 1, of a JSON pointer in the file; None where a source has no places."""
        if self._document is None:
            return None
        _, column = self._document.place(at) or (1, 1)
        return (self.record.line or 1, column)

    def line_of(self, at: str) -> int | None:
        """The line of a JSON pointer: of a record in a line there is only one, and nobody need look."""
        del at
        return self.record.line

    @cached_property
    def _document(self) -> Document | None:
        """The text taken apart: of a line only when somebody asks for a place in it."""
        return None if self.record.text is None else parse(self.record.text, self.record.file)


@dataclass(frozen=True)
class WholeFile(Read):
    """A proposal that has a file of its own; where names were withheld, with what is told of that."""

    document: Document
    redaction: "Told | None" = None

    def place(self, at: str) -> Place | None:
        """Line and column, from 1, of a JSON pointer in the file."""
        return self.document.place(at)

    def line_of(self, at: str) -> int | None:
        """The line of a JSON pointer."""
        place = self.place(at)
        return place[0] if place else None


Amendment = Callable[[Read], Read]


def read(record: Record, amend: Amendment | None = None) -> Read:
    """The proposal of a record, as it is or as it is amended.

    Raises:
        UnreadableProposalError: it is none; says where and why.
    """
    found = _as_it_is(record)
    return amend(found) if amend else found


def _as_it_is(record: Record) -> Read:
    if record.problems:
        raise UnreadableProposalError(record.file, record.problems)
    if record.text is not None:
        return Read(record, _of_line(record))
    if record.data is not None:
        return Read(record, _of_data(record))
    document = load(record.file) if record.content is None else read_bytes(record.content, record.file)
    return WholeFile(record, document.proposal, document)


def _of_line(record: Record) -> Proposal:
    """What a line says. The plain reader is asked first; the one that knows places says what is wrong."""
    text = record.text or ""
    if len(text) <= _LONGEST and "\\ud" not in text and "\0" not in text:
        try:
            return Proposal.model_validate(_DECODER.decode(text))
        except (ValueError, RecursionError):
            pass
    if is_result(text[:HEAD].encode("utf-8", "surrogatepass")):
        raise UnreadableProposalError(record.file, result_in_place(record.file, record.line).problems)
    try:
        return parse(text, record.file).proposal
    except UnreadableProposalError as error:
        problems = tuple(problem._replace(line=record.line) for problem in error.problems)
        raise UnreadableProposalError(record.file, problems) from error


def _of_data(record: Record) -> Proposal:
    """What plain data say; what is wrong with them is told as it is of the same data in a file."""
    try:
        return Proposal.model_validate(record.data)
    except ValidationError as error:
        text = json.dumps(record.data, default=str, ensure_ascii=False)
        try:
            return parse(text, record.file).proposal
        except UnreadableProposalError as told:
            problems = (problem._replace(line=record.line, column=None) for problem in told.problems)
            raise UnreadableProposalError(record.file, tuple(problems)) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The keys and values of an object, of which none may stand twice."""
    data = dict(pairs)
    if len(data) != len(pairs):
        raise ValueError
    return data


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_float=decimals)
