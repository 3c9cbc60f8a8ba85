"""What a draft lost, and why it cannot be read, is said in the spoken language; JSON stays English."""

import io
import zipfile

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from draft_files import content_of, markdown_draft, word_draft
from pseudo import left_in_english, speaking_pseudo

from erasmus_cli import resources
from erasmus_cli.importing.docx_reader import read_word
from erasmus_cli.importing.extracted import UnreadableDraftError
from erasmus_cli.importing.import_draft import ImportResult, bring_back
from erasmus_cli.importing.markdown_reader import read_markdown
from erasmus_cli.importing.merge import MergeOptions, merge
from erasmus_cli.importing.results import read_model
from erasmus_cli.project.project import open_project
from erasmus_cli.proposal.reader import load


def project():
    return open_project(load(str(resources.examples() / "vet-innovation.yaml")).proposal, "the form")


def zipped(**parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return made.getvalue()


UNREADABLE = {
    "no draft": b"# A text\n",
    "picture": b"\x89PNG\r\n\x1a\n",
    "rtf": b"{\\rtf1",
    "utf-16": "# A text\n".encode("utf-16"),
    "latin": b"# A t\xe9xt\n",
    "large": b"# " + b"a" * 5_000_001,
    "zip": zipped(other="x"),
    "broken": b"PK\x03\x04 nothing",
    "damaged": zipped(word__document_xml="<a"),
    "entities": zipped(word__document_xml='<!DOCTYPE a [<!ENTITY b "c">]><a/>'),
    "crowd": b"# a\n" * 400_000,
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_is_refused_without_an_english_word(name, tmp_path, monkeypatch):
    draft = tmp_path / "draft"
    draft.write_bytes(UNREADABLE[name])
    opened = project()
    with speaking_pseudo(monkeypatch), pytest.raises(UnreadableDraftError) as caught:
        bring_back(draft, opened, MergeOptions())
    assert "⟦" in str(caught.value)
    assert left_in_english(str(caught.value), "RTF DOCX Markdown PNG ZIP UTF MB word document xml Word") == []


def rich():
    document = word_draft(("a.b", "x", "- one\n- two"), control=False)
    paragraph = document.tables[0].cell(1, 0).paragraphs[0]
    run = paragraph.add_run("marked")
    for look, value in (("color", "C00000"), ("u", "single"), ("highlight", "yellow"), ("vanish", "1")):
        mark = OxmlElement(f"w:{look}")
        mark.set(qn("w:val"), value)
        run._element.get_or_add_rPr().append(mark)
    for name in ("w:drawing", "w:footnoteReference"):
        run._element.append(OxmlElement(name))
    inserted = OxmlElement("w:ins")
    paragraph._element.append(inserted)
    code = OxmlElement("w:instrText")
    code.text = ' FILLIN ""'
    run._element.append(code)
    document.tables[0].add_row()
    return read_word(content_of(document))


def markdown():
    draft = markdown_draft(("a.b", "One", "One"), ("a.c", "Two", "Two"))
    return read_markdown(f"{draft}\n{draft}".replace("> Two", "Two"), {})


@pytest.mark.parametrize("made", [rich, markdown])
def test_notes_have_no_english_word_and_are_english_in_json(made, monkeypatch):
    found = made()
    decisions = merge(found, {"a.b": "One"}, ("a.b", "a.c"), MergeOptions())
    notes = [note for decision in decisions for note in decision.notes]
    assert notes
    with speaking_pseudo(monkeypatch):
        for note in notes:
            assert note.text().startswith("⟦")
            assert left_in_english(note.text(), "Two") == []
        told = [note for decision in decisions for note in _in_json(decision)]
    assert told == [note.text() for note in notes]
    assert "⟦" not in "".join(told)


def _in_json(decision):
    result = ImportResult((decision,), (), ())
    (answer,) = read_model(result, draft="d", file="f", saved=False).answers
    return answer.notes
