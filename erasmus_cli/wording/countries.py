"""ISO 3166 country codes, the two that the Commission writes differently (EL and UK), and other names."""

import json
import unicodedata
from functools import cache

from erasmus_cli.resources import shipped
from erasmus_cli.wording.formatting import closest
from erasmus_cli.wording.invisible import signs
from erasmus_cli.wording.language import BARE, ENGLISH, _, spoken
from erasmus_cli.wording.patterns import pattern

_COMMISSION_TO_ISO = {"EL": "GR", "UK": "GB"}
_ISO_TO_COMMISSION = {iso: code for code, iso in _COMMISSION_TO_ISO.items()}
_FEW_LETTERS = 3
_WITH_ARTICLE = frozenset(("AE", "BS", "CD", "CG", "GB", "GM", "IM", "KM", "MV", "NL", "PH", "SC", "US"))
_ENDS_WITH_ARTICLE = (" Islands", " Republic", " Territories", " Territory")
_LARGE_CITY = 100_000  # inhabitants
_PUNCTUATION = pattern(r"[^a-z0-9]+")
# Republic of, kingdom of, in the languages that put it in front; not that of China, which is none of the two.
_FORMAL = pattern(
    r"^(?:(?:federal )?republi(?:c|k|ka|ca|que) (?:of |de |di |da |do |d )?(?:the )?|repubblica (?:di |d )?"
    r"|(?:kingdom|reino|regno|royaume|konigreich|koninkrijk|grand duchy) (?:of |de |di |do |d )?(?:the )?)"
    r"(?!china)"
)
_ARTICLE = pattern(r"^(?:the|die|der|das|la|le|les|l|el|los|il|lo|i|gli|de|o|a) ")
_PARTS = pattern(r"\s*[/,;:|()\[\]]\s*|\s+[-\u2013]\s+")
_WITH_CODE = (
    pattern(r"(.+?)\s*[(\[]\s*(\w{2})\s*[)\]]"),
    pattern(r"([A-Za-z]{2})\s*[-\u2013:]\s*(.+)"),
    pattern(r"([A-Z]{2}) (.+)"),
)
_CODE_AND_MORE = pattern(r"([A-Z]{2})[- ]?(?:[a-z]{2}|[A-Z]{2,3}|\d{2})")
_ON_PLATES = {
    "A": "AT",
    "B": "BE",
    "D": "DE",
    "E": "ES",
    "F": "FR",
    "H": "HU",
    "I": "IT",
    "L": "LU",
    "N": "NO",
    "P": "PT",
    "S": "SE",
    "FL": "LI",
    "GER": "DE",
    "POR": "PT",
    "CRO": "HR",
    "DEN": "DK",
    "GRE": "GR",
    "LAT": "LV",
    "NED": "NL",
    "RKS": "XK",
    "ROM": "RO",
    "SLO": "SI",
    "SRB": "RS",
    "SUI": "CH",
    "BUL": "BG",
}
"""Codes of number plates and of sports: too short to be taken, but one can ask whether they are meant."""


@cache
def names() -> dict[str, str]:
    """Short English names of all countries by ISO code.

    XK is the code in common use for Kosovo; this designation is without prejudice to positions on status, and
    is in line with UNSCR 1244/1999.
    """
    found: dict[str, str] = json.loads(shipped("wording", "countries.json").read_text("utf-8"))
    return found


def iso(written: str) -> str:
    """The ISO code for what was written: a code, or a name in English or another language of Europe.

    EL is GR, UK is GB; case, accents and punctuation of names do not matter.

    Raises:
        ValueError: there is no such country.
    """
    upper = written.strip().upper()
    found = _COMMISSION_TO_ISO.get(upper, upper)
    return found if found in names() else _of_name(written)


def likely(written: str) -> str | None:
    """The country that may be meant: by a code, a part of what was written, a region, a city, or a slip."""
    from erasmus_cli.places.lookup import find  # noqa: PLC0415 - of what is refused only
    from erasmus_cli.places.namesakes import size  # noqa: PLC0415
    from erasmus_cli.places.regions import countries_with  # noqa: PLC0415

    if code := _ON_PLATES.get(written.upper()):
        return code
    if (led := _CODE_AND_MORE.fullmatch(written)) and (code := _code_of(led[1])):
        return code
    bare = _FORMAL.sub("", folded(written).removeprefix("the "))
    if len(bare) <= _FEW_LETTERS:
        return None
    parts = {code for part in _PARTS.split(written) if part and (code := _code_of(part))}
    if len(parts) == 1:
        return parts.pop()
    if len(within := countries_with(bare.replace(" ", ""))) == 1:
        return within[0]
    if (city := find(bare)) and city.sure and size(city) >= _LARGE_CITY:
        return city.country
    known = _codes()
    # The first two letters are rarely both wrong; a file may hold thousands of such names.
    alike = tuple(name for name in known if set(name[:2]) & set(bare[:2]) and abs(len(name) - len(bare)) < 4)
    close = closest(bare, alike, cutoff=0.8)
    return known[close] if close else None


def shown(code: str) -> str:
    """The code as the Commission writes it: EL for Greece, UK for the United Kingdom."""
    return _ISO_TO_COMMISSION.get(code, code)


def name(code: str) -> str:
    """Short name of a country by ISO code, in the language that is spoken now."""
    return spoken().countries.get(code) or names()[code]


def in_a_sentence(code: str) -> str:
    """The name as a sentence has it: in English `the Netherlands`, in other languages as `name` has it."""
    said = name(code)
    has_article = code in _WITH_ARTICLE or said.endswith(_ENDS_WITH_ARTICLE)
    return f"the {said}" if has_article and spoken() is ENGLISH else said


def folded(text: str) -> str:
    """A name without case, accents and punctuation, to compare it by."""
    if text.isascii():
        return " ".join(_PUNCTUATION.sub(" ", text.lower()).split())
    bare = unicodedata.normalize("NFKD", text.casefold().translate(BARE))
    kept = (" " if not letter.isalnum() else letter for letter in bare if not unicodedata.combining(letter))
    return " ".join("".join(kept).split())


def _of_name(written: str) -> str:
    seen = "" if signs(written) else written.strip()
    if (found := _named(seen)) or (found := _said_by_all_parts(seen)):
        return found
    close = likely(seen)
    if close is None:
        template = _("there is no country `{name}`; write its name, or its code such as BE")
        raise ValueError(template.format(name=written[:40]))
    template = _("there is no country `{name}`; did you mean {country} ({code})?")
    raise ValueError(template.format(name=written[:40], country=name(close), code=shown(close)))


def _named(written: str) -> str | None:
    """The code for a name that is known, with or without an article, or the form of its state."""
    return _of_state(written) or _codes().get(_ARTICLE.sub("", folded(written)))


def _of_state(written: str) -> str | None:
    known, wanted = _codes(), folded(written)
    return known.get(wanted) or known.get(_FORMAL.sub("", wanted.removeprefix("the ")))


def _said_by_all_parts(written: str) -> str | None:
    """The code that each part says, as in `Germany/Deutschland`, `UK (England)`, `DE Germany`.

    An article or the form of the state may stand behind: `Netherlands, The`, `Netherlands (Kingdom of the)`.
    """
    pairs = [found.groups() for shape in _WITH_CODE if (found := shape.fullmatch(written))]
    parts = [part for part in _PARTS.split(written) if part]
    if len(parts) == 2:
        if (turned := _of_state(f"{parts[1]} {parts[0]}")) is not None:
            return turned
        pairs.append((parts[0], parts[1]))
    return next((code for one, other in pairs if (code := _code_of(one)) and code == _code_of(other)), None)


def _code_of(part: str) -> str | None:
    code = _COMMISSION_TO_ISO.get(part.upper(), part.upper())
    return code if code in names() else _named(part)


@cache
def _codes() -> dict[str, str]:
    """Codes by every name that is known, folded."""
    import tomllib  # noqa: PLC0415 - codes are enough for most proposals

    file = shipped("wording", "country_names.toml")
    listed: dict[str, list[str]] = tomllib.loads(file.read_text("utf-8"))
    others = {other: code for code, known in listed.items() for other in known}
    return others | {folded(name): code for code, name in names().items()}
