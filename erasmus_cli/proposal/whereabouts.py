"""Where an organisation of a proposal is: its coordinates, or else its city."""

from erasmus_cli.places.cities import Place
from erasmus_cli.places.distance import kilometres
from erasmus_cli.places.lookup import find
from erasmus_cli.proposal.city import City
from erasmus_cli.proposal.model import Organisation

NEAR_KM = 100


def place_of(organisation: Organisation) -> Place | None:
    """Where the organisation is, or None where the proposal does not say it or the city is not known.

    Coordinates win over the city. A city without a country is not looked for: the name alone may be that of
    another one. Where several cities bear the name, `sure` says whether the one that comes first is meant;
    where it is not, nothing may be worked out from it.
    """
    if organisation.coordinates is not None:
        latitude, longitude = organisation.coordinates
        name = str(organisation.city or organisation.name or organisation.id or "")
        return Place(name, organisation.country or "", latitude, longitude)
    if organisation.city is None or organisation.country is None:
        return None
    return _found(organisation.city, organisation.country)


def _found(city: str | City, country: str) -> Place | None:
    """The place that a city is, by its name alone or with its region."""
    return find(city.name, country, city.region) if isinstance(city, City) else find(city, country)


def misplaced_by(organisation: Organisation) -> int | None:
    """How many km the coordinates lie from the city that is named; None where they agree or one is not said.

    A hundred km and less are no contradiction: a site may lie outside the city that it is named after.
    """
    if organisation.coordinates is None or organisation.city is None or organisation.country is None:
        return None
    named, said = _found(organisation.city, organisation.country), place_of(organisation)
    if named is None or said is None:
        return None
    nearest = min(kilometres(said, place) for place in (named, *named.others))
    return nearest if nearest > NEAR_KM else None
