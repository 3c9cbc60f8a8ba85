"""The budget: what is printed, the JSON contract, the workbook and the CSV as other programs read them."""

import csv
import io
import json
import os
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from folders import GOLDEN, ROOT
from rich.console import Console
from sheets import recalculated, rounded, sheets_of
from typer.testing import CliRunner

from erasmus_cli import load, parse
from erasmus_cli.cli.app import app
from erasmus_cli.cli.budget_text import show
from erasmus_cli.cli.console import THEME
from erasmus_cli.grant.budget import Budget, budget_of
from erasmus_cli.grant.explain import explain
from erasmus_cli.grant.model import Cut
from erasmus_cli.wording.messages import say
from erasmus_cli.workbook.book import as_xlsx
from erasmus_cli.workbook.table import as_csv

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
DAY = date(2026, 1, 2)
HOSTILE = """\
call: 2015
action: strategic-partnership
field: vet
type: innovation
title: '=HYPERLINK("http://example.org")'
months: 12
requested_grant: 80000
organisations:
  - {id: P1, name: "=1+1", country: BE, role: applicant}
  - {id: p1, name: "+Two", country: "NO", role: partner}
  - {id: "01", name: "@Three", country: EL, role: partner}
  - {id: "1", name: "-4", country: FR, role: associated}
meetings:
  - title: "\\tKick-off"
    host: P1
    participants:
      - {organisation: P1, people: 2}
      - {organisation: p1, people: 2}
      - {organisation: "01", people: 40, distance_km: 2500}
      - {organisation: ghost, people: 1, distance_km: 500}
outputs:
  - {id: O1, title: "=cmd|' /C calc'!A0", days: [{organisation: P1, category: teacher, days: 10},
     {organisation: "1", category: teacher, days: 3}, {organisation: "01", category: teacher}]}
events: [{id: E1, host: P1, local: 500, foreign: 0, outputs: [O1]}]
exceptional_costs:
  - {organisation: P1, description: "+machine", cost: 100000}
  - {organisation: p1, description: guarantee, cost: 1000.55, guarantee: true}
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty working directory, 80 columns wide."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path


def erasmus(*arguments, stdin=None):
    return CliRunner().invoke(app, ["budget", *map(str, arguments)], input=stdin)


def hostile() -> Budget:
    return budget_of(parse(HOSTILE))


def text_of(budget, width=80):
    stream = io.StringIO()
    show(Console(file=stream, width=width, theme=THEME, highlight=False, markup=False), budget)
    return stream.getvalue()


def data_of(text):
    result = erasmus("-", "--format", "json", stdin=text)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def beside(sheet, label, column):
    """The stored value in a column of the row that begins with a label."""
    row = next(address[1:] for address, (value, _) in sheet.items() if address[0] == "A" and value == label)
    return Decimal(sheet[f"{column}{row}"][0])


# What is printed


@pytest.mark.parametrize("name", ["youth-two-countries", "ka220-vet-2026", "ka210-school-2026"])
@pytest.mark.usefixtures("here")
def test_a_budget_at_80_columns_is_the_golden_one(name, monkeypatch):
    monkeypatch.chdir(ROOT)
    result = erasmus(f"examples/{name}.yaml")
    assert result.exit_code == 0
    assert result.stderr == ""
    golden = GOLDEN / f"budget-{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(result.stdout, encoding="utf-8")
    assert result.stdout == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_no_line_is_wider_than_the_terminal_nor_ends_in_spaces(file):
    for line in text_of(budget_of(load(file))).splitlines():
        assert line == line.rstrip()
        assert len(line) <= 80 or str(file) in line


def test_what_is_missing_wrong_and_cut_is_said_with_its_place():
    text = text_of(hostile())
    assert re.search(r"OPEN  line 10  <text>:23:\d+\n.*needs outputs\.0\.days\.2\.days", text)
    text = re.sub("[ \n]+", " ", text)
    assert "ghost is not an organisation of this proposal" in text
    assert "1 is an associated partner, which gets no grant" in text
    assert "EUR\xa030\xa0400 becomes EUR\xa023\xa0000" in text
    assert "so far" in text


def test_an_unverified_cap_is_said_and_cuts_nothing(monkeypatch):
    budget = budget_of(load(EXAMPLES[-1]))
    before, hearsay = (
        budget.amount,
        Cut("meetings", "meetings", say("a cap of hearsay"), Decimal(3450), Decimal(3000)),
    )
    doubting = replace(budget.grant, unverified_caps=(hearsay,))
    monkeypatch.setattr("erasmus_cli.grant.budget.grant_of", lambda _: doubting)
    text = text_of(budget)
    assert re.search(r"Not cut, because nobody could verify.*\n +a cap of hearsay.*450 less", text)
    assert budget.amount == before


def test_dumb_terminals_get_bars_of_plain_characters(monkeypatch):
    budget = budget_of(load(EXAMPLES[-1]))
    monkeypatch.setenv("TERM", "xterm")
    assert "█" in text_of(budget)
    monkeypatch.setenv("TERM", "dumb")
    assert "█" not in text_of(budget)
    assert "####" in text_of(budget)


def test_a_matrix_with_many_organisations_folds_and_keeps_every_sum():
    handles = [f"partner-number-{number}" for number in range(30)]
    data = {
        "call": 2026,
        "action": "cooperation-partnership",
        "lump_sum": 120000,
        "organisations": [{"id": handle, "role": "partner"} for handle in handles],
        "work_packages": [{"id": "WP1", "grants": dict.fromkeys(handles, 4000)}],
    }
    text = text_of(budget_of(parse(json.dumps(data))))
    blocks = re.findall(r"organisations (\d+) of (\d+)", text)
    assert len(blocks) == int(blocks[0][1]) > 3
    assert sum(line.count("4\xa0000") for line in text.splitlines() if line.lstrip().startswith("1-30")) == 30
    assert "All parts make the lump sum to the cent" in text


def test_calls_without_unit_costs_show_bounds_and_no_sum():
    result = erasmus("-", stdin="call: 2021\naction: cooperation-partnership\nfield: vet\n")
    assert result.exit_code == 0
    assert "Nothing can be added up" in result.stdout
    assert "EUR\xa0100\xa0000" in result.stdout
    assert "EUR\xa0400\xa0000" in result.stdout
    assert not re.search(r"EUR\s0\b", result.stdout)


# Explanations


def test_a_line_is_explained_with_its_arithmetic_and_its_source():
    result = erasmus(ROOT / "examples" / "vet-innovation.yaml", "--explain", "28")
    assert "20 days × EUR\xa0162 = EUR\xa03\xa0240" in result.stdout
    assert "(recalled)" in result.stdout
    assert "In group 2 a page of 2014 gives 214, 162 and 131" in result.stdout


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_line_and_every_sum_can_be_explained(file):
    budget = budget_of(load(file))
    names = [str(number) for number, _ in budget.numbered]
    for name in (*names, *budget.grant.categories, "total", "ceiling", "grant"):
        explanation = explain(budget, name)
        assert explanation is not None, name
        assert explanation.steps, name


@pytest.mark.parametrize("name", ["0", "99", "-1", "WP9", "", "²"])
def test_what_cannot_be_explained_is_refused_with_what_can(name):
    result = erasmus(ROOT / "examples" / "ka220-vet-2026.yaml", "--explain", name)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "lines 1 to 25, WP1, WP2" in result.stderr


# JSON


def test_the_json_keeps_its_contract():
    data = data_of(HOSTILE)
    assert data["version"] == 1
    assert data["edition"] == "2015/strategic-partnership"
    assert list(data["categories"]) == [
        "management",
        "meetings",
        "outputs",
        "events",
        "learning",
        "special-needs",
        "exceptional",
    ]
    assert data["total"] == round(sum(data["categories"].values()), 2)
    assert data["grant"] == min(data["total"], data["ceiling"])
    assert data["complete"] is False
    assert {"cap", "from", "to"} <= data["cuts"][0].keys()
    line = data["lines"][0]
    assert {
        "category",
        "label",
        "organisation",
        "quantity",
        "unit",
        "rate",
        "amount",
        "sources",
    } <= line.keys()
    assert {"edition", "section", "page", "grade"} <= line["sources"][0].keys()
    assert [line["id"] for line in data["lines"]] == list(range(1, len(data["lines"]) + 1))
    open_line = next(line for line in data["lines"] if line["needs"] == ["/outputs/0/days/2/days"])
    assert open_line["amount"] is None
    assert open_line["line"] == 23


def test_amounts_are_numbers_with_at_most_two_decimals():
    text = erasmus("-", "--format", "json", stdin=HOSTILE).stdout
    assert re.search(r'"amount": 750\.41,', text)
    assert not re.search(r": -?\d+\.\d{3,}", text)
    assert not re.search(r": \d+\.0\b", text)


@pytest.mark.parametrize(
    "text",
    [
        "call: 2021\naction: cooperation-partnership\nfield: vet\n",
        "call: 2018\naction: knowledge-alliance\nmonths: 24\n",
        "call: 2026\naction: cooperation-partnership\nlump_sum: 120000\n",
        "call: 2016\naction: strategic-partnership\nfield: vet\norganisations: [{id: a, role: applicant}]\n",
    ],
    ids=["bounds only", "no unit costs", "not divided", "no months"],
)
def test_what_is_not_known_is_null_and_never_nought(text):
    data = data_of(text)
    assert data["total"] is None
    assert data["grant"] is None
    assert data["complete"] is False


def test_lump_sums_say_management_and_choices():
    data = json.loads(erasmus(ROOT / "examples" / "ka220-vet-2026.yaml", "--format", "json").stdout)
    assert data["categories"] == {"WP1": 36000, "WP2": 52990, "WP3": 68590, "WP4": 66580, "WP5": 25840}
    assert data["management"]["of_lump_sum"]["percent"] == 14.4
    assert data["management"]["of_other_packages"]["percent"] == 16.82
    assert [choice["amount"] for choice in data["choices"] if choice["chosen"]] == [250000]
    assert data["estimated_cost"] == 271300
    assert sum(data["organisations"].values()) == data["total"]


# The workbook


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_the_workbook_stores_the_grant_that_is_printed(file):
    budget = budget_of(load(file))
    sheets = sheets_of(as_xlsx(budget, DAY))
    assert beside(sheets["Summary"], "Total", "D") == budget.total
    assert beside(sheets["Summary"], "Grant", "D") == budget.amount


def test_totals_are_formulas_from_the_quantity_up_to_the_grant():
    sheets = sheets_of(as_xlsx(hostile(), DAY))
    assert sheets["Meetings"]["G7"] == ("30400", 'IF(OR(D7="",F7=""),"",ROUND(D7*F7,2))')
    assert sheets["Meetings"]["G9"][1] == "SUM('Meetings'!$G$5:$G$8)"
    summary = sheets["Summary"]
    assert "MIN(SUMIF('Meetings'!$H$5:$H$8,\"yes\",'Meetings'!$G$5:$G$8),C8)" in summary["D8"][1]
    assert summary["D14"][1] == "SUM('Summary'!$D$7:$D$13)"
    assert summary["D16"][1] == "MIN(D14,D15)"


def test_caps_and_guarantees_are_stored_as_the_calculator_has_them():
    budget = hostile()
    summary = sheets_of(as_xlsx(budget, DAY))["Summary"]
    for label, category in (("Exceptional costs", "exceptional"), ("Multiplier events", "events")):
        assert beside(summary, label, "D") == budget.grant.after_caps(category)


def test_names_that_look_alike_stay_apart():
    organisations = sheets_of(as_xlsx(hostile(), DAY))["Organisations"]
    handles = [organisations[f"A{row}"][0] for row in range(5, 10)]
    assert handles == ["=1+1", "+Two", "@Three", "-4", "ghost"]
    assert "EXACT(" in organisations["E5"][1]  # SUMIF takes P1 for p1, and 01 for 1


def test_no_text_becomes_a_formula():
    sheets = sheets_of(as_xlsx(hostile(), DAY))
    texts = [value for sheet in sheets.values() for value, formula in sheet.values() if formula is None]
    assert '=HYPERLINK("http://example.org")' in texts
    assert any(text.startswith("O1 =cmd") for text in texts)
    formulas = [formula for sheet in sheets.values() for _, formula in sheet.values() if formula]
    assert not any("HYPERLINK" in formula or "cmd" in formula for formula in formulas)


def test_no_cell_holds_an_error():
    for sheet in sheets_of(as_xlsx(hostile(), DAY)).values():
        assert not any(re.match(r"#[A-Z]|Err:", value) for value, _ in sheet.values())


def test_the_same_budget_on_the_same_day_gives_the_same_bytes():
    assert as_xlsx(hostile(), DAY) == as_xlsx(hostile(), DAY)
    assert as_xlsx(hostile(), DAY) != as_xlsx(hostile(), date(2026, 1, 3))


def test_the_workbook_names_nobody_and_prints_on_a4_landscape():
    with zipfile.ZipFile(io.BytesIO(as_xlsx(hostile(), DAY))) as book:
        core = book.read("docProps/core.xml").decode()
        sheet = book.read("xl/worksheets/sheet2.xml").decode()
        workbook = book.read("xl/workbook.xml").decode()
    assert "<dc:creator></dc:creator>" in core
    assert core.count("2026-01-02T00:00:00Z") == 2
    assert 'paperSize="9" fitToHeight="0" orientation="landscape"' in sheet
    assert 'state="frozen"' in sheet
    assert "'Management'!$4:$4" in workbook or "Management!$4:$4" in workbook


def test_packages_that_share_an_id_stay_apart_in_the_workbook():
    packages = [{"id": "WP1", "title": "[a]:*?/\\", "grants": {"a": 5}}, {"id": "WP1", "grants": {"a": 7.25}}]
    data = {"call": 2026, "action": "cooperation-partnership", "work_packages": packages}
    data["organisations"] = [{"id": "a", "role": "applicant"}]
    division = sheets_of(as_xlsx(budget_of(parse(json.dumps(data))), DAY))["Division"]
    assert [division[f"C{row}"][0] for row in (5, 6)] == ["5", "7.25"]
    assert division["D7"] == ("12.25", "SUM(D5:D6)")


def test_text_that_breaks_files_is_mended():
    data = json.loads(json.dumps({"call": 2026, "action": "small-scale-partnership"}))
    data["activities"] = [{"id": "A1", "title": "\ufffe" + "x" * 90_000, "grant": 30000}]
    sheets = sheets_of(as_xlsx(budget_of(parse(json.dumps(data))), DAY))
    assert sheets["Division"]["B5"][0].startswith("\N{REPLACEMENT CHARACTER}xxx")
    assert sheets["Division"]["B5"][0].endswith("(cut off)")


@pytest.mark.slow
@pytest.mark.usefixtures("office")
def test_libreoffice_works_out_what_is_stored_and_follows_a_change(tmp_path):
    budget = budget_of(load(ROOT / "examples" / "vet-innovation.yaml"))
    stored = sheets_of(as_xlsx(budget, DAY))
    same, more = recalculated(as_xlsx(budget, DAY), tmp_path, {"Outputs": ("D5", "55")})
    for name, sheet in stored.items():
        for address, (value, formula) in sheet.items():
            if formula and value:
                assert rounded(same[name][address][0]) == rounded(value), f"{name}!{address}"
    ten_days = 10 * budget.of("outputs")[0][1].price.rate
    assert beside(more["Summary"], "Grant", "D") == budget.amount + ten_days


# CSV


def test_the_csv_has_a_line_for_each_line_and_no_formula():
    content = as_csv(hostile())
    assert content.startswith(b"\xef\xbb\xbfline,")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["line"] for row in rows] == [str(number) for number, _ in hostile().numbered]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(tuple("=+-@\t\r"))]
    assert rows[0]["name"] == "'=1+1"
    assert rows[-1]["amount"] == "750.41"
    assert next(row for row in rows if "needs" in row["remarks"])["amount"] == ""


# Files


@pytest.mark.parametrize("name", ["b.xlsx", "B.XLSX", "b.csv"])
def test_a_budget_is_written_where_it_is_asked_for(name, here):
    result = erasmus("-", "-o", name, "--date", "2026-01-02", stdin=HOSTILE)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == f"wrote {name}\n"
    start = (here / name).read_bytes()[:4]
    assert start in (b"PK\x03\x04", b"\xef\xbb\xbfl")
    assert [file.name for file in here.iterdir()] == [name]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("b.pdf", "let the name end in one of them"),
        ("b", "let the name end in one of them"),
        ("-", "let the name end in one of them"),
        ("nowhere/b.xlsx", "there is no folder nowhere"),
        ("folder.xlsx", "this is a folder"),
        ("old.xlsx", "is there already; --force replaces it"),
    ],
)
def test_what_cannot_be_written_is_refused(name, reason, here):
    (here / "folder.xlsx").mkdir()
    (here / "old.xlsx").write_text("mine", encoding="utf-8")
    (here / "p.yaml").write_text(HOSTILE, encoding="utf-8")
    result = erasmus("p.yaml", "-o", name)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert (here / "old.xlsx").read_text(encoding="utf-8") == "mine"


def test_force_replaces_but_never_the_proposal(here):
    (here / "old.csv").write_text(HOSTILE, encoding="utf-8")
    assert erasmus("old.csv", "-o", "old.csv", "--force").exit_code == 2
    assert (here / "old.csv").read_text(encoding="utf-8") == HOSTILE
    assert erasmus("old.csv", "-o", "new.csv").exit_code == 0
    assert erasmus("old.csv", "-o", "new.csv", "--force").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "stdin", "reason"),
    [
        (["missing.yaml"], None, "there is no such file"),
        (["-"], "call: 2016\n", "name call and action first"),
        (["-"], "call: 2027\naction: strategic-partnership\n", "no rules for 2027/strategic-partnership"),
        (["-"], "call: [\n", "this is not YAML"),
        (["-", "-o", "b.xlsx", "--explain", "1"], HOSTILE, "leave out --explain"),
        (["-", "-o", "b.xlsx", "--format", "json"], HOSTILE, "leave out --explain and --format json"),
    ],
)
def test_what_cannot_be_worked_out_leaves_with_2(arguments, stdin, reason, here):
    result = erasmus(*arguments, stdin=stdin)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert reason in result.stderr
    assert not list(here.iterdir())
