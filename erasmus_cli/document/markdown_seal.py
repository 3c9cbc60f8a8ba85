"""How a draft in Markdown remembers its own lines: a hidden line at the end, as the seal of a Word document.

A line that has no code there was typed by somebody outside of the quotations that hold answers.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from erasmus_cli.document.boilerplate_seal import code, key_code

_HIDDEN = re.compile(r"\s*\[//\]:")
_ANSWER = re.compile(r"^\[//\]: # \(answer ([^\s)]+)", re.MULTILINE)
_REST = re.compile(r"\s*\[//\]:\s*#\s*\(rest ((?:[0-9a-f]{5})*)\)\s*")
_HEADING = re.compile(r" {0,3}#{1,6}\s+(.*?)(?:\s+`[^`]*`)?\s*")


class Typed(NamedTuple):
    """A line that is not the draft's own, and the heading above it."""

    text: str
    heading: str


def sealed(markdown: str) -> str:
    """The draft with the hidden line: codes of its lines, answers apart, and of the keys of its answers."""
    keys = (unquote(key) for key in _ANSWER.findall(markdown))
    codes = (*(_code(line) for line in _own(markdown.split("\n"))), *map(key_code, keys))
    return f"{markdown.rstrip()}\n\n[//]: # (rest {''.join(dict.fromkeys(codes))})\n"


def codes_in(lines: Iterable[str]) -> frozenset[str] | None:
    """The codes in the hidden line; None where there is none."""
    found = next((found for line in lines if (found := _REST.fullmatch(line))), None)
    if found is None:
        return None
    return frozenset(found[1][start : start + 5] for start in range(0, len(found[1]), 5))


def typed_in(lines: Iterable[str], codes: frozenset[str]) -> Iterator[Typed]:
    """The lines that somebody wrote, each with the last heading above it."""
    heading = ""
    for line in _own(lines):
        known = _code(line) in codes
        found = _HEADING.fullmatch(line)
        if not known:
            yield Typed(line.strip(), heading)
        if found:
            heading = found[1]


def _own(lines: Iterable[str]) -> Iterator[str]:
    """The lines that say something outside of quotations."""
    said = (line for line in lines if line.strip() and not line.lstrip().startswith(">"))
    return (line for line in said if not _HIDDEN.match(line))


def _code(line: str) -> str:
    """The code of a line; the level of a heading does not count."""
    return code(line.strip().lstrip("#"))
