"""The words beside an amount, by how much they multiply it and that it is in euro; and amounts in words."""

import re
from decimal import Decimal
from functools import cache

from erasmus_cli.resources import shipped
from erasmus_cli.wording.countries import folded
from erasmus_cli.wording.patterns import pattern
from erasmus_cli.wording.words import meant

_WORDS = pattern(r"[^\W\d_]+|[^\s\w.:'\u2019]")
_BRACKETED = pattern(r"\((eur|euros?|€)\)", re.IGNORECASE)
_SHORT = pattern(r"\b([tkm])\s?(?=(?:eur|€)(?:\W|$))", re.IGNORECASE)
_SIZES = {"thousand": 1000, "million": 1_000_000}
_OF_EURO = "-of-euro"


def sizes(beside: str) -> frozenset[int]:
    """What the words beside a number multiply it by: 1 where they only name the euro, as in `EUR 60 000`.

    Two sizes where a word has two meanings: `mil` is a thousand in Spanish, and short for a million in
    English. None where a word is not known, or two say how many.
    """
    words = _WORDS.findall(_SHORT.sub(r"\1 ", _BRACKETED.sub(r" \1 ", beside)))
    said = [_known().get(folded(word) or word, frozenset()) for word in words]
    in_euro = any("euro" in meanings for meanings in said)
    scales = [meanings for meanings in said if not meanings & {"euro", "between"}]
    if len(scales) > 1 or (not in_euro and any("between" in meanings for meanings in said)):
        return frozenset()
    if not scales:
        return frozenset({1})
    meant = {meaning.removesuffix(_OF_EURO) if in_euro else meaning for meaning in scales[0]}
    return frozenset(_SIZES[meaning] for meaning in meant if meaning in _SIZES)


def spelled(text: str) -> Decimal | None:
    """The amount that words alone say, such as `sixty thousand euros`, `sessantamila`; None if they say none.

    Behind a number in words `mil` is a thousand, as nobody writes `sixty mil` for millions.
    """
    said = folded(text.replace("€", " euro ")).split()
    words = [word for word in said if "euro" not in _known().get(word, ())]
    whole = " ".join(words)
    for scale, meanings in _scales():
        if whole.endswith(scale) and (number := _number(whole.removesuffix(scale).strip())):
            amount = number * min(_SIZES[meaning] for meaning in meanings if meaning in _SIZES)
            return amount.to_integral_value()
    return _number(whole) if len(words) < len(said) else None


def _number(words: str) -> Decimal | None:
    """A number in words, as they stand in front of `thousand`."""
    found = meant("number", words)
    if not found or found[0] == "half-more":
        return None
    return Decimal("0.5" if found[0] == "half" else found[0])


@cache
def _scales() -> list[tuple[str, frozenset[str]]]:
    """The words for thousand and million that are no short signs, the longest first."""
    words = ((word, meanings) for word, meanings in _known().items() if meanings & _SIZES.keys())
    return sorted((one for one in words if len(one[0]) > 1), key=lambda one: -len(one[0]))


@cache
def _known() -> dict[str, frozenset[str]]:
    import tomllib  # noqa: PLC0415 - most amounts have digits only

    text = shipped("wording", "amount_words.toml").read_text(encoding="utf-8")
    known: dict[str, frozenset[str]] = {}
    for meaning, words in tomllib.loads(text).items():
        for word in words:
            known[word] = known.get(word, frozenset()) | {meaning}
    return known
