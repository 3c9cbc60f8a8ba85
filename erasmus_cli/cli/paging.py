"""Long reports through the pager of the system, where a person looks and the screen is too short."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from erasmus_cli.wording.language import _

NoPagerOption = Annotated[
    bool, typer.Option("--no-pager", help="Print a long report at once, not page by page (as NO_PAGER=1).")
]

_MARKS = re.compile(r"^\[//\]: # \(.*\)\n\n?", re.MULTILINE)
"""Lines of a draft in Markdown that no reader of it shows."""


@contextmanager
def paged(*, wanted: bool = True) -> Iterator[bool]:
    """Shows what is printed on stdout meanwhile page by page if it is longer than the screen.

    Gives whether it is kept until the end, so that the screen is free meanwhile.

    PAGER names the program, as for other commands; empty or `cat` turns it off, and so do NO_PAGER,
    TERM=dumb and whatever is no terminal. That of Windows does not show all letters.
    """
    if not (wanted and _somebody_looks()):
        yield False
        return
    from erasmus_cli.cli.console import out

    capture = out().capture()
    capture.__enter__()
    try:
        yield True
    finally:
        capture.__exit__(None, None, None)
        _show(capture.get(), out().height)


def _somebody_looks() -> bool:
    from erasmus_cli.cli.console import out

    off = os.environ.get("NO_PAGER") or os.environ.get("PAGER", _usual()).strip() in ("", "cat")
    dumb = os.environ.get("TERM", "").lower() in ("dumb", "unknown")
    # Who closes standard input has no keyboard to turn pages with.
    seen = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    return not off and not dumb and seen and not out().legacy_windows


def _usual() -> str:
    return "" if sys.platform == "win32" else "less"


def _show(text: str, height: int) -> None:
    if text.count("\n") < height:
        sys.stdout.write(text)
        return
    from rich.pager import SystemPager

    # As git has it: colours as they are, and the text stays on the screen afterwards.
    os.environ.setdefault("LESS", "FRX")
    SystemPager().show(text)


def print_draft(text: str) -> None:
    """A draft on stdout; on a terminal page by page, without the marks by which it is read back."""
    from erasmus_cli.cli.console import notice, out, write_text

    if not sys.stdout.isatty():
        write_text(text)
        return
    with paged():
        out().out(_MARKS.sub("", text), highlight=False, end="")
    if _MARKS.search(text):
        notice(_("to edit it and read it back, let -o write it to a file, such as draft.docx"))
