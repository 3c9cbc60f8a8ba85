"""Where an organisation of a proposal is: its coordinates, or else its city."""

from erasmus_cli.places.cities import Place
from erasmus_cli.places.lookup import find
from erasmus_cli.proposal.model import Organisation


def place_of(organisation: Organisation) -> Place | None:
    """Where the organisation is, or None where the proposal does not say it or the city is not known.

    Coordinates win over the city. A city without a country is not looked for: the name alone may be that of
    another one. Where a name is borne by several cities, the largest is taken and `others` holds the rest.
    """
    if organisation.coordinates is not None:
        latitude, longitude = organisation.coordinates
        name = organisation.city or organisation.name or organisation.id or ""
        return Place(name, organisation.country or "", latitude, longitude)
    if organisation.city is None or organisation.country is None:
        return None
    return find(organisation.city, organisation.country)
