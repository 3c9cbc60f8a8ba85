"""The handles of organisations, packages, outputs and so on: short names that the rest of the file uses."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from erasmus_cli.pointers import parts
from erasmus_cli.proposal.model import Proposal

Edits = list[tuple[str, Any]]

_HANDLE_LENGTH = 20
_STEMS = {"work_packages": "WP", "outputs": "O", "events": "E", "learning_activities": "C"}
"""What the handles of these begin with, as the forms number them; all others are made of their names."""


def handles_to_give(proposal: Proposal, at: str, value: Any) -> Edits:
    """A handle for each entry that has a name or title and none yet, as edits of the proposal.

    Args:
        proposal: as it is now.
        at: JSON pointer of the value that is about to be saved, which may be a name.
        value: that value.
    """
    edits: Edits = []
    for lists in _families(proposal, at, value):
        taken = [handle for entries in lists.values() for handle, _ in entries]
        for where, entries in lists.items():
            stem = _STEMS.get(parts(where)[-1])
            for index, (handle, name) in enumerate(entries):
                if handle is None and name:
                    taken.append(numbered(stem, taken) if stem else handle_for(name, taken))
                    edits.append((f"{where}/{index}/id", taken[-1]))
    return edits


def handle_for(name: str, taken: Iterable[str | None]) -> str:
    """A short handle out of the name, else `p` and a number, that nobody else has."""
    used = set(taken)
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    handle = ""
    for word in re.findall(r"[a-z0-9]+", ascii_name):
        longer = f"{handle}-{word}".lstrip("-")
        if len(longer) > _HANDLE_LENGTH:
            break
        handle = longer
    if handle and handle not in used:
        return handle
    return numbered(f"{handle}-", taken, first=2) if handle else numbered("p", taken, first=len(used) + 1)


def numbered(stem: str, taken: Iterable[str | None], first: int = 1) -> str:
    """The stem with the first number, from `first` on, that makes a handle which nobody else has."""
    used, number = set(taken), first
    while f"{stem}{number}" in used:
        number += 1
    return f"{stem}{number}"


_Entries = list[tuple[str | None, str | None]]


def _families(proposal: Proposal, at: str, value: Any) -> Iterator[dict[str, _Entries]]:
    """Lists by their pointer, each entry as handle and name; no handle stands twice in the same family."""
    for key in ("organisations", *_STEMS):
        yield {f"/{key}": _with(_said(getattr(proposal, key)), f"/{key}", at, value)}
    inner = {
        f"/work_packages/{index}/activities": package.activities
        for index, package in enumerate(proposal.work_packages or ())
    }
    everywhere = {"/activities": proposal.activities, **inner}
    yield {where: _with(_said(entries), where, at, value) for where, entries in everywhere.items()}


def _said(entries: Iterable[Any] | None) -> _Entries:
    return [
        (entry.id, getattr(entry, "name", None) or getattr(entry, "title", None)) for entry in entries or ()
    ]


def _with(entries: _Entries, where: str, at: str, value: Any) -> _Entries:
    """The entries with the name that is about to be saved."""
    head, way = parts(where), parts(at)
    if way[: len(head)] != head or way[len(head) + 1 :] not in (("name",), ("title",)):
        return entries
    index = int(way[len(head)])
    handle = entries[index][0] if index < len(entries) else None
    return [*entries[:index], (handle, value), *entries[index + 1 :]]
