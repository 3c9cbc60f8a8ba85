"""How far people travel and what that brings: distance bands, one way, in km."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from erasmus_cli.grant.model import NOTHING, Price, Whereabouts
from erasmus_cli.guide.unit_costs import Band
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.city import City, town
from erasmus_cli.proposal.model import Organisation
from erasmus_cli.proposal.unit_cost_items import Group, Travellers
from erasmus_cli.wording.countries import shown
from erasmus_cli.wording.messages import Message, say

if TYPE_CHECKING:
    from erasmus_cli.places.cities import Place

# The official calculator may put a city some kilometres elsewhere.
NEAR_AN_EDGE = 0.01
NAMED = 6  # places of one name that are told


class Distance(NamedTuple):
    """A distance one way.

    Attributes:
        km: whole kilometres, rounded down; None where it cannot be told.
        words: where it comes from.
        computed: whether it was worked out here rather than given.
        doubt: why it may be wrong altogether.
        places: from where to where, as far as the proposal names places that are known.
    """

    km: int | None
    words: Message
    computed: bool = False
    doubt: Message | None = None
    places: tuple[Whereabouts, ...] = ()


def distance(project: Project, given: int | None, traveller: str, host: str | None) -> Distance:
    """The distance from an organisation to the host: as given, else by great circle between their places.

    A city whose name several bear, none of them clearly meant, has no distance: the travel money would follow
    from a guess.
    """
    if given is not None:
        return Distance(given, say("{far:km} one way, as given", far=given))
    # Where all distances are given, as in most proposals, nobody needs the cities.
    from erasmus_cli.places.distance import kilometres  # noqa: PLC0415
    from erasmus_cli.proposal.whereabouts import misplaced_by, place_of  # noqa: PLC0415

    start, end = project.organisation(traveller), project.organisation(host)
    if start is None or end is None:
        return Distance(None, say("the distance is not given"))
    origin, goal = place_of(start), place_of(end)
    misplaced = {o.id: far for o in (start, end) if (far := misplaced_by(o)) is not None}
    taken = tuple(
        _taken(organisation, place, sure=organisation.id not in misplaced)
        for organisation, place in ((start, origin), (end, goal))
        if place
    )
    if origin is None or goal is None:
        words = say("the distance is not given, and {why}", why=_unplaced(end if origin else start))
        return Distance(None, words, places=taken)
    unsure = [(o, place) for o, place in ((start, origin), (end, goal)) if not place.sure]
    if unsure:
        words = say("the distance is not given, and {why}", why=_several(*unsure[0]))
        return Distance(None, words, places=taken)
    km = kilometres(origin, goal)
    words = say(
        "{far:km} one way by great circle, {origin} to {goal}", far=km, origin=origin.name, goal=goal.name
    )
    doubt = None
    for organisation, place in ((start, origin), (end, goal)):
        if organisation.id in misplaced:
            doubt = say(
                "the coordinates of {organisation} lie {far:km} from {city}: latitude comes first",
                organisation=organisation.id,
                far=misplaced[organisation.id],
                city=str(organisation.city),
            )
        elif not place.whole:
            doubt = say(
                "of the city of {organisation}, `{city}`, only {place} is known",
                organisation=organisation.id,
                city=str(organisation.city),
                place=place.told,
            )
    return Distance(km, words, computed=True, doubt=doubt, places=taken)


def _taken(organisation: Organisation, place: "Place", *, sure: bool) -> Whereabouts:
    """Where an organisation is taken to be, and where else it might be."""
    return Whereabouts(
        organisation.id or "",
        place.name,
        place.region,
        place.country,
        place.latitude,
        place.longitude,
        sure and place.sure and place.whole,
        tuple(other.told for other in place.others),
    )


def _several(organisation: Organisation, place: "Place") -> Message:
    """Which places bear the name of a city, and what to write for the one that is meant."""
    from erasmus_cli.places.lookup import lies_in  # noqa: PLC0415 - as above
    from erasmus_cli.proposal.yaml_writer import inline  # noqa: PLC0415 - as above

    rivals = [place, *place.others]
    country, city = shown(organisation.country or ""), organisation.city
    said = say("several places in {country} are called {city}", country=country, city=str(city))
    if isinstance(city, City) and not any(lies_in(rival, city.region or "") for rival in rivals):
        said = say(
            "no {city} in {country} is known in {region}, but elsewhere",
            city=city.name,
            country=country,
            region=city.region,
        )
    elif not place.others:
        said = say("of the city `{city}` in {country} only this is known", country=country, city=str(city))
    elif any(map(str.isdigit, str(city))):
        said = say(
            "several places in {country} fit {city}, and a post code does not choose among them here",
            country=country,
            city=str(city),
        )
    told = tuple(rival.told for rival in rivals[:NAMED])
    left_out = len(rivals) - NAMED
    more = (say("and {number} more", number=left_out),) if left_out > 0 else ()
    point = f"`coordinates: [{place.latitude:g}, {place.longitude:g}]`"
    regions = [rival.region for rival in rivals]
    by_region = place.region and regions.count(place.region) == 1
    city_said = f"`city: {inline({'name': place.name, 'region': place.region})}`"
    return say(
        "{problem}: {places:reasons}; say of {organisation} which is meant, as {ways:or} would",
        problem=said,
        places=(*told, *more),
        organisation=organisation.id,
        ways=(city_said, point) if by_region else (point,),
    )


def _unplaced(organisation: Organisation) -> Message:
    """Why it is not known where an organisation is."""
    from erasmus_cli.places.suggestion import suggest  # noqa: PLC0415 - as above

    if organisation.city is None:
        return say("the city of {organisation} is not said", organisation=organisation.id)
    if organisation.country is None:
        return say("the country of {organisation} is not said", organisation=organisation.id)
    near = suggest(town(organisation.city) or "", organisation.country)
    values = {"city": str(organisation.city), "country": organisation.country}
    if near:
        return say("no city {city} is known in {country:code}; did you mean {near}?", **values, near=near)
    return say(
        "no city {city} is known in {country:code};"
        " `coordinates: [latitude, longitude]` would say where it is",
        **values,
    )


class Fares(NamedTuple):
    """A table of distance bands, and the organisations that travel by it.

    Attributes:
        table: its name among the unit costs, `meetings` or `travel`.
        bands: its bands, nearest first.
        project: knows where organisations are.
    """

    table: str
    bands: Sequence[Band]
    project: Project

    def price(self, group: Travellers | Group, host: str | None, at: str) -> Price:
        """What the journey of one person of a group to the host brings, there and back.

        `at` is the JSON pointer of the group.
        """
        found = distance(self.project, group.distance_km, group.organisation, host)
        if found.km is None:
            needs = (f"{at}/distance_km",)
            return Price(None, (found.words,), needs=needs, places=found.places)
        number = self._band(found.km)
        doubts = (
            found.doubt or self._near_an_edge(found.km) if found.computed else None,
            self._as_likely(number),
        )
        band = self.bands[max(number, 1) - 1]
        words = (
            say("{band}: {sum:eur} there and back", band=self._in_words(number), sum=band.amount)
            if number
            else say("nothing is paid below {edge:km}", edge=band.from_km)
        )
        return Price(
            band.amount if number else NOTHING,
            (found.words, words),
            {f"unit_costs.{self.table}.{max(number, 1)}": band},
            caution=_together(doubts),
            places=found.places,
        )

    def _band(self, km: int) -> int:
        """The number of the band in which a distance lies, from 1; 0 where nothing is paid."""
        return sum(band.from_km <= km for band in self.bands)

    def _in_words(self, number: int) -> Message:
        start = self.bands[number - 1].from_km
        if number == len(self.bands):
            return say("from {start:km} on", start=start)
        return say("from {start} to {end:km}", start=start, end=self.bands[number].from_km - 1)

    def _as_likely(self, number: int) -> Message | None:
        """That another amount is as likely as the one that is taken."""
        band = self.bands[number - 1] if number else None
        if band is None or band.perhaps is None:
            return None
        return say(
            "{other:eur} is as likely as {taken:eur}: which of the two held in this call is not known",
            other=band.perhaps,
            taken=band.amount,
        )

    def _near_an_edge(self, km: int) -> Message | None:
        """A caution where the distance is within 1 % of the edge of a band."""
        edges = [band.from_km for band in self.bands if abs(km - band.from_km) <= band.from_km * NEAR_AN_EDGE]
        if not edges:
            return None
        return say(
            "{far:km} is within 1 % of the edge at {edge:km}: check it with the official distance calculator",
            far=km,
            edge=edges[0],
        )


def _together(doubts: Sequence[Message | None]) -> Message | None:
    """Several doubts as one; None if there is none."""
    there = tuple(doubt for doubt in doubts if doubt)
    return say("{doubts:reasons}", doubts=there) if len(there) > 1 else there[0] if there else None
