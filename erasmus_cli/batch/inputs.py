"""From the paths that somebody names to records: files, folders, patterns, standard input."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from glob import glob, has_magic
from pathlib import Path

from erasmus_cli.batch import json_lines
from erasmus_cli.batch.records import Meter, Record, unreadable

SINGLE = (".yaml", ".yml", ".json")
"""Endings of files that hold one proposal."""


def is_many(path: str) -> bool:
    """Whether a path stands for many proposals: a folder, a pattern, JSON Lines."""
    return holds_many(path) or (path != "-" and (_is_folder(path) or _is_pattern(path)))


def holds_many(path: str) -> bool:
    """Whether a file holds one proposal a line."""
    return path.lower().endswith(json_lines.ALL_ENDINGS)


def records(
    paths: Iterable[str], meter: Meter | None = None, without: Path | None = None
) -> Iterator[Record]:
    """The records behind paths, in the order of the paths; files of a folder in the order of their names.

    Args:
        paths: files, folders, patterns such as `drafts/*.yaml`, or `-` for standard input.
        meter: is told how far the reading has come.
        without: a file that is left out of folders and patterns, as it is the one that is written.
    """
    meter = meter or Meter()
    for path in paths:
        if path == "-":
            yield from json_lines.read_standard_input(path)
        elif _is_folder(path):
            yield from _some(_inside(path), meter, without, path, "there is no proposal in this folder")
        elif _is_pattern(path):
            matching = sorted(glob(path, recursive=True))  # noqa: PTH207 - a whole path, absolute or not
            yield from _some(matching, meter, without, path, "no file has such a name")
        else:
            yield from _of_file(path, meter)


def size_of(paths: Iterable[str]) -> int | None:
    """The bytes of all files, or None where some can only be found out by going there."""
    total = 0
    with suppress(OSError, ValueError):
        for path in paths:
            if not Path(path).is_file():
                return None
            total += Path(path).stat().st_size
        return total
    return None


def _some(
    found: Iterable[str | Record], meter: Meter, without: Path | None, path: str, none: str
) -> Iterator[Record]:
    """The records of files that were searched for; one that says so where there is none."""
    left_out = without.resolve() if without else None
    any_there = False
    for file in found:
        if isinstance(file, Record):
            yield file
            any_there = True
        elif not _is_folder(file) and (left_out is None or Path(file).resolve() != left_out):
            yield from _of_file(file, meter)
            any_there = True
    if not any_there:
        endings = ", ".join((*SINGLE, *json_lines.ENDINGS))
        yield unreadable(path, none, f"proposals end with {endings}")


def _of_file(path: str, meter: Meter) -> Iterator[Record]:
    if holds_many(path):
        yield from json_lines.read_file(path, meter)
        return
    yield Record(path)
    meter.done += size_of([path]) or 0


def _is_folder(path: str) -> bool:
    with suppress(OSError, ValueError):  # a name may be longer than any can be
        return Path(path).is_dir()
    return False


def _is_pattern(path: str) -> bool:
    with suppress(OSError, ValueError):
        return has_magic(path) and not Path(path).exists()
    return False


def _inside(folder: str) -> Iterator[str | Record]:
    """The proposal files of a folder and those below it, in order; hidden ones are left alone."""
    closed: list[OSError] = []
    for where, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name.lower().endswith((*SINGLE, *json_lines.ALL_ENDINGS)):
                yield str(Path(where, name))
    for error in closed:
        yield unreadable(str(error.filename), f"the folder cannot be read: {(error.strerror or '').lower()}")
