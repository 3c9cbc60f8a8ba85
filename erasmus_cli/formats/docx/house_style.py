"""Opens the house style: a DOCX of which the page, header, footer and styles are kept and the text is not."""

import zlib
from io import BytesIO
from typing import TYPE_CHECKING, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from docx.package import Package
from lxml import etree

from erasmus_cli.document.draft import HouseStyleError
from erasmus_cli.document.xml_limits import is_crowded
from erasmus_cli.formats.docx.strip_content import prune
from erasmus_cli.formats.docx.xml import skeleton_bytes
from erasmus_cli.wording.messages import say

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart

# A letterhead with large pictures has some megabytes; what unpacks to more is an accident or an attack.
LARGEST_UNPACKED = 100_000_000
MOST_PARTS = 2_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TYPES = "[Content_Types].xml"
_TEMPLATE = b"wordprocessingml.template.main+xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"
# What python-docx and the parsers below it raise on files that only look like a DOCX.
_BROKEN = (
    AttributeError, BadZipFile, EOFError, IndexError, KeyError, NotImplementedError, OpcError, OSError,
    RecursionError, RuntimeError, SyntaxError, TypeError, ValueError, zlib.error,
)  # fmt: skip


def open_house(content: bytes | None) -> Package:
    """A document without text that has the look of the house, or the own look if there is no house style.

    Templates (.dotx) are taken as well. Links to a template, text, comments, notes and properties are left
    out of what is opened.

    Raises:
        HouseStyleError: not a DOCX, password-protected, with macros, too large, or with linked pictures.
    """
    members = _unpack(content) if content is not None else _own()
    members[_TYPES] = members[_TYPES].replace(_TEMPLATE, _DOCUMENT)
    try:
        package = Package.open(BytesIO(_packed(members)))
        prune(cast("DocumentPart", package.main_document_part))
        for reltype in [r for r, rel in package.rels.items() if rel.reltype != RT.OFFICE_DOCUMENT]:
            del package.rels[reltype]
        package.save(BytesIO())  # some damage shows only when the parts are written again
    except _BROKEN as error:
        raise HouseStyleError(
            say("this file is damaged or not a Word document: {why}", why=str(error))
        ) from error
    _refuse_links(package)
    return package


def _own() -> dict[str, bytes]:
    names = {_TYPES: "content_types.xml", "_rels/.rels": "rels.xml", "word/document.xml": "document.xml"}
    return {name: skeleton_bytes(file) for name, file in names.items()}


def _packed(members: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _unpack(content: bytes) -> dict[str, bytes]:
    if not content:
        raise HouseStyleError(say("this file is empty"))
    if content.startswith(_OLE):
        raise HouseStyleError(
            say(
                "this file is password-protected or in the old .doc format; "
                "save it as .docx without a password"
            )
        )
    try:
        with ZipFile(BytesIO(content)) as archive:
            _refuse_entries(archive.infolist())
            members = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except _BROKEN as error:
        if isinstance(error, HouseStyleError):
            raise
        raise HouseStyleError(say("this is not a .docx file, or it is damaged")) from error
    _refuse_content(members)
    return members


def _refuse_entries(entries: list[ZipInfo]) -> None:
    """Before anything is unpacked; a file cannot hold more than its entry says."""
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise HouseStyleError(
            say("this file is too large for a house style; take the pictures out of its text")
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise HouseStyleError(say("this file is password-protected; save it without a password"))


def _refuse_content(members: dict[str, bytes]) -> None:
    if _TYPES not in members:
        raise HouseStyleError(say("this is not a .docx file; save it as a Word document first"))
    if b"macroEnabled" in members[_TYPES] or any(name.lower().endswith("vbaproject.bin") for name in members):
        raise HouseStyleError(say("this file holds macros; save it as .docx, which has none"))
    if is_crowded(*(content for name, content in members.items() if name.endswith((".xml", ".rels")))):
        raise HouseStyleError(
            say("this file has too many elements for a house style; take the text out of it")
        )
    if any(map(_declares, members.values())):
        raise HouseStyleError(say("this file declares XML entities, which no Word document does"))
    if _DOCUMENT not in members[_TYPES] and _TEMPLATE not in members[_TYPES]:
        raise HouseStyleError(say("this is an Office file, but not a Word document"))


def _declares(content: bytes) -> bool:
    """Whether a part declares a document type, in whatever encoding and under whatever name."""
    try:
        tree = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return b"<!DOCTYPE" in content  # a picture, or damaged, which shows when the parts are read
    return bool(tree.getroottree().docinfo.doctype)


def _refuse_links(package: Package) -> None:
    """Whoever opens the draft must not be made to fetch anything."""
    for link in package.iter_rels():
        if link.reltype == RT.A_F_CHUNK:
            raise HouseStyleError(
                say("its header or footer takes in another file; put its text there instead")
            )
        if link.is_external and link.reltype != RT.HYPERLINK:
            kind = link.reltype.rsplit("/", 1)[-1]
            raise HouseStyleError(
                say("its header or footer links to a file elsewhere ({kind}); embed it instead", kind=kind)
            )
