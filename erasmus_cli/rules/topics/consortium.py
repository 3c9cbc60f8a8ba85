"""Who takes part: kinds of organisation, and organisations from countries that do not count."""

from collections.abc import Iterator
from typing import Literal

from erasmus_cli.countries import name, shown
from erasmus_cli.guide.lookup import pick, region_of
from erasmus_cli.guide.model import Edition, Status
from erasmus_cli.guide.records import Format, Outsiders, Part
from erasmus_cli.rules.digest import Digest, Member
from erasmus_cli.rules.outcome import (
    Outcome,
    Result,
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
from erasmus_cli.wording import a

_BE = {"id": "a", "role": "applicant", "country": "BE", "kind": "vet-provider"}
_KA220 = {"call": 2026, "action": "cooperation-partnership", "field": "vet"}
_UA = {"id": "d", "role": "partner", "country": "UA", "kind": "vet-provider"}


@rule(
    "CON-03",
    reads=("added_value", "programme_countries", "overseas?"),
    severity=Severity.WARNING,
    passes={"organisations": [_BE, {**_UA, "added_value": "Runs the only training ship on the river."}]},
    fails={"organisations": [_BE, {**_UA, "added_value": " "}]},
)
def outside_partner_added_value(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Each partner from outside the Programme says what essential value it adds.

    Assessors decide whether the value is essential. Where it is not, the partner is taken out, and agencies
    have refused whole applications. So the text is worth its while.
    """
    outside = [
        member
        for member in digest.members
        if member.status is Status.OUTSIDE and member.organisation.role not in ("applicant", "associated")
    ]
    strength = Severity(edition.added_value.strength) if edition.added_value and outside else None
    for member in outside:
        at, text = f"{member.at}/added_value", member.organisation.added_value
        who = f"{member.label} ({member.country}, {a(digest.hints.terms.outside)})"
        if text and text.strip():
            yield passed(f"{member.label} ({member.country}) explains its added value", at)
        elif text is None:
            yield unknown(f"say what essential value {who} adds", at, severity=strength)
        elif member.takes_part is None:
            yield unknown(f"the role of {who} is not said", f"{member.at}/role", severity=strength)
        else:
            yield failed(
                f"{who} does not explain its added value",
                at,
                "say what only this organisation can bring; the minimum has to hold without it",
                severity=strength,
            )
    if not outside:
        yield not_applicable(f"no organisation is known to be from {a(digest.hints.terms.outside)}")


@rule(
    "CON-04",
    reads=("formats", "programme_countries", "overseas?"),
    severity=Severity.ERROR,
    passes={"format": "school-exchange", "organisations": [{**_BE, "kind": "school"}]},
    fails={"format": "school-exchange", "organisations": [{**_BE, "kind": "non-profit"}]},
)
def members_fit_format(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Every organisation is of a kind, and from a country, that the format admits.

    A partnership of schools only admits schools of countries of the Programme. Who is a school in law stands
    in a national list, which the agency applies.
    """
    shape = edition.formats.get(digest.proposal.format or "")
    if shape is None or not (shape.kinds or shape.programme_countries_only):
        yield not_applicable("the project has no format that restricts who may join")
        return
    faults = [
        fault if member.takes_part or fault.result is Result.UNKNOWN else _role_first(member)
        for member in digest.members
        for fault in _misfits(digest, member, shape)
    ]
    yield from faults
    if not faults and digest.members:
        yield passed(f"all {len(digest.members)} organisations fit the format", "/organisations")
    elif not digest.members:
        yield unknown("name the organisations", "/organisations")


@rule(
    "CON-05",
    reads=("composition", "programme_countries", "overseas?"),
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
def consortium_complete(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """The consortium brings together the kinds of organisation that the action or format asks for.

    Some ask for them in the whole consortium, some in each country, some in the applicant's country and one
    other.
    """
    wanted = pick(edition.composition, field=digest.field, project_format=digest.proposal.format)
    if wanted is None:
        yield not_applicable("no kinds of organisation are asked for")
        return
    states = digest.counted_states()
    if not states:
        missing = digest.untold("role", "country") or ("/organisations",)
        if digest.members and not digest.untold("role", "country"):
            yield not_applicable("no organisation counts (CON-01)")
        else:
            yield unknown("name the organisations, their roles and countries", *missing)
        return
    groups = _groups(digest, wanted.scope, states)
    if wanted.scope == "applicant-country-and-another":
        faults = _here_and_elsewhere(digest, wanted.parts, groups)
    else:
        faults = [
            fault
            for label, members in groups
            for part in wanted.parts
            for fault in _lack(digest, label, members, part)
        ]
    yield from faults
    if not faults:
        yield passed("every kind of organisation that is asked for takes part", "/organisations")


@rule(
    "CON-07",
    reads=("outsiders", "programme_countries", "overseas?"),
    severity=Severity.ERROR,
    passes={**_KA220, "organisations": [_BE, {**_UA, "added_value": "Knows the schools at the front line."}]},
    fails={**_KA220, "organisations": [_BE, {**_UA, "country": "BY"}]},
)
def outsiders_admitted(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Partners and associated partners from outside the Programme come from countries that are admitted."""
    faults = concerned = 0
    for member in digest.members:
        if member.status is Status.INSIDE:
            continue
        role: Literal["partner", "associated"] = "partner" if member.takes_part is not False else "associated"
        outsiders = edition.outsiders.get(role)
        if member.status is None:
            if _restricts(outsiders):
                faults += 1
                yield unknown(f"the country of {member.label} is not said", f"{member.at}/country")
            continue
        concerned += 1
        if _admits(digest, outsiders, member):
            continue
        faults += 1
        could_help = role == "partner" and _admits(digest, digest.hints.outsiders.get("associated"), member)
        if could_help and member.takes_part is None:
            yield unknown(f"whether {member.label} is a full partner is not said", f"{member.at}/role")
            continue
        what = "full partners" if role == "partner" else "associated partners"
        associate = (replace(f"{member.at}/role", "associated"),)
        country = name(member.organisation.country or "")
        yield failed(
            f"organisations from {country} cannot be {what} in {edition.call}",
            f"{member.at}/country",
            f"take {member.label} out" + (", or make it an associated partner" if could_help else ""),
            patches=[*([associate] if could_help else []), (remove(member.at),)],
        )
    if faults:
        return
    if concerned:
        yield passed("organisations from outside the Programme are admitted", "/organisations")
    else:
        yield not_applicable(f"no organisation is known to be from {a(digest.hints.terms.outside)}")


def _restricts(outsiders: Outsiders | None) -> bool:
    """Whether some countries outside the Programme are not admitted."""
    return outsiders is not None and (not outsiders.admitted or bool(outsiders.regions or outsiders.barred))


def _admits(digest: Digest, outsiders: Outsiders | None, member: Member) -> bool:
    """Whether a country may send organisations in this role; nothing said is nothing barred."""
    country = member.organisation.country or ""
    if outsiders is None:
        return True
    if not outsiders.admitted or country in outsiders.barred:
        return False
    return not outsiders.regions or region_of(digest.hints, country) in outsiders.regions


def _role_first(member: Member) -> Outcome:
    return unknown(f"the role of {member.label} is not said", f"{member.at}/role")


def _misfits(digest: Digest, member: Member, shape: Format) -> Iterator[Outcome]:
    if member.takes_part is False:
        return
    if shape.programme_countries_only:
        if member.status is None:
            yield unknown(f"the country of {member.label} is not said", f"{member.at}/country")
        elif member.status is Status.OUTSIDE:
            yield failed(
                f"{member.label} is in {member.country}; the format admits {digest.hints.terms.insides} only",
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


Group = tuple[str, list[Member]]


def _groups(digest: Digest, scope: str, states: tuple[str, ...]) -> list[Group]:
    """The sets of organisations in which each part is looked for, with those that may belong to them."""
    may_count = [member for member in digest.members if member.counts is not False]
    if scope == "consortium":
        return [("the consortium", may_count)]
    return [(shown(s), [member for member in may_count if member.state in (s, None)]) for s in states]


def _lack(digest: Digest, label: str, members: list[Member], part: Part) -> Iterator[Outcome]:
    belongs = [member.counts_as(part.kinds) for member in members]
    there = belongs.count(True)
    if there >= part.at_least:
        return
    wanted = f"{part.at_least} of kind {part.label}" if part.at_least > 1 else a(part.label)
    if there + belongs.count(None) >= part.at_least:
        yield unknown(
            f"whether {label} brings {wanted} depends on what is not said",
            *(
                f"{member.at}/{key}"
                for member, belongs_here in zip(members, belongs, strict=True)
                if belongs_here is None
                for key in ("role", "country", "kind")
                if getattr(member.organisation, key) is None
            ),
        )
        return
    state = next((member.state for member in members if member.counts and member.state), None)
    yield failed(
        f"{label} brings {there or 'no'} {part.label}; {part.at_least} needed",
        "/organisations",
        f"add {wanted} ({', '.join(part.kinds[:4])})",
        patches=[(append("/organisations", digest.newcomer(state, part.kinds[0])),)] if state else (),
    )


def _here_and_elsewhere(digest: Digest, parts: tuple[Part, ...], groups: list[Group]) -> list[Outcome]:
    """What the applicant's country lacks, and what the best of the other countries lacks."""
    home = digest.applicants[0].state if digest.applicants else None
    if home is None:
        missing = digest.untold("role", "country")
        return [unknown("say which organisation applies, and its country", *missing)] if missing else []
    lacks = {
        label: [fault for part in parts for fault in _lack(digest, label, members, part)]
        for label, members in groups
    }
    here = lacks.pop(shown(home), [])
    if not lacks:
        return [*here, failed("no second country takes part", "/organisations", "add a partner country")]
    return here + min(lacks.values(), key=len)
