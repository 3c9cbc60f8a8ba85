"""Priorities of different calls that mean much the same."""

import tomllib
from functools import cache

from erasmus_cli.guide.model import Edition
from erasmus_cli.resources import shipped


def counterpart(priority: str, edition: Edition) -> str | None:
    """The same priority in another call, or the one that comes closest; None if there is none."""
    if priority in edition.priorities:
        return priority
    near = next((group for group in _groups() if priority in group), ())
    return next((key for key in near if key in edition.priorities), None)


@cache
def _groups() -> tuple[tuple[str, ...], ...]:
    file = shipped("guide", "data", "counterparts.toml")
    return tuple(tuple(group) for group in tomllib.loads(file.read_text(encoding="utf-8"))["groups"])
