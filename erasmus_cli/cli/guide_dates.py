"""`erasmus guide calls` and `guide deadlines`: what is open, until when, and how many days are left."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from erasmus_cli.cli.options import CallArgument, DateOption, FieldArgument, FormatOption
from erasmus_cli.cli.paging import NoPagerOption, paged
from erasmus_cli.cli.tables import print_table
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import say, tell

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from erasmus_cli.guide.timing import Deadline

_A_YEAR = 366


def calls(date: DateOption = None, no_pager: NoPagerOption = False, output: FormatOption = "text") -> None:
    """List the calls and actions that this version knows, newest first, and the days left in each."""
    from datetime import datetime, time

    from erasmus_cli.cli.console import notice, write_json
    from erasmus_cli.cli.options import date_to_print
    from erasmus_cli.guide.age import reminder
    from erasmus_cli.guide.browse import calls as all_calls
    from erasmus_cli.wording.formatting import moment

    today = date_to_print(date)
    listed = all_calls(datetime.combine(today, time()))
    if output == "json":
        from erasmus_cli.guide.page_results import calls_model

        write_json(calls_model(listed, today).as_data())
        return
    rows = [
        (
            str(c.call),
            c.action,
            _state(c.last_deadline, today),
            moment(c.last_deadline) if c.last_deadline else _("not known"),
        )
        for c in sorted(listed, key=lambda one: -one.call)
    ]
    with paged(wanted=not no_pager):
        _say_next(((c.label, c.call, deadline) for c in listed for deadline in c.deadlines), today)
        print_table((_("Call"), _("Action"), _("State"), _("Last deadline")), rows)
    if age := reminder(today, to_keepers=True):
        notice(age)


def deadlines(
    call: CallArgument,
    action: Annotated[str | None, typer.Argument(metavar="[ACTION]", help="All actions if left out.")] = None,
    field: FieldArgument = None,
    ics: Annotated[Path | None, typer.Option("--ics", metavar="FILE", help="Write a calendar file.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it is there.")] = False,
    date: DateOption = None,
    no_pager: NoPagerOption = False,
    output: FormatOption = "text",
) -> None:
    """List the deadlines of a call, as printed and as they became, with the days that are left."""
    from erasmus_cli.cli.console import notice, refuse, say_written, write_json
    from erasmus_cli.cli.editions import known_edition
    from erasmus_cli.cli.options import date_to_print
    from erasmus_cli.guide.loader import available, open_edition
    from erasmus_cli.guide.lookup import deadlines_of
    from erasmus_cli.guide.one_page import days_words
    from erasmus_cli.wording.formatting import moment

    today = date_to_print(date)
    if action:
        edition, field = known_edition(call, action, field)
        editions = [edition]
    else:
        editions = [open_edition(c, a) for c, a in available() if c == call]
    if not editions:
        refuse(tell("no edition of call {call} is known; `erasmus guide calls` lists them", call=call))
    listed = [(edition, key, entry) for edition in editions for key, entry in deadlines_of(edition, field)]
    if ics is not None:
        from erasmus_cli.cli.output_file import require_writable
        from erasmus_cli.guide.calendar import calendar
        from erasmus_cli.proposal.writer import write_bytes

        require_writable(ics, force=force)
        notice(*write_bytes(ics, calendar(editions, field, today)), style="warn")
        say_written(ics)
    if output == "json":
        from erasmus_cli.guide.page_results import deadlines_model

        write_json(deadlines_model(call, [(e.action, key, entry) for e, key, entry in listed]).as_data())
    elif ics is None:
        rows = [
            (e.action, key, str(one.round), moment(one.effective), days_words(one, today), _note(one))
            for e, key, one in listed
        ]
        head = (_("Action"), _("For"), _("Round"), _("Deadline (Brussels)"), _("Days"), _("Note"))
        first = 1 if action else 0
        with paged(wanted=not no_pager):
            _say_next(((e.label, e.call, entry) for e, _key, entry in listed), today)
            print_table(head[first:], [row[first:] for row in rows])


def _state(last: "dt.datetime | None", today: "dt.date") -> str:
    from erasmus_cli.guide.one_page import left_words

    if last is None:
        return _("no dates yet")
    return left_words(last, today) if (today - last.date()).days <= _A_YEAR else _("closed")


def _note(deadline: "Deadline") -> str:
    if deadline.optional:
        return _("only if the agency opens it")
    return tell("extended from {printed:moment}", printed=deadline.guide) if deadline.extended_to else ""


def _say_next(listed: "Iterable[tuple[str, int, Deadline]]", today: "dt.date") -> None:
    """First which deadline comes next, or that the last one is over."""
    from rich.text import Text

    from erasmus_cli.cli.console import out
    from erasmus_cli.cli.paragraphs import indented
    from erasmus_cli.guide.one_page import days_words

    in_order = sorted(listed, key=lambda one: one[2].effective)
    ahead = [one for one in in_order if one[2].effective.date() >= today]
    if not in_order:
        return
    label, call, deadline = ahead[0] if ahead else in_order[-1]
    text = tell(
        "Next: {action}, call {call}, {until}: {left}."
        if ahead
        else "Nothing is open. Last: {action}, call {call}, {until}: {left}.",
        action=Words(label),
        call=call,
        until=say(
            "{moment:moment}, if the agency opens this round" if deadline.optional else "{moment:moment}",
            moment=deadline.effective,
        ),
        left=days_words(deadline, today),
    )
    indented(out(), Text(text, style="strong"), 0)
    out().print()
