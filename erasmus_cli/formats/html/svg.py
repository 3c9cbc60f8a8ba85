"""Makes a picture fit to stand inside a page: ids of its own, a name, and nothing that runs or calls out."""

import re
from xml.etree import ElementTree as ET

SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_UNWANTED = {f"{{{SVG}}}{tag}" for tag in ("script", "style", "foreignObject", "image", "a")}
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")
_LISTS = ("aria-labelledby", "aria-describedby")

ET.register_namespace("", SVG)
ET.register_namespace("xlink", _XLINK)


def inline_svg(svg: str, *, prefix: str, alt: str) -> str:
    """A picture as an element of an HTML page.

    Args:
        svg: the picture as a file.
        prefix: stands before each id in it, so that several pictures share a page.
        alt: what the picture shows; its accessible name.

    Raises:
        xml.etree.ElementTree.ParseError: it is no XML.
    """
    root = ET.fromstring(svg)  # noqa: S314 - made by the templates of this tool or by the user's own
    _clean(root)
    for element in root.iter():
        _rename(element, prefix)
    for attribute in _LISTS:
        root.attrib.pop(attribute, None)
    root.attrib |= {"role": "img", "aria-label": alt}
    return ET.tostring(root, encoding="unicode")


def _clean(element: ET.Element) -> None:
    for name, value in list(element.attrib.items()):
        outside = name.rpartition("}")[2] == "href" and not value.startswith("#")
        calls = "url(" in value and not _REFERENCE.fullmatch(value.strip())
        if name.lower().startswith("on") or outside or calls:
            del element.attrib[name]
    for child in list(element):
        if child.tag in _UNWANTED or not isinstance(child.tag, str):
            element.remove(child)
        else:
            _clean(child)


def _rename(element: ET.Element, prefix: str) -> None:
    for name, value in element.attrib.items():
        if name == "id":
            element.set(name, f"{prefix}{value}")
        elif name in _LISTS:
            element.set(name, " ".join(f"{prefix}{each}" for each in value.split()))
        elif name.rpartition("}")[2] == "href":
            element.set(name, f"#{prefix}{value[1:]}")
        else:
            element.set(name, _REFERENCE.sub(rf"url(#{prefix}\1)", value))
