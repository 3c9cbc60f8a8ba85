"""How drafts show single values of a proposal, and how such a text is read as a value again.

A value has a *place*: the list, the handle of the entry and the name of a view, such as
`organisations/porto/identifier`; values of the project itself have the name alone. A view may show several
keys at once, such as city and country. Whoever writes a draft and whoever reads it back ask here, so both
mean the same; what a text is worth is for the model to say.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from textwrap import shorten
from typing import Any, NamedTuple

from erasmus_cli.errors import ErasmusError
from erasmus_cli.pointers import pointer
from erasmus_cli.project.item_numbers import with_number
from erasmus_cli.project.planned import project_month
from erasmus_cli.project.project import Project
from erasmus_cli.project.short_names import called, handles_called
from erasmus_cli.proposal.city import City
from erasmus_cli.proposal.errors import UnreadableProposalError
from erasmus_cli.proposal.logic import (
    Indicator,
    Milestone,
    Objective,
    PastCooperation,
    ProjectResult,
    Risk,
)
from erasmus_cli.proposal.model import Activity, Organisation, Proposal, WorkPackage
from erasmus_cli.proposal.part import Part
from erasmus_cli.proposal.reader import parse
from erasmus_cli.proposal.types import LEVELS, ROLES
from erasmus_cli.proposal.unit_cost_items import Event, LearningActivity, Output
from erasmus_cli.wording.countries import iso, name
from erasmus_cli.wording.countries import shown as code_shown
from erasmus_cli.wording.formatting import day, eur, short_day, span
from erasmus_cli.wording.language import _
from erasmus_cli.wording.languages import language_name
from erasmus_cli.wording.lengths import months
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.notation import NotationError

Values = dict[str, Any]
"""Keys of an entry, each with what is written there; None takes the key out."""

_LISTS: dict[type[Part], str] = {
    Organisation: "organisations",
    WorkPackage: "work_packages",
    Activity: "activities",
    Output: "outputs",
    Event: "events",
    LearningActivity: "learning_activities",
    Objective: "objectives",
    ProjectResult: "results",
    Milestone: "milestones",
    Indicator: "indicators",
    Risk: "risks",
    PastCooperation: "past_cooperation",
}
_MONTH = re.compile(r"\s*\(\w*\s?\d+\s?\w*\.?\)\s*$")
_SPAN = re.compile(
    r"\s+(?:to|until|till|bis|au|al|a|hasta|do)\s+|\s+all['\u2019]\s*"
    r"|\s*[\u2013\u2014]\s*|\s+-\s+",
    re.IGNORECASE,
)
_SMALL_WORD = re.compile(
    r"(?:from|vom|von|zum|du|del|desde(?: el)?|el|dal?|od)\s+|dall['\u2019]\s*", re.IGNORECASE
)
_BEHIND = re.compile(r"\s*\([A-Za-z]{2}\)\s*$")
_OID = re.compile(r"E\d{8}", re.IGNORECASE)
_AGENCY = re.compile(r"^\s*([A-Z]{2}\d{2})\s*:.*$", re.DOTALL)
_MOST_DIGITS = 10
_WORD = re.compile(r"[^\W_]+")
_LONGEST_NAME = 40
_PIC = re.compile(r"\d{9}")
_PHONE = re.compile(r"\+?[\d ()/.-]{6,}")


class NoValueError(ErasmusError, ValueError):
    """A text is no value that the proposal could have there; the message says why."""


class Shown(NamedTuple):
    """What a draft shows of a value, and the place of that value; no place where none can be named."""

    text: str | None
    place: str = ""


class _View(NamedTuple):
    """How a value is shown, and what a text says."""

    show: Callable[[Project, Any], str | None]
    read: Callable[[Project, Any, str], Values]


class _Place(NamedTuple):
    """An entry of the proposal, its keys from the top, and the view."""

    entry: Any
    keys: tuple[str | int, ...]
    view: _View


def shown(project: Project, entry: Part, view: str) -> Shown:
    """What a draft shows of a value.

    Args:
        project: the project.
        entry: the proposal, or an entry of it such as an organisation.
        view: what of it, such as `title`, `period` or `grants/porto`.
    """
    text = _view(view).show(project, entry)
    if isinstance(entry, Proposal):
        return Shown(text, view)
    handle = _handle_of(entry)
    return Shown(text, f"{_LISTS[type(entry)]}/{handle}/{view}" if handle else "")


def text_at(project: Project, place: str) -> str | None:
    """What a draft of the project as it is now says at a place; an empty text where nothing is said yet.

    None where the proposal has no such place, or several.
    """
    found = _found(project, place)
    return None if found is None else found.view.show(project, found.entry) or ""


def values_at(project: Project, place: str, text: str) -> dict[str, Any]:
    """What a text says at a place: JSON pointers, each with its value; an empty text takes them out.

    Raises:
        NoValueError: the proposal could not say that there, or it may be two things; says why.
    """
    found = _found(project, place)
    if found is None:
        raise NoValueError(_("the proposal has no such entry any more"))
    try:
        said = found.view.read(project, found.entry, text)
    except NotationError as error:
        raise NoValueError(str(error)) from error
    return {pointer((*found.keys, *key.split("/"))): _modelled(found, key, said[key]) for key in said}


def _found(project: Project, place: str) -> _Place | None:
    name, _, rest = place.partition("/")
    if name not in _LISTS.values():
        return _Place(project.proposal, (), _view(place)) if _known(place) else None
    handle, _, view = rest.partition("/")
    entries = [
        (entry, keys) for entry, keys in _entries(project.proposal, name) if _handle_of(entry) == handle
    ]
    if len(entries) != 1 or not _known(view):
        return None
    entry, keys = entries[0]
    return _Place(entry, keys, _view(view))


def _handle_of(entry: Any) -> str | None:
    """What names an entry of a list: its handle, or the words of its title where it has none."""
    if handle := getattr(entry, "id", None):
        return str(handle)
    words = " ".join(_WORD.findall((getattr(entry, "title", None) or "").casefold()))
    return shorten(words, _LONGEST_NAME, placeholder="").replace(" ", "-") or None


def _entries(proposal: Proposal, name: str) -> list[tuple[Any, tuple[str | int, ...]]]:
    found: list[tuple[Any, tuple[str | int, ...]]] = [
        (entry, (name, index)) for index, entry in enumerate(getattr(proposal, name) or ())
    ]
    if name == "activities":
        for index, package in enumerate(proposal.work_packages or ()):
            inner = enumerate(package.activities)
            found += [(one, ("work_packages", index, "activities", number)) for number, one in inner]
    return found


def _modelled(found: _Place, key: str, value: Any) -> Any:
    """The value as the model has it, in plain data."""
    keys = (*found.keys, *key.split("/"))
    if value is None:
        return None
    nested = value
    for part in reversed(keys):
        nested = [*({} for _number in range(part)), nested] if isinstance(part, int) else {part: nested}
    try:
        read = parse(json.dumps(nested), _("what the draft says")).proposal
    except UnreadableProposalError as error:
        first = error.problems[0]
        raise NoValueError("; ".join(filter(None, (first.message, first.hint)))) from error
    data: Any = read.model_dump(mode="json", exclude_unset=True)
    for part in keys:
        data = data[part]
    return data


def _view(view: str) -> _View:
    group, _, handle = view.partition("/")
    return _share(handle) if group == "grants" else _VIEWS[view]


def _known(view: str) -> bool:
    return view in _VIEWS or (view.startswith("grants/") and view.count("/") == 1)


def _plain(key: str, show: Callable[[Any], str] = str) -> _View:
    """A value that is shown as it is, or by a function, and read by the model."""

    def words(_project: Project, entry: Any) -> str | None:
        value = getattr(entry, key)
        return None if value is None else show(value)

    return _View(words, lambda _project, _entry, text: {key: text or None})


def _whole(key: str) -> _View:
    def read(_project: Project, _entry: Any, text: str) -> Values:
        digits = "".join(text.split())
        return {key: int(digits) if digits.isdecimal() and len(digits) < _MOST_DIGITS else text or None}

    return _View(_plain(key).show, read)


def _share(handle: str) -> _View:
    def read(_project: Project, _entry: Any, text: str) -> Values:
        return {f"grants/{handle}": text or None}

    def show(_project: Project, entry: Any) -> str | None:
        return eur(entry.grants[handle]) if handle in entry.grants else "-"

    return _View(show, read)


def _read_period(_project: Project, _entry: Any, text: str) -> Values:
    said = " ".join(text.split())
    shown = re.escape(_("{start} to {end}")).replace(r"\{start\}", "(.+?)").replace(r"\{end\}", "(.+)")
    found = re.fullmatch(shown.replace(r"\ ", " "), said, re.IGNORECASE)
    parts = found.groups() if found else _SPAN.split(said, maxsplit=1)
    days = [part[small.end() :] if (small := _SMALL_WORD.match(part)) else part for part in parts]
    return {"start": days[0] or None, "end": days[1] if len(days) > 1 else None}


def place_of(organisation: Organisation) -> str | None:
    """`Porto, Portugal (PT)`, as far as it is said."""
    if organisation.country is None:
        return str(organisation.city) if organisation.city else None
    country = f"{name(organisation.country)} ({code_shown(organisation.country)})"
    return f"{organisation.city}, {country}" if organisation.city else country


def _read_place(key: str) -> Callable[[Project, Any, str], Values]:
    """City and country of a text such as `Porto, Portugal (PT)`; what names no country is a city alone."""

    def read(_project: Project, entry: Any, text: str) -> Values:
        if not text:
            return {"city": None, key: None}
        if text.casefold() in {"online", _("online").casefold()}:
            return {"city": None, key: "online"} if key == "venue" else {"city": text}
        city, _comma, country = _BEHIND.sub("", text).rpartition(",")
        try:
            said: Values = {"city": city.strip() or None, key: iso(country)}
        except ValueError as error:
            raise NoValueError(
                tell("`{text}` does not end in a country, as Porto, Portugal", text=text)
            ) from error
        if isinstance(entry.city, City) and said["city"] == str(entry.city):
            del said["city"]
        return said

    return read


def _venue(_project: Project, entry: Activity) -> str | None:
    if entry.venue != "online":
        return entry.where
    return ", ".join(filter(None, (str(entry.city or ""), _("online"))))


def _role(_project: Project, entry: Organisation) -> str | None:
    return _(entry.role) if entry.role else None


def _read_role(_project: Project, _entry: Any, text: str) -> Values:
    roles = {_(role).casefold(): role for role in ROLES}
    return {"role": roles.get(text.casefold(), text) or None}


def _identifier(_project: Project, entry: Organisation) -> str | None:
    return str(entry.pic or entry.oid or "") or None


def _read_identifier(_project: Project, entry: Organisation, text: str) -> Values:
    number = "".join(text.split())
    if not text:
        return {"pic": None, "oid": None}
    if _OID.fullmatch(number):
        return {"oid": number.upper(), **({"pic": None} if entry.pic else {})}
    if _PIC.fullmatch(number):
        return {"pic": number if isinstance(entry.pic, str) else int(number)}
    raise NoValueError(tell("`{text}` is neither an OID, E and 8 digits, nor a PIC of 9 digits", text=text))


def _kind(project: Project, entry: Organisation) -> str | None:
    return _(project.edition.kinds[entry.kind].label) if entry.kind in project.edition.kinds else None


def _read_kind(project: Project, _entry: Any, text: str) -> Values:
    labels = {_(kind.label).casefold(): key for key, kind in project.edition.kinds.items()}
    return {"kind": labels.get(text.casefold(), text) or None}


def _level(key: str) -> _View:
    """How likely or grave something is, by the word of the language that is spoken."""

    def show(_project: Project, entry: Risk) -> str | None:
        level: str | None = getattr(entry, key)
        return _(level) if level else None

    def read(_project: Project, _entry: Any, text: str) -> Values:
        levels = {_(level).casefold(): level for level in LEVELS}
        return {key: levels.get(text.casefold(), text) or None}

    return _View(show, read)


def _read_numbered(_project: Project, entry: Any, text: str) -> Values:
    """A title, with or without the number in front by which tables name the entry."""
    number, _, title = text.partition(" ")
    return {"title": (title if number.rstrip(".:") == entry.id else text) or None}


def _organisation(key: str) -> _View:
    """The organisation that leads or hosts something, as tables call it."""

    def read(project: Project, _entry: Any, text: str) -> Values:
        handles = handles_called((member.organisation for member in project.members), text)
        if text and len(handles) != 1:
            raise NoValueError(
                tell("`{text}` may be {handles:or}", text=text, handles=tuple(handles))
                if handles
                else tell("`{text}` is none of the organisations", text=text)
            )
        return {key: handles[0] if text else None}

    return _View(lambda project, entry: called(project, getattr(entry, key)), read)


def _contact(_project: Project, entry: Organisation) -> str | None:
    contact = entry.contact
    return ", ".join(filter(None, (contact.name, contact.email, contact.phone))) if contact else None


def _read_contact(_project: Project, _entry: Any, text: str) -> Values:
    """Name, address for mail and number, told by their shape."""
    said: dict[str, list[str]] = {"name": [], "email": [], "phone": []}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        kind = "email" if "@" in part else "phone" if _PHONE.fullmatch(part) else "name"
        said[kind].append(part)
    if any(len(said[kind]) > 1 for kind in ("email", "phone")):
        raise NoValueError(
            _("there are two addresses or two numbers; write one name, one address, one number")
        )
    contact = {kind: ", ".join(parts) for kind, parts in said.items() if parts}
    return {"contact": contact or None}


def agency_in_words(project: Project, code: str) -> str:
    """The code of a National Agency with its name, where that is known.

    What the guide data add to the name in brackets is English.
    """
    agency = project.edition.agencies.get(code)
    return f"{code}: {agency.body.partition(' (')[0]}" if agency else code


def due_day(project: Project, due: date | None) -> str | None:
    """A day with the month of the project in which it lies."""
    if due is None:
        return None
    month = project_month(project.proposal, due)
    if month is None or month <= 0:
        return short_day(due)
    return f"{short_day(due)} ({tell('M{month}', month=month)})"


_VIEWS: Mapping[str, _View] = {
    **{
        key: _plain(key)
        for key in (
            "title", "acronym", "name", "added_value", "website",
            "legal_representative", "proof", "baseline", "target", "source", "measure",
        )
    },
    **{key: _plain(key, eur) for key in ("lump_sum", "estimated_cost", "requested_grant", "grant")},
    **{key: _plain(key, day) for key in ("established",)},
    "agency": _View(
        lambda project, entry: agency_in_words(project, entry.agency) if entry.agency else None,
        lambda _project, _entry, text: {"agency": _AGENCY.sub(r"\1", text) or None},
    ),
    "language": _plain("language", language_name),
    **{key: _whole(key) for key in ("local", "foreign", "days")},
    **{key: _organisation(key) for key in ("lead", "host", "owner")},
    **{key: _level(key) for key in ("likelihood", "severity")},
    "numbered_title": _View(lambda _project, entry: with_number(entry.id, entry.title), _read_numbered),
    "months": _View(
        _plain("months").show, lambda _project, _entry, text: {"months": months(text) if text else None}
    ),
    "first_day": _plain("start", day),
    "start": _plain("start", short_day),
    "period": _View(lambda _project, entry: span(entry.start, entry.end), _read_period),
    "due": _View(
        lambda project, entry: due_day(project, entry.due),
        lambda _project, _entry, text: {"due": _MONTH.sub("", text) or None},
    ),
    "short_name": _View(
        lambda project, entry: called(project, entry.id),
        lambda _project, _entry, text: {"short_name": text or None},
    ),
    "place": _View(lambda _project, entry: place_of(entry), _read_place("country")),
    "venue": _View(_venue, _read_place("venue")),
    "role": _View(_role, _read_role),
    "identifier": _View(_identifier, _read_identifier),
    "kind": _View(_kind, _read_kind),
    "contact": _View(_contact, _read_contact),
}  # fmt: skip
