"""`erasmus` alone: on a terminal it greets, elsewhere it prints its help."""

import os
import shutil
import sys
from datetime import date

import pytest
from terminal import ended, run_in, spawn
from typer.testing import CliRunner

from erasmus_cli import resources
from erasmus_cli.cli.app import app
from erasmus_cli.cli.greeting import greet

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX pseudo-terminal")

ERASMUS = (sys.executable, "-m", "erasmus_cli")
JANUARY = date(2026, 1, 5)


def greeting(folder, capsys):
    greet(folder, JANUARY)
    return capsys.readouterr().out


def example(folder, name, to):
    shutil.copyfile(resources.examples() / f"{name}.yaml", folder / to)


def test_it_tells_proposals_with_verdict_and_days(tmp_path, capsys):
    example(tmp_path, "ka210-school-2026", "good.yaml")
    example(tmp_path, "broken/ka210-school-2026", "bad.yaml")
    shown = " ".join(greeting(tmp_path, capsys).split())
    assert "good.yaml eligible, 59 days left QUIET AT LUNCH" in shown
    assert "bad.yaml not eligible, 59 days left" in shown


def test_files_of_other_programs_are_passed_over(tmp_path, capsys):
    (tmp_path / "compose.yaml").write_text("services:\n  db: {image: x}\n", encoding="utf-8")
    (tmp_path / "broken.yml").write_text("services: [\n", encoding="utf-8")
    assert "In this folder" not in greeting(tmp_path, capsys)


def test_a_proposal_that_cannot_be_read_is_told_and_not_gone_on_with(tmp_path, capsys):
    example(tmp_path, "ka210-school-2026", "good.yaml")
    (tmp_path / "torn.yaml").write_text("call: 2026\naction: [\n", encoding="utf-8")
    os.utime(tmp_path / "good.yaml", (0, 0))
    shown = greeting(tmp_path, capsys)
    assert "torn.yaml  cannot be read; `erasmus check torn.yaml` says why" in shown
    assert "erasmus new good.yaml" in shown


def test_of_many_the_last_changed_are_told(tmp_path, capsys):
    for number in range(8):
        example(tmp_path, "ka210-school-2026", f"p{number}.yaml")
        os.utime(tmp_path / f"p{number}.yaml", (number, number))
    shown = greeting(tmp_path, capsys)
    assert "p7.yaml" in shown
    assert "p1.yaml" not in shown
    assert "and 4 more; `erasmus check .` takes them all" in shown
    assert len(shown.splitlines()) <= 24


def test_a_name_that_leaves_no_room_takes_the_place_of_the_short_name(tmp_path, capsys):
    example(tmp_path, "ka210-school-2026", f"{'long-' * 8}name.yaml")
    shown = greeting(tmp_path, capsys)
    assert f"  {'long-' * 8}name.yaml  eligible, 59 days left\n" in shown
    assert "QUIET AT LUNCH" not in shown


def test_a_command_that_is_told_can_be_pasted_whatever_the_file_is_called(tmp_path, capsys):
    example(tmp_path, "ka210-school-2026", "my draft; rm x.yaml")
    assert 'erasmus new "my draft; rm x.yaml"' in greeting(tmp_path, capsys)


def test_a_call_to_come_is_told_by_the_rules_of_the_last(tmp_path, capsys):
    (tmp_path / "p.yaml").write_text("call: 2027\naction: small-scale-partnership\n", encoding="utf-8")
    assert "by the rules of 2026" in " ".join(greeting(tmp_path, capsys).split())


@pytest.mark.parametrize(
    ("head", "option"),
    [
        ("call: 2027\naction: small-scale-partnership\n", " --provisional"),
        ("call: 2026\naction: small-scale-partnership\n", ""),
        ("call: 2027\naction: strategic-partnership\n", ""),
        ("call: 2027\n", ""),
    ],
)
def test_what_is_told_to_go_on_with_works(head, option, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.yaml").write_text(head, encoding="utf-8")
    shown = greeting(tmp_path, capsys)
    assert f"erasmus new{option} p.yaml  " in shown
    assert f"erasmus check{option} p.yaml  " in shown
    known = "strategic" not in head
    assert (CliRunner().invoke(app, ["check", *option.split(), "p.yaml"]).exit_code == 0) is known


def test_an_empty_folder_fits_the_screen(tmp_path, capsys):
    assert len(greeting(tmp_path, capsys).splitlines()) <= 24


def test_a_terminal_is_greeted(tmp_path):
    child = spawn(tmp_path, *ERASMUS)
    child.expect("Begin")
    assert ended(child) == 0


def test_elsewhere_the_help_is_printed(tmp_path):
    done = run_in(tmp_path, *ERASMUS)
    assert done.returncode == 2
    assert "Usage: erasmus" in done.stderr + done.stdout
