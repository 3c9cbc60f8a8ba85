"""Tables as input: columns by name, any encoding and separator, exports, and files made of rows."""

import csv
import io
import json
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import xlsxwriter
from typer.testing import CliRunner

from erasmus_cli.batch.inputs import Inputs
from erasmus_cli.batch.reading import read
from erasmus_cli.batch.records import Meter
from erasmus_cli.cli.app import app
from erasmus_cli.proposal.errors import UnreadableProposalError

HEADINGS = [
    *("call", "Action", "title", "months", "start", "requested_grant", "priorities.main"),
    *("Applicant name", "applicant country", "coordinator type", "Applicant PIC"),
    *("Partner 1 name", "partner_1_country", "Partner 1 kind", "partner2 name", "Partner 2 country"),
]
CELLS = [
    *("2016", "KA202", "Œuvre à Łódź", "24", "2016-09-01", "120 000", "vet/work-based-learning"),
    *("École A", "Belgique", "school", "912345678"),
    *("B", "EL", "VET provider", "", "NO"),
]
SAID = {
    "call": 2016,
    "action": "strategic-partnership",
    "field": "vet",
    "title": "Œuvre à Łódź",
    "months": 24,
    "start": "2016-09-01",
    "requested_grant": 120000,
    "priorities": {"main": "vet/work-based-learning"},
    "organisations": [
        {
            "id": "applicant",
            "role": "applicant",
            "name": "École A",
            "country": "BE",
            "kind": "school",
            "pic": "912345678",
        },
        {"id": "p1", "role": "partner", "name": "B", "country": "GR", "kind": "vet-provider"},
        {"id": "p2", "role": "partner", "country": "NO"},
    ],
}
EXPORT = {
    "Project Identifier": "2018-1-AT01-KA202-039000",
    "Action Type": "Strategic Partnerships for vocational education and training",
    "Call year": "2018",
    "Project Title": "Wood and Water",
    "Participating countries": "AT,DE,FI",
    "EU Grant award in euros (This amount represents the grant awarded)": "179115,00",
    "Is Good Practice": "Yes",
    "Coordinating organisation name": "Fictional Sawmill School",
    "Coordinating organisation type": "School/Institute/Educational centre \u2013 Vocational Training",
    "Coordinator\u2019s country": "AT",
    "Partner 1 name": "Invented Ltd",
    "Partner 1 organisation type": "Small and medium sized enterprise",
    "Partner 1 country": "DE",
    "Partner 2 name": "Nowhere NGO",
    "Partner 2 organisation type": "Non-governmental organisation/association",
    "Partner 2 country": "FI",
}


SP = "strategic-partnership"
EACEA = "562000-EPP-1-2015-1-BE-EPPKA2-{}"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder as working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def erasmus(*arguments):
    run = CliRunner().invoke(app, list(map(str, arguments)))
    assert run.exit_code != 70, run.stderr
    return run


def as_csv(rows, separator=",", end="\n"):
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator, lineterminator=end).writerows(rows)
    return stream.getvalue()


def as_xlsx(name, rows):
    with xlsxwriter.Workbook(name, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return name


def as_ods(name, rows):
    """The least that is an OpenDocument spreadsheet (ODF 1.3, parts 2 and 3)."""
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    lines = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces} office:version="1.3">'
        f'<office:body><office:spreadsheet><table:table table:name="Sheet1">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(name, "w") as file:
        file.writestr("mimetype", kind)
        file.writestr("META-INF/manifest.xml", manifest)
        file.writestr("content.xml", content)
    return name


def ods_cell(value):
    number = isinstance(value, int)
    kind = f'office:value-type="float" office:value="{value}"' if number else 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def found(name, mapped=None):
    """The proposals of a table, or what is wrong with each row; and what was said of it."""
    said, records = [], []
    for record in Inputs((name,), Meter(say=said.append), mapped or {}).records():
        try:
            proposal = read(record).proposal
            records.append(proposal.model_dump(mode="json", exclude_unset=True))
        except UnreadableProposalError as error:
            records.append([line.removeprefix(f"{name}:") for line in error.lines()])
    return records, said


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_separator_encoding_and_line_end(separator, encoding, end):
    Path("a.csv").write_bytes(as_csv([HEADINGS, CELLS], separator, end).encode(encoding))
    records, said = found("a.csv")
    assert records == [SAID]
    assert len(said) == (separator != ",")


@pytest.mark.usefixtures("here")
def test_what_windows_wrote_is_read_and_said():
    cells = ["Œuvre à Genève" if "Łódź" in cell else cell for cell in CELLS]
    Path("a.csv").write_bytes(as_csv([HEADINGS, cells], ";").encode("cp1252"))
    (record,), said = found("a.csv")
    assert record["title"] == "Œuvre à Genève"
    assert said == [
        "a.csv: this is not UTF-8; read as Western European (Windows-1252)",
        "a.csv: values are parted by semicolons",
    ]


@pytest.mark.slow
@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(("name", "written"), [("a.xlsx", as_xlsx), ("a.ods", as_ods)])
def test_a_workbook_says_what_the_csv_says(name, written):
    numbers = {"2016": 2016, "24": 24, "912345678": 912345678}
    written(name, [[], HEADINGS, [], [numbers.get(cell, cell) for cell in CELLS]])
    (record,), _ = found(name)
    assert record["organisations"][0].pop("pic") == 912345678
    assert record == {
        **SAID,
        "organisations": [
            {key: value for key, value in member.items() if key != "pic"} for member in SAID["organisations"]
        ],
    }
    report = erasmus("check", name, "--format", "jsonl")
    assert json.loads(report.stdout)["line"] == 4


@pytest.mark.usefixtures("here")
def test_columns_without_a_meaning_are_named_and_can_be_given_one():
    Path("a.csv").write_text(as_csv([["call", "Bezeichnung", "Farbe"], ["2026", "X", "rot"]]), "utf-8")
    records, said = found("a.csv")
    assert (records, said) == ([{"call": 2026}], ["a.csv: not used: Bezeichnung, Farbe"])
    records, said = found("a.csv", {"bezeichnung": "title"})
    assert (records, said) == ([{"call": 2026, "title": "X"}], ["a.csv: not used: Farbe"])
    run = erasmus("check", "a.csv", "--map", "Bezeichnung=title", "--format", "jsonl")
    assert json.loads(run.stdout)["title"] == "X"
    assert erasmus("check", "a.csv", "--map", "title").exit_code == 2


@pytest.mark.usefixtures("here")
def test_a_meaning_that_is_none_and_a_heading_that_is_not_there_are_told():
    Path("a.csv").write_text(as_csv([["call", "Bezeichnung"], ["2026", "X"]]), "utf-8")
    wrong = erasmus("check", "a.csv", "--map", "Bezeichnung=titel ")
    assert wrong.exit_code == 0  # as the heading `Titel` itself is understood
    wrong = erasmus("check", "a.csv", "--map", "Bezeichnung=titl")
    assert wrong.exit_code == 2
    assert "nothing is called titl; did you mean title?" in " ".join(wrong.stderr.split())
    _, said = found("a.csv", {"Beschreibung": "title", "bezeichnung": "title"})
    assert said == ["a.csv: no column is called: Beschreibung"]
    Path("e.csv").write_text(as_csv([list(EXPORT), list(EXPORT.values())]), "utf-8")
    _, (said,) = found("e.csv", {"Call year": "call"})
    assert "; --map is not for exports: Call year; " in said


@pytest.mark.slow
@pytest.mark.usefixtures("here")
def test_sheets_that_are_not_read_are_named():
    with xlsxwriter.Workbook("a.xlsx") as book:
        book.add_worksheet("Empty")
        for name in ("Drafts", "Old drafts", "Lists"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["call", "title"])
            sheet.write_row(1, 0, [2026, name])
    (record,), said = found("a.xlsx")
    assert record == {"call": 2026, "title": "Drafts"}
    assert said == ["a.xlsx: the sheet `Drafts` is read; left out: Old drafts, Lists"]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", ["no.csv", "no.xlsx"])
def test_a_table_that_is_not_there_is_said_not_to_be(name):
    (record,), _ = found(name)
    assert record == [" there is no such file"]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", " there is no row in this table; the first row holds the headings"),
        ("call,Call\n1,2\n", "1: columns 1 and 2 both mean call; keep one of them, or rename it"),
        ("call\n2026,x\n", "2: there is a value in column 2, which has no heading; name each column"),
        ("call,months\n2026,many\n", "2: `months`: `many` is no length"),
    ],
)
def test_tables_that_cannot_be_read(text, told):
    Path("a.csv").write_text(text, "utf-8")
    (record,), _ = found("a.csv")
    assert [line[: len(told)] for line in record] == [told]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("heading", "applicant", "verdict", "told"),
    [
        ("Applicant name", "A", "not-eligible", False),  # one organisation, where two are wanted
        ("Applicant name", "", "undecided", True),
        ("Antragsteller", "A", "undecided", True),
    ],
)
def test_a_row_in_which_nobody_applies_does_not_say_who_takes_part(heading, applicant, verdict, told):
    row = ["2026", "small-scale-partnership", "school", applicant, "B"]
    table = as_csv([["call", "action", "field", heading, "Partner 1 name"], row])
    Path("a.csv").write_text(table, "utf-8")
    run = erasmus("check", "a.csv", "--format", "jsonl", "--select", "CON-01")
    (found,) = map(json.loads, run.stdout.splitlines())
    assert found["organisations"] == (2 if verdict == "not-eligible" else None)
    assert ("a.csv: a row that names partners and nobody who applies" in run.stderr) is told


@pytest.mark.slow
@pytest.mark.usefixtures("here")
def test_a_table_without_any_known_heading_is_refused():
    Path("a.csv").write_text("Farbe,Form\nrot,rund\n", "utf-8")
    (record,), _ = found("a.csv")
    assert record[0].startswith("1: no heading of this table is a key of the proposal file; ")
    Path("a.xlsx").write_bytes(b"PK no workbook")
    (record,), _ = found("a.xlsx")
    assert "cannot be read" in record[0]


@pytest.mark.usefixtures("here")
def test_a_hundred_and_one_partners():
    headings = ["call", "applicant country", *(f"Partner {number} country" for number in range(1, 102))]
    Path("a.csv").write_text(as_csv([headings, ["2026", *["BE"] * 102]]), "utf-8")
    (record,), _ = found("a.csv")
    assert len(record["organisations"]) == 102
    assert record["organisations"][101] == {"id": "p101", "role": "partner", "country": "BE"}


@pytest.mark.usefixtures("here")
@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_a_small_workbook_that_asks_for_terabytes_is_refused_in_words():
    with xlsxwriter.Workbook("a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "title")
        sheet.write(1_048_575, 16_383, "far below and to the right")
    assert Path("a.xlsx").stat().st_size < 10_000
    done = erasmus("check", "a.xlsx")
    assert done.exit_code == 2
    assert "the workbook: stopped, as it needs more memory than 2 GB" in done.output


@pytest.mark.usefixtures("here")
def test_a_table_with_more_columns_than_any_sheet_is_refused():
    Path("a.csv").write_text("title" + ",x" * 16_384 + "\n", "utf-8")
    done = erasmus("check", "a.csv")
    assert done.exit_code == 2
    assert "it has 16385 columns, more than 16384" in done.output


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", ["e.csv", "e.xlsx"])
def test_an_export_is_read_by_the_names_of_its_columns(name):
    shuffled = dict(reversed(EXPORT.items()))
    rows = [list(shuffled), list(shuffled.values())]
    if name == "e.csv":
        Path(name).write_text(as_csv(rows), "utf-8")
    else:
        as_xlsx(name, rows)
    (record,), said = found(name)
    assert record == {
        "call": 2018,
        "round": 1,
        "agency": "AT01",
        "action": "strategic-partnership",
        "field": "vet",
        "title": "Wood and Water",
        "requested_grant": 179115,
        "organisations": [
            {
                "id": "applicant",
                "role": "applicant",
                "name": "Fictional Sawmill School",
                "country": "AT",
                "kind": "vet-provider",
            },
            {"id": "p1", "role": "partner", "name": "Invented Ltd", "country": "DE", "kind": "enterprise"},
            {"id": "p2", "role": "partner", "name": "Nowhere NGO", "country": "FI", "kind": "non-profit"},
        ],
    }
    unused = "not used: Is Good Practice, Participating countries, Action Type"
    assert said == [f"{name}: an export of the Erasmus+ Project Results Platform; {unused}"]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("changes", "key", "value"),
    [
        ({"Project Identifier": "2022-1-BE02-KA220-SCH-000085000", "Call year": "2022"}, "lump_sum", 179115),
        ({"Project Identifier": "2022-1-BE02-KA220-SCH-000085000", "Call year": "2022"}, "agency", "BE02"),
        ({"Project Identifier": "101087000", "Call year": "2022"}, "action", None),
        ({"Project Identifier": "101087000", "Call year": "2022"}, "requested_grant", None),
        (
            {"Project Identifier": "2019-1-FI01-KA229-060000", "Call year": "2019"},
            "format",
            "school-exchange",
        ),
        ({"Project Identifier": "2014-1-IT02-KA200-004000", "Call year": "2014"}, "action", SP),
        ({"Project Identifier": "2014-1-IT02-KA200-004000", "Call year": "2014"}, "field", None),
        ({"Project Identifier": EACEA.format("KA"), "Call year": "2015"}, "action", "knowledge-alliance"),
        (
            {"Project Identifier": EACEA.format("SSA"), "Call year": "2015"},
            "action",
            "sector-skills-alliance",
        ),
        ({"Project Identifier": EACEA.format("KA"), "Call year": "2015"}, "agency", None),
        ({"Project Identifier": EACEA.format("CBHE-JP"), "Call year": "2015"}, "action", None),
        ({"Coordinating organisation type": "Choir of Bells"}, "action", SP),
    ],
)
def test_what_a_row_of_an_export_does_not_say_stays_unsaid(changes, key, value):
    row = {**EXPORT, **changes}
    Path("e.csv").write_text(as_csv([list(row), list(row.values())]), "utf-8")
    (record,), said = found("e.csv")
    assert record.get(key) == value
    if "Coordinating organisation type" in changes:
        assert "kind" not in record["organisations"][0]
        assert "the type of organisation `Choir of Bells` is not known here" in said[-1]


@pytest.mark.usefixtures("here")
def test_an_export_that_contradicts_itself_is_told():
    row = {**EXPORT, "Call year": "2019"}
    Path("e.csv").write_text(as_csv([list(row), list(row.values())]), "utf-8")
    (record,), _ = found("e.csv")
    assert record == ["2: the identifier is of call 2018, and the column says 2019"]


@pytest.mark.slow
@pytest.mark.usefixtures("here")
def test_an_export_has_the_same_verdicts_in_every_form_and_as_files():
    small = {"Project Identifier": "2022-1-BE02-KA220-SCH-000085000", "Call year": "2022"}
    alone = {key: "" for key in EXPORT if key.startswith("Partner ")}
    rows = [list(EXPORT), *(list({**EXPORT, **one}.values()) for one in ({}, small, alone))]
    Path("e.csv").write_text(as_csv(rows), "utf-8")
    as_xlsx("e.xlsx", rows)
    as_ods("e.ods", rows)

    def told(*paths):
        run = erasmus("check", *paths, "--format", "jsonl")
        keys = ("report", "verdict", "fails", "opens", "warnings")
        return [[row[key] for key in keys] for row in map(json.loads, run.stdout.splitlines())]

    first = told("e.csv")
    assert [verdict for _, verdict, *_ in first] == ["undecided", "not-eligible", "undecided"]
    assert "LMP-01" in first[1][2]  # its grant is none of the lump sums
    assert "CON-01" in first[2][3]  # an export that names no partner does not say that there is none
    assert told("e.xlsx") == first
    assert told("e.ods") == first
    for name in ("e.csv", "e.xlsx", "e.ods"):
        erasmus("import", name, "-o", f"files-{name}")
        assert told(*sorted(Path(f"files-{name}").iterdir())) == first
