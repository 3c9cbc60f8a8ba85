"""Reads a proposal from YAML or JSON, with the place of every value."""

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from erasmus_cli.file_kinds import encoding_of, kind_of, of_text
from erasmus_cli.pointers import pointer
from erasmus_cli.proposal.city import IN_PARTS
from erasmus_cli.proposal.errors import Problem, UnreadableProposalError, refusal
from erasmus_cli.proposal.limits import MOST_BYTES
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.nodes import Node, Place, place_of
from erasmus_cli.proposal.parsing import compose_mapping
from erasmus_cli.proposal.part import Part
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.shells import for_shell

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Kind = TypeVar("Kind", bound=Part)
_MOST_TOLD = 100
"""Problems: nobody reads more at once, and each takes a search for what was meant."""
_TELLING = {"value_error": 0, "literal_error": 2}


@dataclass(frozen=True)
class Text:
    """What a file says before the model has seen it: its data, and where each value stands."""

    text: str = field(repr=False)
    root: Node = field(repr=False)

    @property
    def data(self) -> dict[str, Any]:
        """Plain keys and values."""
        data: dict[str, Any] = self.root.data
        return data

    def place(self, at: str) -> Place | None:
        """Line and column, from 1, of a JSON pointer, or of its nearest parent that is in the file."""
        return place_of(self.root, at)


@dataclass(frozen=True)
class Document:
    """A proposal together with the text that it came from.

    Attributes:
        file: the name to show for it.
        proposal: what it says.
        source: the text, to the character, and where its values stand.
    """

    file: str
    proposal: Proposal
    source: Text = field(repr=False)

    @property
    def data(self) -> dict[str, Any]:
        """The parsed text."""
        return self.source.data

    def place(self, at: str) -> Place | None:
        """Line and column, from 1, of a JSON pointer, or of its nearest parent that is in the file."""
        return self.source.place(at)


def load(path: str | Path) -> Document:
    """Reads a proposal file; `-` is standard input.

    Raises:
        UnreadableProposalError: it cannot be read or is not a proposal; says where and why.
    """
    name = str(path)
    return read_bytes(_content(name), name)


def read_bytes(content: bytes, name: str) -> Document:
    """Reads a proposal from the bytes of a file; as many as `MOST_BYTES` and one are enough.

    Raises:
        UnreadableProposalError: they are no proposal; says where and why.
    """
    text = decoded(content, name)
    try:
        return parse(text, name)
    except UnreadableProposalError as error:
        if kind := of_text(text):
            raise refusal(name, tell("this is {kind}", kind=kind.name), kind.hint.text()) from error
        raise


def parse(text: str, name: str = "<text>") -> Document:
    """Reads a proposal from YAML or JSON text.

    Raises:
        UnreadableProposalError: the text is not a proposal; says where and why.
    """
    proposal, source = _held_against(Proposal, text, name)
    return Document(name, proposal, source)


def load_part(path: Path, part: type[Kind]) -> tuple[Kind, dict[str, Any]]:
    """Reads a file that holds one part of a proposal, such as an organisation: the part, and its plain data.

    Raises:
        UnreadableProposalError: it cannot be read or holds something else; says where and why.
    """
    name = str(path)
    found, source = _held_against(part, decoded(_content(name), name), name)
    return found, source.data


def _held_against(part: type[Kind], text: str, name: str) -> tuple[Kind, Text]:
    source = Text(text, compose_mapping(text, name))
    try:
        return part.model_validate(source.data), source
    except ValidationError as error:
        raise UnreadableProposalError(name, _problems(error, source, part)) from error


def _problems(error: ValidationError, source: Text, part: type[Part]) -> tuple[Problem, ...]:
    """What the model says against the data, in plain words, in the order of the file."""
    from erasmus_cli.proposal.model_errors import explain  # noqa: PLC0415 - needed by files with faults only

    found: dict[str, ErrorDetails] = {}
    # Where several types are tried, Python says most of a value, and that it is none of many words least.
    for details in sorted(error.errors(), key=lambda details: _TELLING.get(details["type"], 1)):
        location = _without_union_tags(details["loc"], source.data)
        # Each member of a union complains; the first says enough.
        found.setdefault(pointer(location), {**details, "loc": location})
    placed = sorted((source.place(at) or (0, 0), at) for at in found)
    told = []
    for place, at in placed[:_MOST_TOLD]:
        message, hint = explain(found[at], part)
        line, column = place if place[0] else (None, None)
        told.append(Problem(message, at, line, column, hint))
    if more := len(placed) - len(told):
        told.append(Problem(tell("{n} more problems are not told", n=more), hint=_("mend these first")))
    return tuple(told)


def _content(name: str) -> bytes:
    try:
        return _standard_input(name) if name == "-" else _bytes(Path(name))
    except FileNotFoundError as error:
        raise refusal(
            name, _("there is no such file"), tell("`erasmus new {file}` begins one", file=for_shell(name))
        ) from error
    except IsADirectoryError as error:
        raise refusal(name, _("this is a folder"), _("name a proposal file inside it")) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refusal(name, tell("the file cannot be read: {reason}", reason=reason.lower())) from error


def decoded(raw: bytes, name: str) -> str:
    """The text of a file.

    Raises:
        UnreadableProposalError: it is no text in UTF-8; says what it is.
    """
    _refuse_other_kinds(raw, name)
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise refusal(name, _("this is not UTF-8 text"), _("save the file as UTF-8"), line) from error
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise refusal(
            name, _("this is not a text file: there is a NUL byte in it"), _("save the file as UTF-8"), line
        )
    return text


def _refuse_other_kinds(raw: bytes, name: str) -> None:
    """Names a file as what it is where it cannot be a proposal: a workbook, too large, not UTF-8."""
    if kind := kind_of(raw, whole=len(raw) <= MOST_BYTES):
        raise refusal(name, tell("this is {kind}", kind=kind.name), kind.hint.text())
    if len(raw) > MOST_BYTES:
        raise refusal(
            name,
            tell("the file is larger than {n} MB", n=MOST_BYTES // 1_000_000),
            _("a proposal is text only"),
        )
    require_utf8(raw, name)


def require_utf8(begin: bytes, name: str) -> None:
    """Names another encoding by the first bytes of a text: PowerShell writes UTF-16 behind `>`.

    Raises:
        UnreadableProposalError: it is UTF-16 or UTF-32.
    """
    if encoding := encoding_of(begin):
        raise refusal(
            name,
            tell("this is text in {encoding}, not UTF-8 text", encoding=encoding),
            _("save the file as UTF-8"),
        )


def _standard_input(name: str) -> bytes:
    if sys.stdin is None:
        raise refusal(name, _("standard input is closed"))
    return sys.stdin.buffer.read(MOST_BYTES + 1)


def _bytes(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def _without_union_tags(location: tuple[str | int, ...], data: Any) -> tuple[str | int, ...]:
    """The part of a pydantic location that exists in the file: pydantic adds the tried type's name."""
    kept: list[str | int] = []
    node = data
    for part in location:
        if part == IN_PARTS:
            continue
        if isinstance(node, dict):
            kept.append(part)
            node = node.get(part)
        elif isinstance(node, list) and isinstance(part, int):
            kept.append(part)
            node = node[part] if part < len(node) else None
        else:
            break
    return tuple(kept)
