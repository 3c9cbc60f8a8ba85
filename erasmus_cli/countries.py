"""ISO 3166 country codes, and the two codes that the Commission writes differently: EL and UK."""

import tomllib
from functools import cache
from importlib import resources

_COMMISSION_TO_ISO = {"EL": "GR", "UK": "GB"}
_ISO_TO_COMMISSION = {iso: code for code, iso in _COMMISSION_TO_ISO.items()}


@cache
def names() -> dict[str, str]:
    """Short English names of all countries by ISO code."""
    file = resources.files("erasmus_cli") / "countries.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def iso(code: str) -> str:
    """The ISO code for what was written: upper case, EL as GR, UK as GB.

    Raises:
        ValueError: there is no such country.
    """
    upper = code.strip().upper()
    found = _COMMISSION_TO_ISO.get(upper, upper)
    if found not in names():
        raise ValueError(f"there is no country `{code}`")
    return found


def shown(code: str) -> str:
    """The code as the Commission writes it: EL for Greece, UK for the United Kingdom."""
    return _ISO_TO_COMMISSION.get(code, code)


def name(code: str) -> str:
    """Short English name of a country by ISO code."""
    return names()[code]
