"""Adds to a wheel what is made from its own data: the guide data as JSON."""

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GuideAsJson(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the guide data; an editable install reads the TOML itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before a wheel is put together."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from erasmus_cli.guide.compiling import compile_guide  # noqa: PLC0415 - found only now

        folder = Path(mkdtemp())
        compile_guide(folder)
        build_data["force_include"][str(folder)] = "erasmus_cli/guide/compiled"
