"""Words of a text that come from a withheld name: its own, declined or derived ones, and its initials."""

import re
from collections.abc import Collection, Iterator

from erasmus_cli.redaction.names import bare

_WORD = re.compile(r"[^\W\d_a-z][\w-]{2,}")
_PART = re.compile(r"[^\W\d_]+")
_STEM = 5  # letters that a word and a word of a name have in common at least, if it is a form of that
_ENDING = 2  # letters at the end of a word of a name that another form of it may have in another way
_FEWEST_INITIALS = 3


def words_of(names: Collection[str], words: Collection[str]) -> Iterator[str]:
    """Those of the words that may say one of the names.

    Args:
        names: as they are written.
        words: of the texts.
    """
    own = {bare(word) for name in names for word in _WORD.findall(name)}
    stems = {(word[: max(_STEM, len(word) - _ENDING)], len(word)) for word in own if len(word) >= _STEM}
    initials = {made for name in names for made in _initials(name)}
    for word in words:
        letters = bare(word)
        of_name = letters in own or any(
            letters.startswith(stem) and len(letters) >= length - 1 for stem, length in stems
        )
        if of_name or (word.isupper() and letters in initials):
            yield word


def _initials(name: str) -> Iterator[str]:
    """The first letters of all words of a name, and of those that are not small."""
    words = _PART.findall(name)
    for chosen in (words, [word for word in words if word[0].isupper()]):
        if len(chosen) >= _FEWEST_INITIALS:
            yield "".join(bare(word[0]) for word in chosen)
