"""`erasmus fix`, `erasmus check --diff` and `erasmus examples`: edits that are shown before they are made."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from folders import EXAMPLES
from typer.testing import CliRunner

from erasmus_cli import __version__, check, load
from erasmus_cli.cli.app import app
from erasmus_cli.matching.mending import difference, next_step, plan
from erasmus_cli.proposal.yaml_writer import dump
from erasmus_cli.resources import examples
from erasmus_cli.rules.outcome import Result, Severity

BROKEN = sorted((EXAMPLES / "broken").glob("*.yaml"))


def run(*arguments, **options):
    return CliRunner().invoke(app, list(map(str, arguments)), **options)


def fails(proposal):
    """How many rules fail that are more than reminders."""
    counted = (Severity.ERROR, Severity.WARNING)
    return sum(
        one.outcome is Result.FAIL and one.severity in counted
        for one in check(proposal, fixes=False).findings
    )


@pytest.fixture
def broken(tmp_path):
    return Path(shutil.copyfile(EXAMPLES / "broken" / "vet-innovation.yaml", tmp_path / "p.yaml"))


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_each_step_of_a_plan_mends_and_nothing_is_left_that_an_edit_mends(file):
    document = load(file)
    steps = list(plan(document))
    for before, after in ((step.before, step.after) for step in steps):
        assert fails(after.proposal) < fails(before.proposal)
    assert steps
    assert next_step(steps[-1].after) is None


def test_a_plan_touches_only_the_lines_concerned(broken):
    step = next(one for one in plan(load(broken)) if one.finding.rule == "DUR-01")
    changed = [line for line in difference(step.before, step.after).splitlines() if line[0] in "+-"]
    assert changed[2:] == ["-months: 40", "+months: 36"]


def test_nothing_is_written_unless_asked_for(broken):
    before = broken.read_bytes()
    shown = run("fix", broken)
    assert shown.exit_code == 0
    assert broken.read_bytes() == before
    assert "\n+months: 36\n" in shown.stdout
    assert "nothing was written" in shown.stderr


@pytest.mark.slow
def test_apply_makes_what_was_shown(broken):
    shown = run("fix", broken).stdout
    meant = list(plan(load(broken)))[-1].after.source.text
    made = run("fix", broken, "--apply")
    assert (made.exit_code, made.stdout) == (0, shown)
    assert broken.read_text(encoding="utf-8") == meant
    assert "nothing to mend" in run("fix", broken, "--apply").stderr


@pytest.mark.slow
def test_step_asks_before_each_edit(broken, monkeypatch):
    asked = []
    monkeypatch.setattr("typer.confirm", lambda *_, **__: asked.append(1) or len(asked) == 2)
    first, *_ = plan(load(broken))
    monkeypatch.setattr("erasmus_cli.cli.fix._at_terminal", lambda: True)
    assert run("fix", broken, "--step").exit_code == 0
    after = load(broken)
    assert len(asked) > 1
    assert (after.proposal.months, after.proposal.start) == (36, first.before.proposal.start)
    assert any(one.rule == first.finding.rule and one.edits for one in check(after.proposal).findings)


def test_step_without_a_terminal_is_refused(broken):
    assert run("fix", broken, "--step").exit_code == 2


def test_a_sound_proposal_has_nothing_to_mend():
    shown = run("fix", EXAMPLES / "ka210-school-2026.yaml")
    assert (shown.exit_code, shown.stdout) == (0, "")


def test_standard_input_is_shown_and_never_written(broken):
    text = broken.read_bytes()
    assert "+months: 36" in run("fix", "-", input=text).stdout
    assert run("fix", "-", "--apply", input=text).exit_code == 2


AWKWARD = "it's & mine.yaml"


def commands(text):
    """The commands in backquotes, as a shell takes them apart."""
    spoken = " ".join(text.split())
    return [shlex.split(command) for command in re.findall(r"`(erasmus [^`]*)`", spoken)]


def test_commands_name_files_as_a_shell_takes_them(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    missing = run("check", AWKWARD).stderr
    copied = run("examples", "broken/ka210-school-2026", "-o", AWKWARD).stderr
    left = run("fix", AWKWARD).stderr
    assert commands(missing) == [["erasmus", "new", AWKWARD]]
    assert commands(copied) == commands(left) == [["erasmus", "check", AWKWARD]]
    assert commands(run("check", AWKWARD, "--fixes").stdout)[-1] == ["erasmus", "fix", AWKWARD]


def test_what_is_left_is_checked_by_the_rules_that_the_edits_went_by(tmp_path):
    text = (EXAMPLES / "broken" / "ka210-school-2026.yaml").read_text(encoding="utf-8")
    file = tmp_path / "next.yaml"
    file.write_text(text.replace("call: 2026", "call: 2027"), encoding="utf-8")
    assert commands(run("fix", file, "--provisional").stderr) == [
        ["erasmus", "check", "--provisional", str(file)]
    ]


# What if


def test_what_if_tells_verdict_findings_and_difference():
    file = EXAMPLES / "ka210-school-2026.yaml"
    before = file.read_bytes()
    shown = run("check", file, "--diff", "months=25", "--on", "2026-01-15")
    assert "(what if)" in shown.stdout
    assert "(mended)" not in shown.stdout
    assert shown.exit_code == 1
    assert shown.stdout.startswith("What if: eligible -> not eligible\n+ FAIL DUR-01: 25 months; ")
    assert "\n+months: 25" in shown.stdout
    assert file.read_bytes() == before


def test_what_if_calls_organisations_by_their_names(tmp_path):
    file = Path(shutil.copyfile(EXAMPLES / "broken" / "ka220-vet-2026.yaml", tmp_path / "p.yaml"))
    shown = run("check", file, "--diff", "organisations.2.applications=10").stdout
    assert "\n- FAIL APP-05: Lielupes Lietišķo zinātņu augstskola is in 11 applications" in shown


def test_what_if_can_take_out_what_is_said():
    shown = run("check", EXAMPLES / "ka210-school-2026.yaml", "--diff", "months=", "--on", "2026-01-15")
    assert "What if: eligible -> undecided" in shown.stdout


@pytest.mark.parametrize("wish", ["months", "=3", "months=many", "nothing.here=1"])
def test_what_cannot_be_wished_for_is_refused(wish):
    assert run("check", EXAMPLES / "ka210-school-2026.yaml", "--diff", wish).exit_code == 2


# Examples


def test_every_example_is_listed_and_can_be_copied(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    listed = run("examples").stdout
    names = [file.relative_to(examples()).with_suffix("").as_posix() for file in examples().rglob("*.yaml")]
    for name in names:
        assert name in listed
    assert run("examples", "ka210-school-2026").exit_code == 0
    copy = tmp_path / "ka210-school-2026.yaml"
    assert copy.read_bytes() == (EXAMPLES / "ka210-school-2026.yaml").read_bytes()
    assert run("examples", "ka210-school-2026").exit_code == 2, "it is there already"
    assert "did you mean ka210-school-2026?" in run("examples", "ka210-school").stderr


# Help and version


@pytest.mark.parametrize("arguments", [["-V"], ["check", "-V"], ["guide", "calls", "-V"], ["--version"]])
def test_the_version_is_told_everywhere(arguments):
    assert run(*arguments).stdout == f"erasmus {__version__}\n"


@pytest.mark.parametrize("arguments", [["check"], ["guide", "calls"], ["match"]])
def test_help_is_told_in_three_ways(arguments):
    texts = {run(*arguments, "-h").stdout, run(*arguments, "--help").stdout, run("help", *arguments).stdout}
    assert len(texts) == 1
    assert "Usage: " in texts.pop()


def test_where_comments_are_lost_a_copy_is_kept_and_named(broken, monkeypatch):
    def all_anew(_state, _at, _value, meant):
        return iter([dump(meant)])

    before = broken.read_bytes()
    monkeypatch.setattr("erasmus_cli.proposal.text_edit._ways", all_anew)
    made = run("fix", broken, "--apply")
    assert made.exit_code == 0
    assert f"not all comments in {broken} can be kept; the file as it was is in {broken}.bak" in made.stderr
    assert Path(f"{broken}.bak").read_bytes() == before


def test_a_broken_example_does_not_take_the_name_of_its_sound_twin(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("examples", "broken/adult-2015").exit_code == 0
    assert [file.name for file in tmp_path.iterdir()] == ["broken-adult-2015.yaml"]
    assert run("examples", "adult-2015").exit_code == 0


def test_a_word_that_only_the_code_of_a_form_says_is_mended_beside_it(tmp_path):
    file = tmp_path / "p.yaml"
    text = "call: 2018\naction: KA229 # exchange\nfield: school\norganisations:\n"
    for handle, country, role in (("a", "BE", "applicant"), ("b", "AT", "partner"), ("c", "FR", "partner")):
        text += (
            f"- {{id: {handle}, name: School {handle}, country: {country}, kind: enterprise, role: {role}}}\n"
        )
    file.write_text(text)
    steps = [
        step for step in plan(load(file)) if step.before.proposal.format and not step.after.proposal.format
    ]
    assert [step.finding.rule for step in steps] == ["CON-04"]
    assert "action: strategic-partnership # exchange" in steps[0].after.source.text
    assert "format" not in steps[0].after.source.text


def test_no_edit_takes_out_a_list_that_another_call_would_ask_for(broken):
    broken.write_text(
        broken.read_text() + "lump_sum: 60000\nactivities:\n- {id: a, title: A week together}\n"
    )
    mended = [step.finding.at for step in plan(load(broken)) if step.finding.rule == "ACT-04"]
    assert mended == ["/lump_sum"]
    assert "activities has no effect" in run("check", broken).stdout
