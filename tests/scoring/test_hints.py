"""Quality hints: each is documented, fires where it should, and keeps quiet where a reader would."""

import json
import os
import re
from collections import Counter

import pytest
from folders import EXAMPLES
from steps import bounded
from typer.testing import CliRunner

from erasmus_cli.cli.app import app
from erasmus_cli.guide.loader import open_edition
from erasmus_cli.proposal.logic import LOGIC_KEYS
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.reader import load
from erasmus_cli.rules.catalogue import all_rules
from erasmus_cli.rules.engine import check
from erasmus_cli.scoring.hints import registry
from erasmus_cli.scoring.hints.catalogue import TOPICS, all_hints, find
from erasmus_cli.scoring.hints.engine import hints_on
from erasmus_cli.scoring.hints.registry import hint

HINTS = all_hints()
SAID_OF_EXAMPLES = {}
"""Hints on the example proposals that are right by reading: file → ids. None at present."""

each_hint = pytest.mark.parametrize("entry", HINTS, ids=lambda entry: entry.id)


def of(fragment):
    return Proposal.model_validate({"call": 2026, "action": "cooperation-partnership", **fragment})


def remarks(fragment, **options):
    proposal = of(fragment)
    return hints_on(proposal, open_edition(proposal.call, proposal.action), **options)


def said(fragment):
    return {entry.hint.id for entry in remarks(fragment).said}


def answer(key, text, **more):
    return {"answers": {key: text}, **more}


# Each hint for itself


def test_ids_and_names_are_unique_and_no_rule_has_them():
    for key in ("id", "name", "title"):
        counts = Counter(getattr(entry, key) for entry in (*HINTS, *all_rules()))
        assert not [value for value, count in counts.items() if count > 1]


def test_the_catalogue_names_every_hint_that_is_registered():
    assert {entry.id for entry in registry.registered()} == {entry.id for entry in HINTS}
    assert {entry.look.__module__ for entry in HINTS} == {topic.__name__ for topic in TOPICS}
    assert [entry.id for entry in HINTS] == [f"HINT-{n:02}" for n in range(1, len(HINTS) + 1)]


@each_hint
def test_a_hint_says_what_it_is_and_what_it_is_not(entry):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", entry.name)
    assert not entry.title.endswith(".")
    about = entry.text.split("\n\n", 1)[1]
    assert "hint" in about.lower()
    assert len(about.split()) > 15


@each_hint
def test_its_examples_work(entry):
    assert entry.id in said(entry.fires)
    assert entry.id not in said(entry.silent)


@each_hint
def test_it_points_at_what_is_there_or_at_a_field_of_the_form(entry):
    for found in remarks(entry.fires).said:
        assert found.remark.at.split("/")[1] in ("answers", "organisations", "priorities", *LOGIC_KEYS)


@each_hint
def test_it_can_be_switched_off(entry):
    found = remarks(entry.fires, ignore=(entry.id,))
    assert entry.id not in {one.hint.id for one in found.said}
    assert found.ignored == (entry.id,)


@each_hint
def test_it_is_silent_on_an_empty_proposal(entry):
    assert entry.id not in said({})


@each_hint
def test_it_never_weighs_on_the_verdict(entry):
    assert not [found for found in check(of(entry.fires)).findings if found.rule == entry.id]


@each_hint
def test_one_that_reads_english_is_not_looked_at_in_other_languages(entry):
    found = remarks({**entry.fires, "language": "pl"})
    assert (entry.id in found.not_looked_at) is entry.english
    assert (entry.id in {one.hint.id for one in found.said}) is not entry.english


def test_where_the_language_is_not_said_the_text_tells():
    polish = "Młodzi ludzie w naszych miastach mają wielkie trudności ze znalezieniem pracy. " * 5
    english = "Young people in our towns have great difficulty in finding work that they like. " * 5
    assert "HINT-03" in remarks(answer("needs.needs", polish)).not_looked_at
    assert "HINT-03" in said(answer("needs.needs", english))


def test_registering_a_hint_without_all_it_needs_is_an_error():
    def nameless(_):
        yield from ()

    with pytest.raises(TypeError, match=r"an id like HINT-03.*a docstring.*an example"):
        hint("X", english=False, fires={}, silent={})(nameless)
    with pytest.raises(TypeError, match="an id of its own"):
        hint("HINT-01", english=False, fires={"a": 1}, silent={"a": 1})(nameless)


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.yaml")), ids=lambda file: file.stem)
def test_the_examples_get_only_hints_that_are_right(file):
    proposal = load(str(file)).proposal
    found = hints_on(proposal, open_edition(proposal.call, proposal.action))
    assert {one.hint.id for one in found.said} == SAID_OF_EXAMPLES.get(file.name, set())


# Just outside


PARTNERS = [
    {"id": key, "role": role} for key, role in (("a", "applicant"), ("b", "partner"), ("c", "partner"))
]
WITH_ASSOCIATED = [*PARTNERS, {"id": "d", "role": "associated"}]
ONE_ACTIVITY = [{"id": "WP2", "activities": [{"id": "A1"}]}]
SP = {"call": 2016, "action": "strategic-partnership", "field": "adult"}


JUST_OUTSIDE = {
    "another action's priority": (
        "HINT-01",
        {"priorities": {"main": "horizontal/nothing"}, **answer("priorities.comment", "Text.")},
    ),
    "no answer on priorities yet": ("HINT-01", {"priorities": {"main": "horizontal/environment"}}),
    "a priority in the title of an activity": (
        "HINT-01",
        {
            "priorities": {"main": "horizontal/environment"},
            "work_packages": [{"activities": [{"title": "Environmental walk"}]}],
            **answer("priorities.comment", "Text."),
        },
    ),
    "an abbreviation as priority": (
        "HINT-01",
        {"priorities": {"main": "school/stem"}, **answer("priorities.comment", "More STEM lessons.")},
    ),
    "three of four horizontal priorities": (
        "HINT-02",
        {
            "priorities": {
                "main": "horizontal/inclusion",
                "others": ["horizontal/digital", "horizontal/values"],
            }
        },
    ),
    "a figure as a word": ("HINT-03", answer("needs.needs", "Half of our learners leave.")),
    "a figure in another answer on needs": (
        "HINT-03",
        {"answers": {"needs.needs": "Learners leave.", "needs.identification": "We asked 96 of them."}},
    ),
    "needs not written yet": ("HINT-03", answer("needs.response", "We teach them.")),
    "an objective that organises": (
        "HINT-04",
        answer("description.objectives", "1. Organised crime is understood\n2. Hostels are safe"),
    ),
    "half of the objectives": (
        "HINT-04",
        answer("description.objectives", "1. Organise a fair\n2. Trainers teach in pairs"),
    ),
    "a single entry": ("HINT-04", answer("description.objectives", "- Organise a fair")),
    "a partner that travels": (
        "HINT-05",
        {
            "organisations": PARTNERS[:2],
            "meetings": [{"host": "a", "participants": [{"organisation": "b", "people": 1}]}],
        },
    ),
    "a partner named in an answer": (
        "HINT-05",
        {
            "organisations": [PARTNERS[0], {**PARTNERS[1], "id": "zz", "city": "Ghent"}],
            "meetings": [{"host": "a"}],
            **answer("description.tasks", "Our friends in Ghent translate."),
        },
    ),
    "an associated partner": (
        "HINT-05",
        {"organisations": [PARTNERS[0], WITH_ASSOCIATED[3]], "meetings": [{"host": "a"}]},
    ),
    "no activity yet": ("HINT-05", {"organisations": PARTNERS}),
    "an associated partner without money": (
        "HINT-06",
        {"organisations": [PARTNERS[0], WITH_ASSOCIATED[3]], "work_packages": [{"grants": {"a": 1}}]},
    ),
    "unit costs": (
        "HINT-06",
        {**SP, "organisations": PARTNERS, "work_packages": [{"grants": {"a": 1}}]},
    ),
    "portraits too short to tell": (
        "HINT-07",
        {
            "organisations": PARTNERS[:2],
            "answers": {
                "organisation.background/a": "A school.",
                "organisation.background/b": "A school.",
            },
        },
    ),
    "a target in words": ("HINT-08", answer("management.indicators", "All trainers teach in pairs.")),
    "risks of which none is great": (
        "HINT-09",
        answer("management.risks", "No partner may be lost; we see illness and delays, each with a deputy."),
    ),
    "risks not written yet": ("HINT-09", answer("needs.needs", "Text.")),
    "no channel, no audience": ("HINT-10", answer("dissemination.activities", "A fair.")),
    "an emblem": ("HINT-11", answer("dissemination.activities", "Every page bears the emblem.")),
    "dissemination not written yet": ("HINT-11", answer("needs.needs", "Text.")),
    "a licence in another answer": (
        "HINT-12",
        {"answers": {"dissemination.activities": "A fair.", "needs.response": "Under CC BY 4.0."}},
    ),
    "the form asks for open access": (
        "HINT-12",
        {
            **SP,
            "answers": {
                "dissemination.activities": "A fair.",
                "dissemination.open-access": "On our site.",
            },
        },
    ),
    "an actor and a season": (
        "HINT-13",
        answer("sustainability.plans", "The library repeats it in autumn."),
    ),
    "associated partners counted": (
        "HINT-14",
        answer("description.tasks", "All four partners meet.", organisations=WITH_ASSOCIATED),
    ),
    "the others counted": (
        "HINT-14",
        answer("description.tasks", "All two partners meet.", organisations=PARTNERS),
    ),
    "some of the partners": (
        "HINT-14",
        answer("description.tasks", "Two partners write, one tests.", organisations=PARTNERS),
    ),
    "partners of somebody else": (
        "HINT-14",
        answer("description.tasks", "It has 12 partners in Asia and 120 partners.", organisations=PARTNERS),
    ),
    "organisations reached": (
        "HINT-14",
        answer("description.tasks", "We reach 45 organisations.", organisations=PARTNERS),
    ),
    "roles not said": (
        "HINT-14",
        answer("description.tasks", "The six partners.", organisations=[{"id": "a"}, {"id": "b"}]),
    ),
    "the right length as a word": (
        "HINT-15",
        answer("description.rationale", "Our project of twenty-four months.", months=24),
    ),
    "months of something else": (
        "HINT-15",
        answer("description.rationale", "The project begins after 6 months of rest.", months=24),
    ),
    "another project's partners": (
        "HINT-14",
        answer("organisation.background/a", "The nine partners met.", organisations=PARTNERS),
    ),
    "a network of others": (
        "HINT-14",
        answer("description.tasks", "Our chamber has twelve partners.", organisations=PARTNERS),
    ),
    "an earlier project": (
        "HINT-15",
        answer("description.innovation", "It builds on a 36-month project.", months=24),
    ),
    "objectives that meet needs": (
        "HINT-04",
        answer("description.objectives", "1. To meet the needs of nurses\n2. Wards are calm"),
    ),
    "a risk in the same sentence": (
        "HINT-09",
        answer("management.risks", "No risk is left without an owner: illness with Ana, delay with Bo."),
    ),
    "no conflicts, but illness": (
        "HINT-09",
        answer("management.risks", "We do not expect any conflicts, but illness may delay us."),
    ),
    "a summary given twice": (
        "HINT-19",
        {"answers": {"summary.objectives": "All is new. " * 20, "summary.english": "All is new. " * 20}},
    ),
    "months not said": ("HINT-15", answer("description.rationale", "The project lasts 36 months.")),
    "used twice": ("HINT-16", answer("needs.needs", "NEET and NEET.")),
    "explained before": ("HINT-16", answer("needs.needs", "NEET (not at school) NEET NEET")),
    "a word that is shouted": ("HINT-16", answer("needs.needs", "NOT now, NOT here, NOT so. It is not.")),
    "the acronym of the project": (
        "HINT-16",
        answer("needs.needs", "TREE, TREE and TREE.", acronym="TREE TOP"),
    ),
    "a tenth of the field": (
        "HINT-17",
        answer("activities.expected-results/A1", "x" * 25, work_packages=ONE_ACTIVITY),
    ),
    "an optional question": ("HINT-17", answer("description.follow-up-erasmus", "No.")),
    "a question of yes or no": ("HINT-17", {**SP, **answer("participants.fewer-opportunities", "No.")}),
    "no platform on purpose": (
        "HINT-18",
        {
            "action": "small-scale-partnership",
            **answer("implementation.platforms", "We do not use any."),
        },
    ),
    "short answers that agree": (
        "HINT-19",
        {"answers": {"needs.needs": "Yes.", "needs.response": "Yes."}},
    ),
    "brackets": ("HINT-20", answer("needs.needs", "The town [a port] grows. A to-do list.")),
}


@pytest.mark.parametrize(("code", "fragment"), JUST_OUTSIDE.values(), ids=JUST_OUTSIDE)
def test_just_outside(code, fragment):
    assert code not in said(fragment)


@pytest.mark.parametrize(
    ("code", "fragment"),
    [
        ("HINT-04", answer("description.objectives", "- To organise a fair\n- **Hold** a meeting\n- Learn")),
        ("HINT-09", answer("management.risks", " \n")),
        ("HINT-09", answer("management.risks", "No major risks are expected.")),
        ("HINT-09", answer("management.risks", "N/A")),
        ("HINT-14", answer("description.tasks", "All four partners meet.", organisations=[*PARTNERS] * 2)),
        ("HINT-14", answer("description.tasks", "5 project partners meet.", organisations=PARTNERS)),
        (
            "HINT-14",
            answer("summary.implementation", "A consortium of ten partners.", organisations=PARTNERS),
        ),
        ("HINT-14", answer("needs.needs", "Six partners from six countries.", organisations=PARTNERS)),
        ("HINT-09", answer("management.risks", "We do not foresee any serious problems.")),
        ("HINT-15", answer("description.rationale", "Our 36-month project.", months=24)),
        (
            "HINT-17",
            {**SP, **answer("learning.recognition", "Europass.", learning_activities=[{"id": "C1"}])},
        ),
        (
            "HINT-18",
            {**SP, **answer("learning.recognition", "We thank all.", learning_activities=[{"id": "C1"}])},
        ),
        ("HINT-17", answer("activities.expected-results/A1", "x" * 24, work_packages=ONE_ACTIVITY)),
        ("HINT-20", answer("needs.needs", "In [insert town] we …")),
    ],
)
def test_other_ways_to_fire(code, fragment):
    assert code in said(fragment)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the system has to bound a process")
@pytest.mark.parametrize(
    "text",
    ["(" * 99_000, "-" * 99_000 + "x", "[... " * 19_000, "1. " * 33_000, " AAA" * 24_000],
    ids=range(5),
)
def test_hostile_answers_take_no_time(text):
    # A guard against expressions that look again and again at the same letters.
    keys = ("needs.needs", "description.objectives", "management.risks", "dissemination.activities")
    proposal = {"call": 2016, "action": "strategic-partnership", "answers": dict.fromkeys(keys, text)}
    program = "import sys; from erasmus_cli.__main__ import main; sys.argv[1:] = ['score', '-']; main()"
    assert bounded(program, json.dumps(proposal)).startswith("UNDECIDED")


# On the command line


def run(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)), env={"COLUMNS": "80"})


def test_hints_are_labelled_listed_and_left_out_on_request(tmp_path):
    file = tmp_path / "p.yaml"
    file.write_text(
        "call: 2026\naction: cooperation-partnership\nanswers:\n  needs.needs: TODO\n", encoding="utf-8"
    )
    told = run("score", file).stdout
    assert "Hint HINT-20 placeholder-left" in told
    assert "p.yaml:4:3" in told
    quiet = run("score", file, "--ignore", "hint-20", "--ignore", "HINT-0")
    assert quiet.exit_code == 0
    assert "Hint HINT-20" not in quiet.stdout
    assert "Left out on request: HINT-01" in quiet.stdout
    data = json.loads(run("score", "--format", "json", file).stdout)
    assert {"HINT-03", "HINT-20"} <= {entry["hint"] for entry in data["hints"]}
    assert {entry["line"] for entry in data["hints"]} == {4}


@pytest.mark.parametrize("prefix", ["CON", "HINT-99", ""])
def test_a_prefix_of_no_hint_is_a_mistake(prefix):
    result = run("score", EXAMPLES / "adult-2015.yaml", "--ignore", prefix)
    assert result.exit_code == 2
    assert "erasmus score --hints" in " ".join(result.stderr.split())


def test_the_list_needs_no_file():
    result = run("score", "--hints")
    assert result.exit_code == 0
    assert all(entry.id in result.stdout for entry in HINTS)


@each_hint
def test_each_can_be_explained(entry):
    assert find(entry.id.lower()) is find(f" {entry.name} ") is entry
    text = run("explain", entry.name).stdout
    assert text.startswith(f"{entry.id} {entry.name} (hint")
    assert "Does not fire:" in text
    assert json.loads(run("explain", entry.id, "--format", "json").stdout)["hint"] == entry.id


def test_a_mistyped_hint_is_named():
    result = run("explain", "HINT-27")
    assert result.exit_code == 2
    assert "did you mean HINT-" in result.stderr
