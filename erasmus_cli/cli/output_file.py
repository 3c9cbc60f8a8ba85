"""Asks, before any work is done, whether a file may be written."""

import os
from pathlib import Path

from erasmus_cli.cli.console import ask_to_replace, refuse
from erasmus_cli.proposal.writer import is_protected


def require_writable(path: Path, *, force: bool) -> None:
    """Leaves with 2 and a reason unless the file can be written and nobody minds that it is replaced."""
    if path.is_dir():
        refuse(f"{path}: this is a folder; name a file in it")
    if not path.parent.is_dir():
        refuse(f"{path}: there is no folder {path.parent}")
    if not os.access(path.parent, os.W_OK):
        refuse(f"{path}: the folder {path.parent} cannot be written to")
    if not path.exists():
        return
    if not path.is_file():
        refuse(f"{path}: this is a device or a pipe, not an ordinary file")
    if is_protected(path):
        refuse(f"{path} is write-protected; name another file")
    if not force and not ask_to_replace(path):
        refuse(f"{path} is there already; --force replaces it")


def require_another(path: Path, **sources: str | Path | None) -> None:
    """Leaves with 2 where the file to write is one of those that are read; each is named by what it is."""
    for what, source in sources.items():
        if source in (None, "-") or not path.exists() or not Path(source or "").exists():
            continue
        if path.samefile(source or ""):
            refuse(f"{path} is the {what} itself; name another file")
