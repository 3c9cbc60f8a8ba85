"""Forms with lines for each row, which can be written as soon as the row is known."""

import csv
import io
from collections.abc import Iterable
from pathlib import PurePath

from erasmus_cli.batch.results import COLUMNS, Row, RowFinding
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.wording.visible import escaped, visible
from erasmus_cli.workbook.cells import harmless

_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_ESCAPES_IN_PROPERTIES = _ESCAPES | {":": "%3A", ",": "%2C"}


def as_json(row: Row) -> str:
    """One line of JSON, without control characters."""
    return escaped(row.model_dump_json())


def csv_header() -> str:
    """The headings of the columns, behind the mark by which Excel knows UTF-8."""
    return "\ufeff" + _csv_line(COLUMNS)


def as_csv(row: Row) -> str:
    """One line of CSV; what begins like a formula is text."""
    return _csv_line(map(cell, row.flat().values()))


def cell(value: str | int | None) -> str:
    """A value as a table has it: on one line, and no formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return harmless(" ".join(visible(value).split())) if isinstance(value, str) else str(value)


def _csv_line(cells: Iterable[str]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="").writerow(cells)
    return stream.getvalue()


def as_github(row: Row) -> str:
    """Workflow commands of GitHub: what fails as error, what warns as warning, what is open as notice.

    What an earlier check has told of already is a notice that says so: a pull request did not bring it.
    """
    lines = [
        _command("error", row.file, problem.line, "cannot be read", problem.message)
        for problem in row.problems
    ]
    lines += [
        _command(_level(one), row.file, one.line, _title(one), _words(one, row.report))
        for one in row.findings
    ]
    return "\n".join(lines)


def _level(finding: RowFinding) -> str:
    if finding.known or finding.outcome is Result.UNKNOWN:
        return "notice"
    return {Severity.ERROR: "error", Severity.WARNING: "warning"}.get(finding.severity, "notice")


def _title(finding: RowFinding) -> str:
    return f"{finding.rule} {finding.name}{' (known)' if finding.known else ''}"


def _words(finding: RowFinding, report: str | None) -> str:
    mend = f"\nMend: {finding.mend}" if finding.mend else ""
    source = f"\nSource: {finding.source} ({finding.grade})" if finding.source else ""
    by = f"\nReport: {report}" if report else ""
    return f"{finding.message}{mend}{source}{by}"


def _command(level: str, file: str, line: int | None, title: str, words: str) -> str:
    place = f"file={_in_property(PurePath(file).as_posix())}" + (f",line={line}" if line else "")
    return f"::{level} {place},title={_in_property(title)}::{_replaced(visible(words), _ESCAPES)}"


def _in_property(text: str) -> str:
    return _replaced(visible(text), _ESCAPES_IN_PROPERTIES)


def _replaced(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(letter, letter) for letter in text)
