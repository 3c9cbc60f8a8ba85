"""Whether each organisation may take part: charter, kind, and who is shut out."""

from collections.abc import Iterator

from erasmus_cli.guide.lookup import country_figures
from erasmus_cli.guide.model import Edition, Status
from erasmus_cli.guide.participants import Charter, FieldsOnly, Restriction, RightKinds
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

_HEI = {"id": "a", "role": "applicant", "country": "BE", "kind": "higher-education-institution"}
_KA220 = {"call": 2026, "action": "cooperation-partnership", "field": "vet"}
_KA240 = {"call": 2026, "action": "school-development-partnership"}
_NO_GROUP = not_applicable(say("no informal group takes part"))
_NOBODY_CONCERNED = not_applicable(say("no organisation is from a country of which the Guide shuts out some"))
_ANY_PARTNER = not_applicable(say("the Guide does not say which kinds may be partners"))


@rule(
    "ORG-05",
    reads=("charter", "programme_countries", "overseas?"),
    uses=("organisations",),
    severity=Severity.ERROR,
    passes={"organisations": [{**_HEI, "eche": True}]},
    fails={"organisations": [{**_HEI, "eche": False}]},
)
def charter_held(project: Project) -> Outcome | list[Outcome]:
    """Higher education institutions hold the Erasmus Charter for Higher Education.

    Applicant or partner, in any field. Institutions from outside the Programme need no charter but accept
    its principles. Whether a charter is valid stands in the Commission's list.
    """
    charter = project.edition.charter
    if charter is None or not project.members:
        return unknown(say("name the organisations and their kinds"), "/organisations")
    concerned = [
        member
        for member in project.full_members
        if (not charter.kinds or member.organisation.kind in (None, *charter.kinds))
        and member.status is not Status.OUTSIDE
    ]
    faults = [
        fault for member in concerned if (fault := _charter_fault(member, charter, project)) is not None
    ]
    if faults:
        return faults
    return project.edition.answer(_no_charter_missing, bool(concerned), project.territories)


def _no_charter_missing(edition: Edition, concerned: bool, territories: tuple[str, ...]) -> Outcome:  # noqa: FBT001
    cites = country_figures(edition, territories)
    if concerned:
        return passed(say("every institution that needs the charter holds it"), "/organisations", cites=cites)
    return not_applicable(say("no institution that needs a charter takes part"), cites=cites)


def _charter_fault(member: Member, charter: Charter, project: Project) -> Outcome | None:
    """What keeps an organisation that may need the charter from being known to hold it."""
    own = member.organisation
    if own.eche:
        return None
    strength = Severity(charter.strength)
    values = {"member": member.label, "country": member.country, "charter": charter.label}
    for key, needs in _CHARTER_NEEDS.items():
        if getattr(own, key) is None:
            words = needs._replace(values=values)
            return unknown(words, f"{member.at}/{key}", severity=strength, cites=project.country_figures)
    associate = (replace(f"{member.at}/role", "associated"),)
    return failed(
        say("{member} ({country}) holds no {charter}", **values),
        f"{member.at}/eche",
        say("apply for the charter, or take {member} out or make it an associated partner", **values),
        edits=[associate] if own.role == "partner" else (),
        severity=strength,
        cites=project.country_figures,
    )


_CHARTER_NEEDS = {
    "kind": say("{member} may need the charter; say of what kind it is"),
    "country": say("{member} may need the charter; say in which country it is"),
    "role": say("{member} may need the charter; say whether it is a full partner"),
    "eche": say("{member} may need the charter; say whether it holds the charter"),
}


@rule(
    "ORG-06",
    reads=("fields_only",),
    uses=("organisations", "field"),
    severity=Severity.ERROR,
    passes={"field": "youth", "organisations": [{"id": "a", "kind": "informal-group"}]},
    fails={**_KA220, "organisations": [{"id": "a", "kind": "informal-group"}]},
)
def kinds_in_their_fields(project: Project) -> Outcome | list[Outcome]:
    """Informal groups of young people take part only in fields that admit them."""
    limited = project.edition.fields_only
    if limited is None:
        return _NO_GROUP
    groups = [member for member in project.full_members if member.organisation.kind in limited.kinds]
    if not groups:
        return _NO_GROUP
    return [_in_its_field(member, project, limited) for member in groups]


def _in_its_field(member: Member, project: Project, limited: FieldsOnly) -> Outcome:
    field, admitting = project.field, limited.fields
    if field is None and admitting:
        words = say("whether {member} may take part depends on the field", member=member.label)
        return unknown(words, "/field")
    if field not in admitting:
        values = {"member": member.label, "fields": admitting}
        return failed(
            say("{member} is an informal group; these take part in {fields:list}", **values)
            if admitting
            else say("{member} is an informal group; these take part in no field of this action", **values),
            f"{member.at}/kind",
            say("let a registered organisation stand in for the group"),
            severity=Severity(limited.strength),
        )
    words = say("{member} may take part in the field {field}", member=member.label, field=field)
    return passed(words, f"{member.at}/kind")


@rule(
    "ORG-08",
    reads=("restrictions",),
    uses=("organisations",),
    severity=Severity.ERROR,
    passes={
        **_KA220,
        "organisations": [{"id": "a", "country": "GE", "kind": "school", "public_body": False}],
    },
    fails={**_KA220, "organisations": [{"id": "a", "country": "GE", "kind": "public-body"}]},
)
def nobody_shut_out(project: Project) -> Outcome | list[Outcome]:
    """No organisation is one that the Guide or the European Union shuts out, in whatever role.

    Only country, kind and whether it is a public body are looked at. Who stands on a list of restrictive
    measures, or belongs to somebody who does, the organisations have to find out.
    """
    countries = project.edition.answer(_countries_concerned)
    if countries.isdisjoint(project.countries):
        return _NOBODY_CONCERNED
    restrictions = project.edition.restrictions
    concerned = [member for member in project.members if member.organisation.country in countries]
    faults = [
        fault
        for member in concerned
        for fault in _strongest(
            [
                fault
                for restriction in restrictions.values()
                if member.organisation.country in restriction.countries
                for fault in _shut_out(member, restriction)
            ]
        )
    ]
    words = say("no organisation is known to be shut out")
    return faults or passed(words, "/organisations", cites=restrictions.values())


def _strongest(faults: list[Outcome]) -> list[Outcome]:
    """What shuts an organisation out, where anything does; else all that is said of it."""
    return [f for f in faults if f.result is Result.FAIL and f.severity is Severity.ERROR] or faults


def _countries_concerned(edition: Edition) -> frozenset[str]:
    """The countries of which the Guide shuts out some organisations."""
    return frozenset(code for one in edition.restrictions.values() for code in one.countries)


def _shut_out(member: Member, restriction: Restriction) -> Iterator[Outcome]:
    """What a restriction says of an organisation from its countries; nothing where it does not concern it."""
    own, cites, severity = member.organisation, (restriction,), Severity(restriction.strength)
    values = {"member": member.label, "country": member.country, "text": restriction.text}
    if restriction.means(own.country, own.kind):
        yield failed(
            say("{member} ({country}): {text}", **values),
            member.at,
            say("take {member} out", member=member.label)
            if severity is Severity.ERROR
            else say("ask the agency before you rely on {member}", member=member.label),
            edits=[(remove(member.at),)] if severity is Severity.ERROR else (),
            severity=severity,
            cites=cites,
        )
    elif own.kind is None:
        words = say("say of what kind {member} ({country}) is: {text}", **values)
        yield unknown(words, f"{member.at}/kind", severity=severity, cites=cites)
    elif restriction.public_bodies and own.public_body:
        yield failed(
            say("{member} ({country}) is a public body: {text}", **values),
            f"{member.at}/public_body",
            say("ask the agency whether it is among these"),
            severity=Severity.WARNING,
            cites=cites,
        )
    elif restriction.public_bodies and own.public_body is None:
        words = say("say whether {member} ({country}) is a public body: {text}", **values)
        yield unknown(words, f"{member.at}/public_body", severity=Severity.WARNING, cites=cites)


@rule(
    "ORG-09",
    reads=("partner_kinds",),
    uses=("organisations", "field", "format"),
    severity=Severity.WARNING,
    passes={**_KA240, "organisations": [{"id": "a", "role": "partner", "kind": "school"}]},
    fails={**_KA240, "organisations": [{"id": "a", "role": "partner", "kind": "enterprise"}]},
)
def partners_of_named_kinds(project: Project) -> Outcome | list[Outcome]:
    """Partners are of kinds that the Guide names, where it names them.

    Of kinds of which only some are meant, the list of the agency tells; that is said and weighs nothing.
    """
    wanted = project.select(project.edition.partner_kinds)
    if wanted is None:
        return _ANY_PARTNER
    partners = [member for member in project.full_members if member.organisation.role != "applicant"]
    faults = [fault for member in partners if (fault := _kind_fault(member, wanted)) is not None]
    return faults or passed(
        say("every partner is of a kind that the Guide names"), "/organisations", cites=(wanted,)
    )


def _kind_fault(member: Member, wanted: RightKinds) -> Outcome | None:
    kind, at = member.organisation.kind, f"{member.at}/kind"
    if kind in wanted.kinds:
        return None
    values = {"member": member.label, "wanted": wanted.label, "kind": kind}
    if kind in wanted.perhaps:
        words = say(
            "the Guide names {wanted}; whether {member} ({kind}) is among them, the list of the agency tells",
            **values,
        )
        return unknown(words, at=at, severity=Severity(wanted.strength), cites=(wanted,))
    if kind is None:
        words = say("say of what kind {member} is; the Guide names {wanted}", **values)
        return unknown(words, at, severity=Severity(wanted.strength), cites=(wanted,))
    return failed(
        say("{member} is of kind {kind}; the Guide names {wanted}", **values),
        at,
        say("ask the agency whether it may take part, or correct the kind"),
        severity=Severity(wanted.strength),
        cites=(wanted,),
    )
