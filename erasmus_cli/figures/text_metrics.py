"""How wide a text will be, before any font has seen it. Widths are in units of the picture."""

import re
import unicodedata
from collections.abc import Iterable

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

# What XML forbids or what turns the direction of the text after it; a joiner within an emoji stays.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff-\uffff"
    "\ud800-\udfff]"
)
_BLANKS = re.compile("[ \t\r\n\u2028\u2029]+")  # a hard space is none
_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"

# Thousandths of the size: the wider of Noto Sans and Arial, in steps of 60.
_CLASSES = {
    300: " !,.:;ijl'\N{NO-BREAK SPACE}",
    360: "()-I[]`f",
    420: '"/\\rt{}',
    540: "Jcksvxyz",
    660: "#FTZbdghnopqu",
    720: "ABEKPSVXY",
    780: "&CDGHNRU",
    840: "OQw",
    960: "%MWm",
    1020: "@" + ELLIPSIS,
}
_WIDTHS = {letter: width for width, letters in _CLASSES.items() for letter in letters}
_BOLD = 1.1
_CYRILLIC_ENDS = 0x52F  # what follows is wider: Armenian, Hebrew, Arabic, Georgian and more


def clean(text: str) -> str:
    """The text on one line, without characters that are not to be seen."""
    return _BLANKS.sub(" ", _UNPRINTABLE.sub("", text)).strip(" ")


def runs_to_the_left(text: str) -> bool:
    """Whether letters of a text are written from right to left, as in Hebrew and Arabic."""
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text is; rather too wide than too narrow.

    Args:
        text: one line.
        size: of the font.
        bold: whether it is printed in bold.
    """
    return sum(map(_thousandths, text)) * size / 1000 * (_BOLD if bold else 1)


def _thousandths(letter: str) -> int:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.combining(letter) or letter in _JOINERS:
        return 0
    if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0xFFFF:
        return 1400 if ord(letter) > 0xFFFF else 1020
    if ord(letter) > _CYRILLIC_ENDS:
        return 820
    plain = unicodedata.normalize("NFD", letter)[0]
    return _WIDTHS.get(plain, 780 if letter.isupper() else 600)


def cut(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text if there is room for it, or its beginning and an ellipsis."""
    line = clean(text)
    if width(line, size, bold=bold) <= room:
        return line
    room -= width(ELLIPSIS, size, bold=bold)
    end = 0
    while end < len(line) and width(line[: end + 1], size, bold=bold) <= room:
        end += 1
    return line[:end].rstrip(f" ,:;-{_JOINERS}") + ELLIPSIS


def wrapped(words: Iterable[str], room: float, size: float) -> list[str]:
    """The words in lines of at most this width, divided by commas; a word that is too wide is cut."""
    lines: list[str] = []
    for word in (cut(word, room, size) for word in words):
        longer = f"{lines[-1]}, {word}" if lines else word
        if lines and width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines[-1:] = [f"{lines[-1]},", word] if lines else [word]
    return lines
