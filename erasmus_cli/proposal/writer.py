"""Writes files so that a crash or a full disk leaves the old file whole."""

import contextlib
import errno
import os
import tempfile
from itertools import count
from pathlib import Path


def write_text(path: Path, text: str) -> None:
    """Replaces a file's text in one step and in UTF-8, as `write_bytes` does.

    Raises:
        OSError: the folder cannot be written to or the disk is full; the old file is unchanged.
    """
    write_bytes(path, text.encode())


def keep_copy(path: Path) -> Path:
    """Copies a file to a new one beside it, and gives its name; no other file is written over.

    Raises:
        OSError: the folder cannot be written to or the disk is full.
    """
    content = path.read_bytes()
    for number in count(1):
        copy = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        with contextlib.suppress(FileExistsError), copy.open("xb") as stream:
            stream.write(content)
            copy.chmod(_mode(path))
            return copy
    raise AssertionError


def write_bytes(path: Path, content: bytes) -> None:
    """Replaces a file's content in one step: a new file beside it, flushed to disk, takes its name.

    Raises:
        OSError: the folder cannot be written to or the disk is full; the old file is unchanged.
    """
    try:
        target = path.resolve()  # a link keeps pointing where it pointed
    except RuntimeError as error:  # before Python 3.13, links that point at each other
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
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
