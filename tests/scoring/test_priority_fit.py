"""Priorities that fit: which ones the texts of a proposal lead to. The right answers were written first."""

import json
import tomllib

import pytest
from folders import CASES, EXAMPLES
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from erasmus_cli import load
from erasmus_cli.cli.app import app
from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.schemas import json_schema
from erasmus_cli.scoring.priority_fit import fit_of, keywords

SMALL, LARGE, STRATEGIC = "small-scale-partnership", "cooperation-partnership", "strategic-partnership"


def project(call, action, field, title, *texts, **more):
    answers = {f"description.{number}": text for number, text in enumerate(texts)}
    said = {"call": call, "action": action, "field": field, "title": title, "answers": answers, **more}
    return Project(Proposal.model_validate(said), open_edition(call, action))


def ranked(*arguments, **more):
    return [one.id for one in fit_of(project(*arguments, **more)).ranked]


CASES = tomllib.loads((CASES / "priority-fit.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_the_priority_that_a_text_is_about_comes_first(case):
    about = [case[key] for key in ("call", "action", "field", "title", "text")]
    assert ranked(*about)[0] == case["first"]


@pytest.mark.parametrize(
    "name", ["ka210-school-2026", "ka220-vet-2026", "vet-innovation", "school-good-practice"]
)
def test_what_examples_have_chosen_is_among_the_first(name):
    proposal = load(EXAMPLES / f"{name}.yaml").proposal
    found = [one.id for one in fit_of(Project(proposal, open_edition(proposal.call, proposal.action))).ranked]
    assert proposal.priorities.main in found[:4]


def test_the_words_that_lead_to_a_priority_are_those_of_the_text():
    (first, *_) = fit_of(project(2026, SMALL, "school", "Composting", "Recycling and the climate.")).ranked
    assert first.id == "horizontal/environment"
    assert set(first.words) == {"composting", "recycling", "climate"}


def test_nothing_is_ranked_where_no_word_leads_anywhere():
    assert ranked(2026, SMALL, "school", "Untitled", "Lorem ipsum dolor sit amet.") == []


def test_texts_in_another_language_are_not_compared_and_counted():
    text = (
        "Os alunos aprendem a reciclar e a cuidar da horta da escola, e discutem o clima com as famílias e os"
        " vizinhos em quatro encontros."
    )
    fit = fit_of(project(2026, SMALL, "school", "Horta", text, language="pt"))
    assert (fit.ranked, fit.compared, fit.not_english) == ((), 0, 2)
    english = "Pupils learn about the climate and the garden, and talk with the families of the town."
    mixed = fit_of(project(2026, SMALL, "school", "Horta", text, english, language="pt"))
    assert (mixed.ranked[0].id, mixed.compared, mixed.not_english) == ("horizontal/environment", 1, 2)


def test_words_of_activities_count_and_the_order_of_entries_does_not():
    more = {"activities": [{"title": "Recycling day"}, {"title": "Bullying"}]}
    one = fit_of(project(2026, SMALL, "school", "Untitled", **more)).ranked
    more["activities"].reverse()
    assert {found.id for found in one} >= {"horizontal/environment", "school/well-being"}
    assert fit_of(project(2026, SMALL, "school", "Untitled", **more)).ranked == one


def test_every_priority_of_every_call_has_words():
    for call, action in available():
        for key, priority in open_edition(call, action).priorities.items():
            assert keywords(key, priority), (call, action, key)


def test_the_command_says_that_it_is_a_hint_and_prints_json_of_the_schema():
    file = str(EXAMPLES / "ka210-school-2026.yaml")
    arguments = ["guide", "priorities", "2026", SMALL, "school", "--fit", file]
    text = CliRunner().invoke(app, arguments, env={"COLUMNS": "80"})
    assert text.exit_code == 0, text.stderr
    assert "a hint" in text.stdout
    assert "chosen" in text.stdout
    assert max(map(len, text.stdout.splitlines())) <= 80
    data = json.loads(CliRunner().invoke(app, [*arguments, "--format", "json"]).stdout)
    assert not list(Draft202012Validator(json_schema("priorities-fit")).iter_errors(data))
    assert data["priorities"][0]["words"]


def test_a_proposal_in_another_language_is_told_so(tmp_path):
    file = tmp_path / "p.yaml"
    file.write_text("call: 2026\naction: KA210-SCH\nlanguage: pt\ntitle: Horta\n", encoding="utf-8")
    run = CliRunner().invoke(app, ["guide", "priorities", "2026", SMALL, "--fit", str(file)])
    assert run.exit_code == 0
    assert "only English" in " ".join(run.stdout.split())
