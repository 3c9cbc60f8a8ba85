"""How many organisations and countries take part."""

from collections.abc import Callable, Iterator

from erasmus_cli.countries import shown
from erasmus_cli.guide.lookup import formats_of, pick
from erasmus_cli.guide.model import Edition, Status
from erasmus_cli.guide.records import Format, Minimum
from erasmus_cli.rules.digest import Digest, Member, Tally
from erasmus_cli.rules.outcome import (
    Outcome,
    Patch,
    Severity,
    append,
    failed,
    not_applicable,
    passed,
    unknown,
)
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording import count

_BE = {"id": "a", "role": "applicant", "country": "BE", "kind": "vet-provider"}
_NL = {"id": "b", "role": "partner", "country": "NL", "kind": "enterprise"}
_PL = {"id": "c", "role": "partner", "country": "PL", "kind": "vet-provider"}
_CH = {"id": "d", "role": "partner", "country": "CH", "kind": "vet-provider"}


@rule(
    "CON-01",
    reads=("minimum", "programme_countries", "overseas?", "formats?"),
    severity=Severity.ERROR,
    passes={"field": "vet", "organisations": [_BE, _NL, _PL]},
    fails={"field": "vet", "organisations": [_BE, _CH]},
)
def enough_organisations(digest: Digest, edition: Edition) -> Outcome:
    """Enough organisations that count towards the minimum take part.

    The applicant and full partners from countries of the Programme count. Associated partners and
    organisations from elsewhere never do, so the minimum holds without them or not at all.
    """
    return _held(
        digest,
        edition,
        tally=digest.organisations_towards,
        needed=lambda minimum: minimum.organisations,
        unit=("organisation", "organisations"),
    )


@rule(
    "CON-02",
    reads=("minimum", "programme_countries", "overseas?", "formats?"),
    severity=Severity.ERROR,
    passes={"field": "vet", "organisations": [_BE, _NL, _PL]},
    fails={"field": "vet", "organisations": [_BE, {**_NL, "country": "BE"}, {**_PL, "country": "BE"}]},
)
def enough_countries(digest: Digest, edition: Edition) -> Outcome:
    """Enough different countries that count are represented.

    Each country counts once, however many organisations come from it.
    """
    return _held(
        digest,
        edition,
        tally=digest.countries_towards,
        needed=lambda minimum: minimum.countries,
        unit=(digest.hints.terms.inside, digest.hints.terms.insides),
    )


@rule(
    "CON-06",
    reads=("maximum",),
    severity=Severity.ERROR,
    passes={
        "format": "school-exchange",
        "organisations": [{"id": f"s{number}", "role": "partner"} for number in range(6)],
    },
    fails={
        "format": "school-exchange",
        "organisations": [{"id": f"s{number}", "role": "partner"} for number in range(7)],
    },
)
def not_too_many_organisations(digest: Digest, edition: Edition) -> Outcome:
    """No more organisations take part than the format admits.

    Most actions have no maximum; a large partnership has to be worth its coordination.
    """
    allowed = pick(edition.maximum, field=digest.field, project_format=digest.proposal.format)
    if allowed is None:
        return not_applicable("there is no maximum")
    if digest.proposal.organisations is None:
        return unknown("name the organisations", "/organisations")
    full = [member for member in digest.members if member.takes_part is not False]
    if len(full) <= allowed.organisations:
        return passed(f"{len(full)} of at most {allowed.organisations} take part", "/organisations")
    sure = [member for member in full if member.takes_part]
    if len(sure) <= allowed.organisations:
        roles = (f"{member.at}/role" for member in full if member.takes_part is None)
        return unknown(f"at most {allowed.organisations} may take part; some roles are not said", *roles)
    return failed(
        f"{len(sure)} organisations take part, at most {allowed.organisations} may",
        "/organisations",
        f"take {len(sure) - allowed.organisations} out",
    )


def _held(
    digest: Digest,
    edition: Edition,
    *,
    tally: Callable[[Minimum], Tally],
    needed: Callable[[Minimum], int],
    unit: tuple[str, str],
) -> Outcome:
    if digest.proposal.organisations is None:
        return unknown("name the organisations, their roles and countries", "/organisations")
    if digest.field_decides(edition.minimum):
        return unknown("the minimum depends on the field", "/field")
    minimum = pick(edition.minimum, field=digest.field, project_format=digest.proposal.format)
    if minimum is None:
        return not_applicable("no minimum is known for this field and format")
    counted, target = tally(minimum), needed(minimum)
    held = counted.reaches(target)
    of_kind = f" with kind {' or '.join(minimum.kinds)}" if minimum.kinds else ""
    verb = "counts" if counted.sure == 1 else "count"
    there = f"{count(counted.sure, *unit)}{of_kind} {verb}"
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
    lacking = target - counted.sure
    return failed(
        f"{there} towards the minimum of {target}{_not_counted(digest)}",
        "/organisations",
        _advice(digest, lacking, of_kind),
        patches=[_additions(digest, minimum, lacking)],
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
    field = digest.field
    if digest.proposal.format is not None or field is None:
        return None
    for name in formats_of(digest.hints, field):
        minimum = pick(digest.hints.minimum, field=field, project_format=name)
        bound = digest.hints.formats[name].project_type
        if bound and digest.proposal.type not in (None, bound):
            continue
        fits = not any(_misfits(member, digest.hints.formats[name]) for member in digest.members)
        if minimum and fits and _may_reach(digest, minimum):
            # From here on both are sources of the finding.
            pick(edition.minimum, field=field, project_format=name)
            edition.formats.get(name)
            return name
    return None


def _may_reach(digest: Digest, minimum: Minimum) -> bool:
    organisations = digest.organisations_towards(minimum).reaches(minimum.organisations)
    countries = digest.countries_towards(minimum).reaches(minimum.countries)
    return organisations is not False and countries is not False


def _misfits(member: Member, shape: Format) -> bool:
    barred = shape.programme_countries_only and member.status is Status.OUTSIDE
    return member.takes_part is not False and (barred or member.is_of(shape.kinds) is False)


def _not_counted(digest: Digest) -> str:
    outside = [f"{m.label} ({m.country})" for m in digest.members if m.status is Status.OUTSIDE]
    associated = [m.label for m in digest.members if m.takes_part is False and m.status is not Status.OUTSIDE]
    reasons = []
    if outside:
        reasons.append(f"{', '.join(outside)}: {digest.hints.terms.outside}")
    if associated:
        reasons.append(f"{', '.join(associated)}: associated")
    return f"; not counted: {'; '.join(reasons)}" if reasons else ""


def _advice(digest: Digest, lacking: int, of_kind: str) -> str:
    present = [shown(state) for state in digest.counted_states()]
    others = len(digest.hints.programme_countries.codes) - len(present)
    many = "one organisation" if lacking == 1 else f"{lacking} organisations"
    each = "any" if lacking == 1 else "different ones"
    besides = f" other than {', '.join(present)}" if present else ""
    return f"add {many}{of_kind} from {each} of {others} {digest.hints.terms.insides}{besides}"


def _additions(digest: Digest, minimum: Minimum, lacking: int) -> Patch:
    """So many new organisations, each from a country that is not there yet."""
    present = digest.counted_states()
    free = [code for code in digest.hints.programme_countries.codes if code not in present]
    kind = minimum.kinds[0] if minimum.kinds else None
    return tuple(
        append("/organisations", digest.newcomer(code, kind, number))
        for number, code in enumerate(free[:lacking], start=1)
    )
