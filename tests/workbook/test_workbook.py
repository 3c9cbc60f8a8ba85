"""The workbook as people use it: what may be typed where, how large it is printed, activities of packages."""

import io
import json
import re
import zipfile
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from folders import ROOT
from office import office  # noqa: F401 - a fixture
from sheets import NAMES, recalculated, rounded, sheets_of

from erasmus_cli.grant.budget import budget_of
from erasmus_cli.proposal.reader import load, parse
from erasmus_cli.workbook.book import as_xlsx

EXAMPLES = ["ka220-vet-2026", "ka210-school-2026", "vet-innovation"]
PAGE = 11.69 - 2 * 0.5  # inches of A4 across, without margins
PIXEL = 1 / 96
DAY = date(2026, 1, 2)


def example(name):
    return as_xlsx(budget_of(load(ROOT / "examples" / f"{name}.yaml")), DAY)


def parts(content):
    """Each sheet as XML by its name, and which of the cell formats are open to changes."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = [
            one.get("name")
            for one in ET.fromstring(book.read("xl/workbook.xml")).iterfind(".//s:sheet", NAMES)
        ]
        sheets = [ET.fromstring(book.read(f"xl/worksheets/sheet{n}.xml")) for n in range(1, len(names) + 1)]
        formats = ET.fromstring(book.read("xl/styles.xml")).find("s:cellXfs", NAMES)
    free = set()
    for number, one in enumerate(formats):
        lock = one.find("s:protection", NAMES)
        if lock is not None and lock.get("locked") == "0":
            free.add(str(number))
    return dict(zip(names, sheets, strict=True)), free


@pytest.mark.parametrize("name", EXAMPLES)
def test_shaded_cells_alone_may_be_changed_and_say_what_they_take(name):
    sheets, free = parts(example(name))
    changed = 0
    for sheet in sheets.values():
        assert sheet.find("s:sheetProtection", NAMES).get("password") is None
        ruled = {
            address
            for rule in sheet.iterfind(".//s:dataValidation", NAMES)
            for address in rule.get("sqref").split()
        }
        cells = {cell.get("r"): cell for cell in sheet.iterfind(".//s:c", NAMES)}
        opened = {address for address, cell in cells.items() if cell.get("s") in free}
        assert opened == ruled
        assert not any(cells[address].find("s:f", NAMES) is not None for address in opened)
        changed += len(opened)
    assert changed > 10


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_sheet_is_printed_smaller_than_7_points(name):
    sheets, _ = parts(example(name))
    for title, sheet in sheets.items():
        across = int(sheet.find("s:pageSetup", NAMES).get("fitToWidth", "1"))
        columns = [
            (int(one.get("max")) - int(one.get("min")) + 1) * (float(one.get("width")) * 7)
            for one in sheet.iterfind(".//s:col", NAMES)
        ]
        width = sum(columns) * PIXEL
        assert 10 * min(1, PAGE * across / width) >= 7, title


def many(partners):
    ids = [f"p{number}" for number in range(partners)]
    data = {
        "call": 2026,
        "action": "cooperation-partnership",
        "organisations": [
            {"id": one, "role": "partner" if number else "applicant"} for number, one in enumerate(ids)
        ],
        "work_packages": [
            {
                "id": "WP2",
                "grants": dict.fromkeys(ids, 100),
                "activities": [
                    {"id": "A2-1", "title": "=cmd", "grants": {ids[0]: 30, ids[1]: 20}, "lead": ids[1]},
                    {"id": "A2-2", "grant": 40, "grants": {ids[0]: 15}},
                    {"id": "A2-3", "grant": 7},
                ],
            }
        ],
    }
    return as_xlsx(budget_of(parse(json.dumps(data))), DAY)


@pytest.mark.parametrize("partners", [3, 12, 40])
def test_many_partners_are_printed_over_several_pages(partners):
    sheets, _ = parts(many(partners))
    for title in ("Division", "Activities"):
        assert int(sheets[title].find("s:pageSetup", NAMES).get("fitToWidth", "1")) >= partners / 7


def test_activities_of_packages_have_their_shares_and_what_they_leave():
    sheet = sheets_of(many(3))["Activities"]
    assert [sheet[f"{column}5"][0] for column in "ABCD"] == ["A2-1", "=cmd", "WP2", "p1"]
    assert [sheet[f"{column}5"][0] for column in "GHIJ"] == ["50", "30", "20", ""]
    assert [sheet[f"K{row}"][0] for row in (5, 6, 7)] == ["0", "25", ""]
    (head,) = [int(at[1:]) for at, (value, _) in sheet.items() if value == "By the division"]
    assert [sheet[f"{column}{head + 1}"][0] for column in "EFG"] == ["300", "97", "203"]
    assert sheet[f"F{head + 1}"][1] == "SUM(G5:G7)"


def test_sources_are_told_in_words_and_not_by_keys():
    for name in EXAMPLES:
        said = [value for at, (value, _) in sheets_of(example(name))["Sources"].items() if at[0] == "A"]
        assert not [words for words in said if re.search(r"[a-z]_[a-z]|[a-z]\.[a-z]", words)]


@pytest.mark.slow
@pytest.mark.usefixtures("office")
def test_libreoffice_works_out_what_is_stored_of_activities(tmp_path):
    content = example("ka220-vet-2026")
    stored = sheets_of(content)
    same, changed = recalculated(content, tmp_path, {"Activities": ("G5", "30000")})
    for name, sheet in stored.items():
        for address, (value, formula) in sheet.items():
            if formula and value:
                assert rounded(same[name][address][0]) == rounded(value), f"{name}!{address}"
    more = changed["Activities"]
    row = next(at[1:] for at, (value, _) in more.items() if at[0] == "B" and value.startswith("WP2"))
    assert Decimal(more[f"G{row}"][0]) == Decimal(stored["Activities"][f"G{row}"][0]) - (30000 - 23500)
