"""Files that are no proposal are named as what they are, with the command that takes them."""

import io
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from erasmus_cli.cli.app import app
from erasmus_cli.file_kinds import encoding_of, kind_of, of_text

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def zipped(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return stream.getvalue()


def open_document(kind):
    return zipped(mimetype=f"application/vnd.oasis.opendocument.{kind}", **{"content.xml": "<a/>"})


def old(stream):
    return OLE + stream.encode("utf-16-le") + bytes(100)


XLSX = zipped(**{"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<workbook/>"})
DOCX = zipped(**{"[Content_Types].xml": "<a/>", "word/document.xml": "<document/>"})
KINDS = {
    "xlsx": (XLSX, "an Excel workbook (XLSX)"),
    "docx": (DOCX, "a Word document (DOCX)"),
    "strict docx": (
        zipped(**{"word/document.xml": f'<w xmlns="{STRICT}"/>'}),
        "a Word document in Strict Open XML",
    ),
    "strict xlsx": (
        zipped(**{"xl/workbook.xml": '<w xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'}),
        "an Excel workbook in Strict Open XML (XLSX)",
    ),
    "pptx": (zipped(**{"ppt/presentation.xml": "<a/>"}), "a presentation (PPTX)"),
    "odt": (open_document("text"), "an OpenDocument text (ODT)"),
    "ods": (open_document("spreadsheet"), "an OpenDocument spreadsheet (ODS)"),
    "zip": (zipped(**{"p.yaml": "call: 2026"}), "a ZIP archive"),
    "damaged zip": (XLSX[:60], "a damaged Office document or ZIP archive"),
    "doc": (old("WordDocument"), "a document of Word 97 (DOC)"),
    "xls": (old("Workbook"), "a workbook of Excel 97 (XLS)"),
    "password": (old("EncryptedPackage"), "a document with a password"),
    "rights": (old("DRMEncryptedDataSpace") + old("EncryptedPackage"), "a document whose rights are managed"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
    "pdf in letters": (b"%PDF-1.4\n1 0 obj\n", "a PDF"),
    "rtf": (b"{\\rtf1\\ansi", "a text in RTF"),
    "png": (b"\x89PNG\r\n\x1a\n\x00\x00", "a picture (PNG)"),
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture (JPEG)"),
    "heic": (b"\x00\x00\x00\x18ftypheic" + bytes(20), "a picture (HEIC)"),
    "film": (b"\x00\x00\x00\x18ftypmp42" + bytes(20), "a film or a sound"),
    "rar": (b"Rar!\x1a\x07\x00" + bytes(20), "an archive (RAR)"),
    "webp": (b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(20), "a picture (WebP)"),
    "html": (b"\xef\xbb\xbf\n<!DOCTYPE HTML>\n<p>", "a web page (HTML)"),
    "bare html": (b"<html><body>", "a web page (HTML)"),
    "xml": (b'<?xml version="1.0"?><a/>', "an XML file"),
    "csv": (b"Programme,Country,Title\nErasmus+,BE,One\n", "a table of values (CSV)"),
    "csv with semicolons": ("Name;Ort\nSchule;K\xf6ln\n".encode(), "a table of values (CSV)"),
    "tabs": (b"Name\tCity\nOne\tGent\n", "a table of values (CSV)"),
    "row of an export": (
        b"Programme: Erasmus+\nKey Action: Partnerships\nAction Type: KA220\nCall year: 2023\n",
        "a row of the Erasmus+ Project Results Platform",
    ),
    "export as csv": (
        b"Programme,Key Action,Action Type,Call year\nErasmus+,KA2,KA220,2023\n",
        "a row of the Erasmus+ Project Results Platform",
    ),
    "draft": (b"# Title\n\n[//]: # (answer description.rationale 0123abcd)\n", "a draft in Markdown"),
}


@pytest.fixture
def command(tmp_path, monkeypatch):
    """Runs a command in an empty folder; gives its exit code and what it says."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        result = CliRunner().invoke(app, [*arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.exit_code, result.stderr.splitlines()

    return run


@pytest.mark.parametrize(("content", "name"), KINDS.values(), ids=KINDS)
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "FILE"),
        ("budget", "FILE"),
        ("score", "FILE"),
        ("new", "n.yaml", "--no-input", "--answers", "FILE"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_every_command_names_the_file_as_what_it_is(command, content, name, arguments):
    Path("FILE").write_bytes(content)
    code, said = command(*arguments)
    assert (code, len(said)) == (2, 1)
    assert said[0].startswith(f"FILE: this is {name}; ")
    assert not Path("n.yaml").exists()


@pytest.mark.parametrize(
    "kind", ["xlsx", "strict docx", "odt", "ods", "zip", "doc", "password", "pdf", "png", "html"]
)
def test_read_names_what_is_no_draft(command, kind):
    Path("p.yaml").write_text("call: 2026\naction: small-scale-partnership\nfield: adult\n", encoding="utf-8")
    content, name = KINDS[kind]
    Path("draft").write_bytes(content)
    code, said = command("read", "draft", "p.yaml")
    assert (code, len(said)) == (2, 1)
    assert said[0].startswith(f"draft: this is {name}; ")


@pytest.mark.parametrize(
    "kind", ["docx", "odt", "pdf", "pdf in letters", "rtf", "rar", "heic", "html", "xml", "png"]
)
def test_new_names_what_it_cannot_go_on_with_and_leaves_it(command, kind):
    content, name = KINDS[kind]
    Path("FILE").write_bytes(content)
    code, said = command("new", "FILE", "--no-input", "--set", "title=X")
    assert (code, len(said)) == (2, 1)
    assert said[0].startswith(f"FILE: this is {name}; ")
    assert Path("FILE").read_bytes() == content


@pytest.mark.parametrize("kind", ["docx", "odt", "pdf", "png", "rights"])
def test_import_names_what_holds_no_rows(command, kind):
    content, name = KINDS[kind]
    Path("FILE").write_bytes(content)
    code, said = command("import", "FILE", "-o", "drafts")
    assert (code, said) == (2, [f"FILE: this is {name}, which holds no rows; name a table or JSON Lines"])
    assert not Path("drafts").exists()


def test_a_workbook_too_large_to_be_read_whole_is_one_still():
    assert kind_of(XLSX[:-20], whole=False).name.text() == "an Excel workbook (XLSX)"


def test_hints_name_the_command_that_takes_it():
    assert "`erasmus read DRAFT PROPOSAL`" in kind_of(DOCX).hint.text()
    assert "`erasmus new`" in kind_of(XLSX).hint.text()


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("utf-8", None),
    ],
)
def test_the_encoding_is_named(encoding, name):
    assert encoding_of("call: 2026\nfield: school\n".encode(encoding)) == name


@pytest.mark.parametrize(
    "text",
    [
        "call: 2026\nfield: school\n",
        "# a, b, c\ncall: 2026\n",
        "title: One, two, three\nfield: vet, adult\n",
        "{call: 2026, field: school}\n",
        '{"call": 2026, "field": "school"}',
        "- a, b\n- c, d\n",
        "just text\n",
        "answers:\n  a.b: The Key Action, and the Action Type, of this\n",
    ],
)
def test_a_proposal_with_faults_is_no_table(text):
    assert kind_of(text.encode()) is None
    assert of_text(text) is None
