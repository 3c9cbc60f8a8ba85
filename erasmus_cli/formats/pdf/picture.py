"""Makes a figure fit for the fonts: each letter in the family that has it, a replacement where none has."""

import re
from itertools import groupby, zip_longest
from unicodedata import combining

from lxml import etree

from erasmus_cli.formats.pdf.font_coverage import Glyphs, family_of

_SVG = "{http://www.w3.org/2000/svg}"
_SHOWN = (f"{_SVG}text", f"{_SVG}tspan")
_FAMILY = "Noto Sans"  # what the figures are written in
# Lam and alef become one shape, at which the typesetter of pictures breaks down where letters of another
# family stand before it. A tatweel keeps them joined and apart.
_LAM_ALEF = re.compile("(?<=\N{ARABIC LETTER LAM})(?=[\u0622\u0623\u0625\u0627\u0649])")


def fitted(svg: str, glyphs: Glyphs) -> str:
    """The picture with every letter in a family that has it.

    The typesetter looks for another font by itself, but for a whole run of text at once, so it misses letters
    beside signs that have no shape, and the standards refuse the whole document. They also refuse a picture
    with accents or vowel signs that stand apart from their letter, as no single character has both: these are
    left out. What is no SVG stays as it is.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(svg.encode(), parser)
    except etree.XMLSyntaxError:
        return svg
    for element in list(root.iter(*_SHOWN)):
        _divide(element, glyphs)
    return str(etree.tostring(root, encoding="unicode"))


def _divide(element: etree._Element, glyphs: Glyphs) -> None:
    """Puts the letters that the main family lacks into spans of their own."""
    children = list(element)
    texts = [element.text, *(child.tail for child in children)]
    element.text = None
    for child in children:
        element.remove(child)
    for text, child in zip_longest(texts, children):
        for family, letters in groupby(_shaped(glyphs.fit(text or "")), _family):
            _append(element, "".join(letters), family)
        if child is not None:
            child.tail = None
            element.append(child)


def _append(element: etree._Element, run: str, family: str) -> None:
    """Adds a run of text at the end of an element."""
    if family != _FAMILY:
        etree.SubElement(element, f"{_SVG}tspan", {"font-family": family}).text = run
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + run
    else:
        element.text = (element.text or "") + run


def _shaped(text: str) -> str:
    """A text of letters that each have a shape of their own."""
    if text.isascii():
        return text
    return _LAM_ALEF.sub("\N{ARABIC TATWEEL}", "".join(letter for letter in text if not combining(letter)))


def _family(character: str) -> str:
    return family_of(character) or _FAMILY
