"""How many organisations and countries take part, and of what kind."""

from collections.abc import Callable, Iterator

from erasmus_cli.countries import shown
from erasmus_cli.guide.lookup import formats_of, minimum_for
from erasmus_cli.guide.model import Edition, Format, Minimum, Status
from erasmus_cli.rules.digest import Digest, Member, Tally
from erasmus_cli.rules.outcome import (
    Outcome,
    Patch,
    Severity,
    append,
    failed,
    not_applicable,
    passed,
    remove,
    replace,
    unknown,
)
from erasmus_cli.rules.registry import rule

_BE = {"id": "a", "role": "applicant", "country": "BE", "kind": "vet-provider"}
_NL = {"id": "b", "role": "partner", "country": "NL", "kind": "enterprise"}
_PL = {"id": "c", "role": "partner", "country": "PL", "kind": "vet-provider"}
_UA = {"id": "d", "role": "partner", "country": "UA", "kind": "vet-provider"}


@rule(
    "CON-01",
    reads=("minimum", "programme_countries", "overseas?", "formats?"),
    severity=Severity.ERROR,
    passes={"field": "vet", "organisations": [_BE, _NL, _PL]},
    fails={"field": "vet", "organisations": [_BE, _NL, _UA]},
)
def enough_organisations(digest: Digest, edition: Edition) -> Outcome:
    """Enough organisations that count towards the minimum take part.

    The applicant and full partners of Programme Countries count. Associated partners and organisations of
    Partner Countries never do, so the minimum holds without them or not at all. There is no maximum.
    """
    return _minimum_held(
        digest,
        edition,
        count=digest.organisations_towards,
        needed=lambda minimum: minimum.organisations,
        unit=("organisation", "organisations"),
    )


@rule(
    "CON-02",
    reads=("minimum", "programme_countries", "overseas?", "formats?"),
    severity=Severity.ERROR,
    passes={"field": "vet", "organisations": [_BE, _NL, _PL]},
    fails={"field": "vet", "organisations": [_BE, _NL, {**_PL, "country": "NL"}]},
)
def enough_countries(digest: Digest, edition: Edition) -> Outcome:
    """Enough different Programme Countries are represented.

    Each country counts once, however many organisations come from it.
    """
    return _minimum_held(
        digest,
        edition,
        count=digest.countries_towards,
        needed=lambda minimum: minimum.countries,
        unit=("Programme Country", "Programme Countries"),
    )


@rule(
    "CON-03",
    reads=("added_value", "programme_countries", "overseas?"),
    severity=Severity.WARNING,
    passes={"organisations": [_BE, {**_UA, "added_value": "Runs the only training ship on the river."}]},
    fails={"organisations": [_BE, _UA]},
)
def partner_country_added_value(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Each partner from a Partner Country says what essential value it adds.

    Assessors decide whether the value is essential. Agencies have drawn different consequences where it is
    not: the partner is taken out, or the whole application is refused. So the text is worth its while.
    """
    outside = [m for m in digest.members if m.status is Status.PARTNER and m.takes_part is not False]
    strength = Severity(edition.added_value.strength) if edition.added_value and outside else None
    for member in outside:
        at = f"{member.at}/added_value"
        if member.organisation.added_value and member.organisation.added_value.strip():
            yield passed(f"{member.label} ({member.country}) explains its added value", at)
        else:
            yield failed(
                f"{member.label} ({member.country}, a Partner Country) does not explain its added value",
                at,
                "say what only this organisation can bring; the minimum has to hold without it",
                severity=strength,
            )
    if not outside:
        yield not_applicable("no organisation is known to be from a Partner Country")


@rule(
    "CON-04",
    reads=("formats", "programme_countries", "overseas?"),
    severity=Severity.ERROR,
    passes={"format": "school-exchange", "organisations": [{**_BE, "kind": "school"}]},
    fails={"format": "school-exchange", "organisations": [{**_BE, "kind": "non-profit"}]},
)
def members_fit_format(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Every organisation is of a kind, and from a country, that the format admits.

    A partnership of schools only admits schools of Programme Countries. Who is a school in law stands in a
    national list, which the agency applies.
    """
    shape = edition.formats.get(digest.proposal.format or "")
    if shape is None or not (shape.kinds or shape.programme_countries_only):
        yield not_applicable("the project has no format that restricts who may join")
        return
    faults = [fault for member in digest.members for fault in _misfits(member, shape)]
    yield from faults
    if not faults and digest.members:
        yield passed(f"all {len(digest.members)} organisations fit the format", "/organisations")
    elif not digest.members:
        yield unknown("name the organisations", "/organisations")


@rule(
    "CON-05",
    reads=("country_composition", "programme_countries", "overseas?"),
    severity=Severity.ERROR,
    passes={
        "format": "regional",
        "organisations": [
            {"id": f"{country}{number}", "role": "partner", "country": country, "kind": kind}
            for country in ("BE", "NL")
            for number, kind in enumerate(("school-authority", "school", "enterprise"))
        ],
    },
    fails={
        "format": "regional",
        "organisations": [
            {"id": "a", "role": "applicant", "country": "BE", "kind": "school-authority"},
            {"id": "b", "role": "partner", "country": "NL", "kind": "school-authority"},
        ],
    },
)
def each_country_complete(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Each country of a regional partnership brings an authority, a school and another local organisation.

    The other organisation works in another field or in the labour market.
    """
    wanted = edition.country_composition if digest.proposal.format == "regional" else None
    if wanted is None:
        yield not_applicable("this is not a partnership of school authorities")
        return
    states = digest.counted_states()
    if not states:
        yield unknown("name the organisations, their roles and countries", "/organisations")
        return
    faults = 0
    for state in states:
        members = [member for member in digest.members if member.state == state and member.counts]
        for group, kinds in wanted.groups.items():
            belongs = [member.is_of(kinds) for member in members]
            if any(belongs):
                continue
            faults += 1
            if None in belongs:
                yield unknown(
                    f"whether {shown(state)} brings its {group} depends on kinds that are not said",
                    *(f"{member.at}/kind" for member in members if member.organisation.kind is None),
                )
            else:
                yield failed(
                    f"{shown(state)} brings no {group}",
                    "/organisations",
                    f"add one from {shown(state)}: {', '.join(kinds[:4])}",
                    patches=[(append("/organisations", _newcomer(digest, state, kinds[0])),)],
                )
    if not faults:
        yield passed(f"each of {', '.join(map(shown, states))} is complete", "/organisations")


def _minimum_held(
    digest: Digest,
    edition: Edition,
    *,
    count: Callable[[Minimum], Tally],
    needed: Callable[[Minimum], int],
    unit: tuple[str, str],
) -> Outcome:
    proposal = digest.proposal
    if proposal.organisations is None:
        return unknown("name the organisations, their roles and countries", "/organisations")
    if proposal.field is None:
        return unknown("the minimum depends on the field", "/field")
    minimum = minimum_for(edition, proposal.field, proposal.format)
    tally = count(minimum)
    target = needed(minimum)
    held = tally.reaches(target)
    of_kind = f" of kind {' or '.join(minimum.kinds)}" if minimum.kinds else ""
    there = f"{tally.sure} {unit[tally.sure != 1]}{of_kind} count{'s' if tally.sure == 1 else ''}"
    if held:
        return passed(f"{there} towards the minimum of {target}", "/organisations")
    if held is None:
        return unknown(
            f"{there} for certain, {target} are needed; roles, countries or kinds are missing",
            *_missing(digest, minimum),
        )
    opening = _format_that_opens(digest, edition)
    if opening:
        return unknown(
            f"{there}, {target} are needed; as a project of format {opening} it could do with fewer",
            "/format",
        )
    countries = edition.programme_countries.codes
    return failed(
        f"{there} towards the minimum of {target}{_not_counted(digest)}",
        "/organisations",
        _advice(digest, target - tally.sure, of_kind, countries),
        patches=[_additions(digest, minimum, countries, target - tally.sure)],
    )


def _missing(digest: Digest, minimum: Minimum) -> Iterator[str]:
    """What has to be said of the organisations before they can be counted."""
    for member in digest.members:
        if member.counts is False or member.is_of(minimum.kinds) is False:
            continue
        if member.organisation.role is None:
            yield f"{member.at}/role"
        if member.state is None:
            yield f"{member.at}/country"
        if member.is_of(minimum.kinds) is None:
            yield f"{member.at}/kind"


def _format_that_opens(digest: Digest, edition: Edition) -> str | None:
    """A format, not yet declared, whose own minimum the organisations reach or may reach."""
    if digest.proposal.format is not None or digest.proposal.field is None:
        return None
    for name in formats_of(digest.hints, digest.proposal.field):
        minimum = minimum_for(digest.hints, digest.proposal.field, name)
        fits = not any(_misfits_for_sure(member, digest.hints.formats[name]) for member in digest.members)
        enough = (
            digest.organisations_towards(minimum).reaches(minimum.organisations) is not False
            and digest.countries_towards(minimum).reaches(minimum.countries) is not False
        )
        if fits and enough:
            minimum_for(edition, digest.proposal.field, name)  # a source of the finding from here on
            return name
    return None


def _misfits(member: Member, shape: Format) -> Iterator[Outcome]:
    if member.takes_part is False:
        return
    if shape.programme_countries_only:
        if member.status is None:
            yield unknown(f"the country of {member.label} is not said", f"{member.at}/country")
        elif member.status is Status.PARTNER:
            yield failed(
                f"{member.label} is in {member.country}; the format admits Programme Countries only",
                f"{member.at}/country",
                f"take {member.label} out of the partnership or make it an associated partner",
                patches=[(replace(f"{member.at}/role", "associated"),), (remove(member.at),)],
            )
    fits = member.is_of(shape.kinds)
    if fits is None:
        yield unknown(f"the kind of {member.label} is not said", f"{member.at}/kind")
    elif not fits:
        yield failed(
            f"{member.label} is of kind {member.organisation.kind}, "
            f"the format admits {', '.join(shape.kinds)}",
            f"{member.at}/kind",
            f"leave the format out, or make {member.label} an associated partner",
            patches=[(remove("/format"),), (replace(f"{member.at}/role", "associated"),)],
        )


def _misfits_for_sure(member: Member, shape: Format) -> bool:
    barred = shape.programme_countries_only and member.status is Status.PARTNER
    return member.takes_part is not False and (barred or member.is_of(shape.kinds) is False)


def _not_counted(digest: Digest) -> str:
    outside = [f"{m.label} ({m.country})" for m in digest.members if m.status is Status.PARTNER]
    associated = [m.label for m in digest.members if m.takes_part is False and m.status is not Status.PARTNER]
    reasons = []
    if outside:
        reasons.append(f"{', '.join(outside)}: Partner Country")
    if associated:
        reasons.append(f"{', '.join(associated)}: associated")
    return f"; not counted: {'; '.join(reasons)}" if reasons else ""


def _advice(digest: Digest, lacking: int, of_kind: str, countries: tuple[str, ...]) -> str:
    present = [shown(state) for state in digest.counted_states()]
    others = len(countries) - len(present)
    many = "one organisation" if lacking == 1 else f"{lacking} organisations"
    each = "any" if lacking == 1 else "different ones"
    besides = f" other than {', '.join(present)}" if present else ""
    return f"add {many}{of_kind} from {each} of {others} Programme Countries{besides}"


def _additions(digest: Digest, minimum: Minimum, countries: tuple[str, ...], lacking: int) -> Patch:
    """So many new organisations, each from a country that is not there yet."""
    present = digest.counted_states()
    free = [code for code in countries if code not in present]
    kind = minimum.kinds[0] if minimum.kinds else None
    return tuple(
        append("/organisations", _newcomer(digest, code, kind, number))
        for number, code in enumerate(free[:lacking], start=1)
    )


def _newcomer(digest: Digest, country: str, kind: str | None, number: int = 1) -> dict[str, str]:
    entry = {"id": f"p{len(digest.members) + number}", "role": "partner", "country": country}
    return entry | ({"kind": kind} if kind else {})
