"""Makes the map of Europe that drafts show partners on; run once, not part of the tool.

`python docs/make_map.py countries-50m.json`, where the file is the one of the npm package world-atlas 2.0.2:
Natural Earth 1:50m, which is in the public domain. Needs shapely and pycountry, which the tool does not.

Borders are drawn as the European Union sees them: Crimea with Ukraine, Cyprus as one island. Natural Earth
draws who is in control.
"""

import json
import sys
from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path

import pycountry
from shapely import LineString, MultiPolygon, Polygon, box, make_valid, unary_union

from erasmus_cli.figures.projection import project

OUT = Path(__file__).parent.parent / "erasmus_cli" / "figures" / "europe.json"
WEST, SOUTH, EAST, NORTH = 2_400_000, 1_300_000, 7_700_000, 5_480_000  # metres, EPSG:3035
UNIT = 2_000  # metres; coordinates in the file are whole units
TOLERANCE = 0.6  # units by which a border may be off
SMALLEST = 12  # square units; smaller islands are left out, smaller countries are not
UNLISTED = {"Kosovo": "XK", "N. Cyprus": "CY"}  # without an ISO number in the source
DRAWN_WITH = {"AX": "FI"}
CRIMEA = (34.2, 45.2)  # longitude, latitude of a point in it
FRAME = box(-20, -20, (EAST - WEST) / UNIT + 20, (NORTH - SOUTH) / UNIT + 20)

Ring = list[tuple[float, float]]


def main() -> None:
    """Reads the source, writes the map."""
    world = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs = [simplified(degrees(arc, world["transform"])) for arc in world["arcs"]]
    shapes: dict[str, list[Polygon]] = {}
    for country in world["objects"]["countries"]["geometries"]:
        if code := code_of(country):
            for polygon in polygons(country, arcs):
                shapes.setdefault("UA" if is_crimea(code, polygon) else code, []).append(polygon)
    paths = {code: path for code, parts in sorted(shapes.items()) if (path := drawn(parts))}
    data = {
        "west": WEST,
        "north": NORTH,
        "unit": UNIT,
        "width": (EAST - WEST) // UNIT,
        "height": (NORTH - SOUTH) // UNIT,
        "drawn_with": DRAWN_WITH,
        "paths": paths,
    }
    OUT.write_text(json.dumps(data, indent=0) + "\n", encoding="utf-8")
    print(f"{len(paths)} countries, {OUT.stat().st_size} bytes")


def degrees(arc: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    """TopoJSON keeps the steps between points as whole numbers."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    steps = accumulate(arc, lambda a, b: [a[0] + b[0], a[1] + b[1]])
    return [(x * sx + tx, y * sy + ty) for x, y in steps]


def simplified(arc: Ring) -> Ring:
    """An arc in units of the map, with fewer points. Neighbours share arcs, so that no gap opens."""
    metres = [project(latitude, longitude) for longitude, latitude in arc]
    line = LineString([((east - WEST) / UNIT, (NORTH - north) / UNIT) for east, north in metres])
    return [(round(x), round(y)) for x, y in line.simplify(TOLERANCE).coords]


def code_of(country: dict) -> str | None:
    """ISO code, or None for what is no country of the list and lies outside the window."""
    found = pycountry.countries.get(numeric=country.get("id", ""))
    code = found.alpha_2 if found else UNLISTED.get(country["properties"]["name"])
    return DRAWN_WITH.get(code, code)


def polygons(country: dict, arcs: list[Ring]) -> Iterator[Polygon]:
    """The parts of a country that lie in the window."""
    nested = {"Polygon": lambda a: [a], "MultiPolygon": lambda a: a}[country["type"]](country["arcs"])
    for rings in nested:
        outer, *inner = ([p for i in ring for p in (arcs[i] if i >= 0 else arcs[~i][::-1])] for ring in rings)
        if len(set(outer)) > 2:
            shape = make_valid(Polygon(outer, [hole for hole in inner if len(set(hole)) > 2]))
            yield from flat(shape.intersection(FRAME))


def flat(shape: object) -> list[Polygon]:
    """The areas of a shape, without stray lines and points."""
    parts = getattr(shape, "geoms", [shape])
    return [
        p
        for part in parts
        for p in (flat(part) if isinstance(part, MultiPolygon) else [part])
        if isinstance(p, Polygon) and p.area > 0
    ]


def is_crimea(code: str, polygon: Polygon) -> bool:
    """Whether this is the part of the source's Russia that is Crimea."""
    east, north = project(CRIMEA[1], CRIMEA[0])
    point = box(
        (east - WEST) / UNIT, (NORTH - north) / UNIT, (east - WEST) / UNIT + 1, (NORTH - north) / UNIT + 1
    )
    return code == "RU" and polygon.area < 50_000 and polygon.intersects(point)


def drawn(parts: list[Polygon]) -> str:
    """SVG path of a country in whole units: large enough parts, or the largest alone."""
    areas = sorted(flat(unary_union(parts)), key=lambda part: part.area, reverse=True)
    kept = [part for part in areas if part.area >= SMALLEST] or areas[:1]
    rings = [ring for part in kept for ring in (part.exterior, *part.interiors)]
    return "".join(_path(list(ring.coords)) for ring in rings)


def _path(ring: Ring) -> str:
    """A closed path in relative steps."""
    points = [(round(x), round(y)) for x, y in ring[:-1]]
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points)]
    text = " ".join(f"{x} {y}" for x, y in steps if x or y)
    return f"M{points[0][0]} {points[0][1]}l{text}z".replace(" -", "-")


if __name__ == "__main__":
    main()
