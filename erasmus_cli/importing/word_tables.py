"""Reads the cells of a Word draft that show values of the proposal, as far as their origin is certain."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from lxml import etree

from erasmus_cli.document.boilerplate_seal import blocks, text_of
from erasmus_cli.document.cell_record import is_record, is_record_of_table, language_of, reading
from erasmus_cli.importing.extracted import ShownValue
from erasmus_cli.importing.package import W
from erasmus_cli.importing.runs import Styles

_TITLE = "title"


class WordTables(NamedTuple):
    """What the tables of a draft say.

    Attributes:
        values: of the cells whose origin is certain.
        gone: places of values in rows that are gone.
        language: of the labels.
        nodes: those cells and headings, which nobody has to look at for text outside of answers.
    """

    values: tuple[ShownValue, ...]
    gone: tuple[str, ...]
    nodes: frozenset[etree._Element]
    language: str


def read_tables(document: etree._Element, answers: Collection[etree._Element], styles: Styles) -> WordTables:
    """Reads the tables behind which a record stands."""
    values: list[ShownValue] = []
    gone: list[str] = []
    nodes: set[etree._Element] = set()
    records: list[str] = []
    for record, node, place in _recorded(document, answers, styles):
        rows = [] if node is None else [[node]] if node.tag == f"{W}p" else _rows(node)
        read = reading(record, [[text_of(cell) for cell in row] for row in rows])
        gone += read.gone
        records.append(record)
        for cell in read.cells:
            shown = rows[cell.row][cell.column]
            nodes.add(shown)
            values.append(ShownValue(cell.place, cell.then, text_of(shown), place))
    return WordTables(tuple(values), tuple(gone), frozenset(nodes), language_of(records))


def _recorded(
    document: etree._Element, answers: Collection[etree._Element], styles: Styles
) -> Iterator[tuple[str, etree._Element | None, str]]:
    """Each record with what stands right before it, a table or the title, and the text before that.

    None stands for a table that is gone while its record is still there.
    """
    before: etree._Element | None = None
    place = ""
    all_blocks = list(blocks(document, answers))
    titles = [block for block in all_blocks if block.tag == f"{W}p" and _is_title(block, styles)]
    for block in all_blocks:
        text = text_of(block) if block.tag == f"{W}p" else ""
        if is_record(text):
            is_text = before is None or before.tag == f"{W}p"
            if not is_text or titles == [before]:
                yield text, before, place
            elif is_record_of_table(text):
                yield text, None, place
            before = None
            continue
        if before is not None and before.tag == f"{W}p":
            place = text_of(before) or place
        before = block


def _is_title(paragraph: etree._Element, styles: Styles) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    names = (
        found.get(f"{W}val", "")
        for one in (styles.line(style.get(f"{W}val", "")) if style is not None else ())
        if (found := one.find(f"{W}name")) is not None
    )
    return _TITLE in {name.casefold() for name in names}


def _rows(table: etree._Element) -> list[list[etree._Element]]:
    """The cells of each row, those of tables inside apart."""
    return [
        [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]
        for row in rows_of(table)
    ]


def rows_of(table: etree._Element) -> list[etree._Element]:
    """The rows of a table, those of tables inside apart; a row that was taken out is none."""
    own = (row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table)
    return [row for row in own if row.find(f"{W}trPr/{W}del") is None]
