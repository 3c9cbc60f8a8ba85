"""What an earlier run has written line by line, so that another run can go on behind it."""

import csv
from abc import ABC, abstractmethod
from typing import NamedTuple

from erasmus_cli.batch.records import Record
from erasmus_cli.batch.results import COLUMNS, Row
from erasmus_cli.batch.writers import lines
from erasmus_cli.rules.outcome import Severity


class Earlier(NamedTuple):
    """What a line says of its record.

    Attributes:
        row: the row, as far as the line tells it.
        bad: whether the proposal is one for which a check ends with 1.
        known: how many errors an earlier baseline has told of.
    """

    row: Row
    bad: bool
    known: int


class Form(ABC):
    """A form of output that has whole lines.

    Attributes:
        header: the first line, which is about no record.
        tells_known: whether a line says which findings are known from a baseline.
    """

    header: str | None = None
    tells_known = True

    @abstractmethod
    def read(self, line: str, *, strict: bool) -> Earlier:
        """What a line says.

        Raises:
            ValueError: no check has written it.
        """

    @abstractmethod
    def is_about(self, earlier: Earlier, record: Record) -> bool:
        """Whether a line is about a record."""

    @abstractmethod
    def is_same(self, line: str, again: Row) -> bool:
        """Whether a row comes out as the line has it; whether its call has closed is a matter of the day."""


class _JsonLines(Form):
    def read(self, line: str, *, strict: bool) -> Earlier:
        return earlier(Row.model_validate_json(line), strict=strict)

    def is_about(self, earlier: Earlier, record: Record) -> bool:
        return (earlier.row.file, earlier.row.line) == (record.file, record.line)

    def is_same(self, line: str, again: Row) -> bool:
        return Row.model_validate_json(line).model_copy(update={"closed": again.closed}) == again


class _Csv(Form):
    header = lines.csv_header()
    tells_known = False

    def read(self, line: str, *, strict: bool) -> Earlier:
        cells = _cells(line)
        ids = {key: tuple(cells[key].split()) for key in ("fails", "opens", "warnings", "left_out")}
        said = {key: cells[key] or None for key in Row.model_fields if key in cells}
        row = Row.model_validate(
            {**said, **ids, "file": cells["file"], "version": 1, "findings": (), "problems": ()}
        )
        bad = bool(row.fails or (strict and (row.opens or row.left_out or row.closed)))
        return Earlier(row, bad, 0)

    def is_about(self, earlier: Earlier, record: Record) -> bool:
        return (earlier.row.file, earlier.row.line) == (lines.cell(record.file), record.line)

    def is_same(self, line: str, again: Row) -> bool:
        return {**_cells(line), "closed": ""} == {**_cells(lines.as_csv(again)), "closed": ""}


FORMS: dict[str, Form] = {"jsonl": _JsonLines(), "csv": _Csv()}
"""Forms behind whose last line a run can go on."""


def earlier(row: Row, *, strict: bool) -> Earlier:
    """A whole row, and what it means for the end of a run."""
    known = sum(one.known and one.severity is Severity.ERROR for one in row.findings)
    return Earlier(row, row.is_bad(strict=strict), known)


def _cells(line: str) -> dict[str, str]:
    """The cells of a line by their columns.

    Raises:
        ValueError: there are more or fewer.
    """
    return dict(zip(COLUMNS, next(csv.reader([line]), []), strict=True))
