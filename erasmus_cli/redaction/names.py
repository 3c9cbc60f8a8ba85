"""Names that are known, found in texts however they are written."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from erasmus_cli.redaction.contacts import fitting

_SHORT = 5  # letters of a name below which case and both ends count
_BETWEEN = re.compile(r"[\s*_]+")
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
            found.setdefault(_bare(_spaced(name.written)), name)
        found.pop("", None)
        longest_first = sorted(found.items(), key=lambda item: -len(item[0]))
        self._names = tuple(name for _, name in longest_first)
        patterns = (_loose(bare) if name.loose else _spelled(bare) for bare, name in longest_first)
        self._pattern = re.compile("|".join(f"({pattern})" for pattern in patterns) or r"(?!)")

    def without(self, text: str, count: Callable[[str], None]) -> str:
        """The text with a word in place of each name; `count` is told the kind of each."""
        text = unicodedata.normalize("NFC", text)
        parts: list[str] = []
        end = 0
        for found in self._pattern.finditer(_bare(text)):
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
    if name.loose:
        return written[:1].isupper()
    if len(name.written) < _SHORT:
        return written == name.written
    is_word = len(name.written.split()) == 1 and name.written[:1].isupper()
    return not is_word or not written[:1].islower()


def _loose(bare: str) -> str:
    """A pattern for letters between which blanks, hyphens and apostrophes may stand."""
    return r"(?<!\w)" + r"[\s'-]?".join(map(re.escape, bare.replace(" ", ""))) + r"(?!\w)"


def _spelled(bare: str) -> str:
    """A pattern for a name, whatever emphasis and blanks stand between its words."""
    words = (re.escape(word) for word in bare.split(" "))
    end = "" if len(bare) >= 2 * _SHORT or _ENDS_WITH_MARK.search(bare) else r"(?!\w)"
    return r"(?<!\w)" + r"[\s*_]+".join(words) + end


def _spaced(name: str) -> str:
    return _BETWEEN.sub(" ", unicodedata.normalize("NFC", name)).strip()


def _bare(text: str) -> str:
    """The text letter by letter without accents, case and kinds of quotes and dashes; as long as it is."""
    return "".join(map(_letter, text))


def _letter(letter: str) -> str:
    if letter in "\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}`":
        return "'"
    if letter in "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}":
        return "-"
    small = unicodedata.normalize("NFD", letter)[0].casefold()
    return _LETTERS.get(small, small) if len(small) == 1 else letter
