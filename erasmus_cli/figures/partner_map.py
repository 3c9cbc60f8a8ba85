"""The partnership as a picture: where its organisations are, and how far from the applicant."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from erasmus_cli.document.draft import Figure
from erasmus_cli.figures.geometry import Box, Point, Segment
from erasmus_cli.figures.labels import Placed, place
from erasmus_cli.figures.legend import Sign, legend
from erasmus_cli.figures.map_data import Atlas, europe
from erasmus_cli.figures.partner_locations import Site, Spot, spots_of
from erasmus_cli.figures.svg import WIDTH, render
from erasmus_cli.figures.text_metrics import cut, runs_to_the_left, width, wrapped
from erasmus_cli.guide.lookup import status_of
from erasmus_cli.guide.model import Edition, Status
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import tell

NAME = "map"
KOSOVO = "XK"
KOSOVO_NOTE = Words(
    "Kosovo: this designation is without prejudice to positions on status, and is in line with UNSCR"
    " 1244/1999 and the ICJ Opinion on the Kosovo declaration of independence."
)
CREDIT = Words("Made with Natural Earth; cities: GeoNames")
_SIZE, _SMALL, _LEADING = 10.0, 9.0, 11.5
_LABEL_ROOM, _WIDE_ROOM = 104.0, 190.0
_MARGIN = 8.0
_ACROSS = WIDTH - 2 * _MARGIN


@dataclass(frozen=True)
class Label:
    """What is written at a spot: the place, with the distance behind it, and the organisations below.

    `far_at` is how far from the start of the place the distance begins, where the place is written from right
    to left: in one text the two would change sides.
    """

    city: str
    lines: tuple[str, ...]
    width: float
    height: float
    far_at: float | None


@dataclass(frozen=True)
class Mark:
    """A spot on the map with its label, which is missing where no room is left for it."""

    x: float
    y: float
    spot: Spot
    label: Label
    placed: Placed | None


@dataclass(frozen=True)
class Land:
    """A country: its outline, whether it takes part, and whether it counts for the Programme."""

    path: str
    partner: bool
    inside: bool


def partner_map(sites: Sequence[Site], edition: Edition, folder: Path | None = None) -> Figure | None:
    """A map of Europe with every organisation, and lines from the applicant; None without a place on it.

    Organisations that are not in the window, or whose place is not known, are listed below the map.

    Args:
        sites: the organisations and their coordinates.
        edition: whose Programme Countries are tinted.
        folder: a user's own templates.
    """
    if not any(site.country or site.point for site in sites):
        return None
    spots = spots_of(sites)
    atlas = europe()
    frame = Box(_MARGIN, _MARGIN, _ACROSS, _ACROSS * atlas.height / atlas.width)
    points = [atlas.locate(spot.point) if spot.point else None for spot in spots]
    view = atlas.view([point for point in points if point])
    shown = [(spot, _on_page(at, view, frame)) for spot, at in zip(spots, points, strict=True) if at]
    marks, lines = _marks(shown, frame)
    lists = {
        _("Outside this map"): [s for s, at in zip(spots, points, strict=True) if s.point and at is None],
        _("Place not known"): [spot for spot in spots if spot.point is None and not spot.doubtful],
        _("Several cities of that name"): [spot for spot in spots if spot.doubtful],
        _("No room for a label"): [mark.spot for mark in marks if mark.placed is None],
    }
    alt = _alt(spots, lists[_("Outside this map")])
    context = {
        "lands": _lands(atlas, sites, edition),
        "marks": marks,
        "lines": lines,
        "frame": frame,
        "view": view,
        "scale": f"{frame.width / view.width:.5f}",
        "line": view.width / frame.width,
        "columns": _columns(lists),
        "roles": legend(_roles(), _SMALL),
        "tints": legend(_tints(edition), _SMALL),
        "credit_room": width(_(CREDIT), 8) + 12,
        "credit": _(CREDIT),
        "insides": _(edition.terms.insides),
    }
    svg = render(NAME, folder, title=_("Where the organisations are"), alt=alt, **context)
    return Figure(NAME, svg, alt, _caption(spots))


def _roles() -> Iterator[Sign]:
    yield Sign("applicant", _("applicant"), 10, 15)
    yield Sign("partner", _("partner"), 76, 14)
    yield Sign("associated", _("associated partner"), 132, 14)


def _tints(edition: Edition) -> Iterator[Sign]:
    yield Sign("inside", _(edition.terms.insides), 11, 23)
    yield Sign("inside with", _("with an organisation"), 232, 23)
    yield Sign("outside with", _("other country with an organisation"), 362, 23)


def _on_page(point: Point, view: Box, frame: Box) -> Point:
    """A point of the map on the page, when the view fills the frame."""
    scale = frame.width / view.width
    return frame.x + (point[0] - view.x) * scale, frame.y + (point[1] - view.y) * scale


def _lands(atlas: Atlas, sites: Iterable[Site], edition: Edition) -> list[Land]:
    """All countries of the map, those with organisations last, so that nothing covers their borders."""
    partners = {atlas.drawn_with.get(site.country, site.country) for site in sites if site.country}
    lands = [
        Land(path, code in partners, status_of(edition, code) is Status.INSIDE)
        for code, path in atlas.paths.items()
    ]
    return sorted(lands, key=lambda land: (land.partner, land.inside))


def _marks(shown: Sequence[tuple[Spot, Point]], frame: Box) -> tuple[list[Mark], list[Segment]]:
    """Markers with their labels, the applicant's undermost, and lines from the applicant to the others."""
    home = next((at for spot, at in shown if spot.role == "applicant"), None)
    lines = [(home, at) for _spot, at in shown if home and at != home]
    labels = [_label(spot) for spot, _point in shown]
    sizes = [(label.width, label.height) for label in labels]
    places = place([at for _spot, at in shown], sizes, frame, lines)
    marks = [
        Mark(*at, spot, label, placed)
        for (spot, at), label, placed in zip(shown, labels, places, strict=True)
    ]
    return sorted(marks, key=lambda mark: mark.spot.role != "applicant"), lines


def _label(spot: Spot) -> Label:
    site = spot.sites[0]
    city = cut(site.city or site.name or site.label, _LABEL_ROOM, _SIZE, bold=True)
    room = _LABEL_ROOM if len(spot.sites) < 6 else _WIDE_ROOM
    lines = tuple(wrapped(spot.labels, room, _SMALL))
    far_at = width(city, _SIZE, bold=True) + 5
    first = far_at + width(spot.far, _SMALL) if spot.far else far_at - 5
    across = max(first, *(width(line, _SMALL) for line in lines)) + 4
    height = _LEADING * (len(lines) + 1) + 1
    return Label(city, lines, across, height, far_at if runs_to_the_left(city) else None)


def _columns(lists: dict[str, list[Spot]]) -> list[tuple[str, list[str]]]:
    """The lists below the map that hold something, side by side, each entry on one line."""
    filled = {heading: spots for heading, spots in lists.items() if spots}
    room = _ACROSS / max(2, len(filled)) - 12
    return [(heading, [_entry(spot, room) for spot in spots]) for heading, spots in filled.items()]


def _entry(spot: Spot, room: float) -> str:
    """Place and organisations, cut if need be, and the distance in full."""
    far = f", {spot.far}" if spot.far else ""
    return cut(spot.named, room - width(far, _SMALL), _SMALL) + far


def _caption(spots: Sequence[Spot]) -> str:
    sites = [site for spot in spots for site in spot.sites]
    countries = {site.country for site in sites if site.country}
    places = tell("{n} {n:organisation|organisations}", n=len(sites))
    if countries:
        places = tell("{places} in {n} {n:country|countries}", places=places, n=len(countries))
    far = Words("The places of {places}, with the distance from the applicant as the crow flies.")
    told = tell(far if any(s.far for s in spots) else Words("The places of {places}."), places=places)
    return f"{told} {_(KOSOVO_NOTE)}" if KOSOVO in countries else told


def _alt(spots: Sequence[Spot], outside: Sequence[Spot]) -> str:
    """The applicant's place, then the others with their distance, the nearest first."""
    known = sorted((spot for spot in spots if spot.point), key=lambda spot: spot.distance or 0)
    told = [
        (_("The applicant"), [spot for spot in known if spot.role == "applicant"]),
        (
            _("Other places, with their distance"),
            [s for s in known if s.role != "applicant" and s not in outside],
        ),
        (_("Outside the map"), [spot for spot in known if spot in outside and spot.role != "applicant"]),
        (_("Place not known"), [spot for spot in spots if spot.point is None and not spot.doubtful]),
        (_("Several cities of that name, none on the map"), [spot for spot in spots if spot.doubtful]),
    ]
    lines = [f"{what}: {'; '.join(spot.told for spot in some)}." for what, some in told if some]
    return " ".join([_("A map of Europe with the organisations of the project."), *lines])
