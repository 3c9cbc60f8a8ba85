"""Many proposals from Python: one row for each, as soon as it is known."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from os import PathLike, fspath
from typing import Any

from erasmus_cli.batch import json_lines
from erasmus_cli.batch.checking import Options, check_read, check_record
from erasmus_cli.batch.reading import Read
from erasmus_cli.batch.records import Record
from erasmus_cli.batch.results import Row, row_of
from erasmus_cli.proposal.model import Proposal


def check_many(
    proposals: Iterable[Proposal | Mapping[str, Any] | PathLike[str]],
    *,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    provisional: bool = False,
    on: date | None = None,
) -> Iterator[Row]:
    """Checks proposals one by one: as models, as plain data, or as paths of files.

    One row for each, in their order, as soon as it is known; nothing else is kept in memory. What cannot be
    read has a row that says why, in `problems`, and does not stop the rest. `row.flat()` is for data frames:

        frame = polars.DataFrame([row.flat() for row in check_many(Path("drafts").glob("*.yaml"))])

    The name of a row is the path, or `proposal` with the number of the proposal, from 1, as its line.

    Args:
        proposals: what to check; it is read as the rows are asked for.
        select: run only rules whose id begins with one of these; all if empty.
        ignore: leave out rules whose id begins with one of these.
        provisional: check calls that are not published yet by the newest rules there are, without dates.
        on: the day from which a call counts as closed; without one, `closed` stays open.
    """
    options = Options(select, ignore, provisional=provisional, on=on)
    for number, given in enumerate(proposals, start=1):
        if isinstance(given, Proposal):
            yield row_of(check_read(Read(Record("proposal", number), given), options), options)
        elif isinstance(given, Mapping):
            yield row_of(check_record(Record("proposal", number, data=given), options), options)
        else:
            yield row_of(check_record(Record(fspath(given)), options), options)


def check_lines(
    lines: Iterable[str | bytes],
    *,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    provisional: bool = False,
    on: date | None = None,
    name: str = "lines",
) -> Iterator[Row]:
    """Checks proposals in JSON Lines, one text a proposal: the function to map over the parts of a data set.

    Arguments as for `check_many`; `name` is what the rows call the source. Empty lines count and have no row.
    """
    options = Options(select, ignore, provisional=provisional, on=on)
    for number, line in enumerate(lines, start=1):
        if line.strip():
            found = (
                json_lines.record(line, name, number)
                if isinstance(line, bytes)
                else Record(name, number, line)
            )
            yield row_of(check_record(found, options), options)
