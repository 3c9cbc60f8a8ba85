"""What reports for people share: indented paragraphs, and sources as footnotes."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from erasmus_cli.guide.sources import Source
from erasmus_cli.wording.language import HARD_SPACE, _

_SOLID = "\ue000"


def solid(text: Text) -> Text:
    """The text with hard spaces as letters: rich would break lines at them, and part an amount in two."""
    text.plain = text.plain.replace(HARD_SPACE, _SOLID)
    return text


def restored(line: Text) -> Text:
    """A laid out line of `solid` texts with its hard spaces back, and without spaces at its end."""
    line.rstrip()
    line.plain = line.plain.replace(_SOLID, HARD_SPACE)
    return line


def indented(console: Console, text: Text, left: int, hang: int = 0, mark: Text | None = None) -> None:
    """Prints a paragraph with `left` spaces before it and `hang` more before all lines but the first.

    A mark stands in the spaces before the first line.
    """
    lines = solid(text).wrap(console, max(console.width - left - hang, 20))
    for number, line in enumerate(lines):
        restored(line)
        before = Text(" " * (left + (hang if number else 0)))
        if mark and number == 0:
            before = Text.assemble(mark, " " * max(left - len(mark), 0))
        console.print(Text.assemble(before, line), soft_wrap=True)


def opening(console: Console, word: str, style: str, file: str) -> None:
    """Prints what a report says first of which file; a file name that has no room stands below, whole."""
    between = "  " if len(word) + 2 + len(file) <= console.width else "\n"
    console.print(Text.assemble((word, style), between, (file, "strong")), soft_wrap=True)


class Footnotes:
    """Numbers each source once, in the order of appearance."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def mark(self, sources: Iterable[Source]) -> str:
        """The marks of sources, such as `[1][3]`."""
        texts = dict.fromkeys(source.graded for source in sources)
        return "".join(f"[{self.numbers.setdefault(text, len(self.numbers) + 1)}]" for text in texts)

    def show(self, console: Console) -> None:
        """Prints the notes."""
        if self.numbers:
            console.print(Text(_("Sources"), style="strong"))
        for text, number in self.numbers.items():
            indented(console, Text(f"[{number}] {text}", style="quiet"), 2, hang=4)
        console.print()
