"""What organisations of one country may do in a call, action by action, and which agency they turn to."""

from collections.abc import Iterator, Sequence

from erasmus_cli.guide.lookup import (
    admits,
    agencies_of,
    is_unsettled,
    region_of,
    standing_of,
    state_of,
    status_of,
)
from erasmus_cli.guide.model import Edition, Status
from erasmus_cli.guide.participants import Agency
from erasmus_cli.guide.sources import Source
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import NOTHING, say, tell

Said = tuple[str, str, tuple[Source, ...]]


def country_lines(country: str, editions: Sequence[Edition]) -> Iterator[Said]:
    """Heading, text and sources: the status, what each action allows, what is expected, the agencies."""
    first = editions[0]
    state = state_of(first, country)
    inside = status_of(first, country) is Status.INSIDE
    region = region_of(first, country)
    yield (
        _("Status"),
        tell(
            "{standing}{counted_as}{in_region}",
            standing=standing_of(first, country),
            counted_as=say(", counted as {country:country}", country=state) if state != country else NOTHING,
            in_region=say(", region {region}", region=first.regions[region].label)
            if region and not inside
            else NOTHING,
        ),
        (first.regions[region].source if region and not inside else _list_of(first, country),),
    )
    for edition in editions:
        yield _(edition.label), *_in_action(edition, country, inside=inside)
    for restriction in first.restrictions.values():
        if country in restriction.countries:
            yield _("Mind"), _(restriction.text), (restriction.source,)
    if (expected := first.expected.get(state)) is not None:
        yield tell("From call {call}", call=expected.from_call), _(expected.text), (expected.source,)
    if agencies := agencies_of(first, country, None):
        which = tuple(f"{code} {first.agencies[code].body}" for code in agencies)
        yield (
            _("Agencies"),
            tell(
                "{agencies:reasons}. `erasmus guide agencies {country:code}` says which.",
                agencies=which,
                country=state,
            ),
            (),
        )
    elif inside and first.awaiting_agency and state in first.awaiting_agency.codes:
        yield _("Agencies"), _("none yet"), (first.awaiting_agency.source,)


def _list_of(edition: Edition, country: str) -> Source:
    """What the standing of a country that is in no region rests on."""
    cited = edition.unsettled if is_unsettled(edition, country) else None
    return (cited or edition.programme_countries).source


def _in_action(edition: Edition, country: str, *, inside: bool) -> tuple[str, tuple[Source, ...]]:
    if is_unsettled(edition, country):
        return _("ask the agency: whether it may apply, and counts, is not known"), ()
    if inside:
        return _("may apply and be a partner, and counts"), (edition.programme_countries.source,)
    cited = tuple(outsiders.source for outsiders in edition.outsiders.values())
    if admits(edition, "partner", country):
        return _("may be a partner, cannot apply and does not count"), cited
    if admits(edition, "associated", country):
        return _("only as associated partner, without money"), cited
    return _("cannot take part"), cited


def between_agencies(agencies: Sequence[Agency], field: str | None = None) -> str | None:
    """What decides between several agencies that serve a field, as far as known; None where one does."""
    fields = (field,) if field else dict.fromkeys(known for agency in agencies for known in agency.fields)
    shared = [one for one in fields if sum(one in agency.fields for agency in agencies) > 1]
    if not shared:
        return None if len(agencies) == 1 or field else _("The field decides: each has one agency.")
    return tell(
        "Several serve {fields:list}. Where a name says a language, that of the organisation's own"
        " community decides; ask them where in doubt. That is recalled, not read in the Guide.",
        fields=shared,
    )
