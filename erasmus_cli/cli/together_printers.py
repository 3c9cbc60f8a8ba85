"""How a check tells what proposals have in common: a summary, or what they have to do with each other."""

from abc import abstractmethod
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from erasmus_cli.cli.check_printers import Printer, row_and
from erasmus_cli.cli.console import out, refuse, write_json
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from erasmus_cli.batch.checking import Checked, Options, View
    from erasmus_cli.batch.portfolio import Entry
    from erasmus_cli.batch.results import Row
    from erasmus_cli.cli.check_tally import Told


class _Together(Printer["tuple[Any, Any]"]):
    """Takes note of each record, and tells of all at the end; another printer tells of each as well."""

    def __init__(self, shape: str, inner: Printer[Any] | None) -> None:
        self._shape, self._inner = shape, inner

    def show(self, shown: "tuple[Any, Any]") -> None:
        """Takes note of it."""
        noted, told = shown
        self._note(noted)
        if self._inner:
            self._inner.show(told)

    def finish(self, errors: "Sequence[Told]") -> None:
        """Prints what was noted of all."""
        if self._inner:
            self._inner.finish(errors)
        self._tell()

    def close(self) -> None:
        """Closes what the other printer writes to."""
        if self._inner:
            self._inner.close()

    @abstractmethod
    def _note(self, noted: Any) -> None:
        """Takes note of one."""

    @abstractmethod
    def _tell(self) -> None:
        """Prints it."""


class SummaryPrinter(_Together):
    """What all have in common."""

    def __init__(self, shape: str, inner: Printer[Any] | None) -> None:
        from erasmus_cli.batch.summary import Summary

        super().__init__(shape, inner)
        self._summary = Summary()
        self.screen_is_free = True
        self.view = partial(row_and, inner.view if inner else None)

    def add_earlier(self, row: "Row") -> None:
        """Counts one of an earlier run."""
        self._summary.add(row)

    def _note(self, noted: "Row") -> None:
        self._summary.add(noted)

    def _tell(self) -> None:
        if self._shape == "json":
            write_json(self._summary.model().as_data())
        else:
            from erasmus_cli.cli.summary_text import show

            show(out(), self._summary.model())


class PortfolioPrinter(_Together):
    """What proposals have to do with each other."""

    def __init__(self, shape: str, inner: Printer[Any] | None) -> None:
        super().__init__(shape, inner)
        self._entries: list[Entry] = []
        self.screen_is_free = inner is None or inner.screen_is_free
        self.view = partial(_entry_and, inner.view if inner else None)

    def _note(self, noted: "Entry") -> None:
        self._entries.append(noted)

    def _tell(self) -> None:
        from erasmus_cli.batch.portfolio import compare

        found = compare(self._entries)
        self.found_bad = any(one.severity == "error" for one in found.findings)
        if self._shape == "json":
            write_json(found.as_data())
        else:
            from erasmus_cli.cli.portfolio_text import show

            show(out(), found)


def _entry_and(view: "View[Any] | None", checked: "Checked", options: "Options") -> "tuple[Entry, Any]":
    from erasmus_cli.batch.portfolio import entry_of

    return entry_of(checked, options), view(checked, options) if view else None


def told_together(
    shape: str, out_file: Path | None, printer: Printer[Any], *, summary: bool, portfolio: bool
) -> Printer[Any]:
    """The printer of what all have in common, where asked for; with a file, of each into that as well."""
    if not (summary or portfolio):
        return printer
    what = "--summary" if summary else "--portfolio"
    if summary and portfolio:
        refuse(_("--summary and --portfolio are told one at a time"))
    if out_file is None and shape not in ("text", "json"):
        refuse(
            tell("{option} is text or JSON; -o OUT writes the {format} as well", option=what, format=shape)
        )
    if summary:
        return SummaryPrinter("text" if out_file else shape, printer if out_file else None)
    return PortfolioPrinter("text" if out_file else shape, printer if out_file or shape == "text" else None)
