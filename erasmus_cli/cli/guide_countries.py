"""`erasmus guide countries` and `guide agencies`: what a country may do in a call, and whom to ask."""

from typing import TYPE_CHECKING, Annotated

import typer

from erasmus_cli.cli.options import FieldArgument, FormatOption
from erasmus_cli.cli.paging import NoPagerOption, paged
from erasmus_cli.cli.tables import print_columns, print_table
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

if TYPE_CHECKING:
    from erasmus_cli.guide.browse import Standing
    from erasmus_cli.guide.model import Edition

LIST_OF_AGENCIES = "https://erasmus-plus.ec.europa.eu/about-erasmus/contacts/national-agencies"
"""The Commission's list, with addresses; none of it is held here."""


def countries(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CALL [ACTION]] [COUNTRY]", help="Such as `2026 KA210-SCH`, or `RS`, or `2016 Serbia`."
        ),
    ] = None,
    no_pager: NoPagerOption = False,
    output: FormatOption = "text",
) -> None:
    """List what countries are to the Programme in a call, the newest if left out; or what one may do."""
    from erasmus_cli.cli.console import write_json

    edition, country, all_actions = _meant(what or [])
    if country and output == "text":
        _show_country(country, all_actions)
        return
    if output == "json":
        from erasmus_cli.guide.page_results import countries_model

        write_json(countries_model(edition, country).as_data())
        return
    from erasmus_cli.guide.browse import standings

    with paged(wanted=not no_pager):
        _show_all(edition, list(standings(edition)))


def _meant(what: list[str]) -> "tuple[Edition, str | None, list[Edition]]":
    """The edition that is meant, the country if one is, and the editions of its call that are meant."""
    from erasmus_cli.cli.console import refuse
    from erasmus_cli.cli.editions import known_edition
    from erasmus_cli.guide.loader import available, open_edition

    words = list(what)
    newest = max(call for call, _ in available())
    call = int(words.pop(0)) if words and words[0].isdecimal() else newest
    editions = [open_edition(c, a) for c, a in available() if c == call]
    if not editions:
        refuse(tell("no edition of call {call} is known; `erasmus guide calls` lists them", call=call))
    country = _country(words[-1]) if words else None
    if country:
        words.pop()
    if len(words) > 1 or (words and country is None and _looks_like_no_action(words[0])):
        refuse(tell("`{word}` is neither an action nor a country, such as KA210-SCH or RS", word=words[-1]))
    if words:
        editions = [known_edition(call, words[0], None)[0]]
    return editions[0], country, editions


def _looks_like_no_action(word: str) -> bool:
    from erasmus_cli.guide.loader import available
    from erasmus_cli.wording.formatting import closest
    from erasmus_cli.wording.words import meant, of_form

    actions = tuple(dict.fromkeys(action for _, action in available()))
    return not (of_form(word) or meant("action", word, actions) or closest(word, actions))


def _country(text: str) -> str | None:
    from erasmus_cli.wording.countries import iso, names

    known = {own.casefold(): code for code, own in names().items()}
    try:
        return known.get(text.casefold()) or iso(text)
    except ValueError:
        return None


def _show_all(edition: "Edition", rows: "list[Standing]") -> None:
    from rich.text import Text

    from erasmus_cli.cli.console import out
    from erasmus_cli.cli.paragraphs import indented
    from erasmus_cli.wording.formatting import upper_first

    groups: dict[tuple[str, str], list[str]] = {}
    overseas = [f"{row.code} {row.name} ({row.note})" for row in rows if row.iso in edition.overseas]
    for row in rows:
        if row.iso not in edition.overseas:
            groups.setdefault((row.status, row.note), []).append(f"{row.code} {row.name}")
    out().print(Text(tell("{action}, call {call}", action=edition.label, call=edition.call), style="strong"))
    inside = _(edition.terms.inside)
    for (status, region), names in sorted(groups.items(), key=lambda item: item[0][0] != inside):
        heading = upper_first(status) + (f", {region}" if region else "")
        out().print()
        indented(out(), Text(f"{heading} ({len(names)})", style="strong"), 0)
        print_columns(names)
    if overseas:
        heading = tell("Overseas, counted as a Member State ({n})", n=len(overseas))
        out().print(Text(f"\n{heading}", style="strong"))
        indented(out(), Text(", ".join(overseas)), 2)
    closing = _("`erasmus guide countries RS` says what one country may do.")
    out().print(Text(f"\n{closing}", style="quiet"))


def _show_country(country: str, editions: "list[Edition]") -> None:
    from rich.text import Text

    from erasmus_cli.cli.console import out
    from erasmus_cli.cli.paragraphs import Footnotes, indented
    from erasmus_cli.guide.country_page import country_lines
    from erasmus_cli.wording.countries import name

    console, notes = out(), Footnotes()
    title = tell(
        "{country} ({code:code}), call {call}", country=name(country), code=country, call=editions[0].call
    )
    console.print(Text(title, style="strong"))
    for heading, text, sources in country_lines(country, editions):
        indented(console, Text(f"{heading}: {text} {notes.mark(sources)}".rstrip()), 2, hang=2)
    console.print()
    notes.show(console)


def agencies(
    country: Annotated[str, typer.Argument(metavar="COUNTRY", help="Country code or name, such as BE.")],
    field: FieldArgument = None,
    call: Annotated[int | None, typer.Option("--call", help="Call year; the newest if left out.")] = None,
    output: FormatOption = "text",
) -> None:
    """Say to which National Agency an applicant of a country turns, and what decides between several."""
    from erasmus_cli.cli.console import out, refuse, write_json
    from erasmus_cli.guide.loader import available, open_edition
    from erasmus_cli.guide.lookup import agencies_of
    from erasmus_cli.wording.countries import iso
    from erasmus_cli.wording.words import meant

    code = _country(country)
    if code is None:
        try:
            iso(country)
        except ValueError as error:
            refuse(str(error))
    if call is None:
        call = max(year for year, _ in available())
    actions = [a for c, a in available() if c == call and a.endswith("partnership")]
    if not actions:
        refuse(tell("no edition of call {call} is known; `erasmus guide calls` lists them", call=call))
    edition = open_edition(call, actions[0])
    field = next(iter(meant("field", field)), field) if field else None
    found = {key: edition.agencies[key] for key in agencies_of(edition, code or "", field)}
    if output == "json":
        from erasmus_cli.guide.page_results import agencies_model

        write_json(agencies_model(call, found).as_data())
        return
    if not found:
        refuse(
            tell(
                "no National Agency in {country:country} is known for call {call} and {field}"
                if field
                else "no National Agency in {country:country} is known for call {call}",
                country=code,
                call=call,
                field=field,
            )
        )
    rows = [(key, a.body, ", ".join(a.fields), _(a.source.grade.value)) for key, a in found.items()]
    print_table((_("Code"), _("Name"), _("Fields"), _("Grade")), rows)
    from rich.style import Style
    from rich.text import Text

    from erasmus_cli.cli.paragraphs import indented
    from erasmus_cli.guide.country_page import between_agencies

    if line := between_agencies(list(found.values()), field):
        indented(out(), Text(line), 0)
    indented(out(), Text(_("Their addresses are in the Commission's list, not held here:")), 0)
    out().print(Text(LIST_OF_AGENCIES, style=Style(link=LIST_OF_AGENCIES)), soft_wrap=True)
