"""Finds a city by its name, however it is spelled, without going online."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches

from erasmus_cli.places.cities import Place, known_countries, named, spellings
from erasmus_cli.places.distance import great_circle_km
from erasmus_cli.places.folding import fold, undoubled

SAME_PLACE_KM = 50
LONGEST_NAME = 200
_POSTAL = re.compile(r"\bc[eé]dex\b|\d+|\s[a-z]\.?$", re.IGNORECASE)  # Cedex 5, 1000, København K
_PARTS = re.compile(r"[(),/;]|\s-\s")
_WORDS = re.compile(r"\w+")
_SHORT = 3  # letters; words such as `san` and `les` are names of no city that is meant
_SAINT = re.compile(r"\bste?(?:\.|\b)\s*(?=\w)", re.IGNORECASE)
_SAINTS = ("saint ", "sainte ", "sankt ", "sint ", "sant ")


def find(city: str, country: str | None = None) -> Place | None:
    """The city of this name, in any usual spelling and alphabet; of several the largest.

    Case, accents, spaces and hyphens do not count. A post code, `Cedex 5` or a remark in brackets may be
    there. A city whose main name is meant comes before one that is called so besides.

    Args:
        city: its name, such as `Λάρισα`, `Gdansk` or `1000 Bruxelles`.
        country: ISO 3166-1 code; None looks everywhere, and `others` then holds places in any country.

    Returns:
        The city, its `others` telling whether the name is ambiguous; None where no such city is known.
    """
    codes = known_countries() if country is None else (country.upper(),)
    for key in _readings(city):
        # A territory's city stands under two codes.
        bearers = {(place.latitude, place.longitude): place for code in codes for place in named(key, code)}
        if bearers:
            first = min(bearers.values(), key=lambda place: (not _is_main(key, place), -_size(place)))
            return _with_others(first, bearers.values())
    return None


def suggest(city: str, country: str) -> str | None:
    """The main name of the city in this country that was probably meant, or None.

    That is the one whose spelling comes nearest, or else the largest that is called like one of the words, as
    Ankara in `Çankaya Ankara`.
    """
    if len(city) > LONGEST_NAME:
        return None
    key = fold(city)
    alike = [known for known in spellings(country.upper()) if abs(len(known) - len(key)) <= len(key) // 4]
    close = get_close_matches(key, alike, n=1, cutoff=0.8)
    words = [word for word in _WORDS.findall(city) if len(word) > _SHORT]
    found = [place for word in close or words if (place := find(word, country))]
    return max(found, key=_size).name if found else None


def _size(place: Place) -> int:
    return place.population or 0


def _is_main(key: str, place: Place) -> bool:
    """Whether the main name is the key or begins with it as a word, as `Halle (Saale)` with `halle`."""
    words = _WORDS.findall(place.name)
    return any(fold("".join(words[:number])) == key for number in range(1, len(words) + 1))


def _with_others(place: Place, bearers: Iterable[Place]) -> Place:
    far = (other for other in bearers if great_circle_km(place, other) > SAME_PLACE_KM)
    return replace(place, others=tuple(sorted(far, key=_size, reverse=True)))


def _readings(city: str) -> Iterator[str]:
    """The folded spellings to try, the most faithful first."""
    if len(city) > LONGEST_NAME:
        return
    bare = _POSTAL.sub(" ", city)
    for text in dict.fromkeys((city, bare, *_PARTS.split(bare))):
        variants = (text, *(_SAINT.sub(word, text) for word in _SAINTS))
        for key in dict.fromkeys(fold(variant) for variant in variants):
            yield from filter(None, dict.fromkeys((key, undoubled(key))))
