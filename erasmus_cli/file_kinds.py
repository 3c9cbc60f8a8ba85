"""What a file is that is not what it was taken for, told by its first bytes and, in a zip, by its parts."""

import csv
import io
import re
import zipfile
import zlib
from dataclasses import dataclass

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
_STRICT = b"http://purl.oclc.org/ooxml/"
_MOST_BYTES = 1_000_000
_READ = "`erasmus read` takes answers from a draft in DOCX or Markdown"
_TABLES = "copy what you need into a proposal; `erasmus new` begins one"
_EXPORT = "copy the text into a proposal; `erasmus new` begins one"
_DRAFT = "if it is a draft, `erasmus read DRAFT PROPOSAL` takes its answers"


@dataclass(frozen=True)
class FileKind:
    """A kind of file.

    Attributes:
        name: such as `an Excel workbook (XLSX)`, to stand behind `this is`.
        hint: what to do with one, and which command takes it.
        is_text_document: whether answers can be read from it as it is.
    """

    name: str
    hint: str
    is_text_document: bool = False


_PDF = FileKind("a PDF", f"{_EXPORT}; {_READ}")
_RTF = FileKind("a text in RTF", f"save it as .docx; {_READ}")
_HTML = FileKind("a web page (HTML)", f"{_EXPORT}; {_READ}")
_XML = FileKind("an XML file", _TABLES)
_PICTURE = "a proposal is text; `erasmus new` begins one"
_STARTS = (
    (b"%PDF", _PDF),
    (b"{\\rtf", _RTF),
    (b"\x89PNG\r\n\x1a\n", FileKind("a picture (PNG)", _PICTURE)),
    (b"\xff\xd8\xff", FileKind("a picture (JPEG)", _PICTURE)),
    (b"GIF8", FileKind("a picture (GIF)", _PICTURE)),
    (b"BM", FileKind("a picture (BMP)", _PICTURE)),
    (b"II*\x00", FileKind("a picture (TIFF)", _PICTURE)),
    (b"MM\x00*", FileKind("a picture (TIFF)", _PICTURE)),
    (b"\x1f\x8b", FileKind("a compressed file (gzip)", "unpack it first")),
    (b"7z\xbc\xaf\x27\x1c", FileKind("an archive (7z)", "unpack it first")),
    (b"Rar!", FileKind("an archive (RAR)", "unpack it first")),
)
_PASSWORD = FileKind("a document with a password", "save it without one, in the program that made it")
_RIGHTS = FileKind(
    "a document whose rights are managed", "save it without protection, in the program that made it"
)
_OLE_KINDS = (
    ("WordDocument", FileKind("a document of Word 97 (DOC)", f"save it as .docx; {_READ}")),
    ("Workbook", FileKind("a workbook of Excel 97 (XLS)", _TABLES)),
    ("Book", FileKind("a workbook of Excel 95 (XLS)", _TABLES)),
    ("PowerPoint Document", FileKind("a presentation of PowerPoint 97 (PPT)", _EXPORT)),
)
_OLD_OFFICE = FileKind("a file of an old Office program", f"save it in its present format; {_READ}")
_DOCX = FileKind("a Word document (DOCX)", _DRAFT, is_text_document=True)
_ZIP_KINDS = (
    ("word/", _DOCX),
    ("xl/", FileKind("an Excel workbook (XLSX)", _TABLES)),
    ("ppt/", FileKind("a presentation (PPTX)", _EXPORT)),
    ("visio/", FileKind("a drawing (VSDX)", _PICTURE)),
    (
        "Index/Document.iwa",
        FileKind("a document of Apple's Pages or Numbers", f"export it as .docx; {_READ}"),
    ),
)
_OPEN_DOCUMENT = {
    "text": FileKind("an OpenDocument text (ODT)", f"save it as .docx; {_READ}"),
    "spreadsheet": FileKind("an OpenDocument spreadsheet (ODS)", _TABLES),
    "presentation": FileKind("an OpenDocument presentation (ODP)", _EXPORT),
}
_EPUB = FileKind("an e-book (EPUB)", _EXPORT)
_ZIP = FileKind("a ZIP archive", "unpack it first, and name a file in it")
_DAMAGED = FileKind("a damaged ZIP file or Office document", "save or download it again")
_STRICT_DOCX = FileKind(
    "a Word document in Strict Open XML", f"save it as Word document (.docx), not as Strict Open XML; {_READ}"
)
_STRICT_XLSX = FileKind("an Excel workbook in Strict Open XML", _TABLES)
_MARKDOWN = FileKind("a draft in Markdown", "`erasmus read DRAFT PROPOSAL` takes its answers")
_EXPORT_ROW = FileKind(
    "a row of the Erasmus+ Project Results Platform", f"its exports are not read: {_TABLES}"
)
_ANSWER = re.compile(r"^<!-- answer", re.MULTILINE)
_RESULTS = re.compile(r"(?s)(?=.*\bKey Action\b)(?=.*\bAction Type\b)(?=.*\bCall year\b)", re.IGNORECASE)
_YAML_LINE = re.compile(r"\s*(?:[\[{#-]|[\w\"' ]+:(?:\s|$))")
_FEW = 2
_CSV = FileKind("a table of values (CSV)", _TABLES)
_MARKS = ((b"\xff\xfe\x00\x00", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


def kind_of(content: bytes) -> FileKind | None:
    """What the bytes are, or None where they are a text that may be a proposal, or nobody knows."""
    if content.startswith(_OLE):
        return _of_old_office(content)
    if content.startswith(b"PK\x03\x04"):
        return _of_zip(content)
    begin = content[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    for start, kind in _STARTS:
        if begin.startswith(start) and (b"\x00" in content[:512] or len(start) > len(b"BM")):
            return kind
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return FileKind("a picture (WebP)", _PICTURE)
    lower = begin.lower()
    if re.match(rb"<!doctype html|<html|<head|<body", lower):
        return _HTML
    return _XML if lower.startswith(b"<?xml") else None


def encoding_of(content: bytes) -> str | None:
    """UTF-16 or UTF-32 where a text is in one of them, with or without the mark in front."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    head = content[:400]
    even, odd = head[::2], head[1::2]
    for zeros, letters in ((odd, even), (even, odd)):
        if len(head) > 3 and zeros.count(0) > 0.7 * len(zeros) and letters.count(0) < 0.1 * len(letters):
            return "UTF-16"
    return None


def of_text(text: str) -> FileKind | None:
    """What a text is that could not be read as a proposal: a table, a draft; None where nobody knows."""
    if _ANSWER.search(text):
        return _MARKDOWN
    if _RESULTS.search(text):
        return _EXPORT_ROW
    return _CSV if _is_table(text) else None


def _is_table(text: str) -> bool:
    """Whether a text is rows of values behind commas, semicolons or tabs, and no YAML."""
    lines = [line for line in text.removeprefix("\ufeff").split("\n", 20)[:20] if line.strip()]
    if not lines or _YAML_LINE.match(lines[0]):
        return False
    for sign in ("\t", ";", ","):
        widths = {len(row) for row in csv.reader(lines, delimiter=sign)} if sign in lines[0] else set()
        if len(widths) == 1 and (len(lines) > 1 or max(widths) > _FEW):
            return True
    return False


def _of_old_office(content: bytes) -> FileKind:
    if _stands("EncryptedPackage", content):
        return _RIGHTS if _stands("DRMEncryptedDataSpace", content) else _PASSWORD
    return next((kind for stream, kind in _OLE_KINDS if _stands(stream, content)), _OLD_OFFICE)


def _stands(name: str, content: bytes) -> bool:
    return name.encode("utf-16-le") in content


def _of_zip(content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            names = file.namelist()
            if "mimetype" in names:
                return _of_mimetype(_part(file, "mimetype").decode("ascii", "replace"))
            kind = next((kind for start, kind in _ZIP_KINDS if any(n.startswith(start) for n in names)), _ZIP)
            main = next((n for n in names if n in ("word/document.xml", "xl/workbook.xml")), None)
            if main and _STRICT in _part(file, main):
                return _STRICT_DOCX if kind.is_text_document else _STRICT_XLSX
            return kind
    except _BROKEN:
        return _DAMAGED


def _of_mimetype(text: str) -> FileKind:
    if "epub" in text:
        return _EPUB
    return next((kind for name, kind in _OPEN_DOCUMENT.items() if f"opendocument.{name}" in text), _ZIP)


def _part(file: zipfile.ZipFile, name: str) -> bytes:
    with file.open(name) as stream:
        return stream.read(_MOST_BYTES)
