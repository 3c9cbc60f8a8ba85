"""All that concerns one work package, activity, output or event stands together in a draft."""

import re
from datetime import date
from pathlib import Path

from erasmus_cli.chapters.render import markdown
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.reader import load

EXAMPLES = Path(__file__).parent.parent / "examples"
DAY = date(2026, 2, 1)
KA220 = load(EXAMPLES / "ka220-vet-2026.yaml").proposal
PARTNERS = [
    {"id": "a", "name": "Centre Alpha (ALPHA)", "role": "applicant", "country": "BE"},
    {"id": "b", "name": "Club Beta", "country": "PL"},
]


def block(text, heading):
    """The text below a heading of the third level, up to the next of that level or above."""
    return re.split(r"^#{2,3} ", text.split(f"\n### {heading}\n")[1], flags=re.MULTILINE)[0]


def test_a_work_package_holds_its_plan_its_money_and_all_that_the_form_asks_of_it():
    text = markdown(KA220, DAY)
    own = block(text, "WP2. Where trades meet")
    for part in ("| Project months | M2 to M8 |", "**Activities**", "| A2-2 | ", "**Budget by partner**"):
        assert part in own
    assert "| All | EUR\xa052\xa0990 |" in own
    keys = re.findall(r"^#### .*`(\S+)`$", own, flags=re.MULTILINE)
    activities = [f"activities.expected-results/A2-{number}" for number in (1, 2, 3)]
    assert [key for key in keys if key.startswith("activities.expected-results")] == activities
    assert {"work-package.objectives/WP2", "work-package.cost/WP2", "activities.content/WP2"} <= set(keys)
    assert not [key for key in keys if not re.search(r"/(WP2|A2-\d)$", key)]


def test_no_question_of_a_package_stands_outside_of_its_block_and_none_is_lost():
    text = markdown(KA220, DAY)
    asked = re.findall(r"^#### .*`(\S+)`$", text, flags=re.MULTILINE)
    assert len(asked) == len(set(asked))
    packages = [f"WP{number}" for number in range(2, 6)]
    titles = {package.id: package.title for package in KA220.work_packages}
    inside = [
        key
        for package in packages
        for key in re.findall(r"`(\S+)`$", block(text, f"{package}. {titles[package]}"), flags=re.MULTILINE)
    ]
    assert inside == [key for key in asked if re.search(r"/(WP|A)\d", key)]


def test_the_package_of_management_shows_its_money_before_the_others():
    text = markdown(KA220, DAY)
    headings = re.findall(r"^### (WP\d)\. ", text, flags=re.MULTILINE)
    assert headings == ["WP1", "WP2", "WP3", "WP4", "WP5"]


def test_guidance_is_said_once_for_activities_in_a_row():
    own = block(markdown(KA220, DAY), "WP2. Where trades meet")
    assert own.count("Name the results of this activity in a sentence or two.") == 1


def test_an_activity_of_a_small_project_is_a_block_with_the_share_of_each_partner():
    activity = {
        "id": "team",
        "title": "Together",
        "lead": "b",
        "grants": {"a": 1000, "b": 500},
        "grant": 1500,
    }
    data = {"call": 2026, "action": "small-scale-partnership", "field": "school"}
    text = markdown(
        Proposal.model_validate({**data, "organisations": PARTNERS, "activities": [activity]}), DAY
    )
    own = block(text, "Together")
    assert "| Lead | Club Beta |" in own
    assert "| ALPHA | EUR\xa01\xa0000 |" in own
    assert "#### Content `activity.content/team`" in own


def test_an_output_and_an_event_name_who_works_and_who_comes():
    data = {"call": 2016, "action": "strategic-partnership", "field": "vet", "type": "innovation"}
    days = [
        {"organisation": "a", "days": 3},
        {"organisation": "b", "days": 2},
        {"organisation": "a", "days": 4},
    ]
    plan = {
        "outputs": [{"id": "O1", "title": "Atlas", "lead": "b", "days": days}],
        "events": [
            {"id": "E1", "title": "Open day", "host": "a", "outputs": ["O1"], "local": 40, "foreign": 0}
        ],
    }
    text = markdown(Proposal.model_validate({**data, **plan, "organisations": PARTNERS}), DAY)
    assert "| Staff days | ALPHA 7, Club Beta 2 |" in block(text, "O1. Atlas")
    event = block(text, "E1. Open day")
    for row in ("| Host | ALPHA |", "| Spreads | O1 |", "| Local people | 40 |", "| Foreign people | 0 |"):
        assert row in event
