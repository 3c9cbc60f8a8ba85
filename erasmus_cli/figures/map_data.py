"""The map of Europe as data: outlines of countries, and where a place lies on it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from erasmus_cli.figures.geometry import Box, Point
from erasmus_cli.figures.projection import Degrees, project
from erasmus_cli.resources import shipped

_ROOM = 1.6  # times the extent of the points, so that labels fit beside them
_CLOSEST = 0.28  # of the map; closer, and the outlines would look coarse


@dataclass(frozen=True)
class Atlas:
    """Outlines by country, and the window that they are drawn in.

    Attributes:
        west: of the window, metres east in EPSG:3035.
        north: of the window, metres north.
        unit: metres for each unit of the outlines.
        width: units.
        height: units.
        paths: SVG path by ISO 3166-1 code, in units.
        drawn_with: territories that are drawn as part of a country.
    """

    west: int
    north: int
    unit: int
    width: int
    height: int
    paths: dict[str, str]
    drawn_with: dict[str, str]

    def locate(self, place: Degrees) -> Point | None:
        """Where a place lies, in units; None outside the window."""
        east, north = project(*place)
        x, y = (east - self.west) / self.unit, (self.north - north) / self.unit
        return (x, y) if 0 < x < self.width and 0 < y < self.height else None

    def view(self, points: Sequence[Point]) -> Box:
        """The part of the map that shows these points with room round them, in the shape of the map."""
        xs, ys = zip(*points, strict=True) if points else ((0, self.width), (0, self.height))
        room = max((max(xs) - min(xs)) / self.width, (max(ys) - min(ys)) / self.height) * _ROOM
        share = min(1.0, max(_CLOSEST, room))
        width, height = self.width * share, self.height * share
        x = min(max((min(xs) + max(xs) - width) / 2, 0), self.width - width)
        y = min(max((min(ys) + max(ys) - height) / 2, 0), self.height - height)
        return Box(x, y, width, height)


@cache
def europe() -> Atlas:
    """From Iceland and Portugal to the Caucasus; `docs/make_map.py` says where it comes from."""
    file = shipped("figures", "europe.json")
    return Atlas(**json.loads(file.read_text(encoding="utf-8")))
