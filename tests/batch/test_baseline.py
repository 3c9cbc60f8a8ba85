"""`--baseline`: what an earlier check has told of does not count again, and what is new does."""

import csv
import io
import json
from pathlib import Path

import pytest
from builders import eligible
from typer.testing import CliRunner

from erasmus_cli.cli.app import app

GOOD = eligible()
LONGER = {**GOOD, "months": 48}
TOO_LONG = {**GOOD, "months": 47}
"""Two rules fail: the length, and the last day."""
OPEN = {key: value for key, value in GOOD.items() if key != "months"}


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def say(*lines):
    Path("a.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")


def erasmus(*arguments):
    run = CliRunner().invoke(app, ["check", *arguments])
    assert run.exit_code != 70, run.stderr
    return run


def earlier(*lines, file="known.jsonl"):
    say(*lines)
    erasmus("a.jsonl", "-o", file, "--force")


@pytest.mark.parametrize(
    ("file", "form", "more"),
    [
        ("known.jsonl", "text", ()),
        ("known.json", "jsonl", ()),
        ("known.jsonl", "json", ()),
        pytest.param("known.json", "csv", ("--jobs", "2"), marks=pytest.mark.slow),
    ],
)
def test_what_is_known_does_not_count(file, form, more):
    earlier(GOOD, TOO_LONG, file=file)
    assert erasmus("a.jsonl", "--format", form, *more).exit_code == 1
    run = erasmus("a.jsonl", "--format", form, "--baseline", file, "--on", "2016-01-15", *more)
    assert run.exit_code == 0
    assert "2 findings known from the baseline: the exit code does not count them" in run.stderr
    assert "1 eligible, 1 not eligible" in run.stderr


@pytest.mark.parametrize(
    "now",
    [
        pytest.param((GOOD, LONGER), id="other values"),
        pytest.param((TOO_LONG, GOOD), id="another proposal"),
        pytest.param((GOOD, TOO_LONG, TOO_LONG), id="one more"),
        pytest.param((GOOD, {**TOO_LONG, "priorities": {"main": "none/such"}}), id="another rule"),
    ],
)
def test_what_is_new_counts(now):
    earlier(GOOD, TOO_LONG)
    say(*now)
    assert erasmus("a.jsonl", "--baseline", "known.jsonl").exit_code == 1


def test_a_line_says_of_each_finding_whether_it_is_known():
    earlier(TOO_LONG)
    say(TOO_LONG, TOO_LONG)
    run = erasmus("a.jsonl", "--format", "jsonl", "--baseline", "known.jsonl")
    rows = map(json.loads, run.stdout.splitlines())
    told = [[one["known"] for one in row["findings"] if one["severity"] == "error"] for row in rows]
    assert told == [[True, True], [False, False]]


@pytest.mark.parametrize(("change", "code"), [({}, 0), ({"start": None}, 1)])
def test_strict_counts_what_is_newly_open(change, code):
    earlier(OPEN)
    say({**OPEN, **change})
    on = ("--strict", "--on", "2016-01-01")
    assert erasmus("a.jsonl", *on).exit_code == 1
    assert erasmus("a.jsonl", *on, "--baseline", "known.jsonl").exit_code == code
    assert erasmus("a.jsonl", "--strict", "--on", "2017-01-01", "--baseline", "known.jsonl").exit_code == 1


def test_a_run_that_goes_on_counts_as_one_that_did_not_stop():
    earlier(GOOD, TOO_LONG)
    arguments = ("a.jsonl", "-o", "o.jsonl", "--baseline", "known.jsonl")
    assert erasmus(*arguments).exit_code == 0
    whole = Path("o.jsonl").read_text("utf-8")
    for kept in (1, 2):
        Path("o.jsonl").write_text("".join(whole.splitlines(keepends=True)[:kept]), "utf-8")
        run = erasmus(*arguments, "--resume")
        assert (run.exit_code, Path("o.jsonl").read_text("utf-8")) == (0, whole)
        assert "2 findings known" in run.stderr
    assert erasmus("a.jsonl", "-o", "o.jsonl", "--resume").exit_code == 2


@pytest.mark.parametrize(
    "text",
    ["", "\n", "months: 24\n", "{}\n", "[]", "5", "[1]", "\0", '{"version": 1, "file": "a"}', "[" * 100_000],
)
def test_a_file_that_is_no_earlier_check_is_told_in_a_line(text):
    Path("known.jsonl").write_text(text, "utf-8")
    say(GOOD)
    run = erasmus("a.jsonl", "--baseline", "known.jsonl")
    assert run.exit_code == 2
    assert run.stderr == (
        "known.jsonl: this is no earlier check; `erasmus check PATH -o FILE.jsonl` writes one\n"
    )
    assert not run.stdout
    gone = erasmus("a.jsonl", "--baseline", "gone.jsonl")
    assert (gone.exit_code, gone.stderr) == (2, "gone.jsonl: cannot be read: no such file or directory\n")


@pytest.mark.parametrize("file", ["known.jsonl", "known.json"])
def test_a_result_given_back_is_named_in_one_line(file):
    earlier(GOOD, TOO_LONG, file=file)
    words = "these are verdicts, not proposals; name what was checked; --baseline takes an earlier result"
    run = erasmus(file, "--format", "text")
    assert (run.exit_code, run.stdout) == (2, "")
    assert " ".join(run.stderr.split()).startswith(f"{file}: {words}")
    piped = CliRunner().invoke(app, ["check", "-"], input=Path(file).read_bytes())
    assert piped.exit_code == 2
    assert " ".join(piped.stderr.split()).startswith(f"-: {words}")


def without_and_with(form):
    """The output on a proposal that an earlier check has seen and one that it has not."""
    earlier(TOO_LONG)
    say(TOO_LONG, TOO_LONG)
    alone = erasmus("a.jsonl", "--format", form).stdout
    return alone, erasmus("a.jsonl", "--format", form, "--baseline", "known.jsonl").stdout


def test_sarif_says_which_results_are_new():
    alone, told = without_and_with("sarif")
    assert "baselineState" not in alone
    results = json.loads(told)["runs"][0]["results"]
    states = [one["baselineState"] for one in results if one["level"] == "error"]
    assert states == ["unchanged"] * 2 + ["new"] * 2
    assert all(one["baselineState"] in ("unchanged", "new") for one in results)


def test_junit_fails_by_what_is_new():
    alone, told = without_and_with("junit")
    assert [alone.count(f"<{kind} ") for kind in ("failure", "skipped")] == [6, 0]
    assert [told.count(f"<{kind} ") for kind in ("failure", "skipped")] == [3, 3]
    assert "not eligible, by known findings only: DUR-01 DAT-02" in told


def test_annotations_are_errors_where_they_are_new():
    alone, told = without_and_with("github")
    assert [alone.count(f"::{kind} ") for kind in ("error", "notice")] == [4, 0]
    decisive = [line for line in told.splitlines() if "DUR-01" in line or "DAT-02" in line]
    assert [line.split(" ")[0] for line in decisive] == ["::notice"] * 2 + ["::error"] * 2
    assert told.count("(known)::") == len(alone.splitlines()) / 2


def test_the_page_the_table_and_the_screen_tell_what_is_known():
    alone, told = without_and_with("html")
    assert (alone.count("Fails, known:"), alone.count("Fails:")) == (0, 4)
    assert (told.count("Fails, known:"), told.count("Fails:")) == (2, 2)
    _, told = without_and_with("csv")
    known = [set(row["known"].split()) for row in csv.DictReader(io.StringIO(told))]
    assert ({"DUR-01", "DAT-02"} <= known[0], known[1]) == (True, set())
    alone, told = without_and_with("text")
    assert "known" not in alone
    one, other = told.splitlines()
    assert one.endswith("(known: DUR-01 DAT-02; closed)")
    assert other.endswith("(DUR-01 DAT-02; closed)")


def test_a_verdict_among_proposals_is_named_in_one_line():
    earlier(GOOD, TOO_LONG)
    verdicts = Path("known.jsonl").read_text("utf-8")
    Path("mixed.jsonl").write_text(f"{json.dumps(GOOD)}\n{verdicts}", "utf-8")
    run = erasmus("mixed.jsonl", "--format", "jsonl")
    assert run.exit_code == 2
    problems = [[one["message"] for one in json.loads(line)["problems"]] for line in run.stdout.splitlines()]
    assert problems == [[], *[["this is a verdict, not a proposal"]] * 2]


def test_a_table_of_verdicts_is_no_table_of_proposals():
    say(GOOD, TOO_LONG)
    erasmus("a.jsonl", "-o", "verdicts.csv")
    run = erasmus("verdicts.csv")
    assert (run.exit_code, run.stdout) == (2, "")
    assert run.stderr.startswith("verdicts.csv:1: these are verdicts, not proposals")


@pytest.mark.parametrize(("more", "lines"), [((), 4), (("-v",), 9)])
def test_a_file_of_something_else_does_not_bury_the_rest(more, lines):
    Path("a.jsonl").write_text(json.dumps(dict.fromkeys("abcdefgh", 1)) + "\n", "utf-8")
    run = erasmus("a.jsonl", *more)
    told = [line for line in run.stderr.splitlines() if line.startswith("a.jsonl:1:")]
    assert len(told) == min(lines, 8)
    assert ("5 more problems; -v tells them" in run.stderr) is not more
    rows = erasmus("a.jsonl", "--format", "jsonl").stdout
    assert len(json.loads(rows)["problems"]) == 8
