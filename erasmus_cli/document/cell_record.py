"""How a draft remembers which values of the proposal its tables show, so that a corrected one is known again.

Behind each table with such values stands its *record*, out of sight: a code of what each cell said, and for
some cells the *place* of the value that they show, such as `organisations/porto/identifier`. Where labels are
not English, the record ends in the language that they are in.

A cell of a table that comes back is that of the record if two witnesses say so: the record that stands behind
the table, and the table itself, whose head is as it was and whose row still has a text that only this row
had. Everything else is uncertain, and is not read as the value of anything.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from markupsafe import Markup

from erasmus_cli.document.boilerplate_seal import DIGITS, code, codes_of
from erasmus_cli.wording.language import ENGLISH, spoken

_RECORD = re.compile(
    rf"cells (\d{{1,3}}) ((?:[0-9a-f]{{{DIGITS}}})+)((?: \d+\.\d+=[\w/.-]+)+)"
    r"(?: in (?P<language>[a-z]{2,3}))?"
)
_LINE = re.compile(r"^\[//\]: # \(cells [^)]*\)\n+", re.MULTILINE)
_MARKS = "● "
"""What a cell may show in front of its value, such as the mark of who leads."""


class Cells(Protocol):
    """A table of texts."""

    @property
    def head(self) -> Sequence[str]:
        """The names of the columns."""

    @property
    def rows(self) -> Sequence[Sequence[str]]:
        """The cells of each row."""

    @property
    def places(self) -> Sequence[Sequence[str]]:
        """For each of them the place of the value that it shows; empty where it shows none."""


class Cell(NamedTuple):
    """A cell of a draft that shows a value of the proposal.

    Attributes:
        place: of the value.
        then: code of what the draft said when it was written.
        row: where it stands now, the head of the table being row 0.
        column: likewise.
    """

    place: str
    then: str
    row: int
    column: int


@dataclass(frozen=True)
class Reading:
    """What can be told for sure of a table that came back.

    Attributes:
        cells: those whose origin is certain.
        gone: places of the values in rows that are not there any more, or not known again.
        whole: rows that are known again and say what they said, but for these cells.
    """

    cells: tuple[Cell, ...] = ()
    gone: tuple[str, ...] = ()
    whole: tuple[int, ...] = ()


def record(table: Cells) -> Markup:
    """The invisible line of Markdown with the record of a table; nothing where it shows no such value."""
    return hidden_line(record_of(table))


def record_of(table: Cells) -> str:
    """The record of a table; empty where it shows no value of the proposal."""
    cells = [table.head, *table.rows]
    places = [
        f"{row}.{column}={place}"
        for row, line in enumerate(table.places, 1)
        for column, place in enumerate(line)
        if place
    ]
    codes = "".join(cell_code(text) for line in cells for text in line)
    return f"cells {len(table.head)} {codes} {' '.join(places)}{_in_language()}" if places else ""


def record_of_heading(text: str, place: str) -> str:
    """The record of a heading that shows a value, as a table of one cell without a head."""
    return f"cells 1 {cell_code(text)} 0.0={place}{_in_language()}"


def _in_language() -> str:
    """The language of the labels, which values are written in as well; nothing for English."""
    language = spoken()
    return "" if language is ENGLISH else f" in {language.code}"


def language_of(records: Iterable[str]) -> str:
    """The language of the labels of a draft with these records; English where none says another."""
    said = Counter(found["language"] or ENGLISH.code for found in map(_RECORD.fullmatch, records) if found)
    return said.most_common(1)[0][0] if said else ENGLISH.code


def hidden_line(record: str) -> Markup:
    """The invisible line of Markdown that holds a record."""
    return Markup(f"[//]: # ({record})" if record else "")  # noqa: S704 - Markdown


def without_records(markdown: str) -> str:
    """Markdown without its hidden lines of records."""
    return _LINE.sub("", markdown)


def is_record(text: str) -> bool:
    """Whether a text is a record and nothing else."""
    return bool(_RECORD.fullmatch(text))


def is_record_of_table(text: str) -> bool:
    """Whether a text is the record of a table, and not that of a heading."""
    found = _RECORD.fullmatch(text)
    return found is not None and not any(row == 0 for row, _ in _places(found[3]))


def cell_code(text: str) -> str:
    """The code of what a cell says, marks in front apart."""
    return code("".join(filter(str.isprintable, " ".join(text.split()))).lstrip(_MARKS))


def reading(record: str, rows: Sequence[Sequence[str]]) -> Reading:
    """What a table that came back still says of values of the proposal.

    Args:
        record: that of the draft.
        rows: the texts of the table now, its head first.
    """
    found = _RECORD.fullmatch(record)
    if found is None:
        return Reading()
    then, places = _table(found), _places(found[3])
    if then and is_record_of_table(record):
        return _of_table(then, places, [[cell_code(text) for text in row] for row in rows])
    if len(rows) == len(then) == 1 and len(rows[0]) == 1:
        return Reading((Cell(places[0, 0], then[0][0], 0, 0),), whole=(0,))
    return Reading(gone=tuple(places.values()))


def _table(found: re.Match[str]) -> list[tuple[str, ...]]:
    codes, width = codes_of(found[2]), int(found[1]) or 1
    return [codes[start : start + width] for start in range(0, len(codes), width)]


def _places(text: str) -> dict[tuple[int, int], str]:
    places = {}
    for entry in text.split():
        at, _, place = entry.partition("=")
        row, _, column = at.partition(".")
        places[int(row), int(column)] = place
    return places


def _of_table(
    then: list[tuple[str, ...]], places: dict[tuple[int, int], str], now: list[list[str]]
) -> Reading:
    if not now or tuple(now[0]) != then[0]:
        return Reading(gone=tuple(places.values()))
    known = _known_rows(then, places, now)
    of_row = {was: row for row, was in known.items()}
    cells = tuple(
        Cell(place, then[was][column], of_row[was], column)
        for (was, column), place in places.items()
        if was in of_row and was < len(then) and column < len(then[was])
    )
    gone = tuple(place for (was, _), place in places.items() if was not in of_row)
    whole = tuple(
        row
        for row, was in known.items()
        if all(now[row][c] == text for c, text in enumerate(then[was]) if (was, c) not in places)
    )
    return Reading(cells, gone, whole)


def _known_rows(
    then: list[tuple[str, ...]], places: dict[tuple[int, int], str], now: list[list[str]]
) -> dict[int, int]:
    """The rows that are known again, each with its number when the draft was written."""
    shown = {row for row, _ in places}
    columns = [_only_once(then, column) for column in range(len(then[0]))]
    again = [Counter(row[column] for row in now if column < len(row)) for column in range(len(then[0]))]
    told: dict[int, int] = {}
    for number, row in enumerate(now[1:], 1):
        if len(row) != len(then[0]):
            continue
        votes = {
            column: was
            for column, text in enumerate(row)
            if (was := columns[column].get(text)) and again[column][text] == 1
        }
        steady = {was for column, was in votes.items() if (was, column) not in places}
        named = steady or set(votes.values())
        if len(named) == 1:
            told[number] = named.pop()
    times = Counter(told.values())
    return {row: was for row, was in told.items() if times[was] == 1 and was in shown}


def _only_once(then: list[tuple[str, ...]], column: int) -> dict[str, int]:
    """The texts that stand once in a column, each with its row."""
    texts = [row[column] for row in then if column < len(row)]
    times = Counter(texts)
    return {text: row for row, text in enumerate(texts) if row and times[text] == 1}
