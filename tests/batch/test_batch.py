"""Many proposals at once: every form of input says the same, nothing is lost, a run can be gone on with."""

import gc
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import tracemalloc
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
import zstandard
from folders import EXAMPLES
from generated import proposals
from steps import until
from typer.testing import CliRunner

from erasmus_cli import Proposal, check, check_lines, check_many, load
from erasmus_cli.cli.app import app
from erasmus_cli.cli.console import err, out

MADE = [made.data for made in proposals(12)]
LINES = [json.dumps(data) for data in MADE]
ELIGIBLE, FAULTY = LINES[0], LINES[1]
VERDICTS = [check(Proposal.model_validate(data), fixes=False).verdict.value for data in MADE]
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX only")


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder as working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def erasmus(*arguments, stdin=None):
    """A check in this process."""
    for console in (out, err):
        console.cache_clear()
    run = CliRunner().invoke(app, ["check", *map(str, arguments)], input=stdin)
    for console in (out, err):
        console.cache_clear()
    assert run.exit_code != 70, run.stderr
    return run


def process(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "erasmus_cli", "check", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        **options,
    )


def rows(run):
    return [json.loads(line) for line in run.stdout.splitlines()]


def written(name, lines=LINES, end="\n"):
    Path(name).write_text("".join(line + end for line in lines), "utf-8", newline="")
    return name


# One proposal a line


@pytest.mark.usefixtures("here")
def test_every_form_of_input_gives_the_same_verdicts():
    content = "".join(f"{line}\n" for line in LINES).encode()
    Path("a.jsonl").write_bytes(content)
    Path("a.ndjson.gz").write_bytes(gzip.compress(content))
    Path("a.jsonl.zst").write_bytes(zstandard.compress(content))
    Path("folder").mkdir()
    for number, line in enumerate(LINES):
        Path(f"folder/{number:02}.json").write_text(line, "utf-8")
    reports = []
    for form in ("a.jsonl", "a.ndjson.gz", "a.jsonl.zst", "folder", "folder/*.json"):
        found = rows(erasmus(form, "--format", "jsonl"))
        assert [row["verdict"] for row in found] == VERDICTS
        reports.append([row["report"] for row in found])
    found = rows(erasmus("-", "--format", "jsonl", stdin=content))
    assert [row["verdict"] for row in found] == VERDICTS
    assert all(one == reports[0] for one in reports)
    assert [row["line"] for row in found] == list(range(1, len(LINES) + 1))


@pytest.mark.slow
@pytest.mark.usefixtures("here")
def test_yaml_in_a_folder_is_checked_as_alone():
    for file in EXAMPLES.glob("*.yaml"):
        Path(file.name).write_bytes(file.read_bytes())
    alone = {file.name: check(load(file).proposal).verdict.value for file in EXAMPLES.glob("*.yaml")}
    found = {row["file"]: row["verdict"] for row in rows(erasmus(".", "--format", "jsonl"))}
    assert found == alone


@pytest.mark.usefixtures("here")
def test_what_is_read_of_a_folder():
    for name in ("b/two.yaml", "a/one.json", ".git/no.yaml", "a/.no.yaml", "a/no.txt", "three.yml"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("call: 2026\n", "utf-8")
    written("lines.jsonl", [ELIGIBLE, FAULTY])
    Path("a/more").write_text("", "utf-8")
    run = erasmus(".", "--format", "jsonl")
    assert ".: 2 other files left out (.txt, without an ending)\n" in run.stderr
    names = [(Path(row["file"]).as_posix(), row["line"]) for row in rows(run)]
    assert names == [
        ("lines.jsonl", 1),
        ("lines.jsonl", 2),
        ("three.yml", None),
        ("a/one.json", None),
        ("b/two.yaml", None),
    ]


@pytest.mark.usefixtures("here")
def test_a_file_that_is_named_twice_is_read_once_and_two_of_one_name_both():
    for folder in ("one", "two"):
        Path(folder).mkdir()
        Path(folder, "a.yaml").write_text("call: 2026\n", "utf-8")
    run = erasmus("one", "two/a.yaml", "one/../one/a.yaml", "one/*.yaml", "--format", "jsonl")
    assert [Path(row["file"]).as_posix() for row in rows(run)] == ["one/a.yaml", "two/a.yaml"]
    assert "one/../one/a.yaml: named twice, and read once\n" in run.stderr
    assert "2 proposals: 2 undecided" in run.stderr


@pytest.mark.usefixtures("here")
def test_tables_and_results_beside_proposals_are_left_out_and_named():
    written("a.jsonl", [ELIGIBLE, FAULTY])
    erasmus("a.jsonl", "-o", "old.jsonl")
    erasmus("a.jsonl", "-o", "old.json")
    Path("budget.csv").write_text("line,amount\n1,2\n", "utf-8")
    run = erasmus(".", "--format", "jsonl")
    assert [row["file"] for row in rows(run)] == ["a.jsonl"] * 2
    assert run.stderr.splitlines()[:3] == [
        "budget.csv: left out; a table is read where it is named",
        "old.json: left out, as it is what a check has written",
        "old.jsonl: left out, as it is what a check has written",
    ]
    assert run.exit_code == 1


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("name", "message"), [("empty", "no proposal in this folder"), ("*.yaml", "no file has")]
)
def test_nothing_to_read_is_told(name, message):
    Path("empty").mkdir()
    run = erasmus(name)
    assert run.exit_code == 2
    assert message in run.stderr


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"call": 2026, "monhts": 24}', "a.jsonl:2:16: there is no key `monhts`; did you mean `months`?"),
        ('{"months": 24, "months": 25}', "a.jsonl:2:16: this is not JSON: duplicate key `months`"),
        ('{"call": 2026', "a.jsonl:2:14: this is not JSON"),
        ('{"title": "a\\u0000b"}', "a.jsonl:2:"),
        ('{"title": "\\ud800"}', "a.jsonl:2:11: there is half a character in this text"),
        ('{"lump_sum": 60.000}', "a.jsonl:2:2: "),
        ('{"call": 2016, "action": "cooperation-partnership"}', "a.jsonl:2: no rules for 2016"),
        ("[1, 2]", "a.jsonl:2: "),
        ("a\0b", "a.jsonl:2:2: there is a control character, U+0000"),
    ],
)
def test_a_bad_line_is_told_with_its_place_and_the_rest_goes_on(line, message):
    written("a.jsonl", [ELIGIBLE, line, FAULTY])
    run = erasmus("a.jsonl", "--format", "jsonl")
    assert run.exit_code == 2
    assert message in run.stderr.replace("\n", "")
    found = rows(run)
    assert [row["line"] for row in found] == [1, 2, 3]
    assert [row["verdict"] for row in found] == [VERDICTS[0], None, VERDICTS[1]]
    assert found[1]["problems"][0]["line"] == 2
    stopped = erasmus("a.jsonl", "--format", "jsonl", "--fail-fast")
    assert stopped.exit_code == 2
    assert [row["line"] for row in rows(stopped)] == [1, 2]


@pytest.mark.usefixtures("here")
def test_a_line_means_what_the_same_text_means_in_a_file():
    texts = [
        '{"lump_sum": 60000.5}',
        '{"call": 2026, "months": 24}',
        '{"organisations": [{"country": "EL"}]}',
    ]
    for text in texts:
        Path("p.json").write_text(text, "utf-8")
        (row,) = check_lines([text])
        assert row.report == next(check_many([Path("p.json")])).report


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n"])
def test_marks_and_line_ends_of_any_kind(mark, end):
    written("a.jsonl", [mark + LINES[0], *LINES[1:3]], end)
    step = 2 if end == "\n\n" else 1
    found = rows(erasmus("a.jsonl", "--format", "jsonl"))
    assert [(row["line"], row["verdict"]) for row in found] == [
        (1 + step * index, VERDICTS[index]) for index in range(3)
    ]


@pytest.mark.usefixtures("here")
def test_a_file_that_is_cut_off_or_damaged_gives_what_stands_before():
    content = "".join(f"{line}\n" for line in LINES).encode()
    for name, packed in (
        ("a.jsonl.gz", gzip.compress(content)),
        ("a.jsonl.zst", zstandard.compress(content)),
    ):
        Path(name).write_bytes(packed[: len(packed) * 2 // 3])
        run = erasmus(name, "--format", "jsonl")
        *whole, last = rows(run)
        assert run.exit_code == 2
        assert last["verdict"] is None
        assert [row["verdict"] for row in whole] == VERDICTS[: len(whole)]
        assert f"{name}:{last['line']}: " in run.stderr
    Path("b.jsonl.gz").write_bytes(b"no gzip")
    assert "cut off or damaged" in erasmus("b.jsonl.gz").stderr


@pytest.mark.usefixtures("here")
def test_text_that_is_not_utf_8():
    Path("a.jsonl").write_bytes(b'{"title": "\xff"}\n' + ELIGIBLE.encode())
    run = erasmus("a.jsonl", "--format", "jsonl")
    assert [row["verdict"] for row in rows(run)] == [None, VERDICTS[0]]
    assert "a.jsonl:1: this is not UTF-8 text" in run.stderr


@pytest.mark.slow
@pytest.mark.usefixtures("here")
def test_a_line_of_any_length_takes_no_memory():
    with Path("a.jsonl").open("wb") as stream:
        stream.truncate(200_000_000)
        stream.seek(0, os.SEEK_END)
        stream.write(f"\n{ELIGIBLE}\n".encode())
    list(check_lines([ELIGIBLE]))
    tracemalloc.start()
    run = erasmus("a.jsonl", "--format", "jsonl")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [(row["line"], row["verdict"]) for row in rows(run)] == [(1, None), (2, VERDICTS[0])]
    assert "a.jsonl:1: the line is longer than 2 MB" in run.stderr
    assert most < 30_000_000


@pytest.mark.slow
def test_nothing_of_what_is_done_is_kept():
    def kept(number):
        tracemalloc.start()
        for _ in check_lines(ELIGIBLE for _ in range(number)):
            pass
        gc.collect()
        now, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return now

    kept(5)
    assert kept(60) - kept(10) < 3 * len(ELIGIBLE)


# From Python


def test_check_many_takes_models_data_and_paths_and_is_lazy():
    def given():
        yield MADE[0]
        yield Proposal.model_validate(MADE[1])
        yield EXAMPLES / "ka220-vet-2026.yaml"
        yield {"months": "many"}
        raise AssertionError("more was read than was asked for")

    found = check_many(given(), on=date(2026, 1, 1))
    first, second, third, fourth = (next(found) for _ in range(4))
    assert (first.verdict, second.verdict) == tuple(VERDICTS[:2])
    assert (first.name, second.name) == ("proposal:1", "proposal:2")
    assert third.verdict == "eligible"
    assert fourth.problem_lines() == [
        "proposal:4: `months`: `many` is no length; write months, such as 24, or 2 years",
    ]


def test_flat_rows_hold_one_value_a_column():
    found = [row.flat() for row in check_lines([*LINES, "{"], on=date(2030, 1, 1))]
    assert {tuple(row) for row in found} == {tuple(found[0])}
    assert all(
        value is None or isinstance(value, str | int | bool) for row in found for value in row.values()
    )
    assert found[1]["fails"]
    assert found[1]["why"]
    assert found[-1]["readable"] is False
    assert found[0]["closed"] is True


def test_a_row_holds_what_the_report_says():
    report = check(Proposal.model_validate(MADE[1]), fixes=False)
    (row,) = check_lines([FAULTY])
    told = [finding for finding in report.findings if finding.decides or finding.outcome == "fail"]
    assert [(one.rule, one.message, one.at, one.mend) for one in row.findings] == [
        (one.rule, one.message, one.at, one.fix) for one in told if one.severity != "assessor"
    ]
    assert set(row.fails) == {one.rule for one in report.findings if one.decides and one.outcome == "fail"}
    assert all(one.source and one.grade for one in row.findings)


def test_the_id_of_a_report_follows_from_facts_and_rules_alone():
    data = dict(reversed(MADE[0].items()))
    same = [next(check_many([one])).report for one in (MADE[0], data)]
    other = [
        next(check_many([{**MADE[0], "title": "Another one"}])).report,
        next(check_many([MADE[0]], ignore=("TXT",))).report,
        next(check_many([{**MADE[0], "months": None}])).report,
    ]
    assert same[0] == same[1]
    assert len({*same, *other}) == 4


# The screen


@pytest.mark.usefixtures("here")
def test_many_are_told_in_a_line_each():
    written("a.jsonl")
    lines = erasmus("a.jsonl", "--on", "2026-01-01").stdout.splitlines()
    assert len(lines) == len(LINES)
    assert lines[0].startswith("ELIGIBLE         a.jsonl:1  ")
    assert "closed" not in lines[0]
    late = erasmus("a.jsonl", "--on", "2030-01-01").stdout.splitlines()
    assert late[0].startswith("MEETS THE RULES  a.jsonl:1  ")
    assert late[0].endswith("closed)")
    assert lines[1].startswith("NOT ELIGIBLE     a.jsonl:2  ")
    assert next(check_lines([FAULTY])).fails[0] in lines[1]
    verbose = erasmus("a.jsonl", "-v").stdout
    assert next(check_lines([FAULTY])).findings[0].name in verbose
    assert len(verbose.splitlines()) > len(lines)


@pytest.mark.usefixtures("here")
def test_a_title_of_two_lines_is_told_in_one():
    written("a.jsonl", ['{"call": 2026, "title": "Bread\\nand water"}'])
    (line,) = erasmus("a.jsonl").stdout.splitlines()
    assert "Bread and water" in line


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("lines", "options", "code"),
    [
        ([ELIGIBLE], [], 0),
        ([ELIGIBLE, FAULTY], [], 1),
        ([ELIGIBLE, '{"call": 2026}'], [], 0),
        ([ELIGIBLE, '{"call": 2026}'], ["--strict"], 1),
        ([ELIGIBLE], ["--strict", "--on", "2000-01-01"], 0),
        ([ELIGIBLE], ["--strict", "--on", "2030-01-01"], 1),
        ([FAULTY, "x"], [], 2),
    ],
)
@pytest.mark.parametrize("output", ["text", "json", "jsonl"])
def test_the_exit_code_is_that_of_all(lines, options, code, output):
    written("a.jsonl", lines)
    assert erasmus("a.jsonl", "--format", output, *options).exit_code == code


@pytest.mark.usefixtures("here")
def test_json_names_the_line_of_each_proposal():
    written("a.jsonl", [FAULTY, "x"])
    data = json.loads(erasmus("a.jsonl", "--format", "json").stdout)
    (proposal,) = data["proposals"]
    assert (proposal["file"], proposal["line"]) == ("a.jsonl", 1)
    placed = [finding for finding in proposal["findings"] if finding["at"]]
    assert {finding["line"] for finding in placed} == {1}
    assert all(finding["column"] > 1 for finding in placed)
    assert [(error["file"], error["line"]) for error in data["errors"]] == [("a.jsonl", 2)]


# Output files


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.jsonl", "--resume"], "name it with -o"),
        (["a.jsonl", "-o", "x.json", "--resume"], "--resume goes on behind a whole line"),
        (["a.jsonl", "-o", "there.jsonl"], "is there already"),
        (["a.jsonl", "-o", "a.jsonl", "--force"], "is the input itself"),
        (["a.jsonl", "-o", "no/where.jsonl"], "there is no folder"),
        (["a.jsonl", "-o", "x.txt"], "its ending says no format"),
        (["a.jsonl", "-o", "x.jsonl", "--format", "text"], "-o writes what programs read"),
        (["a.jsonl", "-o", "there.jsonl", "--resume"], "there.jsonl: line 1 is no line of a check"),
        (
            ["a.jsonl", "-o", "there.jsonl", "--format", "csv", "--resume"],
            "there.jsonl: line 1 is no line of",
        ),
    ],
)
def test_outputs_that_cannot_be(arguments, message):
    written("a.jsonl")
    written("there.jsonl", ["mine"])
    run = erasmus(*arguments)
    assert run.exit_code == 2
    assert run.stdout == ""
    assert message in run.stderr.replace("\n", " ")
    assert not Path("x.jsonl").exists()
    assert Path("there.jsonl").read_text("utf-8") == "mine\n"


@pytest.mark.usefixtures("here")
def test_the_output_is_no_input_of_its_own_folder():
    written("a.jsonl")
    for _ in range(2):
        run = erasmus(".", "-o", "out.jsonl", "--force")
        assert f"{len(LINES)} proposals" in run.stderr
        assert len(Path("out.jsonl").read_text("utf-8").splitlines()) == len(LINES)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("ending", ["jsonl", "csv"])
@pytest.mark.parametrize("seed", range(6))
def test_resume_goes_on_behind_the_last_whole_line(seed, ending):
    written("a.jsonl", [*LINES[:5], "no proposal", *LINES[5:]])
    whole = erasmus("a.jsonl", "-o", f"whole.{ending}", "--summary")
    content = Path(f"whole.{ending}").read_bytes()
    part = Path(f"part.{ending}")
    part.write_bytes(content[: random.Random(seed).randrange(len(content))])
    run = erasmus("a.jsonl", "-o", part, "--summary", "--resume")
    assert part.read_bytes() == content
    assert run.exit_code == whole.exit_code == 2
    assert run.stdout == whole.stdout
    assert run.stderr.splitlines()[-1] == whole.stderr.splitlines()[-1]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("ending", ["jsonl", "csv"])
@pytest.mark.parametrize("kept", [0, 1, 2, 3])
def test_resume_ends_with_the_exit_code_of_the_whole(kept, ending):
    a_lines = [FAULTY, ELIGIBLE, ELIGIBLE]
    written("a.jsonl", a_lines)
    erasmus("a.jsonl", "-o", "known.jsonl")
    written("a.jsonl", [*a_lines, FAULTY])
    for options, codes in (([], 1), (["--strict"], 1), (["--baseline", "known.jsonl"], 1)):
        out_file = Path(f"part.{ending}")
        whole = erasmus("a.jsonl", "-o", out_file, "--force", *options)
        lines = out_file.read_bytes().splitlines(keepends=True)
        out_file.write_bytes(b"".join(lines[: kept + (ending == "csv")]))
        run = erasmus("a.jsonl", "-o", out_file, "--resume", *options)
        assert run.exit_code == whole.exit_code == codes
        assert run.stderr.splitlines()[-1] == whole.stderr.splitlines()[-1]
        assert out_file.read_bytes() == b"".join(lines)


@pytest.mark.usefixtures("here")
def test_resume_behind_a_table_knows_what_the_baseline_knows():
    written("a.jsonl", [FAULTY, ELIGIBLE])
    erasmus("a.jsonl", "-o", "known.jsonl")
    whole = erasmus("a.jsonl", "-o", "part.csv", "--baseline", "known.jsonl")
    assert whole.exit_code == 0
    run = erasmus("a.jsonl", "-o", "part.csv", "--baseline", "known.jsonl", "--resume")
    assert (run.exit_code, run.stderr.splitlines()[-1]) == (0, whole.stderr.splitlines()[-1])


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("ending", ["jsonl", "csv"])
@pytest.mark.parametrize(
    ("lines", "options", "message"),
    [
        ([*LINES[:-1], FAULTY], [], "a.jsonl:12 comes out differently now"),
        (LINES, ["--ignore", "CON"], "comes out differently now"),
        (LINES[:1], [], "is about a.jsonl:2"),
    ],
)
def test_resume_refuses_what_answers_another_question(lines, options, message, ending):
    written("a.jsonl")
    part = Path(f"part.{ending}")
    erasmus("a.jsonl", "-o", part)
    before = part.read_bytes()
    written("a.jsonl", lines)
    run = erasmus("a.jsonl", "-o", part, "--resume", *options)
    assert run.exit_code == 2
    assert message in run.stderr.replace("\n", " ")
    assert part.read_bytes() == before


@posix
@pytest.mark.slow
@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("number", "code", "ending"),
    [(signal.SIGKILL, -9, "jsonl"), (signal.SIGKILL, -9, "csv"), (signal.SIGINT, 130, "jsonl")],
)
def test_a_run_that_is_killed_leaves_whole_lines_and_can_be_gone_on_with(number, code, ending):
    many = LINES * 600  # far more than is done before it is ended
    written("a.jsonl", many)
    program = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    program += "from erasmus_cli.__main__ import main; main()"
    command = [sys.executable, "-c", program, "check", "a.jsonl", "-o", f"out.{ending}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        for _ in until(Path(f"out.{ending}"), 20_000):
            assert running.poll() is None
        running.send_signal(number)
        _, told = running.communicate(timeout=300)
    assert running.returncode == code
    assert "Traceback" not in told
    done = Path(f"out.{ending}").read_text("utf-8")
    assert 0 < done.count("\n") < len(many)
    if number == signal.SIGINT:
        assert done.endswith("\n")
        assert f"stopped after {done.count(chr(10))} proposals" in told
    written("a.jsonl", many[: done.count("\n") + 60])
    process("a.jsonl", "-o", f"out.{ending}", "--resume")
    erasmus("a.jsonl", "-o", f"whole.{ending}")
    assert Path(f"out.{ending}").read_bytes() == Path(f"whole.{ending}").read_bytes()


@posix
@pytest.mark.slow
@pytest.mark.usefixtures("here")
def test_verdicts_come_when_they_are_known_and_a_reader_may_leave():
    command = [sys.executable, "-m", "erasmus_cli", "check", "-", "--format", "jsonl"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **pipes) as running:
        running.stdin.write(f"{ELIGIBLE}\n{FAULTY}\n")
        running.stdin.flush()
        assert json.loads(running.stdout.readline())["verdict"] == VERDICTS[0]  # the input has not ended
        running.stdout.close()
        with suppress(BrokenPipeError):
            running.stdin.write(f"{ELIGIBLE}\n" * 20)
            running.stdin.flush()
        assert running.wait(timeout=300) in {0, 1, 128 + signal.SIGPIPE}
        assert running.stderr.read() == ""
        with suppress(BrokenPipeError):
            running.stdin.close()


@posix
@pytest.mark.slow
@pytest.mark.usefixtures("here")
def test_progress_is_shown_on_a_terminal_and_nowhere_else():
    pexpect = pytest.importorskip("pexpect")
    written("a.jsonl", LINES * 20)
    arguments = ["-m", "erasmus_cli", "check", "a.jsonl", "-o", "out.jsonl"]
    shown = pexpect.run(
        f"{sys.executable} {' '.join(arguments)}", env={**os.environ, "TERM": "xterm"}, timeout=300
    ).decode()
    assert " checked" in shown
    assert "100%" in shown or "%" in shown
    assert "240 proposals: " in shown
    quiet = process("a.jsonl", "-o", "again.jsonl")
    assert quiet.stderr.startswith("240 proposals: ")
