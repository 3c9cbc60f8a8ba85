"""What one can apply for, each action with what decides whether it is the right one."""

from collections.abc import Iterable

from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.guide.model import Edition
from erasmus_cli.wizard.prompter import Choice
from erasmus_cli.wizard.question import OpeningContext
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import Message, say, tell


def actions(context: OpeningContext) -> tuple[Choice, ...]:
    """The actions of the call; while it is not chosen, the names of all that there are."""
    call = context.proposal.call
    if call is None:  # to open the rules of all calls would take a while
        return tuple(Choice(name, name) for name in sorted({action for _call, action in available()}))
    newest = max(year for year, _action in available())
    taken = min(call, newest)
    return tuple(
        _action(year, action)
        for year, action in available()
        if year == taken and not (call > newest and open_edition(year, action).ended)
    )


def _action(call: int, action: str) -> Choice:
    """An action with what decides whether it is the right one: how many, how long, how much, for whom."""
    edition = open_edition(call, action)
    codes = dict.fromkeys(code for field in edition.fields.values() for code in field.codes.values())
    parts = (
        _consortium_in_short(edition),
        _length_in_short(edition),
        _money_in_short(edition),
        say("for {fields:list}", fields=tuple(field.label for field in edition.fields.values())),
    )
    family = {code.partition("-")[0] for code in codes if code.startswith("KA")}
    label = f"{_(edition.label)} ({', '.join(sorted(family))})" if family else _(edition.label)
    said = tell("{facts:reasons}. Forms: {forms:list}.", facts=tuple(filter(None, parts)), forms=tuple(codes))
    return Choice(action, label, said)


def _consortium_in_short(edition: Edition) -> Message:
    minima = edition.minimum.values()
    organisations = _span(one.organisations for one in minima)
    countries = _span(one.countries for one in minima)
    words = Words("At least {organisations} organisations from {countries} countries")
    if _TO in (organisations.template, countries.template):
        words = Words(
            "At least {organisations} organisations from {countries} countries, depending on field and format"
        )
    return say(words, organisations=organisations, countries=countries)


def _length_in_short(edition: Edition) -> Message:
    lengths = edition.duration.values()
    if all(one.only for one in lengths):
        return say("{lengths:or} months", lengths=tuple(sorted({n for one in lengths for n in one.only})))
    return say(
        "{length} months", length=_span(n for one in lengths for n in (one.min_months, one.max_months))
    )


_TO = Words("{least} to {most}")


def _span(numbers: Iterable[int]) -> Message:
    """One number, or the least and the most where it depends on field and format."""
    least_and_most = sorted(set(numbers))
    least, most = least_and_most[0], least_and_most[-1]
    return say("{least}", least=least) if least == most else say(_TO, least=least, most=most)


def _money_in_short(edition: Edition) -> Message | None:
    """What there is to apply for, where one sum holds for all fields."""
    if edition.lump_sums:
        return say("a lump sum of {sums:amounts}", sums=edition.lump_sums.amounts)
    totals = [entry.total for entry in edition.grant_ceiling.values()]
    highest = totals[0] if len(totals) == 1 else None
    return say("at most {sum:eur}", sum=highest) if highest is not None else None
