"""Deadlines as a calendar that calendar programs open."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from erasmus_cli.guide.lookup import deadlines_of
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.timing import Deadline
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

BRUSSELS = ZoneInfo("Europe/Brussels")


def calendar(editions: list[Edition], field: str | None, stamp: date) -> bytes:
    """An iCalendar file (RFC 5545) of the deadlines of some editions, with a reminder a week before.

    Args:
        editions: the editions whose deadlines to list.
        field: list only deadlines that concern this field.
        stamp: the date of making; the same input and date give the same bytes.
    """
    book = Calendar()
    book.add("prodid", "-//erasmus_cli//EN")
    book.add("version", "2.0")
    for edition in editions:
        for key, deadline in deadlines_of(edition, field):
            book.add_component(_event(edition, key, deadline, stamp))
    return bytes(book.to_ical())


def _event(edition: Edition, key: str, deadline: Deadline, stamp: date) -> Event:
    ends = deadline.effective.replace(tzinfo=BRUSSELS).astimezone(UTC)
    event = Event()
    event.add("uid", f"{edition.call}-{edition.action}-{key}-{deadline.round}@erasmus-cli")
    event.add("dtstamp", datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC))
    event.add("dtstart", ends)
    event.add("dtend", ends)
    what = f"{_(edition.label)} {edition.call}" + ("" if key == "general" else f", {key}")
    summary = tell(
        "{what}: round {number} closes (only if the National Agency opens this round)"
        if deadline.optional
        else "{what}: round {number} closes",
        what=what,
        number=deadline.round,
    )
    event.add("summary", summary)
    event.add("description", deadline.source.graded)
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", tell("{action}: one week left", action=edition.label))
    reminder.add("trigger", timedelta(days=-7))
    event.add_component(reminder)
    return event
