"""What a file is that is not what it was taken for, told by its first bytes and, in a zip, by its parts."""

import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple

from erasmus_cli.wording.messages import NOTHING, Message, say
from erasmus_cli.wording.patterns import pattern

if TYPE_CHECKING:
    import zipfile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
_STRICT = b"http://purl.oclc.org/ooxml/"
_MOST_BYTES = 1_000_000
_TABLES = say("copy what you need into a proposal; `erasmus new` begins one")
_TEXT = say("copy the text into a proposal; `erasmus new` begins one")
_NO_TEXT = say("a proposal is a text; `erasmus new` begins one")
_AS_DOCX = say("save it as .docx")
_UNPACK = say("unpack it first")


class FileKind(NamedTuple):
    """A kind of file.

    Attributes:
        name: such as `an Excel workbook (XLSX)`, a value of `this is {kind}`.
        hint: what to do with one in place of a proposal, and which command takes it.
        remedy: how it becomes a document from which answers can be read; empty where it cannot.
        is_word: whether answers can be read from it as it is.
    """

    name: Message
    hint: Message
    remedy: Message = NOTHING
    is_word: bool = False


def _document(name: Message, remedy: Message) -> FileKind:
    """A text that `erasmus read` takes once it is saved in another way."""
    hint = say("{remedy}; `erasmus read` then takes answers from it, if it is a draft", remedy=remedy)
    return FileKind(name, hint, remedy)


def _picture(name: str) -> FileKind:
    return FileKind(say("a picture ({kind})", kind=name), _NO_TEXT)


_STARTS = (
    (
        b"%PDF",
        FileKind(
            say("a PDF"), say("{copy}; `erasmus read` takes drafts in DOCX and Markdown only", copy=_TEXT)
        ),
    ),
    (b"{\\rtf", _document(say("a text in RTF"), _AS_DOCX)),
    (b"\x89PNG\r\n\x1a\n", _picture("PNG")),
    (b"\xff\xd8\xff", _picture("JPEG")),
    (b"GIF8", _picture("GIF")),
    (b"II*\x00", _picture("TIFF")),
    (b"MM\x00*", _picture("TIFF")),
    (b"\x1f\x8b", FileKind(say("a compressed file (GZ)"), _UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", FileKind(say("an archive (7Z)"), _UNPACK)),
    (b"Rar!", FileKind(say("an archive (RAR)"), _UNPACK)),
    (b"<!doctype html", FileKind(say("a web page (HTML)"), _TEXT)),
    (b"<html", FileKind(say("a web page (HTML)"), _TEXT)),
    (b"<head", FileKind(say("a web page (HTML)"), _TEXT)),
    (b"<body", FileKind(say("a web page (HTML)"), _TEXT)),
    (b"<?xml", FileKind(say("an XML file"), _TABLES)),
)
_WEBP = _picture("WebP")
_FTYP_PICTURES = {b"heic": "HEIC", b"heix": "HEIC", b"mif1": "HEIC", b"msf1": "HEIC", b"avif": "AVIF"}
_FILM = FileKind(say("a film or a sound"), _NO_TEXT)
_PASSWORD = _document(say("a document with a password"), say("save it without one"))
_RIGHTS = _document(say("a document whose rights are managed"), say("save it without protection"))
_OLD_OFFICE = _document(say("a file of an old Office program"), _AS_DOCX)
_OLE_KINDS = (
    ("WordDocument", _document(say("a document of Word 97 (DOC)"), _AS_DOCX)),
    ("Workbook", FileKind(say("a workbook of Excel 97 (XLS)"), _TABLES)),
    ("Book", FileKind(say("a workbook of Excel 95 (XLS)"), _TABLES)),
    ("PowerPoint Document", FileKind(say("a presentation of PowerPoint 97 (PPT)"), _TEXT)),
)
_DOCX = FileKind(
    say("a Word document (DOCX)"),
    say("if it is a draft, `erasmus read DRAFT PROPOSAL` takes its answers"),
    is_word=True,
)
_XLSX = FileKind(say("an Excel workbook (XLSX)"), _TABLES)
_ZIP_KINDS = (
    ("word/", _DOCX),
    ("xl/", _XLSX),
    ("ppt/", FileKind(say("a presentation (PPTX)"), _TEXT)),
    ("Index/Document.iwa", _document(say("a document of an Apple program"), say("export it as .docx"))),
)
_MIMETYPES = (
    ("opendocument.text", _document(say("an OpenDocument text (ODT)"), _AS_DOCX)),
    ("opendocument.spreadsheet", FileKind(say("an OpenDocument spreadsheet (ODS)"), _TABLES)),
    ("opendocument.presentation", FileKind(say("an OpenDocument presentation (ODP)"), _TEXT)),
    ("epub", FileKind(say("an e-book (EPUB)"), _TEXT)),
)
_ZIP = FileKind(say("a ZIP archive"), say("unpack it first, and name a file in it"))
_DAMAGED = _document(say("a damaged Office document or ZIP archive"), say("save or download it again"))
_STRICT_DOCX = _document(
    say("a Word document in Strict Open XML"),
    say("save it as Word document (.docx), not as Strict"),
)
_STRICT_XLSX = FileKind(say("an Excel workbook in Strict Open XML (XLSX)"), _TABLES)
_MARKDOWN = FileKind(say("a draft in Markdown"), say("`erasmus read DRAFT PROPOSAL` takes its answers"))
_EXPORT_ROW = FileKind(
    say("a row of the Erasmus+ Project Results Platform"),
    say("its exports are not read: {copy}", copy=_TABLES),
)
_ANSWER = pattern(r"^\s*\[//\]:\s*#\s*\(answer ", re.MULTILINE)
_COLUMN = r"(?:^|[,;{{\t])\s*[\"']?{}[\"']?\s*[:,;\t]"
_RESULTS = [
    pattern(_COLUMN.format(name), re.IGNORECASE | re.MULTILINE) for name in ("Key Action", "Action Type")
]
_YAML_LINE = pattern(r"\s*(?:[\[{#-]|[\w\"' ]+:(?:\s|$))")
_FEW = 2
_CSV = FileKind(say("a table of values (CSV)"), _TABLES)
_MARKS = ((b"\xff\xfe\x00\x00", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


def kind_of(content: bytes, *, whole: bool = True) -> FileKind | None:
    """What the bytes are, or None where they are a text that may be a proposal, or nobody knows.

    Args:
        content: the file, or its beginning.
        whole: whether it is the whole file; of a zip the end tells what is in it.
    """
    if content.startswith(_OLE):
        return _of_old_office(content)
    if content.startswith(b"PK\x03\x04"):
        return _of_zip(content) if whole else _of_names([content.decode("latin-1")])
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _WEBP
    if content[4:8] == b"ftyp":
        picture = _FTYP_PICTURES.get(content[8:12])
        return _picture(picture) if picture else _FILM
    begin = content[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    return next(
        (kind for start, kind in _STARTS if begin.startswith(start) or begin.lower().startswith(start)), None
    )


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


def is_draft(content: bytes) -> bool:
    """Whether a file is a Word document or a draft in Markdown, and so no proposal."""
    kind = kind_of(content)
    if kind is None:
        kind = of_text(content.decode("utf-8", "replace"))
    return kind is not None and (kind.is_word or kind is _MARKDOWN)


def of_text(text: str) -> FileKind | None:
    """What a text is that could not be read as a proposal: a table, a draft; None where nobody knows."""
    if _ANSWER.search(text):
        return _MARKDOWN
    if all(column.search(text) for column in _RESULTS):
        return _EXPORT_ROW
    return _CSV if _is_table(text) else None


def _is_table(text: str) -> bool:
    """Whether a text is rows of values behind commas, semicolons or tabs, and no YAML."""
    lines = [
        line for line in re.split("\r\n?|\n", text.removeprefix("\ufeff"), maxsplit=20)[:20] if line.strip()
    ]
    if not lines or _YAML_LINE.match(lines[0]):
        return False
    for sign in ("\t", ";", ","):
        widths = _widths(lines, sign) if sign in lines[0] else set()
        if len(widths) == 1 and (len(lines) > 1 or max(widths) > _FEW):
            return True
    return False


def _widths(lines: list[str], sign: str) -> set[int]:
    """How many values the rows have; none where these are no rows."""
    try:
        return {len(row) for row in csv.reader(lines, delimiter=sign)}
    except csv.Error:  # a field that is too large
        return set()


def _of_old_office(content: bytes) -> FileKind:
    if _stands("EncryptedPackage", content):
        return _RIGHTS if _stands("DRMEncryptedDataSpace", content) else _PASSWORD
    return next((kind for stream, kind in _OLE_KINDS if _stands(stream, content)), _OLD_OFFICE)


def _stands(name: str, content: bytes) -> bool:
    return name.encode("utf-16-le") in content


def _of_zip(content: bytes) -> FileKind:
    import zipfile  # noqa: PLC0415 - a proposal is none
    import zlib  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            names = file.namelist()
            if "mimetype" in names:
                text = _part(file, "mimetype").decode("ascii", "replace")
                return next((kind for name, kind in _MIMETYPES if name in text), _ZIP)
            main = next((name for name in names if name in ("word/document.xml", "xl/workbook.xml")), None)
            if main and _STRICT in _part(file, main):
                return _STRICT_DOCX if main.startswith("word/") else _STRICT_XLSX
            return _of_names(names)
    except (zipfile.BadZipFile, zlib.error, *_BROKEN):
        return _DAMAGED


def _of_names(names: list[str]) -> FileKind:
    return next((kind for start, kind in _ZIP_KINDS if any(start in name for name in names)), _ZIP)


def _part(file: "zipfile.ZipFile", name: str) -> bytes:
    with file.open(name) as stream:
        return stream.read(_MOST_BYTES)
