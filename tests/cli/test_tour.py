"""The tour: the main job on an example, without a terminal."""

import shutil
import subprocess
import sys

import pytest
from folders import ROOT

from erasmus_cli import check, load


def tour(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "erasmus_cli", "tour", *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_the_tour_leaves_proposal_report_and_draft_in_a_new_folder(tmp_path):
    done = tour(tmp_path, "--date", "2016-03-01")
    assert done.returncode == 0, done.stderr
    made = tmp_path / "erasmus-tour"
    assert {file.name for file in made.iterdir()} == {
        "proposal.yaml",
        "broken.yaml",
        "report.txt",
        "draft.md",
    }
    assert check(load(made / "proposal.yaml").proposal).verdict == "eligible"
    assert check(load(made / "broken.yaml").proposal).verdict == "not-eligible"
    assert (made / "report.txt").read_text(encoding="utf-8").count("\npass ") > 10
    assert "As of 1 March 2016." in (made / "draft.md").read_text(encoding="utf-8")
    for command in ("erasmus new", "erasmus check", "erasmus draft"):
        assert command in done.stdout
    first_screen = done.stdout.splitlines()[:24]
    assert any("How many months does the project last?" in line for line in first_screen)
    assert "   > 24" in first_screen
    assert any(line.startswith("ELIGIBLE") for line in first_screen)


@pytest.mark.slow
def test_a_second_tour_takes_another_folder(tmp_path):
    tour(tmp_path)
    assert tour(tmp_path).returncode == 0
    assert (tmp_path / "erasmus-tour-2" / "draft.md").exists()


@pytest.mark.slow
def test_a_folder_that_is_there_is_left_alone(tmp_path):
    (tmp_path / "mine").mkdir()
    done = tour(tmp_path, "mine")
    assert done.returncode == 2
    assert not list((tmp_path / "mine").iterdir())


@pytest.mark.slow
def test_the_wheel_ships_templates_examples_and_data(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    wheel = next(tmp_path.glob("*.whl"))
    unpacked = tmp_path / "installed"
    shutil.unpack_archive(wheel, unpacked, format="zip")
    cities = unpacked / "erasmus_cli" / "places" / "data"
    assert (cities / "GR.tsv").exists()
    assert "GeoNames" in (cities / "CREDIT.txt").read_text(encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    run = subprocess.run(
        [sys.executable, "-c", "from erasmus_cli.__main__ import main; main()", "tour"],
        cwd=elsewhere,
        env={"PYTHONPATH": str(unpacked), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert (elsewhere / "erasmus-tour" / "draft.md").exists()
