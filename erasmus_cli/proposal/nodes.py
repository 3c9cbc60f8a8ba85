"""What a text says and where each value stands in it, whether the text is YAML or JSON."""

from dataclasses import dataclass, field
from typing import Any

from erasmus_cli.pointers import parts

Place = tuple[int, int]


@dataclass(slots=True, eq=False)
class Key:
    """The key of a value, from its first character to the one after its last; line and column from 0."""

    start: int
    end: int
    line: int
    column: int


@dataclass(slots=True, eq=False)
class Node:
    """A value in a text.

    Attributes:
        data: what it says.
        start: its first character, or its anchor's or tag's, counted from 0.
        end: the character after its last. For a group in lines, the end of its last value.
        line: of the start, from 0.
        column: of the start, from 0.
        style: `|`, `>`, `'` or `"` for a text that is written so; `{` for a group in braces or brackets.
        keys: where the keys stand, for a group of keys.
        inner: the values, for a group of keys or a list.
        sources: what stands behind `<<`.
        merged: the keys that come from there.
        alias: whether the value stands elsewhere and is only pointed to here.
        size: how many values it holds, itself included, as if every alias were written out.
        height: how many levels lie below it.
    """

    data: Any
    start: int
    end: int
    line: int
    column: int
    style: str | None = None
    keys: dict[str, Key] = field(default_factory=dict)
    inner: "dict[str, Node] | list[Node] | None" = None
    sources: "tuple[Node, ...]" = ()
    merged: frozenset[str] = frozenset()
    alias: bool = False
    size: int = 1
    height: int = 0

    def entry(self, part: str) -> "Node | None":
        """The value at a key or position; None if there is none."""
        if isinstance(self.inner, dict):
            return self.inner.get(part)
        if isinstance(self.inner, list) and part.isdecimal() and int(part) < len(self.inner):
            return self.inner[int(part)]
        return None


def place_of(root: Node | None, at: str) -> Place | None:
    """Line and column, from 1, of a JSON pointer, or of its nearest parent that is in the text."""
    found: Key | Node | None = None
    node = root
    for part in parts(at):
        inner = node.entry(part) if node else None
        if node is None or inner is None:
            break
        found, node = node.keys.get(part, inner), inner
    return (found.line + 1, found.column + 1) if found else None


def copied(data: Any) -> Any:
    """Plain data once more, so that a change of the one leaves the other as it is."""
    if isinstance(data, dict):
        return {key: copied(inner) for key, inner in data.items()}
    if isinstance(data, list):
        return [copied(inner) for inner in data]
    return data
