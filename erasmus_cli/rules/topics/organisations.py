"""Who each organisation is: name, identifiers, and that no two are one."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from operator import itemgetter

from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.participants import Identifier
from erasmus_cli.project.member import Member
from erasmus_cli.project.project import Project
from erasmus_cli.project.setting import Setting
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
from erasmus_cli.rules.placeholders import may_hold_placeholders, placeholders
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording.messages import Message, say
from erasmus_cli.wording.patterns import pattern

_PLACEHOLDER = pattern(
    r"\b(tbd|tba|tbc|n\.n\.)(?!\w)|^(n\.?n\.?|xxx+|\?+|\.\.\.|…)$|to be (found|confirmed|decided|defined)",
    re.IGNORECASE,
)
# What one of them has in it, small letters.
_PLACEHOLDER_HINTS = ("tb", "nn", "n.n", "xx", "?", "...", "…", "to be ")
_LYCEUM = {"name": "Lyceum One", "country": "BE", "city": "Ghent"}
_SP = {"call": 2016, "action": "strategic-partnership"}
_MANY_ALIKE = 10
_NONE_NAMED = not_applicable(say("no organisation is named yet"))
_NO_IDENTIFIER = not_applicable(say("no identifier is given"))
_NONE_TWICE = passed(say("no organisation stands twice"), "/organisations")


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
        return unknown(say("name the organisations"), "/organisations")
    names = [(member.organisation.name or "").strip() for member in project.members]
    if not all(names) or _may_be_open(names):
        named = zip(project.members, names, strict=True)
        faults = [fault for member, name in named if (fault := _name_fault(member, name)) is not None]
        if faults:
            return faults
    return _all_named(len(names))


@lru_cache(maxsize=256)
def _all_named(number: int) -> Outcome:
    return passed(say("all {number} organisations are named", number=number), "/organisations")


def _may_be_open(names: list[str]) -> bool:
    """Whether one of these may stand in place of a name: a quick look at all of them at once."""
    together = "\n".join(names).lower()
    return any(map(together.__contains__, _PLACEHOLDER_HINTS)) or may_hold_placeholders(names)


def _name_fault(member: Member, name: str) -> Outcome | None:
    """What is wrong with the name of an organisation, as far as it can be seen."""
    at = f"{member.at}/name"
    if not name:
        return unknown(say("the name of {member} is not said", member=member.label), at)
    if _PLACEHOLDER.search(name):
        return failed(
            say("`{name}` stands in place of the name of {handle}", name=name, handle=member.label),
            at,
            say("write the legal name, or take the organisation out"),
            edits=[(remove(member.at),)],
        )
    if placeholders(name):
        words = say("`{name}` looks like the placeholder of a template", name=name)
        fix = say("write the legal name; if it is that, ignore this")
        return failed(words, at, fix, severity=Severity.WARNING)
    return None


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
                unknown(say("{other} and {one} may be one organisation: {shared}", **values), *missing)
            )
        else:
            twins.append(
                failed(
                    say("{other} and {one} are the same organisation: {shared}", **values),
                    other.at,
                    say("take one of them out, or correct what they share"),
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

    One whose digits are all the same, such as `000000000`, is told as a placeholder.
    """
    given = 0
    faults = []
    for key, identifier in project.edition.identifiers.items():
        has_right_form = _compiled(identifier.pattern).fullmatch
        for member in project.members:
            value = getattr(member.organisation, key)
            if value is None or not (written := str(value).strip()):
                continue
            given += 1
            if not has_right_form(written):
                faults.append((member.position, _malformed(project, member, key, identifier)))
            elif len(digits := set(filter(str.isdigit, written))) == 1:
                faults.append((member.position, _placeholder(project, member, key, identifier, digits)))
    if faults:
        # Organisation by organisation, as people mend them.
        return [fault for _, fault in sorted(faults, key=itemgetter(0))]
    return project.edition.answer(_well_formed, given) if given else _NO_IDENTIFIER


def _well_formed(edition: Edition, given: int) -> Outcome:
    words = say("{given} {given:identifier has|identifiers have} the right form", given=given)
    return passed(words, "/organisations", cites=edition.identifiers.values())


# A pattern of the Guide is looked up in the cache of `re` at ten times the cost.
_compiled = lru_cache(maxsize=64)(re.compile)


def _malformed(project: Project, member: Member, key: str, identifier: Identifier) -> Outcome:
    return failed(
        say(
            "`{value}` of {member} is not {label:a}: that is {shape}",
            value=getattr(member.organisation, key),
            member=member.label,
            label=identifier.label,
            shape=identifier.shape,
        ),
        f"{member.at}/{key}",
        say("copy it from the organisation's registration"),
        severity=None if project.body in identifier.asked_by else Severity.WARNING,
        cites=(identifier, *project.manager_figures),
    )


def _placeholder(
    project: Project, member: Member, key: str, identifier: Identifier, digits: set[str]
) -> Outcome:
    """Only nought is sure to be no number of the register."""
    decides = digits == {"0"} and project.body in identifier.asked_by
    return failed(
        say(
            "`{value}` of {member} looks like a placeholder: all its digits are the same",
            value=getattr(member.organisation, key),
            member=member.label,
        ),
        f"{member.at}/{key}",
        say("copy it from the organisation's registration"),
        severity=None if decides else Severity.WARNING,
        cites=(identifier, *project.manager_figures),
    )


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
        return unknown(say("which identifier is asked for depends on the field"), "/field")
    body = project.body
    missing = []
    for key, identifier in project.setting.answer(_asked):
        asked = project.members if body in identifier.of_associated else project.full_members
        for member in asked:
            value = getattr(member.organisation, key)
            if value is None or not str(value).strip():
                missing.append((member.position, _not_there(project, member, key, identifier)))
    if missing:
        return [outcome for _, outcome in sorted(missing, key=itemgetter(0))]
    return project.setting.answer(_all_identified)


def _asked(setting: Setting) -> list[tuple[str, Identifier]]:
    """The identifiers that the form asks for, by their keys."""
    identifiers = setting.edition.identifiers.items()
    return [(key, identifier) for key, identifier in identifiers if setting.body in identifier.asked_by]


def _all_identified(setting: Setting) -> Outcome:
    cites = (*(identifier for _, identifier in setting.answer(_asked)), *setting.manager_figures)
    return passed(say("every organisation has its identifier"), "/organisations", cites=cites)


def _not_there(project: Project, member: Member, key: str, identifier: Identifier) -> Outcome:
    at, cites = f"{member.at}/{key}", (identifier, *project.manager_figures)
    if getattr(member.organisation, key) is None:
        words = say("{member} still needs {label}", member=member.label, label=identifier.label)
        return unknown(words, at, cites=cites)
    words = say("{member} has no {identifier}", member=member.label, identifier=key.upper())
    return failed(words, at, say("register the organisation and enter the number"), cites=cites)


def _alike(members: tuple[Member, ...]) -> list[tuple[Member, Member]]:
    """Pairs that share an identifier, or a name in one country: all others are told apart without a look.

    Where many share one, each is paired with one of the same place only: it is told of every one, and not of
    every pair.
    """
    own = [member.organisation for member in members]
    groups = [
        *_sharing(members, [str(one.pic or "").strip() for one in own]),
        *_sharing(members, [(one.oid or "").strip() for one in own]),
    ]
    for compatriots in _sharing(members, [one.country or "" for one in own]):
        names = [member.organisation.name or "" for member in compatriots]
        groups += _sharing(compatriots, [same_name(name) for name in names])
        groups += _sharing(compatriots, [bare_name(name)[0] for name in names])
    if not groups:
        return []
    pairs = {(one.position, other.position) for group in groups for one, other in _paired(group)}
    return [(members[one], members[other]) for one, other in sorted(pairs)]


def _paired(group: list[Member]) -> Iterator[tuple[Member, Member]]:
    if len(group) <= _MANY_ALIKE:
        yield from combinations(group, 2)
        return
    by_place = sorted(group, key=lambda member: (member.country, bare_name(member.organisation.city or "")))
    for one, other in pairwise(by_place):
        yield (one, other) if one.position < other.position else (other, one)


def _sharing(members: Sequence[Member], marks: list[str]) -> list[list[Member]]:
    """Those who share a mark with another, group by group; those without a mark share none."""
    distinct = set(marks)
    if len(distinct) == len(marks) or not any(distinct):
        return []
    groups: dict[str, list[Member]] = {}
    for member, mark in zip(members, marks, strict=True):
        if mark:
            groups.setdefault(mark, []).append(member)
    return [group for group in groups.values() if len(group) > 1]


def _written(identifier: int | str | None) -> str:
    """An identifier as text; empty where there is none."""
    return str(identifier).strip() if identifier else ""


def _namesakes(one: Member, other: Member) -> list[Outcome]:
    """A warning where two organisations differ only in identifiers, or in how their name is written."""
    mine, theirs = one.organisation, other.organisation
    if not mine.country or mine.country != theirs.country or not mine.name or not theirs.name:
        return []
    if _in_two_cities(mine, theirs):
        return []
    if same_name(mine.name) != same_name(theirs.name):
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
            say("make sure that they are two bodies in law; one body with two numbers may be rejected"),
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
    fix = say("take one of them out, or give the identifiers that tell them apart")
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
    return _written(getattr(one.organisation, key)), _written(getattr(other.organisation, key))
