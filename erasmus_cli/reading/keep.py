"""Keeps the lines of an answer that a draft did not change: DOCX knows paragraphs, not where lines end."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from erasmus_cli.drafting.answers import to_blocks
from erasmus_cli.drafting.markdown import answer
from erasmus_cli.drafting.spans import Block
from erasmus_cli.drafting.tree import parse


@dataclass(frozen=True)
class _Piece:
    """A paragraph or a whole list: how it is written, and what it says."""

    text: str
    says: tuple[Block, ...]


def keep_lines(ours: str, theirs: str) -> str:
    """Their answer, with those paragraphs and lists that say the same in ours written as they are in ours."""
    old, new = _pieces(ours), _pieces(theirs)
    matcher = SequenceMatcher(None, [p.says for p in old], [p.says for p in new], autojunk=False)
    kept: list[_Piece] = []
    for same, start, end, from_new, to_new in matcher.get_opcodes():
        kept += old[start:end] if same == "equal" else new[from_new:to_new]
    text = "\n\n".join(piece.text for piece in kept)
    return text if to_blocks(text) == to_blocks(theirs) else theirs


def _pieces(markdown: str) -> list[_Piece]:
    lines = markdown.strip().split("\n")
    quote = parse(answer("\n".join(lines))).children
    texts = (
        "\n".join(lines[slice(*child.map)]).rstrip()
        for child in (quote[0].children if quote else ())
        if child.map
    )
    return [_Piece(text, to_blocks(text)) for text in texts]
