"""`erasmus import`: files of rows and lines of files, each whole or not there."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from erasmus_cli import check, load
from erasmus_cli.cli.app import app

ROW = {
    "call": "2016",
    "Action": "KA202",
    "title": "Œuvre à Łódź",
    "months": "24",
    "priorities.main": "vet/work-based-learning",
    "Applicant name": "École A",
    "applicant country": "Belgique",
    "Partner 1 country": "EL",
}
SAID = {
    "call": 2016,
    "action": "strategic-partnership",
    "field": "vet",
    "title": "Œuvre à Łódź",
    "months": 24,
    "priorities": {"main": "vet/work-based-learning"},
    "organisations": [
        {"id": "applicant", "role": "applicant", "name": "École A", "country": "BE"},
        {"id": "p1", "role": "partner", "country": "GR"},
    ],
}


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def table(*rows, name="a.csv"):
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, ROW, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    Path(name).write_text(stream.getvalue(), "utf-8")


def erasmus(*arguments):
    run = CliRunner().invoke(app, list(map(str, arguments)))
    assert run.exit_code != 70, run.stderr
    return run


def test_files_of_rows_say_the_same_and_none_is_written_over():
    table(ROW, ROW | {"months": "many"})
    run = erasmus("import", "a.csv", "-o", "new")
    assert run.exit_code == 2
    assert "a.csv:3: `months`: `many` is no length" in run.stderr
    (file,) = Path("new").iterdir()
    assert file.name == "0002-oeuvre-a-lodz.yaml"
    assert load(file).proposal.model_dump(mode="json", exclude_unset=True) == SAID
    (row,) = [json.loads(line) for line in erasmus("check", file, "--format", "jsonl").stdout.splitlines()]
    first = json.loads(erasmus("check", "a.csv", "--format", "jsonl").stdout.splitlines()[0])
    assert row["report"] == first["report"]
    assert row["verdict"] == check(load(file).proposal).verdict
    file.write_text("mine", "utf-8")
    again = erasmus("import", "a.csv", "-o", "new")
    assert again.exit_code == 2
    assert "is there already and was left as it is" in again.stderr
    assert file.read_text("utf-8") == "mine"
    assert erasmus("import", file, "-o", "new").exit_code == 2


def test_lines_of_files_say_the_same_as_the_files():
    table(ROW, ROW)
    erasmus("import", "a.csv", "-o", "new")
    Path("new/bad.yaml").write_text("months: many", "utf-8")
    run = erasmus("import", "new", "-o", "new/all.jsonl")
    assert run.exit_code == 2
    assert "wrote 2 lines into new/all.jsonl; 1 proposal not" in run.stderr
    Path("new/bad.yaml").unlink()
    lines = Path("new/all.jsonl")
    before = lines.read_bytes()

    def ids(*paths):
        run = erasmus("check", *paths, "--format", "jsonl")
        return [json.loads(line)["report"] for line in run.stdout.splitlines()]

    assert ids(lines) == ids(*sorted(Path("new").glob("*.yaml")))
    again = erasmus("import", "new", "-o", lines)
    assert (again.exit_code, again.stderr) == (2, "new/all.jsonl is there already and was left as it is\n")
    assert lines.read_bytes() == before


@pytest.mark.slow
@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nothing kills like this on Windows")
@pytest.mark.parametrize("made", ["all.jsonl", "drafts"])
def test_what_a_kill_leaves_is_whole_or_not_there_and_the_next_run_makes_all(made):
    """It comes right before the first file takes its name."""
    table(ROW, ROW, ROW)
    script = (
        "import os, signal, sys; from pathlib import Path; from erasmus_cli.cli.app import app\n"
        "Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "app(['import', 'a.csv', '-o', sys.argv[1]])"
    )
    killed = subprocess.run([sys.executable, "-c", script, made], check=False, env=os.environ)
    assert killed.returncode == -signal.SIGKILL
    left = [path.name for path in Path().rglob("*") if path.is_file() and path.name != "a.csv"]
    assert len(left) == 1
    assert left[0].endswith(".part")
    assert erasmus("import", "a.csv", "-o", made).exit_code == 0
    lines = Path(made).read_text("utf-8").splitlines() if made == "all.jsonl" else [*Path(made).iterdir()]
    assert len(lines) == 3
    assert not [*Path().rglob("*.part")]


def test_an_import_of_nothing_makes_no_file():
    Path("a.jsonl").write_text("no proposal\n", "utf-8")
    run = erasmus("import", "a.jsonl", "-o", "all.jsonl")
    assert run.exit_code == 2
    assert "all.jsonl is not written: there is no proposal to put into it" in run.stderr
    assert [path.name for path in Path().iterdir()] == ["a.jsonl"]


def test_a_folder_that_is_not_there_is_told():
    table(ROW)
    run = erasmus("import", "a.csv", "-o", "none/all.jsonl")
    assert (run.exit_code, "there is no folder none" in run.stderr) == (2, True)
