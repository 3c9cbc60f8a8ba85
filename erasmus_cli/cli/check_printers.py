"""How a check is told: what is made of each record where it is checked, and how that is printed."""

from abc import ABC, abstractmethod
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TextIO, TypeVar

from erasmus_cli.cli.check_output import opened, write_file
from erasmus_cli.cli.console import as_json, out, refuse, write_json, write_text
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from erasmus_cli.batch.checking import Checked, Options, View
    from erasmus_cli.batch.results import Row
    from erasmus_cli.cli.check_tally import Told

Shown = TypeVar("Shown")
_ENDINGS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".html": "html",
    ".sarif": "sarif",
    ".xml": "junit",
    ".pdf": "pdf",
    ".docx": "docx",
    ".md": "md",
}
DATA = ("json", "jsonl", "csv", "sarif", "junit", "github")
"""Formats that programs read: they are English in every language."""
REPORTS = ("pdf", "docx", "md")
"""Formats that hold the report of one proposal."""


def chosen_format(said: str | None, out_file: Path | None, *, resume: bool, usual: bool = False) -> str:
    """The format that is said, or that the ending of the file says; leaves with 2 if it makes no sense.

    One that is `usual`, as the environment says it for all runs, leaves the ending its say.
    """
    if out_file is None:
        if resume:
            refuse(_("--resume goes on with a file: name it with -o"))
        return said or "text"
    ending = _ENDINGS.get(out_file.suffix.lower())
    found = (ending or said) if usual else (said or ending)
    if found is None:
        refuse(
            tell(
                "{file}: its ending says no format; let it end in {endings}, or say --format",
                file=out_file,
                endings=tuple(_ENDINGS),
            )
        )
    if found == "text":
        refuse(_("-o writes what programs read; text goes to the screen, and `>` puts it into a file"))
    if resume and found not in ("jsonl", "csv"):
        refuse(_("--resume goes on behind a whole line: let OUT end in .jsonl or .csv"))
    return found


class Printer(ABC, Generic[Shown]):
    """Tells records one by one.

    Attributes:
        view: makes what is needed of a record to tell of it, where it is checked.
        screen_is_free: whether the terminal is free for something else meanwhile.
        found_bad: whether it has found something bad beside the verdicts.
    """

    view: "View[Shown]"
    screen_is_free = False
    found_bad = False

    @abstractmethod
    def show(self, shown: Shown) -> None:
        """Tells of one record."""

    def add_earlier(self, row: "Row") -> None:
        """Takes note of a record of which an earlier run has told."""

    def finish(self, errors: "Sequence[Told]") -> None:
        """Tells what can be told only at the end."""

    def close(self) -> None:
        """Lets go of what it writes to, however the run has ended."""


def whole(checked: "Checked", options: "Options") -> "Checked":
    """All that is known of a record."""
    del options
    return checked


def _model(checked: "Checked", options: "Options") -> Any:
    """The report as its published model; None where there is none."""
    from erasmus_cli.rules.results import report_model

    if checked.report is None or checked.read is None or options.on is None:
        return None
    record = checked.record
    return report_model(checked.report, record.file, checked.read.place, options.on, record.line)


class TextPrinter(Printer["Checked"]):
    """Whole reports for people, an empty line between them; of lines on standard input a line each."""

    def __init__(self, options: "Options", *, verbose: bool) -> None:
        self._options, self._day, self._verbose = options, options.on, verbose
        self._withheld = options.withholding is not None
        self._first = True
        self.view = whole  # a report needs its proposal beside it

    def show(self, shown: "Checked") -> None:
        """Prints the report."""
        from erasmus_cli.batch.reading import WholeFile
        from erasmus_cli.cli.report_text import show

        if shown.report is None or shown.read is None or self._day is None:
            return
        if not isinstance(shown.read, WholeFile):
            # The rows of many, for which whoever has one proposal need not wait.
            from erasmus_cli.cli import brief_text

            brief_text.show(out(), _row(shown, self._options), verbose=self._verbose)
            return
        if not self._first:
            out().print()
        self._first = False
        document = shown.read.document
        typed = "FILE" if self._withheld or document.file == "-" else document.file
        show(out(), shown.report, document, self._day, verbose=self._verbose, typed=typed)


class JsonPrinter(Printer[Any]):
    """One JSON document at the end: half of one, where something goes wrong, would be none."""

    def __init__(self, out_file: Path | None, options: "Options") -> None:
        self._out_file, self._withholding = out_file, options.withholding
        self._reports: list[Any] = []
        self.view = _model

    def show(self, shown: Any) -> None:
        """Keeps it for the end."""
        if shown is not None:
            self._reports.append(shown)

    def finish(self, errors: "Sequence[Told]") -> None:
        """Prints the document."""
        from erasmus_cli.rules.results import ProblemModel, reports_model

        problems = [ProblemModel(**self._told(error)) for error in errors]
        data = reports_model(self._reports, problems).as_data()
        if self._out_file is None:
            write_json(data)
        else:
            write_file(self._out_file, as_json(data))

    def _told(self, error: "Told") -> dict[str, Any]:
        """What is told of a problem: of a redacted proposal only where it is, as messages quote it."""
        if self._withholding is None:
            return {"file": error.file, **error.problem._asdict()}
        told = self._withholding.problem(error.problem)
        return {"file": self._withholding.name(error.number), **told._asdict()}


class LinesPrinter(Printer[str]):
    """Lines for each record, written out at once: whoever reads along need not wait."""

    def __init__(self, shape: str, out_file: Path | None, *, resume: bool) -> None:
        self._shape, self._out_file, self._resume = shape, out_file, resume
        self._stream: TextIO | None = None
        self.screen_is_free = out_file is not None or not out().is_terminal
        self.view = partial(_lines, shape)

    def show(self, shown: str) -> None:
        """Writes the lines."""
        if self._stream is None:
            begins = not self._has_lines()
            self._stream = opened(self._out_file, resume=self._resume)
            if self._shape == "csv" and begins:
                from erasmus_cli.batch.writers.lines import csv_header

                self._stream.write(f"{csv_header()}\n")
        if shown:
            self._stream.write(f"{shown}\n")
            self._stream.flush()

    def _has_lines(self) -> bool:
        """Whether an earlier run has written lines, behind which this one goes on."""
        file = self._out_file
        return self._resume and file is not None and file.exists() and file.stat().st_size > 0

    def close(self) -> None:
        """Closes the file."""
        if self._stream is not None and self._out_file is not None:
            self._stream.close()


def _lines(shape: str, checked: "Checked", options: "Options") -> str:
    """What a record is in a form that has lines."""
    from erasmus_cli.batch.results import row_of
    from erasmus_cli.batch.writers import lines

    makers = {"jsonl": lines.as_json, "csv": lines.as_csv, "github": lines.as_github}
    return makers[shape](row_of(checked, options))


def _row(checked: "Checked", options: "Options") -> "Row":
    """The row of a record."""
    from erasmus_cli.batch.results import row_of

    return row_of(checked, options)


class RowsPrinter(Printer["Row"]):
    """A document of all rows, at the end."""

    def __init__(self, shape: str, out_file: Path | None, options: "Options") -> None:
        self._shape, self._out_file, self._options = shape, out_file, options
        self._rows: list[Row] = []
        self.screen_is_free = True
        self.view = _row

    def show(self, shown: "Row") -> None:
        """Keeps it for the end."""
        self._rows.append(shown)

    def finish(self, errors: "Sequence[Told]") -> None:
        """Writes the document."""
        del errors
        text = self._document()
        if self._out_file is None:
            write_text(text)
        else:
            write_file(self._out_file, text)

    def _document(self) -> str:
        if self._shape == "sarif":
            from erasmus_cli.batch.writers.sarif import as_sarif

            return as_sarif(self._rows, compared=self._options.known is not None)
        if self._shape == "junit":
            from erasmus_cli.batch.writers.junit import as_junit

            return as_junit(self._rows)
        return as_page(self._rows, self._options)


def as_page(rows: "Sequence[Row]", options: "Options") -> str:
    """A page of rows, with how many there are of each verdict."""
    from erasmus_cli.batch.writers.html import as_html
    from erasmus_cli.cli.check_tally import counted
    from erasmus_cli.rules.report import Verdict

    day = options.on or date.today()  # noqa: DTZ011 - as --on has it
    too_late = sum(row.closed is True and row.verdict is Verdict.ELIGIBLE for row in rows)
    return as_html(rows, counted(Counter(row.verdict for row in rows), too_late), day)


def row_and(view: "View[Any] | None", checked: "Checked", options: "Options") -> "tuple[Row, Any]":
    """The row of a record, and what another view makes of it."""
    return _row(checked, options), view(checked, options) if view else None


class BriefPrinter(Printer["Row"]):
    """One line for each proposal of many, with its findings below it where more is asked for."""

    def __init__(self, *, verbose: bool) -> None:
        self._verbose = verbose
        self.screen_is_free = not out().is_terminal
        self.view = _row

    def show(self, shown: "Row") -> None:
        """Prints the line."""
        from erasmus_cli.cli.brief_text import show

        show(out(), shown, verbose=self._verbose)


def printer_for(
    shape: str,
    options: "Options",
    out_file: Path | None = None,
    *,
    verbose: bool = False,
    single: bool = False,
    brief: bool = False,
    resume: bool = False,
) -> Printer[Any]:
    """The printer of a format.

    `single` says that one file is named, and `brief` asks for one line a proposal where text is asked for.
    """
    if shape in REPORTS and not single:
        refuse(
            tell("{file}: this holds the report of one proposal; -o report.html holds many", file=out_file)
        )
    if shape == "json":
        return JsonPrinter(out_file, options)
    if shape in ("jsonl", "csv", "github"):
        return LinesPrinter(shape, out_file, resume=resume)
    if single and shape in ("html", *REPORTS):
        from erasmus_cli.cli.report_document import ReportPrinter

        return ReportPrinter(shape, out_file, options)
    if shape != "text":
        return RowsPrinter(shape, out_file, options)
    return BriefPrinter(verbose=verbose) if brief else TextPrinter(options, verbose=verbose)
