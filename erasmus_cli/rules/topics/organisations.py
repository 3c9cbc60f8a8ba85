"""Who each organisation is: name, identifiers, and that no two are one."""

import re
from itertools import combinations, pairwise

from erasmus_cli.messages import Message, say
from erasmus_cli.project.member import Member
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.city import City, town
from erasmus_cli.proposal.model import Organisation
from erasmus_cli.rules.organisation_names import bare_name, same_name
from erasmus_cli.rules.outcome import (
    Outcome,
    Severity,
    failed,
    not_applicable,
    passed,
    remove,
    unknown,
)
from erasmus_cli.rules.placeholders import placeholders
from erasmus_cli.rules.registry import rule

_PLACEHOLDER = re.compile(
    r"\b(tbd|tba|tbc|n\.n\.)(?!\w)|^(n\.?n\.?|xxx+|\?+|\.\.\.|…)$|to be (found|confirmed|decided|defined)",
    re.IGNORECASE,
)
_LYCEUM = {"name": "Lyceum One", "country": "BE", "city": "Ghent"}
_SP = {"call": 2016, "action": "strategic-partnership"}
_MANY_ALIKE = 50
_NONE_NAMED = not_applicable("no organisation is named yet")
_NO_IDENTIFIER = not_applicable("no identifier is given")
_NONE_TWICE = passed("no organisation stands twice", "/organisations")


@rule(
    "ORG-01",
    reads=("requirements.all-named",),
    uses=("organisations",),
    severity=Severity.ERROR,
    passes={"organisations": [{"id": "a", "name": "Riverside Training Centre"}]},
    fails={"organisations": [{"id": "a", "name": "TBD"}]},
)
def organisations_named(project: Project) -> Outcome | list[Outcome]:
    """All organisations are named when the application is made.

    A partner to be found later cannot be counted on: the form takes only organisations that exist. A name as
    templates have it, such as `[name of the school]`, is warned of.
    """
    if not project.members:
        return unknown("name the organisations", "/organisations")
    faults = []
    for member in project.members:
        name = (member.organisation.name or "").strip()
        if not name:
            words = say("the name of {member} is not said", member=member.label)
            faults.append(unknown(words, f"{member.at}/name"))
        elif _PLACEHOLDER.search(name):
            faults.append(
                failed(
                    say("`{name}` stands in place of the name of {member}", name=name, member=member.label),
                    f"{member.at}/name",
                    "write the legal name, or take the organisation out",
                    edits=[(remove(member.at),)],
                )
            )
        elif placeholders(name):
            words = say("`{name}` looks like the placeholder of a template", name=name)
            fix = "write the legal name; if it is that, ignore this"
            faults.append(failed(words, f"{member.at}/name", fix, severity=Severity.WARNING))
    if faults:
        return faults
    return passed(say("all {number} organisations are named", number=len(project.members)), "/organisations")


@rule(
    "ORG-02",
    reads=("requirements.distinct",),
    uses=("organisations",),
    severity=Severity.ERROR,
    passes={"organisations": [_LYCEUM, {**_LYCEUM, "name": "Lyceum Two"}]},
    fails={"organisations": [_LYCEUM, {**_LYCEUM, "name": "LYCEUM ONE"}]},
)
def organisations_distinct(project: Project) -> Outcome | list[Outcome]:
    """No organisation is entered twice.

    Two entries are taken to be one organisation when they share a PIC or OID, or when name, country and city
    agree and no identifier tells them apart. Where identifiers differ all the same, it is warned: one body
    that holds several numbers may cost the whole application. Case, blanks and Unicode normal forms do not
    matter; where names differ in accents, punctuation or a legal form that one of them lacks, it is warned.
    """
    if not project.members:
        return _NONE_NAMED
    twins = []
    for one, other in _alike(project.members):
        shared = _shared_identifier(one, other) or _shared_name(one, other)
        if shared is None:
            twins += _namesakes(one, other)
            continue
        values = {"other": other.label, "one": one.label, "shared": shared}
        missing = _untold(one, other)
        if missing and not _shared_identifier(one, other):
            twins.append(
                unknown(Message("{other} and {one} may be one organisation: {shared}", values), *missing)
            )
        else:
            twins.append(
                failed(
                    Message("{other} and {one} are the same organisation: {shared}", values),
                    other.at,
                    "take one of them out, or correct what they share",
                    edits=[(remove(other.at),)],
                )
            )
    return twins or _NONE_TWICE


@rule(
    "ORG-03",
    reads=("identifiers", "managers?"),
    uses=("organisations", "field", "format"),
    severity=Severity.ERROR,
    passes={"organisations": [{"id": "a", "oid": "E10012345"}]},
    fails={"organisations": [{"id": "a", "oid": "E1001234"}]},
)
def identifiers_well_formed(project: Project) -> Outcome | list[Outcome]:
    """Identifiers of organisations have the right form.

    Only the form is checked: whether the number exists, and whose it is, stands in the Commission's register.
    """
    identifiers = project.edition.identifiers
    given = 0
    faults = []
    for member in project.members:
        for key, identifier in identifiers.items():
            value = getattr(member.organisation, key)
            if value is None or not str(value).strip():
                continue
            given += 1
            if re.fullmatch(identifier.pattern, str(value).strip()):
                continue
            faults.append(
                failed(
                    say(
                        "`{value}` of {member} is not {label:a}: that is {shape}",
                        value=value,
                        member=member.label,
                        label=identifier.label,
                        shape=identifier.shape,
                    ),
                    f"{member.at}/{key}",
                    "copy it from the organisation's registration",
                    severity=None if project.body in identifier.asked_by else Severity.WARNING,
                    cites=(identifier, *project.manager_figures),
                )
            )
    if faults:
        return faults
    if not given:
        return _NO_IDENTIFIER
    words = say("{given} {given:identifier has|identifiers have} the right form", given=given)
    return passed(words, "/organisations", cites=identifiers.values())


@rule(
    "ORG-04",
    reads=("identifiers", "managers"),
    uses=("organisations", "field", "format"),
    severity=Severity.WARNING,
    passes={**_SP, "organisations": [{"id": "a", "pic": 912345678}]},
    fails={**_SP, "organisations": [{"id": "a", "pic": ""}]},
)
def identifiers_present(project: Project) -> Outcome | list[Outcome]:
    """Each organisation has the identifier that the form of this call asks for.

    Registering takes days where documents have to be checked, so it should not wait for the last week.
    """
    if not project.members:
        return _NONE_NAMED
    if project.depends_on_field(project.edition.managers):
        return unknown("which identifier is asked for depends on the field", "/field")
    body = project.body
    asked = [
        (key, identifier)
        for key, identifier in project.edition.identifiers.items()
        if body in identifier.asked_by
    ]
    missing = []
    for member in project.members:
        for key, identifier in asked:
            if member.takes_part is False and body not in identifier.of_associated:
                continue
            value = getattr(member.organisation, key)
            at, cites = f"{member.at}/{key}", (identifier, *project.manager_figures)
            if value is None:
                words = say("{member} still needs {label}", member=member.label, label=identifier.label)
                missing.append(unknown(words, at, cites=cites))
            elif not str(value).strip():
                words = say("{member} has no {identifier}", member=member.label, identifier=key.upper())
                fix = "register the organisation and enter the number"
                missing.append(failed(words, at, fix, cites=cites))
    cites = (*(identifier for _, identifier in asked), *project.manager_figures)
    return missing or passed("every organisation has its identifier", "/organisations", cites=cites)


def _alike(members: tuple[Member, ...]) -> list[tuple[Member, Member]]:
    """Pairs that share a name or an identifier: all others are told apart without a look.

    Where many share one, each is paired with the next only: it is told of every one, and not of every pair.
    """
    pairs: set[tuple[int, int]] = set()
    countries = {member.organisation.country for member in members}
    # Names are taken apart only where two organisations are in one country, as it takes a while.
    spellings = (_bare_name_of,) if len(countries) < len(members) else ()
    for mark in (_name_of, _pic_of, _oid_of, *spellings):
        marks = [mark(member) for member in members]
        if len(set(marks)) == len(marks):
            continue
        groups: dict[str, list[int]] = {}
        for position, own in enumerate(marks):
            if own:
                groups.setdefault(own, []).append(position)
        for group in groups.values():
            pairs.update(combinations(group, 2) if len(group) <= _MANY_ALIKE else pairwise(group))
    return [(members[one], members[other]) for one, other in sorted(pairs)]


def _name_of(member: Member) -> str:
    return same_name(member.organisation.name or "")


def _bare_name_of(member: Member) -> str:
    return f"{member.country}/{bare_name(member.organisation.name or '')[0]}"


def _pic_of(member: Member) -> str:
    return str(member.organisation.pic or "").strip()


def _oid_of(member: Member) -> str:
    return (member.organisation.oid or "").strip()


def _namesakes(one: Member, other: Member) -> list[Outcome]:
    """A warning where two organisations differ only in identifiers, or in how their name is written."""
    mine, theirs = one.organisation, other.organisation
    if not mine.country or mine.country != theirs.country or not mine.name or not theirs.name:
        return []
    if _in_two_cities(mine, theirs):
        return []
    if _name_of(one) != _name_of(other):
        return _other_spelling(one, other)
    return [
        failed(
            say(
                "{other} and {one} are both called {name} and are in {country}; their identifiers differ",
                other=other.label,
                one=one.label,
                name=theirs.name,
                country=mine.country,
            ),
            other.at,
            "make sure that they are two bodies in law; one body with two numbers may be rejected",
            severity=Severity.WARNING,
        )
    ]


def _other_spelling(one: Member, other: Member) -> list[Outcome]:
    """A warning where two names are one but for accents, punctuation or a legal form that one lacks."""
    mine, theirs = one.organisation, other.organisation
    (name, form), (twin, other_form) = bare_name(mine.name or ""), bare_name(theirs.name or "")
    told_apart = any(all(_identifiers(one, other, key)) for key in ("pic", "oid"))
    if not name or name != twin or told_apart or (form and other_form and form != other_form):
        return []
    words = say(
        "{other} and {one} look like one organisation: {theirs} and {mine}, both in {country}",
        other=other.label,
        one=one.label,
        theirs=theirs.name,
        mine=mine.name,
        country=mine.country,
    )
    fix = "take one of them out, or give the identifiers that tell them apart"
    return [failed(words, other.at, fix, severity=Severity.WARNING)]


def _shared_identifier(one: Member, other: Member) -> Message | None:
    """The identifier that shows two entries to be one organisation, in words."""
    for key in ("pic", "oid"):
        first, second = _identifiers(one, other, key)
        if first and first == second:
            return say("both have the {identifier} {value}", identifier=key.upper(), value=first)
    return None


def _shared_name(one: Member, other: Member) -> Message | None:
    """Name, country and city, where these agree as far as they are said and no identifier differs."""
    mine, theirs = one.organisation, other.organisation
    if any(all(_identifiers(one, other, key)) for key in ("pic", "oid")):
        return None
    if not (mine.name and theirs.name and mine.country) or mine.country != theirs.country:
        return None
    if same_name(mine.name) != same_name(theirs.name) or _in_two_cities(mine, theirs):
        return None
    return say("both are called {name} and are in {country}", name=theirs.name, country=mine.country)


def _in_two_cities(one: Organisation, other: Organisation) -> bool:
    """Whether both say their city, and not the same one."""
    towns = {bare_name(city)[0] for city in (town(one.city), town(other.city)) if city}
    regions = {
        same_name(city.region) for city in (one.city, other.city) if isinstance(city, City) and city.region
    }
    return len(towns) > 1 or len(regions) > 1


def _untold(one: Member, other: Member) -> list[str]:
    """What could still tell two organisations of one name apart."""
    cities = [member for member in (one, other) if not member.organisation.city]
    identified = [member for member in (one, other) if member.organisation.pic or member.organisation.oid]
    needs = [f"{member.at}/city" for member in cities]
    return needs + [f"{m.at}/pic" for m in (one, other) if len(identified) == 1 and m not in identified]


def _identifiers(one: Member, other: Member, key: str) -> tuple[str, str]:
    first, second = (str(getattr(member.organisation, key) or "").strip() for member in (one, other))
    return first, second
