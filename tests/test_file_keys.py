"""The page on the proposal file, `erasmus explain` of its parts and of words, and the line for editors."""

import json

import pytest
from typer.testing import CliRunner

from erasmus_cli import check
from erasmus_cli.cli.app import app
from erasmus_cli.file_keys import part_at, parts, sample_files, samples
from erasmus_cli.guide.glossary import all_terms, behind, find_term
from erasmus_cli.guide.statements import all_statements
from erasmus_cli.proposal.errors import UnreadableProposalError
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.reader import parse
from erasmus_cli.rules.report import Verdict
from erasmus_cli.schemas import json_schema
from erasmus_cli.wizard.tolerant_reader import beginning

SCHEMA = json_schema("proposal")


def explained(*arguments):
    run = CliRunner().invoke(app, ["explain", *arguments], env={"COLUMNS": "80"})
    assert run.exit_code == 0, run.stderr
    return run.stdout


def test_every_key_of_every_model_has_a_text():
    said = {(part.text, key.name) for part in parts() for key in part.keys if key.text}
    models = [SCHEMA, *SCHEMA["$defs"].values()]
    assert said == {(model["description"], key) for model in models for key in model["properties"]}


def test_every_list_of_the_file_has_a_sample():
    held = {key.name for key in parts()[0].keys if key.holds}
    assert held <= set(samples())
    assert {"answers", "scores", "topics"} <= set(samples())


@pytest.mark.parametrize("name", sample_files())
def test_samples_are_cut_from_proposals_against_which_no_rule_stands(name):
    document = parse(sample_files()[name], name)
    report = check(document.proposal)
    assert report.verdict is not Verdict.NOT_ELIGIBLE, [f.message for f in report.findings if f.decides]
    assert document.proposal.model_fields_set <= set(samples())


@pytest.mark.parametrize(
    ("key", "editions"),
    [
        ("type", {(call, "strategic-partnership") for call in range(2016, 2021)}),
        ("outputs", {(call, "strategic-partnership") for call in range(2014, 2021)}),
        ("activities", {(call, "small-scale-partnership") for call in range(2021, 2027)}),
    ],
)
def test_keys_say_in_which_editions_they_matter(key, editions):
    assert {known for one in parts()[0].keys if one.name == key for known in one.editions} == editions


def test_keys_say_what_they_take():
    values = {key.name: key.value.text() for part in parts() for key in part.keys}
    assert values["part"] == "`coordination`, `core`, `other`"
    assert values["call"] == "whole number, 2014 to 2999"
    assert (values["established"], values["submitted"]) == ("day", "moment")
    assert values["grants"] == "number for each key"
    assert values["coordinates"] == "two numbers"


@pytest.mark.parametrize(
    ("place", "at"),
    [("outputs.days", "outputs.days"), ("days", "outputs.days"), ("work_packages.activities", "activities")],
)
def test_a_part_is_found_by_its_place(place, at):
    assert part_at(place).at == at
    assert part_at("nothing") is None


def test_a_list_is_explained_with_a_sample():
    text = explained("work_packages")
    assert "`management`: whether it is the one for project management" in text
    assert "grants: {applicant: 12000" in text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize(
    ("place", "at", "key"),
    [
        ("months", "", "months"),
        ("proposal.months", "", "months"),
        ("organisations.kind", "organisations", "kind"),
        ("organisations.0.kind", "organisations", "kind"),
        ("outputs.days.category", "outputs.days", "category"),
        ("work_packages.activities.venue", "activities", "venue"),
        ("lump_sum", "", "lump_sum"),
    ],
)
def test_a_single_key_is_explained_as_on_the_page_of_the_file_format(place, at, key):
    told = next(one for part in parts() if part.at == at for one in part.keys if one.name == key)
    text = " ".join(explained(place).split())
    assert text.startswith(f"{'.'.join(filter(None, (at, key)))}: ")
    assert " ".join(f"`{key}`{' (needed)' if told.needed else ''}: {told.text}.".split()) in text
    assert f"`erasmus explain {at or 'proposal'}` lists the keys beside it." in text
    data = json.loads(explained(place, "--format", "json"))
    assert (data["at"], [one["key"] for one in data["keys"]]) == (at, [key])


def test_a_key_that_stands_in_several_places_is_explained_for_each():
    text = explained("kind")
    assert "organisations.kind: " in text
    assert "learning_activities.kind: " in text
    run = CliRunner().invoke(app, ["explain", "kind", "--format", "json"])
    assert run.exit_code == 2
    assert "organisations.kind, learning_activities.kind" in run.stderr


@pytest.mark.parametrize(
    ("written", "meant"), [("mounths", "months"), ("organisations.kinde", "organisations.kind")]
)
def test_a_key_nobody_knows_is_refused_with_one_that_is_alike(written, meant):
    run = CliRunner().invoke(app, ["explain", written])
    assert run.exit_code == 2
    assert f"did you mean {meant}?" in run.stderr


@pytest.mark.parametrize(
    ("text", "command"),
    [("zzz: 1", "proposal"), ("work_packages: [{zzz: 1}]", "work_packages"), ("qqq: 1", "proposal")],
)
def test_an_unknown_key_that_resembles_none_names_the_command_that_lists_them(text, command):
    with pytest.raises(UnreadableProposalError) as caught:
        parse(text)
    assert caught.value.problems[0].hint == f"`erasmus explain {command}` lists the keys"
    assert part_at(command)


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("OID", "OID"),
        ("oid", "OID"),
        ("lump-sum", "Lump sum"),
        ("lump sum", "Lump sum"),
        ("coordinator", "Applicant"),
    ],
)
def test_words_are_found_as_people_write_them(written, word):
    assert find_term(written).word == word
    assert explained(written).startswith(f"{word}\n")


@pytest.mark.parametrize("term", all_terms(), ids=lambda term: term.word)
def test_words_rest_on_what_the_guide_says_or_say_that_they_do_not(term):
    found = list(behind(term))
    assert bool(found) is bool(term.figures or term.statements)
    assert set(term.statements) <= {one.id for one in all_statements()}
    assert all(source.citation for _, source in found)
    assert ("no text of the Guide was read for it" in explained(term.word)) is not found


def test_a_word_that_is_a_key_as_well_is_told_with_the_key():
    for written in ("OID", "oid"):
        assert "`organisations.oid`: " in explained(written)
    assert "In the proposal file" not in explained("mandate")


@pytest.mark.parametrize(
    ("written", "heading"),
    [
        ("topic", "topics: "),
        ("score", "scores: "),
        ("work-package", "Work package"),
        ("threshold", "Award cri"),
    ],
)
def test_a_word_is_found_in_another_number_or_spelling(written, heading):
    assert explained(written).startswith(heading)


@pytest.mark.parametrize(
    ("written", "command"),
    [
        ("KA210-SCH", "erasmus guide show 2026 KA210-SCH"),
        ("strategic partnership", "erasmus guide show 2020 strategic-partnership"),
        ("Serbia", "erasmus guide countries RS"),
        ("UK", "erasmus guide countries UK"),
        ("museum", "erasmus explain organisations.kind"),
        ("higher", "erasmus explain field"),
    ],
)
def test_what_another_command_tells_is_sent_there(written, command):
    run = CliRunner().invoke(app, ["explain", written])
    assert (run.exit_code, run.stdout) == (2, "")
    assert f"`{command}`" in run.stderr


def test_a_word_that_is_no_slip_gets_no_suggestion():
    run = CliRunner().invoke(app, ["explain", "indirect"])
    assert "did you mean" not in run.stderr
    assert "`erasmus explain proposal`" in run.stderr


def test_a_lump_sum_is_told_with_the_amounts_of_the_newest_call():
    text = " ".join(explained("lump sum").split())
    assert "EUR 120 000, EUR 250 000, EUR 400 000" in text
    assert "Programme Guide 2026, Cooperation Partnerships, What are the funding rules?, p. 242" in text


def test_a_rule_is_explained_by_the_newest_call_unless_told_otherwise():
    newest, old, every = (explained("CON-02", *more) for more in ((), ("--call", "2016"), ("--call", "all")))
    assert "2026/cooperation-partnership" in newest
    assert "2016/" not in newest
    assert "2026/" not in old
    assert "2016/strategic-partnership" in old
    assert len(every) > len(newest) + len(old)
    ended = explained("GRA-02")
    assert "2020/strategic-partnership" in ended
    assert "2019/" not in ended


def test_what_is_no_call_is_refused():
    run = CliRunner().invoke(app, ["explain", "CON-02", "--call", "1999"])
    assert run.exit_code == 2
    assert "known are 2014" in run.stderr


def test_a_word_nobody_knows_is_refused_with_one_that_is_alike():
    run = CliRunner().invoke(app, ["explain", "oidd"])
    assert (run.exit_code, run.stdout) == (2, "")
    assert "did you mean oid?" in run.stderr


def test_a_new_file_names_the_schema_that_lies_beside_it(tmp_path):
    line = "# yaml-language-server: $schema=proposal.schema.json\n"
    file = tmp_path / "p.yaml"
    assert line not in beginning(file)
    schema = tmp_path / "proposal.schema.json"
    schema.write_text(json.dumps(SCHEMA), encoding="utf-8")
    assert beginning(file).startswith(line)
    assert beginning(tmp_path / "p.json") == ""
    assert Proposal.model_json_schema() == {k: v for k, v in SCHEMA.items() if k != "$schema"}
