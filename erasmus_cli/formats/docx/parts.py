"""The parts that every draft needs beside its text: styles, lists, settings, header, footer and notes."""

from collections.abc import Callable
from textwrap import shorten

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart

from erasmus_cli.document.boilerplate_seal import blocks, margin_code, note_code, text_of
from erasmus_cli.formats.docx.xml import Element, clean, element, skeleton

_KINDS = {
    "styles": (RT.STYLES, CT.WML_STYLES),
    "numbering": (RT.NUMBERING, CT.WML_NUMBERING),
    "settings": (RT.SETTINGS, CT.WML_SETTINGS),
    "footnotes": (RT.FOOTNOTES, CT.WML_FOOTNOTES),
    "header": (RT.HEADER, CT.WML_HEADER),
    "footer": (RT.FOOTER, CT.WML_FOOTER),
}
_LONGEST_HEADER = 90  # signs, as in the PDF


def part_of(document: DocumentPart, kind: str) -> XmlPart:
    """A part of the document by its kind, added if it is missing; headers and footers are always added."""
    reltype, _ = _KINDS[kind]
    found = [rel.target_part for rel in document.rels.values() if rel.reltype == reltype]
    if kind not in ("header", "footer") and found and isinstance(found[0], XmlPart):
        return found[0]
    return _add(document, kind)


def codes_beside(document: DocumentPart) -> list[str]:
    """The codes of what stands beside the text: lines of headers and footers, and paragraphs of notes."""
    margins, notes = _lines_of(document, RT.HEADER, RT.FOOTER), _lines_of(document, RT.FOOTNOTES)
    return [*map(margin_code, margins), *map(note_code, notes)]


def _lines_of(document: DocumentPart, *kinds: str) -> list[str]:
    parts = [rel.target_part for rel in document.rels.values() if rel.reltype in kinds]
    lines = (text_of(line) for part in parts if isinstance(part, XmlPart) for line in blocks(part.element))
    return [line for line in lines if line]


def _add(document: DocumentPart, kind: str) -> XmlPart:
    reltype, content_type = _KINDS[kind]
    taken = {part.partname for part in document.package.iter_parts()} if document.package else set()
    name = f"/word/{kind}.xml"
    if name in taken:
        name = f"/word/{kind}-draft.xml"
    part = XmlPart(PackURI(name), content_type, _empty(kind), document.package)
    document.relate_to(part, reltype)
    return part


def _empty(kind: str) -> Element:
    root = skeleton(f"{kind}.xml")
    if kind in ("styles", "numbering"):
        for child in list(root):
            root.remove(child)
    return root


def complete_page(document: DocumentPart, style_of: Callable[[str], str], heading: str) -> Element:
    """The section of the document, with a page size, margins, a footer and a header if it had none.

    Args:
        document: what the section stands in.
        style_of: the id of a style by its name.
        heading: what stands above every page but the first; nothing if empty, as in a house's own page.
    """
    body = document.element.body
    own = skeleton("document.xml").find(f".//{qn('w:sectPr')}")
    section: Element | None = body.find(qn("w:sectPr"))
    if section is None:
        section = element("sectPr")
        body.append(section)
    if not any(ref.get(qn("w:type")) == "default" for ref in section.iterfind(qn("w:footerReference"))):
        footer = _margin(document, "footer", style_of("footer"))
        section.insert(0, element("footerReference", type="default", r_id=footer))
        if heading:
            header = _margin(
                document, "header", style_of("header"), shorten(heading, _LONGEST_HEADER, placeholder=" …")
            )
            section.insert(0, element("footerReference", type="first", r_id=footer))
            section.insert(0, element("headerReference", type="default", r_id=header))
            section.insert_element_before(element("titlePg"), *_AFTER_TITLE)
    for tag, after in (("w:pgSz", _AFTER_SIZE), ("w:pgMar", _AFTER_SIZE[1:])):
        if section.find(qn(tag)) is None:
            section.insert_element_before(own.find(qn(tag)), *after)
    return section


_NARROWEST = 1440
_ROOM_FOR_CAPTION = 720
_AFTER_SIZE = (
    "w:pgMar", "w:paperSrc", "w:pgBorders", "w:lnNumType", "w:pgNumType", "w:cols", "w:formProt", "w:vAlign",
    "w:noEndnote", "w:titlePg", "w:textDirection", "w:bidi", "w:rtlGutter", "w:docGrid",
)  # fmt: skip
_AFTER_TITLE = _AFTER_SIZE[_AFTER_SIZE.index("w:titlePg") + 1 :]


def _margin(document: DocumentPart, kind: str, style: str, said: str = "") -> str:
    """A new header or footer, by its relation to the document."""
    part = part_of(document, kind)
    part.element.find(f".//{qn('w:pStyle')}").set(qn("w:val"), style)
    if said:
        part.element.find(f".//{qn('w:t')}").text = clean(said)
    return document.relate_to(part, _KINDS[kind][0])


def tell_of_notes(settings: Element) -> None:
    """Settings name the two lines that part footnotes from the text."""
    lines = (element("footnote", id=-1), element("footnote", id=0))
    settings.insert_element_before(element("footnotePr", *lines), *_AFTER_NOTES)


_AFTER_NOTES = (
    "w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang",
    "w:clrSchemeMapping", "w:doNotIncludeSubdocsInStats", "w:doNotAutoCompressPictures", "w:forceUpgrade",
    "w:captions", "w:readModeInkLockDown", "w:smartTagType", "sl:schemaLibrary", "w:shapeDefaults",
    "w:doNotEmbedSmartTags", "w:decimalSymbol", "w:listSeparator",
)  # fmt: skip


def area_of(section: Element) -> tuple[int, int]:
    """Width and height of the text on a page, in twentieths of a point, with a caption's room left free."""
    size, margins, columns = (section.find(qn(f"w:{tag}")) for tag in ("pgSz", "pgMar", "cols"))
    width = _number(size, "w", 11906) - sum(_number(margins, side, 0) for side in ("left", "right", "gutter"))
    # A negative margin means that the header may not push the text down.
    height = _number(size, "h", 16838) - sum(abs(_number(margins, side, 0)) for side in ("top", "bottom"))
    width //= max(1, _number(columns, "num", 1))
    return max(_NARROWEST, width), max(_NARROWEST, height - _ROOM_FOR_CAPTION)


def _number(found: Element | None, name: str, default: int) -> int:
    value = "" if found is None else found.get(qn(f"w:{name}"), "")
    return int(value) if value.lstrip("-").isdecimal() else default
