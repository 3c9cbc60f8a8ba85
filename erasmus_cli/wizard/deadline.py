"""How many days are left to apply, and what can be done where a call has closed."""

from collections.abc import Iterator
from datetime import date, datetime

from erasmus_cli.chapters.days_left import days_words
from erasmus_cli.guide.loader import available, current
from erasmus_cli.project.project import Project
from erasmus_cli.rules.time_left import time_left
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell


def closing_of(call: int) -> datetime | None:
    """The last deadline of a call, whatever one applies for; None where none is known."""
    ends = (current().outline(year, action).closes for year, action in available() if year == call)
    return max(filter(None, ends), default=None)


def ago(closed: datetime, today: date) -> str:
    """How long ago a deadline was: `closed 60 days ago`."""
    days = (today - closed.date()).days
    return tell("closed {n} {n:day|days} ago", n=days) if days else _("closed today")


def standing(project: Project, now: datetime) -> str:
    """The deadline that counts, as in every report, and what to do once it is over."""
    left, words = time_left(project, now.date()), days_words(project, now.date()) or ""
    if left is None or not left.closed:
        return words
    if left.next_round:
        open_one = tell(
            "Round {round} is open until {end:moment} (Brussels time): change the deadline.",
            round=left.next_round.round,
            end=left.next_round.effective,
        )
        return f"{words} {open_one}"
    return f"{words} {advice(project.proposal.call, now)}"


def opening_lines(project: Project | None, call: int | None, now: datetime) -> Iterator[str]:
    """What has to be known of the call before anything is asked: that it has closed, or is not known yet."""
    newest = max(year for year, _action in available())
    if project is not None and (project.provisional or time_left(project, now.date())):
        yield project.proviso or standing(project, now)
    elif project is not None or call in (None, newest):
        closing = closing_of(call or newest)
        if closing is not None and closing < now:
            over = tell(
                "Call {call} {closed}, on {day:day}.",
                call=call or newest,
                closed=ago(closing, now.date()),
                day=closing.date(),
            )
            yield f"{over} {advice(call, now) if call else _prepare(newest + 1, newest)}"


def advice(call: int | None, now: datetime) -> str:
    """What to do about a call that has closed: the newest is of use only while it is open."""
    newest = max(year for year, _action in available())
    closing = closing_of(newest)
    is_over = closing is not None and closing < now
    following = newest + 1 if is_over or call in (None, newest) else newest
    return f"{_('To apply, change the call.')} {_prepare(following, newest)}"


def _prepare(call: int, newest: int) -> str:
    if call > newest:
        return tell(
            "Call {call} can be prepared provisionally, by the rules of {newest}.", call=call, newest=newest
        )
    return tell("Call {call} can be prepared by its own rules.", call=call)
