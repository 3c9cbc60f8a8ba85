"""How far two places are apart, as the crow flies."""

from math import asin, cos, radians, sin, sqrt

from erasmus_cli.places.cities import Place

EARTH_RADIUS_KM = 6371.0088  # the mean radius of WGS 84


def great_circle_km(one: Place, other: Place) -> float:
    """The way over a sphere, in km, by the haversine formula; within 0.6 % of the way over the ellipsoid."""
    north, south = radians(one.latitude), radians(other.latitude)
    across = radians(other.longitude - one.longitude)
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(across / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, half)))


def kilometres(one: Place, other: Place) -> int:
    """The same in whole km, rounded down: a band that begins at 100 km is not reached by 99.9."""
    return int(great_circle_km(one, other))
