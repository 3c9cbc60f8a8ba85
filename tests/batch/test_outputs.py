"""What a check of many is written as: each form is read back by another's reading of it."""

import csv
import io
import json
import re
import shutil
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from folders import EXAMPLES
from generated import proposals
from junitparser import Error, Failure, JUnitXml, Skipped
from sarif_pydantic import Sarif
from typer.testing import CliRunner

from erasmus_cli import check_lines, check_many
from erasmus_cli.batch.results import COLUMNS
from erasmus_cli.batch.writers.html import as_html
from erasmus_cli.batch.writers.lines import as_csv, as_github
from erasmus_cli.cli.app import app
from erasmus_cli.cli.console import err, out
from erasmus_cli.rules.report import Verdict

LINES = [*(json.dumps(made.data) for made in proposals(8)), '{"call": 2026}', "no proposal"]
ROWS = list(check_lines(LINES))
VERDICTS = Counter(row.verdict for row in ROWS)
FOUND = [(row, finding) for row in ROWS for finding in row.findings]
HOSTILE = "=cmd|' /C calc'!A0</script><script>alert(1)</script>\n::error::x\x1b[2J\u202e"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with proposals, as working directory."""
    monkeypatch.chdir(tmp_path)
    Path("a.jsonl").write_text("".join(f"{line}\n" for line in LINES), "utf-8")
    return tmp_path


def erasmus(*arguments, columns=80):
    for console in (out, err):
        console.cache_clear()
    run = CliRunner().invoke(app, ["check", *map(str, arguments)], env={"COLUMNS": str(columns)})
    for console in (out, err):
        console.cache_clear()
    assert run.exit_code != 70, run.stderr
    return run


def hostile(**changes):
    return next(check_lines([json.dumps({"call": 2026, "title": "T"})])).model_copy(update=changes)


@pytest.mark.slow
@pytest.mark.usefixtures("here")
def test_csv_has_a_row_for_each_and_what_begins_like_a_formula_is_text():
    run = erasmus("a.jsonl", "--format", "csv")
    header, *found = csv.reader(io.StringIO(run.stdout.removeprefix("\ufeff")))
    assert run.stdout.startswith("\ufeff")
    assert tuple(header) == COLUMNS == tuple(ROWS[0].flat())
    table = [dict(zip(header, row, strict=True)) for row in found]
    assert [row["verdict"] for row in table] == [row.verdict or "" for row in ROWS]
    assert [row["fails"].split() for row in table] == [list(row.fails) for row in ROWS]
    assert [row["readable"] for row in table][-1] == "false"
    (cells,) = csv.reader([as_csv(hostile(title=HOSTILE, file="+a"))])
    assert (cells[0], cells[2][:2]) == ("'+a", "'=")
    assert "\n" not in as_csv(hostile(title=HOSTILE))


@pytest.mark.usefixtures("here")
def test_sarif_is_what_others_take_it_for():
    erasmus("a.jsonl", "-o", "o.sarif")
    text = Path("o.sarif").read_text("utf-8")
    Sarif.model_validate_json(text)
    (run,) = json.loads(text)["runs"]
    assert [result["ruleId"] for result in run["results"]] == [finding.rule for _, finding in FOUND]
    for result, (row, finding) in zip(run["results"], FOUND, strict=True):
        is_open = finding.outcome == "unknown"
        assert (result["kind"], result["level"] == "none") == ("open" if is_open else "fail", is_open)
        assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == row.line
        assert result["properties"]["report"] == row.report
    ids = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {finding.rule for _, finding in FOUND} - ids <= {"ACT-00"}
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert len(invocation["toolExecutionNotifications"]) == 1
    prints = [result["partialFingerprints"]["place/v1"] for result in run["results"]]
    assert len(set(prints)) == len({(row.name, one.rule, one.at) for row, one in FOUND})


@pytest.mark.usefixtures("here")
def test_junit_is_what_others_take_it_for():
    erasmus("a.jsonl", "-o", "o.xml")
    suites = list(JUnitXml.fromfile("o.xml"))
    assert [suite.name for suite in suites] == [f"a.jsonl:{row.line}" for row in ROWS]
    for suite, row in zip(suites, ROWS, strict=True):
        first, *others = suite
        assert first.name == "verdict"
        kinds = {
            Verdict.ELIGIBLE: [],
            Verdict.NOT_ELIGIBLE: [Failure],
            Verdict.UNDECIDED: [Skipped],
            None: [Error],
        }
        assert [type(result) for result in first.result] == kinds[row.verdict]
        assert len(others) == len(row.findings)
        failing = sum(one.severity == "error" and one.outcome == "fail" for one in row.findings)
        assert suite.failures == failing + (row.verdict is Verdict.NOT_ELIGIBLE)
        assert suite.tests == 1 + len(row.findings)


@pytest.mark.usefixtures("here")
def test_github_gets_one_command_a_finding():
    lines = erasmus("a.jsonl", "--format", "github").stdout.splitlines()
    assert len(lines) == len(FOUND) + 1
    assert all(
        re.match(r"::(error|warning|notice) file=a\.jsonl,line=\d+,title=[^:]+::.", line) for line in lines
    )
    told = as_github(
        hostile(file="a,b:c\n.yaml", findings=[ROWS[1].findings[0].model_copy(update={"message": HOSTILE})])
    )
    assert len(told.splitlines()) == 1
    assert told.startswith("::error file=a%2Cb%3Ac%0A.yaml,line=2,title=")
    assert "\x1b" not in told


@pytest.mark.usefixtures("here")
def test_a_page_holds_everything_asks_nobody_and_runs_nothing_of_others():
    erasmus("a.jsonl", "-o", "o.html", "--on", "2026-02-01")
    page = Path("o.html").read_text("utf-8")
    assert page.count("<tr data-verdict") == len(ROWS)
    late = page.count(">meets the rules <span")
    open_still = page.count('class="eligible">eligible<')
    assert late > 0 < open_still
    meet = "meets" if late == 1 else "meet"
    assert f"10 proposals: {open_still} eligible, {late} {meet} the rules (closed), 4 not eligible" in page
    assert "1 undecided, 1 could not be checked" in page
    assert all(row.report in page for row in ROWS if row.report)
    assert not re.findall(r"(?:src|href|url)\s*[=(]", page)
    assert "default-src 'none'" in page
    bad = as_html([hostile(title=HOSTILE)], "1", date(2026, 1, 1))
    assert "<script>alert" not in bad
    assert "\x1b" not in bad


@pytest.mark.usefixtures("here")
def test_the_summary_counts_each_once():
    data = json.loads(erasmus("a.jsonl", "--summary", "--format", "json").stdout)
    total = data["total"]
    assert (total["number"], total["unreadable"]) == (len(ROWS), 1)
    assert (total["eligible"], total["not_eligible"], total["undecided"]) == tuple(
        VERDICTS[one] for one in (Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE, Verdict.UNDECIDED)
    )
    for group in ("actions", "calls", "countries"):
        assert sum(one["number"] for one in data[group]) == len(ROWS)
    fails = Counter(rule for row in ROWS for rule in row.fails)
    assert {one["rule"]: one["fails"] for one in data["rules"] if one["fails"]} == fails
    counts = [one["fails"] for one in data["rules"]]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_summary_fits_the_screen(columns):
    text = erasmus("a.jsonl", "--summary", columns=columns).stdout
    assert max(map(len, text.splitlines())) <= columns
    assert ROWS[1].fails[0] in text
    assert "cooperation-" in text
    assert "\N{HORIZONTAL ELLIPSIS}" not in text


@pytest.mark.usefixtures("here")
def test_a_summary_beside_a_file_goes_on_with_it():
    whole = erasmus("a.jsonl", "-o", "o.jsonl", "--summary").stdout
    assert len(Path("o.jsonl").read_text("utf-8").splitlines()) == len(ROWS)
    lines = Path("o.jsonl").read_text("utf-8").splitlines(keepends=True)
    Path("o.jsonl").write_text("".join(lines[:4]), "utf-8")
    assert erasmus("a.jsonl", "-o", "o.jsonl", "--summary", "--resume").stdout == whole
    assert erasmus("a.jsonl", "--summary", "--format", "csv").exit_code == 2


def test_the_page_says_which_rules_decide_and_which_only_warn():
    row = hostile(
        fails=("CON-02",), opens=("ORG-05",), warnings=("CON-02", "DAT-06"), findings=ROWS[1].findings
    )
    page = as_html([row], "1", date(2026, 1, 1))
    assert "<summary>CON-02; open: ORG-05; warns: DAT-06</summary>" in page


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVEN = """
<script>
addEventListener("load", () => {
  const rows = () => [...document.querySelectorAll("tbody tr")].filter(row => !row.hidden);
  const told = {all: rows().length};
  const heads = document.querySelectorAll("th button");
  heads[1].click(); heads[1].click();
  told.sorted = rows().map(row => row.cells[1].textContent.split(":")[1].match(/\\d+/)[0]);
  told.sort = document.querySelectorAll("th")[1].getAttribute("aria-sort");
  const verdict = document.getElementById("verdict");
  verdict.value = "not-eligible"; verdict.dispatchEvent(new Event("change"));
  told.filtered = rows().length; told.words = document.getElementById("shown").textContent;
  dispatchEvent(new Event("beforeprint"));
  const closed = [...document.querySelectorAll("details:not([open])")];
  told.closed = closed.map(one => one.closest("tr").dataset.verdict);
  told.open = document.querySelectorAll("details[open]").length;
  document.body.dataset.told = JSON.stringify(told);
});
</script>
"""


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_the_page_sorts_filters_and_opens_for_printing(here):
    erasmus("a.jsonl", "-o", "o.html")
    page = Path("o.html").read_text("utf-8")
    Path("driven.html").write_text(page.replace("</body>", DRIVEN + "</body>"), "utf-8")
    command = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--dump-dom",
        f"file://{here}/driven.html",
    ]
    dom = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout
    told = json.loads(re.search(r'data-told="([^"]*)"', dom)[1].replace("&quot;", '"'))
    assert told["all"] == len(ROWS)
    assert told["sort"] == "descending"
    assert told["sorted"] == [str(number) for number in range(len(ROWS), 0, -1)]
    assert told["filtered"] == VERDICTS[Verdict.NOT_ELIGIBLE]
    assert told["words"] == f"{told['filtered']} of {len(ROWS)} shown"
    passing = [row for row in ROWS if row.verdict is Verdict.ELIGIBLE and row.findings]
    assert passing
    assert told["closed"] == ["eligible"] * len(passing)
    assert told["open"] == sum(bool(row.findings) for row in ROWS) - len(passing)


@pytest.mark.slow
@pytest.mark.usefixtures("here")
def test_the_id_of_a_report_is_the_same_in_every_form():
    ids = [row.report for row in ROWS if row.report and row.edition]
    data = json.loads(erasmus("a.jsonl", "--format", "json").stdout)
    assert [one["report"] for one in data["proposals"] if one["edition"]] == ids
    sarif = json.loads(erasmus("a.jsonl", "--format", "sarif").stdout)
    assert {one["properties"]["report"] for one in sarif["runs"][0]["results"]} <= {
        row.report for row in ROWS
    }
    page = erasmus("a.jsonl", "--format", "html").stdout
    assert all(one in page for one in ids)
    commands = erasmus("a.jsonl", "--format", "github").stdout.splitlines()
    told = [line.rpartition("%0AReport: ")[2] for line in commands if "%0AReport: " in line]
    assert told == [row.report for row, _ in FOUND]


@pytest.mark.slow
def test_the_screen_and_the_draft_name_the_report(tmp_path):
    file = EXAMPLES / "ka210-school-2026.yaml"
    (row,) = check_many([file])
    assert erasmus(file).stdout.endswith(f"\nReport {row.report}\n")
    assert erasmus(file, "-v").stdout.endswith(f"\nReport {row.report}\n")
    drawn = tmp_path / "d.md"
    CliRunner().invoke(app, ["draft", str(file), "-o", str(drawn)])
    assert f" Report {row.report}.*\n" in drawn.read_text("utf-8")


def test_lines_on_standard_input_are_told_on_the_screen():
    piped = CliRunner().invoke(app, ["check", "-"], input="".join(f"{line}\n" for line in LINES))
    assert len(piped.stdout.splitlines()) == sum(not row.problems for row in ROWS)
    assert "NOT ELIGIBLE     -:2  " in piped.stdout
    assert "10 proposals: 4 " in piped.stderr
    alone = CliRunner().invoke(app, ["check", "-"], input=LINES[0])
    assert "proposals: " not in alone.stderr
    assert "Report " in alone.stdout
