"""Where a check writes: to stdout, or to a file that grows line by line and can be gone on with."""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from erasmus_cli.cli.console import notice, refuse, say_written
from erasmus_cli.wording.messages import tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from erasmus_cli.batch.records import Record
    from erasmus_cli.batch.results import Row
    from erasmus_cli.cli.check_tally import Tally


def require_output(paths: list[str], path: Path, *, force: bool, resume: bool) -> None:
    """Leaves with 2 and a reason where the file cannot or must not be written."""
    from erasmus_cli.cli.output_file import require_another, require_writable

    for source in paths:
        require_another(path, input=source)
    if path.exists() and not (force or resume):
        refuse(
            tell(
                "{file} is there already; --force replaces it, and --resume goes on behind its last line",
                file=path,
            )
        )
    require_writable(path, force=True)


def opened(path: Path | None, *, resume: bool) -> TextIO:
    """The stream to write to, in UTF-8 with plain line feeds."""
    if path is None:
        return sys.stdout
    return path.open("a" if resume else "w", encoding="utf-8", newline="\n")


def write_file(path: Path, made: str | bytes) -> None:
    """Writes a document in one step, and says so."""
    from erasmus_cli.proposal.writer import write_bytes, write_text

    lost = write_bytes(path, made) if isinstance(made, bytes) else write_text(path, made)
    notice(*lost, style="warn")
    say_written(path)


def rest(
    records: "Iterable[Record]", path: Path, shape: str, tally: "Tally", add: "Callable[[Row], None]"
) -> "Iterator[Record]":
    """The records that an earlier run has not told of; those of which it has are counted.

    A line that was cut off by the end of that run is taken out of the file. The last whole line is made anew:
    it must come out the same, or the file would hold the answers to two different questions.
    """
    from erasmus_cli.batch.checking import check_record
    from erasmus_cli.batch.earlier import FORMS, earlier
    from erasmus_cli.batch.results import row_of

    form, options, waiting = FORMS[shape], tally.options, iter(records)
    line = record = None
    for number, line in enumerate(_whole_lines(path), start=1):
        if number == 1 and form.header == line:
            continue
        try:
            told = form.read(line, strict=options.strict)
        except ValueError:
            refuse(
                tell("{file}: line {line} is no line of a check; name another file", file=path, line=number)
            )
        record = next(waiting, None)
        if record is None or not form.is_about(told, record):
            refuse(
                tell(
                    "{file}: line {line} is about {proposal}; --resume needs the inputs as they were",
                    file=path,
                    line=number,
                    proposal=told.row.name,
                )
            )
        if options.known is not None and not form.tells_known:
            told = earlier(row_of(check_record(record, options), options), strict=options.strict)
        add(told.row)
        tally.count(told.row.verdict, bad=told.bad, known=told.known, closed=bool(told.row.closed))
    if line is not None and record is not None:
        again = row_of(check_record(record, options), options)
        if not form.is_same(line, again):
            refuse(
                tell(
                    "{file}: {proposal} comes out differently now: proposal, guide data or options have "
                    "changed; --force begins anew",
                    file=path,
                    proposal=record.name,
                )
            )
    yield from waiting


def _whole_lines(path: Path) -> Iterator[str]:
    """The lines that an earlier run has finished; what it has only begun is taken out of the file."""
    if not path.exists():
        return
    end = 0
    with path.open("rb") as stream:
        for line in stream:
            if line.endswith(b"\n"):
                end += len(line)
                yield line.decode().removesuffix("\n")
    if end < path.stat().st_size:
        os.truncate(path, end)
