"""Edits of parsed YAML by JSON pointer. Comments stay in front of what they stood in front of."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark
from ruamel.yaml.scalarstring import LiteralScalarString
from ruamel.yaml.tokens import CommentToken

from erasmus_cli.pointers import parts
from erasmus_cli.proposal.model import Organisation, Proposal

Node = dict[str, Any] | list[Any]
_KEY_ORDER = {0: tuple(Proposal.model_fields), 2: tuple(Organisation.model_fields)}


def get(data: Any, at: str) -> Any:
    """The value at a place, or None."""
    node = data
    for part in parts(at):
        if isinstance(node, dict):
            node = node.get(part)
        elif isinstance(node, list) and part.isdigit() and int(part) < len(node):
            node = node[int(part)]
        else:
            return None
    return node


def put(data: Node, at: str, value: Any) -> None:
    """Puts a value at a place and makes what is missing on the way there.

    Raises:
        ValueError: the way leads through something that holds no keys, or beyond the end of a list.
    """
    way = parts(at)
    node: Any = data
    for level, part in enumerate(way):
        inner = _entry(node, part, way[: level + 1])
        if inner is None or level == len(way) - 1:
            _set(node, part, _same_family(node, _nested(way[level + 1 :], value)), level)
            return
        node = inner


def take_out(data: Node, at: str) -> None:
    """Removes the value at a place, and the map or list that held it if nothing is left in there."""
    path: list[tuple[Any, Any]] = []
    node: Any = data
    for part in parts(at):
        path.append((node, int(part) if isinstance(node, list) else part))
        node = node[path[-1][1]]
    while len(path) > 1 and len(path[-1][0]) == 1:
        path.pop()
    node, key = path[-1]
    lines = _cut_tail(node, key)
    follower = _follower(path)
    del node[key]
    if lines and follower:
        holder, after = follower
        _put_before(holder, after - 1 if holder is node and isinstance(node, list) else after, lines)
    elif lines and len(node):
        _add_tail(node, list(_keys(node))[-1], lines)


def _follower(path: Sequence[tuple[Any, Any]]) -> tuple[Any, Any] | None:
    """Where the next value stands after the last of the path: beside it, or beside what holds it."""
    for node, key in reversed(path):
        keys = list(_keys(node))
        position = keys.index(key) + 1
        if position < len(keys):
            return node, keys[position]
    return None


def _entry(node: Any, part: str, way: Sequence[str]) -> Any:
    """What is there already; None if nothing is."""
    if isinstance(node, dict):
        return node.get(part)
    if isinstance(node, list) and part.isdigit():
        if int(part) > len(node):
            raise ValueError(f"`{'.'.join(way[:-1])}` has {len(node)} entries; the next is {len(node)}")
        return node[int(part)] if int(part) < len(node) else None
    raise ValueError(f"`{'.'.join(way[:-1])}` has no place for `{part}`")


def _nested(way: Sequence[str], value: Any) -> Any:
    """The value inside the maps and lists that lead to it."""
    for part in reversed(way):
        if part.isdigit() and part != "0":
            raise ValueError("the first entry of a list is 0")
        value = [value] if part == "0" else {part: value}
    return value


def _set(node: Any, part: str, value: Any, level: int) -> None:
    key: Any = int(part) if isinstance(node, list) else part
    if part in node if isinstance(node, dict) else key < len(node):
        lines = _cut_tail(node, key) if isinstance(node[key], dict | list) else ""
        node[key] = value
    else:
        keys = list(_keys(node))
        position = _position(keys, part, level) if isinstance(node, dict) else len(keys)
        lines = _cut_tail(node, keys[position - 1]) if position else ""
        if isinstance(node, CommentedMap):
            node.insert(position, part, value)
        elif isinstance(node, dict):
            node[part] = value
        else:
            node.append(value)
    if lines:
        _add_tail(node, key, lines)


def _position(keys: Sequence[Any], part: str, level: int) -> int:
    """Where a new key goes: before the first that comes later in the model."""
    order = _KEY_ORDER.get(level, ())
    later = order[order.index(part) + 1 :] if part in order else ()
    return next((number for number, key in enumerate(keys) if key in later), len(keys))


def _same_family(node: Any, value: Any) -> Any:
    """The value as it is kept in `node`: parsed YAML takes parsed YAML, plain data takes plain data."""
    if not isinstance(node, CommentedMap | CommentedSeq):
        return value
    if isinstance(value, Mapping) and not isinstance(value, CommentedMap):
        return CommentedMap((key, _same_family(node, inner)) for key, inner in value.items())
    if isinstance(value, list) and not isinstance(value, CommentedSeq):
        return CommentedSeq(_same_family(node, inner) for inner in value)
    if isinstance(value, str) and "\n" in value:
        return LiteralScalarString(value)
    return value


def as_parsed(data: Mapping[str, Any]) -> CommentedMap:
    """Plain data as parsed YAML, which is written as a person would: texts of several lines as blocks."""
    parsed: CommentedMap = _same_family(CommentedMap(), data)
    return parsed


def _keys(node: Any) -> Iterator[Any]:
    yield from node if isinstance(node, dict) else range(len(node))


def _last(node: Any, key: Any) -> tuple[Any, Any, int]:
    """The map or list, the key and the slot that hold the comment behind the value at `key`."""
    inner = node[key]
    while isinstance(inner, CommentedMap | CommentedSeq) and len(inner) and not inner.fa.flow_style():
        node, key = inner, list(_keys(inner))[-1]
        inner = node[key]
    return node, key, 2 if isinstance(node, CommentedMap) else 0


def _cut_tail(node: Any, key: Any) -> str:
    """Takes away, and returns, the comment lines below the value at `key`; what is beside it stays."""
    if not isinstance(node, CommentedMap | CommentedSeq):
        return ""
    holder, last, slot = _last(node, key)
    tokens = holder.ca.items.get(last)
    if not tokens or len(tokens) <= slot or not isinstance(tokens[slot], CommentToken):
        return ""
    beside, _, below = tokens[slot].value.partition("\n")
    tokens[slot] = _token(f"{beside}\n", tokens[slot].start_mark.column) if beside else None
    return str(below)


def _add_tail(node: Any, key: Any, lines: str) -> None:
    if not isinstance(node, CommentedMap | CommentedSeq):
        return
    holder, last, slot = _last(node, key)
    tokens = holder.ca.items.setdefault(last, [None, None, None, None])
    beside = tokens[slot].value.rstrip("\n") if tokens[slot] else ""
    tokens[slot] = _token(f"{beside}\n{lines}", tokens[slot].start_mark.column if tokens[slot] else 0)


def _put_before(node: Any, key: Any, lines: str) -> None:
    tokens = node.ca.items.setdefault(key, [None, None, None, None])
    own = [_token(f"{line.strip()}\n", len(line) - len(line.lstrip())) for line in lines.splitlines()]
    tokens[1] = own + list(tokens[1] or ())


def _token(text: str, column: int) -> CommentToken:
    return CommentToken(text, CommentMark(column), None)
