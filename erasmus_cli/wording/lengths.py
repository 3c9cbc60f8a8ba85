"""How long something lasts, as people write it in the languages that are shown: `2 years`, `18 Monate`."""

import re
from collections.abc import Iterator
from decimal import Decimal

from erasmus_cli.wording.countries import folded
from erasmus_cli.wording.invisible import quoted
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.notation import NotationError
from erasmus_cli.wording.patterns import pattern

_PART = pattern(r"(?P<number>\d{1,6}(?:[.,]\d{1,6})?)\s*(?P<unit>[^\W\d]+)?\.?")
_BETWEEN = pattern(r"\s*,\s+|(?<=[^\W\d])\.?\s+(?:(?:and|und|y|e|et|i|ve|ja)\s+)?(?=\d)", re.IGNORECASE)
_UNITS = {
    "m|month|months|mth|mths|monat|monate|monaten|mes|meses|mese|mesi|mois": 1,
    "miesiac|miesiace|miesiecy|mies|ay|kuukausi|kuukautta|kuukauden|kk": 1,
    "y|yr|yrs|year|years|jahr|jahre|jahren|ano|anos|anno|anni|an|ans|annee|annees": 12,
    "rok|roku|lata|lat|yil|vuosi|vuotta|vuoden": 12,
}
"""Months in each unit, by its names, folded."""
_WITHOUT_FIGURE = {
    **dict.fromkeys(
        ("half a year", "ein halbes jahr", "medio ano", "mezzo anno", "pol roku", "yarim yil"), 6
    ),
    "puoli vuotta": 6,
    **dict.fromkeys(("a year", "one year", "ein jahr", "un ano", "un anno", "un an", "une annee"), 12),
    **dict.fromkeys(("rok", "jeden rok", "bir yil", "vuosi", "yksi vuosi"), 12),
    **dict.fromkeys(
        ("one and a half years", "a year and a half", "eineinhalb jahre", "anderthalb jahre"), 18
    ),
    **dict.fromkeys(
        ("ano y medio", "un ano y medio", "un anno e mezzo", "un an et demi", "poltora roku"), 18
    ),
    **dict.fromkeys(("bir bucuk yil", "puolitoista vuotta"), 18),
}
"""Months of lengths in which no figure stands, folded."""


def months(text: str) -> int:
    """A length in months, such as `24`, `24 months`, `2 years`, `1,5 Jahre` or `2 ans et 6 mois`.

    Raises:
        NotationError: it is none, or no whole number of months.
    """
    if found := _WITHOUT_FIGURE.get(folded(text)):
        return found
    parts = tuple(_parts(" ".join(text.split())))
    total = sum(parts, Decimal(0))
    if not parts or total % 1:
        raise NotationError(
            tell("{text} is no length", text=quoted(text)), _("write months, such as 24, or 2 years")
        )
    return int(total)


def _parts(text: str) -> Iterator[Decimal]:
    """The months of each part of `2 years and 6 months`; nothing where there is anything else in it."""
    written = _BETWEEN.split(text)
    matches = [match for part in written if (match := _PART.fullmatch(part))]
    sizes = [_size(match["unit"]) for match in matches]
    unknown = any(match["unit"] and size is None for match, size in zip(matches, sizes, strict=True))
    if len(matches) < len(written) or unknown or (len(matches) > 1 and None in sizes):
        return
    for match, size in zip(matches, sizes, strict=True):
        yield Decimal(match["number"].replace(",", ".")) * (size or 1)


def _size(unit: str | None) -> int | None:
    """The months of a unit; None where it has none, or is not known."""
    name = folded(unit or "")
    return next((size for names, size in _UNITS.items() if name in names.split("|")), None)
