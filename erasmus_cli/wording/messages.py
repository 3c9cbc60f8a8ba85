"""Sentences as data: a template with named values, put into words last.

A template is English, and the key by which a catalogue of another language finds its own; a translation may
say a value in another way, or leave it out. `{name}` is a value, written as it is; what follows a colon says
how else it is written:

* `eur`, `km`, `share`, `exact_share` (with decimals), `trimmed_share` (with those there are), `day`,
  `moment`, `country` and `language` (their names), `code` (as the Commission writes it), `a` (with its
  article), `small` (with a small first letter, where nouns have one);
* `list`, `or`, `and`, `reasons`: several texts with commas, `or`, `and` or semicolons between them;
  `languages`: the names of several with commas, in the order of letters;
* `one|many`: the first where the number is 1, the second otherwise; a language has as many as it needs.

A value may be a message itself, a part of a sentence that is not always there, or `Words`, which are said in
the language of the sentence.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from string import Formatter
from typing import Any, NamedTuple

from erasmus_cli.wording.countries import in_a_sentence, shown
from erasmus_cli.wording.formatting import (
    a,
    day,
    decimal_sign,
    eur,
    kilometres,
    lower_first,
    moment,
    per_cent,
    plain_number,
)
from erasmus_cli.wording.language import ENGLISH, Words, _, note_english, sorting_key, spoken
from erasmus_cli.wording.languages import language_name

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

    def text(self) -> str:
        """The sentence in words, in the language that is spoken now; in English where it has none for it."""
        template = _(self.template)
        if not self.values and "{" not in template:
            return template
        parts = []
        for literal, key, spec in _parsed(template):
            parts.append(literal)
            if key is not None:
                parts.append(_written(self.values[key], spec))
        said = "".join(parts)
        if template is self.template and spoken() is not ENGLISH:
            note_english(said)
        return said

    def __str__(self) -> str:
        return self.text()

    def as_data(self) -> dict[str, Any]:
        """The values as JSON has them: amounts as numbers, dates as ISO text, parts as messages."""
        return {key: _plain(value) for key, value in self.values.items()}


NOTHING = Message("")
"""The part of a sentence that is not there."""


def say(template: str, /, **values: Any) -> Message:
    """A sentence with its values, which is put into words later."""
    return tuple.__new__(Message, (template, values))


def tell(template: str, /, **values: Any) -> str:
    """A sentence with its values in words, in the language that is spoken now."""
    return say(template, **values).text()


@lru_cache(maxsize=2048)
def _parsed(template: str) -> tuple[tuple[str, str | None, str], ...]:
    return tuple((part[0], part[1], part[2] or "") for part in Formatter().parse(template))


def _written(value: Any, spec: str) -> str:
    value = _said(value)
    if "|" in spec:
        forms = spec.split("|")
        whole = value == int(value)
        return forms[min(spoken().plural(int(value)), len(forms) - 1) if whole else -1]
    if spec:
        return _WAYS[spec](value)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def spoken_text(value: Any) -> str:
    """A value as it is shown: messages and texts of ours in the language that is spoken now."""
    return str(_said(value))


def _said(value: Any) -> Any:
    """Parts of a sentence and texts of ours in words, also in a list; whatever else is left as it is."""
    if isinstance(value, Message):
        return value.text()
    if isinstance(value, tuple):
        return tuple(map(_said, value))
    return _(value) if isinstance(value, Words) else value


def _joined(between: str) -> Callable[[Iterable[Any]], str]:
    return lambda texts: between.join(map(str, texts))


def _trimmed(number: Decimal) -> str:
    return decimal_sign(f"{number.normalize():f}")


def _share(value: Decimal) -> str:
    return spoken().per_cent.format(number=f"{100 * value:.0f}")


_WAYS: Mapping[str, Callable[[Any], str]] = {
    "eur": eur,
    "share": _share,
    "exact_share": per_cent,
    "trimmed_share": lambda value: spoken().per_cent.format(number=_trimmed(100 * value)),
    "day": day,
    "moment": moment,
    "country": in_a_sentence,
    "code": shown,
    "a": a,
    "list": _joined(", "),
    "or": lambda texts: spoken().either.join(map(str, texts)),
    "and": lambda texts: spoken().both.join(map(str, texts)),
    "reasons": _joined("; "),
    "language": language_name,
    "languages": lambda codes: ", ".join(sorted(map(language_name, codes), key=sorting_key)),
    "codes": lambda countries: ", ".join(map(shown, countries)),
    "km": kilometres,
    "small": lower_first,
    "amounts": lambda amounts: spoken().either.join(map(eur, amounts)),
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
