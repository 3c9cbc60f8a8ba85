"""What would change in a file, for a person to read or for `patch` to take."""

from rich.console import Console
from rich.text import Text

from erasmus_cli.cli.paragraphs import indented

_STYLES = {"+": "pass", "-": "fail"}
_FURTHER = 4
"""Spaces by which the rest of a line stands further right, so that it cannot be taken for a line."""


def show_difference(console: Console, text: str) -> None:
    """Prints a unified difference.

    A terminal breaks none of its words, and what goes over the edge stands further right on the next line.
    Anything else gets each line as it is.
    """
    for line in text.splitlines():
        if not console.is_terminal:
            console.print(Text(line), soft_wrap=True)
            continue
        sign, words = line[:1], line[1:]
        left = 1 + len(words) - len(words.lstrip())
        style = _STYLES.get(sign, "")
        mark = Text(f"{sign}{words[: left - 1]}", style=style)
        if words.strip():
            indented(console, Text(words.strip(), style=style), left, hang=_FURTHER, mark=mark)
        else:
            console.print(mark)
