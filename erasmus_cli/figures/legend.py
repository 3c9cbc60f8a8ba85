"""The line under a picture that says what its signs stand for; it breaks where a language needs more room."""

from collections.abc import Iterable
from dataclasses import dataclass

from erasmus_cli.figures.svg import WIDTH
from erasmus_cli.figures.text_metrics import width

LINE = 15.0
"""From one line to the next."""

_LEFT, _RIGHT, _GAP = 11.0, WIDTH - 8.0, 16.0


@dataclass(frozen=True)
class Sign:
    """A sign with what it stands for.

    Attributes:
        shape: which sign.
        words: what it stands for.
        slot: where it stands if those before it leave that free.
        lead: from its left side to the words.
    """

    shape: str
    words: str
    slot: float
    lead: float


@dataclass(frozen=True)
class Placed:
    """A sign in its place, `down` below the first line."""

    shape: str
    words: str
    x: float
    text_x: float
    down: float


@dataclass(frozen=True)
class Legend:
    """All signs, how far they reach below the first line, and to the right on the last."""

    signs: tuple[Placed, ...]
    down: float
    end: float


def legend(signs: Iterable[Sign], size: float) -> Legend:
    """The signs in their slots; where words are longer, further to the right, or on the next line."""
    placed: list[Placed] = []
    down, free = 0.0, 0.0
    for sign in signs:
        room = sign.lead + width(sign.words, size)
        x = max(sign.slot, free)
        if placed and x + room > _RIGHT:
            down, x = down + LINE, _LEFT
        placed.append(Placed(sign.shape, sign.words, x, x + sign.lead, down))
        free = x + room + _GAP
    return Legend(tuple(placed), down, free)
