"""Each organisation for itself: name, identifiers, charter, kind."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Any, Literal, get_args, get_origin

from erasmus_cli.formatting import closest
from erasmus_cli.guide.model import Status
from erasmus_cli.guide.records import Charter
from erasmus_cli.messages import Message, say
from erasmus_cli.project.member import Member
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Part
from erasmus_cli.rules.outcome import (
    Outcome,
    Severity,
    failed,
    not_applicable,
    passed,
    remove,
    replace,
    unknown,
)
from erasmus_cli.rules.registry import rule

_PLACEHOLDER = re.compile(
    r"\b(tbd|tba|tbc|n\.n\.)(?!\w)|^(n\.?n\.?|xxx+|\?+|\.\.\.|…)$|to be (found|confirmed|decided|defined)",
    re.IGNORECASE,
)
_HANDLE_KEYS = ("host", "lead", "organisation")
_LYCEUM = {"name": "Lyceum One", "country": "BE", "city": "Ghent"}
_SP = {"call": 2016, "action": "strategic-partnership"}
_HEI = {"id": "a", "role": "applicant", "country": "BE", "kind": "higher-education-institution"}
_NONE_NAMED = not_applicable("no organisation is named yet")
_NO_IDENTIFIER = not_applicable("no identifier is given")
_NO_GROUP = not_applicable("no informal group takes part")
_NONE_TWICE = passed("no organisation stands twice", "/organisations")
_ALL_KNOWN = passed("every handle stands for one organisation", "/organisations")


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

    A partner to be found later cannot be counted on: the form takes only organisations that exist.
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
    agree and no identifier tells them apart.
    """
    if not project.members:
        return _NONE_NAMED
    twins = []
    for one, other in _alike(project.members):
        shared = _shared_identifier(one, other) or _shared_name(one, other)
        if shared is None:
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
    asked = [
        (key, identifier)
        for key, identifier in project.edition.identifiers.items()
        if project.body in identifier.asked_by
    ]
    missing = []
    for member in project.full_members:
        for key, identifier in asked:
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
        return unknown("name the organisations and their kinds", "/organisations")
    concerned = [
        member
        for member in project.full_members
        if member.status is not Status.OUTSIDE and member.is_of(charter.kinds) is not False
    ]
    faults = [
        fault for member in concerned if (fault := _charter_fault(member, charter, project)) is not None
    ]
    if faults:
        return faults
    cites = project.country_figures
    if concerned:
        return passed("every institution that needs the charter holds it", "/organisations", cites=cites)
    return not_applicable("no institution that needs a charter takes part", cites=cites)


def _charter_fault(member: Member, charter: Charter, project: Project) -> Outcome | None:
    """What keeps an organisation that may need the charter from being known to hold it."""
    own = member.organisation
    if own.eche:
        return None
    strength = Severity(charter.strength)
    values = {"member": member.label, "country": member.country, "charter": charter.label}
    for key, template in _CHARTER_NEEDS.items():
        if getattr(own, key) is None:
            words = Message(template, values)
            return unknown(words, f"{member.at}/{key}", severity=strength, cites=project.country_figures)
    associate = (replace(f"{member.at}/role", "associated"),)
    return failed(
        Message("{member} ({country}) holds no {charter}", values),
        f"{member.at}/eche",
        Message("apply for the charter, or take {member} out or make it an associated partner", values),
        edits=[associate] if own.role == "partner" else (),
        severity=strength,
        cites=project.country_figures,
    )


_CHARTER_NEEDS = {
    "kind": "{member} may need the charter; say of what kind it is",
    "country": "{member} may need the charter; say in which country it is",
    "role": "{member} may need the charter; say whether it is a full partner",
    "eche": "{member} may need the charter; say whether it holds the charter",
}


@rule(
    "ORG-06",
    reads=("fields_only",),
    uses=("organisations", "field"),
    severity=Severity.ERROR,
    passes={"field": "youth", "organisations": [{"id": "a", "kind": "informal-group"}]},
    fails={"field": "vet", "organisations": [{"id": "a", "kind": "informal-group"}]},
)
def kinds_in_their_fields(project: Project) -> Outcome | list[Outcome]:
    """Informal groups of young people take part only in fields that admit them."""
    limited = project.edition.fields_only
    groups = [
        member for member in project.full_members if limited and member.organisation.kind in limited.kinds
    ]
    if not groups or limited is None:
        return _NO_GROUP
    return [_in_its_field(member, project, limited.fields) for member in groups]


def _in_its_field(member: Member, project: Project, admitting: tuple[str, ...]) -> Outcome:
    field = project.field
    if field is None and admitting:
        words = say("whether {member} may take part depends on the field", member=member.label)
        return unknown(words, "/field")
    if field not in admitting:
        template = "{member} is an informal group; these take part in {fields:list}"
        if not admitting:
            template = "{member} is an informal group; these take part in no field of this action"
        return failed(
            say(template, member=member.label, fields=admitting),
            f"{member.at}/kind",
            "let a registered organisation stand in for the group",
        )
    words = say("{member} may take part in the field {field}", member=member.label, field=field)
    return passed(words, f"{member.at}/kind")


@rule(
    "ORG-07",
    reads=("requirements.handles",),
    uses=(
        "organisations",
        "meetings",
        "outputs",
        "events",
        "learning_activities",
        "special_needs",
        "exceptional_costs",
        "work_packages",
        "activities",
    ),
    severity=Severity.ERROR,
    passes={"organisations": [{"id": "a"}], "meetings": [{"host": "a"}]},
    fails={"organisations": [{"id": "a"}], "meetings": [{"host": "b"}]},
)
def handles_known(project: Project) -> Outcome | list[Outcome]:
    """Hosts, leads and participants are organisations of the consortium, each with a handle of its own."""
    proposal = project.proposal
    handles = [member.organisation.id for member in project.members if member.organisation.id]
    known = set(handles)
    mentioned: set[str] = set()
    _collect(proposal, mentioned)
    strange = []
    if not mentioned <= known:
        strange = [(at, handle) for at, handle in _mentions(proposal) if handle not in known]
    doubled = (
        [] if len(known) == len(handles) else list(_doubles("organisations", proposal.organisations or ()))
    )
    for topic in ("outputs", "events", "learning_activities", "work_packages"):
        doubled += _doubles(topic, getattr(proposal, topic) or ())
    if not strange and not doubled:
        return _ALL_KNOWN
    faults = [
        failed(
            say("the handle {handle} is given twice", handle=handle),
            at,
            "give each organisation a handle of its own"
            if at.startswith("/organisations")
            else "give each entry a handle of its own",
        )
        for at, handle in doubled
    ]
    return faults + [_unknown_handle(project, at, handle, tuple(handles)) for at, handle in strange]


def _unknown_handle(project: Project, at: str, handle: str, handles: tuple[str, ...]) -> Outcome:
    nameless = [f"{member.at}/id" for member in project.members if not member.organisation.id]
    if project.proposal.organisations is None:
        nameless = ["/organisations"]
    if nameless:
        words = say("{handle} is none of the handles that are said", handle=handle)
        return unknown(words, *nameless, at=at)
    close = closest(handle, handles)
    if close:
        fix = say("did you mean {close}?", close=close)
    else:
        fix = (
            say("name one of {handles:list}", handles=handles)
            if handles
            else Message("name one of the organisations")
        )
    return failed(
        say("{handle} is not an organisation of this proposal", handle=handle),
        at,
        fix,
        edits=[(replace(at, close),)] if close and not at.endswith(f"/{handle}") else (),
    )


def _alike(members: tuple[Member, ...]) -> list[tuple[Member, Member]]:
    """Pairs that share a name or an identifier: all others are told apart without a look."""
    pairs: set[tuple[int, int]] = set()
    for mark in (_name_of, _pic_of, _oid_of):
        marks = [mark(member) for member in members]
        if len(set(marks)) == len(marks):
            continue
        groups: dict[str, list[int]] = {}
        for position, own in enumerate(marks):
            if own:
                groups.setdefault(own, []).append(position)
        pairs.update(pair for group in groups.values() for pair in combinations(group, 2))
    return [(members[one], members[other]) for one, other in sorted(pairs)]


def _name_of(member: Member) -> str:
    return _folded(member.organisation.name or "")


def _pic_of(member: Member) -> str:
    return str(member.organisation.pic or "").strip()


def _oid_of(member: Member) -> str:
    return (member.organisation.oid or "").strip()


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
    cities = {_folded(city) for city in (mine.city, theirs.city) if city}
    if _folded(mine.name) != _folded(theirs.name) or len(cities) > 1:
        return None
    return say("both are called {name} and are in {country}", name=theirs.name, country=mine.country)


def _untold(one: Member, other: Member) -> list[str]:
    """What could still tell two organisations of one name apart."""
    cities = [member for member in (one, other) if not member.organisation.city]
    identified = [member for member in (one, other) if member.organisation.pic or member.organisation.oid]
    needs = [f"{member.at}/city" for member in cities]
    return needs + [f"{m.at}/pic" for m in (one, other) if len(identified) == 1 and m not in identified]


def _identifiers(one: Member, other: Member, key: str) -> tuple[str, str]:
    first, second = (str(getattr(member.organisation, key) or "").strip() for member in (one, other))
    return first, second


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _doubles(topic: str, entries: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
    """Every entry whose handle an entry before it already has."""
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        if entry.id and entry.id in seen:
            yield f"/{topic}/{index}/id", entry.id
        seen.add(entry.id or "")


def _collect(part: Part, handles: set[str]) -> None:
    """Adds every handle by which `part` names an organisation; where it does so is not worked out."""
    for key, holds in _layout(type(part)):
        value = getattr(part, key)
        if not value:
            continue
        if holds == "handle":
            handles.add(value)
        elif holds == "shares":
            handles.update(value)
        else:
            for entry in value:
                _collect(entry, handles)


def _mentions(part: Part, at: str = "") -> Iterator[tuple[str, str]]:
    """Every place below `part` that names an organisation by its handle, and the handle."""
    for key, holds in _layout(type(part)):
        value = getattr(part, key)
        if not value:
            continue
        if holds == "handle":
            yield f"{at}/{key}", value
        elif holds == "shares":
            yield from ((f"{at}/{key}/{handle}", handle) for handle in value)
        else:
            for index, entry in enumerate(value):
                yield from _mentions(entry, f"{at}/{key}/{index}")


@cache
def _layout(part: type[Part]) -> tuple[tuple[str, Literal["handle", "shares", "parts"]], ...]:
    """Where a part of the proposal may name organisations: in keys of its own, or in lists of further parts.

    Read off the model once, so that a new list cannot be forgotten here.
    """
    layout: list[tuple[str, Literal["handle", "shares", "parts"]]] = []
    for key, field in part.model_fields.items():
        if key in _HANDLE_KEYS:
            layout.append((key, "handle"))
        elif key == "grants":
            layout.append((key, "shares"))
        elif _listed_part(field.annotation):
            layout.append((key, "parts"))
    return tuple(layout)


def _listed_part(annotation: Any) -> bool:
    """Whether an annotation is a list of parts, perhaps an optional one."""
    if get_origin(annotation) is tuple:
        return any(isinstance(inner, type) and issubclass(inner, Part) for inner in get_args(annotation))
    return any(_listed_part(inner) for inner in get_args(annotation))
