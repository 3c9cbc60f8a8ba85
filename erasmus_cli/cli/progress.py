"""How far a long run has come, on stderr; nothing without a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from erasmus_cli.batch.records import Meter
    from erasmus_cli.cli.check_tally import Tally


@contextmanager
def progress(meter: "Meter", tally: "Tally", *, wanted: bool) -> Iterator[Callable[[], None]]:
    """Shows how many were checked, how many a second, and the time that is left where the size is known.

    Gives a function to call after each record.
    """
    import sys

    if not (wanted and sys.stderr.isatty()):
        yield lambda: None
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    from erasmus_cli.cli.console import err

    columns = [SpinnerColumn("line"), TextColumn("{task.description}")]
    if meter.total:
        columns += [BarColumn(20), TextColumn("{task.percentage:>3.0f}%"), TimeRemainingColumn(compact=True)]
    with Progress(*columns, console=err(), transient=True) as shown:
        task = shown.add_task("0 checked", total=meter.total)

        def update() -> None:
            seconds = shown.tasks[0].elapsed or 0
            rate = f", {tally.number / seconds:.0f} a second" if seconds > 1 else ""
            failed = tally.verdicts[None]
            bad = f", {failed} could not be" if failed else ""
            shown.update(task, completed=meter.done, description=f"{tally.number} checked{bad}{rate}")

        yield update
