"""An answer without its markup: blocks of spans, the form in which Markdown and DOCX can be compared."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal, NamedTuple

_SPACES = re.compile(r"[ \t]+")
# A single blank between two words of a span is set as they are. Others matter: at the ends of the span,
# several together, and those that break the line.
_BLANK = re.compile(r"(\A\s*[ \t]+|\s*\n\s*|[ \t]{2,}|\t|[ \t]\s*\Z)")

Kind = Literal["paragraph", "bullet", "number"]


class Marks(NamedTuple):
    """How a span is set: bold, italic, struck through, and the address that it links to."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    href: str = ""

    def __and__(self, other: "Marks") -> "Marks":
        """What both have."""
        return Marks(
            self.bold and other.bold,
            self.italic and other.italic,
            self.strike and other.strike,
            self.href if self.href == other.href else "",
        )


NO_MARKS = Marks()


class Span(NamedTuple):
    """Text that is set in one way; a line feed in it is a line break within the block."""

    text: str
    marks: Marks = NO_MARKS


@dataclass(frozen=True)
class Block:
    """A paragraph or an item of a list.

    Attributes:
        spans: what it says.
        kind: a paragraph, or an item with a bullet or a number.
        depth: how many items it lies in, from 0; paragraphs have none.
    """

    spans: tuple[Span, ...]
    kind: Kind = "paragraph"
    depth: int = 0

    @property
    def text(self) -> str:
        """What it says, without how it is set."""
        return "".join(span.text for span in self.spans)


def tidy(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The same blocks in the one form that all formats can keep.

    Blanks collapse and are set as both of their neighbours are, empty blocks go, a blank line inside a block
    begins a new paragraph, and an item lies one step deeper than the item before it at most.
    """
    found: list[Block] = []
    deepest = 0
    for block in chain.from_iterable(map(_parts, blocks)):
        depth = min(block.depth, deepest) if block.kind != "paragraph" else 0
        deepest = depth + 1 if block.kind != "paragraph" else 0
        found.append(replace(block, depth=depth))
    return tuple(found)


def _parts(block: Block) -> Iterator[Block]:
    """The block, cut where a blank line stands in it; what follows an item there is a paragraph."""
    parts: list[list[Span]] = [[]]
    for span in _spaced(block.spans):
        if span.text == "\n\n":
            parts.append([])
        else:
            parts[-1].append(span)
    for number, part in enumerate(filter(None, parts)):
        spans = tuple(_merged(part))
        yield replace(block, spans=spans) if number == 0 else Block(spans)


def _spaced(spans: Iterable[Span]) -> list[Span]:
    pieces = [Span(piece, span.marks) for span in spans for piece in _BLANK.split(span.text) if piece]
    pieces = list(_joined(pieces))
    while pieces and not pieces[0].text.strip():
        pieces.pop(0)
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    pieces = _trimmed(pieces)
    return [
        Span(_blank(text), pieces[at - 1].marks & pieces[at + 1].marks) if not text.strip() else piece
        for at, piece in enumerate(pieces)
        for text in (piece.text,)
    ]


def _trimmed(pieces: list[Span]) -> list[Span]:
    """The pieces without blanks of any kind, such as hard ones, beside a line break."""
    breaks = [Span("\n"), *pieces, Span("\n")]
    trimmed = []
    for before, piece, after in zip(breaks, pieces, breaks[2:], strict=False):
        text = piece.text
        if text.strip():
            text = text.lstrip() if _is_break(before) else text
            text = text.rstrip() if _is_break(after) else text
        trimmed.append(piece._replace(text=text))
    return trimmed


def _is_break(piece: Span) -> bool:
    return "\n" in piece.text and not piece.text.strip()


def _joined(pieces: Iterable[Span]) -> Iterator[Span]:
    """The pieces, with all blanks that stand together in one."""
    waiting = ""
    for piece in pieces:
        if not piece.text.strip():
            waiting += piece.text
            continue
        if waiting:
            yield Span(waiting)
        waiting = ""
        yield piece


def _blank(text: str) -> str:
    breaks = text.count("\n")
    if breaks:
        return "\n" * min(breaks, 2)
    return _SPACES.sub(" ", text)


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in spans:
        if last and last.marks == span.marks:
            last = Span(last.text + span.text, span.marks)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last
