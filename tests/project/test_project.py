"""A proposal read against an edition: what is inferred, selected, counted and enumerated."""

import pytest
from builders import SHAPES, of, shape_id, with_items
from loops import over

from erasmus_cli.guide.answers import Answers
from erasmus_cli.guide.errors import NoEditionError, NotPublishedError
from erasmus_cli.guide.loader import available
from erasmus_cli.guide.model import Status
from erasmus_cli.project.project import Project, open_project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.engine import check
from erasmus_cli.rules.outcome import Result, Severity

NEWEST = available()[-1][0]


def project(call=2016, action="strategic-partnership", **said):
    return open_project(Proposal.model_validate({"call": call, "action": action, **said}), "all")


def organisation(role="partner", country="BE", **said):
    return {"role": role, "country": country, **said}


def test_the_only_field_of_an_action_need_not_be_said():
    assert project(2026, "school-development-partnership").field == "school"
    assert project(2026, "cooperation-partnership").field is None


def test_a_format_that_is_bound_to_a_type_says_the_type():
    assert project(2018, format="school-exchange").type == "good-practice"
    assert project(2018, format="regional").type is None


@pytest.mark.parametrize(
    ("role", "country", "counts"),
    [
        ("partner", "BE", True),
        ("applicant", "BE", True),
        ("associated", "BE", False),
        ("partner", "CH", False),
        (None, "CH", False),
        (None, "BE", None),
        ("partner", None, None),
        ("associated", None, False),
    ],
)
def test_who_counts_towards_the_minimum(role, country, counts):
    member = project(organisations=[organisation(role, country)]).members[0]
    assert member.counts is counts


def test_a_territory_counts_as_its_member_state_and_is_cited():
    one = project(organisations=[organisation(country="RE")])
    assert (one.members[0].state, one.members[0].status) == ("FR", Status.INSIDE)
    assert one.country_figures == (one.edition.programme_countries, one.edition.overseas["RE"])


def test_the_first_of_two_organisations_with_one_handle_is_found():
    two = project(organisations=[organisation(id="a", name="One"), organisation(id="a", name="Two")])
    assert two.organisation("a").name == "One"
    assert two.organisation("b") is None
    assert two.organisation(None) is None


@pytest.mark.parametrize(
    ("submitted", "said", "expected"),
    [
        ("2020-03-24T12:00", None, 1),
        (None, None, None),
        ("2099-01-01T12:00", None, None),
        ("2099-01-01T12:00", 1, 1),
    ],
)
def test_the_round_is_said_or_follows_from_the_moment_of_submission(submitted, said, expected):
    shown = {key: value for key, value in {"submitted": submitted, "round": said}.items() if value}
    assert project(2020, field="adult", **shown).round == expected


def test_an_activity_of_a_package_is_planned_after_its_package():
    packages = [{"id": "WP1", "activities": [{"id": "A1", "start": "2026-10-01", "lead": "a"}]}]
    planned = project(2026, "cooperation-partnership", work_packages=packages).planned()
    assert [(item.kind, item.at, item.package, item.lead) for item in planned] == [
        ("work-package", "/work_packages/0", None, None),
        ("activity", "/work_packages/0/activities/0", "/work_packages/0", "a"),
    ]


def test_the_last_day_of_a_learning_activity_follows_from_its_days():
    course = {"id": "C1", "start": "2016-10-03", "days": 5}
    item = project(learning_activities=[course]).planned()[0]
    assert (item.end, item.last.isoformat()) == (None, "2016-10-07")


@over(("edition", "field", "shape"), SHAPES, ids=shape_id)
def test_every_item_with_a_place_of_its_own_is_planned_once(edition, field, shape):
    proposal = Proposal.model_validate(with_items(of(edition, field, format=shape)))
    places = [item.at for item in Project(proposal, edition).planned()]
    data = proposal.model_dump(exclude_unset=True)
    topics = ("meetings", "outputs", "events", "learning_activities", "work_packages", "activities")
    expected = sum(len(data.get(topic) or ()) for topic in topics)
    expected += sum(len(package.get("activities") or ()) for package in data.get("work_packages") or ())
    assert len(set(places)) == len(places) == expected


def test_what_is_worked_out_once_is_the_same_object():
    one = project(field="adult")
    assert one.fields() is one.fields()
    assert one.once(lambda each: [each.field]) == ["adult"]


def test_call_and_action_have_to_be_named():
    with pytest.raises(NoEditionError, match="name call and action first: they decide the rates"):
        open_project(Proposal(call=2016), "the rates")


def test_a_call_that_is_not_published_is_read_provisionally_only_on_request():
    proposal = Proposal(call=NEWEST + 1, action="cooperation-partnership")
    with pytest.raises(NotPublishedError):
        open_project(proposal, "all")
    stands_in = open_project(proposal, "all", provisional=True)
    assert (stands_in.provisional, stands_in.edition.call) == (True, NEWEST)


@pytest.mark.parametrize(("call", "country", "status"), [(2027, "CH", None), (2026, "CH", Status.OUTSIDE)])
def test_a_status_that_is_agreed_and_not_in_force_is_open_in_its_call_only(call, country, status):
    data = {
        "call": call,
        "action": "cooperation-partnership",
        "organisations": [organisation(country=country)],
    }
    stands_in = open_project(Proposal.model_validate(data), "all", provisional=True)
    assert stands_in.members[0].status is status
    assert stands_in.members[0].state == country


def test_an_expected_status_warns_and_decides_nothing():
    data = {"call": NEWEST + 1, "action": "cooperation-partnership", "field": "vet"}
    data["organisations"] = [
        organisation("applicant"),
        organisation(country="NL"),
        organisation(country="CH"),
    ]
    findings = check(Proposal.model_validate(data), provisional=True, fixes=False).findings
    said = {found.rule: (found.outcome, found.severity) for found in findings}
    assert said["CON-08"] == (Result.FAIL, Severity.WARNING)
    assert {said[rule][0] for rule in ("CON-01", "CON-02", "CON-07")} == {Result.UNKNOWN}


# What is the same for many projects


def test_projects_of_one_field_and_format_share_their_setting():
    one, two = project(field="vet"), project(field="vet", months=24)
    assert one.setting is two.setting
    assert one.setting is not project(field="school").setting
    assert one.setting is not project(field="school", format="school-exchange").setting


def test_an_answer_is_worked_out_once_for_the_same_values():
    asked = []

    def doubled(subject, number):
        asked.append(number)
        return f"{subject} {2 * number}"

    answer = Answers("twice")
    assert [answer(doubled, number) for number in (1, 2, 1)] == ["twice 2", "twice 4", "twice 2"]
    assert asked == [1, 2]


def test_no_more_answers_are_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr("erasmus_cli.guide.answers._MOST", 3)
    answer = Answers(0)
    assert [answer(max, number) for number in range(10)] == list(range(10))
    assert len(answer._kept) <= 3


def test_an_edition_that_stands_in_keeps_answers_of_its_own():
    edition = project().edition
    assert edition.in_place_of(2017).answer is not edition.answer
    assert edition.model_copy().answer is not edition.answer
