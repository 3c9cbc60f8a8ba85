"""Finds the texts of ours in a draft that stand in English because its language has no words for them."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from erasmus_cli.document.nodes import Blocks, English, Inline, Text

_SIGNS = " .,:;()\u2013-✗▲○▢✓"
_PARTS = re.compile(r"(?<=[:;,]) ")


def with_english(blocks: Blocks, english: Collection[str]) -> Blocks:
    """The same blocks, with the texts marked that are among these; answers are left as they are."""
    if not english:
        return blocks
    known = {_bare(text) for text in english}
    marked: Blocks = _marked(blocks, known)
    return marked


def _bare(text: str) -> str:
    return " ".join(text.split()).strip(_SIGNS)


def _marked(value: Any, known: Collection[str]) -> Any:
    """A node, or several, with all that is in them; keys and other texts that are no nodes stay."""
    if isinstance(value, tuple):
        found = tuple(_marked(one, known) for one in value if not isinstance(one, Text))
        if len(found) == len(value):
            return found
        return tuple(_with_texts(value, known))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    inside = {one.name: getattr(value, one.name) for one in fields(value) if one.name != "answer"}
    changed = {name: _marked(part, known) for name, part in inside.items() if _holds_nodes(part)}
    return replace(value, **changed) if changed else value


def _holds_nodes(part: Any) -> bool:
    return isinstance(part, tuple) or is_dataclass(part)


def _with_texts(nodes: Iterable[Any], known: Collection[str]) -> Iterator[Any]:
    for node in nodes:
        if isinstance(node, Text):
            yield from _pieces(node, known)
        else:
            yield _marked(node, known)


def _pieces(node: Text, known: Collection[str]) -> Iterator[Inline]:
    """The text, or what stands between its colons and commas, each as what it is."""
    if _bare(node.text) in known:
        yield English(node.text)
        return
    pieces = _PARTS.split(node.text)
    if not any(_bare(piece) in known for piece in pieces):
        yield node
        return
    for number, piece in enumerate(pieces):
        said = f"{' ' if number else ''}{piece}"
        yield English(said) if _bare(piece) in known else Text(said)
