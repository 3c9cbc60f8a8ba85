"""The timetable of a project as a picture: what happens when, and who leads it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from erasmus_cli.drafting.document import Figure
from erasmus_cli.drafting.figures.axis import Axis
from erasmus_cli.drafting.figures.lettering import clean, cut, width
from erasmus_cli.drafting.figures.schedule import Group, Item, groups_of
from erasmus_cli.drafting.figures.svg import render
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.wording import count, day

NAME = "timetable"
UNDATED = "no date yet"
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


def gantt(proposal: Proposal) -> Figure | None:
    """What happens when: months across, one row for each thing that is planned; None if nothing is.

    Work packages and their activities, outputs, meetings, events and learning activities stand in groups.
    What has no date stands below, and what lies outside the project is marked.
    """
    groups = groups_of(proposal)
    if not groups:
        return None
    items = [item for group in groups for item in group.items]
    axis = _axis(proposal, items)
    rows, bottom = _rows(groups, axis, proposal)
    alt = _alt(proposal, groups)
    # A project without a start has calendar months, but no first month to count from.
    context = {"rows": rows, "axis": axis, "bottom": bottom, "numbered": proposal.start, "end": proposal.end}
    svg = render(NAME, title=f"Timetable of {_called(proposal)}", alt=alt, **context)
    return Figure(NAME, svg, alt, _caption(proposal, groups))


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
        undated += [item for item in group.items if item.start is None]
        if dated := [item for item in group.items if item.start]:
            yield group.heading, dated
    if undated:
        yield UNDATED.capitalize(), undated


def _row(item: Item, y: float, axis: Axis | None, proposal: Proposal) -> Row:
    indent = 12.0 if item.inner else 0.0
    text = cut(item.label, _WHO_X - _LABEL_X - indent - 8, _SIZE)
    who = cut(item.who, LEFT - 14 - _WHO_X, _SIZE)
    full = ". ".join(filter(None, (clean(item.label), clean(item.who), _when(item))))
    mark = _mark(item, axis) if axis and item.start else Mark("none")
    remark = _remark(item, proposal)
    place = (_remark_x(remark, mark), width(remark, _SMALL))
    return Row(y, text, full, who, indent, item.colour, mark, remark, *place)


def _mark(item: Item, axis: Axis) -> Mark:
    """A bar for the part of an item that lies in the chart; a diamond where a bar would be too short."""
    assert item.start  # noqa: S101 - the caller has asked
    start, end = axis.x(item.start), axis.after(max(item.start, item.end or item.start))
    before, after = start < axis.left - 0.01, end > axis.right + 0.01
    start, end = max(start, axis.left), min(end, axis.right)
    if start >= end:
        return Mark("none", before=before, after=after)
    if end - start < _SMALLEST_BAR:
        middle = min(max((start + end) / 2, axis.left + 5), axis.right - 5)
        return Mark("diamond", middle, 0.0, before, after)
    return Mark("bar", start, end - start, before, after)


def _remark(item: Item, proposal: Proposal) -> str:
    """What is wrong with the days of an item, for the reader to see in its row."""
    if item.start is None:
        return UNDATED
    if item.end and item.end < item.start:
        return f"ends on {day(item.end)}, before it starts"
    before = proposal.start is not None and item.start < proposal.start
    after = proposal.end is not None and (item.end or item.start) > proposal.end
    if before and after and item.end:
        return f"{day(item.start)} to {day(item.end)}, longer than the project"
    if before:
        return f"{'starts on ' if item.end else ''}{day(item.start)}, before the project"
    ends = f"ends on {day(item.end)}" if item.end else day(item.start)
    return f"{ends}, after the project" if after else ""


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


def _when(item: Item) -> str:
    if item.start is None:
        return UNDATED.capitalize()
    return f"{day(item.start)} to {day(item.end)}" if item.end else day(item.start)


def _called(proposal: Proposal) -> str:
    return clean(proposal.acronym or proposal.title or "") or "The project"


def _caption(proposal: Proposal, groups: Iterable[Group]) -> str:
    planned = _listed(_counted(group) for group in groups)
    return f"What happens when: {planned}{_span(proposal)}."


def _counted(group: Group) -> str:
    if not (inner := sum(item.inner for item in group.items)):
        return count(len(group.items), group.one, group.many)
    outer = count(len(group.items) - inner, group.one, group.many)
    return f"{outer} with {count(inner, 'activity', 'activities')}"


def _span(proposal: Proposal) -> str:
    if proposal.start is None or proposal.end is None:
        return ""
    return f" in {count(proposal.months or 0, 'month')}, {day(proposal.start)} to {day(proposal.end)}"


def _listed(parts: Iterable[str]) -> str:
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def _alt(proposal: Proposal, groups: Iterable[Group]) -> str:
    """Which kinds of things are planned, how many, and from when to when each kind goes on."""
    parts = [f"{_called(proposal)} plans {_listed(_counted(group) for group in groups)}{_span(proposal)}."]
    for group in groups:
        days = [on for item in group.items for on in (item.start, item.end) if on]
        if days:
            parts.append(f"{group.heading}: {_from_to(min(days), max(days))}.")
    items = [item for group in groups for item in group.items]
    if undated := sum(item.start is None for item in items):
        parts.append(f"Without a date: {count(undated, 'item')}.")
    if marked := sum(bool(item.start and _remark(item, proposal)) for item in items):
        parts.append(f"Marked because their days do not fit the project: {count(marked, 'item')}.")
    return " ".join(parts)


def _from_to(first: date, last: date) -> str:
    return day(first) if first == last else f"from {day(first)} to {day(last)}"
