"""Writes files so that a crash or a full disk leaves the old file whole and no work of others is lost."""

import contextlib
import errno
import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TextIO

from erasmus_cli.errors import ErasmusError
from erasmus_cli.proposal import locks
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

_PAUSES = (0.02, 0.1, 0.4)
"""Seconds between attempts to take the name of a file that somebody has open."""


class ChangedMeanwhileError(ErasmusError):
    """Somebody has saved the file since it was read: what it holds now is not written over."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            tell("{file}: this file was changed meanwhile; nothing was saved, so run this again", file=path)
        )


def write_text(path: Path, text: str, *, read: str | None = None) -> tuple[str, ...]:
    """Replaces a file's text in one step and in UTF-8, as `write_bytes` does."""
    return write_bytes(path, text.encode(), read=None if read is None else read.encode())


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


def write_bytes(path: Path, content: bytes, *, read: bytes | None = None) -> tuple[str, ...]:
    """Replaces a file's content in one step: a new file beside it, flushed to disk, takes its name.

    Args:
        path: of the file; a link keeps pointing where it pointed.
        content: what it holds from now on.
        read: what it held when it was read, where the new content was made from that.

    Returns:
        What could not be kept of the old file beside its content, in words: owner, group, other names.

    Raises:
        ChangedMeanwhileError: it does not hold any more what was read; it is as somebody else saved it.
        InUseError: the file did not exist when this program began, and now another one is at work on it.
        OSError: it is write-protected or no ordinary file, the folder cannot be written to, or the disk is
            full; the old file is unchanged, and the error names it.
    """
    target = require_ordinary(path)
    locks.clear_leftovers(target)
    try:
        return _replace(target, path, content, read)
    except OSError as error:  # the name of the file beside it means nothing to anybody
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[TextIO]:
    """A new file to write to, in UTF-8: it has its name once all is written, and else there is none.

    Raises:
        FileExistsError: something has that name, before or by now; it is left as it is.
        OSError: the folder cannot be written to, or the disk is full.
    """
    target = require_ordinary(path)
    _require_none(target, path)
    locks.clear_leftovers(target)
    with _beside(target) as (handle, beside, _):
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(handle)
        beside.chmod(_mode(target))
        _require_none(target, path)
        beside.replace(target)


def _require_none(target: Path, path: Path) -> None:
    if target.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def require_ordinary(path: Path) -> Path:
    """The file that a path stands for, if it may be replaced by another one.

    Raises:
        OSError: it is a folder, a device or a pipe, or nobody may write to it: an administrator could, and is
            not meant to replace what somebody has protected.
    """
    try:
        target = path.resolve()
    except RuntimeError as error:  # before Python 3.13, links that point at each other
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, _("this is a device or a pipe, not an ordinary file"), str(path))
    if is_protected(target):
        raise PermissionError(errno.EACCES, _("this file is write-protected"), str(path))
    return target


def is_protected(target: Path) -> bool:
    """Whether a file is there and must not be changed."""
    if not target.exists():
        return False
    return not os.access(target, os.W_OK) or not stat.S_IMODE(target.stat().st_mode) & 0o222


def _replace(target: Path, path: Path, content: bytes, read: bytes | None) -> tuple[str, ...]:
    with _beside(target) as (handle, beside, lock):
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(handle)
        lost = _take_after(beside, target)
        _require_unchanged(target, path, read)
        _take_name(beside, target)
        locks.move_hold(target, lock)
    return tuple(f"{path}: {what}" for what in lost)


def _take_name(beside: Path, target: Path) -> None:
    """Gives the new file the name of the old one, which Windows refuses as long as somebody has that open.

    Those who look at each new file, such as scanners for viruses, let go of it in a moment.
    """
    for pause in _PAUSES if sys.platform == "win32" else ():
        try:
            beside.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    try:
        beside.replace(target)
    except PermissionError as error:
        if sys.platform != "win32":
            raise
        raise PermissionError(
            errno.EACCES, _("another program has this file open; close it there")
        ) from error


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[tuple[int, Path, int | None]]:
    """A new file that is about to take the name of another, with its lock; gone again if anything fails."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=locks.PART, dir=target.parent)
    beside = Path(name)
    with locks.alive(handle) as lock:
        try:
            yield handle, beside, lock
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise


def _require_unchanged(target: Path, path: Path, read: bytes | None) -> None:
    locks.require_hold(target)
    if read is not None and (target.read_bytes() if target.exists() else b"") != read:
        raise ChangedMeanwhileError(path)


def _take_after(beside: Path, target: Path) -> list[str]:
    """Gives the new file owner, group and permissions of the old one; says what could not be given."""
    lost = []
    if target.exists() and hasattr(os, "chown"):
        old, new = target.stat(), beside.stat()
        if old.st_gid != new.st_gid and not _given(beside, -1, old.st_gid):
            lost.append(_("its group could not be kept, so others may not be able to open it"))
        if old.st_uid != new.st_uid and not _given(beside, old.st_uid, -1):
            lost.append(_("it belongs to you now, as its owner could not be kept"))
        if old.st_nlink > 1:
            lost.append(_("it had other names (hard links), which still hold the text as it was"))
    beside.chmod(_mode(target))
    return lost


def _given(beside: Path, owner: int, group: int) -> bool:
    try:
        os.chown(beside, owner, group)
    except OSError:
        return False
    return True


def _mode(target: Path) -> int:
    """The old file's permissions, or what a new file gets under the user's umask."""
    if target.exists():
        return target.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
