"""A draft as text: as Markdown that stands alone, and as plain text to paste from."""

from collections.abc import Callable, Iterable, Mapping

from erasmus_cli.document.draft import DraftText
from erasmus_cli.document.nodes import (
    RULE,
    Block,
    Cite,
    Code,
    Emphasis,
    Enumeration,
    Foreign,
    HardBreak,
    Heading,
    Illustration,
    Inlines,
    Link,
    Listing,
    Note,
    Notes,
    Paragraph,
    Question,
    Quote,
    Rule,
    SoftBreak,
    Strike,
    Strong,
    Table,
    Text,
)
from erasmus_cli.document.structure import structure_of

_RULER = "-" * 40


def markdown(text: DraftText) -> str:
    """The draft as Markdown that stands alone: what figures show is said in its tables."""
    return text.alone


def as_plain(text: DraftText) -> str:
    """The view to paste as plain text: what is to be pasted as it is, all around it without marks."""
    return _all(structure_of(text.markdown)) + "\n"


def _all(blocks: Iterable[Block]) -> str:
    return "\n\n".join(BLOCKS[type(block)](block) for block in blocks)


def _question(asked: Question) -> str:
    heading = f"{_inline(asked.heading.content)}{asked.key}"
    below = (*asked.before, asked.mark, *asked.answer, asked.counter, *asked.after)
    return "\n\n".join([heading, *(BLOCKS[type(block)](block) for block in below if block)])


def _enumeration(block: Enumeration) -> str:
    items = []
    for number, item in enumerate(block.items, block.start or 0):
        sign = "-" if block.start is None else f"{number}."
        items.append(f"{sign} {_all(item)}".replace("\n", "\n  "))
    return "\n".join(items)


def _table(table: Table) -> str:
    rows = "\n".join(" | ".join(map(_inline, row)) for row in (table.head, *table.rows))
    return f"{_inline(table.caption)}\n\n{rows}" if table.caption else rows


def _note(note: Note) -> str:
    return f"[{note.number}] {' '.join(map(_inline, note.lines))}"


BLOCKS: Mapping[type, Callable[..., str]] = {
    Heading: lambda block: _inline(block.content),
    Question: _question,
    Paragraph: lambda block: _inline(block.content),
    Enumeration: _enumeration,
    Quote: lambda block: _all(block.blocks),
    Listing: lambda block: f"{_RULER}\n{block.text}{_RULER}",
    Rule: lambda _: RULE,
    Table: _table,
    Illustration: lambda block: block.alt,
    Notes: lambda block: "\n".join(map(_note, block.notes)),
}


def _inline(content: Inlines) -> str:
    return "".join(INLINES[type(node)](node) for node in content)


def _link(node: Link) -> str:
    words = _inline(node.content)
    return words if words == node.target else f"{words} ({node.target})"


INLINES: Mapping[type, Callable[..., str]] = {
    Text: lambda node: node.text,
    Foreign: lambda node: node.text,
    Code: lambda node: node.text,
    Strong: lambda node: _inline(node.content),
    Emphasis: lambda node: _inline(node.content),
    Strike: lambda node: _inline(node.content),
    Link: _link,
    Cite: lambda node: f"[{node.number}]",
    SoftBreak: lambda _: "\n",
    HardBreak: lambda _: "\n",
}
