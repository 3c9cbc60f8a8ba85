"""The city files: one for each country, one line for each city.

Contains data of GeoNames (https://www.geonames.org), licensed under CC BY 4.0; selected and shortened.

A line is name, latitude, longitude, inhabitants, region and the folded spellings of the name between bars.
These are searched in the text as it is, so only the lines that are wanted are ever taken apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TELLING = 3  # letters of a remark from which on it may be a part of a name
_BETWEEN = 9  # letters of what stands between, such as `in`, `an der`, `unter`, `nad`
_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Place:
    """A place on Earth.

    Attributes:
        name: its main name, which may be the English one, such as `Vienna`.
        country: ISO 3166-1 code; a territory may stand under its state's code as well as under its own.
        latitude: degrees, -90 to 90, north positive.
        longitude: degrees, -180 to 180, east positive.
        population: inhabitants, or None where nobody has said.
        region: the part of the country it is in, in English where it has an English name; empty if not known.
        others: places of the same name in the same country, more than 50 km away; the largest first.
        sure: whether it is meant, and none of the others.
        whole: whether all is understood that was written; not so `Homburg (Efze)`.
    """

    name: str
    country: str
    latitude: float
    longitude: float
    population: int | None = None
    region: str = ""
    others: tuple["Place", ...] = ()
    sure: bool = True
    whole: bool = True

    @property
    def told(self) -> str:
        """Name, region and coordinates in a line: `Newport, Wales [51.588, -2.998]`."""
        named = f"{self.name}, {self.region}" if self.region not in ("", self.name) else self.name
        return f"{named} [{self.latitude:g}, {self.longitude:g}]"


def named(key: str, country: str) -> Iterator[Place]:
    """All cities of a country with this folded spelling, in the order of the file."""
    text, wanted = _text(country), f"|{key}|"
    at = text.find(wanted)
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        yield _place(text[start:at], country)
        at = text.find(wanted, text.index("\n", at))


def begun(key: str, country: str) -> Iterator[Place]:
    """The cities whose main name begins with a folded spelling and goes on, be it with a word or a letter."""
    text, wanted = _text(country), f"\t|{key}"
    at = text.find(wanted)
    while at >= 0:
        if text[at + len(wanted)] != "|":
            yield _place(text[text.rfind("\n", 0, at) + 1 : text.index("\n", at)], country)
        at = text.find(wanted, at + 1)


def extended(key: str, remark: str, country: str) -> Iterator[Place]:
    """The cities called by a folded spelling and then a remark: `Neustadt in Holstein` by `holstein`."""
    text = _text(country)
    if len(remark) < _TELLING or f"|{key}" not in text:
        return
    for match in re.finditer(rf"\|{re.escape(key)}[^\W\d]{{0,{_BETWEEN}}}{re.escape(remark)}\|", text):
        start = text.rfind("\n", 0, match.start()) + 1
        yield _place(text[start : text.index("\n", match.end())], country)


def spellings(country: str) -> Iterator[tuple[str, bool]]:
    """All folded spellings of a country's cities, each with whether it is a main name."""
    for line in _text(country).removesuffix("\n").split("\n"):
        main, *others = line.rpartition("\t")[2].strip("|").split("|")
        yield main, True
        yield from ((other, False) for other in others)


def spellings_of(place: Place) -> tuple[str, ...]:
    """All folded spellings of the name of a place that `named` has found."""
    text = "\n" + _text(place.country)
    at = text.find(f"\n{place.name}\t{place.latitude:.3f}\t{place.longitude:.3f}\t")
    line = text[at + 1 : text.find("\n", at + 1)] if at >= 0 else ""
    return tuple(filter(None, line.rpartition("\t")[2].split("|")))


@cache
def known_countries() -> tuple[str, ...]:
    """ISO codes of all countries that have a file, sorted."""
    return tuple(sorted(file.stem for file in _DATA.glob("*.tsv")))


@cache
def _text(country: str) -> str:
    if country not in known_countries():
        return ""
    return (_DATA / f"{country}.tsv").read_text(encoding="utf-8")


def _place(line: str, country: str) -> Place:
    name, latitude, longitude, population, region, _ = line.split("\t")
    return Place(name, country, float(latitude), float(longitude), int(population) or None, region)


@cache
def cities_above(inhabitants: int, country: str) -> tuple[Place, ...]:
    """The cities of a country with more inhabitants than this."""
    lines = _text(country).removesuffix("\n").split("\n")
    known = [_place(line, country) for line in lines if line]
    return tuple(place for place in known if (place.population or 0) > inhabitants)
