"""Puts the files of an edition together: each states what its call's Guide says and extends another call.

A table with a `source` is a block: the smallest thing that is stated, carried over or confirmed. What a file
does not restate is carried over from the file it extends, and its source says so. A list within a restated
block may be given as what joins it and what leaves it: `codes = { add = ["CH"], drop = ["XK"] }`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from erasmus_cli.guide.errors import GuideError
from erasmus_cli.guide.layers import PROGRAMME, DataFile, Layers

Path = tuple[str | int, ...]

# What belongs to one call alone: an edition that does not state these itself has none.
NEVER_CARRIED = ("guide", "deadlines", "budget", "helps", "ended")

_DIRECTIVES: Mapping[str, Any] = {"sources": {}, "confirms": (), "removes": ()}
_PATCH = {"add", "drop"}

Merged = tuple[dict[str, Any], dict[Path, str]]
"""The blocks of a file over those that it extends, and the file from which each comes."""


class Merge:
    """Reads the files of one edition. `files` are those that had a part in it."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self.files: list[DataFile] = []

    def edition(self, call: int, action: str) -> Merged:
        """The blocks of an action over those of the programme, and the file from which each comes.

        Raises:
            GuideError: a file is missing or cannot be read, or refers to what is not there.
        """
        programme = any((folder / PROGRAMME).is_dir() for folder in self.layers.folders)
        blocks, origins = self.folder(PROGRAMME, call) if programme else ({}, {})
        own, own_origins = self.folder(action, call)
        _overlay(blocks, own, (), self.label(action, call), origins)
        return blocks, origins | own_origins

    def label(self, folder: str, call: int) -> str:
        """How messages name the file of a call."""
        file = self.layers.find(f"{folder}/{call}.toml")
        return file.label if file else f"{folder}/{call}.toml"

    def folder(self, folder: str, call: int) -> Merged:
        """The blocks of one folder for a call: its file over all that it extends.

        Raises:
            GuideError: a file is missing or cannot be read, or refers to what is not there.
        """
        file = self.layers.find(f"{folder}/{call}.toml")
        if file is None:
            raise GuideError(f"{folder}/{call}.toml: there is no such file; `erasmus guide new` makes it")
        return self._merged(file, folder, call, ())

    def _merged(self, file: DataFile, folder: str, call: int, seen: tuple[DataFile, ...]) -> Merged:
        self.files.append(file)
        raw = self.layers.read(file)
        for key, value in {"call": call, "action": folder}.items():
            if raw.setdefault(key, value) != value:
                raise GuideError(f"{file.label}: {key}: {raw[key]} is not what file and folder say")
        if folder == PROGRAMME:
            del raw["action"]
        base, origins = self._extended(file, folder, call, raw.pop("extends", None), (*seen, file))
        _apply(raw, base, origins, call, file.label)
        return base, origins

    def _extended(
        self, file: DataFile, folder: str, call: int, parent: Any, seen: tuple[DataFile, ...]
    ) -> Merged:
        """What the file extends, marked as carried over, without what belongs to one call alone.

        A file that extends its own call corrects the file of that name in the folders below its own.
        """
        if parent is None:
            return {}, {}
        if not isinstance(parent, int) or isinstance(parent, bool):
            raise GuideError(
                f"{file.label}: extends: {parent!r} is not a call year; "
                f"only another call of {folder} can be extended"
            )
        own = parent == call
        below = self.layers.find(f"{folder}/{parent}.toml", below=file.layer if own else None)
        if below in seen or (own and below is None):
            raise GuideError(f"{file.label}: extends: {parent} extends this call in turn")
        if below is None:
            raise GuideError(f"{file.label}: extends: there is no {folder}/{parent}.toml")
        base, origins = self._merged(below, folder, parent, seen)
        if own:
            return base, origins
        for topic in NEVER_CARRIED:
            base.pop(topic, None)
        for _, block in blocks_of(base):
            block["source"] = {**block["source"], "carried_to": call}
        return base, {path: label for path, label in origins.items() if path[0] not in NEVER_CARRIED}


def _apply(
    raw: dict[str, Any], base: dict[str, Any], origins: dict[Path, str], call: int, label: str
) -> None:
    """Lays what a file says over what it extends."""
    sources, confirms, removes = (raw.pop(key, empty) for key, empty in _DIRECTIVES.items())
    for path, block in blocks_of(raw):
        _resolve(block, sources, call, f"{label}: {dotted(path)}")
    for removed in removes:
        _remove(base, removed.split("."), label)
    _overlay(base, raw, (), label, origins)
    for confirmation in confirms:
        missing = {"source", "topics"} - confirmation.keys()
        if missing:
            raise GuideError(f"{label}: confirms: {min(missing)} is missing")
        _resolve(confirmation, sources, call, f"{label}: confirms")
        for topic in confirmation["topics"]:
            _confirm(base, topic, confirmation["source"], label)


def dotted(path: Path) -> str:
    """A path as people write it."""
    return ".".join(map(str, path))


def blocks_of(node: Any, path: Path = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every table that has a `source` of its own."""
    if isinstance(node, dict):
        if "source" in node:
            yield path, node
        else:
            for key, value in node.items():
                yield from blocks_of(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from blocks_of(value, (*path, index))


def _resolve(block: dict[str, Any], sources: Mapping[str, Any], call: int, where: str) -> None:
    """Puts the file's named source in place of its name."""
    key = block["source"]
    if isinstance(key, str):
        if key not in sources:
            raise GuideError(f"{where}: source: there is no [sources.{key}] in this file")
        block["source"] = {"edition": f"Programme Guide {call}", **sources[key]}


def _overlay(
    base: dict[str, Any], added: Mapping[str, Any], path: Path, label: str, origins: dict[Path, str]
) -> None:
    for key, value in added.items():
        here = (*path, key)
        old = base.get(key)
        if isinstance(value, dict) and isinstance(old, dict) and "source" not in value:
            if "source" in old:
                raise GuideError(f"{label}: {dotted(here)}: a restated block needs its own source")
            _overlay(old, value, here, label, origins)
            continue
        base[key] = _patched(value, old, f"{label}: {dotted(here)}")
        origins[here] = label
        for nested, _ in blocks_of(base[key], here):
            origins[nested] = label


def _patched(value: Any, old: Any, where: str) -> Any:
    """The value, with each list that is given as `add` and `drop` made from the list that was there."""
    if not isinstance(value, dict):
        return value
    if not value or value.keys() - _PATCH:
        before = old if isinstance(old, dict) else {}
        return {key: _patched(inner, before.get(key), f"{where}.{key}") for key, inner in value.items()}
    if not isinstance(old, list):
        raise GuideError(f"{where}: there is no list to add to or drop from; state the whole list")
    add, drop = value.get("add", []), value.get("drop", [])
    if not isinstance(add, list) or not isinstance(drop, list):
        raise GuideError(f"{where}: add and drop are lists")
    if any(isinstance(entry, dict | list) for entry in (*old, *add, *drop)):
        raise GuideError(f"{where}: only lists of plain values take add and drop; state the whole list")
    for entry in drop:
        if entry not in old:
            raise GuideError(f"{where}: {entry} is not in the list and cannot be dropped")
    for place, entry in enumerate(add):
        if entry in old or entry in add[:place]:
            raise GuideError(f"{where}: {entry} is in the list already")
    return [entry for entry in old if entry not in drop] + add


def _remove(base: dict[str, Any], keys: list[str], label: str) -> None:
    *parents, last = keys
    node: Any = base
    for key in parents:
        node = node.get(key) if isinstance(node, dict) else None
    if not isinstance(node, dict) or node.pop(last, None) is None:
        raise GuideError(f"{label}: removes: there is no {'.'.join(keys)} to remove")


def _confirm(base: dict[str, Any], topic: str, source: Mapping[str, Any], label: str) -> None:
    node: Any = base
    for key in topic.split("."):
        node = node.get(key) if isinstance(node, dict) else None
    found = False
    for _, block in blocks_of(node):
        block["source"] = dict(source)
        found = True
    if not found:
        raise GuideError(f"{label}: confirms: there is no {topic} to confirm")
