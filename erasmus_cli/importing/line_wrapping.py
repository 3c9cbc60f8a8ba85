"""Keeps the lines of an answer that a draft did not change: DOCX knows paragraphs, not where lines end."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from textwrap import TextWrapper

from erasmus_cli.document.answers import to_blocks
from erasmus_cli.document.markdown import answer
from erasmus_cli.document.rich_text import Block
from erasmus_cli.document.tree import parse

_NARROWEST = 60
_SIGN = re.compile(r" *(?:(?:[-*+]|\d+[.)]) +)?")


@dataclass(frozen=True)
class _Piece:
    """A paragraph or a whole list: how it is written, and what it says."""

    text: str
    says: tuple[Block, ...]


def keep_lines(ours: str, theirs: str) -> str:
    """Their answer, with those paragraphs and lists that say the same in ours written as they are in ours.

    Where ours was wrapped at some width, new lines are wrapped there as well.
    """
    old, new = _pieces(ours), _pieces(theirs)
    matcher = SequenceMatcher(None, [p.says for p in old], [p.says for p in new], autojunk=False)
    width = _width(old)
    kept: list[str] = []
    for same, start, end, from_new, to_new in matcher.get_opcodes():
        if same == "equal":
            kept += (piece.text for piece in old[start:end])
        else:
            kept += (_wrapped(piece.text, width) for piece in new[from_new:to_new])
    text = "\n\n".join(kept)
    return text if to_blocks(text) == to_blocks(theirs) else theirs


def _width(pieces: list[_Piece]) -> int | None:
    """The longest line, if a paragraph goes over several of them."""
    if not any("\n" in piece.text and len(piece.says) == 1 for piece in pieces):
        return None
    return max(len(line) for piece in pieces for line in piece.text.split("\n"))


def _wrapped(text: str, width: int | None) -> str:
    if width is None:
        return text
    return "\n".join(_fitted(line, max(width, _NARROWEST)) for line in text.split("\n"))


def _fitted(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    sign = _SIGN.match(line)
    margin = " " * (sign.end() if sign else 0)
    wrapper = TextWrapper(width, subsequent_indent=margin, expand_tabs=False, replace_whitespace=False)
    wrapper.break_long_words = wrapper.break_on_hyphens = False
    return wrapper.fill(line)


def _pieces(markdown: str) -> list[_Piece]:
    lines = markdown.strip().split("\n")
    quote = parse(answer("\n".join(lines))).children
    texts = (
        "\n".join(lines[slice(*child.map)]).rstrip()
        for child in (quote[0].children if quote else ())
        if child.map
    )
    return [_Piece(text, to_blocks(text)) for text in texts]
