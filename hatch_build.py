"""Adds to a wheel what is made from its own data: the guide data as JSON, catalogues as gettext has them."""

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MadeFromData(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the guide data and the catalogues; an editable install reads the TOML itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before a wheel is put together."""
        languages = Path(self.root) / "erasmus_cli" / "languages"
        if version == "editable":
            compile_catalogues(languages)
            return
        sys.path.insert(0, self.root)
        from erasmus_cli.guide.compiling import compile_guide  # noqa: PLC0415 - found only now

        folder = Path(mkdtemp())
        compile_guide(folder / "guide")
        compile_catalogues(languages, folder / "languages")
        build_data["force_include"][str(folder / "guide")] = "erasmus_cli/guide/compiled"
        build_data["force_include"][str(folder / "languages")] = "erasmus_cli/languages"


def compile_catalogues(folder: Path, into: Path | None = None) -> None:
    """Makes the .mo file of each .po file of a folder, beside it or in the same place of another folder."""
    (into or folder).mkdir(exist_ok=True)
    for file in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = (into or folder) / file.relative_to(folder).with_suffix(".mo")
        target.parent.mkdir(parents=True, exist_ok=True)
        with file.open("rb") as opened, target.open("wb") as out:
            write_mo(out, read_po(opened))
