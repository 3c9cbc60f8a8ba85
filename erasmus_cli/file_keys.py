"""Every key of the proposal file: what it says, what it takes, where it matters, and a sample of each list.

What a key means is said in the model; where it matters is asked of the editions; samples are cut out of
whole proposals in `samples/`. The page of the documentation and `erasmus explain` print the same.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.guide.model import Edition
from erasmus_cli.resources import shipped
from erasmus_cli.schemas import json_schema
from erasmus_cli.wording.messages import Message, say

_SAMPLES = ("unit-costs", "work-packages", "activities")
_HEADINGS = {
    "Proposal": ("", "The whole file"),
    "Organisation": ("organisations", "The consortium"),
    "City": ("organisations.city", "A city whose name alone is not enough"),
    "Contact": ("organisations.contact", "Whom to ask in an organisation"),
    "Priorities": ("priorities", "Priorities"),
    "WorkPackage": ("work_packages", "Work packages"),
    "Activity": ("activities", "Activities of the project or of a work package"),
    "Subcontract": ("subcontracting", "Subcontracting"),
    "Objective": ("objectives", "Objectives"),
    "ProjectResult": ("results", "Results"),
    "Milestone": ("milestones", "Milestones"),
    "Indicator": ("indicators", "Indicators"),
    "Risk": ("risks", "Risks"),
    "PastCooperation": ("past_cooperation", "Earlier work together"),
    "Meeting": ("meetings", "Transnational project meetings"),
    "Travellers": ("meetings.participants", "Who travels to a meeting"),
    "Output": ("outputs", "Intellectual outputs"),
    "StaffDays": ("outputs.days", "Who works on an output"),
    "Event": ("events", "Multiplier events"),
    "LearningActivity": ("learning_activities", "Learning, teaching and training activities"),
    "Group": ("learning_activities.groups", "Who takes part in a learning activity"),
    "SpecialNeed": ("special_needs", "Special needs"),
    "ExceptionalCost": ("exceptional_costs", "Exceptional costs"),
}
"""Models of the file in the order in which people read them: where they stand, and what they are called."""


@dataclass(frozen=True)
class Key:
    """One key of the file.

    Attributes:
        name: the key.
        text: what it says, with its unit.
        value: the values that it takes, in words.
        needed: whether its entry cannot be read without it.
        holds: the part of the file that stands under it, if any.
        editions: the editions in which it matters; None: all of them.
    """

    name: str
    text: str
    value: Message
    needed: bool
    holds: str | None
    editions: tuple[tuple[int, str], ...] | None


@dataclass(frozen=True)
class Part:
    """A part of the file with keys of its own, such as an organisation.

    Attributes:
        at: the dotted place of the list or group, such as `outputs.days`; empty for the whole file.
        heading: what it is called.
        text: what one entry is.
        keys: its keys, in the order of the model.
    """

    at: str
    heading: str
    text: str
    keys: tuple[Key, ...]


def _asked_for(identifier: str) -> Callable[[Edition], bool]:
    def asked(edition: Edition) -> bool:
        known = edition.identifiers.get(identifier)
        return bool(known and known.asked_by)

    return asked


def _unit_costs(edition: Edition) -> bool:
    return edition.unit_costs is not None


def _lump_sums(edition: Edition) -> bool:
    return edition.lump_sums is not None


def _packages(edition: Edition) -> bool:
    return edition.packages is not None


_MATTERS: Mapping[str, Callable[[Edition], bool]] = {
    "Proposal.type": lambda edition: bool(edition.types),
    "Proposal.format": lambda edition: bool(edition.formats),
    "Proposal.round": lambda edition: any(len(rounds) > 1 for rounds in edition.deadlines.values()),
    "Proposal.topics": lambda edition: bool(edition.priority_limits and edition.priority_limits.topics),
    "Proposal.requested_grant": lambda edition: not _lump_sums(edition),
    "Proposal.meetings": _unit_costs,
    "Proposal.outputs": _unit_costs,
    "Proposal.events": _unit_costs,
    "Proposal.learning_activities": _unit_costs,
    "Proposal.special_needs": _unit_costs,
    "Proposal.exceptional_costs": _unit_costs,
    "Proposal.lump_sum": _lump_sums,
    "Proposal.estimated_cost": _lump_sums,
    "Proposal.work_packages": _packages,
    "Proposal.activities": lambda edition: _lump_sums(edition) and not _packages(edition),
    "Organisation.oid": _asked_for("oid"),
    "Organisation.pic": _asked_for("pic"),
    "Organisation.eche": lambda edition: edition.charter is not None,
    "Organisation.established": lambda edition: edition.established is not None,
    "Organisation.added_value": lambda edition: edition.added_value is not None,
    "Organisation.applications": lambda edition: edition.application_cap is not None,
    "Organisation.applies": lambda edition: edition.applicant_cap is not None,
    "Activity.sharing": lambda edition: bool(edition.venue and edition.venue.sharing),
}
"""Keys that matter in some editions only: those of which this is true."""


@cache
def parts() -> tuple[Part, ...]:
    """The whole file and then each part of it.

    Raises:
        LookupError: the model has a key without a text.
    """
    schema = json_schema("proposal")
    models = {"Proposal": schema, **schema["$defs"]}
    names = [*_HEADINGS, *(name for name in models if name not in _HEADINGS)]
    return tuple(_part(name, models[name], schema["properties"]) for name in names)


def part_at(place: str) -> Part | None:
    """The part at a dotted place, such as `outputs.days` or `days`; `proposal` is the whole file."""
    if place == "proposal":
        return parts()[0]
    last = place.rpartition(".")[2]
    found = [part for part in parts()[1:] if last == part.at.rpartition(".")[2]]
    return next((part for part in found if part.at == place), next(iter(found), None))


def keys_at(place: str) -> tuple[Part, ...]:
    """The parts that have a key, each with this key alone: at a dotted place, or everywhere by its name.

    A place may be written as in `check`, with the number of an entry: `organisations.0.kind`.
    """
    names = [name for name in place.split(".") if not name.isdecimal()]
    if not names or not names[-1]:
        return ()
    holding = [part for part in parts() if any(key.name == names[-1] for key in part.keys)]
    if below := ".".join(names[:-1]):
        meant = part_at(below)
        holding = [part for part in holding if part is meant]
    return tuple(replace(part, keys=tuple(k for k in part.keys if k.name == names[-1])) for part in holding)


@cache
def samples() -> Mapping[str, str]:
    """A sample of each key of the whole file, from the first of the sample files that has it."""
    found: dict[str, str] = {}
    for file in sample_files().values():
        for piece in re.split(r"^(?=[a-z_]+:)", file, flags=re.MULTILINE):
            if piece:
                found.setdefault(piece.partition(":")[0], piece.rstrip())
    return found


def sample_files() -> Mapping[str, str]:
    """The whole proposals from which samples are cut, by name."""
    folder = shipped("samples")
    return {name: (folder / f"{name}.yaml").read_text(encoding="utf-8") for name in _SAMPLES}


def _part(name: str, model: dict[str, Any], top: dict[str, Any]) -> Part:
    at, heading = _HEADINGS.get(name) or (_place(name, top), name)
    required = model.get("required", ())
    keys = (_key(name, key, entry, key in required) for key, entry in model["properties"].items())
    return Part(at, heading, model["description"], tuple(keys))


def _place(name: str, top: dict[str, Any]) -> str:
    """The key of the whole file under which entries of a model stand that has no heading here yet."""
    return next((key for key, entry in top.items() if _model_in(entry) == name), name)


def _key(model: str, key: str, entry: dict[str, Any], needed: bool) -> Key:  # noqa: FBT001 - a plain fact
    text = entry.get("description")
    if not text:
        raise LookupError(f"{model}.{key} has no description in erasmus_cli/proposal/model.py")
    matters = _MATTERS.get(f"{model}.{key}")
    editions = matters and tuple(one for one in available() if matters(open_edition(*one)))
    return Key(key, text, _value(entry), needed, _held(entry), editions)


def _value(entry: dict[str, Any]) -> Message:
    kinds: list[Message] = []
    kinds += (kind for kind in _words(entry) if kind not in kinds)
    return kinds[0] if len(kinds) == 1 else say("{kinds:or}", kinds=tuple(kinds))


def _held(entry: dict[str, Any]) -> str | None:
    model = _model_in(entry)
    return _HEADINGS[model][0] if model in _HEADINGS else model


def _model_in(kind: dict[str, Any]) -> str | None:
    """The model of the entries or the group that a key holds, if it holds any."""
    for inner in (*kind.get("anyOf", ()), *kind.get("oneOf", ())):
        if found := _model_in(inner):
            return found
    reference = kind.get("$ref") or kind.get("items", {}).get("$ref")
    return str(reference.rpartition("/")[2]) if reference else None


def _words(kind: dict[str, Any]) -> Iterator[Message]:
    """The values that a key takes, in words."""
    if inner := kind.get("anyOf") or kind.get("oneOf"):
        yield from (word for one in inner for word in _words(one))
    elif "$ref" in kind:
        yield say("keys and values")
    elif "enum" in kind:
        yield _as_written(kind["enum"])
    elif "const" in kind:
        yield _as_written([kind["const"]])
    elif isinstance(kind["type"], list):
        yield from (word for one in kind["type"] for word in _words({**kind, "type": one}))
    elif kind["type"] == "array":
        yield say("two numbers") if "prefixItems" in kind else _list(kind["items"])
    elif kind["type"] == "object":
        yield _FOR_EACH_KEY[next(_words(next(iter(kind["patternProperties"].values())))).template]
    elif kind["type"] != "null":
        yield _plain(kind)


_FOR_EACH_KEY = {"text": say("text for each key"), "number": say("number for each key")}
_LISTS = {"text": say("list of texts"), "keys and values": say("list")}


def _as_written(words: Iterable[Any]) -> Message:
    """Words of the file, which are the same in every language."""
    return Message("{words}", {"words": tuple(f"`{word}`" for word in words)})


def _list(items: dict[str, Any]) -> Message:
    return _LISTS[next(_words(items)).template]


def _plain(kind: dict[str, Any]) -> Message:
    """A number, a text and so on, with its limits."""
    if kind["type"] in ("integer", "number"):
        low, high = kind.get("minimum"), kind.get("maximum")
        if kind["type"] == "number":
            return say("number, {low} to {high}", low=low, high=high) if low and high else say("number")
        if low and high:
            return say("whole number, {low} to {high}", low=low, high=high)
        return say("whole number")
    if kind["type"] == "boolean":
        return say("true or false")
    return {"date": say("day"), "date-time": say("moment")}.get(kind.get("format", ""), say("text"))
