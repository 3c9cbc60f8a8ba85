"""An edition as pages: every figure with its source, what changed between calls, what is open when."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from erasmus_cli.guide.loader import available, current, open_edition
from erasmus_cli.guide.lookup import entries_of, region_of, standing_of, state_of
from erasmus_cli.guide.model import Edition, keyed_topics, topics
from erasmus_cli.guide.sources import Cited, Said, Source, Unit, said_of, units_of
from erasmus_cli.guide.timing import Deadline
from erasmus_cli.guide.walk import records
from erasmus_cli.wording.countries import name, names
from erasmus_cli.wording.countries import shown as country_code
from erasmus_cli.wording.formatting import day, eur, moment, round_share
from erasmus_cli.wording.language import Words, _, sorting_key, spoken
from erasmus_cli.wording.messages import tell

_MONTH_DAY = re.compile(r"\d{2}-\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}")


@dataclass(frozen=True)
class Figure:
    """One record of an edition: its place, its values and its source."""

    path: str
    values: Mapping[str, Any]
    source: Source
    units: Mapping[str, Unit]
    said: Mapping[str, Said] = field(default_factory=dict)

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
        words = [_(str(values.pop(key))) for key in _TEXTS if key in values]
        if matters := values.pop("details", ()):
            words += [tell("Among others: {matters:reasons}.", matters=tuple(map(Words, matters)))]
        opening = ". ".join(word.rstrip(".") for word in words)
        rest = filter(None, (self._phrase(key, value) for key, value in values.items()))
        if len(values) == 1 and not opening and _SAYS_ITSELF & values.keys():
            return _with_unit(self.units.get(next(iter(values))), next(iter(values.values())))
        return "; ".join(filter(None, (opening, ", ".join(rest))))

    def _phrase(self, key: str, value: Any) -> str:
        """A value with what it counts; empty where another one says the same."""
        words, plain = self.said.get(key), _with_unit(self.units.get(key), value)
        if words is None:
            return tell("{figure} {value}", figure=named(key), value=plain)
        return words.phrase(value, plain)


def named(key: str) -> Words:
    """What people read for a key of the guide data: `per month`."""
    return Words(key.replace("_", " "))


_PLAIN = Said()
_TEXTS = ("title", "label", "sentence", "text")
"""Keys of what the guide data say in words of ours, in the order in which people read them."""
_SAYS_ITSELF = {"amounts", "body", "codes", "guide", "points", "state"}


def _with_unit(unit: Unit | None, value: Any) -> str:
    if unit is None:
        return shown(value)
    if isinstance(value, dict):
        return ", ".join(
            tell("{n} {n:month|months} {amount}", n=int(months), amount=_with_unit(unit, inner))
            for months, inner in value.items()
        )
    if isinstance(value, list):
        return ", ".join(_with_unit(unit, inner) for inner in value)
    return eur(Decimal(value)) if unit is Unit.EUR else round_share(Decimal(value))


def shown(value: Any) -> str:
    """A value of the guide data as people read it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return ", ".join(map(shown, value)) or _("none")
    if isinstance(value, dict):
        return ", ".join(f"{key} {shown(inner)}" for key, inner in value.items()) or _("none")
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return moment(datetime.fromisoformat(value))
    if isinstance(value, str) and _DAY.fullmatch(value):
        return day(date.fromisoformat(value))
    if isinstance(value, str) and _MONTH_DAY.fullmatch(value):
        return tell("{day} {month}", day=int(value[3:]), month=spoken().months[int(value[:2]) - 1])
    return str(value)


def figures(edition: Edition, topic: str | None = None) -> Iterator[Figure]:
    """Every record of an edition, or of one topic (`minimum`) or entry (`minimum.youth`) of it."""
    for path, record in _records(edition, topic):
        yield Figure(path, _values(record), record.source, units_of(type(record)), said_of(type(record)))


def _records(edition: Edition, topic: str | None = None) -> Iterator[tuple[str, Cited]]:
    wanted = topics() if topic is None else (topic.partition(".")[0],)
    for known in wanted:
        for path, record in records(known, getattr(edition, known)):
            if topic is None or f"{path}.".startswith(f"{topic}."):
                yield path, record


def _values(record: Cited) -> Mapping[str, Any]:
    """What readers of one edition look for: not the values that are as always, unless there are no others."""
    told = record.model_dump(mode="json", exclude={"source"}, exclude_defaults=True)
    return told or _all_values(record)


def _all_values(record: Cited) -> Mapping[str, Any]:
    """What is compared: a value that is as always may be another one next year."""
    return record.model_dump(mode="json", exclude={"source"}, exclude_none=True)


def concerns(figure: Figure, edition: Edition, field: str) -> bool:
    """Whether a record says something on a field: on it, or on all fields for which nothing else is said."""
    if figure.topic in ("agencies", "regions", "overseas", "kinds"):
        return figure.topic != "agencies" or field in figure.values.get("fields", ())
    if figure.topic in keyed_topics():
        table = getattr(edition, figure.topic)
        keys = [key for key in table if f"{figure.entry}.".startswith(f"{key}.")]
        if keys:
            return max(keys, key=len) in entries_of(edition, field, table)
    first = figure.entry.partition(".")[0].partition("/")[0]
    if first in edition.formats and field not in edition.formats[first].fields:
        return False
    listed = figure.values.get("fields")
    return (first == field or first not in edition.fields) and (not listed or field in listed)


def concerns_change(change: "Change", edition: Edition, field: str) -> bool:
    """Whether a change says something on a field."""
    figure = Figure(change.path, change.new or change.old or {}, change.source, change.units)
    return concerns(figure, edition, field)


@dataclass(frozen=True)
class Standing:
    """What a country is to the Programme in a call.

    Attributes:
        iso: its ISO 3166-1 code.
        code: its code as the Commission writes it.
        name: its name.
        status: what the Programme calls it.
        note: its region, or the state as which it counts; empty: none.
    """

    iso: str
    code: str
    name: str
    status: str
    note: str


def standings(edition: Edition) -> Iterator[Standing]:
    """Every country that a call speaks of, by name."""
    for code in sorted(names(), key=lambda one: sorting_key(name(one))):
        region, state = region_of(edition, code), state_of(edition, code)
        inside = state in edition.inside
        if not inside and region is None:
            continue
        where = _(edition.regions[region].label) if region and not inside else ""
        note = tell("as {country:code}", country=state) if state != code else where
        yield Standing(code, country_code(code), name(code), _(standing_of(edition, code)), note)


@dataclass(frozen=True)
class Change:
    """One difference between two editions; `old` or `new` is None where the record is not there."""

    path: str
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None
    source: Source
    units: Mapping[str, Unit]
    said: Mapping[str, Said] = field(default_factory=dict)

    @property
    def topic(self) -> str:
        """The topic of the edition in which it lies."""
        return self.path.partition(".")[0]

    def lines(self) -> list[str]:
        """What changed, value by value."""
        if self.old is None:
            return [tell("new: {what}", what=self._short(self.new or {}))]
        if self.new is None:
            return [tell("gone: {what}", what=self._short(self.old))]
        return [
            f"{_(named(key))}: {self._shown(key, self.old)} → {self._shown(key, self.new)}"
            for key in dict.fromkeys([*self.old, *self.new])
            if self.old.get(key) != self.new.get(key) and self.said.get(key, _PLAIN).words
        ]

    def _short(self, values: Mapping[str, Any]) -> str:
        if "label" in values:
            return _(str(values["label"]))
        return Figure(self.path, values, self.source, self.units, self.said).text()

    def _shown(self, key: str, values: Mapping[str, Any]) -> str:
        if key not in values:
            return _("none")
        if key in _TEXTS:
            return _(str(values[key]))
        return self.said.get(key, _PLAIN).value(values[key], _with_unit(self.units.get(key), values[key]))


def changes(old: Edition, new: Edition) -> list[Change]:
    """What differs between two editions, topic by topic. Wording of sources alone is no change."""
    before, after = dict(_records(old)), dict(_records(new))
    found = []
    for path in dict.fromkeys([*before, *after]):
        one, other = before.get(path), after.get(path)
        shown = _all_values if one and other else _values
        was, will_be = shown(one) if one else None, shown(other) if other else None
        record = other or one
        if record and was != will_be:
            kind = type(record)
            found.append(Change(path, was, will_be, record.source, units_of(kind), said_of(kind)))
    order = list(topics())
    return sorted(found, key=lambda change: order.index(change.topic))


@dataclass(frozen=True)
class Call:
    """One edition and whether one can still apply under it.

    Attributes:
        call: its call year.
        action: its action.
        label: what the action is called.
        last_deadline: the last moment to submit, Brussels time; None while no deadline is known.
        open: whether that moment is still to come.
        overlay: the folder of one's own that had a part in the edition, if any.
        deadlines: every deadline of every round, field and format.
    """

    call: int
    action: str
    label: str
    last_deadline: datetime | None
    open: bool
    overlay: str | None = None
    deadlines: tuple[Deadline, ...] = ()


def calls(on: datetime) -> list[Call]:
    """Every edition, newest call first, with what is open at a moment (Brussels time)."""
    listed = []
    for call, action in sorted(available(), key=lambda key: (-key[0], key[1])):
        edition = open_edition(call, action)
        known = tuple(deadline for rounds in edition.deadlines.values() for deadline in rounds)
        last = current().outline(call, action).closes
        still = last is not None and last >= on
        listed.append(Call(call, action, edition.label, last, still, edition.overlay, known))
    return listed
