"""What people write for the words of a proposal, such as coordinator, NGO or KA210-ADU."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from erasmus_cli.resources import languages_folder, shipped
from erasmus_cli.wording.countries import folded
from erasmus_cli.wording.formatting import closest
from erasmus_cli.wording.invisible import signs
from erasmus_cli.wording.patterns import pattern
from erasmus_cli.wording.terms import Code, codes, words

_SPACED = pattern(r"\b(ka) (\d)")
_FEW = 3
_SLIP, _ALIKE = 0.9, 0.6
"""How much two words are alike where one is a slip of the pen for the other, and where it may be."""
_YEAR = pattern(r"\b20\d\d\b")


def meant(key: str, written: str, known: Sequence[str] | None = None) -> tuple[str, ...]:
    """The words of the proposal that may be meant by what was written at a key; none where nobody can say.

    Args:
        key: such as `role` or `kind`.
        written: what stands there; with a sign in it that nobody sees, it is no word.
        known: the words that the model takes there, if these are not all that there is a table for.
    """
    if signs(written):
        return ()
    word = folded(written)
    known = tuple(_table()["taken"].get(key, {})) if known is None else known
    by_name = {_bare(name): name for name in known}
    if word in by_name:
        return (by_name[word],)
    return tuple(name for name in _meanings(key).get(word, ()) if name in known)


def nearest(key: str, written: str, known: Sequence[str]) -> tuple[str, ...]:
    """The words that come closest to one that is none: by what it means, else by how it is written.

    A word means one that says all that it says (`adult-provider`), or that people write for a part of it
    (`teacher-college`).
    """
    if signs(written):
        return ()
    parts = folded(written).split()
    names = {name: {_bare(name), *map(_bare, _table()["taken"].get(key, {}).get(name, ()))} for name in known}
    fuller = tuple(
        name for name, said in names.items() if any(set(parts) <= set(one.split()) for one in said)
    )
    if 0 < len(fuller) <= _FEW:
        return fuller
    if slip := _written_much_like(written, known, _SLIP):
        return slip
    for size in range(len(parts) - 1, 0, -1):
        # The last words of an English term say what it is, so they are asked first.
        for start in range(len(parts) - size, -1, -1):
            if found := meant(key, " ".join(parts[start : start + size]), known):
                return found
    return _written_much_like(written, known, _ALIKE)


def _written_much_like(written: str, known: Sequence[str], cutoff: float) -> tuple[str, ...]:
    close = closest(folded(written), tuple(_bare(name) for name in known), cutoff)
    return tuple(name for name in known if _bare(name) == close)


def of_form(written: str) -> dict[str, str]:
    """Action, field and format that the code of a form says, such as KA210-ADU; nothing if it is none.

    What every call in which a form had the code says alike: KA219 was only ever the form of school exchanges.
    A code without its ending, such as KA226, says what all forms that begin with it have in common.
    """
    word = "" if signs(written) else _bare_code(written)
    if not any(letter.isdigit() for letter in word) and " " not in word:
        return {}
    known = _known_codes(codes())
    stem, _, ending = word.partition(" ")
    meanings = known.get(word)
    if meanings is None:
        meanings = tuple(one for code, all_of in known.items() if code.split()[0] == stem for one in all_of)
        if ending:
            fields = meant("field", ending, words("fields"))
            meanings = tuple(one for one in meanings if (one.field,) == fields)
    said = {key: {getattr(one, key) for one in meanings} for key in ("action", "field", "format")}
    if len(said["action"]) != 1:
        return {}
    return {key: value for key, values in said.items() if len(values) == 1 and (value := next(iter(values)))}


def _bare_code(written: str) -> str:
    """A code as it is compared: without the year that some carry, `ka 220` as `ka220`."""
    return _SPACED.sub(r"\1\2", " ".join(_YEAR.sub(" ", folded(written)).split()))


@lru_cache(maxsize=4)
def _known_codes(listed: tuple[Code, ...]) -> dict[str, tuple[Code, ...]]:
    known: dict[str, tuple[Code, ...]] = {}
    for one in listed:
        bare = _bare_code(one.code)
        known[bare] = (*known.get(bare, ()), one)
    return known


def keys_meant(written: str, known: Sequence[str]) -> tuple[str, ...]:
    """The keys of a place that may be meant by one that it does not have."""
    word = folded(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", written))
    exact = tuple(key for key in known if _bare(key) == word)
    return exact or tuple(key for key in _other_keys().get(word, ()) if key in known)


@lru_cache(maxsize=4096)
def _bare(known: str) -> str:
    """A word of ours as it is compared; there are some hundreds, asked about again and again."""
    return folded(known)


@cache
def _other_keys() -> dict[str, list[str]]:
    return {folded(other): names for other, names in _table()["keys"].items()}


@cache
def _meanings(key: str) -> dict[str, tuple[str, ...]]:
    """The words of the proposal that each folded word may mean at a key."""
    table = _table()
    found = {folded(other): tuple(names) for other, names in table["unclear"].get(key, {}).items()}
    for name, others in table["taken"].get(key, {}).items():
        found |= dict.fromkeys(map(folded, (name, *others)), (name,))
    return found


@cache
def _table() -> dict[str, Any]:
    """What is taken for which word, what is unclear, and keys, in all languages together."""
    table = _read(shipped("wording", "words.toml"))
    for file in sorted(languages_folder().glob("*/words.toml")):
        for key, said in _read(file).items():
            taken = table["taken"].setdefault(key, {})
            for name, others in said.items():
                taken[name] = [*taken.get(name, ()), *others]
    return table


def _read(file: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - asked where a word is not one of ours

    return tomllib.loads(file.read_text(encoding="utf-8"))
