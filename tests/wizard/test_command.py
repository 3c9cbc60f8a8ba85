"""`erasmus new` without questions: answers by flags and files, and what it says of those that are missing."""

import json

import pytest
from typer.testing import CliRunner
from wizard_script import AFTER_ORGANISATIONS, COMPLETE, ORGANISATIONS

from erasmus_cli.cli.app import app
from erasmus_cli.proposal.reader import load
from erasmus_cli.wizard.file import ProposalFile


def write(path, text):
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def erasmus(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()

    def invoke(*arguments):
        result = runner.invoke(app, ["new", *arguments])
        assert result.stdout == "", "stdout is for data"
        return result

    return invoke


def settings(**values):
    return [part for key, value in values.items() for part in ("--set", f"{key}={value}")]


def test_everything_by_flags_needs_no_terminal(erasmus, tmp_path):
    write(tmp_path / "given.yaml", ORGANISATIONS + AFTER_ORGANISATIONS)
    shape = settings(
        call=2016,
        action="strategic-partnership",
        field="vet",
        type="innovation",
        title="Learning: a way # on",
        language="en",
    )
    result = erasmus("my.yaml", "--answers", "given.yaml", *shape)
    assert result.exit_code == 0, result.stderr
    assert "my.yaml: MEETS THE RULES of call 2016" in result.stderr
    assert "erasmus check my.yaml" in result.stderr
    proposal = load(tmp_path / "my.yaml").proposal
    assert proposal.title == "Learning: a way # on"
    assert len(proposal.organisations) == 3


@pytest.mark.parametrize("flags", [["--no-input"], []])
def test_what_is_missing_is_named_with_its_flag(erasmus, tmp_path, flags):
    write(tmp_path / "proposal.yaml", COMPLETE.replace("months: 24\n", "").replace("    country: NO\n", ""))
    result = erasmus(*flags)
    assert result.exit_code == 2
    assert "proposal.yaml: 2 answers are missing" in result.stderr
    assert "--set months=NUMBER" in result.stderr
    assert "--set organisations.1.country=BE" in result.stderr
    assert "--answers" in result.stderr


def test_a_new_proposal_without_input_names_all_that_is_needed(erasmus, tmp_path):
    result = erasmus("--no-input")
    assert result.exit_code == 2
    for key in ("call", "action", "field", "title", "organisations", "start", "months"):
        assert f"--set {key}=" in result.stderr
    assert "acronym" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_given_answers_are_saved_even_if_others_are_missing(erasmus, tmp_path):
    result = erasmus("--no-input", *settings(call=2016, field="vet"))
    assert result.exit_code == 2
    assert load(tmp_path / "proposal.yaml").proposal.field == "vet"
    assert "saved in proposal.yaml" in result.stderr


@pytest.mark.parametrize(
    ("setting", "at", "value"),
    [
        ("priorities.main=vet/access", "/priorities/main", "vet/access"),
        (
            "priorities.others=[vet/access, vet/educators]",
            "/priorities/others",
            ["vet/access", "vet/educators"],
        ),
        ("/organisations/0/country=EL", "/organisations/0/country", "EL"),
        ("organisations.0.eche=true", "/organisations/0/eche", True),
        ("organisations.3.name=Four", "/organisations/3/name", "Four"),
        ("answers.organisation.background/b=We train.", "/answers/organisation.background~1b", "We train."),
        ("title=2020", "/title", "2020"),
        ("title=Learning: a way", "/title", "Learning: a way"),
        ("title=- a # b", "/title", "- a # b"),
        ("title='quoted'", "/title", "quoted"),
        ("start=2016-10-01", "/start", "2016-10-01"),
        ("requested_grant=1000.50", "/requested_grant", 1000.5),
        ("organisations.1.country=NO", "/organisations/1/country", "NO"),
        ("requested_grant=", "/requested_grant", None),
    ],
)
def test_set_takes_dotted_keys_and_pointers(erasmus, tmp_path, setting, at, value):
    write(tmp_path / "proposal.yaml", COMPLETE)
    result = erasmus("--no-input", "--set", setting)
    assert result.exit_code in (0, 2), result.stderr
    assert ProposalFile(tmp_path / "proposal.yaml").value(at) == value
    assert "# dates" in (tmp_path / "proposal.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("months=soon", "--set months=soon: `months`: `soon` is no length"),
        ("field=vett", "did you mean `vet`?"),
        ("titel=x", "did you mean `title`?"),
        ("organisations.7.name=x", "`organisations` has 3 entries; the next is 3"),
        ("organisations.0.country=QQ", "there is no country `QQ`"),
        ("title.x=1", "`title` has no place for `x`"),
        ("organisations=[{", "cannot be read"),
        ("nonsense", "write key=value"),
        ("call=2027", "no rules for 2027"),
        ("call=2021", "no rules for 2021/strategic-partnership"),
    ],
)
def test_an_answer_by_flag_that_cannot_be_taken_is_one_line(erasmus, tmp_path, setting, words):
    write(tmp_path / "proposal.yaml", COMPLETE)
    result = erasmus("--set", "months=12", "--set", setting)
    assert result.exit_code == 2
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert (tmp_path / "proposal.yaml").read_text(encoding="utf-8") == COMPLETE


def test_answers_from_a_file_merge_groups_and_replace_lists(erasmus, tmp_path):
    write(
        tmp_path / "proposal.yaml", COMPLETE + "answers: {description.rationale: Old., summary.text: Kept.}\n"
    )
    given = {
        "priorities": {"main": "vet/access"},
        "answers": {"description.rationale": "New.\nTwo lines."},
        "organisations": [{"name": "Only", "country": "BE", "role": "applicant", "kind": "school"}],
    }
    write(tmp_path / "given.json", json.dumps(given))
    assert erasmus("--answers", "given.json").exit_code == 0
    proposal = load(tmp_path / "proposal.yaml").proposal
    assert proposal.priorities.main == "vet/access"
    assert proposal.priorities.others == ("vet/access",)
    assert proposal.answers == {"description.rationale": "New.\nTwo lines.", "summary.text": "Kept."}
    assert [o.name for o in proposal.organisations] == ["Only"]


@pytest.mark.parametrize(
    ("name", "content"), [("given.yaml", "months: soon\n"), ("given.yaml", "a: [\n"), ("none.yaml", None)]
)
def test_a_bad_file_of_answers_writes_nothing(erasmus, tmp_path, name, content):
    if content is not None:
        write(tmp_path / name, content)
    result = erasmus("--answers", name, "--set", "call=2016")
    assert result.exit_code == 2
    assert result.stderr.startswith(name)
    assert not (tmp_path / "proposal.yaml").exists()


def test_a_flag_mends_a_value_that_cannot_be_read(erasmus, tmp_path):
    write(tmp_path / "proposal.yaml", COMPLETE.replace("months: 24", "months: soon"))
    result = erasmus()
    assert result.exit_code == 2
    assert "`months`: `soon` is no length; write months, such as 24, or 2 years" in result.stderr
    assert erasmus("--set", "months=24").exit_code == 0


@pytest.mark.parametrize("name", ["-", "no/such/folder.yaml", "folder"])
def test_what_cannot_be_a_proposal_file_is_refused(erasmus, tmp_path, name):
    (tmp_path / "folder").mkdir()
    result = erasmus(name)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_a_file_that_is_no_yaml_is_not_touched(erasmus, tmp_path):
    write(tmp_path / "proposal.yaml", "call: [2016\n")
    result = erasmus("--set", "call=2016")
    assert result.exit_code == 2
    assert "proposal.yaml:2:1: this is not YAML" in result.stderr
    assert (tmp_path / "proposal.yaml").read_text(encoding="utf-8") == "call: [2016\n"


def test_an_empty_file_is_a_new_proposal(erasmus, tmp_path):
    write(tmp_path / "proposal.yaml", "\n")
    assert "8 answers are missing" in erasmus().stderr


def test_a_call_that_has_closed_is_said_before_what_is_missing(erasmus):
    lines = erasmus("--no-input", *settings(call=2026, action="small-scale-partnership")).stderr
    assert "closed" in lines
    assert lines.index("closed") < lines.index("answers are missing")


def test_the_code_of_a_form_leaves_no_field_to_be_named(erasmus, tmp_path):
    (tmp_path / "proposal.yaml").write_text("call: 2026\naction: KA210-SCH\n", encoding="utf-8")
    lines = erasmus("--no-input").stderr
    assert " title " in lines
    assert " field " not in lines


def test_provisional_begins_for_the_call_to_come(erasmus, tmp_path):
    result = erasmus("--no-input", "--provisional", *settings(action="KA210-SCH"))
    assert load(tmp_path / "proposal.yaml").proposal.call == 2027
    assert "the rules of 2026 stand in" in " ".join(result.stderr.split())


def test_provisional_leaves_a_call_that_is_known_as_it_is(erasmus, tmp_path):
    result = erasmus("--no-input", "--provisional", *settings(call=2016))
    assert load(tmp_path / "proposal.yaml").proposal.call == 2016
    assert "--provisional changes nothing: call 2016 is known here" in result.stderr


def test_help_names_the_flags():
    result = CliRunner().invoke(app, ["new", "--help"])
    assert result.exit_code == 0
    for flag in ("--set", "--answers", "--no-input", "--plain"):
        assert flag in result.stdout


@pytest.mark.parametrize("code", ["KA210-SCH", "ka210-sch"])
def test_the_code_of_a_form_says_action_and_field(tmp_path, code):
    file = tmp_path / "p.yaml"
    CliRunner().invoke(app, ["new", str(file), "--no-input", "--set", "call=2026", "--set", f"action={code}"])
    proposal = load(file).data
    assert (proposal["action"], proposal["field"]) == ("small-scale-partnership", "school")
