"""Asks, before any work is done, whether a file may be written."""

import os
from pathlib import Path

from erasmus_cli.cli.console import ask_to_replace, refuse
from erasmus_cli.proposal.writer import is_protected
from erasmus_cli.wording.messages import say, tell

_THE_SAME = {
    "proposal": say("{file} is the proposal itself; name another file"),
    "template": say("{file} is the template itself; name another file"),
    "input": say("{file} is the input itself; name another file"),
}
"""What is said where a file that is read would be written over, by what it is."""


def require_writable(path: Path, *, force: bool) -> None:
    """Leaves with 2 and a reason unless the file can be written and nobody minds that it is replaced."""
    if path.is_dir():
        refuse(tell("{file}: this is a folder; name a file in it", file=path))
    if not path.parent.is_dir():
        refuse(tell("{file}: there is no folder {folder}", file=path, folder=path.parent))
    if not os.access(path.parent, os.W_OK):
        refuse(tell("{file}: the folder {folder} cannot be written to", file=path, folder=path.parent))
    if not path.exists():
        return
    if not path.is_file():
        refuse(tell("{file}: this is a device or a pipe, not an ordinary file", file=path))
    if is_protected(path):
        refuse(tell("{file} is write-protected; name another file", file=path))
    if not force and not ask_to_replace(path):
        refuse(tell("{file} is there already; --force replaces it", file=path))


def require_another(path: Path, **sources: str | Path | None) -> None:
    """Leaves with 2 where the file to write is one of those that are read; each is named by what it is."""
    for what, source in sources.items():
        if source in (None, "-") or not path.exists() or not Path(source or "").exists():
            continue
        if path.samefile(source or ""):
            refuse(tell(_THE_SAME[what].template, file=path))
