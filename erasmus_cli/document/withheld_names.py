"""What stands in a redacted text for the names that it withholds, and is known again when it comes back."""

import re

ORGANISATION, SHORT, CITY, CONTRACTOR = "Organisation", "Org", "City", "Contractor"

_STAND_IN = re.compile(rf"\b(?:{ORGANISATION}|{SHORT}|{CITY})\s[A-Z]{{1,2}}\b|\b{CONTRACTOR}\s\d+\b")


def stand_ins(text: str) -> tuple[str, ...]:
    """Each stand-in of a text, once, such as `Organisation A`."""
    return tuple(dict.fromkeys(" ".join(found.split()) for found in _STAND_IN.findall(text)))
