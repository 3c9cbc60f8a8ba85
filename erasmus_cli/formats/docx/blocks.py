"""Writes blocks: paragraphs, lists, quotes, code, tables and figures."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from erasmus_cli.document.nodes import (
    RULE,
    Block,
    Enumeration,
    Illustration,
    Inlines,
    Listing,
    Notes,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    is_strong,
    plain,
)
from erasmus_cli.formats.docx.inline import HIDDEN, PLAIN, Inline, Look, run
from erasmus_cli.formats.docx.numbering import Numbering
from erasmus_cli.formats.docx.pictures import FigurePictures
from erasmus_cli.formats.docx.tables import grid, lines
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


@dataclass
class Blocks:
    """Writes blocks into a document.

    Attributes:
        inline: writes what stands in paragraphs.
        numbering: the lists of the document.
        pictures: its figures.
        width: of the text, in twentieths of a point.
        spoken: language of the answers with its country, where it is another one than that of the labels.
    """

    inline: Inline
    numbering: Numbering
    pictures: FigurePictures
    width: int
    spoken: str

    def write(self, blocks: Iterable[Block], place: Place) -> None:
        """Write blocks one after the other."""
        for block in blocks:
            self.BLOCKS[type(block)](self, block, place)

    def _paragraph(self, block: Paragraph, place: Place) -> None:
        keep = is_strong(block) or block.leads
        made = self._words(block.content, place, keep=keep, indent=place.level * _STEP)
        place.into.append(made)

    def _words(
        self,
        content: Inlines,
        place: Place,
        *,
        keep: bool = False,
        item: tuple[int, int] | None = None,
        indent: int | None = None,
    ) -> Element:
        return paragraph(
            *self.inline.write(content, place.look),
            style=self._style(place.style),
            item=item,
            indent=indent,
            keepNext=keep,
            bidi=right_to_left(plain(content)),
        )

    def _style(self, name: str | None) -> str | None:
        return self.inline.styles.id_of(name) if name else None

    def _illustration(self, block: Illustration, place: Place) -> None:
        figure = self.pictures.figures.get(block.name)
        content = self.pictures.draw(figure) if figure else run(block.alt, place.look)
        made = paragraph(content, style=self._style(place.style), keepNext=bool(figure))
        place.into.append(made)
        if figure and figure.caption:
            place.into.append(paragraph(run(figure.caption), style=self._style("caption")))

    def _enumeration(self, block: Enumeration, place: Place) -> None:
        bullets = block.start is None
        identity = self.numbering.bullets if block.start is None else self.numbering.numbers(block.start)
        beside = replace(place, style="List Bullet" if bullets else "List Number")
        number = (identity, min(place.level, _DEEPEST))
        for item in block.items:
            first = item[0] if item and isinstance(item[0], Paragraph) else None
            content = first.content if first else ()
            place.into.append(
                self._words(content, beside, keep=bool(first and is_strong(first)), item=number)
            )
            self.write(item[1:] if first else item, replace(place, level=place.level + 1))

    def _quote(self, block: Quote, place: Place) -> None:
        self.write(block.blocks, replace(place, style="Quote"))

    def _listing(self, block: Listing, place: Place) -> None:
        runs: list[Element] = []
        for number, line in enumerate(block.text.rstrip("\n").split("\n")):
            runs += [element("r", element("br"))] if number else []
            runs.append(run(line))
        place.into.append(paragraph(*runs, style=self._style("Draft Code"), indent=place.level * _STEP))

    def _rule(self, _: Rule, place: Place) -> None:
        """As signs: a border would be lost on the way back."""
        made = paragraph(run(RULE, place.look), style=self._style(place.style), align="center")
        place.into.append(made)

    def _table(self, block: Table, place: Place) -> None:
        inside = place.flat or place.level
        if block.caption:
            above = place if inside else replace(place, style="Draft Table Title")
            place.into.append(self._words((Strong(block.caption),), above, keep=True))
        if inside:
            style, indent = self._style(place.style), place.level * _STEP
            place.into.extend(lines(block, self.inline, style, place.look, indent))
        else:
            place.into.append(grid(block, self.inline, self.width))
            place.into.append(self.gap(block.record))

    def gap(self, record: str = "") -> Element:
        """A line that takes little room: tables that touch would melt into one. It may hold a record, unseen.

        A line of which all is hidden takes none, and the text would stick to the table: hence the blank.
        """
        unseen = [run(" "), run(record, HIDDEN)] if record else []
        return paragraph(*unseen, style=self._style("Draft Gap"))

    def _notes(self, _: Notes, __: Place) -> None:
        """A note stands at the foot of the page where it is cited."""

    BLOCKS: ClassVar[Mapping[type, Callable[..., None]]] = {
        Paragraph: _paragraph,
        Enumeration: _enumeration,
        Quote: _quote,
        Listing: _listing,
        Rule: _rule,
        Table: _table,
        Illustration: _illustration,
        Notes: _notes,
    }
