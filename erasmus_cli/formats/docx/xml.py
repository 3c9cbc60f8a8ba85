"""Elements of WordprocessingML, made in one line each."""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser
from docx.oxml.xmlchemy import BaseOxmlElement

Element: TypeAlias = BaseOxmlElement
_OURS = {"w": nsmap["w"]}

# XML 1.0 has no place for these, not even as references; a lone surrogate cannot be written as UTF-8.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without the characters that XML forbids."""
    return _FORBIDDEN.sub("", text)


def element(tag: str, *children: Element, **attributes: str | int) -> Element:
    """An element of the `w:` namespace; `r_id` is the attribute `r:id`, all others are `w:`."""
    said = {
        _full(name): str(value) if type(value) is int else clean(str(value))
        for name, value in attributes.items()
    }
    # As `OxmlElement` of the library does it, which takes the name apart anew for each of 25 000 elements.
    made: Element = oxml_parser.makeelement(_full(tag), said, _OURS)
    made.extend(children)
    return made


@cache
def _full(name: str) -> str:
    """The name of an element or attribute with its namespace."""
    return qn("r:id") if name == "r_id" else qn(f"w:{name}")


def properties(tag: str, **values: str | int | bool | None) -> list[Element]:
    """A list that holds the element `tag` with one child for each value that is set, or nothing.

    True is a switch (`<w:keepNext/>`). The order of the arguments is the order of the children, and the
    schema has one for each parent.
    """
    children = [
        element(name) if value is True else element(name, val=value)
        for name, value in values.items()
        if value is not None and value is not False
    ]
    return [element(tag, *children)] if children else []


def paragraph(
    *content: Element,
    style: str | None = None,
    item: tuple[int, int] | None = None,
    indent: int | None = None,
    align: str | None = None,
    leader: int | None = None,
    **switches: bool,
) -> Element:
    """A paragraph.

    Args:
        content: its runs, hyperlinks and bookmarks.
        style: the id of its style; None is the default style.
        item: the list that it is an item of, and the level there.
        indent: from the left, in twentieths of a point.
        align: left, center or right.
        leader: where what stands behind a tab ends, with dots up to it, in twentieths of a point.
        switches: any of keepNext, pageBreakBefore and bidi.
    """
    # The order is the schema's.
    parts = [
        *([element("pStyle", val=style)] if style else []),
        *(element(name) for name in ("keepNext", "pageBreakBefore") if switches.get(name)),
        *([element("numPr", element("ilvl", val=item[1]), element("numId", val=item[0]))] if item else []),
        *([element("tabs", element("tab", val="right", leader="dot", pos=leader))] if leader else []),
        *([element("bidi")] if switches.get("bidi") else []),
        *([element("ind", left=indent)] if indent else []),
        *([element("jc", val=align)] if align else []),
    ]
    return element("p", *([element("pPr", *parts)] if parts else []), *content)


def text(content: str) -> Element:
    """The text of a run, with its blanks as they are."""
    made = element("t")
    made.text = clean(content).expandtabs(4)
    made.set(qn("xml:space"), "preserve")
    return made


def right_to_left(content: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    if content.isascii():
        return False
    directions = (unicodedata.bidirectional(letter) for letter in content)
    return next((d for d in directions if d in ("L", "R", "AL")), "L") != "L"


def skeleton(name: str) -> Element:
    """A part of the own look, read from the folder `skeleton`."""
    return parse_xml(skeleton_bytes(name))


def skeleton_bytes(name: str) -> bytes:
    """The same as bytes."""
    return (files(__package__) / "skeleton" / name).read_bytes()
