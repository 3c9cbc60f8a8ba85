"""Which city was probably meant by a name that none bears: one that is near, or none."""

import re
from functools import lru_cache

from erasmus_cli.places.cities import Place, named, spellings
from erasmus_cli.places.distance import great_circle_km
from erasmus_cli.places.folding import fold
from erasmus_cli.places.lookup import REMEMBERED, find
from erasmus_cli.places.namesakes import SAME_PLACE_KM, is_clear, size
from erasmus_cli.places.readings import LONGEST_NAME, readings

_WORDS = re.compile(r"\w+")
_SHORT, _LONG = 4, 9  # letters from which on one slip of the pen is thought of, and two
_TOWN, _LARGE = 20_000, 100_000  # inhabitants
_REAL_BEGINNING = 8  # letters that only one city begins with


@lru_cache(maxsize=REMEMBERED)
def suggest(city: str, country: str) -> str | None:
    """The main name of the city in this country that was probably meant, or None.

    That is the one whose spelling comes nearest, with the same first letter and one slip, or two in a long
    name; or else the one whose name begins so; or else a large city beside the name of a quarter, as Ankara
    in `Çankaya Ankara`. Villages are in no file, so a short name that is nearly that of a small town is
    likelier to be one of these.
    """
    if len(city) > LONGEST_NAME:
        return None
    keys = (reading.key for reading in readings(city))
    key = next((key for key in keys if not any(map(str.isdigit, key))), "")
    found = _nearest(key, country.upper()) or _begun(key, country.upper()) or _beside(city, country)
    return found.name if found else None


def _nearest(key: str, country: str) -> Place | None:
    """The city whose name has the fewest slips; of several one that is clearly larger, or none."""
    most = (len(key) >= _SHORT) + (len(key) >= _LONG)
    near: dict[int, list[Place]] = {}
    for known, main in spellings(country):
        if abs(len(known) - len(key)) > most or known[:1] != key[:1] or (slips := _slips(key, known)) > most:
            continue
        least = _LARGE if not main else 0 if len(key) >= _LONG else _TOWN
        near.setdefault(slips, []).extend(place for place in named(known, country) if size(place) >= least)
    return next((_clearest(places) for _, places in sorted(near.items()) if places), None)


def _begun(key: str, country: str) -> Place | None:
    """The city whose main name begins so."""
    if len(key) < _REAL_BEGINNING:
        return None
    longer = {known for known, main in spellings(country) if main and known.startswith(key)}
    return _clearest([place for known in longer for place in named(known, country)])


def _beside(city: str, country: str) -> Place | None:
    """A large city that is one of the words; not where small words such as `de` make them one name."""
    words = _WORDS.findall(city)
    if any(word.islower() for word in words):
        return None
    places = [place for word in words if (place := find(word, country)) and fold(place.name) == fold(word)]
    return _clearest([place for place in places if size(place) >= _LARGE])


def _clearest(places: list[Place]) -> Place | None:
    """The largest, if those that lie elsewhere are clearly smaller."""
    if not places:
        return None
    largest = max(places, key=size)
    far = [place for place in places if great_circle_km(place, largest) > SAME_PLACE_KM]
    return largest if is_clear(largest, far) else None


def _slips(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many or exchanged with their neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, known in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != known))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == known:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
