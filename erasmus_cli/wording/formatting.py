"""Money, dates and counts as texts of the Commission have them, in the language that is spoken now."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import overload

from erasmus_cli.wording.language import HARD_SPACE, Words, _, spoken


def eur(amount: Decimal) -> str:
    """`EUR 12 500`, or `12 500 EUR`, with hard spaces; cents where there are any.

    The Interinstitutional Style Guide (7.3.3) puts the code in front in English and behind in most languages.
    """
    return spoken().money.format(amount=grouped(amount))


def grouped(amount: Decimal) -> str:
    """`12 500`, with hard spaces; two decimals only where it is not whole."""
    if amount == amount.to_integral_value():
        return f"{amount:,.0f}".replace(",", HARD_SPACE)
    return decimal_sign(f"{amount:,.2f}".replace(",", HARD_SPACE))


def decimal_sign(number: str) -> str:
    """A number as the language that is spoken now writes it, of one with a point before its decimals."""
    return number.replace(".", spoken().decimal)


def kilometres(number: int) -> str:
    """`1 592 km`, with hard spaces."""
    return f"{number:,}".replace(",", HARD_SPACE) + f"{HARD_SPACE}km"


@overload
def plain_number(value: Decimal) -> int | float: ...


@overload
def plain_number(value: None) -> None: ...


def plain_number(value: Decimal | None) -> int | float | None:
    """A decimal as JSON has it: whole where it is whole; None stays None."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def day(value: date) -> str:
    """`1 September 2016`."""
    return _dated(value, spoken().day, spoken().months)


def short_day(value: date) -> str:
    """`1 Sep 2016`, which does not break."""
    return _dated(value, spoken().short_day, spoken().short_months).replace(" ", HARD_SPACE)


def span(start: date | None, end: date | None) -> str | None:
    """First and last day in short, or the first alone."""
    if start is None:
        return None
    if end is None:
        return short_day(start)
    return _("{start} to {end}").format(start=short_day(start), end=short_day(end))


def moment(value: datetime) -> str:
    """`31 March 2016 12:00`, with the seconds where there are any: a deadline can hang on them."""
    time = f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"
    return spoken().moment.format(day=day(value), time=time)


def _dated(value: date, pattern: str, months: tuple[str, ...]) -> str:
    number = spoken().first_day if value.day == 1 else str(value.day)
    return pattern.format(day=number, month=months[value.month - 1], number=value.month, year=value.year)


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 country`, `2 countries`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def _said(words: str) -> str:
    return _(words) if isinstance(words, Words) else words


def lower_first(words: str) -> str:
    """The words with a small letter in front, where nouns have one; texts of ours in the language of now."""
    words = _said(words)
    return words if spoken().nouns_in_capitals else words[:1].lower() + words[1:]


def upper_first(words: str) -> str:
    """The words with a capital in front; texts of ours in the language that is spoken now."""
    words = _said(words)
    first = words[:1]
    return spoken().capitals.get(first, first.upper()) + words[1:]


def capital_letters(words: str) -> str:
    """The words in capitals, as the language that is spoken now has them: `İ` for the Turkish `i`."""
    capitals = spoken().capitals
    return "".join(capitals.get(letter) or letter.upper() for letter in str(words))


def a(noun: str) -> str:
    """The noun with its article: `a school`, `an EU Member State`, `a European NGO`."""
    vowel = noun[:1].lower() in "aeiou" and not noun.startswith(("Eu", "eu", "uni"))
    return f"an {noun}" if vowel else f"a {noun}"


@lru_cache(maxsize=256)
def closest(word: str, known: tuple[str, ...], cutoff: float = 0.6) -> str | None:
    """The known word that was probably meant, or None; a higher cutoff asks for more likeness."""
    return next(iter(get_close_matches(word, known, n=1, cutoff=cutoff)), None)


def spans(editions: Iterable[tuple[int, str]]) -> str:
    """Editions in short: `strategic-partnership 2014-2016, 2018`."""
    by_action: dict[str, list[int]] = {}
    for call, action in editions:
        by_action.setdefault(action, []).append(call)
    return "; ".join(f"{action} {runs(sorted(calls))}" for action, calls in by_action.items()) or "no edition"


def runs(calls: Iterable[int]) -> str:
    """Calls in short, those in a row as `2014-2016`; they come in order."""
    found: list[list[int]] = []
    for call in calls:
        if found and call == found[-1][-1] + 1:
            found[-1].append(call)
        else:
            found.append([call])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in found)


def round_share(share: Decimal) -> str:
    """A share in per cent, as short as it is: `20 %`, `12.5 %`."""
    return spoken().per_cent.format(number=decimal_sign(f"{float(100 * share):g}"))


def per_cent(share: Decimal) -> str:
    """A share in per cent, to two decimals, or to as many as tell it from a whole number: `20.0004 %`."""
    exact = 100 * share
    for decimals in range(2, 9):
        shown = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        if shown == exact or shown != exact.to_integral_value():
            break
    return spoken().per_cent.format(number=decimal_sign(str(shown)))
