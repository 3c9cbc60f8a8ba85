"""How far a long run has come, on stderr; nothing without a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from erasmus_cli.wording.messages import say, tell

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
        task = shown.add_task(tell("{n} checked", n=0), total=meter.total)

        def update() -> None:
            seconds = shown.tasks[0].elapsed or 0
            failed = tally.verdicts[None]
            parts = [say("{n} checked", n=tally.number)]
            if failed:
                parts.append(say("{n} could not be", n=failed))
            if seconds > 1:
                parts.append(say("{n} a second", n=f"{tally.number / seconds:.0f}"))
            shown.update(task, completed=meter.done, description=tell("{parts}", parts=tuple(parts)))

        yield update
