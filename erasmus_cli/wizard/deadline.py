"""How many days are left to apply, and what can be done where a call has closed."""

from collections.abc import Iterator
from datetime import date, datetime

from erasmus_cli.guide.loader import available, current
from erasmus_cli.guide.records import Deadline
from erasmus_cli.project.project import Project
from erasmus_cli.wording.formatting import count, day, moment


def closing_of(call: int) -> datetime | None:
    """The last deadline of a call, whatever one applies for; None where none is known."""
    ends = (current().outline(year, action).closes for year, action in available() if year == call)
    return max(filter(None, ends), default=None)


def ago(closed: datetime, today: date) -> str:
    """How long ago a deadline was: `closed 60 days ago`."""
    days = (today - closed.date()).days
    return f"closed {count(days, 'day')} ago" if days else "closed today"


def standing(project: Project, now: datetime) -> str | None:
    """One line on the deadline that counts; None where none is known."""
    call = project.proposal.call
    if project.provisional:
        return project.proviso
    rounds = project.deadlines(None) or ()
    chosen = [one for one in rounds if project.proposal.round in (None, one.round)]
    later = [one for one in rounds if one.effective >= now]
    if not chosen:
        return None
    ahead = [one for one in chosen if one.effective >= now]
    if ahead:
        return _ahead(ahead[0], now.date(), several=len(rounds) > 1)
    if later:
        return (
            f"Round {chosen[-1].round} {ago(chosen[-1].effective, now.date())}. Round {later[0].round} is "
            f"open until {moment(later[0].effective)} (Brussels time): change the deadline."
        )
    return f"{closed(call, max(one.effective for one in rounds), now.date())} {advice(call, now)}"


def last_of(project: Project) -> datetime | None:
    """The last deadline for which the project can apply; None where none is known."""
    rounds = project.deadlines(None) or ()
    return max((one.effective for one in rounds), default=None)


def opening_lines(project: Project | None, call: int | None, now: datetime) -> Iterator[str]:
    """What has to be known of the call before anything is asked: that it has closed, or is not known yet."""
    newest = max(year for year, _ in available())
    if project is not None:
        line = standing(project, now)
        if line is not None:
            yield line
    elif call in (None, newest):
        closing = closing_of(newest)
        if closing is not None and closing < now:
            yield f"{closed(newest, closing, now.date())} {_prepare(newest + 1, newest)}"


def closed(call: int | None, deadline: datetime, today: date) -> str:
    """That a call has closed, and when."""
    return f"Call {call} {ago(deadline, today)}, on {day(deadline.date())}."


def advice(call: int | None, now: datetime) -> str:
    """What to do about a call that has closed: the newest is of use only while it is open."""
    newest = max(year for year, _ in available())
    closing = closing_of(newest)
    is_over = closing is not None and closing < now
    following = newest + 1 if is_over or call in (None, newest) else newest
    return f"To apply, change the call. {_prepare(following, newest)}"


def _prepare(call: int, newest: int) -> str:
    how = f"provisionally, by the rules of {newest}" if call > newest else "by its own rules"
    return f"Call {call} can be prepared {how}."


def _ahead(deadline: Deadline, today: date, *, several: bool) -> str:
    left = count((deadline.effective.date() - today).days, "day")
    name = f"Round {deadline.round}" if several else "The call"
    return f"{left} left: {name} closes on {moment(deadline.effective)} (Brussels time)."
