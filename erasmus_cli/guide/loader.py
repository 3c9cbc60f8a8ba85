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

from erasmus_cli.guide.checks import disorder
from erasmus_cli.guide.model import Edition

Path = tuple[str | int, ...]

# What belongs to one call alone: an edition that does not state these itself has none.
NEVER_CARRIED = ("guide", "deadlines", "budget")


class GuideError(Exception):
    """The guide data is wrong. The message names file and key."""


class UnknownEditionError(LookupError):
    """There is no edition for this call and action."""

    def __init__(self, call: int, action: str) -> None:
        self.call, self.action = call, action
        known = ", ".join(f"{c}/{a}" for c, a in available())
        super().__init__(f"no rules for {call}/{action} in this version; there are {known}")


def _data() -> Traversable:
    return resources.files("erasmus_cli.guide") / "data"


@cache
def available() -> tuple[tuple[int, str], ...]:
    """Every call and action for which there is an edition, oldest call first."""
    folders = [folder for folder in _data().iterdir() if folder.is_dir() and folder.name != "forms"]
    return tuple(
        sorted(
            (int(file.name.removesuffix(".toml")), folder.name)
            for folder in folders
            for file in folder.iterdir()
            if file.name.endswith(".toml")
        )
    )


@cache
def open_edition(call: int, action: str) -> Edition:
    """The edition of a call and action.

    Raises:
        UnknownEditionError: there is none.
        GuideError: its data is wrong.
    """
    if (call, action) not in available():
        raise UnknownEditionError(call, action)
    return read_edition(_data() / action, call)


def read_edition(folder: Traversable, call: int) -> Edition:
    """Reads `folder/<call>.toml` and all that it extends, and checks it.

    Raises:
        GuideError: a figure without source or grade, an unknown key, a wrong type, a date out of order.
    """
    blocks, origins = _merged(folder, call)
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


def _merged(folder: Traversable, call: int) -> tuple[dict[str, Any], dict[Path, str]]:
    file = folder / f"{call}.toml"
    name = f"{folder.name}/{call}.toml"
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise GuideError(f"{name}: {error}") from error
    for key, value in (("call", call), ("action", folder.name)):
        if raw.setdefault(key, value) != value:
            raise GuideError(f"{name}: {key}: {raw[key]} is not what file and folder say")
    base: dict[str, Any] = {}
    origins: dict[Path, str] = {}
    if (parent := raw.pop("extends", None)) is not None:
        if parent >= call:
            raise GuideError(f"{name}: extends: {parent} is not an earlier call")
        base, origins = _merged(folder, parent)
        _carry(base, call)
    sources = raw.pop("sources", {})
    confirms = raw.pop("confirms", [])
    removes = raw.pop("removes", [])
    for path, block in _blocks(raw, ()):
        _resolve(block, sources, call, f"{name}: {'.'.join(map(str, path))}")
    for dotted in removes:
        _remove(base, dotted.split("."), name)
    _overlay(base, raw, (), name, origins)
    for confirmation in confirms:
        _resolve(confirmation, sources, call, f"{name}: confirms")
        for dotted in confirmation["topics"]:
            _confirm(base, dotted, confirmation["source"], name)
    return base, origins


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


def _carry(base: dict[str, Any], call: int) -> None:
    for topic in NEVER_CARRIED:
        base.pop(topic, None)
    for _, block in _blocks(base, ()):
        block["source"] = {**block["source"], "carried_to": call}


def _overlay(
    base: dict[str, Any], added: Mapping[str, Any], path: Path, name: str, origins: dict[Path, str]
) -> None:
    for key, value in added.items():
        here = (*path, key)
        old = base.get(key)
        if isinstance(value, dict) and isinstance(old, dict) and "source" not in value:
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
        node = node.get(key, {})
    if node.pop(last, None) is None:
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
