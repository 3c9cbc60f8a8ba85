"""Programs in a pseudo-terminal of 80 columns, and without any."""

import os
import signal
import subprocess

import pytest

pexpect = pytest.importorskip("pexpect")

UP, DOWN, ENTER, CTRL_C, CTRL_D, CLEAR = "\x1b[A", "\x1b[B", "\r", "\x03", "\x04", "\x15"
CHANGING = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "ACCESSIBLE", "PROMPT_TOOLKIT_COLOR_DEPTH")


def run_in(folder, *command, **streams):
    """A finished process that had no terminal."""
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env=environment(),
        check=False,
        timeout=300,  # for one that hangs
        **streams,
    )


def environment(**changes):
    kept = {key: value for key, value in os.environ.items() if key not in CHANGING}
    return {**kept, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", "PYTHONUTF8": "1", **changes}


def listen():
    """A test run in the background ignores Ctrl-C, and so would what it starts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def spawn(folder, *command, **changes):
    child = pexpect.spawn(
        command[0],
        list(command[1:]),
        cwd=str(folder),
        env=environment(**changes),
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=300,  # for one that hangs
        preexec_fn=listen,
    )
    child.delaybeforesend = None
    return child


def ended(child):
    child.expect(pexpect.EOF)
    child.wait()
    return child.exitstatus
