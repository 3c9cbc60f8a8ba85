"""How a check is told: what is made of each record where it is checked, and how that is printed."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TextIO, TypeVar

from erasmus_cli.cli.check_output import opened, write_file
from erasmus_cli.cli.console import as_json, out, refuse, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from erasmus_cli.batch.checking import Checked, Options
    from erasmus_cli.batch.results import Row
    from erasmus_cli.cli.check_tally import Told

Shown = TypeVar("Shown")
LINES = ("jsonl",)
"""Formats of one line a record: these can be gone on with."""
_ENDINGS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json"}


def chosen_format(said: str | None, out_file: Path | None, *, resume: bool) -> str:
    """The format that is said, or that the ending of the file says; leaves with 2 if it makes no sense."""
    if out_file is None:
        if resume:
            refuse("--resume goes on with a file: name it with -o")
        return said or "text"
    found = said or _ENDINGS.get(out_file.suffix.lower())
    if found is None:
        refuse(f"{out_file}: its ending says no format; let it end in {', '.join(_ENDINGS)}, or say --format")
    if found == "text":
        refuse("-o writes what programs read; text goes to the screen, and `>` puts it into a file")
    if resume and found not in LINES:
        refuse(f"--resume goes on behind a line: write {' or '.join(LINES)}")
    return found


class Printer(ABC, Generic[Shown]):
    """Tells records one by one.

    Attributes:
        screen_is_free: whether the terminal is free for something else meanwhile.
    """

    screen_is_free = False

    @staticmethod
    @abstractmethod
    def view(checked: "Checked", options: "Options") -> Shown:
        """What is needed of a record to tell of it; made where it is checked."""

    @abstractmethod
    def show(self, shown: Shown) -> None:
        """Tells of one record."""

    def finish(self, errors: "Sequence[Told]") -> None:
        """Tells what can be told only at the end."""

    def close(self) -> None:
        """Lets go of what it writes to, however the run has ended."""


class TextPrinter(Printer["Checked"]):
    """Whole reports for people, an empty line between them."""

    def __init__(self, options: "Options", *, verbose: bool) -> None:
        self._day, self._verbose = options.on, verbose
        self._first = True

    @staticmethod
    def view(checked: "Checked", options: "Options") -> "Checked":
        """All of it: a report needs its proposal beside it."""
        del options
        return checked

    def show(self, shown: "Checked") -> None:
        """Prints the report."""
        from erasmus_cli.batch.reading import WholeFile
        from erasmus_cli.cli.report_text import show

        if shown.report is None or not isinstance(shown.read, WholeFile) or self._day is None:
            return
        if not self._first:
            out().print()
        self._first = False
        show(out(), shown.report, shown.read.document, self._day, verbose=self._verbose)


class JsonPrinter(Printer[Any]):
    """One JSON document at the end: half of one, where something goes wrong, would be none."""

    def __init__(self, out_file: Path | None, *, withheld: bool = False) -> None:
        self._out_file, self._withheld = out_file, withheld
        self._reports: list[Any] = []

    @staticmethod
    def view(checked: "Checked", options: "Options") -> Any:
        """The report as its published model; None where there is none."""
        from erasmus_cli.rules.results import report_model

        if checked.report is None or checked.read is None or options.on is None:
            return None
        record = checked.record
        return report_model(checked.report, record.file, checked.read.place, options.on, record.line)

    def show(self, shown: Any) -> None:
        """Keeps it for the end."""
        if shown is not None:
            self._reports.append(shown)

    def finish(self, errors: "Sequence[Told]") -> None:
        """Prints the document."""
        from erasmus_cli.rules.results import ProblemModel, reports_model

        several = len(self._reports) + len({error.number for error in errors}) > 1
        problems = [ProblemModel(**self._told(error, several=several)) for error in errors]
        data = reports_model(self._reports, problems).as_data()
        if self._out_file is None:
            write_json(data)
        else:
            write_file(self._out_file, as_json(data))

    def _told(self, error: "Told", *, several: bool) -> dict[str, Any]:
        """What is told of a problem: of a redacted proposal only where it is, as messages quote it."""
        if not self._withheld:
            return {"file": error.file, **vars(error.problem)}
        from erasmus_cli.cli.redact import withheld_name

        name = withheld_name(error.number if several else None)
        place = {"line": error.problem.line, "column": error.problem.column}
        return {"file": name, "message": "it cannot be read; stderr says why", **place}


class LinesPrinter(Printer[str]):
    """One line for each record, written out at once: whoever reads along need not wait."""

    def __init__(self, out_file: Path | None, *, resume: bool) -> None:
        self._out_file, self._resume = out_file, resume
        self._stream: TextIO | None = None
        self.screen_is_free = out_file is not None or not out().is_terminal

    @staticmethod
    def view(checked: "Checked", options: "Options") -> str:
        """The line."""
        from erasmus_cli.batch.results import row_of
        from erasmus_cli.batch.writers.lines import as_json

        return as_json(row_of(checked, options))

    def show(self, shown: str) -> None:
        """Writes the line."""
        if self._stream is None:
            self._stream = opened(self._out_file, resume=self._resume)
        self._stream.write(f"{shown}\n")
        self._stream.flush()

    def close(self) -> None:
        """Closes the file."""
        if self._stream is not None and self._out_file is not None:
            self._stream.close()


class BriefPrinter(Printer["Row"]):
    """One line for each proposal of many, with its findings below it where more is asked for."""

    def __init__(self, *, verbose: bool) -> None:
        self._verbose = verbose
        self.screen_is_free = not out().is_terminal

    @staticmethod
    def view(checked: "Checked", options: "Options") -> "Row":
        """The row."""
        from erasmus_cli.batch.results import row_of

        return row_of(checked, options)

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
    brief: bool = False,
    resume: bool = False,
    withheld: bool = False,
) -> Printer[Any]:
    """The printer of a format; `brief` asks for one line a proposal where text is asked for."""
    if shape == "json":
        return JsonPrinter(out_file, withheld=withheld)
    if shape == "jsonl":
        return LinesPrinter(out_file, resume=resume)
    return BriefPrinter(verbose=verbose) if brief else TextPrinter(options, verbose=verbose)
