"""Markdown of answers into blocks of spans, and back."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, permutations

from markdown_it.common.normalize_url import normalizeLink, validateLink

from erasmus_cli.document import nodes
from erasmus_cli.document.markdown import answer
from erasmus_cli.document.rich_text import NO_MARKS, Block, Kind, Marks, Span, tidy
from erasmus_cli.document.structure import blocks_of, link_target
from erasmus_cli.document.tree import parse

_SPECIAL = re.compile(r"([\\`*_\[\]~&|<])")
_OPENING = re.compile(r"^(?:([-+#=>:])|(\d+)([.)]))", re.MULTILINE)
_FENCES = {"bold": "**", "italic": "*", "strike": "~~"}
_NESTINGS = [(*order, "strike") for order in permutations(("href", "bold", "italic"))]
_HOST = re.compile(r"(https?://[^/?#]+)/\Z", re.IGNORECASE)


def to_blocks(markdown: str) -> tuple[Block, ...]:
    """What an answer says in a draft, whichever way its Markdown was written.

    Its headings and its HTML are text there. Code is its text, a row of a table is a line, and a line across
    is `***`.
    """
    return tidy(_says(blocks_of(parse(answer(markdown.strip())).children)))


def to_markdown(blocks: tuple[Block, ...]) -> str:
    """Markdown that says the same; emphasis that Markdown has no signs for is left out."""
    lines: list[str] = []
    signs = _Signs()
    before: Block | None = None
    for block in blocks:
        if before and "paragraph" in (before.kind, block.kind):
            lines.append("")
        left, sign = signs.next(block)
        first, *rest = _inline(block).split("\n")
        lines.append(f"{' ' * left}{sign}{first}")
        lines += (f"{' ' * (left + len(sign))}{line}" for line in rest)
        before = block
    return "\n".join(lines)


class _Signs:
    """What stands before the items of lists: how far in they begin, and bullets or running numbers."""

    def __init__(self) -> None:
        self.margins = [0]
        self.numbers = [0]

    def next(self, block: Block) -> tuple[int, str]:
        """The margin of the next block, and its sign."""
        if block.kind == "paragraph":
            self.margins, self.numbers = [0], [0]
            return 0, ""
        number = self.numbers[block.depth] + 1 if block.kind == "number" else 0
        sign = f"{number}. " if number else "- "
        left = self.margins[block.depth]
        self.margins[block.depth + 1 :] = [left + len(sign)]
        self.numbers[block.depth :] = [number, 0]
        return left, sign


def address(target: str) -> str:
    """The target of a link as it is kept, or nothing if drafts make no link of it."""
    target = target.strip()
    if not link_target(target) or not validateLink(target):
        return ""
    # A slash behind nothing but a host says nothing; LibreOffice adds it.
    target = link_target(_HOST.sub(r"\1", normalizeLink(target)))
    return target.replace("(", "%28").replace(")", "%29").replace("\\", "%5C")


@lru_cache(maxsize=4096)
def _inline(block: Block) -> str:
    """The block's text in Markdown: with as few escapes as it takes to be read as it is meant."""
    for wanted in (block, _unmarked(block)):
        for escape in (str, _escaped, _guarded):
            for nesting in _NESTINGS:
                text = _marked(wanted.spans, nesting, escape).replace("\n", "\\\n")
                if _reads_as(text, wanted):
                    return text
    return _escaped(block.text).replace("\n", "\\\n")


def _unmarked(block: Block) -> Block:
    """The block without its marks, but with its links."""
    spans = tuple(Span(text, Marks(href=marks.href)) for text, marks in block.spans)
    return replace(block, spans=tidy([Block(spans)])[0].spans)


def _reads_as(text: str, block: Block) -> bool:
    """Whether the text says what the block says, at the depth where it is to stand."""
    above = "".join(f"{'  ' * depth}- x\n" for depth in range(block.depth))
    sign = {"paragraph": "", "bullet": "- ", "number": "1. "}[block.kind]
    left = "  " * block.depth
    below = f"\n{left}{' ' * len(sign)}"
    return to_blocks(f"{above}{left}{sign}{text.replace(chr(10), below)}")[block.depth :] == (block,)


def _escaped(text: str) -> str:
    text = _SPECIAL.sub(r"\\\1", text)
    return _OPENING.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", text)


def _guarded(text: str) -> str:
    """As `_escaped`, and an exclamation mark makes no picture of a link behind it."""
    return re.sub(r"!\Z", "&#33;", _escaped(text))


def _marked(spans: tuple[Span, ...], nesting: tuple[str, ...], escape: Callable[[str], str]) -> str:
    """The spans between the signs of their marks, the first mark of the nesting outermost."""
    if not nesting:
        return "".join(escape(span.text) for span in spans)
    name, *inner = nesting
    parts = []
    for value, group in groupby(spans, key=lambda span: getattr(span.marks, name)):
        text = _marked(tuple(group), tuple(inner), escape)
        fence = _FENCES.get(name, "")
        parts.append(text if not value else f"{fence}{text}{fence}" if fence else f"[{text}]({value})")
    return "".join(parts)


def _says(blocks: Iterable[nodes.Block], depth: int = 0) -> Iterator[Block]:
    for block in blocks:
        yield from BLOCKS[type(block)](block, depth)


def _enumeration(block: nodes.Enumeration, depth: int) -> Iterator[Block]:
    """The blocks of each item: a paragraph at its start carries its sign, all others stand on their own.

    DOCX cannot set the sign beside a quote or code.
    """
    kind: Kind = "bullet" if block.start is None else "number"
    for item in block.items:
        blocks = list(_says(item, depth + 1))
        if blocks and isinstance(item[0], nodes.Paragraph):
            blocks[0] = replace(blocks[0], kind=kind, depth=depth)
        yield from blocks


def _table(table: nodes.Table, _: int) -> Iterator[Block]:
    for row in (table.head, *table.rows):
        cells = ((*([Span(" | ")] if number else []), *_spans(cell)) for number, cell in enumerate(row))
        yield Block(tuple(span for cell in cells for span in cell))


def _no_part_of_an_answer(block: nodes.Block, _: int) -> Iterator[Block]:
    raise TypeError(f"an answer holds no {type(block).__name__}")


BLOCKS: Mapping[type, Callable[..., Iterator[Block]]] = {
    nodes.Paragraph: lambda block, _: iter([Block(tuple(_spans(block.content)))]),
    nodes.Enumeration: _enumeration,
    nodes.Quote: lambda block, depth: _says(block.blocks, depth),
    nodes.Listing: lambda block, _: iter([Block((Span(block.text),))]),
    nodes.Rule: lambda *_: iter([Block((Span(nodes.RULE),))]),
    nodes.Table: _table,
    nodes.Illustration: _no_part_of_an_answer,
    nodes.Notes: _no_part_of_an_answer,
    nodes.Heading: _no_part_of_an_answer,
    nodes.Question: _no_part_of_an_answer,
}


def _spans(content: Iterable[nodes.Inline], marks: Marks = NO_MARKS) -> Iterator[Span]:
    for node in content:
        yield from INLINES[type(node)](node, marks)


def _marked_spans(**mark: bool) -> Callable[..., Iterator[Span]]:
    return lambda node, marks: _spans(node.content, marks._replace(**mark))


def _link(node: nodes.Link, marks: Marks) -> Iterator[Span]:
    return _spans(node.content, marks._replace(href=address(node.target)))


INLINES: Mapping[type, Callable[..., Iterator[Span]]] = {
    nodes.Text: lambda node, marks: iter([Span(node.text, marks)]),
    nodes.Foreign: lambda node, marks: iter([Span(node.text, marks)]),
    nodes.Code: lambda node, marks: iter([Span(node.text, marks)]),
    nodes.Strong: _marked_spans(bold=True),
    nodes.Emphasis: _marked_spans(italic=True),
    nodes.Strike: _marked_spans(strike=True),
    nodes.Link: _link,
    nodes.Cite: lambda *_: iter(()),
    nodes.SoftBreak: lambda _, marks: iter([Span(" ", marks)]),
    nodes.HardBreak: lambda _, marks: iter([Span("\n", marks)]),
}
