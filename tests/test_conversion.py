"""Conversion: what is carried over, what is dropped, and that nothing is lost or overwritten."""

import pytest
from folders import EXAMPLES
from typer.testing import CliRunner

from erasmus_cli.cli.app import app
from erasmus_cli.conversion import convert
from erasmus_cli.guide.loader import available
from erasmus_cli.pointers import pointer
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.reader import load

FILES = sorted(EXAMPLES.glob("*.yaml"))


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_any_proposal_goes_to_any_edition_and_passes_the_schema(file):
    source = load(file).proposal
    before = source.model_dump()
    for call, action in available():
        result = convert(source, call, action)
        assert (result.proposal.call, result.proposal.action) == (call, action)
        assert Proposal.model_validate(result.data) == result.proposal, (call, action)
        assert source.model_dump() == before, (call, action)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_to_its_own_edition_nothing_changes(file):
    source = load(file).proposal
    result = convert(source, source.call, source.action)
    assert result.proposal == source
    assert not result.dropped
    assert not result.replaced


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_answer_is_kept_or_named_as_dropped(file):
    source = load(file).proposal
    result = convert(source, 2026, "cooperation-partnership")
    for key, text in source.answers.items():
        assert result.proposal.answers.get(key) == text or pointer(("answers", key)) in result.dropped


def test_unit_costs_are_dropped_and_the_lump_sum_is_needed():
    result = convert(load(EXAMPLES / "vet-innovation.yaml").proposal, 2026, "cooperation-partnership")
    assert {"/requested_grant", "/outputs", "/type", "/start"} <= set(result.dropped)
    assert {"/lump_sum", "/work_packages", "/start"} <= set(result.needed)
    assert result.proposal.priorities.main == "vet/labour-market"
    assert any("vet/work-based-learning" in str(line) for line in result.replaced)


def test_days_of_another_call_are_dropped_wherever_they_stand_and_those_of_organisations_kept():
    source = load(EXAMPLES / "ka220-vet-2026.yaml").proposal
    result = convert(source, 2027, source.action, provisional=True)
    packages = result.proposal.work_packages
    assert len(packages) == len(source.work_packages)
    assert not any(one.start or one.end for one in packages)
    assert not any(activity.start or activity.end for one in packages for activity in one.activities or ())
    assert str(result.dropped["/work_packages"]) == "40 dates of the other call"
    assert result.proposal.organisations == source.organisations
    said = {at: str(words) for at, words in result.needed.items()}
    assert said == {"/start": "say when the project starts in call 2027"}


def test_what_was_missing_before_is_not_called_new():
    data = {"call": 2026, "action": "small-scale-partnership", "field": "school", "start": "2026-11-02"}
    data["priorities"] = {"main": "school/well-being"}
    result = convert(Proposal.model_validate(data), 2027, "small-scale-partnership", provisional=True)
    assert set(result.needed) == {"/start"}
    assert {"/organisations", "/lump_sum"} <= set(result.still_needed)
    assert result.data["priorities"] == {"main": "school/well-being"}, "nothing is added"


def test_organisations_go_over_whole():
    source = load(EXAMPLES / "vet-innovation.yaml").proposal
    assert convert(source, 2026, "cooperation-partnership").proposal.organisations == source.organisations


def run(*arguments):
    return CliRunner().invoke(app, ["convert", *map(str, arguments)])


def test_the_source_is_never_overwritten(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_bytes((EXAMPLES / "adult-2015.yaml").read_bytes())
    result = run(file, "--to", "2016/strategic-partnership", "-o", file, "--force")
    assert result.exit_code == 2
    assert file.read_bytes() == (EXAMPLES / "adult-2015.yaml").read_bytes()


def test_the_result_is_a_proposal_file_and_the_talk_goes_to_stderr(tmp_path):
    out = tmp_path / "new.yaml"
    result = run(EXAMPLES / "adult-2015.yaml", "--to", "2016/strategic-partnership", "-o", out)
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert "Newly needed:" in result.stderr
    assert load(out).proposal.call == 2016
    assert run(EXAMPLES / "adult-2015.yaml", "--to", "2016/strategic-partnership", "-o", out).exit_code == 2


def test_organisations_and_their_keys_are_told_by_name(tmp_path):
    broken = EXAMPLES / "broken" / "ka220-vet-2026.yaml"
    told = run(broken, "--to", "2027", "--provisional", "-o", tmp_path / "new.yaml").stderr
    name = load(broken).proposal.organisations[3].name
    assert f"oid of {name}: `999004441` of {name} is not" in told.partition("As before:\n")[2]
    associated = load(broken).proposal.organisations[5].name
    assert f"Inspection: {associated} is an associated partner" in told


@pytest.mark.parametrize(
    "to", ["1999", "2016/", "strategic-partnership", "2016/nonsense", "1999/strategic-partnership"]
)
def test_a_goal_that_does_not_exist_is_refused(to):
    result = run(EXAMPLES / "adult-2015.yaml", "--to", to)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_call_alone_keeps_the_action():
    short, long = (
        run(EXAMPLES / "adult-2015.yaml", "--to", to) for to in ("2016", "2016/strategic-partnership")
    )
    assert (short.exit_code, short.stdout) == (0, long.stdout)


def test_comments_order_and_untouched_answers_go_over_as_they_are(tmp_path):
    source = (EXAMPLES / "vet-innovation.yaml").read_text("utf-8")
    out = tmp_path / "new.yaml"
    assert (
        run(EXAMPLES / "vet-innovation.yaml", "--to", "2018/strategic-partnership", "-o", out).exit_code == 0
    )
    before, after = source.splitlines(), out.read_text("utf-8").splitlines()
    assert [line for line in before if line.strip().startswith("#")] == [
        line for line in after if line.strip().startswith("#")
    ]
    assert set(after) - set(before) == {"call: 2018"}
    assert {line.split(":")[0].strip() for line in set(before) - set(after) if "201" in line} >= {
        "start",
        "end",
    }


def test_to_another_format_the_data_go_over(tmp_path):
    out = tmp_path / "new.json"
    assert run(EXAMPLES / "adult-2015.yaml", "--to", "2016/strategic-partnership", "-o", out).exit_code == 0
    assert out.read_text("utf-8").startswith("{\n")
    again = tmp_path / "again.yaml"
    assert run(out, "--to", "2016/strategic-partnership", "-o", again).exit_code == 0
    assert load(again).proposal == load(out).proposal
    assert again.read_text("utf-8").startswith("call: 2016\n")
