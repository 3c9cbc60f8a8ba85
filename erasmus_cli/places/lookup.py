"""Finds a city by its name, however it is spelled, without going online."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from math import pi, sqrt
from unicodedata import normalize

from erasmus_cli.places.cities import Place, cities_above, known_countries, named
from erasmus_cli.places.distance import great_circle_km
from erasmus_cli.places.folding import fold
from erasmus_cli.places.readings import Reading, readings

SAME_PLACE_KM = 50
CLEARLY = 10  # times as many inhabitants as each namesake: then the largest is meant
_CITY = 500_000  # inhabitants from which on a city has quarters that stand in the files as places
_DENSE = 10_000  # inhabitants of a km² of such a city
_WORDS = re.compile(r"\w+")


def find(city: str, country: str | None = None, region: str | None = None) -> Place | None:
    """The city of this name, in any usual spelling and alphabet.

    Case, accents, spaces and hyphens do not count. A post code, `Cedex 5`, an article or a remark in brackets
    may be there; a remark that names the region chooses among namesakes. A city whose main name is meant
    comes before one that is called so besides, then the larger before the smaller.

    Args:
        city: its name, such as `Λάρισα`, `Gdansk`, `1000 Bruxelles` or `Newport, Wales`.
        country: ISO 3166-1 code; None looks everywhere, and `others` then holds places in any country.
        region: the part of the country in which it lies. Where none that bears the name lies there, no place
            is `sure`.

    Returns:
        The city; `sure` says whether it is the one that is meant, and `others` which else bear its name. None
        where no such city is known.
    """
    codes = known_countries() if country is None else (country.upper(),)
    for reading in readings(city):
        # A territory's city stands under two codes.
        found = (place for code in codes for place in named(reading.key, code))
        bearers = {(place.latitude, place.longitude): place for place in found}
        if bearers:
            return _beside(_meant(reading, bearers.values(), region), reading.remarks, codes, region)
    return None


def lies_in(place: Place, region: str) -> bool:
    """Whether a place lies in the region of this name."""
    return bool(place.region) and fold(region) == fold(place.region)


def _meant(reading: Reading, bearers: Collection[Place], region: str | None) -> Place:
    """Of the places that bear a name the one that is meant, by its region where one is said."""
    if not region:
        return _chosen(reading, _in_region(bearers, reading.remarks))
    there = [place for place in bearers if lies_in(place, region)]
    if there:
        return _chosen(reading, there)
    return replace(_chosen(reading, bearers), sure=False)


def size(place: Place) -> int:
    """Inhabitants, 0 where nobody has said."""
    return place.population or 0


def is_clear(place: Place, others: Iterable[Place]) -> bool:
    """Whether a place is so much larger than each of the others that nobody would mean them."""
    return all(size(place) >= CLEARLY * size(other) for other in others)


def _beside(place: Place, remarks: Iterable[str], codes: Collection[str], region: str | None) -> Place:
    """The place, unsure where a remark names another one, as in `Kadıköy/İstanbul` or `Palermo, Roma`.

    A remark may be the region, or a place that is near, lies in the same region or is much smaller.
    """
    for remark in () if region else remarks:
        called = [other for code in codes for other in named(remark, code)]
        # Not far is what is left out of `_far`; the region itself is often called as its main town.
        agreeing = fold(place.region) == remark or len(_far(place, called)) < len(called)
        if not called or agreeing or any(other.region == place.region for other in called):
            continue
        other = max(called, key=size)
        if not is_clear(place, [other]):
            first, second = sorted((place, other), key=size, reverse=True)
            return replace(first, others=(second, *place.others), sure=False)
    return place


def _in_region(bearers: Collection[Place], remarks: frozenset[str]) -> Collection[Place]:
    """Those in a region that is named beside them; all where none is."""
    return [place for place in bearers if fold(place.region) in remarks] or bearers


def _chosen(reading: Reading, bearers: Collection[Place]) -> Place:
    """Of the places that bear a name the one that comes first, and whether it is the one that is meant."""
    key, towns = reading.key, _spelled(reading.text, _without_quarters(bearers))
    called = [place for place in towns if _begins(key, place)] or towns
    largest = max(called, key=size)
    first = max(called, key=lambda place: (_is_exact(key, place), size(place)))
    if is_clear(largest, [first]):
        first = largest  # Halle is Halle (Saale) rather than the small town that is called Halle and no more
    rivals, besides = _far(first, called), _far(first, towns)
    sure = _is_meant(key, first, rivals) and all(size(first) >= size(other) for other in besides)
    return replace(first, others=tuple(_far(first, bearers)), sure=sure)


def _is_meant(key: str, place: Place, rivals: Collection[Place]) -> bool:
    """Whether a place outdoes all that bear its name far away: in size, or as the only one called just so."""
    if is_clear(place, rivals):
        return True
    exact = _is_exact(key, place) and not any(_is_exact(key, rival) for rival in rivals)
    return exact and all(size(place) >= size(rival) for rival in rivals)


def _without_quarters(bearers: Collection[Place]) -> list[Place]:
    """Those that are no quarter of a large city; all where each is one, or where they are all near."""
    alike = list(bearers)
    if not _far(alike[0], alike):
        return alike
    return [place for place in alike if not _is_quarter(place)] or alike


def _spelled(text: str, bearers: list[Place]) -> list[Place]:
    """Those with just these accents; all where none has them, or where the writer uses none."""
    wanted = _accented(text)
    return [place for place in bearers if not text.isascii() and _accented(place.name) == wanted] or bearers


def _accented(name: str) -> str:
    return normalize("NFC", name.casefold())


def _is_exact(key: str, place: Place) -> bool:
    """Whether the main name is the key, or one of two, as in `Donostia / San Sebastián`."""
    return key in map(fold, (place.name, *place.name.split("/")))


def _begins(key: str, place: Place) -> bool:
    """Whether the main name is the key or begins with it as a word, as `Halle (Saale)` with `halle`."""
    words = _WORDS.findall(place.name)
    beginnings = (fold("".join(words[:number])) == key for number in range(1, len(words) + 1))
    return _is_exact(key, place) or any(beginnings)


def _is_quarter(place: Place) -> bool:
    """Whether it lies within a large city, as Salamanca, the quarter of Madrid, does."""
    return any(
        size(city) > CLEARLY * size(place) and great_circle_km(city, place) < sqrt(size(city) / _DENSE / pi)
        for city in cities_above(_CITY, place.country)
    )


def _far(place: Place, bearers: Iterable[Place]) -> list[Place]:
    """Those that cannot be the same place, the largest first."""
    far = (other for other in bearers if great_circle_km(place, other) > SAME_PLACE_KM)
    return sorted(far, key=size, reverse=True)
