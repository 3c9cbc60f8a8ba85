"""Begins the data of a new call: files that carry everything over and say what to look up, and where."""

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from erasmus_cli.guide.errors import GuideError
from erasmus_cli.guide.layers import FORMAT, PROGRAMME
from erasmus_cli.guide.loader import Library
from erasmus_cli.guide.merging import NEVER_CARRIED, Merge, blocks_of
from erasmus_cli.guide.model import topics
from erasmus_cli.guide.sources import Source
from erasmus_cli.wording.language import speaking

_SHOWN = 6  # entries of a topic that are named one by one

_SHARED = """\
# What the Programme Guide of call {call} says for all actions. Call {base} is carried over, and marked so.
#
# What was looked up is restated with its source, or named in [[confirms]] if it has not changed:
#
#     [sources.read]
#     section = "Part A, Eligible countries"
#     page = "33-34"
#     grade = "official"
#
#     [programme_countries]
#     codes = {{ add = ["CH"] }}  # lists take add and drop, or are restated as a whole
#     source = "read"
#
#     [[confirms]]
#     topics = ["languages", "kinds"]
#     source = "read"
#
# A document is cited by its key in evidence.toml; new ones go to a file of that name beside these folders.
# `erasmus guide check` says what is still open and what contradicts.

format = {format}
extends = {base}

[sources.open]
section = "not looked up yet"
grade = "unverified"

# look up: version, publication and reference of the call, on the title page and in the Official Journal; with
# `version`, `published`, `call_reference` and, once all is compared, `compared` (a date)
[guide]
title = "Erasmus+ Programme Guide"
source = "open"
"""

_OWN = """\
# {label}, call {call}. Call {base} is carried over, and marked so.
# How to restate and confirm stands in programme/{call}.toml.

format = {format}
extends = {base}
"""

_DEADLINES = """
{last}
# [deadlines]
{lines}
"""


@speaking("en")  # files that others read
def scaffold(library: Library, call: int, action: str | None = None) -> dict[str, str]:
    """The files of a new call, by name: one for the programme, and one for each action that goes on.

    Args:
        library: what is known.
        call: the new call.
        action: only this action; all that go on if None.

    Raises:
        GuideError: the action is unknown or has ended, or the call is known already.
    """
    newest = {name: known for known, name in library.available}
    if action is not None and action not in newest:
        raise GuideError(f"there is no action {action}; there are {', '.join(sorted(newest))}")
    if action is not None and library.edition(newest[action], action).ended:
        raise GuideError(f"{action} ended with call {newest[action]}")
    chosen = {
        name: known
        for name, known in newest.items()
        if action in (None, name) and known < call and not library.edition(known, name).ended
    }
    if not chosen:
        raise GuideError(
            f"call {call} is known already, or a later one; a file of its name that says `extends = {call}` "
            "corrects it"
        )
    files = {f"{name}/{call}.toml": _own(library, call, known, name) for name, known in chosen.items()}
    if library.layers.find(f"{PROGRAMME}/{call}.toml") is None:
        base = max(chosen.values())
        head = _SHARED.format(call=call, base=base, format=FORMAT)
        files = {f"{PROGRAMME}/{call}.toml": head + _open_items(library, PROGRAMME, base)} | files
    return files


def _own(library: Library, call: int, base: int, action: str) -> str:
    edition = library.edition(base, action)
    head = _OWN.format(call=call, base=base, label=edition.label, format=FORMAT)
    last, lines = [], []
    for key, rounds in edition.deadlines.items():
        moments = ", ".join(f"{deadline.guide:%Y-%m-%d %H:%M}" for deadline in rounds)
        last.append(f"{key} {moments}")
        given = ", ".join(
            f"{{ round = {deadline.round}, guide = {call}-MM-DDT{deadline.guide:%H:%M}:00, "
            + ("optional = true, " if deadline.optional else "")
            + 'source = "read" }'
            for deadline in rounds
        )
        lines.append(f"# {key} = [{given}]")
    text = f"look up: deadlines, which are never carried over; in call {base} {'; '.join(last)}"
    dates = _DEADLINES.format(last=_comment(text), lines="\n".join(lines)) if last else ""
    return head + dates + _open_items(library, action, base)


def _open_items(library: Library, folder: str, base: int) -> str:
    """A comment for each topic of a folder and each place of last year's Guide where it stood."""
    blocks, _ = Merge(library.layers).folder(folder, base)
    lines = ["\n"]
    order = [topic for topic in topics() if topic in blocks and topic not in ("guide", "deadlines")]
    for topic in order:
        for place, entries in _places(topic, blocks).items():
            kind = "never carried over" if topic in NEVER_CARRIED else topics()[topic]
            names = f": {', '.join(entries)}" if 0 < len(entries) <= _SHOWN else ""
            many = f": {len(entries)} entries" if len(entries) > _SHOWN else ""
            lines.append(_comment(f"look up: {topic} ({kind}){names}{many}; {place}"))
    return "\n".join(lines) + "\n"


def _comment(text: str) -> str:
    return textwrap.fill(text, 110, initial_indent="# ", subsequent_indent="#   ")


def _places(topic: str, blocks: Mapping[str, Any]) -> dict[str, list[str]]:
    """The entries of a topic, by where they stood."""
    places: dict[str, list[str]] = {}
    for path, source in _sources(blocks[topic]):
        entries = places.setdefault(source.citation, [])
        if path and path not in entries:
            entries.append(path)
    return places


def _sources(blocks: Any) -> Iterator[tuple[str, Source]]:
    for path, block in blocks_of(blocks):
        yield ".".join(key for key in path if isinstance(key, str)), Source.model_validate(block["source"])
