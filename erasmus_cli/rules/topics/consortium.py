"""Who takes part: kinds of organisation, and organisations from countries that do not count."""

from collections.abc import Iterable, Iterator
from typing import Literal

from erasmus_cli.guide.lookup import admits, country_figures, expected_of
from erasmus_cli.guide.model import Edition, Status
from erasmus_cli.guide.participants import Outsiders, Restriction
from erasmus_cli.guide.records import Format, Strength
from erasmus_cli.guide.sources import Cited, Grade
from erasmus_cli.project.member import Member
from erasmus_cli.project.project import Project
from erasmus_cli.rules.outcome import (
    Outcome,
    Result,
    Severity,
    failed,
    not_applicable,
    passed,
    remove,
    replace,
    unknown,
)
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording.messages import say

_BE = {"id": "a", "role": "applicant", "country": "BE", "kind": "vet-provider"}
_KA220 = {"call": 2026, "action": "cooperation-partnership", "field": "vet"}
_UA = {"id": "d", "role": "partner", "country": "UA", "kind": "vet-provider"}
_ALL_IN_FORCE = not_applicable(say("the Guide of this call says what counts"))
_IN_NO_ROLE = not_applicable(say("those from outside the Programme are shut out in every role (ORG-08)"))
_NO_RESTRICTION = not_applicable(say("the project has no format that restricts who may join"))


@rule(
    "CON-03",
    reads=("added_value", "programme_countries", "overseas?"),
    uses=("organisations",),
    severity=Severity.WARNING,
    passes={"organisations": [_BE, {**_UA, "added_value": "Runs the only training ship on the river."}]},
    fails={"organisations": [_BE, {**_UA, "added_value": " "}]},
)
def outside_partner_added_value(project: Project) -> Iterable[Outcome]:
    """Each partner from outside the Programme says what essential value it adds.

    Assessors decide whether the value is essential. Where it is not, the partner is taken out, and agencies
    have refused whole applications. So the text is worth its while.
    """
    outside = [
        member
        for member in project.not_inside
        if member.status is Status.OUTSIDE and member.organisation.role not in ("applicant", "associated")
    ]
    if not outside:
        return (_nobody_from_outside(project),)
    added_value = project.edition.added_value
    strength = Severity(added_value.strength) if added_value else None
    return [_added_value_of(member, project, strength) for member in outside]


def _added_value_of(member: Member, project: Project, strength: Severity | None) -> Outcome:
    at, text, cites = f"{member.at}/added_value", member.organisation.added_value, project.country_figures
    values = {"member": member.label, "country": member.country, "status": project.edition.terms.outside}
    if text and text.strip():
        return passed(say("{member} ({country}) explains its added value", **values), at, cites=cites)
    if text is None:
        words = say("say what essential value {member} ({country}, {status:a}) adds", **values)
        return unknown(words, at, severity=strength, cites=cites)
    if member.takes_part is None:
        words = say("the role of {member} ({country}, {status:a}) is not said", **values)
        return unknown(words, f"{member.at}/role", severity=strength, cites=cites)
    return failed(
        say("{member} ({country}, {status:a}) does not explain its added value", **values),
        at,
        say("say what only this organisation can bring; the minimum has to hold without it"),
        severity=strength,
        cites=cites,
    )


@rule(
    "CON-04",
    reads=("formats", "programme_countries", "overseas?"),
    uses=("organisations", "format"),
    severity=Severity.ERROR,
    passes={"format": "school-exchange", "organisations": [{**_BE, "kind": "school"}]},
    fails={"format": "school-exchange", "organisations": [{**_BE, "kind": "non-profit"}]},
)
def members_fit_format(project: Project) -> Outcome | list[Outcome]:
    """Every organisation is of a kind, and from a country, that the format admits.

    A partnership of schools only admits schools of countries of the Programme. Who is a school in law stands
    in a national list, which the agency applies.
    """
    shape = project.edition.formats.get(project.format or "")
    if shape is None or not (shape.kinds or shape.programme_countries_only):
        return _NO_RESTRICTION
    if not project.members:
        return unknown(say("name the organisations"), "/organisations", cites=(shape,))
    cites = (shape, *(project.country_figures if shape.programme_countries_only else ()))
    faults = [
        fault if member.takes_part or fault.result is Result.UNKNOWN else _role_first(member, cites)
        for member in project.members
        for fault in _misfits(project, member, shape, cites)
    ]
    if faults:
        return faults
    words = say("all {number} organisations fit the format", number=len(project.members))
    return passed(words, "/organisations", cites=cites)


@rule(
    "CON-07",
    reads=("outsiders", "programme_countries", "overseas?", "restrictions?"),
    uses=("organisations",),
    severity=Severity.ERROR,
    passes={**_KA220, "organisations": [_BE, {**_UA, "added_value": "Knows the schools at the front line."}]},
    fails={**_KA220, "organisations": [_BE, {**_UA, "country": "BY"}]},
)
def outsiders_admitted(project: Project) -> Outcome | list[Outcome]:
    """Partners and associated partners from outside the Programme come from countries that are admitted."""
    not_inside = project.not_inside
    if not not_inside:
        return _nobody_from_outside(project)
    outsiders = project.edition.outsiders
    faults = []
    roles = set()
    for member in not_inside:
        role: Literal["partner", "associated"] = "partner" if member.takes_part is not False else "associated"
        roles.add(role)
        cites = (*project.country_figures, *(outsiders[key] for key in (role,) if key in outsiders))
        if member.status is None:
            if member.organisation.country:
                faults.append(_not_settled(member, project))
            elif _restricts(outsiders.get(role)):
                words = say("the country of {member} is not said", member=member.label)
                faults.append(unknown(words, f"{member.at}/country", cites=cites))
        elif not (_is_admitted(project, member, role) or _is_told_elsewhere(project, member, role)):
            faults.append(_shut_out(project, member, role, cites))
    if faults:
        return faults
    outside = [member for member in not_inside if member.status is Status.OUTSIDE]
    barred = [found[0] for member in outside if (found := _in_no_role(project, member))]
    if outside and len(barred) == len(outside):
        return _IN_NO_ROLE._replace(cites=(*project.country_figures, *barred))
    if outside:
        admitted = say("organisations from outside the Programme are admitted")
        cites = (*project.country_figures, *(outsiders[role] for role in outsiders if role in roles))
        return passed(admitted, "/organisations", cites=cites)
    return _nobody_from_outside(project)


@rule(
    "CON-08",
    reads=("expected",),
    uses=("organisations", "call"),
    severity=Severity.WARNING,
    passes={"call": 2027, "action": "cooperation-partnership", "organisations": [_BE]},
    fails={"call": 2027, "action": "cooperation-partnership", "organisations": [{**_BE, "country": "CH"}]},
)
def status_in_force(project: Project) -> Outcome | list[Outcome]:
    """No organisation relies on a status of its country that is agreed and not yet in force.

    Until the Guide of the call says so, whether such a country counts is open, and no rule decides on it.
    """
    call = project.proposal.call or project.edition.call
    due = [
        (member, expected)
        for member in project.members
        if member.organisation.country
        and (expected := expected_of(project.edition, member.organisation.country, call)) is not None
    ]
    if not due and call == project.edition.call:
        return _ALL_IN_FORCE
    if not due:
        words = say("no organisation is from a country whose status is about to change")
        return passed(words, "/organisations", cites=project.edition.expected.values())
    return [
        failed(
            say(
                "{member} is in {country:country}: {text}",
                member=member.label,
                country=member.organisation.country,
                text=expected.text,
            ),
            f"{member.at}/country",
            say("look it up in the Guide of the call; plan so that the minimum holds without it"),
            cites=(expected,),
        )
        for member, expected in due
    ]


def _shut_out(
    project: Project, member: Member, role: Literal["partner", "associated"], cites: tuple[Cited, ...]
) -> Outcome:
    """An organisation whose country is not admitted in its role."""
    country = member.organisation.country or ""
    as_associated = admits(project.edition, "associated", country) and not _restricted(project, member)
    could_help = role == "partner" and as_associated
    if could_help and member.takes_part is None:
        words = say("whether {member} is a full partner is not said", member=member.label)
        return unknown(words, f"{member.at}/role", cites=cites)
    associate = (replace(f"{member.at}/role", "associated"),)
    values = {"country": member.organisation.country, "call": project.edition.call}
    if _is_doubtful(project, role):
        words = say(
            "no text was found that admits associated partners from {country:country} in {call},"
            " or bars them",
            **values,
        )
        ask = say("ask the agency before you rely on {member}", member=member.label)
        return failed(words, f"{member.at}/country", ask, edits=[(remove(member.at),)], cites=cites)
    return failed(
        say("organisations from {country:country} cannot be full partners in {call}", **values)
        if role == "partner"
        else say("organisations from {country:country} cannot be associated partners in {call}", **values),
        f"{member.at}/country",
        say("take {member} out, or make it an associated partner", member=member.label)
        if could_help
        else say("take {member} out", member=member.label),
        edits=[*([associate] if could_help else []), (remove(member.at),)],
        cites=cites,
    )


def _is_admitted(project: Project, member: Member, role: Literal["partner", "associated"]) -> bool:
    return admits(project.edition, role, member.organisation.country or "")


def _is_told_elsewhere(project: Project, member: Member, role: Literal["partner", "associated"]) -> bool:
    """Whether what shuts it out in every role says more than that no text bars it in this one."""
    return _is_doubtful(project, role) and bool(_in_no_role(project, member))


def _is_doubtful(project: Project, role: Literal["partner", "associated"]) -> bool:
    """Whether no text was found that admits associated partners from outside, or bars them."""
    return role == "associated" and project.edition.outsiders[role].source.grade is Grade.UNVERIFIED


def _restricted(project: Project, member: Member) -> list[Restriction]:
    """The restrictions that hold for an organisation in whatever role."""
    own, restrictions = member.organisation, project.edition.restrictions.values()
    return [one for one in restrictions if one.means(own.country, own.kind)]


def _in_no_role(project: Project, member: Member) -> list[Restriction]:
    return [one for one in _restricted(project, member) if one.strength is Strength.ERROR]


def _not_settled(member: Member, project: Project) -> Outcome:
    """Whether a country takes part that is about to change its status."""
    words = say(
        "whether organisations from {country:country} take part in {call} is not settled",
        country=member.organisation.country,
        call=project.proposal.call,
    )
    return unknown(words, at=f"{member.at}/country")


def _nobody_from_outside(project: Project) -> Outcome:
    return project.edition.answer(_all_inside, project.territories)


def _all_inside(edition: Edition, territories: tuple[str, ...]) -> Outcome:
    words = say("no organisation is known to be from {outside:a}", outside=edition.terms.outside)
    return not_applicable(words, cites=country_figures(edition, territories))


def _restricts(outsiders: Outsiders | None) -> bool:
    """Whether some countries outside the Programme are not admitted."""
    return outsiders is not None and (not outsiders.admitted or bool(outsiders.regions or outsiders.barred))


def _role_first(member: Member, cites: tuple[Cited, ...]) -> Outcome:
    return unknown(
        say("the role of {member} is not said", member=member.label), f"{member.at}/role", cites=cites
    )


def _misfits(project: Project, member: Member, shape: Format, cites: tuple[Cited, ...]) -> Iterator[Outcome]:
    if member.takes_part is False:
        return
    values = {"member": member.label}
    associate = (replace(f"{member.at}/role", "associated"),)
    if shape.programme_countries_only:
        if member.status is None and member.organisation.country:
            yield _not_settled(member, project)
        elif member.status is None:
            words = say("the country of {member} is not said", **values)
            yield unknown(words, f"{member.at}/country", cites=cites)
        elif member.status is Status.OUTSIDE:
            yield failed(
                say(
                    "{member} is in {country}; the format admits {insides} only",
                    **values,
                    country=member.country,
                    insides=project.edition.terms.insides,
                ),
                f"{member.at}/country",
                say("take {member} out of the partnership or make it an associated partner", **values),
                edits=[associate, (remove(member.at),)],
                cites=cites,
            )
    fits = member.is_of(shape.kinds)
    if fits is None:
        yield unknown(say("the kind of {member} is not said", **values), f"{member.at}/kind", cites=cites)
    elif not fits:
        yield failed(
            say(
                "{member} is of kind {kind}, the format admits {kinds:list}",
                **values,
                kind=member.organisation.kind,
                kinds=shape.kinds,
            ),
            f"{member.at}/kind",
            say("leave the format out, or make {member} an associated partner", **values),
            edits=[(remove("/format"),), associate],
            cites=cites,
        )
