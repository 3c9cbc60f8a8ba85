"""What the timetable says in words: alternative text, caption, and remarks on days that do not fit."""

from collections.abc import Iterable
from datetime import date

from erasmus_cli.figures.schedule import Group, Item
from erasmus_cli.figures.text_metrics import clean
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.wording.formatting import count, day

UNDATED = "no date yet"


def remark(item: Item, proposal: Proposal) -> str:
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


def when(item: Item) -> str:
    """The days of an item."""
    if item.start is None:
        return UNDATED.capitalize()
    return f"{day(item.start)} to {day(item.end)}" if item.end else day(item.start)


def called(proposal: Proposal) -> str:
    """What the project is called in a sentence, at its beginning."""
    return clean(proposal.acronym or proposal.title or "") or "The project"


def caption(proposal: Proposal, groups: Iterable[Group]) -> str:
    """What the picture shows, in a line."""
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


def alt(proposal: Proposal, groups: Iterable[Group]) -> str:
    """Which kinds of things are planned, how many, and from when to when each kind goes on."""
    parts = [f"{called(proposal)} plans {_listed(_counted(group) for group in groups)}{_span(proposal)}."]
    for group in groups:
        days = [on for item in group.items for on in (item.start, item.end) if on]
        if days:
            parts.append(f"{group.heading}: {_from_to(min(days), max(days))}.")
    items = [item for group in groups for item in group.items]
    if undated := sum(item.start is None for item in items):
        parts.append(f"Without a date: {count(undated, 'item')}.")
    if marked := sum(bool(item.start and remark(item, proposal)) for item in items):
        parts.append(f"Marked because their days do not fit the project: {count(marked, 'item')}.")
    return " ".join(parts)


def _from_to(first: date, last: date) -> str:
    return day(first) if first == last else f"from {day(first)} to {day(last)}"
