"""Standard output and error as they are found: closed, of another encoding, or read by nobody any more."""

import errno
import os
import sys


def prepare() -> None:
    """Makes both take any text; what somebody has closed they do not want to read."""
    if sys.stdout is None or sys.stderr is None:
        nowhere = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Windows pipes would refuse Greek names, and file names may be no text at all.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
            if not stream.isatty():
                stream.reconfigure(newline="\n")  # the same bytes on every system


def finish() -> None:
    """Writes what is still to be written, while what goes wrong can still be told."""
    try:
        sys.stdout.flush()
    except OSError as error:
        failed(error)


def failed(error: OSError) -> None:
    """What is printed cannot be written: ends with 2, unless its reader has only had enough of it."""
    leave_quietly()
    if not is_unread(error):
        sys.stderr.write(f"what is printed: {(error.strerror or str(error)).lower()}\n")
        sys.exit(2)


def is_unread(error: Exception) -> bool:
    """Whether it says that nobody reads any more; on Windows a pipe that is closed is an invalid argument."""
    if isinstance(error, BrokenPipeError):
        return True
    is_pipe = isinstance(error, OSError) and error.errno == errno.EINVAL and error.filename is None
    return is_pipe and sys.platform == "win32"


def leave_quietly() -> None:
    """The reader of our output has closed it, as `head` does: there is nobody left to tell."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
