"""An edition as pages: every figure with its source, what changed between calls, what is open when."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.sources import Source
from erasmus_cli.guide.walk import records
from erasmus_cli.wording import eur

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}")

HEADINGS = {
    "guide": "The Guide",
    "fields": "Fields",
    "types": "Project types",
    "formats": "Formats",
    "managers": "Where to apply",
    "minimum": "Smallest consortium",
    "maximum": "Largest consortium",
    "composition": "Composition of the consortium",
    "programme_countries": "Countries that count",
    "outsiders": "Organisations from other countries",
    "added_value": "Added value of organisations from other countries",
    "established": "Age of the applicant",
    "application_cap": "Applications of one organisation",
    "applicant_cap": "Applications of one applicant",
    "charter": "Erasmus Charter for Higher Education",
    "fields_only": "Kinds bound to fields",
    "duration": "Duration",
    "duration_doubt": "Duration on which sources differ",
    "latest_end": "Latest end",
    "start_windows": "Start",
    "deadlines": "Deadlines",
    "venue": "Venue",
    "priority_obligation": "Duty to address a priority",
    "priority_limits": "Number of priorities and topics",
    "priorities": "Priorities",
    "priority_lists": "Whether the priorities are all known",
    "aims": "Aims",
    "activities": "Typical activities",
    "grant_ceiling": "Grant ceiling",
    "unit_costs": "Unit costs",
    "grant_bounds": "Smallest and largest grant",
    "lump_sums": "Lump sums",
    "management_share": "Share of project management",
    "packages": "Work packages",
    "events_need_outputs": "Budget items that need another",
    "budget": "Money of the call",
    "award_criteria": "Award criteria",
    "award_bands": "Marks of assessors, by the maximum of the criterion",
    "pass_mark": "Points needed in all",
    "summary_language": "Summary",
    "regions": "Regions of other countries",
    "overseas": "Overseas countries and territories",
    "kinds": "Kinds of organisation",
    "identifiers": "Identifiers",
    "languages": "Languages",
    "agencies": "National Agencies",
    "requirements": "Requirements",
    "assessor": "Left to assessors, agencies and documents",
}


@dataclass(frozen=True)
class Figure:
    """One record of an edition: its place, its values and its source."""

    path: str
    values: Mapping[str, Any]
    source: Source

    @property
    def topic(self) -> str:
        """The topic of the edition to which it belongs."""
        return self.path.partition(".")[0]

    @property
    def entry(self) -> str:
        """Its name within the topic, such as a field; empty if the topic is one record."""
        return self.path.partition(".")[2]

    def as_data(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "figure": self.path,
            "values": dict(self.values),
            "source": self.source.model_dump(mode="json"),
        }

    def text(self) -> str:
        """The values in one line."""
        values = dict(self.values)
        words = [str(values.pop(key)) for key in ("title", "label", "sentence", "text") if key in values]
        opening = ". ".join(word.rstrip(".") for word in words)
        rest = [f"{key.replace('_', ' ')} {_with_unit(key, value)}" for key, value in values.items()]
        if len(values) == 1 and not opening and _SAYS_ITSELF & values.keys():
            return _with_unit(*next(iter(values.items())))
        return "; ".join(filter(None, (opening, ", ".join(rest))))


_SAYS_ITSELF = {"amounts", "body", "codes", "guide", "points", "state"}

_MONEY = {
    "administrative",
    "amount",
    "amounts",
    "applicant_month",
    "by_months",
    "foreign",
    "highest",
    "local",
    "lowest",
    "manager",
    "partner_month",
    "per_month",
    "per_organisation_year",
    "per_year",
    "teacher",
    "technician",
    "total",
}


def _with_unit(key: str, value: Any) -> str:
    if key not in _MONEY:
        return f"{100 * Decimal(value):g} %" if key in ("share", "when_below") else shown(value)
    if isinstance(value, dict):
        return ", ".join(f"{months} months {eur(Decimal(amount))}" for months, amount in value.items())
    return ", ".join(eur(Decimal(amount)) for amount in (value if isinstance(value, list) else [value]))


def shown(value: Any) -> str:
    """A value of the guide data as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(shown, value)) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{key} {shown(inner)}" for key, inner in value.items()) or "none"
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return value[:16].replace("T", " ")
    return str(value)


def figures(edition: Edition, topic: str | None = None) -> Iterator[Figure]:
    """Every record of an edition, or of one topic (`minimum`) or entry (`minimum.youth`) of it."""
    wanted = HEADINGS if topic is None else (topic.partition(".")[0],)
    for name in wanted:
        for path, record in records(name, getattr(edition, name)):
            if topic is None or f"{path}.".startswith(f"{topic}."):
                values = record.model_dump(mode="json", exclude={"source"}, exclude_defaults=True)
                yield Figure(path, values, record.source)


def concerns(figure: Figure, edition: Edition, field: str) -> bool:
    """Whether a record says something on a field: on that field, or on no field in particular."""
    if figure.topic in ("agencies", "regions", "overseas", "kinds"):
        return figure.topic != "agencies" or field in figure.values.get("fields", ())
    first = figure.entry.partition(".")[0].partition("/")[0]
    if first in edition.formats and field not in edition.formats[first].fields:
        return False
    listed = figure.values.get("fields")
    return (first == field or first not in edition.fields) and (not listed or field in listed)


@dataclass(frozen=True)
class Change:
    """One difference between two editions; `old` or `new` is None where the record is not there."""

    path: str
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None
    source: Source

    @property
    def topic(self) -> str:
        """The topic of the edition in which it lies."""
        return self.path.partition(".")[0]

    def lines(self) -> list[str]:
        """What changed, value by value."""
        if self.old is None:
            return [f"new: {_short(self.new or {})}"]
        if self.new is None:
            return [f"gone: {_short(self.old)}"]
        return [
            f"{key.replace('_', ' ')}: {_or_none(key, self.old)} → {_or_none(key, self.new)}"
            for key in dict.fromkeys([*self.old, *self.new])
            if self.old.get(key) != self.new.get(key)
        ]


def changes(old: Edition, new: Edition) -> list[Change]:
    """What differs between two editions, topic by topic. Wording of sources alone is no change."""
    before = {figure.path: figure for figure in figures(old)}
    after = {figure.path: figure for figure in figures(new)}
    found = []
    for path in dict.fromkeys([*before, *after]):
        one, other = before.get(path), after.get(path)
        if one and other and one.values == other.values:
            continue
        record = other or one
        if record is not None:
            values = (one.values if one else None, other.values if other else None)
            found.append(Change(path, *values, record.source))
    order = list(HEADINGS)
    return sorted(found, key=lambda change: order.index(change.topic))


@dataclass(frozen=True)
class Call:
    """One edition and whether one can still apply under it."""

    call: int
    action: str
    label: str
    last_deadline: datetime
    open: bool


def calls(on: datetime) -> list[Call]:
    """Every edition, newest call first, with what is open at a moment (Brussels time)."""
    listed = []
    for call, action in sorted(available(), key=lambda key: (-key[0], key[1])):
        edition = open_edition(call, action)
        last = max(deadline.effective for rounds in edition.deadlines.values() for deadline in rounds)
        listed.append(Call(call, action, edition.label, last, last >= on))
    return listed


def _or_none(key: str, values: Mapping[str, Any]) -> str:
    return _with_unit(key, values[key]) if key in values else "none"


def _short(values: Mapping[str, Any]) -> str:
    if "label" in values:
        return str(values["label"])
    return ", ".join(f"{key} {shown(value)}" for key, value in values.items())
