"""Sentences as data: a template with named values, put into words last.

A template is English, and the key by which a catalogue of another language finds its own. `{name}` is a
value, written as it is; what follows a colon says how else it is written:

* `eur`, `share`, `exact_share` (with decimals), `day`, `moment`, `country` (its name), `code` (as the
  Commission writes it), `a` (with its article);
* `list`, `or`, `and`, `reasons`: several texts with commas, `or`, `and` or semicolons between them;
* `one|many`: the first where the number is 1, the second otherwise.

A value may be a message itself: a part of a sentence that is not always there.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from string import Formatter
from typing import Any, NamedTuple

from erasmus_cli.wording.countries import name, shown
from erasmus_cli.wording.formatting import a, day, eur, moment, per_cent, plain_number

Catalogue = Mapping[str, str]
"""Templates of another language by those in English."""

NO_VALUES: Mapping[str, Any] = {}
"""The values of a message that has none."""


class Message(NamedTuple):
    """A sentence, or a part of one.

    Attributes:
        template: the words, with places for the values.
        values: numbers, dates, texts, lists of texts, or further messages, by name.
    """

    template: str
    values: Mapping[str, Any] = NO_VALUES

    def text(self, catalogue: Catalogue = NO_VALUES) -> str:
        """The sentence in words: in the language of a catalogue, in English for what it lacks."""
        template = catalogue.get(self.template, self.template)
        if not self.values and "{" not in template:
            return template
        parts = []
        for literal, key, spec in _parsed(template):
            parts.append(literal)
            if key is not None:
                parts.append(_written(self.values[key], spec, catalogue))
        return "".join(parts)

    def as_data(self) -> dict[str, Any]:
        """The values as JSON has them: amounts as numbers, dates as ISO text, parts as messages."""
        return {key: _plain(value) for key, value in self.values.items()}


NOTHING = Message("")
"""The part of a sentence that is not there."""


def say(template: str, /, **values: Any) -> Message:
    """A sentence with its values."""
    return tuple.__new__(Message, (template, values))


@lru_cache(maxsize=2048)
def _parsed(template: str) -> tuple[tuple[str, str | None, str], ...]:
    return tuple((literal, key, spec or "") for literal, key, spec, _ in Formatter().parse(template))


def _written(value: Any, spec: str, catalogue: Catalogue) -> str:
    if isinstance(value, Message):
        return value.text(catalogue)
    if isinstance(value, tuple):
        value = tuple(inner.text(catalogue) if isinstance(inner, Message) else inner for inner in value)
    if "|" in spec:
        one, many = spec.split("|")
        return one if value == 1 else many
    if spec:
        return _WAYS[spec](value)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _joined(between: str) -> Callable[[Iterable[Any]], str]:
    return lambda texts: between.join(map(str, texts))


def _share(value: Decimal) -> str:
    return f"{100 * value:.0f} %"


_WAYS: Mapping[str, Callable[[Any], str]] = {
    "eur": eur,
    "share": _share,
    "exact_share": per_cent,
    "day": day,
    "moment": moment,
    "country": name,
    "code": shown,
    "a": a,
    "list": _joined(", "),
    "or": _joined(" or "),
    "and": _joined(" and "),
    "reasons": _joined("; "),
    "codes": lambda countries: ", ".join(map(shown, countries)),
    "amounts": lambda amounts: " or ".join(map(eur, amounts)),
}


def _plain(value: Any) -> Any:
    if isinstance(value, Message):
        return {"template": value.template, "values": value.as_data()}
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
