"""Each organisation for itself: name, identifiers, charter, kind."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from erasmus_cli.guide.model import Edition, Status
from erasmus_cli.guide.records import Charter
from erasmus_cli.proposal.model import Part
from erasmus_cli.rules.digest import Digest, Member
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
from erasmus_cli.wording import a, closest

_HANDLE_KEYS = ("host", "lead", "organisation")
_PLACEHOLDER = re.compile(
    r"\b(tbd|tba|tbc|n\.n\.)(?!\w)|^(n\.?n\.?|xxx+|\?+|\.\.\.|…)$|to be (found|confirmed|decided|defined)",
    re.IGNORECASE,
)
_LYCEUM = {"name": "Lyceum One", "country": "BE", "city": "Ghent"}
_SP = {"call": 2016, "action": "strategic-partnership"}
_HEI = {"id": "a", "role": "applicant", "country": "BE", "kind": "higher-education-institution"}


@rule(
    "ORG-01",
    reads=("requirements.all-named",),
    severity=Severity.ERROR,
    passes={"organisations": [{"id": "a", "name": "Riverside Training Centre"}]},
    fails={"organisations": [{"id": "a", "name": "TBD"}]},
)
def organisations_named(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """All organisations are named when the application is made.

    A partner to be found later cannot be counted on: the form takes only organisations that exist.
    """
    del edition
    if not digest.members:
        yield unknown("name the organisations", "/organisations")
        return
    complete = True
    for member in digest.members:
        name = (member.organisation.name or "").strip()
        if not name:
            complete = False
            yield unknown(f"the name of {member.label} is not said", f"{member.at}/name")
        elif _PLACEHOLDER.search(name):
            complete = False
            yield failed(
                f"`{name}` stands in place of the name of {member.label}",
                f"{member.at}/name",
                "write the legal name, or take the organisation out",
                patches=[(remove(member.at),)],
            )
    if complete:
        yield passed(f"all {len(digest.members)} organisations are named", "/organisations")


@rule(
    "ORG-02",
    reads=("requirements.distinct",),
    severity=Severity.ERROR,
    passes={"organisations": [_LYCEUM, {**_LYCEUM, "name": "Lyceum Two"}]},
    fails={"organisations": [_LYCEUM, {**_LYCEUM, "name": "LYCEUM ONE"}]},
)
def organisations_distinct(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """No organisation is entered twice.

    Two entries are taken to be one organisation when they share a PIC or OID, or when name, country and city
    agree and no identifier tells them apart.
    """
    del edition
    twins = 0
    for one, other in _alike(digest.members):
        shared = _shared_identifier(one, other) or _shared_name(one, other)
        if shared is None:
            continue
        twins += 1
        missing = _untold(one, other)
        if missing and not _shared_identifier(one, other):
            yield unknown(f"{other.label} and {one.label} may be one organisation: {shared}", *missing)
        else:
            yield failed(
                f"{other.label} and {one.label} are the same organisation: {shared}",
                other.at,
                "take one of them out, or correct what they share",
                patches=[(remove(other.at),)],
            )
    if not twins and digest.members:
        yield passed("no organisation stands twice", "/organisations")
    elif not twins:
        yield not_applicable("no organisation is named yet")


@rule(
    "ORG-03",
    reads=("identifiers", "managers?"),
    severity=Severity.ERROR,
    passes={"organisations": [{"id": "a", "oid": "E10012345"}]},
    fails={"organisations": [{"id": "a", "oid": "E1001234"}]},
)
def identifiers_well_formed(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Identifiers of organisations have the right form.

    Only the form is checked: whether the number exists, and whose it is, stands in the Commission's register.
    """
    given = faults = 0
    for member in digest.members:
        for key, identifier in edition.identifiers.items():
            value = getattr(member.organisation, key)
            if value is None or not str(value).strip():
                continue
            given += 1
            if not re.fullmatch(identifier.pattern, str(value).strip()):
                faults += 1
                yield failed(
                    f"`{value}` of {member.label} is not {a(identifier.label)}: that is {identifier.shape}",
                    f"{member.at}/{key}",
                    "copy it from the organisation's registration",
                    severity=None if digest.body in identifier.asked_by else Severity.WARNING,
                )
    if not given:
        yield not_applicable("no identifier is given")
    elif not faults:
        yield passed(
            f"{given} identifier{'s have' if given > 1 else ' has'} the right form", "/organisations"
        )


@rule(
    "ORG-04",
    reads=("identifiers", "managers"),
    severity=Severity.WARNING,
    passes={**_SP, "organisations": [{"id": "a", "pic": 912345678}]},
    fails={**_SP, "organisations": [{"id": "a", "pic": ""}]},
)
def identifiers_present(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Each organisation has the identifier that the form of this call asks for.

    Registering takes days where documents have to be checked, so it should not wait for the last week.
    """
    if digest.members and digest.field_decides(digest.hints.managers):
        yield unknown("which identifier is asked for depends on the field", "/field")
        return
    body = digest.body
    asked = {
        key: edition.identifiers[key]
        for key, identifier in digest.hints.identifiers.items()
        if body in identifier.asked_by
    }
    missing = 0
    full = [member for member in digest.members if member.takes_part is not False]
    for member in full:
        for key, identifier in asked.items():
            value = getattr(member.organisation, key)
            at = f"{member.at}/{key}"
            if value is None:
                missing += 1
                yield unknown(f"{member.label} still needs {identifier.label}", at)
            elif not str(value).strip():
                missing += 1
                yield failed(
                    f"{member.label} has no {key.upper()}",
                    at,
                    "register the organisation and enter the number",
                )
    if not digest.members:
        yield not_applicable("no organisation is named yet")
    elif not missing:
        yield passed("every organisation has its identifier", "/organisations")


@rule(
    "ORG-05",
    reads=("charter", "programme_countries", "overseas?"),
    severity=Severity.ERROR,
    passes={"organisations": [{**_HEI, "eche": True}]},
    fails={"organisations": [{**_HEI, "eche": False}]},
)
def charter_held(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Higher education institutions hold the Erasmus Charter for Higher Education.

    Applicant or partner, in any field. Institutions from outside the Programme need no charter but accept
    its principles. Whether a charter is valid stands in the Commission's list.
    """
    charter = edition.charter
    assert charter is not None  # noqa: S101 - the rule only applies where the edition has it
    concerned = [
        member
        for member in digest.members
        if member.takes_part is not False
        and member.status is not Status.OUTSIDE
        and member.is_of(charter.kinds) is not False
    ]
    faults = [fault for member in concerned if (fault := _charter_fault(member, charter)) is not None]
    yield from faults
    if not digest.members:
        yield unknown("name the organisations and their kinds", "/organisations")
    elif not concerned:
        yield not_applicable("no institution that needs a charter takes part")
    elif not faults:
        yield passed("every institution that needs the charter holds it", "/organisations")


def _charter_fault(member: Member, charter: Charter) -> Outcome | None:
    """What keeps an organisation that may need the charter from being known to hold it."""
    strength = Severity(charter.strength)
    held = member.organisation.eche
    if held:
        return None
    for key, words in (
        ("kind", "of what kind it is"),
        ("country", "in which country it is"),
        ("role", "whether it is a full partner"),
        ("eche", "whether it holds the charter"),
    ):
        if getattr(member.organisation, key) is None:
            return unknown(
                f"{member.label} may need the charter; say {words}", f"{member.at}/{key}", severity=strength
            )
    associate = (replace(f"{member.at}/role", "associated"),)
    return failed(
        f"{member.label} ({member.country}) holds no {charter.label}",
        f"{member.at}/eche",
        f"apply for the charter, or take {member.label} out or make it an associated partner",
        patches=[associate] if member.organisation.role == "partner" else (),
        severity=strength,
    )


@rule(
    "ORG-06",
    reads=("fields_only",),
    severity=Severity.ERROR,
    passes={"field": "youth", "organisations": [{"id": "a", "kind": "informal-group"}]},
    fails={"field": "vet", "organisations": [{"id": "a", "kind": "informal-group"}]},
)
def kinds_in_their_fields(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Informal groups of young people take part only in fields that admit them."""
    limited = edition.fields_only
    assert limited is not None  # noqa: S101 - the rule only applies where the edition has it
    groups = [
        member
        for member in digest.members
        if member.organisation.kind in limited.kinds and member.takes_part is not False
    ]
    open_to = ", ".join(limited.fields) or "no field of this action"
    field = digest.proposal.field
    for member in groups:
        if field is None and limited.fields:
            yield unknown(f"whether {member.label} may take part depends on the field", "/field")
        elif field not in limited.fields:
            yield failed(
                f"{member.label} is an informal group; these take part in {open_to}",
                f"{member.at}/kind",
                "let a registered organisation stand in for the group",
            )
        else:
            yield passed(f"{member.label} may take part in the field {field}", f"{member.at}/kind")
    if not groups:
        yield not_applicable("no informal group takes part")


@rule(
    "ORG-07",
    reads=("requirements.handles",),
    severity=Severity.ERROR,
    passes={"organisations": [{"id": "a"}], "meetings": [{"host": "a"}]},
    fails={"organisations": [{"id": "a"}], "meetings": [{"host": "b"}]},
)
def handles_known(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Hosts, leads and participants are organisations of the consortium, each with a handle of its own."""
    del edition
    handles = [member.organisation.id for member in digest.members if member.organisation.id]
    seen: set[str | None] = set()
    faults = 0
    for member in digest.members:
        handle = member.organisation.id
        if handle and handle in seen:
            faults += 1
            yield failed(
                f"the handle {handle} is given twice",
                f"{member.at}/id",
                "give each organisation a handle of its own",
            )
        seen.add(handle)
    for topic in ("outputs", "events", "learning_activities", "work_packages"):
        for at, handle in _doubles(topic, getattr(digest.proposal, topic) or ()):
            faults += 1
            yield failed(f"the handle {handle} is given twice", at, "give each entry a handle of its own")
    nameless = [f"{member.at}/id" for member in digest.members if not member.organisation.id]
    if digest.proposal.organisations is None:
        nameless = ["/organisations"]
    for at, handle in _mentions(digest.proposal):
        if handle in handles:
            continue
        faults += 1
        if nameless:
            yield unknown(f"{handle} is none of the handles that are said", *nameless, at=at)
            continue
        close = closest(handle, tuple(handles))
        yield failed(
            f"{handle} is not an organisation of this proposal",
            at,
            f"did you mean {close}?" if close else f"name one of {', '.join(handles) or 'the organisations'}",
            patches=[(replace(at, close),)] if close and not at.endswith(f"/{handle}") else (),
        )
    if not faults:
        yield passed("every handle stands for one organisation", "/organisations")


def _alike(members: tuple[Member, ...]) -> list[tuple[Member, Member]]:
    """Pairs that share a name or an identifier: all others are told apart without a look."""
    groups: dict[tuple[str, str], list[Member]] = {}
    for member in members:
        own = member.organisation
        marks = {
            "name": _folded(own.name or ""),
            "pic": str(own.pic or "").strip(),
            "oid": (own.oid or "").strip(),
        }
        for mark in marks.items():
            if mark[1]:
                groups.setdefault(mark, []).append(member)
    pairs = {(one.index, other.index) for group in groups.values() for one, other in combinations(group, 2)}
    return [(members[one], members[other]) for one, other in sorted(pairs)]


def _shared_identifier(one: Member, other: Member) -> str | None:
    """The identifier that shows two entries to be one organisation, in words."""
    for key in ("pic", "oid"):
        first, second = _identifiers(one, other, key)
        if first and first == second:
            return f"both have the {key.upper()} {first}"
    return None


def _shared_name(one: Member, other: Member) -> str | None:
    """Name, country and city, where these agree as far as they are said and no identifier differs."""
    mine, theirs = one.organisation, other.organisation
    if any(all(_identifiers(one, other, key)) for key in ("pic", "oid")):
        return None
    if not (mine.name and theirs.name and mine.country) or mine.country != theirs.country:
        return None
    cities = {_folded(city) for city in (mine.city, theirs.city) if city}
    same = _folded(mine.name) == _folded(theirs.name) and len(cities) < 2
    return f"both are called {theirs.name} and are in {one.country}" if same else None


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


def _mentions(part: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Every place below `part` that names an organisation by its handle."""
    if isinstance(part, tuple):
        for index, entry in enumerate(part):
            yield from _mentions(entry, f"{at}/{index}")
    elif isinstance(part, Part):
        for key, value in part:
            if key in _HANDLE_KEYS and value is not None:
                yield f"{at}/{key}", value
            elif key == "grants":
                yield from ((f"{at}/grants/{handle}", handle) for handle in value)
            else:
                yield from _mentions(value, f"{at}/{key}")
