"""Documents to hold ready, for people: by the moment when they have to be there."""

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from erasmus_cli.cli.paragraphs import indented
from erasmus_cli.guide.documents import Moment
from erasmus_cli.rules.documents import NeededDocument


def show_documents(console: Console, documents: Sequence[NeededDocument]) -> None:
    """Prints what to hold ready, whose it is, and who signs."""
    if not documents:
        return
    order = list(Moment)
    sorted_ones = sorted(documents, key=lambda needed: order.index(needed.document.when))
    for when, group in groupby(sorted_ones, key=lambda needed: needed.document.when):
        console.print(Text(f"Documents to hold ready {when.in_words}", style="strong"))
        for needed in group:
            indented(console, Text(_line(needed)), 2, hang=2)
    console.print()


def _line(needed: NeededDocument) -> str:
    document, provided = needed.document, needed.document.needed.provided
    whose = ", ".join(one.organisation.name or one.label for one in needed.organisations)
    doubt = "" if needed.sure else f" (if {provided})" if provided else " (perhaps)"
    advised = "" if document.must else " (advised)"
    return f"{document.title}{advised}{doubt}{f' [{whose}]' if whose else ''}: {document.signed_by}"
