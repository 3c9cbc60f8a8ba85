"""The timetable of a project as a picture: what happens when, and who leads it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress, takewhile
from pathlib import Path

from erasmus_cli.document.draft import Figure
from erasmus_cli.figures.axis import Axis
from erasmus_cli.figures.legend import Sign, legend
from erasmus_cli.figures.schedule import Group, Item, groups_of
from erasmus_cli.figures.svg import render
from erasmus_cli.figures.text_metrics import clean, cut, width
from erasmus_cli.figures.timetable_words import UNDATED, alt, called, caption, remark, when
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

NAME = "gantt"
LEFT, RIGHT = 372.0, 698.0
_ROW, _HEADING, _HEAD = 17.0, 21.0, 58.0
_SIZE, _SMALL = 10.8, 10.8  # 7 points on A4
_LABEL_X, _WHO_X = 12.0, 262.0
_SMALLEST_BAR = 8.0
_PAGE = 46  # rows and headings that fit on a page of a draft, below a heading
_Sections = list[tuple[str, list[Item]]]


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
    groups = groups_of(project)
    return _figure(project, NAME, groups, list(_sections(groups)), "", folder) if groups else None


def gantt_pages(project: Project, folder: Path | None = None) -> tuple[Figure, ...]:
    """The same in parts of a page each, `gantt1`, `gantt2` and so on; none where the whole fits on a page.

    A work package stands on one page with its activities where it can; months stand above each part.
    """
    groups = groups_of(project)
    pages = list(_paged(_sections(groups))) if groups else []
    return tuple(
        _figure(
            project,
            f"{NAME}{number}",
            groups,
            page,
            tell(" Part {number} of {all}.", number=number, all=len(pages)),
            folder,
        )
        for number, page in enumerate(pages, start=1)
        if len(pages) > 1
    )


def _figure(  # noqa: PLR0913, PLR0917 - a picture is of all of these
    project: Project, name: str, groups: Sequence[Group], shown: _Sections, part: str, folder: Path | None
) -> Figure:
    proposal = project.proposal
    axis = _axis(proposal, [item for group in groups for item in group.items])
    rows, bottom = _rows(shown, axis, proposal)
    told = f"{alt(proposal, groups)}{part}"
    # A project without a start has calendar months, but no first month to count from.
    context = {
        "rows": rows,
        "axis": axis,
        "bottom": bottom,
        "numbered": proposal.start,
        "end": proposal.end,
        "who_x": _WHO_X,
        "legend": legend(_signs(rows, axis, proposal), _SMALL),
        "shapes": {row.mark.shape for row in rows if row.mark},
        "outside": any(row.mark.before or row.mark.after for row in rows if row.mark),
    }
    svg = render(
        NAME,
        folder,
        name=name,
        title=tell("Timetable of {project}", project=called(proposal)) + part,
        alt=told,
        **context,
    )
    return Figure(name, svg, told, f"{caption(proposal, groups)}{part}")


def _signs(rows: Iterable[Row], axis: Axis | None, proposal: Proposal) -> Iterator[Sign]:
    """The signs that occur in the chart, each with what it stands for."""
    marks = [row.mark for row in rows if row.mark]
    shapes = {mark.shape for mark in marks}
    if "bar" in shapes:
        yield Sign("bar", _("from the first day to the last"), 12, 27)
    if "diamond" in shapes:
        yield Sign("diamond", _("a day or a few days"), 204, 16)
    if any(mark.before or mark.after for mark in marks):
        yield Sign("outside", _("goes on outside the project"), 338, 12)
    if axis and proposal.end:
        yield Sign("end", _("end of the project"), 512, 8)


def _paged(sections: Iterable[tuple[str, list[Item]]]) -> Iterator[_Sections]:
    """The sections in pages: a work package with its activities stays together where it fits on one."""
    page: _Sections = []
    room = _PAGE
    for heading, items in sections:
        begun = False
        for chunk in _chunks(items):
            if len(chunk) + (not begun) > room and page:
                yield page
                page, room, begun = [], _PAGE, False
            if not begun:
                page.append((heading, []))
                room, begun = room - 1, True
            page[-1][1].extend(chunk)
            room -= len(chunk)
    if page:
        yield page


def _chunks(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Each item with the items in it; where these are too many for a page, in several pieces."""
    chunk: list[Item] = []
    for item in items:
        if chunk and (not item.inner or len(chunk) >= _PAGE - 1):
            yield chunk
            chunk = []
        chunk.append(item)
    if chunk:
        yield chunk


def _axis(proposal: Proposal, items: Iterable[Item]) -> Axis | None:
    """The time of the project; as far as that is not said, of all that has a date."""
    days = [on for item in items for on in (item.start, item.end) if on]
    if not days and proposal.start is None:
        return None
    first = proposal.start or min(days).replace(day=1)
    last = proposal.end or max([first, *days])
    return Axis(first, last, LEFT, RIGHT)


def _rows(sections: _Sections, axis: Axis | None, proposal: Proposal) -> tuple[list[Row], float]:
    """All rows from top to bottom, and where they end."""
    rows: list[Row] = []
    y = _HEAD
    for heading, items in sections:
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
            yield _(group.heading), list(compress(group.items, stays))
    if undated:
        yield UNDATED.capitalize(), [replace(item, inner=False) for item in undated]


def _has_dated_parts(items: Sequence[Item]) -> bool:
    """Whether the first is a work package of which an activity has a date: it has to stand above it."""
    parts = takewhile(lambda item: item.inner, items[1:])
    return not items[0].inner and any(part.start for part in parts)


def _row(item: Item, y: float, axis: Axis | None, proposal: Proposal) -> Row:
    indent = 12.0 if item.inner else 0.0
    text = cut(item.label, _WHO_X - _LABEL_X - indent - 8, _SIZE)
    who = cut(item.who, LEFT - 8 - _WHO_X, _SIZE)
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
