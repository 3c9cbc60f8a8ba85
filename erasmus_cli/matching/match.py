"""Holds the facts of a partnership against every action, field, type and format of some calls."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.guide.lookup import pick
from erasmus_cli.guide.model import Edition
from erasmus_cli.matching.changes import Change, Trial, smallest_change
from erasmus_cli.matching.facts import Facts
from erasmus_cli.rules.report import Finding
from erasmus_cli.rules.time_left import TimeLeft, time_left


class Fit(StrEnum):
    """Whether a partnership fits, by the facts that are known."""

    FITS = "fits"
    UNDECIDED = "undecided"
    NOT = "not"


@dataclass(frozen=True)
class Cell:
    """One thing that can be applied for.

    Attributes:
        edition: the action of a call.
        field, type, format: which of it; None where the action knows none, or no special format is meant.
    """

    edition: Edition
    field: str
    type: str | None = None
    format: str | None = None


@dataclass(frozen=True)
class Match:
    """How the facts fit one cell.

    Attributes:
        cell: what would be applied for.
        fit: whether they fit. It is no verdict: a proposal says more than these facts.
        fails: the rules that stand against it.
        open: the rules that hang on facts that are unsaid.
        warned: what does not decide and is not as it should be.
        change: the smallest change after which no rule stands against it, if one was found.
        left: the deadline, seen from the day that was asked for.
    """

    cell: Cell
    fit: Fit
    fails: tuple[Finding, ...]
    open: tuple[Finding, ...]
    warned: tuple[Finding, ...]
    change: Change | None
    left: TimeLeft | None


def newest_calls() -> tuple[int, ...]:
    """The newest call of which anything is known."""
    return (max(call for call, _ in available()),)


def all_calls() -> tuple[int, ...]:
    """Every call of which anything is known, newest first."""
    return tuple(sorted({call for call, _ in available()}, reverse=True))


def match(facts: Facts, calls: Sequence[int], on: date, *, changes: bool = True) -> tuple[Match, ...]:
    """How the facts fit all that these calls offer, in the order of calls and actions.

    Args:
        facts: what is known.
        calls: call years; the next one is held to the newest rules, what else is not known is passed over.
        on: the day from which days to deadlines are counted.
        changes: look for the smallest change where they do not fit.
    """
    return tuple(_match(facts, cell, on, changes=changes) for cell in cells(calls, facts.field))


def next_call() -> int:
    """The call after the newest one of which anything is known."""
    return newest_calls()[0] + 1


def goes_on(edition: Edition, call: int) -> bool:
    """Whether the rules of an edition stand in for those of a call that is to come."""
    return call == next_call() and edition.call == call - 1 and not edition.ended


def cells(calls: Sequence[int], field: str | None = None) -> Iterator[Cell]:
    """All that can be applied for in these calls, in one field or in all; the next one provisionally."""
    for call in calls:
        for edition in _editions(call):
            for name in edition.fields:
                if field in (None, name):
                    yield from _cells_of(edition, name)


def _editions(call: int) -> Iterator[Edition]:
    """The editions of a call; of the next one, those of the newest call that stand in for it."""
    source = call - 1 if call == next_call() else call
    for year, action in available():
        edition = open_edition(year, action) if year == source else None
        if edition and source == call:
            yield edition
        elif edition and not edition.ended:
            yield edition.in_place_of(call)


def _cells_of(edition: Edition, field: str) -> Iterator[Cell]:
    shapes = [name for name, shape in edition.formats.items() if field in shape.fields]
    has_to_choose = pick(edition.formats_to_choose, field=field, project_format=None)
    for shape in (*(() if has_to_choose else (None,)), *shapes):
        bound = edition.formats[shape].project_type if shape else None
        types = (
            (bound,) if bound else tuple(key for key, kind in edition.types.items() if field in kind.fields)
        )
        for chosen in types or (None,):
            yield Cell(edition, field, chosen, shape)


def _match(facts: Facts, cell: Cell, on: date, *, changes: bool) -> Match:
    shape = {"field": cell.field, "type": cell.type, "format": cell.format}
    data = facts.proposal_for(cell.edition) | {key: value for key, value in shape.items() if value}
    trial = Trial.of(data, cell.edition)
    fit = Fit.NOT if trial.fails else Fit.UNDECIDED if trial.open else Fit.FITS
    change = smallest_change(trial) if changes and trial.fails else None
    left = time_left(trial.project, on)
    return Match(cell, fit, trial.fails, trial.open, trial.warned, change, left)
