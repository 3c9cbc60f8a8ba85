"""What the timetable says in words: alternative text, caption, and remarks on days that do not fit."""

from collections.abc import Iterable
from datetime import date

from erasmus_cli.figures.schedule import Group, Item
from erasmus_cli.figures.text_metrics import clean
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.wording.formatting import day, upper_first
from erasmus_cli.wording.language import Words, _, spoken
from erasmus_cli.wording.messages import tell

UNDATED = Words("no date yet")


def remark(item: Item, proposal: Proposal) -> str:
    """What is wrong with the days of an item, for the reader to see in its row."""
    if item.start is None:
        return _(UNDATED)
    if item.end and item.end < item.start:
        return tell("ends on {end:day}, before it starts", end=item.end)
    before = proposal.start is not None and item.start < proposal.start
    after = proposal.end is not None and (item.end or item.start) > proposal.end
    if before and after and item.end:
        return tell("{start:day} to {end:day}, longer than the project", start=item.start, end=item.end)
    if before:
        if item.end:
            return tell("starts on {start:day}, before the project", start=item.start)
        return tell("{day:day}, before the project", day=item.start)
    if not after:
        return ""
    if item.end:
        return tell("ends on {end:day}, after the project", end=item.end)
    return tell("{day:day}, after the project", day=item.start)


def when(item: Item) -> str:
    """The days of an item."""
    if item.start is None:
        return upper_first(_(UNDATED))
    return _from_to(item.start, item.end or item.start)


def called(proposal: Proposal) -> str:
    """What the project is called in a sentence, at its beginning."""
    return clean(proposal.acronym or proposal.title or "") or _("The project")


def caption(proposal: Proposal, groups: Iterable[Group]) -> str:
    """What the picture shows, in a line."""
    planned = _listed(_counted(group) for group in groups)
    return tell("What happens when: {planned}.", planned=_in_time(planned, proposal))


def _counted(group: Group) -> str:
    if not (inner := sum(item.inner for item in group.items)):
        return tell(group.counted, n=len(group.items))
    outer = tell(group.counted, n=len(group.items) - inner)
    return tell("{outer} with {n} {n:activity|activities}", outer=outer, n=inner)


def _in_time(planned: str, proposal: Proposal) -> str:
    """What is planned, with the time that the project has for it."""
    if proposal.start is None or proposal.end is None:
        return planned
    return tell(
        "{planned} in {n} {n:month|months}, {start:day} to {end:day}",
        planned=planned,
        n=proposal.months or 0,
        start=proposal.start,
        end=proposal.end,
    )


def _listed(parts: Iterable[str]) -> str:
    *most, last = parts
    return spoken().both.join((", ".join(most), last)) if most else last


def alt(proposal: Proposal, groups: Iterable[Group]) -> str:
    """Which kinds of things are planned, how many, and from when to when each kind goes on."""
    planned = _in_time(_listed(_counted(group) for group in groups), proposal)
    parts = [tell("{project} plans {planned}.", project=called(proposal), planned=planned)]
    for group in groups:
        days = [on for item in group.items for on in (item.start, item.end) if on]
        if days:
            parts.append(f"{_(group.heading)}: {_first_to_last(min(days), max(days))}.")
    items = [item for group in groups for item in group.items]
    if undated := sum(item.start is None for item in items):
        parts.append(tell("Without a date: {n} {n:item|items}.", n=undated))
    if marked := sum(bool(item.start and remark(item, proposal)) for item in items):
        parts.append(tell("Marked because their days do not fit the project: {n} {n:item|items}.", n=marked))
    return " ".join(parts)


def _from_to(first: date, last: date) -> str:
    return day(first) if first == last else tell("{start:day} to {end:day}", start=first, end=last)


def _first_to_last(first: date, last: date) -> str:
    return day(first) if first == last else tell("from {start:day} to {end:day}", start=first, end=last)
