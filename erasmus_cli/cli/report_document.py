"""The report on one proposal as a file to send: a page, PDF, Word or Markdown."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from erasmus_cli.cli.check_output import write_file
from erasmus_cli.cli.check_printers import Printer, as_page, row_and, whole
from erasmus_cli.cli.console import notice, refuse, write_text
from erasmus_cli.formats import writer_of
from erasmus_cli.wording.messages import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from erasmus_cli.batch.checking import Checked, Options
    from erasmus_cli.batch.results import Row
    from erasmus_cli.cli.check_tally import Told


class ReportPrinter(Printer["tuple[Row, Checked]"]):
    """One report as a document; what holds several after all, as standard input may, is a page of rows."""

    def __init__(self, shape: str, out_file: Path | None, options: "Options") -> None:
        self._shape, self._out_file, self._options = shape, out_file, options
        self._shown: list[tuple[Row, Checked]] = []
        self.screen_is_free = True
        self.view = partial(row_and, whole)  # a report needs its proposal beside it

    def show(self, shown: "tuple[Row, Checked]") -> None:
        """Keeps it for the end."""
        self._shown.append(shown)

    def finish(self, errors: "Sequence[Told]") -> None:
        """Writes the document."""
        del errors
        document = self._document()
        if document is not None:
            self._write(document)
        elif self._shape == "html":
            self._write(as_page([row for row, _checked in self._shown], self._options))
        elif len(self._shown) == 1:
            words = tell("{file} is not written: there is nothing to report on", file=self._out_file)
            notice(words, style="error")
        else:
            refuse(
                tell(
                    "{file}: this holds the report of one proposal; -o report.html holds many",
                    file=self._out_file,
                )
            )

    def _document(self) -> str | bytes | None:
        """The report in its format; None where there is none, or more than one."""
        from erasmus_cli.chapters.check_report import check_report

        if len(self._shown) != 1:
            return None
        ((_row, checked),) = self._shown
        options, read = self._options, checked.read
        if checked.report is None or read is None or options.on is None:
            return None
        text = check_report(
            checked.report, read.proposal, options.on, lambda finding: checked.knows(finding, options)
        )
        made: str | bytes = writer_of(f".{self._shape}")(text)
        return made

    def _write(self, made: str | bytes) -> None:
        if self._out_file is None:
            write_text(str(made))
        else:
            write_file(self._out_file, made)
