"""What people write for the words of a proposal, such as coordinator, NGO or KA210-ADU."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from erasmus_cli.countries import folded
from erasmus_cli.invisible import signs

_CODE = re.compile(r"ka\s?2\d\d")
_YEAR = re.compile(r"\b20\d\d\b")


def meant(key: str, written: str, known: Sequence[str] | None = None) -> tuple[str, ...]:
    """The words of the proposal that may be meant by what was written at a key; none where nobody can say.

    Args:
        key: such as `role` or `kind`.
        written: what stands there; with a sign in it that nobody sees, it is no word.
        known: the words that the model takes there, if these are not all that there is a table for.
    """
    if signs(written):
        return ()
    word, table = folded(written), _table()
    others = table["taken"].get(key, {})
    known = tuple(others) if known is None else known
    by_name = {folded(name): name for name in known}
    if word in by_name:
        return (by_name[word],)
    taken = [name for name, words in others.items() if word in map(folded, words)]
    if not taken:
        unclear = table["unclear"].get(key, {})
        taken = next((names for words, names in unclear.items() if folded(words) == word), [])
    return tuple(name for name in taken if name in known)


def of_form(written: str) -> dict[str, str]:
    """Action, field and format that the code of a form says, such as KA210-ADU; nothing if it is none."""
    table = _table()
    word = "" if signs(written) else " ".join(_YEAR.sub(" ", folded(written)).split())
    found = _CODE.match(word)
    if found is None:
        return dict(table["codes"].get(word.upper(), {}))
    rest = word[found.end() :].strip().upper()
    told = table["codes"].get(found[0].replace(" ", "").upper())
    field = table["suffixes"].get(rest)
    if told is None or (rest and field is None) or (field and told.get("field", field) != field):
        return {}
    return dict(told) | ({"field": field} if field else {})


def keys_meant(written: str, known: Sequence[str]) -> tuple[str, ...]:
    """The keys of a place that may be meant by one that it does not have."""
    word = folded(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", written))
    keys = {folded(other): names for other, names in _table()["keys"].items()}
    exact = tuple(key for key in known if folded(key) == word)
    return exact or tuple(key for key in keys.get(word, ()) if key in known)


@cache
def _table() -> dict[str, Any]:
    file = resources.files("erasmus_cli") / "words.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
