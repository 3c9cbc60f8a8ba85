"""What a city may be called where it is written with a post code, an article or a remark."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from erasmus_cli.places.folding import fold, undoubled

LONGEST_NAME = 200

_GLUED = re.compile(r"(?<=\d)\s*[-\N{EN DASH},]\s*(?=[^\W\d]{3})")  # 1010-Wien
_NUMBERED = re.compile(r"\S*\d\S*")  # 1000, A-1010, SW1A, 1AA, D02, LV-1050, 5e
# Letters that belong to a code although a blank parts them from its digits: 2511 BT, VLT 1117, BP 90.
_CODED = re.compile(
    r"\b(?:B\.?\s?P|C\.?\s?S|P\.?\s?O\.?(?:\s?box)?|postbus|postfach)\.?\s*(?=\d)"
    r"|\b[A-Z]{1,3}[-\s]*(?=\d)|(?<=\d)\s?[A-Z]{2}\b",
    re.IGNORECASE,
)
_CEDEX = re.compile(r"\bc[eé]dex\b.*$", re.IGNORECASE)
_QUARTER = re.compile(r"\s[A-ZÆØÅ]{1,2}\.?$")  # København K, Aarhus C, København NV
_COUNTED = re.compile(r"\b(?:[IVX]+\.?\s*)?(?:arrondissement|arr\.|ker[uü]let)\b.*$", re.IGNORECASE)
_PARTS = re.compile(r"[(),/;]|\s[-\N{EN DASH}]\s")
_SHORTENED = (  # Frankfurt a.M., Frankfurt/O, Neustadt a. d. Weinstraße, Ústí n. L., C/ Mayor 5
    (r"\s?/\s?M\.?(?!\w)", " am Main"),
    (r"(?<=Frankfurt)\s?/\s?O\.?(?!\w)", " (Oder)"),
    (r"(?<=Halle)\s?/\s?S\.?(?!\w)", " (Saale)"),
    (r"\bC\s?/\s?(?=[A-ZÁÉÍÓÚ])", "calle "),
    (r"\bo\.\s?d\.\s?T\.(?!\w)", "ob der Tauber"),
    (r"\ba\.\s?M\.?(?!\w)", "am Main"),
    (r"\ba\.\s?(?:Rh|R)\.", "am Rhein"),
    (r"\b(?:i\.|im)\s?Br(?:eisg)?\.", "im Breisgau"),
    (r"\ba\.\s?d\.(?=\s?\w)", "an der "),
    (r"\bi\.\s?d\.(?=\s?\w)", "in der "),
    (r"\bv\.\s?d\.(?=\s?\w)", "vor der "),
    (r"\bo\.\s?d\.(?=\s?\w)", "ob der "),
    (r"\bb\.(?=\s?\w)", "bei "),
    (r"\ba\.\s?(?=[A-ZÄÖÜ][a-zäöüß]{2})", "am "),
    (r"\bi\.\s?O\.", "(Oldenburg)"),
    (r"\bi\.\s?H\.", "in Holstein"),
    (r"\bi\.\s?W\.", "in Westfalen"),
    (r"\bn(?:\.\s?|/)L\b\.?", "nad Labem"),
    (r"\bn(?:\.\s?|/)N\b\.?", "nad Nisou"),
    (r"\bn(?:\.\s?|/)O\b\.?", "nad Orlicí"),
    (r"\bn(?:\.\s?|/)V\b\.?", "nad Vltavou"),
    (r"\bp\.\s?R\.", "pod Radhoštěm"),
    (r"\bi\.\s?(?=[A-ZÄÖÜ][a-zäöüß]{2})", "in "),
)
_SAINT = re.compile(r"\bst[eao]?(?:\.|\b)[\s-]*(?=\w)", re.IGNORECASE)
_SAINTS = ("saint ", "sainte ", "sankt ", "sint ", "sant ", "santa ", "santo ")
_APOSTROPHE = r"['\N{RIGHT SINGLE QUOTATION MARK}]"
_ARTICLE = (
    rf"(?:the|den|de|het|la|le|les|el|los|las|l{_APOSTROPHE}|a|o|as|os|il|lo|gli|al|el-|al-"
    rf"|{_APOSTROPHE}s|{_APOSTROPHE}t)"
)
_LED = re.compile(rf"^{_ARTICLE}(?:[\s-]+|(?<={_APOSTROPHE}))(?=\w)", re.IGNORECASE)
# What kind of a place it is, in front or behind: Hansestadt Rostock, m.st. Warszawa, Namur-Ville.
_TITLE = re.compile(
    r"^(?:(?:landeshaupt|bundeshaupt|haupt|hanse|universitäts|kreis)?stadt|marktgemeinde|stadtgemeinde|gemeinde"
    r"|ville de|commune de|città di|comune di|ciudad de|ayuntamiento de|municipality of|city of|town of"
    r"|gemeente|miasto|m\.\s?st\."
    r"|město|obec|mesto|općina|opština|grad|orașul|municipiul|comuna|il-belt|\u0433\u0440\.|град|општина|δήμος|dimos)\s+(?=\w)"
    r"|(?<=\w)[-\s](?:ville|stad|city|centre|centrum|centro|merkez|şehri)$",
    re.IGNORECASE,
)
# The city of an agglomeration or airport: Greater London, Metropolregion Nürnberg, Athens Airport.
_AROUND = re.compile(
    r"^(?:greater|grand|grande|gran|großraum|metropolregion|region|flughafen|stor-|aéroport de|aeropuerto de"
    r"|aeroporto di|aeroporto de|métropole de|área metropolitana (?:de|do|da)|città metropolitana di"
    r"|metropolitan area of)\s*(?=\w)"
    r"|(?<=\w)[-\s](?:métropole|metropole|capitale|(?:metropolitan |capital )?region|(?:metropolitan )?area"
    r"|international airport|airport|lotnisko|flughafen|havalimanı)$",
    re.IGNORECASE,
)
_DISTRICT = re.compile(r"(?P<city>[^\W\d]{4,})\s?-\s?(?P<district>[^\W\d].*)")  # Wien-Favoriten
_OF_COUNTRY = re.compile(r"\s*\([A-Z]{2}\)\s*$")  # Muro (ES), which is not Muroes
_CENTRES = frozenset(("centrum", "zentrum", "keskusta", "merkez", "centreville", "citycentre"))
_TRAILED = re.compile(rf"^(?P<name>.*\w)\s*(?:,|\()\s*(?P<article>{_ARTICLE})\)?\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """One way to read what stands for a city.

    Attributes:
        key: the folded spelling to look for.
        text: the name as it is written.
        remarks: what a comma or a bracket parts from the name, folded; it may name the region.
        later: whether the name is not the first of the parts.
        of_city: whether it is the name of a large city or of none, as of the `Wien` in `Wien-Favoriten`.
        also: further spellings of the same, of a saint's short title, which may be any of several words.
    """

    key: str
    text: str
    remarks: frozenset[str]
    later: bool = False
    of_city: bool = False
    also: tuple[str, ...] = ()


def readings(city: str) -> Iterator[Reading]:
    """The ways to read what stands for a city, the most faithful first; none of a text that is too long."""
    if len(city) > LONGEST_NAME:
        return
    seen: set[str] = set()
    for text, remarks, later in _texts(city):
        keys = tuple(key for key in dict.fromkeys(_keys(text)) if key and key not in seen)
        seen.update(keys)
        if keys and _SAINT.search(text):
            yield Reading(keys[0], text.strip(), remarks, later, also=keys[1:])
        else:
            yield from (Reading(key, text.strip(), remarks, later) for key in keys)
    for text, remarks in _of_cities(city):
        yield from (Reading(key, text, remarks, of_city=True) for key in _keys(text) if key)


def _texts(city: str) -> Iterator[tuple[str, frozenset[str], bool]]:
    """The text as it is, then without codes, then its parts; last of all without its article."""
    city = _written_out(city)
    whole = list(dict.fromkeys((city, *_without_codes(city))))
    for text in whole if not _OF_COUNTRY.search(city) else ():
        yield text, frozenset(), False
        if trailed := _TRAILED.match(text):  # Coruña (A), Hospitalet de Llobregat, L'
            yield f"{trailed['article']} {trailed['name']}", frozenset(), False
    for text in whole:
        parts = _PARTS.split(text)
        for number, part in enumerate(parts):
            remarks = frozenset(map(fold, parts[:number] + parts[number + 1 :])) - {""} - _CENTRES
            if fold(part) in _CENTRES:
                continue
            yield from ((bare, remarks, number > 0) for bare in (part, *_without_codes(part)))
    for text in whole:
        yield _LED.sub("", text.strip()), frozenset(), False
        yield _TITLE.sub("", text.strip()), frozenset(), False


def _of_cities(city: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The city by which a district, an agglomeration or an airport is called, with the district."""
    for text in dict.fromkeys(" ".join(bare.split()) for bare in (city, *_without_codes(city))):
        around = _AROUND.sub("", _AROUND.sub("", text))
        if around != text:
            yield around, frozenset()
        found = _DISTRICT.fullmatch(text)
        if found and found["district"][0].isupper():
            yield found["city"], frozenset({fold(found["district"])})


def _written_out(city: str) -> str:
    """Without the short forms of German and Czech names."""
    for short, long in _SHORTENED if "." in city or "/" in city else ():
        city = re.sub(short, long, city)
    return " ".join(city.split())


def _without_codes(city: str) -> Iterator[str]:
    text = _GLUED.sub(" ", city)
    yield _NUMBERED.sub(" ", text)
    bare = _CEDEX.sub("", _NUMBERED.sub(" ", _CODED.sub(" ", _CEDEX.sub("", text))))
    yield bare
    yield _COUNTED.sub("", bare)
    yield _QUARTER.sub("", bare.rstrip())


def _keys(text: str) -> Iterator[str]:
    """The folded spellings of one text, with its saints written out."""
    for variant in (text, *(_SAINT.sub(word, text) for word in _SAINTS)):
        key = fold(variant)
        yield from (key, undoubled(key))
