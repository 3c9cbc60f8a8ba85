"""Opens a DOCX: a zip of XML parts, of which nothing is believed before it was looked at."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property
from posixpath import dirname, join, normpath

from lxml import etree

from erasmus_cli.document.boilerplate_seal import blocks, text_of
from erasmus_cli.document.xml_limits import is_crowded
from erasmus_cli.importing.extracted import UnreadableDraftError
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_BYTES = 50_000_000
"""The most that one part may hold when unpacked; the text of a long draft has about two million."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
"""What zipfile raises on damaged files, on unknown compression, and on single parts with a password."""


class Package:
    """The parts of a DOCX that hold text."""

    def __init__(self, content: bytes) -> None:
        """Opens the zip; parts are read when they are asked for.

        Raises:
            UnreadableDraftError: it is not a DOCX; says what it seems to be and what to do.
        """
        if content.startswith(_OLE):
            raise UnreadableDraftError(
                _("this document has a password; save it without one")
                if _ENCRYPTED in content
                else _("this is in the format of Word 97 (.doc); save it as .docx")
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            names = set(self._zip.namelist())
        except _BROKEN as error:
            raise UnreadableDraftError(_("this is not a DOCX, or it is damaged")) from error
        if "mimetype" in names and "content.xml" in names:
            raise UnreadableDraftError(_("this is an OpenDocument text; save it as .docx"))
        self._names = names
        self._main = self._related("", "officeDocument") or "word/document.xml"
        if self._main not in names:
            raise UnreadableDraftError(_("this is a zip file without a Word document in it"))

    @cached_property
    def document(self) -> "etree._Element":
        """The text itself."""
        found = self._part(self._main)
        if found is None:
            raise UnreadableDraftError(_("the document is damaged: its text is missing"))
        return found

    def part(self, kind: str) -> "etree._Element | None":
        """The part that belongs to the text in a way such as `styles`, `numbering` or `comments`."""
        name = self._related(self._main, kind)
        return self._part(name) if name else None

    def parts(self, kind: str) -> "list[etree._Element]":
        """All parts that belong to the text in a way of which there may be several, such as `header`."""
        return [
            part for name in self._all_related(self._main, kind) if (part := self._part(name)) is not None
        ]

    def note(self, reference: "etree._Element") -> "list[str]":
        """The paragraphs of the footnote or endnote that a sign in the text refers to."""
        kind = reference.tag.removesuffix("Reference")
        return self._notes.get((kind, reference.get(f"{W}id", "")), [])

    @cached_property
    def _notes(self) -> dict[tuple[str, str], list[str]]:
        return {
            (note.tag, note.get(f"{W}id", "")): [text for line in blocks(note) if (text := text_of(line))]
            for kind in ("footnotes", "endnotes")
            for part in self.parts(kind)
            for note in part.iterfind("*")
        }

    @cached_property
    def links(self) -> dict[str, str]:
        """Where the links of the text lead, by the id of the relation."""
        return {
            relation.get("Id", ""): relation.get("Target", "")
            for relation in self._relations(self._main)
            if relation.get("TargetMode") == "External" and relation.get("Type", "").endswith("/hyperlink")
        }

    def _related(self, name: str, kind: str) -> str | None:
        return next(self._all_related(name, kind), None)

    def _all_related(self, name: str, kind: str) -> Iterator[str]:
        for relation in self._relations(name):
            if relation.get("Type", "").endswith(f"/{kind}"):
                target = relation.get("Target", "")
                yield normpath(join("/", dirname(name), target)).lstrip("/")

    def _relations(self, name: str) -> "list[etree._Element]":
        folder, _slash, file = name.rpartition("/")
        root = self._part(join(folder, "_rels", f"{file}.rels"))
        return list(root.iterfind(_RELATION)) if root is not None else []

    def _part(self, name: str) -> "etree._Element | None":
        if name not in self._names:
            return None
        try:
            with self._zip.open(name) as stream:
                content = stream.read(MOST_BYTES + 1)  # whatever size the zip claims
        except _BROKEN as error:
            raise UnreadableDraftError(
                tell("{part} in the document is damaged or has a password", part=name)
            ) from error
        if len(content) > MOST_BYTES:
            raise UnreadableDraftError(
                tell("{part} in the document is larger than {n} MB", part=name, n=MOST_BYTES // 1_000_000)
            )
        if is_crowded(content):
            raise UnreadableDraftError(
                tell("{part} in the document has more elements than any draft", part=name)
            )
        return _parsed(content, name)


def _parsed(content: bytes, name: str) -> "etree._Element":
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDraftError(tell("{part} in the document is damaged", part=name)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDraftError(
            tell("{part} in the document declares entities, which Word never does", part=name)
        )
    return root
