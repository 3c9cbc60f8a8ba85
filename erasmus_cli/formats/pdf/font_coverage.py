"""The fonts that PDF and PNG are set in, and what becomes of characters that they lack."""

import json
import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
LACKING = "\N{REPLACEMENT CHARACTER}"
_UNSEEN = {"Cf", "Cc", "Cs", "Co"}  # without a shape of their own: joiners, direction marks, private use
_SELECTORS = range(0xFE00, 0xFE10)


class Glyphs:
    """Makes text fit for the fonts and keeps what they lack.

    Attributes:
        lacking: the characters that were replaced so far, in order of appearance.
    """

    def __init__(self) -> None:
        self.lacking: dict[str, None] = {}

    def fit(self, text: str) -> str:
        """The text, composed (NFC), with a replacement character for each that no font has.

        Signs without a shape, such as joiners and direction marks, are left out: the typesetter finds the
        direction itself, and the formats for archives and accessibility allow no glyph without a shape.
        """
        text = unicodedata.normalize("NFC", text)
        if text.isascii() and text.isprintable():
            return text
        return "".join(map(self._one, text))

    def _one(self, character: str) -> str:
        if character in "\n\t":
            return character
        if unicodedata.category(character) in _UNSEEN or ord(character) in _SELECTORS:
            return ""
        if _covered(character):
            return character
        self.lacking[character] = None
        return LACKING


def described(character: str) -> str:
    """A character by code and name: `U+1F600 GRINNING FACE`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


@cache
def _covered(character: str) -> bool:
    firsts, lasts = spans()
    place = bisect_right(firsts, ord(character)) - 1
    return place >= 0 and ord(character) <= lasts[place]


@cache
def spans() -> tuple[list[int], list[int]]:
    """Which characters the fonts cover: the first code point of each span, and the last."""
    pairs = json.loads((FONTS / "covered.json").read_text("utf-8"))
    return [first for first, _ in pairs], [last for _, last in pairs]
