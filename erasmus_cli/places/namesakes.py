"""Places of one name: how far apart and how much larger one is than another."""

from collections.abc import Iterable

from erasmus_cli.places.cities import Place
from erasmus_cli.places.distance import great_circle_km

SAME_PLACE_KM = 50
CLEARLY = 10  # times as many inhabitants as each namesake: then the largest is meant
CITY = 500_000  # inhabitants from which on a city has quarters that stand in the files as places


def size(place: Place) -> int:
    """Inhabitants, 0 where nobody has said."""
    return place.population or 0


def is_clear(place: Place, others: Iterable[Place]) -> bool:
    """Whether a place is so much larger than each of the others that nobody would mean them."""
    return all(size(place) >= CLEARLY * size(other) for other in others)


def far_from(place: Place, bearers: Iterable[Place]) -> list[Place]:
    """Those that cannot be the same place, the largest first."""
    far = (other for other in bearers if great_circle_km(place, other) > SAME_PLACE_KM)
    return sorted(far, key=size, reverse=True)
