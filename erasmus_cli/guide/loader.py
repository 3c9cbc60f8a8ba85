"""Reads editions from TOML: a file states what its call's Guide says and extends the call before it.

A table with a `source` is a block: the smallest thing that is stated, carried over or confirmed. What a file
does not restate is carried over from the file it extends, and its source says so.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from pydantic import ValidationError

from erasmus_cli.errors import ErasmusError
from erasmus_cli.guide.checks import disorder
from erasmus_cli.guide.model import Edition

Path = tuple[str | int, ...]

# What the Guide says for all actions stands in a folder of its own, under every action.
PROGRAMME = "programme"

# What belongs to one call alone: an edition that does not state these itself has none.
NEVER_CARRIED = ("guide", "deadlines", "budget")

_DIRECTIVES: Mapping[str, Any] = {"sources": {}, "confirms": (), "removes": ()}


class GuideError(ErasmusError):
    """The guide data is wrong. The message names file and key."""


class NoEditionError(ErasmusError, ValueError):
    """A proposal does not name the call and the action whose rules it would follow."""


class UnknownEditionError(ErasmusError, LookupError):
    """There is no edition for this call and action."""

    def __init__(self, call: int, action: str) -> None:
        self.call, self.action = call, action
        near = [(c, a) for c, a in available() if c == call or a == action] or available()
        known = ", ".join(f"{c}/{a}" for c, a in near)
        super().__init__(f"no rules for {call}/{action} in this version; there are {known}")


def _data() -> Traversable:
    return resources.files("erasmus_cli.guide") / "data"


@cache
def available() -> tuple[tuple[int, str], ...]:
    """Every call and action for which there is an edition, oldest call first."""
    folders = [f for f in _data().iterdir() if f.is_dir() and f.name not in (PROGRAMME, "forms")]
    return tuple(
        sorted(
            (int(file.name.removesuffix(".toml")), folder.name)
            for folder in folders
            for file in folder.iterdir()
            if file.name.endswith(".toml")
        )
    )


class NotPublishedError(UnknownEditionError):
    """The Guide of this call is not published yet; `latest` is the newest call that there is."""

    def __init__(self, call: int, action: str, latest: int) -> None:
        super().__init__(call, action)
        self.latest = latest
        self.args = (
            f"call {call} is not published yet; `--provisional` takes the rules of {latest}, without dates",
        )


@cache
def open_edition(call: int, action: str) -> Edition:
    """The edition of a call and action.

    Raises:
        UnknownEditionError: there is none.
        GuideError: its data is wrong.
    """
    if (call, action) not in available():
        calls = [known for known, name in available() if name == action]
        if calls and call > max(calls) == available()[-1][0]:
            raise NotPublishedError(call, action, max(calls))
        raise UnknownEditionError(call, action)
    return read_edition(_data() / action, call, programme=_data() / PROGRAMME)


def read_edition(folder: Traversable, call: int, programme: Traversable | None = None) -> Edition:
    """Reads `folder/<call>.toml` and all that it extends, and checks it.

    Args:
        folder: the files of an action, named after their calls.
        call: the call year.
        programme: the folder of what the Guide says for all actions, on which the action's files build.

    Raises:
        GuideError: a figure without source or grade, an unknown key, a wrong type, a date out of order.
    """
    blocks, origins = _merged(programme, call) if programme else ({}, {})
    own, own_origins = _merged(folder, call)
    _overlay(blocks, own, (), f"{folder.name}/{call}.toml", origins)
    origins |= own_origins
    try:
        edition = Edition.model_validate(blocks)
    except ValidationError as error:
        first = error.errors()[0]
        raise GuideError(_located(first["loc"], first["msg"], origins, folder, call)) from error
    for path, message in disorder(edition):
        raise GuideError(_located(path, message, origins, folder, call))
    return edition


def _located(path: Path, message: str, origins: Mapping[Path, str], folder: Traversable, call: int) -> str:
    prefixes = (path[:length] for length in range(len(path), 0, -1))
    file = next((origins[p] for p in prefixes if p in origins), f"{folder.name}/{call}.toml")
    return f"{file}: {'.'.join(map(str, path))}: {message}"


Merged = tuple[dict[str, Any], dict[Path, str]]
"""The blocks of a file over those that it extends, and the file from which each comes."""


def _merged(folder: Traversable, call: int, seen: tuple[int, ...] = ()) -> Merged:
    name = f"{folder.name}/{call}.toml"
    raw = _parsed(folder / f"{call}.toml", name, {"call": call, "action": folder.name})
    base, origins = _extended(folder, call, raw.pop("extends", None), seen)
    sources, confirms, removes = (raw.pop(key, empty) for key, empty in _DIRECTIVES.items())
    for path, block in _blocks(raw, ()):
        _resolve(block, sources, call, f"{name}: {'.'.join(map(str, path))}")
    for dotted in removes:
        _remove(base, dotted.split("."), name)
    _overlay(base, raw, (), name, origins)
    for confirmation in confirms:
        missing = {"source", "topics"} - confirmation.keys()
        if missing:
            raise GuideError(f"{name}: confirms: {min(missing)} is missing")
        _resolve(confirmation, sources, call, f"{name}: confirms")
        for dotted in confirmation["topics"]:
            _confirm(base, dotted, confirmation["source"], name)
    return base, origins


def _parsed(file: Traversable, name: str, identity: Mapping[str, Any]) -> dict[str, Any]:
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise GuideError(f"{name}: {error}") from error
    for key, value in identity.items():
        if raw.setdefault(key, value) != value:
            raise GuideError(f"{name}: {key}: {raw[key]} is not what file and folder say")
    return raw


def _extended(folder: Traversable, call: int, parent: Any, seen: tuple[int, ...]) -> Merged:
    """What the file extends, marked as carried over, without what belongs to one call alone."""
    if parent is None:
        return {}, {}
    name = f"{folder.name}/{call}.toml"
    if not isinstance(parent, int):
        raise GuideError(f"{name}: extends: {parent!r} is not a call year")
    if parent in (call, *seen):
        raise GuideError(f"{name}: extends: {parent} extends this call in turn")
    if not (folder / f"{parent}.toml").is_file():
        raise GuideError(f"{name}: extends: there is no {parent}.toml")
    base, origins = _merged(folder, parent, (call, *seen))
    for topic in NEVER_CARRIED:
        base.pop(topic, None)
    for _, block in _blocks(base, ()):
        block["source"] = {**block["source"], "carried_to": call}
    return base, {path: file for path, file in origins.items() if path[0] not in NEVER_CARRIED}


def _blocks(node: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every table that has a `source` of its own."""
    if isinstance(node, dict):
        if "source" in node:
            yield path, node
        else:
            for key, value in node.items():
                yield from _blocks(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _blocks(value, (*path, index))


def _resolve(block: dict[str, Any], sources: Mapping[str, Any], call: int, where: str) -> None:
    """Puts the file's named source in place of its name."""
    key = block["source"]
    if isinstance(key, str):
        if key not in sources:
            raise GuideError(f"{where}: source: there is no [sources.{key}] in this file")
        block["source"] = {"edition": f"Programme Guide {call}", **sources[key]}


def _overlay(
    base: dict[str, Any], added: Mapping[str, Any], path: Path, name: str, origins: dict[Path, str]
) -> None:
    for key, value in added.items():
        here = (*path, key)
        old = base.get(key)
        if isinstance(value, dict) and isinstance(old, dict) and "source" not in value:
            if "source" in old:
                raise GuideError(f"{name}: {'.'.join(map(str, here))}: a restated block needs its own source")
            _overlay(old, value, here, name, origins)
            continue
        base[key] = value
        origins[here] = name
        for nested, _ in _blocks(value, here):
            origins[nested] = name


def _remove(base: dict[str, Any], keys: list[str], name: str) -> None:
    *parents, last = keys
    node: Any = base
    for key in parents:
        node = node.get(key) if isinstance(node, dict) else None
    if not isinstance(node, dict) or node.pop(last, None) is None:
        raise GuideError(f"{name}: removes: there is no {'.'.join(keys)} to remove")


def _confirm(base: dict[str, Any], dotted: str, source: Mapping[str, Any], name: str) -> None:
    node: Any = base
    for key in dotted.split("."):
        node = node.get(key) if isinstance(node, dict) else None
    found = False
    for _, block in _blocks(node, ()):
        block["source"] = dict(source)
        found = True
    if not found:
        raise GuideError(f"{name}: confirms: there is no {dotted} to confirm")
