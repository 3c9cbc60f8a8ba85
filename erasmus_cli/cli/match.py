"""`erasmus match`: where a partnership fits."""

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from erasmus_cli.cli.options import FormatOption, OnOption, ProvisionalOption
from erasmus_cli.cli.paging import NoPagerOption, paged
from erasmus_cli.wording.language import _, speaking
from erasmus_cli.wording.messages import tell

if TYPE_CHECKING:
    from erasmus_cli.matching.facts import Facts

_File = Annotated[
    str | None,
    typer.Argument(metavar="[FILE]", help="A proposal whose facts are taken; - is standard input."),
]
_Countries = Annotated[
    str | None,
    typer.Option("--countries", metavar="BE,RS", help="One for each organisation, applicant first."),
]
_Kinds = Annotated[
    str | None, typer.Option("--kinds", metavar="school,ngo", help="Their kinds, in the same order.")
]
_Field = Annotated[str | None, typer.Option("--field", help="Only this field.")]
_Months = Annotated[
    str | None,
    typer.Option("--months", metavar="N", help="How long the project lasts, such as 18 or 2 years."),
]
_Money = Annotated[str | None, typer.Option("--money", metavar="EUR", help="The grant that is wanted.")]
_Calls = Annotated[
    str, typer.Option("--calls", metavar="YEAR,…", help="Calls to look at: `newest`, `all`, or years.")
]


def match(
    file: _File = None,
    countries: _Countries = None,
    kinds: _Kinds = None,
    field: _Field = None,
    months: _Months = None,
    money: _Money = None,
    calls: _Calls = "newest",
    provisional: ProvisionalOption = False,
    on: OnOption = None,
    no_pager: NoPagerOption = False,
    output: FormatOption = "text",
) -> None:
    """Say where a partnership fits: every action and field, and the smallest change that opens it.

    What is said with options takes the place of what FILE says.
    """
    from erasmus_cli.cli.console import write_json
    from erasmus_cli.cli.options import date_to_print

    day = date_to_print(on)
    years = _years(calls, provisional=provisional)
    facts = _facts(file, countries, kinds, field, months, money)
    from erasmus_cli.matching.match import match as match_all

    if output == "json":
        from erasmus_cli.matching.results import matches_model

        with speaking("en"):
            write_json(matches_model(match_all(facts, years, day)).as_data())
        return
    found = match_all(facts, years, day)
    from erasmus_cli.cli.console import out
    from erasmus_cli.cli.match_text import show

    with paged(wanted=not no_pager):
        show(out(), found, facts, file)


def _facts(
    file: str | None,
    countries: str | None,
    kinds: str | None,
    field: str | None,
    months: str | None,
    money: str | None,
) -> "Facts":
    from dataclasses import replace

    from erasmus_cli.cli.console import refuse
    from erasmus_cli.matching.facts import facts_from, facts_of
    from erasmus_cli.proposal.reader import load

    length = _length(months)
    said = facts_from(_listed(countries), _listed(kinds), length, _amount(money), field)
    if file is None:
        if not (countries or months or money):
            refuse(_("say at least --countries, --months or --money, or name a proposal"))
        return said
    own = facts_of(load(file).proposal)
    return replace(
        own,
        organisations=said.organisations or own.organisations,
        months=own.months if length is None else length,
        money=own.money if said.money is None else said.money,
        field=field,
    )


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split("[,;]", text or "") if part.strip())


def _length(text: str | None) -> int | None:
    from erasmus_cli.cli.console import refuse
    from erasmus_cli.wording.lengths import months

    if text is None:
        return None
    length = months(text)
    if length < 1:
        refuse(tell("`{text}` is no length of a project, such as 24", text=text))
    return length


def _amount(text: str | None) -> Decimal | None:
    from erasmus_cli.cli.console import refuse
    from erasmus_cli.wording.notation import number

    if text is None:
        return None
    amount = number(text)
    if not 0 <= amount < 10**9:
        refuse(tell("`{text}` is no amount in EUR, such as 60000", text=text))
    return amount


def _years(calls: str, *, provisional: bool) -> tuple[int, ...]:
    from erasmus_cli.cli.console import refuse
    from erasmus_cli.guide.errors import NotPublishedError
    from erasmus_cli.matching.match import all_calls, newest_calls, next_call

    if calls == "newest":
        return (next_call(),) if provisional else newest_calls()
    known = (next_call(), *all_calls()) if provisional else all_calls()
    if calls == "all":
        return known
    years = tuple(int(part) for part in _listed(calls) if part.isdecimal())
    if next_call() in years and not provisional:
        raise NotPublishedError(next_call(), "", newest_calls()[0])
    if not years or len(years) < len(_listed(calls)) or not set(years) <= set(known):
        refuse(
            tell(
                "--calls {calls}: known are {known}, `newest` and `all`",
                calls=calls,
                known=tuple(sorted(known)),
            )
        )
    return years
