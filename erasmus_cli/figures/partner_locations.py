"""Where the organisations of a project are: sites, and spots of the map on which one or more of them lie."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from erasmus_cli.figures.projection import Degrees
from erasmus_cli.figures.text_metrics import clean
from erasmus_cli.places.cities import Place
from erasmus_cli.places.distance import kilometres
from erasmus_cli.project.project import Project
from erasmus_cli.project.short_names import called
from erasmus_cli.proposal.model import Organisation
from erasmus_cli.proposal.whereabouts import place_of
from erasmus_cli.wording.countries import name, shown
from erasmus_cli.wording.formatting import kilometres as km_in_words
from erasmus_cli.wording.messages import tell


@dataclass(frozen=True)
class Site:
    """An organisation and its place.

    Attributes:
        label: its short name.
        name: its full name; may be empty.
        city: may be empty.
        country: ISO 3166-1 code, or None.
        role: applicant, partner or associated; None if not said.
        latitude: degrees north, or None if the place is not known.
        longitude: degrees east, or None.
        doubtful: whether several cities of the country bear the name and none is clearly meant; then the
            place is not known.
    """

    label: str
    name: str
    city: str
    country: str | None
    role: str | None
    latitude: float | None = None
    longitude: float | None = None
    doubtful: bool = False

    @property
    def point(self) -> Degrees | None:
        """Latitude and longitude, if both are known."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

    @property
    def place(self) -> str:
        """`Ghent, BE`; where no city is said, the country, or the organisation."""
        if not self.country:
            return clean(self.city) or clean(self.name) or self.label
        return f"{clean(self.city)}, {shown(self.country)}" if clean(self.city) else name(self.country)


@dataclass(frozen=True)
class Spot:
    """A place with its organisations and its distance from the applicant in km; None where there is none."""

    sites: tuple[Site, ...]
    distance: int | None

    @property
    def point(self) -> Degrees | None:
        """Latitude and longitude of the place."""
        return self.sites[0].point

    @property
    def role(self) -> str:
        """The most important role of an organisation there."""
        roles = {site.role or "partner" for site in self.sites}
        return next(role for role in ("applicant", "partner", "affiliated", "associated") if role in roles)

    @property
    def doubtful(self) -> bool:
        """Whether another city of that name may be meant."""
        return any(site.doubtful for site in self.sites)

    @property
    def labels(self) -> tuple[str, ...]:
        """The short names of all organisations there."""
        return tuple(clean(site.label) for site in self.sites)

    @property
    def far(self) -> str:
        """The distance in words: `1 592 km`."""
        if self.distance is None:
            return ""
        return km_in_words(self.distance)

    @property
    def named(self) -> str:
        """Place and organisations in a line: `Ghent, BE (Harbour Works, Dock School)`."""
        return f"{self.sites[0].place} ({', '.join(self.labels)})"

    @property
    def told(self) -> str:
        """Place, organisations and distance in a line."""
        return ", ".join(filter(None, (self.named, self.far)))


def sites_of(project: Project) -> tuple[Site, ...]:
    """The organisations of a project, each where its coordinates or its city say that it is."""
    return tuple(
        _site(o, called(project, o.id) or o.name or tell("organisation {number}", number=member.position + 1))
        for member in project.members
        if (o := member.organisation)
    )


def _site(o: Organisation, label: str) -> Site:
    place = place_of(o)
    site = Site(label, o.name or "", str(o.city or ""), o.country, o.role)
    if place is None:
        return site
    if not place.sure:
        return replace(site, doubtful=True)
    return replace(site, latitude=place.latitude, longitude=place.longitude)


def spots_of(sites: Sequence[Site]) -> tuple[Spot, ...]:
    """The places of the sites, each once: one city, or without a city the same coordinates."""
    found: dict[object, list[Site]] = {}
    for site in sites:
        found.setdefault(_key(site), []).append(site)
    applicant = next((site.point for site in sites if site.role == "applicant" and site.point), None)
    return tuple(Spot(tuple(group), _distance(group, applicant)) for group in found.values())


def _key(site: Site) -> object:
    if site.point is None:
        return site
    return (clean(site.city).casefold(), site.country) if clean(site.city) else site.point


def _distance(group: Sequence[Site], applicant: Degrees | None) -> int | None:
    point = group[0].point
    if point is None or applicant is None or any(site.role == "applicant" for site in group):
        return None
    return kilometres(Place("", "", *applicant), Place("", "", *point))
