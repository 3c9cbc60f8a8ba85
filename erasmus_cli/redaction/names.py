"""Names that are known, found in texts however they are written."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from erasmus_cli.redaction.contacts import fitting

_SHORT = 5  # letters of a name below which case and both ends count
_BETWEEN = re.compile(r"[\s*_]+")
_EXPANDED = str.maketrans(
    dict(zip("äöüßåøæ", ("ae", "oe", "ue", "ss", "aa", "oe", "ae"), strict=True))
    | dict(zip("ÄÖÜÅØÆ", ("Ae", "Oe", "Ue", "Aa", "Oe", "Ae"), strict=True))
)
_FEWEST_DIGITS = 6  # of an identifier that counts however it is parted
_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "\N{LATIN SMALL LETTER DOTLESS I}": "i"}
_MARK = re.compile(r"(?<!\w)(?:\*+|_+)(?=\w)|(?<=[^\s*_])(?:\*+|_+)(?!\w)")  # begins or ends emphasis
_ENDS_WITH_MARK = re.compile(r"\W$")


class Name(NamedTuple):
    """A name that is withheld.

    Attributes:
        written: the name.
        kind: what it is, as counted.
        words: what stands for it, the longest first.
        loose: whether only its letters are known, without case and blanks.
    """

    written: str
    kind: str
    words: tuple[str, ...]
    loose: bool = False


class Names:
    """All names that are withheld, the longest first, as one pattern over letters without accents or case."""

    def __init__(self, names: Iterable[Name]) -> None:
        found: dict[str, Name] = {}
        for name in names:
            for written in (name.written, _spaced(name.written).translate(_EXPANDED)):
                found.setdefault(bare(_spaced(written)), name)
        found.pop("", None)
        longest_first = sorted(found.items(), key=lambda item: -len(item[0]))
        self._names = tuple(name for _, name in longest_first)
        patterns = (_pattern(letters, name) for letters, name in longest_first)
        self._pattern = re.compile("|".join(f"({pattern})" for pattern in patterns) or r"(?!)")

    def without(self, text: str, count: Callable[[str], None]) -> str:
        """The text with a word in place of each name; `count` is told the kind of each."""
        text = unicodedata.normalize("NFC", text)
        parts: list[str] = []
        end = 0
        for found in self._pattern.finditer(bare(text)):
            name = self._names[(found.lastindex or 1) - 1]
            written = text[found.start() : found.end()]
            if not _is_meant(name, written):
                continue
            before = text[end : found.start()]
            opening, closing = _emphasis("".join((*parts, before)), written)
            parts += [before, opening, fitting(name.words, len(written)), closing]
            end = found.end()
            count(name.kind)
        return "".join((*parts, text[end:]))


def _emphasis(before: str, written: str) -> tuple[str, str]:
    """The emphasis that begins and that ends within a name, of which the other half stands outside of it."""
    earlier = Counter(_MARK.findall(before.rpartition("\n\n")[2] + written[:1]))
    half = [mark for mark, times in Counter(_MARK.findall(written)).items() if times % 2]
    return (
        "".join(mark for mark in half if not earlier[mark] % 2),
        "".join(mark for mark in half if earlier[mark] % 2),
    )


def _is_meant(name: Name, written: str) -> bool:
    """Whether what is written is the name, and not a common word: Essen is a city, essen is to eat."""
    if _is_number(name.written):
        return True
    if name.loose:
        return written[:1].isupper()
    if len(name.written) < _SHORT:
        return written == name.written
    is_word = len(name.written.split()) == 1 and name.written[:1].isupper()
    return not is_word or not written[:1].islower()


def _pattern(letters: str, name: Name) -> str:
    if _is_number(letters):
        return _loose(re.sub(r"[\W_]", "", letters), r"[\s./-]?")
    return _loose(letters.replace(" ", ""), r"[\s'-]?") if name.loose else _spelled(letters)


def _is_number(written: str) -> bool:
    """Whether it is a number with few letters, such as an identifier."""
    digits = sum(letter.isdigit() for letter in written)
    return digits >= _FEWEST_DIGITS and 2 * digits > sum(letter.isalnum() for letter in written)


def _loose(letters: str, between: str) -> str:
    """A pattern for letters between which signs may stand."""
    return r"(?<!\w)" + between.join(map(re.escape, letters)) + r"(?!\w)"


def _spelled(letters: str) -> str:
    """A pattern for a name, whatever emphasis and blanks stand between its words."""
    words = (re.escape(word) for word in letters.split(" "))
    end = "" if len(letters) >= 2 * _SHORT or _ENDS_WITH_MARK.search(letters) else r"(?!\w)"
    return r"(?<!\w)" + r"[\s*_]+".join(words) + end


def _spaced(name: str) -> str:
    return _BETWEEN.sub(" ", unicodedata.normalize("NFC", name)).strip()


def bare(text: str) -> str:
    """The text letter by letter without accents, case and kinds of quotes and dashes; as long as it is."""
    return "".join(map(_letter, text))


def _letter(letter: str) -> str:
    if letter in "\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}`":
        return "'"
    if letter in "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}":
        return "-"
    small = unicodedata.normalize("NFD", letter)[0].casefold()
    return _LETTERS.get(small, small) if len(small) == 1 else letter
