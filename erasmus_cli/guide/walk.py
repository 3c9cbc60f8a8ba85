"""Walks through guide data, record by record."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from erasmus_cli.guide.sources import Cited


def records(path: str, value: Any) -> Iterator[tuple[str, Cited]]:
    """Every record at or below a place, with its dotted path; lists count from 1."""
    if isinstance(value, Cited):
        yield path, value
        return
    for key, inner in _children(value):
        yield from records(f"{path}.{key}" if path else key, inner)


def _children(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, tuple):
        yield from ((str(number), inner) for number, inner in enumerate(value, start=1))
    elif isinstance(value, BaseModel):
        yield from ((key, getattr(value, key)) for key in type(value).model_fields)
