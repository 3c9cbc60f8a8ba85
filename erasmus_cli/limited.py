"""Runs a call in a process of its own, with a limit of time and memory: for what others have made.

Time is limited everywhere. Memory is limited where the system can do it for one process, as Linux does; on
macOS and Windows it is not, and a process that wants too much is ended when its time is up.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from erasmus_cli.errors import ErasmusError
from erasmus_cli.wording.language import available, speak, spoken
from erasmus_cli.wording.messages import tell

SECONDS = 20
"""Of the processor, where the system counts them; drafts in all formats take less than five."""
PATIENCE = 6
"""By how much longer the clock may run, as other programs take their share of the processor."""
MEMORY = 2_000_000_000
"""Bytes of address space; drafts in all formats take less than half of it."""

CHILD = "from erasmus_cli.limited import answer; answer()"
"""What an interpreter is told that shall answer a call; a program without one knows it by these words."""


class LimitReachedError(ErasmusError):
    """It takes more time or memory than it may."""


def limited(what: str, function: Callable[..., Any], *arguments: Any) -> Any:
    """What a function returns, or raises, when it is called in a process of its own.

    Args:
        what: what is run, as the message names it.
        function: one of a module; arguments and result have to be data that can be pickled.
        arguments: what it is called with.

    Raises:
        LimitReachedError: it takes too long or too much memory.
    """
    asked = pickle.dumps((sys.path, SECONDS, MEMORY, spoken().code, function, arguments))
    try:
        done = subprocess.run(  # noqa: S603 - ourselves, with no word of a user
            [sys.executable, "-c", CHILD],
            input=asked,
            capture_output=True,  # what a library says of its end is no word of ours
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONSAFEPATH": "1"},
            timeout=SECONDS * PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LimitReachedError(
            tell("{what}: stopped after {n} seconds", what=what, n=SECONDS * PATIENCE)
        ) from error
    if done.returncode or not done.stdout:
        raise LimitReachedError(_why(what, done.returncode))
    result, raised = pickle.loads(done.stdout)  # noqa: S301 - from the process that was just started
    if raised is not None:
        raise raised
    return result


def _why(what: str, code: int) -> str:
    if code == -getattr(signal, "SIGXCPU", 0) or code == -getattr(signal, "SIGKILL", 0):
        return tell("{what}: stopped after {n} seconds of work", what=what, n=SECONDS)
    return tell("{what}: stopped, as it needs more memory than {n} GB", what=what, n=MEMORY // 10**9)


def answer() -> None:
    """Reads a call from standard input, makes it within the limits, and writes what came of it."""
    out = sys.stdout.buffer
    sent = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    sys.path[:], seconds, memory, language, function, arguments = sent
    if language in available():
        speak(language)
    _limit(seconds, memory)
    result = error = None
    try:
        result = function(*arguments)
    except MemoryError:
        os._exit(1)
    except Exception as raised:  # noqa: BLE001 - it is raised again where it was asked for
        error = raised
    out.write(_packed(result, error))


def _packed(result: Any, error: Exception | None) -> bytes:
    try:
        packed = pickle.dumps((result, error))
        pickle.loads(packed)  # noqa: S301 - our own; some errors can be written and not read
    except Exception:  # noqa: BLE001 - an error that cannot be sent is told by its words
        kind = ErasmusError if isinstance(error, ErasmusError) else RuntimeError
        return pickle.dumps((None, kind(str(error))))
    return packed


def _limit(seconds: int, memory: int) -> None:
    """Takes from this process what it may not have; what a system does not know it does not limit."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory)):
        try:
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))
        except (ValueError, OSError):  # macOS does not limit memory; a lower limit may be set already
            continue
