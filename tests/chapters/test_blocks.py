"""All that concerns one work package, activity, output or event stands together in a draft."""

import re
from datetime import date
from decimal import Decimal

import pytest
from folders import EXAMPLES

from erasmus_cli.chapters.render import markdown
from erasmus_cli.figures import illustrations
from erasmus_cli.project.project import open_project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.reader import load
from erasmus_cli.wording.formatting import eur

DAY = date(2026, 2, 1)
KA220 = load(EXAMPLES / "ka220-vet-2026.yaml").proposal
SMALL = {"call": 2026, "action": "small-scale-partnership", "field": "school"}
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
    assert "| **Total** | **EUR\xa052\xa0990** |" in own
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


@pytest.mark.slow
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


# Each organisation's money in the example of a small-scale partnership, added up by hand from its own answers
# on what the activities cost: travellers, days and things, each with whoever pays for it.
SHARES = {
    "Zeleni brod": [4500, 4200, 4200, 2200, 6640, 650],
    "Ribeira Mansa": [2250, 800, 4200, 3800, 620, 650],
    "Vaikne Tund": [2250, 2400, 3200, 6600, 6640, 4200],
}
SUMS = {"Zeleni brod": 22390, "Ribeira Mansa": 12320, "Vaikne Tund": 25290}


@pytest.mark.slow
def test_what_each_partner_of_a_small_project_has_is_the_same_everywhere_to_the_euro():
    assert {name: sum(parts) for name, parts in SHARES.items()} == SUMS
    document = load(EXAMPLES / "ka210-school-2026.yaml")
    project = open_project(document.proposal, "the form")
    text = markdown(document.proposal, DAY)
    total = text.split("### Lump sum by activity and partner")[1].split("| **Total** |")[1].split("\n")[0]
    assert total == "".join(f" **{euro}** |" for euro in map(eur_of, [*SUMS.values(), 60000]))
    assert all(
        f"{name}, {eur_of(sum_)}" in illustrations(project)["budget"].alt for name, sum_ in SUMS.items()
    )
    assert all(f"**Money: {eur_of(sum_)} of the lump sum**" in text for sum_ in SUMS.values())
    for handle, sum_ in zip(("applicant", "mertola", "viljandi"), SUMS.values(), strict=True):
        own = markdown(document.proposal, DAY, view="partner", partner=handle)
        assert f"| Your money | {eur_of(sum_)} of the lump sum |" in own
        amounts = own.split("## Your money")[1].split("## ")[0]
        parts = SHARES[next(name for name in SUMS if SUMS[name] == sum_)]
        assert re.findall(r"EUR\s([\d\s]+?)(?:\*\*)? \|", amounts) == [
            eur_of(one).removeprefix("EUR\xa0") for one in (*parts, sum_)
        ]


def test_money_that_is_nobodys_yet_is_said_and_given_to_no_one():
    activities = [
        {"id": "a1", "title": "Fair", "grant": 9000, "lead": "a"},
        {"id": "a2", "title": "Walk", "grants": {"a": 500, "b": 1500}},
    ]
    members = [{"id": "a", "name": "Alder", "role": "applicant"}, {"id": "b", "name": "Birch"}]
    proposal = Proposal.model_validate(
        {**SMALL, "organisations": members, "activities": activities, "lump_sum": 11000}
    )
    text = markdown(proposal, DAY)
    assert "| Activity | Alder | Birch | Not divided yet | Amount |" in text
    assert "| Fair | - | - | EUR\xa09\xa0000 | EUR\xa09\xa0000 |" in text
    assert "**Money: EUR\xa0500 of the lump sum**" in text
    assert (
        "Not divided yet, EUR\xa09\xa0000" in illustrations(open_project(proposal, "the form"))["budget"].alt
    )


def eur_of(whole):
    return eur(Decimal(whole))


@pytest.mark.parametrize("numbers", [("A1", "A2"), ("A1", None), (None, None)])
def test_activities_have_a_column_of_numbers_only_where_one_has_a_number(numbers):
    activities = [
        {**({"id": number} if number else {}), "title": f"Week {place}", "grant": 100}
        for place, number in enumerate(numbers)
    ]
    text = markdown(Proposal.model_validate({**SMALL, "activities": activities}), DAY)
    head = next(
        line for line in text.splitlines() if line.startswith(("| No. | Activity |", "| Activity | Venue |"))
    )
    assert head.startswith("| No. |") == any(numbers)
