"""Takes the text and everything that belongs to it out of a house style."""

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart

from erasmus_cli.formats.docx.field_codes import drop_fields
from erasmus_cli.formats.docx.xml import Element

_KEPT = {RT.STYLES, RT.NUMBERING, RT.SETTINGS, RT.THEME, RT.FONT_TABLE, RT.WEB_SETTINGS}
_ROOTS = {RT.STYLES: "w:styles", RT.NUMBERING: "w:numbering", RT.SETTINGS: "w:settings"}
_REFERENCE_TAGS = (qn("w:headerReference"), qn("w:footerReference"))
_RELATION = qn("r:id")
_CHANGE = qn("w:sectPrChange")
# Settings that would lock the draft, tie it to a template or a data source, or speak of notes that are gone.
_SETTINGS = (
    "writeProtection", "documentProtection", "attachedTemplate", "mailMerge", "endnotePr", "footnotePr",
    "docVars", "saveThroughXslt",
)  # fmt: skip


def prune(document: DocumentPart) -> None:
    """Leave the last section's page set-up, its headers and footers, the styles and the settings.

    Of fields that could fetch something only the last result is left, as text.

    Raises:
        ValueError: a part is not what its name says.
    """
    _check_roots(document)
    body = document.element.body
    section = _section(body)
    for child in list(body):
        body.remove(child)
    if section is not None:
        body.append(section)
    _relations(document, {child.get(_RELATION) for child in body.iter(*_REFERENCE_TAGS)})
    _settings(document)
    for part in document.package.iter_parts() if document.package else ():
        if isinstance(part, XmlPart):
            drop_fields(part.element)


def _check_roots(document: DocumentPart) -> None:
    for relation in document.rels.values():
        wanted = _ROOTS.get(relation.reltype)
        if wanted and getattr(relation.target_part, "element", document.element).tag != qn(wanted):
            raise ValueError(f"{relation.target_part.partname} is not {wanted}")


def _section(body: Element) -> Element | None:
    """The last section; a header that it takes over from sections before it becomes its own."""
    sections = [found for found in body.iter(qn("w:sectPr")) if found.getparent().tag != _CHANGE]
    if not sections:
        return None
    last: Element = sections[-1]
    used: dict[tuple[str, str], Element] = {}
    for section in sections:
        used.update({_role(reference): reference for reference in section.iter(*_REFERENCE_TAGS)})
    _bare(last)
    for position, reference in enumerate(used.values()):
        last.insert(position, reference)
    return last


def _role(reference: Element) -> tuple[str, str]:
    return str(reference.tag), reference.get(qn("w:type"), "default")


def _bare(section: Element) -> None:
    """Without references, printer settings, tracked changes, and the way it follows the section before it."""
    for child in list(section):
        if child.get(_RELATION) or child.tag in (_CHANGE, qn("w:type")):
            section.remove(child)


def _relations(document: DocumentPart, used: set[str | None]) -> None:
    for identity, relation in list(document.rels.items()):
        if identity not in used and relation.reltype not in _KEPT:
            del document.rels[identity]


def _settings(document: DocumentPart) -> None:
    for relation in document.rels.values():
        part = None if relation.is_external else relation.target_part
        if relation.reltype == RT.SETTINGS and isinstance(part, XmlPart):
            for child in list(part.element):
                if child.tag in {qn(f"w:{name}") for name in _SETTINGS} or child.get(_RELATION):
                    part.element.remove(child)
            part.rels.clear()
