"""Finds a city by its name, however it is spelled, without going online."""

import re
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from math import pi, sqrt
from unicodedata import normalize

from erasmus_cli.places.cities import Place, begun, cities_above, extended, known_countries, named
from erasmus_cli.places.distance import great_circle_km
from erasmus_cli.places.folding import fold
from erasmus_cli.places.namesakes import CITY, CLEARLY, far_from, is_clear, size
from erasmus_cli.places.readings import Reading, readings
from erasmus_cli.places.regions import is_in, named_regions
from erasmus_cli.places.remarks import weighed

_MUCH = 3  # times as many inhabitants as one that is called just so: then it may be meant by its first word
_TWICE = 2  # times as many inhabitants: a town outdoes its longer namesakes, a quarter the town of its name
_TOWN = 10_000  # inhabitants from which on a place is meant rather than a region of its name
_LARGE = 100_000  # inhabitants from which on a city has districts, suburbs and an airport of its name
_DENSE = 10_000  # inhabitants of a km² of such a city
_BEGINNING = 3  # letters of a district by which a longer name is told
_WORDS = re.compile(r"\w+")
REMEMBERED = 2048
"""So many names are looked up once only: a thousand proposals of a call share a few hundred cities."""


@lru_cache(maxsize=REMEMBERED)
def find(city: str, country: str | None = None, region: str | None = None) -> Place | None:
    """The city of this name, in any usual spelling and alphabet.

    Case, accents, spaces and hyphens do not count. A post code, `Cedex 5`, an article or a remark in brackets
    may be there; a remark that names the region, or is a part of the name as in `Neustadt (Holstein)`,
    chooses among namesakes. A city whose main name is meant comes before one that is called so besides, then
    the larger before the smaller.

    Args:
        city: its name, such as `Λάρισα`, `Gdansk`, `1000 Bruxelles` or `Newport, Wales`.
        country: ISO 3166-1 code; None looks everywhere, and `others` then holds places in any country.
        region: the part of the country in which it lies. Where none that bears the name lies there, no place
            is `sure`.

    Returns:
        The city; `sure` says whether it is the one that is meant, `others` which else bear its name, and
        `whole` whether all of the text is understood. None where no such city is known.
    """
    codes = known_countries() if country is None else (country.upper(),)
    for reading in readings(city):
        # A territory's city stands under two codes.
        keys = (reading.key, *reading.also)
        found = (place for code in codes for key in keys for place in named(key, code))
        bearers = {(place.latitude, place.longitude): place for place in found}
        if reading.of_city:
            bearers = {at: place for at, place in bearers.items() if size(place) >= _LARGE}
        elif reading.remarks and (fuller := _fuller(reading, codes)):
            return _chosen(reading, fuller)
        if bearers:
            return _found(_as_called(reading, bearers.values()), bearers.values(), codes, region)
    return None


def _found(reading: Reading, bearers: Collection[Place], codes: Collection[str], region: str | None) -> Place:
    """Of the places that bear a name the one that is meant, weighed against what else the text may say."""
    place = _meant(reading, bearers, region)
    if region:
        return place
    if reading.of_city:
        return _or_whole_name(weighed(place, reading, codes), reading, codes)
    if reading.remarks:
        return weighed(place, reading, codes)
    return _or_region(_shortened(place, reading, codes), reading, bearers)


def _as_called(reading: Reading, bearers: Collection[Place]) -> Reading:
    """The reading by the one of its spellings that most of those are called just so that bear them."""
    if not reading.also:
        return reading
    called = max((reading.key, *reading.also), key=lambda key: sum(_begins(key, place) for place in bearers))
    return replace(reading, key=called, also=())


def _or_whole_name(city: Place, reading: Reading, codes: Collection[str]) -> Place:
    """The city, unsure where its district may be a slip in a longer name, as in `Oberhausen-Rheinhausn`."""
    if city.whole:
        return city
    begun_so = tuple(reading.key + remark[:_BEGINNING] for remark in reading.remarks)
    longer = [p for code in codes for p in begun(reading.key, code) if fold(p.name).startswith(begun_so)]
    rivals = tuple(far_from(city, longer))
    return replace(city, others=(*rivals, *city.others), sure=False) if rivals else city


def _or_region(place: Place, reading: Reading, bearers: Collection[Place]) -> Place:
    """The place, unsure where its name is that of another region or island as well, as `La Palma` is.

    A town that is called just so is meant; a village is not more likely than the region.
    """
    if _is_exact(reading.key, place) and size(place) >= _TOWN:
        return place
    regions = named_regions(reading.key, place.country) - {""}
    if not regions or any(bearer.region in regions for bearer in bearers):
        return place
    inside = [city for city in cities_above(0, place.country) if city.region in regions]
    if len(far_from(place, inside)) < len(inside):
        return place
    return replace(place, sure=False)


def _shortened(place: Place, reading: Reading, codes: Collection[str]) -> Place:
    """The place, unsure where others are larger whose name begins so, as for `Reggio` and `Clermont`."""
    needed = _MUCH * size(place) if _is_exact(reading.key, place) else size(place)
    longer = [p for code in codes for p in begun(reading.key, code) if _begins(reading.key, p)]
    rivals = [p for p in far_from(place, longer) if size(p) >= needed and p not in place.others]
    if not rivals or is_clear(place, rivals):
        return place
    return replace(place, others=tuple(sorted((*place.others, *rivals), key=size, reverse=True)), sure=False)


def _fuller(reading: Reading, codes: Collection[str]) -> list[Place]:
    """The places whose name holds the remark as well: `Oldenburg in Holstein` for `Oldenburg (Holstein)`."""
    return [
        place for remark in reading.remarks for code in codes for place in extended(reading.key, remark, code)
    ]


def lies_in(place: Place, region: str) -> bool:
    """Whether a place lies in the region of this name, in any usual language, or in this part of it."""
    return is_in(place.region, fold(region), place.country)


def _meant(reading: Reading, bearers: Collection[Place], region: str | None) -> Place:
    """Of the places that bear a name the one that is meant, by its region where one is said."""
    if not region:
        return _chosen(reading, _in_region(bearers, reading.remarks))
    there = [place for place in bearers if lies_in(place, region)]
    if there:
        return _chosen(reading, there)
    return replace(_chosen(reading, bearers), sure=False)


def _in_region(bearers: Collection[Place], remarks: frozenset[str]) -> Collection[Place]:
    """Those in a region that is named beside them; all where none is."""
    there = (p for p in bearers if any(is_in(p.region, remark, p.country) for remark in remarks))
    return list(there) or bearers


def _chosen(reading: Reading, bearers: Collection[Place]) -> Place:
    """Of the places that bear a name the one that comes first, and whether it is the one that is meant."""
    key, outside = reading.key, _without_quarters(bearers)
    towns = _spelled(reading.text, outside)
    called = [place for place in towns if _begins(key, place)] or towns
    largest = max(called, key=size)
    first = max(called, key=lambda place: (_is_exact(key, place), size(place)))
    if is_clear(largest, [first]):
        first = largest  # Halle is Halle (Saale) rather than the small town that is called Halle and no more
    rivals, besides = far_from(first, called), far_from(first, towns)
    sure = _is_meant(key, first, rivals) and all(size(first) >= size(other) for other in besides)
    # Lichtenberg is a village, and a part of Berlin that is meant as often.
    quarters = (quarter for quarter in far_from(first, bearers) if quarter not in outside)
    sure = sure and all(size(quarter) < _TWICE * size(first) for quarter in quarters)
    return replace(first, others=tuple(far_from(first, bearers)), sure=sure)


def _is_meant(key: str, place: Place, rivals: Collection[Place]) -> bool:
    """Whether a place outdoes all that bear its name far away: in size, or as the only one called just so."""
    if is_clear(place, rivals):
        return True
    exact = _is_exact(key, place) and not any(_is_exact(key, rival) for rival in rivals)
    return exact and all(size(place) >= _TWICE * size(rival) for rival in rivals)


def _without_quarters(bearers: Collection[Place]) -> list[Place]:
    """Those that are no quarter of a large city; all where each is one, or where they are all near."""
    alike = list(bearers)
    if not far_from(alike[0], alike):
        return alike
    return [place for place in alike if not _is_quarter(place)] or alike


def _spelled(text: str, bearers: list[Place]) -> list[Place]:
    """Those that begin with just these accents; all where none does, or where the writer uses none."""
    wanted = _accented(text)
    if text.isascii():
        return bearers
    return [p for p in bearers if any(_accented(n).startswith(wanted) for n in _main_names(p))] or bearers


def _accented(name: str) -> str:
    return normalize("NFC", name.casefold())


def _is_exact(key: str, place: Place) -> bool:
    """Whether the main name is the key, or one of two."""
    return key in map(fold, _main_names(place))


def _main_names(place: Place) -> tuple[str, ...]:
    """The main name, and each of two, as in `Donostia / San Sebastián`."""
    return (place.name, *map(str.strip, place.name.split("/")))


def _begins(key: str, place: Place) -> bool:
    """Whether the main name is the key or begins with it as a word, as `Halle (Saale)` with `halle`."""
    words = _WORDS.findall(place.name)
    beginnings = (fold("".join(words[:number])) == key for number in range(1, len(words) + 1))
    return _is_exact(key, place) or any(beginnings)


def _is_quarter(place: Place) -> bool:
    """Whether it lies within a large city, as Salamanca, the quarter of Madrid, does."""
    return any(
        size(city) > CLEARLY * size(place) and great_circle_km(city, place) < sqrt(size(city) / _DENSE / pi)
        for city in cities_above(CITY, place.country)
    )
