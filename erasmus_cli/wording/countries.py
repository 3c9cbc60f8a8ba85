"""ISO 3166 country codes, the two that the Commission writes differently (EL and UK), and other names."""

import json
import unicodedata
from functools import cache
from pathlib import Path

from erasmus_cli.wording.formatting import closest
from erasmus_cli.wording.invisible import signs
from erasmus_cli.wording.language import BARE, _, spoken
from erasmus_cli.wording.patterns import pattern

_HERE = Path(__file__).parent
_COMMISSION_TO_ISO = {"EL": "GR", "UK": "GB"}
_ISO_TO_COMMISSION = {iso: code for code, iso in _COMMISSION_TO_ISO.items()}
_PUNCTUATION = pattern(r"[^a-z0-9]+")
_WITH_CODE = pattern(r"(?P<name>.+?)\s*[(\[]\s*(?P<code>\w{2})\s*[)\]]")
# Republic of, kingdom of, in the languages that put it in front; not that of China, which is none of the two.
_FORMAL = pattern(
    r"^(?:(?:federal )?republi(?:c|k|ka|ca|que) (?:of |de |di |da |do |d )?(?:the )?|repubblica (?:di |d )?"
    r"|(?:kingdom|reino|regno|royaume|konigreich|koninkrijk|grand duchy) (?:of |de |di |do |d )?(?:the )?)"
    r"(?!china)"
)
_CODE_FIRST = pattern(r"(?P<code>[A-Za-z]{2})\s*[-\u2013:]\s*(?P<name>.+)")


@cache
def names() -> dict[str, str]:
    """Short English names of all countries by ISO code.

    XK is the code in common use for Kosovo; this designation is without prejudice to positions on status, and
    is in line with UNSCR 1244/1999.
    """
    found: dict[str, str] = json.loads((_HERE / "countries.json").read_text("utf-8"))
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


def shown(code: str) -> str:
    """The code as the Commission writes it: EL for Greece, UK for the United Kingdom."""
    return _ISO_TO_COMMISSION.get(code, code)


def name(code: str) -> str:
    """Short name of a country by ISO code, in the language that is spoken now."""
    return spoken().countries.get(code) or names()[code]


def folded(text: str) -> str:
    """A name without case, accents and punctuation, to compare it by."""
    if text.isascii():
        return " ".join(_PUNCTUATION.sub(" ", text.lower()).split())
    bare = unicodedata.normalize("NFKD", text.casefold().translate(BARE))
    kept = (" " if not letter.isalnum() else letter for letter in bare if not unicodedata.combining(letter))
    return " ".join("".join(kept).split())


def _of_name(written: str) -> str:
    known, wanted = _codes(), "" if signs(written) else folded(written)
    bare = _FORMAL.sub("", wanted.removeprefix("the "))
    if found := known.get(wanted) or known.get(wanted.removeprefix("the ")) or known.get(bare):
        return found
    if both := _WITH_CODE.fullmatch(written.strip()) or _CODE_FIRST.fullmatch(written.strip()):
        code, named = both["code"].upper(), known.get(folded(both["name"]))
        if named is not None and _COMMISSION_TO_ISO.get(code, code) == named:
            return named
    # The first two letters are rarely both wrong; a file may hold thousands of such names.
    alike = tuple(name for name in known if set(name[:2]) & set(bare[:2]) and abs(len(name) - len(bare)) < 4)
    close = closest(bare, alike, cutoff=0.8) if len(bare) > 3 else None
    if close is None:
        raise ValueError(_("there is no country `{name}`").format(name=written[:40]))
    template = _("there is no country `{name}`; did you mean {country} ({code})?")
    meant = known[close]
    raise ValueError(template.format(name=written[:40], country=name(meant), code=shown(meant)))


@cache
def _codes() -> dict[str, str]:
    """Codes by every name that is known, folded."""
    import tomllib  # noqa: PLC0415 - codes are enough for most proposals

    shipped: dict[str, list[str]] = tomllib.loads((_HERE / "country_names.toml").read_text("utf-8"))
    others = {other: code for code, known in shipped.items() for other in known}
    return others | {folded(name): code for code, name in names().items()}
