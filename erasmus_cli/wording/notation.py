"""Amounts and days as people in Europe write them: one meaning is taken, two are named."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Self

from erasmus_cli.errors import ErasmusError
from erasmus_cli.resources import shipped
from erasmus_cli.wording.amount_words import sizes, spelled
from erasmus_cli.wording.countries import folded
from erasmus_cli.wording.invisible import quoted
from erasmus_cli.wording.language import _, spoken
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.patterns import pattern

_AMOUNT = pattern(
    r"(?P<before>[^\d+\-\u2212(]*?)\s*(?P<number>\d(?:[\d .,'_]*\d)?)"
    r"\s*(?P<whole>[.,]\s?[-\u2013\u2014]+)?\.?(?P<after>[^\d]*)"
)
_AGAIN = pattern(r"(?P<digits>[^()]*\d[^()]*)\((?P<words>[^()\d]+)\)\s*")
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u2032`\u00b4\u066c", "'") | {"\u066b": ","})
"""Signs between thousands in Switzerland and beside Arabic digits; the last one parts decimals."""
_GROUPED = pattern(r"([1-9]\d{0,2})(?P<sign>[ .,'_])(\d{3}(?:(?P=sign)\d{3})*)(?:([.,])(\d+))?")
_PLAIN = pattern(r"(\d+)(?:[.,](\d+))?")
_OTHER_CURRENCY = pattern(
    r"[£$¥\u20ba\u20b4\u20bd\u20be]|\b(?:USD|GBP|CHF|PLN|CZK|HUF|RON|BGN|SEK|DKK|NOK|ISK|TRY|RSD|MKD|ALL|BAM|UAH|GEL|MDL|RUB|TL)\b"
    r"|\b(?:zł|zl|Kč|Kc|Ft|lei|leva|kr|kr\.|dollars?|pounds?|francs?|zloty|złotych|forint|kroner|kronor|korun)(?!\w)"
    r"|\b(?:лв|лева|дин|динара|ден|денари|грн|din|dinara?|lira|lirası)(?!\w)",
    re.IGNORECASE,
)

_YEAR_FIRST = pattern(r"(\d{4})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})\.?")
_DAY_FIRST = pattern(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\.?(?:\s?(?:\u0433|\u0440|r)\.?)?")
_EITHER_FIRST = pattern(r"(\d{1,2})\s?([-/])\s?(\d{1,2})\s?\2\s?(\d{4})")
_MOST_DIGITS = 20
_LETTERS = r"[^\W\d_]+"
_MONTH = rf"{_LETTERS}(?: f[\u00f3o]mhair)?"  # Irish for September and October
_SHORT_YEAR = pattern(
    rf"\d{{1,2}}([-/.])\s?\d{{1,2}}\1\s?\d{{2}}|\d{{1,2}}\.?[\s-]*{_LETTERS}\.?[\s-]*['\u2019]?\d{{2}}"
)
_ROMAN_NUMBERS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = dict(zip(_ROMAN_NUMBERS, range(1, 13), strict=True))
_ROMAN_MONTH = pattern(
    r"(\d{1,2})(?:\.\s?|[\s/-])([IVX]{1,4})[\s./-]{1,2}(\d{4})\s*(?:r(?:oku)?)?\.?", re.IGNORECASE
)
_OF_WEEK = pattern(r"(\d{4})-?W(\d{2})-?([1-7])", re.IGNORECASE)
_ORDINAL = r"(?:st|nd|rd|th|er|re|\.?[\u00ba\u00aa\u00b0]|\u03b7|\u03b7\u03c2|\u03bf\u03c2|\.)"
_IN_WORDS = pattern(
    rf"(?P<day>\d{{1,2}}){_ORDINAL}?[\s/-]*(?:(?:of|de|di)\s+|(?:d|ta)['\u2019]\s*)?(?P<month>{_MONTH})\.?,?"
    rf"[\s/-]*(?:del?\s+)?(?P<year>\d{{4}})\s*(?:\u0433|\u0440|r(?:oku)?|\u0440\u043e\u043a\u0443|\u0433\u043e\u0434\u0430)?\.?",
    re.IGNORECASE,
)
_FIRST = pattern(
    r"^(?:first|erster|ersten|premier|primero|primer|primo|pierwszego|pierwszy|ensimm\u00e4inen|eerste)\s+(?=\D)",
    re.IGNORECASE,
)
_MONTH_FIRST = pattern(
    rf"(?P<month>{_LETTERS})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})", re.IGNORECASE
)
_YEAR_IN_FRONT = pattern(  # 2027. gada 1. marts, 2027. március 1-jén, 2027 m. kovo 1 d.
    rf"(?P<annus>\d{{4}})\.\s*gada\s+(?P<dies>\d{{1,2}})\.\s*(?P<mensis>{_LETTERS})"
    rf"|(?P<year>\d{{4}})\.?\s*(?:m\.\s*)?(?P<month>{_LETTERS})\.?\s+(?P<day>\d{{1,2}})\.?(?:-?(?:je|jén|i|én|t[őo]l|ig|t[óo]l|re|ra)|\s?d\.)?",
    re.IGNORECASE,
)
_POLISH_YEAR = pattern(r"\sr(?:oku)?\.?$", re.IGNORECASE)
_POLISH = {"lip": 7, "lis": 11, "listopada": 11}
"""Names that are another month in Croatian, which puts a dot behind the day and no `r.` behind the year."""
_NO_TIME = pattern(r"(.*\d)[T ]00:00(?::00)?")  # as spreadsheets write a day
_PACKED = pattern(r"(20\d{2})(0[1-9]|1[0-2])([0-3]\d)")
_LED = pattern(
    r"^(?:on|op|the|le|el|il(?! ħ| g| H| Ħ| G)|am|den|der|w|v|na|dne|dnia|dana)\s+(?=\w)", re.IGNORECASE
)
_WITHOUT_DAY = pattern(
    r"(?:\D*\W)?\d{4}|\d{1,2}[-/.]\d{4}|\d{4}[-/.]\d{1,2}"
    r"|(?:Q|W|KW|week|Woche|semaine|semana|settimana|tydzień|hafta|viikko)\.?\s?\d{1,2}[\s/]+\d{4}"
    r"|[1-4](?:\.|st|nd|rd|th|e|er|\u00ba)?\s?(?:quarter|Quartal|trimest\w+|kwarta\u0142|\u00e7eyrek|\w*nelj\u00e4nnes)\s\d{4}"
    r"|\d{4}[\s/-]?(?:Q|W|KW)\s?\d{1,2}",
    re.IGNORECASE,
)
_NAMED_MONTH = pattern(rf"({_LETTERS})\.?,?\s+(\d{{4}})")
_NUMBERED_MONTH = pattern(r"(\d{1,2})[-/.](\d{4})|(\d{4})[-/.](\d{1,2})")
_LONGEST_WEEKDAY = 3  # words


class NotationError(ErasmusError, ValueError):
    """What was written has no meaning here, or more than one.

    Attributes:
        message: what is wrong.
        hint: how to write what was meant.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message}; {hint}")
        self.message, self.hint = message, hint


class AmbiguousError(NotationError):
    """What was written has two meanings. The message names both.

    Attributes:
        readings: the meanings.
    """

    def __init__(
        self, message: str, hint: str, readings: tuple[Decimal, Decimal] | tuple[date, date]
    ) -> None:
        super().__init__(message, hint)
        self.readings = readings


EXAMPLE = "2016-09-01"
"""The day that stands as an example in every language."""


class NoDayError(NotationError):
    """What was written is no day; the hint says how one is written, by `EXAMPLE`."""

    def __init__(self, message: str) -> None:
        super().__init__(message, _("write year-month-day, such as 2016-09-01"))

    def such_as(self, example: date) -> str:
        """The same with another day for an example."""
        return f"{self.message}; {self.hint.replace(EXAMPLE, example.isoformat())}"


class WrittenNumber(float):
    """A number with decimals that still knows how it was written: `8.000` may have been meant as 8000."""

    def __new__(cls, value: float, written: str = "") -> Self:
        """The number and its text."""
        number = super().__new__(cls, value)
        number.written = written
        return number

    written: str


def number(text: str) -> Decimal:
    """The number or amount that a text says, such as `60 000`, `60.000,00`, `EUR 60 000` or `sixty thousand`.

    Words in brackets may say it again.

    Raises:
        AmbiguousError: it may be thousands or decimals, such as `8.000`.
        NotationError: it is neither.
    """
    # First the apostrophes, as one of them is a blank in the compatible form.
    plain = in_our_digits(" ".join(unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).split()))
    said = _said_in_words(plain)
    return _in_digits(text, plain) if said is None else said


def _said_in_words(plain: str) -> Decimal | None:
    """The amount that words say, alone or in brackets behind the same in digits; None where they say none."""
    if not any(map(str.isdigit, plain)):
        return spelled(plain)
    again = _AGAIN.fullmatch(plain)
    said = spelled(again["words"]) if again else None
    if again is None or said is None:
        return None
    try:
        return said if number(again["digits"]) == said else None
    except AmbiguousError as error:
        return said if said in error.readings else None
    except NotationError:
        return None


def _in_digits(text: str, plain: str) -> Decimal:
    found = _AMOUNT.fullmatch(plain)
    factors = sizes(f"{found['before']} {found['after']}") if found else frozenset()
    if found is None or not factors:
        if _OTHER_CURRENCY.search(plain):
            raise NotationError(
                tell("{text} is in another currency", text=quoted(text)),
                _("amounts are in EUR, such as 12500"),
            )
        raise NotationError(tell("{text} is not an amount", text=quoted(text)), _write_amount())
    if sum(map(str.isdigit, plain)) > _MOST_DIGITS:
        raise NotationError(
            tell("{text} has too many digits for an amount", text=quoted(text)), _write_amount()
        )
    values = {reading * factor for reading in _readings(found["number"]) for factor in factors}
    readings = sorted(values, reverse=True)
    if not readings:
        raise NotationError(tell("{text} is not an amount", text=quoted(text)), _write_amount())
    if found["whole"]:
        return readings[0]  # 60.000,- has no cents, so these are thousands
    if len(readings) > 1:
        many, few = readings[0], readings[-1]
        one, other = _plain(many), _plain(few)
        message = tell("{text} may be {one} or {other}", text=quoted(text), one=one, other=other)
        in_cents = f"{few:.2f}"
        hint = tell("write {one} or {other}", one=one, other=in_cents)
        raise AmbiguousError(message, hint, (many, few))
    return readings[0]


def in_our_digits(text: str) -> str:
    """The text with each digit of another script as the one that it is."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def day(text: str, *, last: bool | None = None) -> date:
    """The day that a text says, such as `2027-03-01`, `01.03.2027`, `1 March 2027` or `Mon., 1er mars 2027`.

    A weekday beside it has to be that of the day, and chooses where there would be two.

    Args:
        text: what was written.
        last: whether a month alone stands for its last day or its first; where None, it is no day.

    Raises:
        AmbiguousError: it may be two days, such as `01/03/2027`.
        NotationError: it is none.
    """
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    if found := _days(plain):
        return _one_of(text, found)
    rest, weekdays = _without_weekday(plain)
    if found := _days(rest):
        return _one_of(text, found, weekdays)
    if last is not None and (month := _month_alone(plain)):
        return month.replace(day=monthrange(month.year, month.month)[1]) if last else month
    if _SHORT_YEAR.fullmatch(plain):
        raise NotationError(
            tell("the year of {text} is not clear", text=quoted(text)),
            _("write it with four digits, such as 2027-03-01"),
        )
    if _WITHOUT_DAY.fullmatch(plain):
        raise NoDayError(tell("{text} does not say which day", text=quoted(text)))
    raise NoDayError(tell("{text} is no day", text=quoted(text)))


def _days(plain: str) -> list[tuple[int, int, int]]:
    """The readings of a day without its weekday, as year, month and day; none where it is no day."""
    if found := _NO_TIME.fullmatch(plain):
        plain = found[1]
    if found := _PACKED.fullmatch(plain):
        return [(int(found[1]), int(found[2]), int(found[3]))]
    if found := _YEAR_FIRST.fullmatch(plain):
        return [(int(found[1]), int(found[3]), int(found[4]))]
    if found := _DAY_FIRST.fullmatch(plain):
        return [(int(found[3]), int(found[2]), int(found[1]))]
    if found := _EITHER_FIRST.fullmatch(plain):
        one, other, year = int(found[1]), int(found[3]), int(found[4])
        return [(year, other, one), (year, one, other)]
    if (found := _ROMAN_MONTH.fullmatch(plain)) and (month := _ROMAN.get(found[2].lower())):
        return [(int(found[3]), month, int(found[1]))]
    if found := _OF_WEEK.fullmatch(plain):
        return _of_week(*map(int, found.groups()))
    named, year, number_of_day = _in_words(plain)
    months = _names_of("month").get(folded(named), ())
    if len(months) > 1:
        months = _of_one_language(plain, named, months)
    return [(year, month, number_of_day) for month in months]


def _of_week(year: int, week: int, weekday: int) -> list[tuple[int, int, int]]:
    """The day that ISO 8601 calls so; none where the year has no such week."""
    try:
        found = date.fromisocalendar(year, week, weekday)
    except ValueError:
        return []
    return [(found.year, found.month, found.day)]


def _of_one_language(plain: str, named: str, months: tuple[int, ...]) -> tuple[int, ...]:
    """The month that a name is in Polish if the year says so, or in the language that is spoken; else all."""
    said, language = folded(named), spoken()
    if _POLISH_YEAR.search(plain):
        own = [_POLISH.get(said)]
    elif "." in plain.partition(named)[0]:
        return months
    else:
        own = [
            month
            for month in months
            if said in map(folded, (language.months[month - 1], language.short_months[month - 1]))
        ]
    return tuple(month for month in months if month in own) or months


def _without_weekday(plain: str) -> tuple[str, tuple[int, ...]]:
    """What stands beside a weekday, in front or behind, and its numbers, Monday is 1; none without one.

    A short name may be several weekdays, as `mar` and `ma` are in two languages.
    """
    words = _LED.sub("", plain, count=1).split()
    for number in range(min(_LONGEST_WEEKDAY, len(words) - 1), 0, -1):
        for name, rest in ((words[:number], words[number:]), (words[-number:], words[:-number])):
            if weekdays := _names_of("weekday").get(folded(" ".join(name))):
                return _LED.sub("", " ".join(rest).strip(" ,"), count=1), weekdays
    return " ".join(words), ()


def _in_words(plain: str) -> tuple[str, int, int]:
    """The name of the month, the year and the day of a date in words; an empty name where it is none."""
    plain = _FIRST.sub("1 ", plain)
    found = _IN_WORDS.fullmatch(plain) or _MONTH_FIRST.fullmatch(plain)
    if found:
        return found["month"], int(found["year"]), int(found["day"])
    if found := _YEAR_IN_FRONT.fullmatch(plain):
        name, year, number_of_day = (
            found[one] or found[other]
            for one, other in (("month", "mensis"), ("year", "annus"), ("day", "dies"))
        )
        return name, int(year), int(number_of_day)
    return "", 0, 0


def _month_alone(text: str) -> date | None:
    """The first day of `March 2027`, `03/2027` or `2027-03`."""
    if found := _NAMED_MONTH.fullmatch(text):
        numbers, year = _names_of("month").get(folded(found[1]), ()), int(found[2])
    elif found := _NUMBERED_MONTH.fullmatch(text):
        numbers, year = (int(found[1] or found[4]),), int(found[2] or found[3])
    else:
        return None
    return date(year, numbers[0], 1) if len(numbers) == 1 and 1 <= numbers[0] <= 12 else None


def _readings(number: str) -> set[Decimal]:
    """All values that digits with their separators may have: a group of three may be decimals."""
    found = set()
    if (grouped := _GROUPED.fullmatch(number)) and grouped[4] != grouped["sign"]:
        digits = grouped[1] + re.sub(r"\D", "", grouped[3])
        found.add(Decimal(f"{digits}.{grouped[5] or 0}"))
    if plain := _PLAIN.fullmatch(number):
        found.add(Decimal(f"{plain[1]}.{plain[2] or 0}"))
    return {value.normalize() if value % 1 else value.to_integral_value() for value in found}


def _plain(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def _one_of(text: str, readings: Iterable[tuple[int, int, int]], weekdays: tuple[int, ...] = ()) -> date:
    """The only day among the readings (year, month, day) that the calendar has, on one of the weekdays."""
    days = []
    for reading in readings:
        try:
            days.append(date(*reading))
        except ValueError:
            continue
    if not days:
        raise NoDayError(tell("{text} is no day of the calendar", text=quoted(text)))
    there = [day for day in days if day.isoweekday() in weekdays] if weekdays else days
    if not there:
        raise NotationError(
            tell(
                "{text} says another weekday than {weekday}",
                text=quoted(text),
                weekday=_weekday(days[0]),
            ),
            tell("write the day alone, such as {day}", day=days[0].isoformat()),
        )
    if len(set(there)) > 1:
        one, other = sorted(set(there))[:2]
        raise NotationError(
            tell("{text} may be {one:day} or {other:day}", text=quoted(text), one=one, other=other),
            tell("write {one} or {other}", one=one.isoformat(), other=other.isoformat()),
        )
    return there[0]


def _weekday(value: date) -> str:
    week = _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")
    return week[value.weekday()]


def _write_amount() -> str:
    return _("write digits only, such as 12500 or 12500.50")


@cache
def _names_of(what: str) -> dict[str, tuple[int, ...]]:
    """Names of months or weekdays, folded, in the Programme's languages; a few are two in two of them."""
    import tomllib  # noqa: PLC0415 - most days are written in numbers

    file = shipped("wording", f"{what}_names.toml")
    found: dict[str, tuple[int, ...]] = {}
    for number, names in tomllib.loads(file.read_text(encoding="utf-8")).items():
        for name in names:
            found[name] = (*found.get(name, ()), int(number))
    return found
