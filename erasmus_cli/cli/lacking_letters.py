"""Tells which characters of a proposal cannot be shown in PDF and PNG, and where they stand."""

from collections.abc import Iterator
from typing import Any

from erasmus_cli.cli.console import notice
from erasmus_cli.formats.pdf.font_coverage import LACKING, described, lacking
from erasmus_cli.pointers import dotted, pointer
from erasmus_cli.proposal.reader import Document
from erasmus_cli.wording.messages import tell

TOLD = 20  # places that are told one by one


def tell_lacking(document: Document, output: str) -> None:
    """Says on stderr, place by place, which characters stand as a replacement character in an output."""
    found = [(at, letters) for at, text in _texts(document.data, ()) if (letters := lacking(text))]
    for at, letters in found[:TOLD]:
        place = document.place(at)
        where = ":".join(map(str, (document.file, *(place or ()))))
        notice(
            tell(
                "{place}: no font of {output} has {letters} of {key}; it stands as {sign} there",
                place=where,
                output=output,
                letters=tuple(map(described, letters)),
                key=f"`{dotted(at)}`",
                sign=LACKING,
            )
        )
    if len(found) > TOLD:
        notice(
            tell(
                "{file}: {n} more {n:place has|places have} characters that no font of {output} has",
                file=document.file,
                n=len(found) - TOLD,
                output=output,
            )
        )


def _texts(data: Any, way: tuple[str | int, ...]) -> Iterator[tuple[str, str]]:
    """Every text with its JSON pointer."""
    if isinstance(data, str):
        yield pointer(way), data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*way, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _texts(value, (*way, number))
