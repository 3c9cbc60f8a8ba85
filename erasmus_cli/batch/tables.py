"""Tables as records, one row a proposal: CSV in any common form, and workbooks by python-calamine."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

from erasmus_cli.batch import endings
from erasmus_cli.batch.columns import Columns, columns_of
from erasmus_cli.batch.records import Meter, Record, unreadable
from erasmus_cli.limited import LimitReachedError, limited
from erasmus_cli.proposal.errors import Problem, UnreadableProposalError
from erasmus_cli.proposal.limits import MOST_BYTES
from erasmus_cli.proposal.reader import require_utf8
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import tell

_SEPARATORS = {
    ";": Words("semicolons"),
    ",": Words("commas"),
    "\t": Words("tabs"),
    "|": Words("bars"),
}
_MARKS = (
    (b"\xff\xfe\x00\x00", None),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 1 << 16
_ENDS = ("\n", "\r")
_MOST_COLUMNS = 16_384  # of a sheet of Excel; each heading is looked up by its meaning

Cells = Sequence[Any]


def read_file(name: str, meter: Meter, mapped: Mapping[str, str]) -> Iterator[Record]:
    """The records of a table, as far as it can be read.

    Args:
        name: the file.
        meter: is told how far the reading has come, and how the table was understood.
        mapped: keys of the proposal file by headings that mean them.
    """
    number = 1
    try:
        is_csv = name.lower().endswith(endings.CSV)
        rows: Iterable[Cells | Problem] = _csv_rows(name, meter) if is_csv else _workbook_rows(name, meter)
        columns: Columns | None = None
        for number, cells in enumerate(rows, start=1):
            if isinstance(cells, Problem):
                yield Record(name, number, problems=(cells._replace(line=number),))
                continue
            if not any(map(_said, cells)):
                continue
            if columns is None:
                columns = columns_of(name, _headings(cells), number, mapped)
                meter.tell(columns.words(name))
                continue
            yield _record(name, number, cells, columns, meter)
        if columns is None:
            yield unreadable(name, _("there is no row in this table"), _("the first row holds the headings"))
    except UnreadableProposalError as error:
        yield Record(name, problems=error.problems)
    except LimitReachedError as error:
        yield unreadable(name, str(error), _("delete the rows below and the columns beside the table"))
    except (OSError, ValueError) as error:
        if not Path(name).exists():
            yield unreadable(name, _("there is no such file"))
            return
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        words = tell("the table cannot be read from row {row} on: {reason}", row=number, reason=reason)
        yield unreadable(name, words, _("save it again as XLSX or as CSV in UTF-8"))


def _headings(cells: Cells) -> list[str]:
    if len(cells) > _MOST_COLUMNS:
        raise ValueError(tell("it has {n} columns, more than {most}", n=len(cells), most=_MOST_COLUMNS))
    return [_text(cell) for cell in cells]


def _record(name: str, number: int, cells: Cells, columns: Columns, meter: Meter) -> Record:
    if any(isinstance(cell, str) and "\0" in cell for cell in cells):
        return unreadable(name, _("there is a NUL byte in it"), _("save the table again"), number)
    beyond = [index for index in range(columns.number, len(cells)) if _said(cells[index])]
    if beyond:
        words = tell("there is a value in column {column}, which has no heading", column=beyond[0] + 1)
        return unreadable(name, words, _("name each column"), number)
    values = [_value(cell) for cell in cells]
    try:
        return Record(name, number, data=columns.data(values, lambda words: meter.tell(f"{name}: {words}")))
    except ValueError as error:
        return Record(name, number, problems=(Problem(str(error), line=number),))


def _csv_rows(name: str, meter: Meter) -> Iterator[Cells | Problem]:
    """The rows of a CSV file, and why where one cannot be read; says how the file was understood."""
    encoding = _encoding(name)
    with Path(name).open("r", encoding=encoding, newline="") as stream:
        separator = _separator(stream.read(_SAMPLE))
    if encoding == "cp1252":
        meter.tell(tell("{file}: this is not UTF-8; read as Western European (Windows-1252)", file=name))
    if separator != ",":
        meter.tell(tell("{file}: values are parted by {signs}", file=name, signs=_SEPARATORS[separator]))
    with Path(name).open("r", encoding=encoding, newline="") as stream:
        lines = _Lines(stream)
        reader = csv.reader(lines, delimiter=separator)
        while True:
            lines.problem = None
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Problem(tell("the row cannot be read: {reason}", reason=error))
                continue
            yield lines.problem or cells


class _Lines:
    """The lines of a CSV file; one that is too long is skipped, and none is held in memory.

    Attributes:
        problem: what is wrong with the lines that were taken since it was last set.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.problem: Problem | None = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(MOST_BYTES)
        if not line:
            # asked for more within a row, which nothing else ends
            words = _("a quotation mark opens in this row and never closes, so all below is part of it")
            self.problem = self.problem or Problem(words, hint=_("close it, or save the table again"))
            raise StopIteration
        if len(line) == MOST_BYTES and not line.endswith(_ENDS):
            self.problem = Problem(tell("the row is longer than {most} MB", most=MOST_BYTES // 1_000_000))
            while line and not line.endswith(_ENDS):
                line = self._stream.readline(_SAMPLE)
            return "\n"
        return line


def _encoding(name: str) -> str:
    """UTF-8 or UTF-16 where the file says or shows so; else what Windows wrote in Western Europe."""
    with Path(name).open("rb") as stream:
        begin = stream.read(_SAMPLE)
        if found := next((encoding for mark, encoding in _MARKS if begin.startswith(mark)), None):
            return found
        require_utf8(begin, name)
        stream.seek(0)
        decoder = io.TextIOWrapper(stream, encoding="utf-8")
        try:
            while decoder.read(_SAMPLE):
                pass
        except UnicodeDecodeError:
            return "cp1252"
        finally:
            decoder.detach()
    return "utf-8"


def _separator(begin: str) -> str:
    """The sign that parts the headings into most, the semicolon first: amounts may hold commas."""
    line = begin.splitlines()[0] if begin else ""
    widths = {sign: len(next(csv.reader([line], delimiter=sign), [])) for sign in _SEPARATORS}
    found = max(widths, key=lambda sign: widths[sign])
    return found if widths[found] > 1 else ","


def _workbook_rows(name: str, meter: Meter) -> list[Cells]:
    """The rows of a workbook, read within limits: one cell far away may ask for terabytes."""
    rows, sheets = limited(_("the workbook"), _all_rows, name)
    if len(sheets) > 1:
        meter.tell(
            tell(
                "{file}: the sheet `{sheet}` is read; left out: {others:list}",
                file=name,
                sheet=sheets[0],
                others=tuple(sheets[1:]),
            )
        )
    found: list[Cells] = rows
    return found


def _all_rows(name: str) -> tuple[list[Cells], list[str]]:
    """The rows of the first sheet that holds any, and the names of all that do."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - only workbooks need it

    try:
        workbook = CalamineWorkbook.from_path(name)
        sheets = [sheet for sheet in map(workbook.get_sheet_by_name, workbook.sheet_names) if sheet.height]
        rows: list[Cells] = [*sheets[0].to_python(skip_empty_area=False)] if sheets else []
        return rows, [sheet.name for sheet in sheets]
    except CalamineError as error:
        raise ValueError(str(error)) from error


def _said(cell: Any) -> bool:
    return cell is not None and _text(cell) != ""


def _text(cell: Any) -> str:
    return " ".join(str(cell).split())


def _value(cell: Any) -> Any:
    """What a cell says, as a proposal would: days as ISO writes them, whole numbers without a point."""
    if isinstance(cell, datetime):
        is_day = cell.time() == cell.min.time()
        return cell.date().isoformat() if is_day else cell.isoformat(timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, str):
        return cell.strip() or None
    return cell
