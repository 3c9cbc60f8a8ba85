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
        # A text has a few dozen different characters, however long it is.
        other: dict[str, str | int | None] = {
            one: shape for one in dict.fromkeys(text) if (shape := _shape(one)) != one
        }
        self.lacking.update((one, None) for one, shape in other.items() if shape == LACKING)
        return text.translate(str.maketrans(other)) if other else text


@cache
def _shape(character: str) -> str:
    """What stands for a character: itself, nothing, or the sign for one that no font has."""
    if character in "\n\t":
        return character
    if unicodedata.category(character) in _UNSEEN or ord(character) in _SELECTORS:
        return ""
    return character if family_of(character) else LACKING


def lacking(text: str) -> tuple[str, ...]:
    """The characters of a text that no font has, in order of appearance."""
    glyphs = Glyphs()
    glyphs.fit(text)
    return tuple(glyphs.lacking)


def described(character: str) -> str:
    """A character by code and name: `U+1F600 GRINNING FACE`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


@cache
def family_of(character: str) -> str | None:
    """The first family of the fonts that has a shape for a character; None if none has."""
    for family, (firsts, lasts) in _spans().items():
        place = bisect_right(firsts, ord(character)) - 1
        if place >= 0 and ord(character) <= lasts[place]:
            return family
    return None


def covered() -> str:
    """All characters that the fonts have a shape for."""
    spans = (span for firsts, lasts in _spans().values() for span in zip(firsts, lasts, strict=True))
    return "".join(chr(point) for first, last in spans for point in range(first, last + 1))


@cache
def _spans() -> dict[str, tuple[list[int], list[int]]]:
    """Which characters each family covers: the first code point of each span, and the last."""
    families = json.loads((FONTS / "covered.json").read_text("utf-8"))
    return {
        name: ([first for first, _ in pairs], [last for _, last in pairs]) for name, pairs in families.items()
    }
