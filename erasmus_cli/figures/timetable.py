"""The timetable of a project as a picture: what happens when, and who leads it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress, takewhile
from pathlib import Path

from erasmus_cli.document.draft import Figure
from erasmus_cli.figures.axis import Axis
from erasmus_cli.figures.schedule import Group, Item, groups_of
from erasmus_cli.figures.svg import render
from erasmus_cli.figures.text_metrics import clean, cut, width
from erasmus_cli.figures.timetable_words import UNDATED, alt, called, caption, remark, when
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Proposal

NAME = "gantt"
LEFT, RIGHT = 344.0, 698.0
_ROW, _HEADING, _HEAD = 17.0, 21.0, 58.0
_SIZE, _SMALL = 10.5, 9.0
_LABEL_X, _WHO_X = 12.0, 252.0
_SMALLEST_BAR = 8.0


@dataclass(frozen=True)
class Mark:
    """What stands for an item in the chart.

    Attributes:
        shape: `bar`, `diamond` or `none`.
        x: where a bar begins, the middle of a diamond.
        width: of a bar.
        before, after: whether part of the item lies before or after the chart.
    """

    shape: str
    x: float = 0.0
    width: float = 0.0
    before: bool = False
    after: bool = False


@dataclass(frozen=True)
class Row:
    """A row of the chart, or a heading, which has nothing but a text."""

    y: float
    text: str
    full: str = ""
    who: str = ""
    indent: float = 0.0
    colour: str = ""
    mark: Mark | None = None
    remark: str = ""
    remark_x: float = 0.0
    remark_width: float = 0.0


def gantt(project: Project, folder: Path | None = None) -> Figure | None:
    """What happens when: months across, one row for each thing that is planned; None if nothing is.

    Work packages and their activities, outputs, meetings, events and learning activities stand in groups.
    What has no date stands below, and what lies outside the project is marked. `folder` holds a user's own
    templates.
    """
    groups, proposal = groups_of(project), project.proposal
    if not groups:
        return None
    items = [item for group in groups for item in group.items]
    axis = _axis(proposal, items)
    rows, bottom = _rows(groups, axis, proposal)
    told = alt(proposal, groups)
    # A project without a start has calendar months, but no first month to count from.
    context = {"rows": rows, "axis": axis, "bottom": bottom, "numbered": proposal.start, "end": proposal.end}
    svg = render(NAME, folder, title=f"Timetable of {called(proposal)}", alt=told, **context)
    return Figure(NAME, svg, told, caption(proposal, groups))


def _axis(proposal: Proposal, items: Iterable[Item]) -> Axis | None:
    """The time of the project; as far as that is not said, of all that has a date."""
    days = [on for item in items for on in (item.start, item.end) if on]
    if not days and proposal.start is None:
        return None
    first = proposal.start or min(days).replace(day=1)
    last = proposal.end or max([first, *days])
    return Axis(first, last, LEFT, RIGHT)


def _rows(groups: Iterable[Group], axis: Axis | None, proposal: Proposal) -> tuple[list[Row], float]:
    """All rows from top to bottom, and where they end."""
    rows: list[Row] = []
    y = _HEAD
    for heading, items in _sections(groups):
        rows.append(Row(y + _HEADING - 6, heading))
        y += _HEADING
        for item in items:
            rows.append(_row(item, y + _ROW / 2, axis, proposal))
            y += _ROW
    return rows, y + 4


def _sections(groups: Iterable[Group]) -> Iterator[tuple[str, list[Item]]]:
    """The groups, of each what has a date, and at the end what has none."""
    undated: list[Item] = []
    for group in groups:
        stays = [bool(item.start) or _has_dated_parts(group.items[n:]) for n, item in enumerate(group.items)]
        undated += [item for item, kept in zip(group.items, stays, strict=True) if not kept]
        if any(stays):
            yield group.heading, list(compress(group.items, stays))
    if undated:
        yield UNDATED.capitalize(), [replace(item, inner=False) for item in undated]


def _has_dated_parts(items: Sequence[Item]) -> bool:
    """Whether the first is a work package of which an activity has a date: it has to stand above it."""
    parts = takewhile(lambda item: item.inner, items[1:])
    return not items[0].inner and any(part.start for part in parts)


def _row(item: Item, y: float, axis: Axis | None, proposal: Proposal) -> Row:
    indent = 12.0 if item.inner else 0.0
    text = cut(item.label, _WHO_X - _LABEL_X - indent - 8, _SIZE)
    who = cut(item.who, LEFT - 14 - _WHO_X, _SIZE)
    full = ". ".join(filter(None, (clean(item.label), clean(item.who), when(item))))
    mark = _mark(item.start, item.end, axis) if axis and item.start else Mark("none")
    note = remark(item, proposal)
    place = (_remark_x(note, mark), width(note, _SMALL))
    return Row(y, text, full, who, indent, item.colour, mark, note, *place)


def _mark(start_day: date, end_day: date | None, axis: Axis) -> Mark:
    """A bar for the part of an item that lies in the chart; a diamond where a bar would be too short."""
    start, end = axis.x(start_day), axis.after(max(start_day, end_day or start_day))
    before, after = start < axis.left - 0.01, end > axis.right + 0.01
    start, end = max(start, axis.left), min(end, axis.right)
    if start >= end:
        return Mark("none", before=before, after=after)
    if end - start < _SMALLEST_BAR:
        middle = min(max((start + end) / 2, axis.left + 5), axis.right - 5)
        return Mark("diamond", middle, 0.0, before, after)
    return Mark("bar", start, end - start, before, after)


def _remark_x(remark: str, mark: Mark) -> float:
    """Where a remark begins: right of the mark, left of it, or over its end."""
    room = width(remark, _SMALL) + 6
    after = LEFT + 4 if mark.shape == "none" and not mark.after else mark.x + max(mark.width, 6) + 4
    if mark.shape != "none" or not mark.after:
        if after + room <= RIGHT:
            return after
        if (before := mark.x - room - 6) >= LEFT:
            return before
    return RIGHT - room
