"""`erasmus read`: values corrected in the title and the tables of a draft, three ways and never by guess."""

import copy
import io
import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from folders import GOLDEN, ROOT
from office import office  # noqa: F401 - a fixture
from typer.testing import CliRunner

from erasmus_cli.chapters.render import markdown, text_of
from erasmus_cli.cli.app import app
from erasmus_cli.document.cell_record import reading, record_of
from erasmus_cli.formats.docx import docx
from erasmus_cli.importing.import_draft import read_draft
from erasmus_cli.project.project import open_project
from erasmus_cli.project.shown_values import NoValueError, text_at, values_at
from erasmus_cli.proposal.reader import load

SMALL = GOLDEN / "proposal.yaml"
LUMP = ROOT / "examples" / "ka210-school-2026.yaml"
DAY = date(2016, 3, 1)


@pytest.fixture
def small(tmp_path, monkeypatch):
    return placed(SMALL, tmp_path, monkeypatch)


@pytest.fixture
def lump(tmp_path, monkeypatch):
    return placed(LUMP, tmp_path, monkeypatch)


def placed(source, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    made = tmp_path / "proposal.yaml"
    shutil.copy(source, made)
    return made


def word(path="proposal.yaml", **options):
    text = text_of(open_project(load(str(path)).proposal, "the form"), DAY, **options)
    return Document(io.BytesIO(docx(text)))


def read(document, *options):
    """What `erasmus read` says of a draft: its values by place, all of it, and the exit code."""
    if isinstance(document, str):
        Path("draft").write_text(document, encoding="utf-8")
    elif isinstance(document, bytes):
        Path("draft").write_bytes(document)
    else:
        document.save("draft")
    result = CliRunner().invoke(app, ["read", "draft", "proposal.yaml", "--format", "json", *options])
    data = json.loads(result.stdout)
    return {value["key"]: value for value in data["values"]}, data, result.exit_code


def row_of(document, label, number=0):
    """The row of a table that begins with this, the first or a later one of its kind."""
    rows = [row for table in document.tables for row in table.rows if plain(row.cells[0]) == label]
    return rows[number]


def plain(cell):
    return cell.text.replace("\xa0", " ")


def beside(document, label, number=0):
    return row_of(document, label, number).cells[1]


# What is read


CORRECTIONS = [
    ("Title", "Smells of towns", "/title", "Smells of towns"),
    ("Acronym", "SMELL", "/acronym", "SMELL"),
    ("Start", "3 October 2016", "/start", "2016-10-03"),
    ("Start", "03.10.2016", "/start", "2016-10-03"),
    ("Months", "24", "/months", 24),
    ("Months", "2 years", "/months", 24),
    ("Handed in to", "BE03", "/agency", "BE03"),
    ("Handed in to", "BE01: AEF-Europe", "/agency", "BE01"),
    ("Language of the form", "French", "/language", "fr"),
    ("Language of the form", "nederlands", "/language", "nl"),
    ("Grant asked for", "EUR 60 000", "/requested_grant", 60000),
    ("Grant asked for", "60.000,50 €", "/requested_grant", 60000.5),
]


@pytest.mark.slow
@pytest.mark.parametrize(("label", "text", "at", "value"), CORRECTIONS)
@pytest.mark.parametrize("kind", ["Word", "Markdown"])
def test_a_value_corrected_in_the_table_of_the_form_is_taken(  # noqa: PLR0917 - one for each column
    small, label, text, at, value, kind
):
    if kind == "Word":
        draft = word()
        row = next(
            row
            for table in draft.tables
            if table.rows[0].cells[0].text == "Field of the form"
            for row in table.rows
            if row.cells[0].text == label
        )
        row.cells[1].text = text
    else:
        lines = markdown(load(str(small)).proposal, DAY).split("\n")
        head = next(number for number, line in enumerate(lines) if line.startswith("| Field of the form"))
        spot = next(number for number in range(head, len(lines)) if lines[number].startswith(f"| {label} |"))
        lines[spot] = f"| {label} | {text} |"
        draft = "\n".join(lines)
    values, data, code = read(draft)
    (changed,) = values.values()
    assert changed["state"] == "taken"
    assert changed["edits"] == {at: value}
    assert (data["outside"], code) == ([], 0)
    (key,) = (at.removeprefix("/"),)
    assert load(str(small)).proposal.model_dump(mode="json")[key] == value


@pytest.mark.slow
@pytest.mark.usefixtures("small")
def test_the_title_is_read_where_it_stands_in_front_and_the_draft_is_no_other_one():
    document = word()
    document.paragraphs[0].runs[0].text = "Smells of towns"
    values, data, code = read(document)
    assert values["title"]["edits"] == {"/title": "Smells of towns"}
    assert (data["titled"], data["outside"], code) == (None, [], 0)


def test_only_the_line_of_the_value_changes_in_the_file(small):
    before = small.read_text(encoding="utf-8").split("\n")
    document = word(view="partner", partner="p2")
    beside(document, "PIC or OID").text = "E10234567"
    read(document)
    after = small.read_text(encoding="utf-8").split("\n")
    (changed,) = [line for line in after if line not in before]
    assert changed.replace("oid: E10234567, ", "") in before


PARTNER = [
    ("Name", "Szkoła nad Wisłą", {"/organisations/1/name": "Szkoła nad Wisłą"}),
    ("Short name", "Wisła", {"/organisations/1/short_name": "Wisła"}),
    ("Where", "Poznań, Poland (PL)", {"/organisations/1/city": "Poznań"}),
    ("Where", "Konin, Deutschland", {"/organisations/1/country": "DE"}),
    ("Kind", "Higher education institution", {"/organisations/1/kind": "higher-education-institution"}),
    ("Role", "coordinator", {"/organisations/1/role": "applicant"}),
    ("PIC or OID", "E10234567", {"/organisations/1/oid": "E10234567"}),
    ("PIC or OID", "912 345 679", {"/organisations/1/pic": 912345679}),
    (
        "Contact",
        "Ewa Przykład, ewa@example.org, +48 61 000 00 00",
        {
            "/organisations/1/contact": {
                "name": "Ewa Przykład",
                "email": "ewa@example.org",
                "phone": "+48 61 000 00 00",
            }
        },
    ),
    (
        "Legal representative",
        "Jan Przykład, head",
        {"/organisations/1/legal_representative": "Jan Przykład, head"},
    ),
    ("Website", "https://example.org", {"/organisations/1/website": "https://example.org"}),
]


@pytest.mark.slow
@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(("label", "text", "edits"), PARTNER)
def test_what_a_partner_corrects_in_its_own_part_is_taken(label, text, edits):
    document = word(view="partner", partner="p2")
    beside(document, label).text = text
    values, data, code = read(document)
    (changed,) = values.values()
    assert changed["edits"] == edits
    assert (data["saved"], data["outside"], code) == (True, [], 0)


@pytest.mark.slow
def test_dates_shares_and_leads_in_tables_are_taken(lump):
    document = word()
    table = next(table for table in document.tables if plain(table.rows[0].cells[1]) == "Venue")
    title, period, lead = (table.rows[1].cells[column] for column in (0, 2, 3))
    title.text, period.text, lead.text = "A new title", "5 Jan 2027 to 9 Jan 2027", "mertola"
    values, _, code = read(document)
    edits = {at: value for found in values.values() for at, value in found["edits"].items()}
    assert edits["/activities/0/title"] == "A new title"
    assert edits["/activities/0/start"] == "2027-01-05"
    assert edits["/activities/0/end"] == "2027-01-09"
    assert code == 0
    assert load(str(lump)).proposal.activities[0].title == "A new title"


@pytest.mark.slow
def test_a_share_in_the_table_of_money_is_taken(lump):
    document = word()
    table = next(table for table in document.tables if plain(table.rows[0].cells[-1]) == "Amount")
    before = load(str(lump)).proposal.activities[0].grants
    handle = next(iter(before))
    place = f"activities/{load(str(lump)).proposal.activities[0].id}/grants/{handle}"
    shown = text_at(open_project(load(str(lump)).proposal, "the form"), place)
    cell = next(
        cell for cell in table.rows[1].cells if plain(cell).removeprefix("● ") == shown.replace("\xa0", " ")
    )
    cell.text = "EUR 1 234"
    values, _, code = read(document)
    assert values[place]["edits"] == {f"/activities/0/grants/{handle}": 1234}
    assert code == 0


@pytest.mark.usefixtures("small")
def test_a_tracked_insertion_counts():
    document = word(view="partner", partner="p2")
    cell = beside(document, "Name")
    cell.paragraphs[0]._element.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="Ana"><w:r><w:t> Nowa</w:t></w:r></w:ins>')
    )
    values, _, _ = read(document)
    assert values["organisations/p2/name"]["edits"] == {"/organisations/1/name": "Szkoła nad Wartą Nowa"}


# Three ways


def asked(document):
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "Field of the form")
    return next(row.cells[1] for row in table.rows if row.cells[0].text == "Acronym")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mine", "yours", "wish", "state", "says", "code"),
    [
        (None, "DRAFT", [], "taken", "DRAFT", 0),
        ("MINE", None, [], "kept", "MINE", 0),
        ("SAME", "SAME", [], None, "SAME", 0),
        ("MINE", "DRAFT", [], "conflict", "MINE", 1),
        ("MINE", "DRAFT", ["--take", "acronym=draft"], "taken", "DRAFT", 0),
        ("MINE", "DRAFT", ["--take", "proposal"], "kept", "MINE", 0),
        (None, "", [], "emptied", "NOSEMAP", 1),
        (None, "not said yet", ["--allow-empty"], "emptied", None, 0),
        ("MINE", "", ["--take", "draft"], "emptied", "MINE", 1),
    ],
)
def test_the_table_of_decisions_holds_for_values(  # noqa: PLR0917 - one for each column
    small, mine, yours, wish, state, says, code
):
    document = word()
    if yours is not None:
        asked(document).text = yours
    if mine is not None:
        small.write_text(small.read_text("utf-8").replace("NOSEMAP", mine), encoding="utf-8")
    values, _, exit_code = read(document, *wish)
    assert (values["acronym"]["state"] if state else values) == (state or {})
    assert exit_code == code
    assert load(str(small)).proposal.acronym == says


@pytest.mark.slow
def test_an_amount_that_may_be_two_is_refused_with_both_readings(small):
    document = word()
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "Field of the form")
    next(row.cells[1] for row in table.rows if row.cells[0].text == "Grant asked for").text = "8.000"
    values, _, code = read(document)
    found = values["requested_grant"]
    assert found["state"] == "unclear"
    assert "8000 or 8" in found["notes"][0]
    assert code == 1
    assert small.read_bytes() == SMALL.read_bytes()


@pytest.mark.slow
def test_a_day_that_may_be_two_is_refused_with_both_readings(small):
    document = word()
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "Field of the form")
    next(row.cells[1] for row in table.rows if row.cells[0].text == "Start").text = "01/10/2016"
    values, _, code = read(document)
    (note,) = values["first_day"]["notes"]
    assert "1 October 2016" in note
    assert "10 January 2016" in note
    assert code == 1
    assert small.read_bytes() == SMALL.read_bytes()


REFUSED = [
    ("PIC or OID", "12345", "neither"),
    ("Where", "Atlantis", "country"),
    ("Kind", "a band", "cannot be"),
    ("Contact", "a@example.org, b@example.org", "two addresses"),
    ("Start of the project", "in spring", "no day"),
]


@pytest.mark.parametrize(("label", "text", "said"), REFUSED)
def test_what_the_proposal_cannot_say_is_refused_with_a_reason(small, label, text, said):
    document = word(view="partner", partner="p2")
    beside(document, label).text = text
    values, _, code = read(document)
    (found,) = values.values()
    assert found["state"] == "unclear"
    assert said in found["notes"][0]
    assert code == 1
    assert small.read_bytes() == SMALL.read_bytes()


@pytest.mark.slow
def test_two_places_that_say_two_things_are_unclear(small):
    document = word()
    document.paragraphs[0].runs[0].text = "One title"
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "Field of the form")
    next(row.cells[1] for row in table.rows if row.cells[0].text == "Title").text = "Another title"
    values, _, code = read(document)
    assert values["title"]["state"] == "unclear"
    assert "One title" in values["title"]["notes"][0]
    assert "Another title" in values["title"]["notes"][0]
    assert code == 1
    assert small.read_bytes() == SMALL.read_bytes()


@pytest.mark.slow
@pytest.mark.usefixtures("small")
def test_the_same_value_in_other_words_is_no_change():
    document = word()
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "Field of the form")
    next(row.cells[1] for row in table.rows if row.cells[0].text == "Grant asked for").text = "61250,50"
    values, data, code = read(document)
    assert (values, data["outside"], code) == ({}, [], 0)


@pytest.mark.usefixtures("small")
def test_stand_ins_of_a_redacted_draft_replace_no_name():
    document = word(view="partner", partner="p2")
    beside(document, "Name").text = "Organisation B"
    values, _, code = read(document)
    assert values["organisations/p2/name"]["state"] == "names withheld"
    assert code == 1


# The lists of a project's logic, of which some entries have no handle

WAR = "War keeps Poltava without power, connection or people"
TEACH = "Trainers who have taught together with another trade"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("row", "column", "text", "at", "value"),
    [
        (WAR, 1, "medium", "/risks/0/likelihood", "medium"),
        (WAR, 3, "All work is done in Cottbus", "/risks/0/measure", "All work is done in Cottbus"),
        (WAR, 4, "Spreeaue", "/risks/0/owner", "spreeaue"),
        (WAR, 0, "War", "/risks/0/title", "War"),
        (TEACH, 2, "50 of 86", "/indicators/1/target", "50 of 86"),
        ("Tasks tried", 0, "Tasks tried out", "/milestones/0/title", "Tasks tried out"),
        ("R1 24 task sheets", 0, "R1 30 task sheets", "/results/0/title", "30 task sheets"),
        ("R1 24 task sheets", 0, "30 task sheets", "/results/0/title", "30 task sheets"),
    ],
)
def test_corrections_in_tables_of_the_logic_are_taken(  # noqa: PLR0917 - one for each column
    tmp_path, monkeypatch, row, column, text, at, value
):
    placed(ROOT / "examples" / "ka220-vet-2026.yaml", tmp_path, monkeypatch)
    document = word()
    row_of(document, row).cells[column].text = text
    values, data, code = read(document)
    assert [value["edits"] for value in values.values()] == [{at: value}]
    assert (data["outside"], code) == ([], 0)


@pytest.mark.slow
def test_a_risk_that_was_taken_out_is_told_and_not_lost(tmp_path, monkeypatch):
    file = placed(ROOT / "examples" / "ka220-vet-2026.yaml", tmp_path, monkeypatch)
    before = file.read_bytes()
    document = word()
    taken_out = row_of(document, WAR)._tr
    taken_out.getparent().remove(taken_out)
    values, _, code = read(document)
    key = "risks/war-keeps-poltava-without-power"
    assert {key: value["state"] for key, value in values.items()} == {key: "unclear"}
    assert (code, file.read_bytes()) == (1, before)


@pytest.mark.parametrize("kind", ["Word", "Markdown"])
def test_the_proposal_named_before_the_draft_is_told_with_the_right_command(small, kind):
    if kind == "Word":
        word().save("the draft.docx")
    else:
        Path("the draft.docx").write_text(markdown(load(str(small)).proposal, DAY), encoding="utf-8")
    result = CliRunner().invoke(app, ["read", "proposal.yaml", "the draft.docx"])
    assert result.exit_code == 2
    assert 'erasmus read "the draft.docx" proposal.yaml' in " ".join(result.stderr.split())


# Never by guess


def cards(document):
    return next(t for t in document.tables if plain(t.rows[0].cells[0]) == "Point" and len(t.rows) > 8)


def change_the_head(table):
    table.rows[0].cells[1].text = "What it is"


def take_out_a_column(table):
    for row in table.rows:
        row._tr.remove(row.cells[1]._tc)


@pytest.mark.parametrize("edit", [change_the_head, take_out_a_column])
def test_a_table_with_another_head_is_told_and_not_read(small, edit):
    document = word(view="partner", partner="p2")
    beside(document, "Name").text = "Szkoła nad Wisłą"
    edit(cards(document))
    values, data, code = read(document)
    assert "organisations/p2" in values
    assert {value["state"] for value in values.values()} == {"unclear"}
    assert bool(data["outside"]) is (edit is change_the_head)
    assert small.read_bytes() == SMALL.read_bytes()
    assert code == 1


def test_a_table_that_is_gone_is_told_by_what_it_showed(small):
    document = word(view="partner", partner="p2")
    taken_out = cards(document)._tbl
    taken_out.getparent().remove(taken_out)
    values, _, code = read(document)
    assert "organisations/p2" in values
    assert {value["state"] for value in values.values()} == {"unclear"}
    assert small.read_bytes() == SMALL.read_bytes()
    assert code == 1


def test_a_row_in_which_nothing_is_as_it_was_is_told_and_not_read(small):
    document = word(view="partner", partner="p2")
    row = row_of(document, "Name")
    row.cells[0].text, row.cells[1].text = "Called", "Szkoła nad Wisłą"
    values, data, code = read(document)
    assert [typed["text"] for typed in data["outside"]] == ["Called", "Szkoła nad Wisłą"]
    assert values["organisations/p2"]["state"] == "unclear"
    assert code == 1
    assert small.read_bytes() == SMALL.read_bytes()


def test_a_row_that_was_taken_out_is_told(small):
    document = word(view="partner", partner="p2")
    row = row_of(document, "Name")
    row._tr.getparent().remove(row._tr)
    values, _, code = read(document)
    assert "row" in values["organisations/p2"]["notes"][0]
    assert code == 1
    assert small.read_bytes() == SMALL.read_bytes()


@pytest.mark.usefixtures("small")
def test_rows_that_moved_are_known_by_what_they_say():
    document = word(view="partner", partner="p2")
    row = row_of(document, "Name")
    row.cells[1].text = "Szkoła nad Wisłą"
    row._tr.getparent().append(row._tr)
    values, _, code = read(document)
    assert values["organisations/p2/name"]["edits"] == {"/organisations/1/name": "Szkoła nad Wisłą"}
    assert code == 0


@pytest.mark.slow
def test_a_title_that_became_two_lines_is_told_and_not_read(small):
    document = word()
    title = document.paragraphs[0]
    second = copy.deepcopy(title._element)
    title._element.addnext(second)
    values, data, code = read(document)
    assert "title" not in values
    assert code == 0  # both lines say what the draft said
    title.runs[0].text = "Half a title"
    values, data, code = read(document)
    assert [typed["text"] for typed in data["outside"]] == ["Half a title"]
    assert code == 1
    assert small.read_bytes() == SMALL.read_bytes()


def test_without_the_record_behind_a_table_its_corrections_are_told_as_text(small):
    document = word(view="partner", partner="p2")
    beside(document, "Name").text = "Szkoła nad Wisłą"
    for line in list(document.paragraphs):
        if line.text.strip().startswith("cells "):
            line._element.getparent().remove(line._element)
    values, data, code = read(document)
    assert (values, [typed["text"] for typed in data["outside"]], code) == ({}, ["Szkoła nad Wisłą"], 1)
    assert small.read_bytes() == SMALL.read_bytes()


def test_a_value_of_an_entry_that_is_gone_from_the_proposal_is_told_as_text(small):
    document = word(view="partner", partner="p2")
    beside(document, "Website").text = "https://example.org"
    small.write_text(small.read_text("utf-8").replace("p2", "konin"), encoding="utf-8")
    values, data, code = read(document)
    assert "organisations/p2/website" not in values
    assert [typed["text"] for typed in data["outside"]] == ["https://example.org"]
    assert code == 1


class Grid:
    head = ("No.", "Name", "Amount")
    rows = (("1", "One", "10"), ("2", "Two", "20"), ("3", "Two", "20"))
    places = (("", "a/1/name", "a/1/sum"), ("", "a/2/name", "a/2/sum"), ("", "a/3/name", "a/3/sum"))


def told(*rows):
    found = reading(record_of(Grid), (Grid.head, *rows))
    return {(cell.place, cell.row) for cell in found.cells}


@pytest.mark.parametrize(
    ("rows", "known"),
    [
        ((("1", "Uno", "11"),), {("a/1/name", 1), ("a/1/sum", 1)}),
        ((("x", "One", "11"),), {("a/1/name", 1), ("a/1/sum", 1)}),  # its name stood there once
        ((("x", "Two", "20"),), set()),  # this stood there twice
        ((("1", "One", "10"), ("1", "One", "10")), set()),  # a copy: which is it?
        ((("2", "One", "10"),), {("a/2/name", 1), ("a/2/sum", 1)}),  # the number says it
        ((("1", "One"),), set()),
    ],
)
def test_a_row_is_known_by_a_text_that_only_it_had(rows, known):
    assert told(*rows) == known


# What is shown is what is read


@pytest.mark.slow
@pytest.mark.parametrize("example", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda path: path.stem)
def test_what_a_draft_shows_is_read_as_what_the_proposal_says(tmp_path, example):
    project = open_project(load(example).proposal, "the form")
    (tmp_path / "draft.md").write_text(markdown(project.proposal, DAY), encoding="utf-8")
    shown = read_draft(tmp_path / "draft.md", project.proposal).values
    data = project.proposal.model_dump(mode="json")
    assert len({value.place for value in shown}) > 20
    for value in shown:
        said = text_at(project, value.place)
        assert said is not None
        for at, read_back in values_at(project, value.place, said).items():
            there = data
            for part in at.split("/")[1:]:
                there = there[int(part)] if isinstance(there, list) else (there or {}).get(part)
            if isinstance(there, dict):
                there = {key: one for key, one in there.items() if one is not None}
            assert read_back == there or at.endswith("short_name"), value.place


def test_a_place_that_nobody_knows_is_none():
    project = open_project(load(str(SMALL)).proposal, "the form")
    assert text_at(project, "organisations/nobody/name") is None
    assert text_at(project, "nothing") is None
    with pytest.raises(NoValueError):
        values_at(project, "organisations/nobody/name", "x")


# Page numbers are nobody's words


def test_pages_that_a_program_filled_in_are_no_text_outside_of_answers(small):
    document = word()
    body = document.element.body
    codes = [code for code in body.iter(qn("w:instrText")) if "PAGEREF" in code.text]
    assert codes
    for code in codes:
        separate = code.getparent().getnext()
        separate.addnext(parse_xml(f"<w:r {nsdecls('w')}><w:t>17</w:t></w:r>"))
    _, data, exit_code = read(document)
    assert (data["outside"], exit_code) == ([], 0)
    assert small.read_bytes() == SMALL.read_bytes()


# Through LibreOffice


@pytest.mark.slow
@pytest.mark.usefixtures("office", "small")
@pytest.mark.parametrize("way", [["odt", "docx"], ["docx:MS Word 2007 XML"]], ids=["by way of ODT", "saved"])
def test_values_survive_libreoffice(tmp_path, way):
    document = word(view="partner", partner="p2")
    beside(document, "PIC or OID").text = "E10234567"
    beside(document, "Start of the project").text = "3 October 2016"
    document.save(tmp_path / "draft.docx")
    file = tmp_path / "draft.docx"
    for number, kind in enumerate(way):
        out = tmp_path / str(number)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", out, file]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        file = next(out.iterdir())
    values, data, code = read(file.read_bytes())
    assert values["organisations/p2/identifier"]["edits"] == {"/organisations/1/oid": "E10234567"}
    assert values["first_day"]["edits"] == {"/start": "2016-10-03"}
    assert (len(values), data["outside"], code) == (2, [], 0)
