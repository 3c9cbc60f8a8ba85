"""Writes blocks: paragraphs, lists, quotes, code, tables and figures."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import cast

from markdown_it.tree import SyntaxTreeNode

from erasmus_cli.formats.docx.inline import PLAIN, Inline, Look, plain, run
from erasmus_cli.formats.docx.numbering import Numbering
from erasmus_cli.formats.docx.pictures import FigurePictures
from erasmus_cli.formats.docx.tables import lines, table
from erasmus_cli.formats.docx.xml import Element, element, paragraph, right_to_left

_STEP = 360  # how far a level of a list stands in, in twentieths of a point
_DEEPEST = 8  # Word has nine levels


@dataclass(frozen=True)
class Place:
    """Where blocks are written and how they look there.

    Attributes:
        into: the element that takes them.
        style: the name of the style of paragraphs; None is the default style.
        look: of their text.
        flat: whether tables become lines, as inside another table.
        level: how many lists they stand in.
    """

    into: Element
    style: str | None = None
    look: Look = PLAIN
    flat: bool = False
    level: int = 0


@dataclass(frozen=True)
class Blocks:
    """Writes blocks into a document.

    Attributes:
        inline: writes what stands in paragraphs.
        numbering: the lists of the document.
        pictures: its figures.
        width: of the text, in twentieths of a point.
    """

    inline: Inline
    numbering: Numbering
    pictures: FigurePictures
    width: int

    def write(self, nodes: Iterable[SyntaxTreeNode], place: Place) -> None:
        """Write block nodes one after the other."""
        for node in nodes:
            self._write(node, place)

    def _write(self, node: SyntaxTreeNode, place: Place) -> None:
        match node.type:
            case "bullet_list":
                self._list(node, self.numbering.bullets, place)
            case "ordered_list":
                self._list(node, self.numbering.numbers(_start(node)), place)
            case "blockquote":
                self.write(node.children, replace(place, style="Quote"))
            case "code_block" | "fence":
                self._code(node.content, place)
            case "table":
                self._table(node, place)
            case "heading":
                self._paragraph(node, replace(place, look=replace(place.look, bold=True)))
            case "paragraph":
                self._paragraph(node, place)

    def _paragraph(self, node: SyntaxTreeNode, place: Place) -> None:
        children = [child for inline in node.children for child in inline.children]
        if len(children) == 1 and children[0].type == "image" and place.look.pictures:
            self._figure(children[0], place)
        else:
            place.into.append(self._plain(node, place, indent=place.level * _STEP))

    def _plain(
        self,
        node: SyntaxTreeNode,
        place: Place,
        *,
        item: tuple[int, int] | None = None,
        indent: int | None = None,
    ) -> Element:
        return paragraph(
            *self.inline.write(node.children, place.look),
            style=self._style(place.style),
            item=item,
            indent=indent,
            keepNext=_is_heading(node),
            bidi=right_to_left(plain(node)),
        )

    def _style(self, name: str | None) -> str | None:
        return self.inline.styles.id_of(name) if name else None

    def _figure(self, image: SyntaxTreeNode, place: Place) -> None:
        content = list(self.inline.write([image], place.look))
        figure = self.pictures.figure(str(image.attrs.get("src", "")))
        place.into.append(paragraph(*content, style=self._style(place.style), keepNext=bool(figure)))
        if figure and figure.caption:
            place.into.append(paragraph(run(figure.caption), style=self._style("caption")))

    def _list(self, node: SyntaxTreeNode, identity: int, place: Place) -> None:
        name = "List Bullet" if node.type == "bullet_list" else "List Number"
        number = (identity, min(place.level, _DEEPEST))
        for item in node.children:
            first, rest = _head(item)
            head = replace(place, style=name)
            if first is None:
                place.into.append(paragraph(style=self._style(name), item=number))
            else:
                place.into.append(self._plain(first, head, item=number))
            self.write(rest, replace(place, level=place.level + 1))

    def _code(self, content: str, place: Place) -> None:
        runs: list[Element] = []
        for number, line in enumerate(content.rstrip("\n").split("\n")):
            runs += [element("r", element("br"))] if number else []
            runs.append(run(line))
        place.into.append(paragraph(*runs, style=self._style("Draft Code"), indent=place.level * _STEP))

    def _table(self, node: SyntaxTreeNode, place: Place) -> None:
        if place.flat or place.level:
            style, indent = self._style(place.style), place.level * _STEP
            place.into.extend(lines(node, self.inline, style, place.look, indent))
        else:
            place.into.append(table(node, self.inline, self.width))
            # Tables that touch would melt into one.
            place.into.append(paragraph(style=self._style("Draft Gap")))


def _is_heading(node: SyntaxTreeNode) -> bool:
    """Whether a paragraph is bold from end to end, as a heading of what follows."""
    children = [child for inline in node.children for child in inline.children]
    return len(children) == 1 and children[0].type == "strong"


def _start(node: SyntaxTreeNode) -> int:
    return cast("int", node.attrs.get("start", 1))


def _head(item: SyntaxTreeNode) -> tuple[SyntaxTreeNode | None, list[SyntaxTreeNode]]:
    """The paragraph that stands beside the mark of an item, and what follows."""
    children = list(item.children)
    if children and children[0].type == "paragraph":
        return children[0], children[1:]
    return None, children
