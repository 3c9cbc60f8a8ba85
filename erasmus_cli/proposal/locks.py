"""One program at a time works on a proposal, and what a killed one has left beside it is cleared.

The lock is one of the system on the file itself, so nothing stands beside it and a kill frees it. As saving
puts a new file in place of the old one, the new one is locked before it takes the name. Windows has no such
locks: there the check before each save is all there is.
"""

import contextlib
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from erasmus_cli.errors import ErasmusError
from erasmus_cli.wording.messages import tell

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PART = ".part"
"""How the name of a file ends that is about to take the place of another."""
_LONG = 3600
"""Seconds after which nobody writes to such a file any more, where no lock tells."""

_held: dict[Path, int | None] = {}  # a process has no lock twice; None where there is no file yet


class InUseError(ErasmusError):
    """Another erasmus is at work on the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            tell("{file}: another erasmus is at work on this file; finish there first", file=path)
        )


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Keeps other programs of ours from changing the file, whether or not it is there yet.

    Raises:
        InUseError: one of them is at work on it.
    """
    target = Path(os.path.realpath(path))
    clear_leftovers(target)
    _held[target] = _locked(target, path)
    try:
        yield
    finally:
        if (handle := _held.pop(target)) is not None:
            os.close(handle)


def require_hold(target: Path) -> None:
    """Locks a file of ours that was not there when it was held, or that somebody has replaced since.

    Raises:
        InUseError: another erasmus was faster.
    """
    if target not in _held:
        return
    handle = _held[target]
    if handle is None or not _is(target, handle):
        _held[target] = _locked(target, target)
        if handle is not None:
            os.close(handle)


def move_hold(target: Path, lock: int | None) -> None:
    """The file that has just taken the name is the one that is held, if the old one was."""
    if target in _held and lock is not None:
        old, _held[target] = _held[target], os.dup(lock)
        if old is not None:
            os.close(old)


@contextmanager
def alive(handle: int) -> Iterator[int | None]:
    """Locks a new file while it is written, so that it is not taken for what a killed program has left.

    Gives the lock, which outlives the handle; None where there are no locks.
    """
    if fcntl is None:
        yield None
        return
    lock = os.dup(handle)
    try:
        with contextlib.suppress(OSError):  # not every network drive has locks
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield lock
    finally:
        os.close(lock)


def clear_leftovers(target: Path) -> None:
    """Removes what killed programs have left of their attempts to save the file."""
    ours = re.compile(rf"\.{re.escape(target.name)}\.[a-z0-9_]{{8}}{re.escape(PART)}")
    with contextlib.suppress(OSError):
        for entry in os.scandir(target.parent):
            if ours.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                _remove_if_dead(Path(entry.path))


def _remove_if_dead(path: Path) -> None:
    with contextlib.suppress(OSError):
        if fcntl is None:
            if time.time() - path.stat().st_mtime > _LONG:
                path.unlink()
            return
        handle = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
        finally:
            os.close(handle)


def _locked(target: Path, shown: Path) -> int | None:
    if fcntl is None or not target.is_file():
        return None
    try:
        handle = os.open(target, os.O_RDONLY)
    except OSError:
        return None  # which reading it tells in its own words
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise InUseError(shown) from error
    except OSError:  # not every network drive has locks
        os.close(handle)
        return None
    return handle


def _is(target: Path, handle: int) -> bool:
    try:
        return os.path.samestat(target.stat(), os.fstat(handle))
    except OSError:
        return False
