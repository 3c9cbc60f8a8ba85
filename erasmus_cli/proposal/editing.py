"""Edits of plain data by JSON pointer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from erasmus_cli.pointers import parts, pointer
from erasmus_cli.proposal.model import Organisation, Proposal
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

Group = dict[str, Any] | list[Any]
_KEY_ORDER = {0: tuple(Proposal.model_fields), 2: tuple(Organisation.model_fields)}


@dataclass(frozen=True)
class NewKey:
    """The name that the key at a pointer gets, while its value and its place stay."""

    name: str


def get(data: Any, at: str) -> Any:
    """The value at a place, or None."""
    node = data
    for part in parts(at):
        if isinstance(node, dict):
            node = node.get(part)
        elif isinstance(node, list) and part.isdecimal() and int(part) < len(node):
            node = node[int(part)]
        else:
            return None
    return node


def put(data: Group, at: str, value: Any) -> None:
    """Puts a value at a place and makes what is missing on the way there.

    Raises:
        ValueError: the way leads through something that holds no keys, or beyond the end of a list.
    """
    way = parts(at)
    node: Any = data
    for level, part in enumerate(way):
        inner = _entry(node, part, way[: level + 1])
        if level == len(way) - 1 or inner is None:
            _set(node, part, nested(way[level + 1 :], value))
            return
        node = inner


def rename(data: Group, at: str, new: str) -> None:
    """Gives the key at a place another name.

    Raises:
        ValueError: there is no such key, or the new name is taken.
    """
    *way, old = parts(at)
    node = get(data, pointer(way))
    if not isinstance(node, dict) or old not in node or new in node:
        raise ValueError(
            tell("`{key}` has no `{old}` that can become `{new}`", key=".".join(way), old=old, new=new)
        )
    kept = [(new if key == old else key, value) for key, value in node.items()]
    node.clear()
    node.update(kept)


def take_out(data: Group, at: str) -> None:
    """Removes the value at a place, and the map or list that held it if nothing is left in there."""
    path: list[tuple[Any, Any]] = []
    node: Any = data
    for part in parts(at):
        path.append((node, int(part) if isinstance(node, list) else part))
        node = node[path[-1][1]]
    while len(path) > 1 and len(path[-1][0]) == 1:
        path.pop()
    holder, key = path[-1]
    del holder[key]


def nested(way: Sequence[str], value: Any) -> Any:
    """The value inside the maps and lists that lead to it.

    Raises:
        ValueError: the way leads to another entry of a new list than its first.
    """
    for part in reversed(way):
        if part.isdecimal() and part != "0":
            raise ValueError(_("the first entry of a list is 0"))
        value = [value] if part == "0" else {part: value}
    return value


def position(keys: Sequence[str], key: str, level: int) -> int:
    """Where a new key goes among those that are there: before the first that comes later in the model."""
    order = _KEY_ORDER.get(level, ())
    later = order[order.index(key) + 1 :] if key in order else ()
    return next((number for number, other in enumerate(keys) if other in later), len(keys))


def _entry(node: Any, part: str, way: Sequence[str]) -> Any:
    """What is there already; None if nothing is."""
    if isinstance(node, dict):
        return node.get(part)
    if isinstance(node, list) and part.isdecimal():
        if int(part) > len(node):
            raise ValueError(
                tell("`{key}` has {n} entries; the next is {n}", key=".".join(way[:-1]), n=len(node))
            )
        return node[int(part)] if int(part) < len(node) else None
    raise ValueError(tell("`{key}` has no place for `{part}`", key=".".join(way[:-1]), part=part))


def _set(node: Any, part: str, value: Any) -> None:
    if isinstance(node, dict):
        node[part] = value
    elif int(part) < len(node):
        node[int(part)] = value
    else:
        node.append(value)
