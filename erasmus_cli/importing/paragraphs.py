"""Reads the blocks of a Word document's table cell: paragraphs and items of lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from erasmus_cli.document.rich_text import Block, Kind, Span
from erasmus_cli.importing.package import W
from erasmus_cli.importing.runs import OUT, Runs, is_placeholder
from erasmus_cli.wording.messages import say

_LEVEL_OF_NAME = re.compile(r"list.*([2-9])$", re.IGNORECASE)


@dataclass
class Lists:
    """Which paragraphs are items, and of what kind of list.

    Args:
        root: the numbering of the document, if it has any.
    """

    root: etree._Element | None
    _kinds: dict[tuple[str, int], Kind] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        root = self.root
        if root is None:
            return
        defined = {one.get(f"{W}abstractNumId", ""): one for one in root.iterfind(f"{W}abstractNum")}
        for number in root.iterfind(f"{W}num"):
            used = number.find(f"{W}abstractNumId")
            definition = defined.get(used.get(f"{W}val", "")) if used is not None else None
            levels = [
                *(definition if definition is not None else ()),
                *number.iterfind(f"{W}lvlOverride/{W}lvl"),
            ]
            for level in levels:
                self._learn(number.get(f"{W}numId", ""), level)

    def _learn(self, identity: str, level: etree._Element) -> None:
        shape = level.find(f"{W}numFmt")
        if shape is not None:
            name = shape.get(f"{W}val", "decimal")
            kind: Kind = "paragraph" if name == "none" else "bullet" if name == "bullet" else "number"
            self._kinds[identity, _whole(level.get(f"{W}ilvl"))] = kind

    def kind(self, identity: str, level: int) -> Kind:
        """The kind of a list's level; what has no definition is no item."""
        return self._kinds.get((identity, level), "paragraph")


@dataclass
class Paragraphs:
    """Reads blocks.

    Attributes:
        runs: reads what stands in paragraphs.
        lists: the lists of the document.
    """

    runs: Runs
    lists: Lists

    def blocks(self, node: etree._Element) -> Iterator[Block]:
        """All blocks under a node in reading order; a row of a table is one line."""
        waiting: list[Span] = []
        for child in self._paragraphs(node):
            spans = [*waiting, *self.runs.spans(child)] if child.tag == f"{W}p" else list(self._row(child))
            waiting = []
            if _goes_on(child):
                waiting = spans
            else:
                yield Block(tuple(spans), *self._list_of(child))
        if waiting:
            yield Block(tuple(waiting))

    def _paragraphs(self, node: etree._Element) -> Iterator[etree._Element]:
        """Paragraphs, and rows of tables, whatever they are wrapped in."""
        for child in node:
            if child.tag in (f"{W}p", f"{W}tr"):
                yield child
            elif isinstance(child.tag, str) and child.tag not in OUT and not is_placeholder(child):
                yield from self._paragraphs(child)

    def _row(self, row: etree._Element) -> Iterator[Span]:
        self.runs.lose(say("a table became lines, its cells apart by “|”"))
        for number, cell in enumerate(row.iterfind(f"{W}tc")):
            if number:
                yield Span(" | ")
            for inner, block in enumerate(self.blocks(cell)):
                if inner:
                    yield Span(" ")
                yield from block.spans

    def _list_of(self, paragraph: etree._Element) -> tuple[Kind, int]:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return "paragraph", 0
        style = properties.find(f"{W}pStyle")
        line = list(self.runs.styles.line(style.get(f"{W}val", ""))) if style is not None else []
        sources = [properties, *(parent.find(f"{W}pPr") for parent in line)]
        identity = _said(sources, "numId")
        if identity is None:
            return "paragraph", 0
        level = _whole(_said(sources, "ilvl"))
        kind = self.lists.kind(identity, level)
        return kind, level or _level_of_name(line[:1])


def _goes_on(paragraph: etree._Element) -> bool:
    """Whether the end of the paragraph was deleted, so that the next one is its continuation."""
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    return marks is not None and any(marks.find(f"{W}{name}") is not None for name in ("del", "moveFrom"))


def _said(sources: list[etree._Element | None], name: str) -> str | None:
    """The first that is said of a paragraph's list, by itself or by its styles."""
    for source in sources:
        found = source.find(f"{W}numPr/{W}{name}") if source is not None else None
        if found is not None:
            return str(found.get(f"{W}val", ""))
    return None


def _level_of_name(styles: list[etree._Element]) -> int:
    """The level that a style such as List Bullet 2 tells by its name."""
    for style in styles:
        name = style.find(f"{W}name")
        found = _LEVEL_OF_NAME.search(name.get(f"{W}val", "") if name is not None else "")
        if found:
            return int(found[1]) - 1
    return 0


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 3 else 0
