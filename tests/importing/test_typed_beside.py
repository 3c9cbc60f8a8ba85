"""Texts typed where an answer has no place for it: notes, formulas, further rows, copies, whole files."""

import copy
import io
import json
import shutil
from datetime import date

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from draft_files import content_of, word_draft
from folders import GOLDEN
from typer.testing import CliRunner

from erasmus_cli.chapters.render import text_of
from erasmus_cli.cli.app import app
from erasmus_cli.formats.docx import docx
from erasmus_cli.importing.docx_reader import read_word
from erasmus_cli.project.project import open_project
from erasmus_cli.proposal.reader import load

PROPOSAL = GOLDEN / "proposal.yaml"
NAMES = nsdecls("w", "m")
KEY = "organisation.experience/p2"


@pytest.fixture(scope="module")
def made():
    """A draft as `erasmus draft` writes it."""
    return docx(text_of(open_project(load(str(PROPOSAL)).proposal, "the form"), date(2016, 3, 1)))


def box(document, key=KEY):
    return next(table for table in document.tables if table.rows[0].cells[0].text.startswith(f"{key} · "))


def line_of(table):
    """The first paragraph of the answer in a box."""
    return next(table.rows[1]._tr.iter(qn("w:p")))


def in_notes(document, old, new):
    """Writes something else for the last of such texts in the notes, which are raw once a file was opened."""
    part = next(rel.target_part for rel in document.part.rels.values() if rel.reltype == RT.FOOTNOTES)
    before, found, after = part.blob.decode().rpartition(old)
    assert found
    part._blob = f"{before}{new}{after}".encode()


def add_note(document, line):
    note = '<w:footnote w:id="77"><w:p><w:r><w:t>TYPED</w:t></w:r></w:p></w:footnote>'
    in_notes(document, "</w:footnotes>", f"{note}</w:footnotes>")
    line.append(parse_xml(f'<w:r {NAMES}><w:footnoteReference w:id="77"/></w:r>'))


def note_in_an_answer(document):
    add_note(document, line_of(box(document)))


def note_outside(document):
    add_note(document, document.paragraphs[0]._element)


def formula():
    return parse_xml(f"<m:oMath {NAMES}><m:r><m:t>TYPED</m:t></m:r></m:oMath>")


def formula_in_an_answer(document):
    line_of(box(document)).append(formula())


def formula_outside(document):
    box(document)._element.getprevious().append(formula())


def further_row(document):
    box(document).add_row().cells[0].text = "TYPED"


def copied_box(document):
    other = copy.deepcopy(box(document)._element)
    next(other.iterchildren(qn("w:tr"))).getnext().find(f".//{qn('w:p')}").add_r().text = "TYPED"
    document.element.body.insert(len(document.element.body) - 1, other)


def lettering_in_the_footer(document):
    art = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="TYPED"/></v:shape>'
    run = parse_xml(f"<w:r {NAMES}><w:pict>{art}</w:pict></w:r>")
    document.sections[0].footer.paragraphs[0]._element.append(run)


EDITS = [
    note_in_an_answer,
    note_outside,
    formula_in_an_answer,
    formula_outside,
    further_row,
    copied_box,
    lettering_in_the_footer,
]


def read(document, file):
    draft = file.with_name("draft.docx")
    document.save(draft)
    return CliRunner().invoke(app, ["read", str(draft), str(file), "--dry-run", "--format", "json"])


@pytest.fixture
def file(tmp_path):
    return shutil.copy(PROPOSAL, tmp_path / "proposal.yaml")


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS)
def test_what_is_typed_where_no_answer_has_a_place_is_told_in_its_words(made, file, edit):
    document = Document(io.BytesIO(made))
    edit(document)
    result = read(document, file)
    assert result.exit_code == 1
    assert any("TYPED" in typed["text"] and typed["at"] for typed in json.loads(result.stdout)["outside"])


@pytest.mark.slow
def test_a_source_of_the_draft_that_was_changed_is_told_and_no_other(made, file):
    document = Document(io.BytesIO(made))
    in_notes(document, "</w:t>", " TYPED</w:t>")
    (typed,) = json.loads(read(document, file).stdout)["outside"]
    assert typed["text"].endswith(" TYPED")


@pytest.mark.slow
def test_numbers_of_notes_that_a_program_counted_anew_are_no_text(made, file):
    document = Document(io.BytesIO(made))
    numbers = [
        run
        for code in document.element.body.iter(qn("w:instrText"))
        if "NOTEREF" in code.text
        for run in [code.getparent().getnext().getnext()]
    ]
    for run in numbers:
        run.find(qn("w:t")).text = "Error: Reference source not found"
    result = read(document, file)
    assert numbers
    assert (result.exit_code, json.loads(result.stdout)["outside"]) == (0, [])


def test_a_file_that_was_inserted_whole_is_told_where_it_stands():
    document = word_draft(("a.b", "x", "x"))
    chunk = f'<w:altChunk {nsdecls("w", "r")} r:id="rId99"/>'
    line_of(document.tables[0]).addnext(parse_xml(chunk))
    document.add_paragraph()._element.addnext(parse_xml(chunk))
    inside, outside = read_word(content_of(document)).outside
    assert (inside.at, outside.at) == ("a.b", "")
    assert "save it, and read it again" in inside.text


def test_the_letters_below_small_ones_above_them_are_read():
    document = word_draft(("a.b", "x", ""))
    small = "<w:rt><w:r><w:t>small</w:t></w:r></w:rt>"
    base = "<w:rubyBase><w:r><w:t>large</w:t></w:r></w:rubyBase>"
    line_of(document.tables[0]).append(parse_xml(f"<w:r {NAMES}><w:ruby>{small}{base}</w:ruby></w:r>"))
    (question,) = read_word(content_of(document)).questions
    assert question.text == "large"


def test_a_box_of_which_all_rows_are_deleted_in_tracked_changes_is_gone():
    document = word_draft(("a.b", "x", "x"), ("a.c", "y", "y"))
    deleted = f'<w:trPr {NAMES}><w:del w:id="1" w:author="A"/></w:trPr>'
    for row in document.tables[0].rows:
        row._tr.insert(0, parse_xml(deleted))
    assert [question.key for question in read_word(content_of(document)).questions] == ["a.c"]


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_line_ends_of_a_markdown_draft_do_not_count(file, end):
    draft = file.with_name("draft.md")
    text = text_of(open_project(load(str(file)).proposal, "the form"), date(2016, 3, 1)).markdown
    edited = text.replace("# ", "# TYPED ", 1)
    draft.write_text(edited.replace("\n", end), "utf-8", newline="")
    assert "\r" not in text != edited
    result = CliRunner().invoke(app, ["read", str(draft), str(file), "--dry-run", "--format", "json"])
    data = json.loads(result.stdout)
    assert (result.exit_code, data["outside"]) == (0, [])
    assert [(entry["key"], entry["draft"].split()[0]) for entry in data["values"]] == [("title", "TYPED")]
