"""How long something lasts, as people write it in the languages that are shown: `2 years`, `18 Monate`."""

from decimal import Decimal

from erasmus_cli.wording.invisible import quoted
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.notation import NotationError
from erasmus_cli.wording.patterns import pattern
from erasmus_cli.wording.words import meant

_PART = pattern(r"(?P<number>\d{1,6}(?:[.,]\d{1,6})?)\s*(?P<unit>[^\W\d]+)?\.?")
_BETWEEN = pattern(r"\s*,\s+|(?<=[^\W\d])\.?\s+(?:(?P<and>[^\W\d]+)\s+)?(?=\d)")
_SIZES = {"month": 1, "half-a-year": 6, "year": 12, "one-year": 12, "one-and-a-half-years": 18}
"""Months in each word for a length of `words.toml`."""
_UNITS = ("month", "year")


def months(text: str) -> int:
    """A length in months, such as `24`, `24 months`, `2 years`, `1,5 Jahre` or `2 ans et 6 mois`.

    Raises:
        NotationError: it is none, or no whole number of months.
    """
    said = meant("length", text, tuple(_SIZES))
    total = Decimal(_SIZES[said[0]]) if said else _total(" ".join(text.split()))
    if total is None or total % 1:
        raise NotationError(
            tell("{text} is no length", text=quoted(text)), _("write months, such as 24, or 2 years")
        )
    return int(total)


def _total(text: str) -> Decimal | None:
    """The months of all parts of `2 years and 6 months`; None where there is anything else in it."""
    written = _BETWEEN.split(text)  # every second one is a word between two parts, or None
    parts = [_PART.fullmatch(part) for part in written[::2]]
    total = Decimal(0)
    for part in parts:
        if part is None or (len(parts) > 1 and not part["unit"]):
            return None
        unit = meant("length", part["unit"], _UNITS) if part["unit"] else ("month",)
        if not unit:
            return None
        total += Decimal(part["number"].replace(",", ".")) * _SIZES[unit[0]]
    joined = (meant("joining", word, ("and",)) for word in written[1::2] if word)
    return total if all(joined) else None
