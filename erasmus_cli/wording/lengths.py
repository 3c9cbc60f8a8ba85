"""How long something lasts, as people write it: `2 years`, `18 Monate`, `un an et demi`, `P1Y6M`."""

import re
from collections.abc import Sequence
from decimal import Decimal

from erasmus_cli.wording.invisible import quoted
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.notation import NotationError
from erasmus_cli.wording.patterns import pattern
from erasmus_cli.wording.words import meant

_PHRASES = {"half-a-year": 6, "one-year": 12, "one-and-a-half-years": 18}
_UNITS = {"month": 1, "year": 12}
"""Months in each word for a length of `words.toml`."""
_TOKEN = pattern(
    r"\s*(?:(?P<fraction>1/2)|(?P<number>\d{1,6}(?:[.,]\d{1,2})?(?!\d))|(?P<word>[^\W\d_]+)[.,]?|,\s)"
)
_ISO = pattern(r"P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?", re.IGNORECASE)
_AGAIN = pattern(r"(?P<before>[^()]+)\((?P<again>[^()]+)\)(?P<after>[^()]*)")
_BROKEN_WORD = pattern(r"(?<=[^\W_])[-\u2010\u2011](?=[^\W\d_])")  # twenty-four, 24-month
_MOST_WORDS = 4  # of a number
_HALF, _HALF_MORE = "half", "half-more"

Part = Decimal | str
"""A number, a unit, or `and`."""


def months(text: str) -> int:
    """A length in months, such as `24`, `24 months`, `two years`, `1,5 Jahre` or `2 ans et 6 mois`.

    Raises:
        NotationError: it is none, or no whole number of months.
    """
    plain = " ".join(_BROKEN_WORD.sub(" ", text.replace("\u00bd", " 1/2 ")).split())
    if found := _AGAIN.fullmatch(plain):  # 24 months (2 years), 24 (twenty-four) months
        total = _total(found["before"] + found["after"])
        total = total if total == _total(found["again"], in_words=True) else None
    else:
        total = _total(plain)
    if total is None or total % 1:
        raise NotationError(
            tell("{text} is no length", text=quoted(text)), _("write months, such as 24, or 2 years")
        )
    return int(total)


def _total(text: str, *, in_words: bool = False) -> Decimal | None:
    """The months of all parts of `2 years and 6 months`; None where there is anything else in it.

    A number without a unit is one of months: in digits, or `in_words` where these say it again.
    """
    text = text.strip()
    if said := meant("length", text, tuple(_PHRASES)):
        return Decimal(_PHRASES[said[0]])
    if (found := _ISO.fullmatch(text)) and found[0].upper() != "P":
        return Decimal(int(found[1] or 0) * 12 + int(found[2] or 0))
    parts = _parts(text)
    if len(parts) == 1 and isinstance(parts[0], Decimal):
        return parts[0] if in_words or text[0].isdecimal() else None
    return _added(parts) if parts and None not in parts else None


def _parts(text: str) -> list[Part | None]:
    """Numbers, units and words for `and` in their order; None in place of anything else."""
    parts: list[Part | None] = []
    words: list[str] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            return [None]
        at = found.end()
        if found["word"]:
            words.append(found["word"])
            continue
        _put(parts, words)
        words = []
        if found["fraction"]:
            _put_half(parts)
        elif found["number"]:
            parts.append(Decimal(found["number"].replace(",", ".")))
    _put(parts, words)
    return parts


def _put(parts: list[Part | None], words: Sequence[str]) -> None:
    """Puts what words mean behind the parts: the longest that is known comes first, as in `yirmi dört`."""
    while words:
        for number in range(min(_MOST_WORDS, len(words)), 0, -1):
            part = _meaning(" ".join(words[:number]), counted=bool(parts) and isinstance(parts[-1], Decimal))
            if part is not None:
                break
        if part == _HALF_MORE:
            _put_half(parts)
        else:
            parts.append(part)
        words = words[number:]


def _put_half(parts: list[Part | None]) -> None:
    """Puts a half behind what it is added to, as in `1 1/2` and `3 buçuk`."""
    parts += ["and", Decimal("0.5")] if parts and isinstance(parts[-1], Decimal) else [Decimal("0.5")]


def _meaning(words: str, *, counted: bool) -> Part | None:
    """A unit, `and` or a number; `y` is a year behind a number, and Spanish for `and` elsewhere."""
    unit = meant("length", words, tuple(_UNITS))
    if unit and counted:
        return unit[0]
    if meant("joining", words, ("and",)):
        return "and"
    number = meant("number", words)
    if number == (_HALF_MORE,):
        return _HALF_MORE
    if number:
        return Decimal("0.5" if number == (_HALF,) else number[0])
    return unit[0] if unit else None


def _added(parts: Sequence[Part | None]) -> Decimal | None:
    """The months of numbers that each have their unit.

    A half may follow, joined by `and`, its number or the unit of that; an `and` joins two of these.
    """
    total, waiting, unit, joined = Decimal(0), Decimal(0), "", True
    for part in parts:
        if part == "and":
            if joined:
                return None
            joined = True
        elif isinstance(part, Decimal):
            if waiting and not (joined and part < 1):
                return None
            waiting, joined = waiting + part, False
        else:
            if not waiting or joined:
                return None
            unit, joined = str(part), False
            total, waiting = total + waiting * _UNITS[unit], Decimal(0)
    if joined or not unit or waiting >= 1:
        return None
    return total + waiting * _UNITS[unit]
