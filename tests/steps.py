"""What work costs, told without a clock: the same on every machine, however busy."""

import subprocess
import sys
import time

LIMIT = 60
"""Seconds of the processor that a whole task may take. It needs a second; one that runs wild needs hours."""

_BOUND = f"import resource; resource.setrlimit(resource.RLIMIT_CPU, ({LIMIT}, {LIMIT}))\n"


def calls(function):
    """How many functions, in Python and built in, are called while `function` runs."""
    entered = 0

    def count(_frame, event, _argument):
        nonlocal entered
        entered += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        function()
    finally:
        sys.setprofile(before)
    return entered


def until(file, size):
    """Gives way while a process that was started writes a file, until it has so many bytes."""
    while not file.exists() or file.stat().st_size < size:
        time.sleep(0.02)
        yield


def bounded(program, text=""):
    """The output of a program that reads the text, and that the system ends where it takes too long.

    For what cannot be counted, such as the steps of a regular expression.
    """
    done = subprocess.run(
        [sys.executable, "-c", _BOUND + program], input=text, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr or f"it was ended after {LIMIT} s of the processor"
    return done.stdout
