"""Handles: each stands for one organisation, output and so on, and everything that names one exists."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from erasmus_cli.project.project import Project
from erasmus_cli.proposal.part import Part
from erasmus_cli.proposal.references import mentions, of_organisations
from erasmus_cli.proposal.unit_cost_items import UNIT_COST_LISTS
from erasmus_cli.rules.outcome import Outcome, Severity, failed, passed, replace, unknown
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording.formatting import closest
from erasmus_cli.wording.messages import say

_MOST_TOLD = 100  # unknown handles of which it is told what they could be: each is held against all known
_ALL_KNOWN = passed(say("every handle stands for one organisation"), "/organisations")


@rule(
    "ORG-07",
    reads=("requirements.handles",),
    uses=(
        "organisations",
        *UNIT_COST_LISTS,
        "work_packages",
        "activities",
        "subcontracting",
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
    mentioned: set[str | None] = {None}
    _collect(proposal, mentioned)
    strange = []
    if not mentioned <= known | {None}:
        strange = [
            (one.at, one.handle)
            for one in mentions(proposal, places=of_organisations)
            if one.handle not in known
        ]
    doubled: list[tuple[str, str]] = []
    for topic in ("organisations", "outputs", "events", "learning_activities", "work_packages"):
        entries = getattr(proposal, topic)
        if entries and len(entries) != len({entry.id for entry in entries}):
            doubled += _doubles(topic, entries)
    if not strange and not doubled:
        return _ALL_KNOWN
    faults = [
        failed(
            say("the handle {handle} is given twice", handle=handle),
            at,
            say("give each organisation a handle of its own")
            if at.startswith("/organisations")
            else say("give each entry a handle of its own"),
        )
        for at, handle in doubled
    ]
    nameless, candidates = project.once(_nameless), tuple(handles)
    for number, (at, handle) in enumerate(strange):
        told = number < _MOST_TOLD
        faults.append(
            _unknown_handle(at, handle, candidates if told else (), nameless if told else nameless[:1])
        )
    return faults


def _nameless(project: Project) -> list[str]:
    """The organisations that have no handle yet."""
    if project.proposal.organisations is None:
        return ["/organisations"]
    return [f"{member.at}/id" for member in project.members if not member.organisation.id]


def _unknown_handle(at: str, handle: str, handles: tuple[str, ...], nameless: list[str]) -> Outcome:
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
            else say("name one of the organisations")
        )
    return failed(
        say("{handle} is not an organisation of this proposal", handle=handle),
        at,
        fix,
        edits=[(replace(at, close),)] if close and not at.endswith(f"/{handle}") else (),
    )


def _doubles(topic: str, entries: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
    """Every entry whose handle an entry before it already has."""
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        if entry.id and entry.id in seen:
            yield f"/{topic}/{index}/id", entry.id
        seen.add(entry.id or "")


def _collect(part: Part, handles: set[str | None]) -> None:
    """Adds every handle by which `part` names an organisation; where it does so is not worked out."""
    single, several, parts = _names(type(part))
    for key in single:
        handles.add(getattr(part, key))
    for key in several:
        handles.update(getattr(part, key) or ())  # the keys of a mapping, or a list
    for key in parts:
        for entry in getattr(part, key) or ():
            _collect(entry, handles)


@cache
def _names(part: type[Part]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The keys of a part that hold a handle of an organisation, several of them, and further parts."""
    places = of_organisations(part)
    of = {sort: tuple(place.key for place in places if place.holds in sort) for sort in _SORTS}
    return of[_SORTS[0]], of[_SORTS[1]], of[_SORTS[2]]


_SORTS = (("handle",), ("handles", "shares"), ("parts",))
