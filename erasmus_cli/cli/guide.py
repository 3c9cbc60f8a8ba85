"""`erasmus guide …`: the Programme Guide as this tool knows it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from erasmus_cli.cli import guide_data
from erasmus_cli.cli.coverage import coverage
from erasmus_cli.cli.editions import known_edition, print_hanging
from erasmus_cli.cli.options import DateOption, FormatOption
from erasmus_cli.cli.priorities import priorities
from erasmus_cli.cli.tables import print_table

if TYPE_CHECKING:
    from erasmus_cli.guide.model import Edition

guide = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Look things up in the Programme Guide: figures with their sources, changes, deadlines, agencies.",
)

guide.command()(guide_data.new)
guide.command()(guide_data.check)

_Call = Annotated[int, typer.Argument(metavar="CALL", help="Call year, such as 2026.")]
_Action = Annotated[str, typer.Argument(metavar="ACTION", help="Such as cooperation-partnership.")]
_Field = Annotated[str | None, typer.Argument(metavar="[FIELD]", help="Only what concerns this field.")]


@guide.command()
def calls(date: DateOption = None, output: FormatOption = "text") -> None:
    """List the calls and actions that this version knows, and which are open on a date."""
    from datetime import datetime, time

    from erasmus_cli.cli.console import say, write_json
    from erasmus_cli.cli.options import date_to_print
    from erasmus_cli.formatting import moment
    from erasmus_cli.guide.age import reminder
    from erasmus_cli.guide.browse import calls as all_calls

    today = date_to_print(date)
    listed = all_calls(datetime.combine(today, time()))
    age = reminder(today)
    if output == "json":
        from erasmus_cli.guide.page_results import calls_model

        write_json(calls_model(listed, age).as_data())
        return
    rows = [
        (
            str(c.call),
            c.action,
            "open" if c.open else "closed" if c.last_deadline else "no dates yet",
            moment(c.last_deadline) if c.last_deadline else "not known",
        )
        for c in listed
    ]
    print_table(("Call", "Action", "State", "Last deadline (Brussels)"), rows)
    if age:
        say(age)


@guide.command()
def show(call: _Call, action: _Action, field: _Field = None, output: FormatOption = "text") -> None:
    """Show one edition on one page: every figure with its source."""
    from rich.text import Text

    from erasmus_cli.cli.console import out, write_json
    from erasmus_cli.guide.browse import concerns, figures
    from erasmus_cli.guide.model import topics

    edition = known_edition(call, action, field)
    chosen = [f for f in figures(edition) if field is None or concerns(f, edition, field)]
    if output == "json":
        from erasmus_cli.guide.page_results import edition_model

        write_json(edition_model(edition, field, chosen).as_data())
        return
    notes: dict[str, int] = {}
    out().print(
        Text(f"{edition.label}, call {edition.call}" + (f", {field}" if field else ""), style="strong")
    )
    topic = None
    for figure in chosen:
        if figure.topic != topic:
            topic = figure.topic
            out().print(Text(f"\n{topics()[topic]}", style="strong"))
        note = notes.setdefault(f"{figure.source.citation} ({figure.source.grade})", len(notes) + 1)
        entry = f"{figure.entry}: " if figure.entry else ""
        print_hanging(f"{entry}{figure.text()} [{note}]")
    out().print(Text("\nSources", style="strong"))
    for text, number in notes.items():
        print_hanging(f"[{number}] {text}")


@guide.command()
def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="CALL/ACTION, such as 2025/cooperation-partnership.")
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="CALL/ACTION, or CALL for the same action.")],
    output: FormatOption = "text",
) -> None:
    """Show what changed between two editions, topic by topic."""
    from rich.text import Text

    from erasmus_cli.cli.console import out, write_json
    from erasmus_cli.guide.browse import changes
    from erasmus_cli.guide.model import topics

    first = _named_edition(old)
    second = _named_edition(new if "/" in new else f"{new}/{first.action}")
    found = changes(first, second)
    if output == "json":
        from erasmus_cli.guide.page_results import changes_model

        write_json(changes_model(first, second, found).as_data())
        return
    out().print(Text(f"From {first.id} to {second.id}", style="strong"))
    topic = None
    for change in found:
        if change.topic != topic:
            topic = change.topic
            out().print(Text(f"\n{topics()[topic]}", style="strong"))
        entry = change.path.partition(".")[2]
        for line in change.lines():
            print_hanging(f"{entry}: {line}" if entry else line)
    if not found:
        out().print("nothing changed")


@guide.command()
def countries(call: _Call, action: _Action, output: FormatOption = "text") -> None:
    """List what each country is to the Programme in a call."""
    from erasmus_cli.cli.console import write_json
    from erasmus_cli.countries import names, shown
    from erasmus_cli.guide.lookup import region_of, standing_of, state_of

    edition = known_edition(call, action, None)
    rows = []
    for code, country in sorted(names().items(), key=lambda item: item[1]):
        region, state = region_of(edition, code), state_of(edition, code)
        inside = state in edition.programme_countries.codes
        if not inside and region is None:
            continue
        where = edition.regions[region].label if region and not inside else ""
        note = f"as {shown(state)}" if state != code else where
        rows.append((shown(code), country, standing_of(edition, code), note))
    if output == "json":
        from erasmus_cli.guide.page_results import countries_model

        write_json(countries_model(edition, rows).as_data())
        return
    print_table(("Code", "Country", "Status", "Region or state"), rows)


guide.command()(priorities)


@guide.command()
def deadlines(
    call: _Call,
    action: Annotated[str | None, typer.Argument(metavar="[ACTION]", help="All actions if left out.")] = None,
    field: _Field = None,
    ics: Annotated[Path | None, typer.Option("--ics", metavar="FILE", help="Write a calendar file.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it is there.")] = False,
    date: DateOption = None,
    output: FormatOption = "text",
) -> None:
    """List the deadlines of a call, as the Guide printed them and as they became."""
    from erasmus_cli.cli.console import refuse, say, write_json
    from erasmus_cli.cli.options import date_to_print
    from erasmus_cli.formatting import moment
    from erasmus_cli.guide.loader import available

    names = [action] if action else [a for c, a in available() if c == call]
    editions = [known_edition(call, name, None) for name in names]
    if not editions:
        refuse(f"no edition of call {call} is known; `erasmus guide calls` lists them")
    rows, listed = [], []
    for edition in editions:
        for key, rounds in edition.deadlines.items():
            if field and key in edition.fields and key != field:
                continue
            for entry in rounds:
                listed.append((edition.action, key, entry))
                extended = f"extended from {moment(entry.guide)}" if entry.extended_to else ""
                proviso = "only if the agency opens it" if entry.optional else extended
                rows.append((edition.action, key, str(entry.round), moment(entry.effective), proviso))
    if ics is not None:
        from erasmus_cli.cli.output_file import require_writable
        from erasmus_cli.guide.calendar import calendar
        from erasmus_cli.proposal.writer import write_bytes

        require_writable(ics, force=force)
        say(*write_bytes(ics, calendar(editions, field, date_to_print(date))), style="warn")
        say(f"wrote {ics}")
    if output == "json":
        from erasmus_cli.guide.page_results import deadlines_model

        write_json(deadlines_model(call, listed).as_data())
    elif ics is None:
        print_table(("Action", "For", "Round", "Deadline (Brussels)", "Note"), rows)


@guide.command()
def agencies(
    country: Annotated[str, typer.Argument(metavar="COUNTRY", help="Country code or name, such as BE.")],
    field: _Field = None,
    call: Annotated[int | None, typer.Option("--call", help="Call year; the newest if left out.")] = None,
    output: FormatOption = "text",
) -> None:
    """Say to which National Agency an applicant of a country turns."""
    from erasmus_cli.cli.console import refuse, write_json
    from erasmus_cli.countries import iso, name, names
    from erasmus_cli.guide.loader import available
    from erasmus_cli.guide.lookup import agencies_of

    by_name = {own.casefold(): code for code, own in names().items()}
    try:
        code = by_name.get(country.casefold()) or iso(country)
    except ValueError as error:
        refuse(str(error))
    if call is None:
        call = available()[-1][0]
    actions = [a for c, a in available() if c == call and a.endswith("partnership")]
    if not actions:
        refuse(f"no edition of call {call} is known; `erasmus guide calls` lists them")
    edition = known_edition(call, actions[0], None)
    found = {key: edition.agencies[key] for key in agencies_of(edition, code, field)}
    if output == "json":
        from erasmus_cli.guide.page_results import agencies_model

        write_json(agencies_model(call, found).as_data())
        return
    if not found:
        refuse(
            f"no National Agency in {name(code)} is known for call {call}"
            + (f" and {field}" if field else "")
        )
    rows = [(key, a.body, ", ".join(a.fields), a.source.grade.value) for key, a in found.items()]
    print_table(("Code", "Body", "Fields", "Grade"), rows)


guide.command()(coverage)


def _named_edition(text: str) -> "Edition":
    from erasmus_cli.cli.console import refuse

    call, _, action = text.partition("/")
    if not call.isdigit() or not action:
        refuse(f"`{text}` is not CALL/ACTION, such as 2026/cooperation-partnership")
    return known_edition(int(call), action, None)
