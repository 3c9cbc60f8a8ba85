"""From the paths that somebody names to records: files, folders, patterns, standard input."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from glob import glob, has_magic
from pathlib import Path

from erasmus_cli.batch.endings import LINES, SINGLE, holds_many, is_single, is_table
from erasmus_cli.batch.records import HEAD, Meter, Record, is_result, result_in_place, unreadable
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell


@dataclass(frozen=True)
class Inputs:
    """What is read.

    Attributes:
        paths: files, folders, patterns such as `drafts/*.yaml`, or `-` for standard input.
        meter: is told how far the reading has come, and how tables were understood.
        mapped: keys of the proposal file by headings of tables that mean them.
        without: a file that is left out of folders and patterns, as it is the one that is written.
    """

    paths: tuple[str, ...]
    meter: Meter = field(default_factory=Meter)
    mapped: Mapping[str, str] = field(default_factory=dict)
    without: Path | None = None
    _seen: set[Path] = field(default_factory=set, repr=False)

    def records(self) -> Iterator[Record]:
        """The records in the order of the paths; files of a folder in the order of their names."""
        for path in self.paths:
            if path == "-":
                from erasmus_cli.batch import json_lines  # noqa: PLC0415 - most checks read no lines

                yield from json_lines.read_standard_input(path)
            elif _is_folder(path):
                yield from self._found(self._inside(path), path, _("there is no proposal in this folder"))
            elif _is_pattern(path):
                matching = sorted(glob(path, recursive=True))  # noqa: PTH207 - a whole path, absolute or not
                yield from self._found(matching, path, _("no file has such a name"))
            else:
                yield from self._of_file(path)

    def _found(self, found: Iterable[str | Record], path: str, none: str) -> Iterator[Record]:
        """The records of files that were searched for; one that says so where there is none."""
        left_out = self.without.resolve() if self.without else None
        any_there = False
        for file in found:
            if isinstance(file, Record):
                yield file
                any_there = True
            elif _is_folder(file) or (left_out is not None and Path(file).resolve() == left_out):
                continue
            elif _is_result(file):
                self.meter.tell(tell("{file}: left out, as it is what a check has written", file=file))
            else:
                yield from self._of_file(file)
                any_there = True
        if not any_there:
            hint = tell(
                "proposals end with {endings:list}; tables are read where they are named",
                endings=(*SINGLE, *LINES),
            )
            yield unreadable(path, none, hint)

    def _inside(self, folder: str) -> Iterator[str | Record]:
        """The proposal files of a folder and those below it, in order; hidden ones are left alone.

        Tables are named and not read: beside drafts they are mostly budgets and lists of other things. Of all
        else it is told how many there are, by their endings.
        """
        closed: list[OSError] = []
        others: Counter[str] = Counter()
        for where, folders, files in os.walk(folder, onerror=closed.append):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(name for name in files if not name.startswith(".")):
                path = str(Path(where, name))
                if is_table(name):
                    self.meter.tell(tell("{file}: left out; a table is read where it is named", file=path))
                elif is_single(name) or holds_many(name):
                    yield path
                else:
                    others[Path(name).suffix.lower()] += 1
        if others:
            self.meter.tell(
                tell(
                    "{folder}: {n} other {n:file|files} left out ({endings:list})",
                    folder=folder,
                    n=others.total(),
                    endings=tuple(sorted(ending or _("without an ending") for ending in others)),
                )
            )
        for error in closed:
            reason = (error.strerror or "").lower()
            yield unreadable(str(error.filename), tell("the folder cannot be read: {reason}", reason=reason))

    def _of_file(self, path: str) -> Iterator[Record]:
        if self._is_seen(path):
            self.meter.tell(tell("{file}: named twice, and read once", file=path))
            return
        before = self.meter.done
        if is_table(path):
            from erasmus_cli.batch import tables  # noqa: PLC0415 - one proposal waits for no tables

            yield from tables.read_file(path, self.meter, self.mapped)
        elif holds_many(path):
            from erasmus_cli.batch import json_lines  # noqa: PLC0415 - as above

            yield from json_lines.read_file(path, self.meter)
        elif path.lower().endswith(".json") and _is_result(path):
            yield result_in_place(path)
        else:
            yield Record(path)
        self.meter.done = before + (size_of([path]) or 0)

    def _is_seen(self, path: str) -> bool:
        """Whether a file was read already, under this or another path that leads to it."""
        with suppress(OSError, ValueError, RuntimeError):  # what is no path is told by who reads it
            file = Path(path).resolve()
            if file.is_file():
                seen = file in self._seen
                self._seen.add(file)
                return seen
        return False


def is_many(path: str) -> bool:
    """Whether a path stands for many proposals: a folder, a pattern, a table, JSON Lines."""
    return holds_many(path) or (path != "-" and (_is_folder(path) or _is_pattern(path)))


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


def _is_folder(path: str) -> bool:
    with suppress(OSError, ValueError):  # a name may be longer than any can be
        return Path(path).is_dir()
    return False


def _is_pattern(path: str) -> bool:
    with suppress(OSError, ValueError):
        return has_magic(path) and not Path(path).exists()
    return False


def _is_result(file: str) -> bool:
    """Whether a file is what a check has written, beside the proposals that it is about."""
    with suppress(OSError, ValueError), Path(file).open("rb") as stream:
        return is_result(stream.read(HEAD))
    return False
