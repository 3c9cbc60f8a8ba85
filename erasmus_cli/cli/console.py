"""The two streams: stdout is data, stderr is talk. Both honour NO_COLOR, TERM=dumb and pipes."""

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

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


@cache
def out() -> Console:
    """The console on stdout."""
    return Console(theme=THEME, highlight=False, markup=False, emoji=False)


@cache
def err() -> Console:
    """The console on stderr."""
    return Console(stderr=True, theme=THEME, highlight=False, markup=False, emoji=False)


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
