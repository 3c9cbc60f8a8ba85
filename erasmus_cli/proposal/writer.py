"""Writes files so that a crash or a full disk leaves the old file whole."""

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Any

from erasmus_cli.proposal.reader import dump


def save(path: Path, data: Any) -> None:
    """Writes a proposal's data as YAML, comments kept.

    Raises:
        OSError: the folder cannot be written to or the disk is full; the old file is unchanged.
    """
    write_text(path, dump(data))


def write_text(path: Path, text: str) -> None:
    """Replaces a file's content in one step: a new file beside it, flushed to disk, takes its name.

    Raises:
        OSError: the folder cannot be written to or the disk is full; the old file is unchanged.
    """
    target = path.resolve()  # a link keeps pointing where it pointed
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_mode(target))
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _mode(target: Path) -> int:
    """The old file's permissions, or what a new file gets under the user's umask."""
    if target.exists():
        return target.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
