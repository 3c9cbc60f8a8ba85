"""The two streams: stdout is data, stderr is talk. Both honour NO_COLOR, TERM=dumb and pipes."""

import json
import sys
from functools import cache
from typing import Any

from rich.console import Console
from rich.text import Text
from rich.theme import Theme

_THEME = Theme(
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
    return Console(theme=_THEME, highlight=False, markup=False, emoji=False)


@cache
def err() -> Console:
    """The console on stderr."""
    return Console(stderr=True, theme=_THEME, highlight=False, markup=False, emoji=False)


def say(*lines: str, style: str = "") -> None:
    """Talk: one line each on stderr, the first one styled."""
    for number, line in enumerate(lines):
        err().print(Text(line, style=style if number == 0 else ""), soft_wrap=True)


def write_json(data: Any) -> None:
    """Data on stdout, the same bytes on every platform."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
