"""Folders of guide data, each laid over those before it, and the TOML files in them."""

import tomllib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from erasmus_cli.guide.errors import GuideError

# What the Guide says for all actions stands in a folder of its own, under every action.
PROGRAMME = "programme"
FORMS = "forms"
STATEMENTS = "statements"

# The layout of the files. A file may say for which layout it was written: `format = 1`.
FORMAT = 1


class DataFile(NamedTuple):
    """A file of guide data.

    Attributes:
        path: where it is.
        label: how messages name it.
        layer: the number of its folder; 0 is the shipped data.
    """

    path: Path
    label: str
    layer: int

    def parsed(self) -> dict[str, Any]:
        """What the file says.

        Raises:
            GuideError: it cannot be read, is no TOML, or was written for a newer version.
        """
        try:
            raw = tomllib.loads(self.path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise GuideError(f"{self.label}: {reason}") from error
        written_for = raw.pop("format", FORMAT)
        if not isinstance(written_for, int) or not 1 <= written_for <= FORMAT:
            raise GuideError(
                f"{self.label}: format: {written_for} is not known; this version reads formats up to {FORMAT}"
            )
        return raw


@dataclass(frozen=True)
class Layers:
    """Folders of the same layout, the shipped data first. Each file is parsed once.

    Attributes:
        folders: the folders, each laid over those before it.
        parsed: what the files of the first folder say, shared by all that have the same first folder.
    """

    folders: tuple[Path, ...]
    parsed: dict[DataFile, dict[str, Any]] = field(default_factory=dict, compare=False, repr=False)
    _own: dict[DataFile, dict[str, Any]] = field(default_factory=dict, compare=False, repr=False)

    def read(self, file: DataFile) -> dict[str, Any]:
        """What a file says, to be changed at will: most calls extend the same earlier ones.

        Raises:
            GuideError: it cannot be read, is no TOML, or was written for a newer version.
        """
        known = self._own if file.layer else self.parsed
        if file not in known:
            known[file] = file.parsed()
        return deepcopy(known[file])

    def find(self, name: str, below: int | None = None) -> DataFile | None:
        """The file of this name, such as `programme/2026.toml`, from the topmost folder that has it.

        Args:
            name: folder and file.
            below: look only into the folders under the one of this number.
        """
        for layer in reversed(range(len(self.folders) if below is None else below)):
            path = self.folders[layer].joinpath(*name.split("/"))
            if path.is_file():
                return DataFile(path, self._label(layer, name), layer)
        return None

    def each(self, name: str) -> Iterator[DataFile]:
        """The files of this name from all folders that have it, the shipped one first."""
        for layer, folder in enumerate(self.folders):
            if (path := folder / name).is_file():
                yield DataFile(path, self._label(layer, name), layer)

    def listed(self, layer: int | None = None) -> Iterator[str]:
        """The names of all files that stand in a folder of their own, such as `programme/2026.toml`."""
        chosen = self.folders if layer is None else self.folders[layer : layer + 1]
        for top in chosen:
            for folder in top.iterdir():
                if folder.is_dir() and not folder.name.startswith((".", "_")):
                    files = (file.name for file in folder.iterdir() if file.name.endswith(".toml"))
                    yield from (f"{folder.name}/{file}" for file in files)

    def _label(self, layer: int, name: str) -> str:
        return f"{self.folders[layer]}/{name}" if layer else name


def overlay_name(folder: Path, files: Mapping[str, bytes]) -> str:
    """How an overlay is named: by its folder and a short code of the files that had a part in it."""
    code = sha256()
    for name in sorted(files):
        code.update(name.encode() + b"\0" + files[name] + b"\0")
    return f"{folder.resolve().name}@{code.hexdigest()[:8]}"
