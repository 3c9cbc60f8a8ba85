"""Documents to hold ready, in words: by the moment when they have to be there."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from erasmus_cli.guide.documents import Moment
from erasmus_cli.rules.documents import NeededDocument
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell


def by_moment(documents: Sequence[NeededDocument]) -> Iterator[tuple[Moment, list[str]]]:
    """What to hold ready at each moment: a line for each document, with whose it is and who signs."""
    order = list(Moment)
    in_order = sorted(documents, key=lambda needed: order.index(needed.document.when))
    for when, group in groupby(in_order, key=lambda needed: needed.document.when):
        yield when, [_line(needed) for needed in group]


def _line(needed: NeededDocument) -> str:
    document, provided = needed.document, needed.document.needed.provided
    whose = ", ".join(one.organisation.name or one.label for one in needed.organisations)
    doubt = (
        "" if needed.sure else tell("(if {condition})", condition=provided) if provided else _("(perhaps)")
    )
    advised = "" if document.must else _("(advised)")
    what = " ".join(filter(None, (_(document.title), advised, doubt, f"[{whose}]" if whose else "")))
    return f"{what}: {_(document.signed_by)}"
