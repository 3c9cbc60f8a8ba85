"""What organisations of one country may do in a call, action by action, and which agency they turn to."""

from collections.abc import Iterator, Sequence

from erasmus_cli.guide.lookup import admits, agencies_of, region_of, standing_of, state_of, status_of
from erasmus_cli.guide.model import Edition, Status
from erasmus_cli.guide.participants import Agency
from erasmus_cli.guide.sources import Source
from erasmus_cli.wording.countries import name, shown

Said = tuple[str, str, tuple[Source, ...]]


def country_lines(country: str, editions: Sequence[Edition]) -> Iterator[Said]:
    """Heading, text and sources: the status, what each action allows, what is expected, the agencies."""
    first = editions[0]
    state = state_of(first, country)
    inside = status_of(first, country) is Status.INSIDE
    region = region_of(first, country)
    yield (
        "Status",
        standing_of(first, country)
        + (f", counted as {name(state)}" if state != country else "")
        + (f", region {first.regions[region].label}" if region and not inside else ""),
        (first.regions[region].source if region and not inside else first.programme_countries.source,),
    )
    for edition in editions:
        yield edition.label, *_in_action(edition, country, inside=inside)
    for restriction in first.restrictions.values():
        if country in restriction.countries:
            yield "Mind", restriction.text, (restriction.source,)
    if (expected := first.expected.get(state)) is not None:
        yield f"From call {expected.from_call}", expected.text, (expected.source,)
    if agencies := agencies_of(first, country, None):
        which = "; ".join(f"{code} {first.agencies[code].body}" for code in agencies)
        yield "Agencies", f"{which}. `erasmus guide agencies {shown(state)}` says which.", ()
    elif inside and first.awaiting_agency and state in first.awaiting_agency.codes:
        yield "Agencies", "none yet", (first.awaiting_agency.source,)


def _in_action(edition: Edition, country: str, *, inside: bool) -> tuple[str, tuple[Source, ...]]:
    if inside:
        return "may apply and be a partner, and counts", (edition.programme_countries.source,)
    cited = tuple(outsiders.source for outsiders in edition.outsiders.values())
    if admits(edition, "partner", country):
        return "may be a partner, cannot apply and does not count", cited
    if admits(edition, "associated", country):
        return "only as associated partner, without money", cited
    return "cannot take part", cited


def between_agencies(agencies: Sequence[Agency], field: str | None = None) -> str | None:
    """What decides between several agencies that serve a field, as far as known; None where one does."""
    fields = (field,) if field else dict.fromkeys(known for agency in agencies for known in agency.fields)
    shared = [one for one in fields if sum(one in agency.fields for agency in agencies) > 1]
    if not shared:
        return None if len(agencies) == 1 or field else "The field decides: each has one agency."
    return (
        f"Several serve {', '.join(shared)}. Where a name says a language, that of the organisation's own"
        " community decides; ask them where in doubt. That is recalled, not read in the Guide."
    )
