"""Documents to hold ready, for people: by the moment when they have to be there."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from erasmus_cli.chapters.documents import by_moment
from erasmus_cli.cli.paragraphs import indented
from erasmus_cli.rules.documents import NeededDocument
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell


def show_documents(console: Console, documents: Sequence[NeededDocument]) -> None:
    """Prints what to hold ready, whose it is, and who signs."""
    for when, lines in by_moment(documents):
        console.print(Text(tell("Documents to hold ready {when}", when=_(when.in_words)), style="strong"))
        for line in lines:
            indented(console, Text(line), 2, hang=2)
    if documents:
        console.print()
