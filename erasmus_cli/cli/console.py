"""The two streams: stdout is data, stderr is talk. Both honour NO_COLOR, TERM=dumb and pipes."""

import json
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any, Literal, NoReturn

import typer
from rich.console import Console
from rich.text import Text
from rich.theme import Theme

THEME = Theme(
    {
        "fail": "bold red",
        "open": "bold yellow",
        "warn": "yellow",
        "pass": "green",
        "error": "bold red",
        "quiet": "dim",
        "strong": "bold",
    }
)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        # rich would leave with 1, which here says that a proposal is not eligible.
        raise BrokenPipeError


def _console(*, stderr: bool) -> Console:
    # No escape codes at all under NO_COLOR: rich alone would keep bold and dim.
    colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    return _Console(
        stderr=stderr, color_system=colours, theme=THEME, highlight=False, markup=False, emoji=False
    )


@cache
def out() -> Console:
    """The console on stdout."""
    return _console(stderr=False)


@cache
def err() -> Console:
    """The console on stderr."""
    return _console(stderr=True)


def say(*lines: str, style: str = "") -> None:
    """Talk: one line each on stderr, the first one styled."""
    for number, line in enumerate(lines):
        err().print(Text(line, style=style if number == 0 else ""), soft_wrap=True)


def write_json(data: Any) -> None:
    """Data on stdout, the same bytes on every platform."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def refuse(message: str) -> NoReturn:
    """Says why it cannot be done and leaves with 2."""
    say(message, style="error")
    raise typer.Exit(2)


def ask_to_replace(path: Path) -> bool:
    """Whether a person at the terminal agrees that a file is replaced; no without a terminal."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    return typer.confirm(f"{path} is there already. Replace it?", default=False, err=True)
