"""`erasmus read`: a draft whose labels are not English brings back the same as one in English."""

import io
import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from folders import EXAMPLES
from pseudo import PSEUDO
from typer.testing import CliRunner

from erasmus_cli.chapters.render import markdown, text_of
from erasmus_cli.cli.app import app
from erasmus_cli.document.cell_record import language_of
from erasmus_cli.formats.docx import docx
from erasmus_cli.project.project import open_project
from erasmus_cli.project.shown_values import text_at
from erasmus_cli.proposal.reader import load
from erasmus_cli.wording import language
from erasmus_cli.wording.language import speaking

DAY = date(2026, 1, 5)


@pytest.fixture
def proposal(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    opened = language.open_language
    monkeypatch.setattr(language, "open_language", lambda code: PSEUDO if code == "xx" else opened(code))
    made = tmp_path / "proposal.yaml"
    shutil.copy(EXAMPLES / "ka220-vet-2026.yaml", made)
    return load(str(made)).proposal


def read(draft):
    Path("draft").write_bytes(draft if isinstance(draft, bytes) else draft.encode())
    result = CliRunner().invoke(app, ["read", "draft", "proposal.yaml", "--format", "json"])
    return json.loads(result.stdout), result.exit_code


def word(proposal):
    text = text_of(open_project(proposal, "the form"), DAY)
    return Document(io.BytesIO(docx(text)))


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("code", ["de", "xx"])
@pytest.mark.parametrize("kind", ["Word", "Markdown"])
def test_a_draft_that_nobody_touched_brings_nothing(proposal, code, kind):
    with speaking(language.open_language(code)):
        draft = markdown(proposal, DAY) if kind == "Markdown" else saved(word(proposal))
    data, exit_code = read(draft)
    assert exit_code == 0, data
    assert data["values"] == []
    assert data["outside"] == []


EDITS = [
    ("first_day", "1. März 2027", {"/start": "2027-03-01"}),
    ("first_day", "3 March 2027", {"/start": "2027-03-03"}),
    ("lump_sum", "120 000 EUR", {"/lump_sum": 120000}),
    ("organisations/ghent/place", "Wien, Österreich (AT)", {"country": "AT"}),
]


@pytest.mark.slow
@pytest.mark.parametrize(("place", "text", "edits"), EDITS)
@pytest.mark.parametrize("kind", ["Word", "Markdown"])
def test_values_are_read_in_german_and_in_english(proposal, place, text, edits, kind):
    handle = proposal.organisations[1].id
    place = place.replace("ghent", handle)
    with speaking("de"):
        if kind == "Word":
            document = word(proposal)
            set_in_word(document, proposal, place, text)
            draft = saved(document)
        else:
            draft = set_in_markdown(markdown(proposal, DAY), proposal, place, text)
    data, _exit = read(draft)
    changed = {value["key"]: value for value in data["values"]}
    assert set(changed) == {place}
    said = changed[place]["edits"]
    for at, value in edits.items():
        assert next(found for key, found in said.items() if key.endswith(at)) == value
    assert all(text in found["text"] for found in data["outside"])  # the box in front says the sum as well


def shown_in(proposal, place):
    return text_at(open_project(proposal, "the form"), place)


def set_in_word(document, proposal, place, text):
    old = shown_in(proposal, place)
    for table in document.tables:
        for cell in (cell for row in table.rows for cell in row.cells):
            if cell.text == old:
                cell.paragraphs[0].runs[0].text = text
                for run in cell.paragraphs[0].runs[1:]:
                    run.text = ""


def set_in_markdown(draft, proposal, place, text):
    old = shown_in(proposal, place)
    assert f"| {old} |" in draft
    return draft.replace(f"| {old} |", f"| {text} |")


def test_a_draft_says_in_which_language_its_labels_are(proposal):
    with speaking("de"):
        german = markdown(proposal, DAY)
    english = markdown(proposal, DAY)
    records = re.compile(r"^\[//\]: # \((cells [^)]*)\)$", re.MULTILINE)
    assert language_of(records.findall(german)) == "de"
    assert language_of(records.findall(english)) == "en"
    assert " in en)" not in english
    assert language_of([]) == "en"
