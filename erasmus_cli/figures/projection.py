"""Where a place lies on the map of Europe."""

from math import asin, atanh, cos, inf, radians, sin, sqrt

Degrees = tuple[float, float]
"""Latitude and longitude."""

# EPSG:3035, the projection of maps of the European Union: Lambert's equal areas round 52° N 10° E on the
# ellipsoid GRS 80. Formulas: J. P. Snyder, Map Projections - A Working Manual, 1987, pages 187-190.
_RADIUS = 6_378_137.0
_E2 = (2 - 1 / 298.257222101) / 298.257222101
_E = sqrt(_E2)
_CENTRE = (radians(52), radians(10))
_FALSE_EAST, _FALSE_NORTH = 4_321_000.0, 3_210_000.0

_NOWHERE = 1e-12


def _q(latitude: float) -> float:
    s = sin(latitude)
    return (1 - _E2) * (s / (1 - _E2 * s * s) + atanh(_E * s) / _E)


_Q_POLE = _q(radians(90))
_BETA = asin(_q(_CENTRE[0]) / _Q_POLE)
_RQ = _RADIUS * sqrt(_Q_POLE / 2)
_D = _RADIUS * cos(_CENTRE[0]) / sqrt(1 - _E2 * sin(_CENTRE[0]) ** 2) / (_RQ * cos(_BETA))


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """East and north in metres, EPSG:3035.

    Args:
        latitude: degrees north.
        longitude: degrees east.

    Returns:
        Infinity for the point opposite the centre, which lies in every direction.
    """
    beta = asin(max(-1.0, min(1.0, _q(radians(latitude)) / _Q_POLE)))
    turn = radians(longitude) - _CENTRE[1]
    facing = 1 + sin(_BETA) * sin(beta) + cos(_BETA) * cos(beta) * cos(turn)
    if facing < _NOWHERE:
        return inf, inf
    b = _RQ * sqrt(2 / facing)
    east = b * _D * cos(beta) * sin(turn)
    north = b / _D * (cos(_BETA) * sin(beta) - sin(_BETA) * cos(beta) * cos(turn))
    return _FALSE_EAST + east, _FALSE_NORTH + north
