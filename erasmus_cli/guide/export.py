"""Sources as plain data: how the public JSON of every command names them."""

from collections.abc import Iterable
from typing import Any

from erasmus_cli.guide.sources import Source


def source_as_data(source: Source, figures: Iterable[str]) -> dict[str, Any]:
    """A source, and the dotted paths of the figures of the edition that were read from it."""
    return {
        "edition": source.edition,
        "section": source.section,
        "page": source.page,
        "grade": source.grade.value,
        "carried_to": source.carried_to,
        "evidence": list(source.evidence),
        "figures": list(figures),
    }
