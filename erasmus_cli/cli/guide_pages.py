"""`erasmus guide show` and `guide diff`: an edition as a page, and what changed between two calls."""

from typing import TYPE_CHECKING, Annotated

import typer

from erasmus_cli.cli.options import (
    ActionArgument,
    CallArgument,
    DateOption,
    FieldArgument,
    FormatOption,
    ProvisionalOption,
)
from erasmus_cli.cli.paging import NoPagerOption, paged
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import NOTHING, say, tell

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from erasmus_cli.guide.browse import Change, Figure
    from erasmus_cli.guide.model import Edition

_ROOM_FOR_HEADINGS = 60
_HEADINGS = 12
"""Columns of the headings, at least; a language may have longer ones."""


def show(
    call: CallArgument,
    action: ActionArgument,
    field: FieldArgument = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every figure of the edition, not only what one applies by.")
    ] = False,
    provisional: ProvisionalOption = False,
    date: DateOption = None,
    no_pager: NoPagerOption = False,
    output: FormatOption = "text",
) -> None:
    """Show what one applies by on one page: who, how many, how long, how much, when, where; with sources."""
    from erasmus_cli.cli.console import write_json
    from erasmus_cli.cli.editions import known_edition
    from erasmus_cli.guide.browse import concerns, figures
    from erasmus_cli.wording.words import of_form

    edition, field = known_edition(call, action, field, provisional=provisional)
    shape = of_form(action).get("format")
    chosen = [f for f in figures(edition) if field is None or concerns(f, edition, field)]
    if output == "json":
        from erasmus_cli.guide.page_results import edition_model

        write_json(edition_model(edition, field, chosen).as_data())
        return
    from erasmus_cli.cli.options import date_to_print

    day = date_to_print(date)
    with paged(wanted=not no_pager):
        if everything:
            _show_all(_title(edition, field, shape), chosen)
        else:
            _show_page(edition, field, _title(edition, field, shape), day, len(chosen))


def _title(edition: "Edition", field: str | None, shape: str | None) -> str:
    """What the page is of; `shape` is the format that the code of a form names."""
    codes = edition.fields[field].codes if field else {}
    code = codes.get(shape or "general")
    told = ", ".join(filter(None, (code, shape and tell("format {format}", format=shape))))
    code = f" ({told})" if told else ""
    overlay = f"\n{edition.name}" if edition.overlay else ""
    title = tell(
        "{action}, call {call}, provisionally by the Guide of {guide}"
        if edition.stands_in_for
        else "{action}, call {call}",
        action=edition.label,
        call=edition.for_call,
        guide=edition.call,
    )
    scope = f", {field}{code}" if field else code
    return f"{title}{scope}{overlay}"


def _show_page(edition: "Edition", field: str | None, title: str, on: "dt.date", figures: int) -> None:
    from rich.text import Text

    from erasmus_cli.cli.console import out
    from erasmus_cli.cli.paragraphs import Footnotes, indented
    from erasmus_cli.guide.one_page import one_page

    console, notes, heading = out(), Footnotes(), ""
    narrow = console.width < _ROOM_FOR_HEADINGS
    indented(console, Text(title, style="strong"), 0)
    lines = list(one_page(edition, field, on))
    left = max((_HEADINGS, *(len(line.heading) + 1 for line in lines)))
    for line in lines:
        shown = Text("" if line.heading == heading else f"{line.heading} ", style="strong")
        if narrow and shown:
            console.print(Text(line.heading, style="strong"))
        words = Text(f"{line.text} {notes.mark(line.sources)}".rstrip())
        indented(console, words, 2 if narrow else left, mark=None if narrow else shown)
        heading = line.heading
    console.print()
    notes.show(console)
    command = f"erasmus guide show {edition.for_call} {edition.action}" + (f" {field}" if field else "")
    command += " --provisional" if edition.stands_in_for else ""
    closing = tell("`{command} --all` shows all {n} {n:figure|figures}.", command=command, n=figures)
    indented(console, Text(closing, style="quiet"), 0)


def _show_all(title: str, chosen: "Iterable[Figure]") -> None:
    from rich.text import Text

    from erasmus_cli.cli.console import out
    from erasmus_cli.cli.editions import print_hanging
    from erasmus_cli.guide.model import topics

    notes: dict[str, int] = {}
    out().print(Text(title, style="strong"), soft_wrap=True)
    topic = None
    for figure in chosen:
        if figure.topic != topic:
            topic = figure.topic
            out().print(Text(f"\n{_(topics()[topic])}", style="strong"))
        note = notes.setdefault(figure.source.graded, len(notes) + 1)
        entry = f"{figure.entry}: " if figure.entry else ""
        print_hanging(f"{entry}{figure.text()} [{note}]")
    out().print(Text("\n" + _("Sources"), style="strong"))
    for text, number in notes.items():
        print_hanging(f"[{number}] {text}")


def diff(
    old: Annotated[
        str,
        typer.Argument(metavar="OLD", help="A call, or CALL/ACTION, such as 2025/cooperation-partnership."),
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="CALL/ACTION, or CALL for the same action.")],
    field: Annotated[
        str | None, typer.Argument(metavar="[FIELD]", help="Only what concerns this field.")
    ] = None,
    no_pager: NoPagerOption = False,
    output: FormatOption = "text",
) -> None:
    """Show what changed between two calls, topic by topic: of one action, or of each that both calls have."""
    from erasmus_cli.cli.console import refuse, write_json

    pairs = _pairs(old, new)
    if output == "json":
        from erasmus_cli.guide.page_results import changes_model

        if len(pairs) > 1:
            refuse(_("JSON holds one comparison: name the action, such as 2025/cooperation-partnership"))
        ((first, second),) = pairs
        found = _found(first, second, field)
        write_json(changes_model(first, second, found).as_data())
        return
    if field is not None and not any(field in second.fields for _first, second in pairs):
        refuse(
            tell(
                "{field} is not a field of {edition}; choose one of {fields:list}",
                field=field,
                edition=pairs[0][1].id,
                fields=tuple(pairs[0][1].fields),
            )
        )
    with paged(wanted=not no_pager):
        for number, (first, second) in enumerate(pairs):
            if field is None or field in second.fields:
                _show_changes(first, second, field, again=number > 0)


def _show_changes(first: "Edition", second: "Edition", field: str | None, *, again: bool) -> None:
    from rich.text import Text

    from erasmus_cli.cli.console import out
    from erasmus_cli.cli.editions import print_hanging
    from erasmus_cli.guide.model import topics

    found = _found(first, second, field)
    scope = say(", {field}", field=field) if field else NOTHING
    heading = tell("From {first} to {second}{scope}", first=first.id, second=second.id, scope=scope)
    out().print(Text(("\n" if again else "") + heading, style="strong"))
    topic = None
    for change in found:
        if change.topic != topic:
            topic = change.topic
            out().print(Text(f"\n{_(topics()[topic])}", style="strong"))
        entry = change.path.partition(".")[2]
        for line in change.lines():
            print_hanging(f"{entry}: {line}" if entry else line)
    if not found:
        out().print(_("nothing changed"))


def _found(first: "Edition", second: "Edition", field: str | None) -> "list[Change]":
    from erasmus_cli.guide.browse import changes, concerns_change

    return [one for one in changes(first, second) if field is None or concerns_change(one, second, field)]


def _pairs(old: str, new: str) -> "list[tuple[Edition, Edition]]":
    """The editions to compare: those that are named, or of each action that both calls have."""
    from erasmus_cli.cli.console import refuse
    from erasmus_cli.guide.loader import available, open_edition

    if "/" in old or "/" in new:
        action = (old if "/" in old else new).partition("/")[2]
        return [
            (
                _named(old if "/" in old else f"{old}/{action}"),
                _named(new if "/" in new else f"{new}/{action}"),
            )
        ]
    for call in (old, new):
        _require_call(call)
    both = [a for c, a in available() if c == int(new) and (int(old), a) in available()]
    if not both:
        refuse(
            tell(
                "calls {old} and {new} have no action in common; name one of each, as CALL/ACTION",
                old=old,
                new=new,
            )
        )
    return [(open_edition(int(old), action), open_edition(int(new), action)) for action in both]


def _require_call(text: str) -> None:
    from erasmus_cli.cli.console import refuse
    from erasmus_cli.guide.loader import available

    known = sorted({call for call, _ in available()})
    if not text.isdecimal():
        refuse(
            tell("`{text}` is not CALL/ACTION, such as 2026/cooperation-partnership, nor a call", text=text)
        )
    if int(text) > known[-1]:
        refuse(
            tell(
                "the Guide of call {call} is not known here, so nothing can be compared with it; "
                "`erasmus guide diff {second} {newest}` compares the newest two",
                call=text,
                second=known[-2],
                newest=known[-1],
            )
        )
    if int(text) not in known:
        refuse(
            tell(
                "call {call} is not known here; known are {oldest} to {newest}",
                call=text,
                oldest=known[0],
                newest=known[-1],
            )
        )


def _named(text: str) -> "Edition":
    from erasmus_cli.cli.console import refuse
    from erasmus_cli.cli.editions import known_edition

    call, _, action = text.partition("/")
    if not call.isdecimal() or not action:
        refuse(tell("`{text}` is not CALL/ACTION, such as 2026/cooperation-partnership", text=text))
    _require_call(call)
    return known_edition(int(call), action, None)[0]
