"""The words beside an amount: by how much they multiply it, and that it is in euro."""

import re
from functools import cache

from erasmus_cli.resources import shipped
from erasmus_cli.wording.countries import folded
from erasmus_cli.wording.patterns import pattern

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


@cache
def _known() -> dict[str, frozenset[str]]:
    import tomllib  # noqa: PLC0415 - most amounts have digits only

    text = shipped("wording", "amount_words.toml").read_text(encoding="utf-8")
    known: dict[str, frozenset[str]] = {}
    for meaning, words in tomllib.loads(text).items():
        for word in words:
            known[word] = known.get(word, frozenset()) | {meaning}
    return known
