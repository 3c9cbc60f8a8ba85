"""What the page asks of the program: one command, as somebody would type it, on a proposal held in memory.

Runs inside the browser, where there are no other processes and no disk: files are those of the interpreter
itself, and are gone with the page.
"""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from erasmus_cli.__main__ import main

FILE = "proposal.yaml"


@dataclass(frozen=True)
class Answer:
    """What a command said and wrote.

    Attributes:
        code: its exit code: 0 fine, 1 findings that fail, 2 could not.
        said: what it printed, standard output first.
        told: what it said beside that, on standard error.
    """

    code: int
    said: str
    told: str


def run(proposal: str, arguments: list[str], columns: int, language: str) -> Answer:
    """Runs one command of `erasmus` on a proposal.

    Args:
        proposal: the text of the proposal file, which arguments call `proposal.yaml`.
        arguments: the command and its options, such as `["check", "proposal.yaml"]`.
        columns: how many letters a line may have.
        language: what is spoken, such as `de`.
    """
    Path(FILE).write_text(proposal, encoding="utf-8")
    os.environ.update(COLUMNS=str(columns), ERASMUS_LANG=language, NO_COLOR="1")
    sys.argv = ["erasmus", *arguments]
    with _streams() as (out, err):
        code = _exit_code()
        sys.stdout.flush()
        sys.stderr.flush()
        return Answer(code, _text(out), _text(err))


def _exit_code() -> int:
    try:
        main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0


@contextmanager
def _streams() -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Standard output and error that are kept, of the kind that a program finds."""
    before = sys.stdout, sys.stderr
    out, err = io.BytesIO(), io.BytesIO()
    sys.stdout, sys.stderr = io.TextIOWrapper(out, "utf-8"), io.TextIOWrapper(err, "utf-8")
    try:
        yield out, err
    finally:
        sys.stdout, sys.stderr = before


def _text(stream: io.BytesIO) -> str:
    return stream.getvalue().decode("utf-8", "replace")
