"""The two streams: stdout is data, stderr is talk. Both honour NO_COLOR, TERM=dumb and pipes.

What a command prints goes through here, and nothing of it reaches a terminal as a control sequence: files,
drafts, arguments and names of files may come from anybody.
"""

import json
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import typer
from rich.console import Console, RenderHook
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from rich.theme import Theme

from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.visible import escaped, visible

if TYPE_CHECKING:
    from rich.console import ConsoleOptions, ConsoleRenderable, RenderResult

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


class _Visible:
    """Something printable, of which all text is made visible."""

    def __init__(self, inner: "ConsoleRenderable") -> None:
        self._inner = inner

    def __rich_console__(self, console: Console, options: "ConsoleOptions") -> "RenderResult":
        for text, style, control in console.render(self._inner, options):
            yield Segment(text if control else visible(text), style, control)


class _Filter(RenderHook):
    def process_renderables(self, renderables: "list[ConsoleRenderable]") -> "list[ConsoleRenderable]":
        return [_Visible(one) for one in renderables]


def _console(*, stderr: bool) -> Console:
    # No escape codes at all under NO_COLOR: rich alone would keep bold and dim.
    colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    console = _Console(
        stderr=stderr, color_system=colours, theme=THEME, highlight=False, markup=False, emoji=False
    )
    console.push_render_hook(_Filter())
    return console


@cache
def out() -> Console:
    """The console on stdout."""
    return _console(stderr=False)


@cache
def err() -> Console:
    """The console on stderr."""
    return _console(stderr=True)


def settle(*, quiet: bool, color: str | None) -> None:
    """How much is said, and whether in colour, for the whole run; before anything is printed.

    Args:
        quiet: say only what went wrong or needs a look.
        color: `always` or `never`; None leaves it to the terminal, NO_COLOR and FORCE_COLOR.
    """
    _SETTLED["quiet"] = quiet
    if color == "always":
        os.environ.pop("NO_COLOR", None)
        os.environ["FORCE_COLOR"] = "1"
    elif color == "never":
        os.environ["NO_COLOR"] = "1"


_SETTLED = {"quiet": False}


def notice(*lines: str, style: str = "") -> None:
    """Talk: one line each on stderr, the first one styled; under --quiet only what has a style.

    A terminal breaks no word of it. A file gets each line whole, for programs that search in it.
    """
    if _SETTLED["quiet"] and not style:
        return
    for number, line in enumerate(lines):
        text = Text(line, style=style if number == 0 else "")
        if err().is_terminal and "\n" not in line:
            from erasmus_cli.cli.paragraphs import indented

            left = len(line) - len(line.lstrip())
            indented(err(), text[left:], left, hang=2)
        else:
            err().print(text, soft_wrap=True)


def say_written(path: Path | str) -> None:
    """Says that a file was written; its name is a link where the terminal has such."""
    if not _SETTLED["quiet"]:
        link = Style(link=Path(path).resolve().as_uri()) if err().is_terminal else ""
        err().print(_with_link(tell("wrote {file}", file=path), str(path), link), soft_wrap=True)


def _with_link(sentence: str, words: str, link: Style | str) -> Text:
    """A sentence of which some words are a link."""
    before, _found, after = sentence.partition(words)
    return Text.assemble(before, (words, link), after)


def as_json(data: Any) -> str:
    """Data as a document of JSON, the same bytes on every platform."""
    return escaped(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def write_json(data: Any) -> None:
    """Data on stdout."""
    sys.stdout.write(as_json(data))


def write_text(text: str) -> None:
    """A document on stdout: to the byte for programs, made visible for a person who looks at it."""
    sys.stdout.write(visible(text) if sys.stdout.isatty() else text)


def refuse(message: str) -> NoReturn:
    """Says why it cannot be done and leaves with 2."""
    notice(message, style="error")
    raise typer.Exit(2)


def ask_to_replace(path: Path) -> bool:
    """Whether a person at the terminal agrees that a file is replaced; no without a terminal."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    return typer.confirm(
        tell("{file} is there already. Replace it?", file=visible(str(path))), default=False, err=True
    )
