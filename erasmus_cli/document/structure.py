"""Finds what a draft consists of: here it is decided what a question, a caption, a figure or a link is."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile
from threading import Lock
from typing import NamedTuple, cast
from urllib.parse import unquote

from markdown_it.tree import SyntaxTreeNode

from erasmus_cli.document.draft import FIGURE
from erasmus_cli.document.nodes import (
    Block,
    Blocks,
    Cite,
    Code,
    Column,
    Emphasis,
    Enumeration,
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
    is_strong,
    plain,
)
from erasmus_cli.document.tree import parse
from erasmus_cli.wording.language import Words, _

LONGEST_LINK = 2000
"""Characters of an address; Word calls a file with longer ones damaged."""
HIGHEST_QUESTION = 3
"""Level of the highest headings that may be questions; those above are the title and the parts of a draft."""

_BLANK = re.compile(r"[ \t\n]+")  # a line may end there; at a hard space it may not
_LINKED = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_NOT_ANSWERED = (Words("NOT ANSWERED YET"), Words("Not answered yet."))


_FINDING = Lock()


def structure_of(markdown: str) -> Blocks:
    """The blocks of a whole draft in their order, its sources last."""
    with _FINDING:  # formats that are written side by side wait for the one structure that they share
        return _structure_of(markdown)


@lru_cache(maxsize=4)
def _structure_of(markdown: str) -> Blocks:
    nodes = parse(markdown).children
    notes = [node for node in nodes if node.type == "footnote_block"]
    rest = [node for node in nodes if node.type != "footnote_block"]
    return (*_parts(rest), *map(_notes, notes))


def blocks_of(nodes: Iterable[SyntaxTreeNode]) -> Blocks:
    """Blocks inside of others, such as those of an answer; headings are bold lines there."""
    return tuple(_BLOCKS[node.type](node) for node in nodes)


class Recorded(NamedTuple):
    """A table, or the title, of which a draft remembers what it shows.

    Attributes:
        record: what it remembers (`cell_record`).
        rows: the texts of the cells, the head first; the title is one cell.
        lines: of the Markdown, one for each row, from 0.
        heading: the text of the heading above; empty for the title.
    """

    record: str
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    heading: str


def recorded(markdown: str) -> Iterator[Recorded]:
    """The tables of a draft that have a record, and its title if that has one."""
    heading = ""
    for node in parse(markdown).children:
        record = str(node.meta.get("record", "")) if node.type in ("table", "heading") else ""
        first = node.map[0] if node.map else 0
        if node.type == "heading":
            text = plain(_inlines(node.children[0].children)) if node.children else ""
            if record and _written(node) == 1:
                yield Recorded(record, ((text,),), (first,), "")
            heading = text
        elif record:
            table = _table(node)
            rows = tuple(tuple(map(plain, row)) for row in (table.head, *table.rows))
            yield Recorded(record, rows, (first, *range(first + 2, first + 1 + len(rows))), heading)


def key_of(heading: SyntaxTreeNode) -> str:
    """The key of the answer that a heading asks for; empty if the heading is no question."""
    content = _inlines(heading.children[0].children) if heading.children else ()
    last = content[-1] if content else None
    return last.text if isinstance(last, Code) and _written(heading) >= HIGHEST_QUESTION else ""


def key_in(line: str) -> str:
    """The key of the answer that a heading asks for, of which this is the line of Markdown; else empty."""
    if not line.rstrip(" #").endswith("`"):
        return ""
    nodes = parse(line).children
    return key_of(nodes[0]) if nodes and nodes[0].type == "heading" else ""


def link_target(href: str) -> str:
    """Where a link leads, if that is the web or an address for mail; else nothing."""
    return href if _LINKED.fullmatch(href) and len(href) <= LONGEST_LINK else ""


def _parts(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
    taken: set[str] = set()
    open_levels: list[int] = []
    lead = list(takewhile(lambda node: node.type != "heading", nodes))
    yield from _top(lead)
    place = len(lead)
    while place < len(nodes):
        below = list(takewhile(lambda node: node.type != "heading", nodes[place + 1 :]))
        written = _written(nodes[place])
        open_levels = [*(level for level in open_levels if level < written), written]
        heading, key = _heading(nodes[place], len(open_levels), taken)
        if key:
            yield _question(heading, key, below)
        else:
            yield heading
            yield from _top(below)
        place += 1 + len(below)


def _heading(node: SyntaxTreeNode, level: int, taken: set[str]) -> tuple[Heading, str]:
    key = key_of(node)
    content = _inlines(node.children[0].children)
    content = content[:-1] if key else content
    label = plain(content).strip() or key
    anchor = _unused(f"q-{_slug(key, '.-/')}" if key else f"h-{_slug(label, '-')}", taken)
    record = str(node.meta.get("record", ""))
    return Heading(level, _written(node), anchor, label, content, record), key


def _written(heading: SyntaxTreeNode) -> int:
    return int(heading.tag[1:])


def _slug(text: str, keep: str) -> str:
    plain_letters = unicodedata.normalize("NFKC", text).lower()
    words = re.split(rf"[^\w{re.escape(keep)}]+", plain_letters)
    return "-".join(filter(None, words))[:60] or "part"


def _unused(wanted: str, taken: set[str]) -> str:
    anchor, number = wanted, 2
    while anchor in taken:
        anchor, number = f"{wanted}-{number}", number + 1
    taken.add(anchor)
    return anchor


def _question(heading: Heading, key: str, below: Sequence[SyntaxTreeNode]) -> Question:
    above = list(takewhile(lambda node: node.type != "blockquote", below))
    quote = below[len(above)] if len(above) < len(below) else None
    before, after = [*_top(above)], [*_top(below[len(above) + 1 :])]
    answer = blocks_of(quote.children) if quote else ()
    pasted = next((node.content for node in above if node.type == "fence"), "")
    mark = counter = None
    if not answer and before and _is_mark(before[-1]):
        mark = cast("Paragraph", before.pop())
    elif after and isinstance(after[0], Paragraph):
        counter = cast("Paragraph", after.pop(0))
    answered = bool(answer or pasted)
    return Question(heading, key, tuple(before), answer, mark, counter, tuple(after), answered)


def _is_mark(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    said = plain(block.content).removeprefix("▢ ")
    return said.startswith(tuple(_(mark) for mark in _NOT_ANSWERED)) or said.startswith(_NOT_ANSWERED)


def _top(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
    """Blocks that stand in nothing else: here a picture is a figure and a bold line over a table its caption.

    An empty quotation, which only shows where to write, is nothing.
    """
    caption: Inlines = ()
    for node, following in zip(nodes, [*nodes[1:], None], strict=False):
        block = _illustration(node) or _BLOCKS[node.type](node)
        leads = following is not None and following.type == "table"
        if isinstance(block, Paragraph) and leads and is_strong(block):
            caption = cast("Strong", block.content[0]).content
        elif isinstance(block, Paragraph):
            yield replace(block, leads=leads)
        elif isinstance(block, Table):
            yield replace(block, caption=caption)
            caption = ()
        elif not isinstance(block, Quote) or block.blocks:
            yield block


def _illustration(node: SyntaxTreeNode) -> Illustration | None:
    nodes = [*_said(node.children[0].children)] if node.type == "paragraph" else []
    source = str(nodes[0].attrs.get("src", "")) if [found.type for found in nodes] == ["image"] else ""
    if not source.startswith(FIGURE):
        return None
    return Illustration(unquote(source.removeprefix(FIGURE)), plain(_inlines(nodes[0].children)))


def _paragraph(node: SyntaxTreeNode) -> Paragraph:
    return Paragraph(_inlines(node.children[0].children), tight=node.hidden)


def _inner_heading(node: SyntaxTreeNode) -> Paragraph:
    return Paragraph((Strong(_inlines(node.children[0].children)),))


def _enumeration(node: SyntaxTreeNode) -> Enumeration:
    start = cast("int", node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    tight = any(block.hidden for item in node.children for block in item.children)
    return Enumeration(tuple(blocks_of(item.children) for item in node.children), start, tight)


def _table(node: SyntaxTreeNode) -> Table:
    head, *rows = [row.children for part in node.children for row in part.children]
    cells = [tuple(_cell(cell) for cell in row) for row in (head, *rows)]
    columns = (_column(cell, column) for cell, column in zip(head, zip(*cells, strict=True), strict=True))
    record = str(node.meta.get("record", ""))
    return Table(tuple(columns), cells[0], tuple(cells[1:]), record=record)


def _cell(node: SyntaxTreeNode) -> Inlines:
    return tuple(found for child in node.children for found in _inlines(child.children))


def _column(head: SyntaxTreeNode, cells: Sequence[Inlines]) -> Column:
    seen = [plain(cell) for cell in cells]
    align = str(head.attrs.get("style", "text-align:left")).removeprefix("text-align:")
    words = (word for cell in seen for word in _BLANK.split(cell))
    return Column(align, max(map(len, seen)), max(map(len, words)))


def _notes(node: SyntaxTreeNode) -> Notes:
    return Notes(tuple(map(_note, node.children)))


def _note(node: SyntaxTreeNode) -> Note:
    times = sum(found.type == "footnote_anchor" for found in node.walk())
    lines = (_inlines(found.children) for found in node.walk() if found.type == "inline")
    return Note(node.meta["id"] + 1, times, tuple(lines))


_BLOCKS: dict[str, Callable[[SyntaxTreeNode], Block]] = {
    "paragraph": _paragraph,
    "heading": _inner_heading,
    "bullet_list": _enumeration,
    "ordered_list": _enumeration,
    "blockquote": lambda node: Quote(blocks_of(node.children)),
    "fence": lambda node: Listing(node.content),
    "code_block": lambda node: Listing(node.content),
    "hr": lambda _: Rule(),
    "table": _table,
}


def _inlines(nodes: Iterable[SyntaxTreeNode]) -> Inlines:
    return tuple(found for node in _said(nodes) for found in _INLINES[node.type](node))


def _said(nodes: Iterable[SyntaxTreeNode]) -> Iterator[SyntaxTreeNode]:
    """The parser leaves empty texts around marks; the way back from a note is for a format to write."""
    return (node for node in nodes if node.content or node.type not in ("text", "footnote_anchor"))


def _link(node: SyntaxTreeNode) -> Inlines:
    target, content = link_target(str(node.attrs.get("href", ""))), _inlines(node.children)
    return (Link(target, content),) if target else content


def _cite(node: SyntaxTreeNode) -> Inlines:
    before = node.previous_sibling
    follows = before is not None and before.type == "footnote_ref"
    return (Cite(node.meta["id"] + 1, node.meta["subId"] + 1, follows),)


_INLINES: dict[str, Callable[[SyntaxTreeNode], Inlines]] = {
    "text": lambda node: (Text(node.content),),
    "code_inline": lambda node: (Code(node.content),),
    "strong": lambda node: (Strong(_inlines(node.children)),),
    "em": lambda node: (Emphasis(_inlines(node.children)),),
    "s": lambda node: (Strike(_inlines(node.children)),),
    "link": _link,
    # In the middle of a text a picture is what it shows, in words.
    "image": lambda node: (Text(plain(_inlines(node.children))),),
    "footnote_ref": _cite,
    "softbreak": lambda _: (SoftBreak(),),
    "hardbreak": lambda _: (HardBreak(),),
}
