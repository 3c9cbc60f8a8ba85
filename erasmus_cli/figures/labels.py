"""Puts labels beside their markers so that none covers another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import hypot, inf

from erasmus_cli.figures.geometry import Box, Point, Segment, cross

# Eight sides, then those between them; right of the marker is best.
_SIDES = (
    *((1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1), (0, -1), (0, 1)),
    *((1, -0.5), (-1, -0.5), (1, 0.5), (-1, 0.5), (0.5, -1), (-0.5, -1), (0.5, 1), (-0.5, 1)),
)
_REACHES = (8.0, 16.0, 26.0, 38.0, 52.0, 70.0, 92.0, 118.0, 150.0, 190.0, 240.0, 300.0)
# What is bad, in steps that one would go to avoid it.
_TOWARDS, _COVERED, _CROSSED, _MISSING = 2.0, 0.7, 3.0, 100.0
_PATIENCE = 100  # pairs; more would take seconds
_GAP, _DOT, _NEAR = 2.0, 5.0, 70.0


@dataclass(frozen=True)
class Placed:
    """Where a label stands.

    Attributes:
        box: what it covers.
        leader: the line from the marker to the edge of the label, if it does not stand beside it.
        costs: how bad that place is, in steps away from the marker.
    """

    box: Box
    leader: Segment | None
    costs: float = 0.0


def place(
    markers: Sequence[Point], sizes: Sequence[Point], frame: Box, lines: Sequence[Segment] = ()
) -> list[Placed | None]:
    """A place for each label, in the order of the markers; None where no room is left.

    Greedy: one marker after another takes the best free place round it, near, away from its neighbours, and
    over few lines; then each may move once more. Who comes first matters in a crowd, so several orders are
    tried, and in the best of them neighbours exchange places where that helps.

    Args:
        markers: middle of each marker.
        sizes: width and height of each label.
        frame: where labels must lie.
        lines: that labels had better not cover.
    """
    choices = [
        list(_choices(marker, size, frame, markers, lines))
        for marker, size in zip(markers, sizes, strict=True)
    ]
    best = min((_placed(order, choices) for order in _orders(markers)), key=_costs)
    return _exchanged(best, choices, _pairs(markers))


def _choices(
    marker: Point, size: Point, frame: Box, markers: Sequence[Point], lines: Sequence[Segment]
) -> Iterator[Placed]:
    """Every place that a label may take, the nearest first."""
    dots = [Box(x - _DOT, y - _DOT, 2 * _DOT, 2 * _DOT) for x, y in markers]
    away = _away(marker, markers)
    for step, reach in enumerate(_REACHES):
        for side in _SIDES:
            edge, box = _beside(marker, size, side, reach)
            if box.within(frame) and not any(box.overlaps(dot, _GAP) for dot in dots):
                covered = sum(box.touches(line) for line in lines)
                towards = 1 - (side[0] * away[0] + side[1] * away[1]) / hypot(*side) if any(away) else 0.0
                # The leader line always runs over the marker's own dot.
                over = sum(dot.touches((marker, edge)) for dot in dots) - 1 if step else 0
                costs = step + _TOWARDS * towards + _COVERED * covered + _CROSSED * over
                yield Placed(box, (marker, edge) if step else None, costs)


def _beside(marker: Point, size: Point, side: Point, reach: float) -> tuple[Point, Box]:
    """The label on one side of the marker, and the point of its edge that is nearest."""
    (dx, dy), (width, height) = side, size
    far = reach * (0.75 if dx and dy else 1.0)
    x, y = marker[0] + dx * far, marker[1] + dy * far
    return (x, y), Box(x + (dx - 1) / 2 * width, y + (dy - 1) / 2 * height, width, height)


def _orders(markers: Sequence[Point]) -> Iterator[list[int]]:
    """Orders in which markers may choose: from each side, from the middle of crowds, and from their edge."""
    everyone = range(len(markers))
    for across, down in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        yield sorted(everyone, key=lambda i: (markers[i][0] * across + markers[i][1] * down, i))
    crowds = [sum(hypot(x - a, y - b) < _NEAR for a, b in markers) for x, y in markers]
    yield sorted(everyone, key=lambda i: (-crowds[i], i))
    yield sorted(everyone, key=lambda i: (crowds[i], i))


def _placed(order: Sequence[int], choices: Sequence[Sequence[Placed]]) -> list[Placed | None]:
    """What comes out when the markers choose in this order, and then once more."""
    placed: list[Placed | None] = [None] * len(choices)
    for index in (*order, *order):
        placed[index] = None
        placed[index] = _best(choices[index], [other for other in placed if other])
    return placed


def _pairs(markers: Sequence[Point]) -> list[tuple[int, int]]:
    """Each two markers that are near each other, in both orders."""
    return [
        (one, other)
        for one, other in permutations(range(len(markers)), 2)
        if hypot(markers[one][0] - markers[other][0], markers[one][1] - markers[other][1]) < _NEAR / 2
    ]


def _exchanged(
    placed: list[Placed | None], choices: Sequence[Sequence[Placed]], pairs: Sequence[tuple[int, int]]
) -> list[Placed | None]:
    """The labels after each pair has chosen anew together, where the whole is better for it."""
    for one, other in pairs[:_PATIENCE]:
        trial = list(placed)
        trial[one] = trial[other] = None
        for index in (one, other):
            trial[index] = _best(choices[index], [label for label in trial if label])
        placed = min(placed, trial, key=_costs)
    return placed


def _best(choices: Sequence[Placed], others: Sequence[Placed]) -> Placed | None:
    best, least = None, inf
    for choice in choices:
        if choice.costs < least and not _taken(choice, others):
            costs = choice.costs + _CROSSED * _crossings(choice, others)
            best, least = (choice, costs) if costs < least else (best, least)
    return best


def _taken(choice: Placed, others: Sequence[Placed]) -> bool:
    """Whether it would cover another label or its leader line, or its own would run over another label."""
    return any(
        choice.box.overlaps(other.box, _GAP)
        or (choice.leader is not None and other.box.touches(choice.leader))
        or (other.leader is not None and choice.box.touches(other.leader))
        for other in others
    )


def _crossings(choice: Placed, others: Iterable[Placed]) -> int:
    return sum(
        bool(choice.leader and other.leader and cross(choice.leader, other.leader)) for other in others
    )


def _costs(placed: Sequence[Placed | None]) -> float:
    """How bad it is as a whole: a label without a place is worst."""
    labels = [label for label in placed if label]
    crossings = sum(_crossings(label, labels) for label in labels)
    return sum(label.costs for label in labels) + _CROSSED * crossings + _MISSING * placed.count(None)


def _away(marker: Point, markers: Sequence[Point]) -> Point:
    """From the middle of a marker's neighbours to the marker, of length 1; (0, 0) for a marker on its own."""
    near = [(x, y) for x, y in markers if abs(x - marker[0]) < _NEAR and abs(y - marker[1]) < _NEAR]
    dx = marker[0] - sum(x for x, _ in near) / len(near)
    dy = marker[1] - sum(y for _, y in near) / len(near)
    length = hypot(dx, dy)
    return (dx / length, dy / length) if length else (0.0, 0.0)
