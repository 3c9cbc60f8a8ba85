"""What in a text is found by its shape: e-mail and web addresses, phones, identifiers, streets, people."""

import re
from collections.abc import Callable
from typing import NamedTuple

from erasmus_cli.wording.countries import names

_DOMAINS = "|".join(
    ["com", "org", "net", "info", "edu", "gov", "int", "app", "eu", "uk", *map(str.lower, names())]
)
_NAME = r"[^\W\d_a-z][\w'\N{RIGHT SINGLE QUOTATION MARK}-]+"
_JOINING = r"de|du|des|la|le|les|della|dei|del|do|da|dos|das|van|von|der|den|di"
_SMALL = rf"(?:(?:{_JOINING})\s+|[ld]['\N{{RIGHT SINGLE QUOTATION MARK}}]\s?)*"
_ADDRESS = r"[^\s<>()\[\]\"'|]*[^\s<>()\[\]\"'|.,;:!?]"
_NO_DAY = r"(?!\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b)"


class Shape(NamedTuple):
    """What can be found by its shape.

    Attributes:
        kind: what it is, as counted.
        pattern: how it is found.
        words: what stands for it, the longest first.
    """

    kind: str
    pattern: re.Pattern[str]
    words: tuple[str, ...]


def _shape(kind: str, words: str, *patterns: str) -> Shape:
    return Shape(
        kind, re.compile("|".join(f"(?:{pattern})" for pattern in patterns)), tuple(words.split("|"))
    )


WRITTEN_TO: tuple[Shape, ...] = (
    _shape(
        "e-mail addresses",
        "e-mail",
        r"(?:mailto:)?[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+",
        r"[\w.+-]+\s*[(\[](?:at|AT|ät)[)\]]\s*[\w-]+(?:\s*(?:\.|[(\[](?:dot|DOT)[)\]])\s*[\w-]+)+",
    ),
    _shape(
        "web addresses",
        "link",
        rf"<?\b(?i:https?://|ftp://|www\.){_ADDRESS}>?",
        rf"(?<![\w@.])[a-z0-9-]{{3,}}(?:\.[a-z0-9-]{{2,}})*\.(?:{_DOMAINS})(?:/(?:{_ADDRESS})?)?(?!\w)",
        r"(?<![\w@])@[A-Za-z]\w{2,}",
    ),
)
"""Searched for before names are, because names stand in them."""

WRITTEN_DOWN: tuple[Shape, ...] = (
    _shape(
        "identifiers",
        "identifier|id",
        r"(?<!\w)E\d{8}(?!\w)",
        r"(?<![\w.,])9\d{8}(?![\w.,]\d|\w)",
        r"(?<!\w)\d{3,9}-[A-Z]{2,3}-[\w-]+-[A-Z]{2}-\w[\w-]*",
        r"(?<!\w)[A-Z]{1,3}\s{1,2}[A-Z][A-Z-]{3,7}\d{2,3}(?!\w)",
        r"(?<!\w)[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?(?!\w)",
        r"(?<!\w)[A-Z]{2,3}\s?\d{8,12}(?!\w)",
    ),
    _shape(
        "phone numbers",
        "phone",
        r"(?<![\w.])\+\s?\d[\d\s()./-]{5,}\d",
        r"(?<![\w.])(?<!\d\s)00[1-9][\d\s()./-]{6,}\d",
        r"(?i:\b(?:tel|phone|telephone|fax|gsm|mob(?:ile)?|tél|téléphone|telefon|telefono|teléfono|telefone|тел))"
        r"\.?\s?:?\s*\(?\d[\d\s()./-]{4,}\d",
        rf"(?<![\w.,])(?<!\d\s){_NO_DAY}0\d{{1,4}}(?:\s?[/-]\s?|[\s.])\d[\d\s/.-]{{4,}}\d(?!\w)",
        r"\(0\d{1,4}\)\s*\d[\d\s/.-]{4,}\d",
    ),
    _shape(
        "addresses",
        "address|place",
        r"[^\W\d_a-z][\w-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|straat|laan|plein|kade|gade|vej|gatan"
        r"|vägen|gata|veien|katu)\s+\d+\s?[a-zA-Z]?\b",
        rf"{_NAME}\s+(?:utca|út|tér|körút|u\.|Street|St\.?|Road|Rd\.?|Avenue|Lane|Square|Drive|Way|Terrace"
        r"|Straße|Strasse|Allee|Platz)\s+\d+\w?\b",
        rf"\d+\s?[a-z]?,?\s+(?:{_NAME}\s+){{1,4}}(?:Street|St\.?|Road|Rd\.?|Avenue|Lane|Square|Drive|Way|Close"
        r"|Terrace)\b",
        rf"(?:\d+\s?(?:bis|ter)?,?\s+)(?i:rue|avenue|av\.|boulevard|bd|place|chaussée|allée|quai|impasse|chemin)"
        rf"\s+{_SMALL}{_NAME}(?:[\s-]{_NAME}){{0,4}}",
        r"(?i:\b(?:rue|avenue|av\.|boulevard|bd|place|chaussée|allée|quai|via|viale|piazza|corso|calle|avenida"
        r"|avda\.?|paseo|plaza|rua|travessa|largo|praça|strada|str\.|bulevardul|ulica|ul\.|aleja|al\.|ulice|nám\."
        r"|náměstí|улица|ул\.|бул\.|οδός))"
        rf"\s+{_SMALL}{_NAME}(?:\s+{_SMALL}{_NAME}){{0,4}},?\s+(?:n[.°º]?\s?)?\d+\w?\b",
    ),
    _shape(
        "people with a title",
        "somebody|one",
        r"\b(?:Mrs?|Ms|Miss|Dr|Prof|Professor|Herrn?|Frau|Mme|Mlle|Monsieur|Madame|Sra?|Señora?|Sig|Signora?|Dhr"
        rf"|Mevr|Pani|Ing|Mag|Ir)\b\.?\s+(?:(?:Dr|Prof|Ing|Mag)\.?\s+)*{_SMALL}{_NAME}(?:\s+{_SMALL}{_NAME}){{0,3}}",
        r"(?i:\b(?:contact person|contact|represented by|legal representative|manager|signed by)\s*:)\s*"
        rf"{_SMALL}{_NAME}(?:\s+{_SMALL}{_NAME}){{1,3}}",
    ),
)
"""Searched for after names are."""


def without(text: str, shapes: tuple[Shape, ...], count: Callable[[str], None]) -> str:
    """The text with a word in place of each; `count` is told the kind of each."""
    for shape in shapes:

        def put(found: re.Match[str], shape: Shape = shape) -> str:
            count(shape.kind)
            return fitting(shape.words, len(found[0]))

        text = shape.pattern.sub(put, text)
    return text


def fitting(words: tuple[str, ...], room: int) -> str:
    """The first of the words that is not longer than what it stands for: no text outgrows its limit."""
    return next((word for word in words if len(word) <= room), words[-1])
