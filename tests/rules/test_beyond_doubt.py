"""What holds although nobody could verify a figure of the call; the answers come from the sources."""

from datetime import date, timedelta

import pytest
from builders import (
    ACTION,
    by_id,
    changed,
    consortium,
    eligible,
    finding,
    joined,
    of,
    report_on,
    verdict_of,
)

from erasmus_cli.guide.loader import open_edition
from erasmus_cli.guide.sources import Grade
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import Verdict

PASS, FAIL, UNKNOWN, NOT_APPLICABLE = Result.PASS, Result.FAIL, Result.UNKNOWN, Result.NOT_APPLICABLE
ELIGIBLE, NOT_ELIGIBLE = Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE
SSA = "sector-skills-alliance"


def said_of(data, rule):
    found = finding(data, rule, fixes=False)
    return (found.outcome, found.severity if found.outcome is FAIL else None)


# The smallest consortium


@pytest.mark.parametrize("call", [2018, 2019, 2020])
def test_an_exception_that_nobody_could_verify_overrules_no_published_minimum(call):
    """Two authorities of two countries were enough up to 2017; that it went on is recalled only."""
    edition = by_id(f"{call}/{ACTION}")
    data = of(edition, "school", format="regional")
    by_countries = {
        number: data | {"organisations": consortium(edition, "school", "regional", countries=states)}
        for number, states in ((1, ["BE"]), (2, ["BE", "FR"]), (3, ["BE", "FR", "PL"]))
    }
    assert said_of(by_countries[3], "CON-02") == (PASS, None)
    assert verdict_of(by_countries[3]) is ELIGIBLE
    assert said_of(by_countries[2], "CON-02") == (FAIL, Severity.WARNING)
    assert "3 are needed in general" in finding(by_countries[2], "CON-02").message
    assert verdict_of(by_countries[2]) is ELIGIBLE
    assert verdict_of(by_countries[1]) is NOT_ELIGIBLE
    assert said_of(by_countries[1], "ACT-06") == (FAIL, Severity.ERROR)


@pytest.mark.parametrize("call", [2015, 2016, 2017])
def test_two_authorities_are_enough_where_that_was_seen(call):
    edition = by_id(f"{call}/{ACTION}")
    two = consortium(edition, "school", "regional", countries=["BE", "FR"])
    data = of(edition, "school", format="regional") | {"organisations": two}
    assert said_of(data, "CON-02") == (PASS, None)
    assert said_of(data, "ACT-06") == (NOT_APPLICABLE, None)
    assert verdict_of(data) is ELIGIBLE


@pytest.mark.parametrize(
    ("call", "lot"), [(2016, "lot-1"), (2017, "lot-3"), (2018, "lot-3"), (2020, "lot-2")]
)
def test_one_organisation_is_no_alliance_in_any_lot(call, lot):
    data = eligible(call, SSA, "vet", format=lot)
    alone = data | {"organisations": data["organisations"][:1]}
    assert verdict_of(data) is ELIGIBLE
    assert said_of(alone, "ACT-06") == (FAIL, Severity.ERROR)
    assert verdict_of(alone) is NOT_ELIGIBLE


# Length and start


@pytest.mark.parametrize(("call", "lot"), [(2017, "lot-1"), (2017, "lot-2"), (2020, "lot-1")])
def test_an_alliance_of_a_month_is_refused_where_its_length_is_unverified(call, lot):
    data = eligible(call, SSA, "vet", format=lot)
    assert [verdict_of(data | {"months": n}) for n in (23, 24, 48, 49)] == [
        NOT_ELIGIBLE,
        ELIGIBLE,
        ELIGIBLE,
        NOT_ELIGIBLE,
    ]


@pytest.mark.parametrize(
    ("call", "number", "deadline", "days"),
    [
        (2014, 2, "1 October 2014", ("2014-10-01", "2014-10-02")),
        (2016, 1, "2 February 2016", ("2016-02-02", "2016-02-03")),
        (2017, 3, "4 October 2017", ("2017-10-04", "2017-10-05")),
    ],
)
def test_no_youth_project_starts_before_the_deadline_of_its_round(call, number, deadline, days):
    before, after = (eligible(call, ACTION, "youth", round=number, start=day, months=6) for day in days)
    assert said_of(before, "ACT-06") == (FAIL, Severity.ERROR)
    assert deadline in finding(before, "ACT-06").message
    assert verdict_of(before) is NOT_ELIGIBLE
    # Between the deadline and the window, which is recalled only, there is a warning.
    assert said_of(after, "ACT-06") == (PASS, None)
    assert said_of(after, "DAT-01") == (FAIL, Severity.WARNING)
    assert verdict_of(after) is ELIGIBLE


def test_no_youth_project_starts_later_than_in_any_call():
    last, late = (
        eligible(2016, ACTION, "youth", round=3, start=day, months=6) for day in ("2017-06-30", "2017-07-01")
    )
    assert verdict_of(last) is ELIGIBLE
    assert verdict_of(late) is NOT_ELIGIBLE
    assert "30 June 2017" in finding(late, "ACT-06").message


# Learning activities, and who holds them

ORGANISATIONS = [
    {"id": "a", "name": "A", "country": "BE", "kind": "vet-provider", "role": "applicant"},
    {"id": "b", "name": "B", "country": "FR", "kind": "vet-provider", "role": "partner"},
    {"id": "c", "name": "C", "country": "PL", "kind": "vet-provider", "role": "partner"},
    {
        "id": "u",
        "name": "U",
        "country": "UA",
        "kind": "non-profit",
        "role": "partner",
        "added_value": "x",
    },
    {"id": "z", "name": "Z", "country": "IT", "kind": "enterprise", "role": "associated"},
]


def with_activity(call, kind, host, sender, people=(2, 0)):
    participants, accompanying = people
    group = {"organisation": sender, "participants": participants, "accompanying": accompanying}
    activity = {"id": "C1", "title": "T", "kind": kind, "host": host, "days": 5, "groups": [group]}
    return eligible(call, ACTION, "vet", organisations=ORGANISATIONS, learning_activities=[activity])


@pytest.mark.parametrize("call", [2014, 2016, 2018, 2020])
def test_learners_stay_inside_of_the_programme(call):
    fitting = [
        ("joint-staff-training", "u", "a", (2, 0)),
        ("joint-staff-training", "a", "u", (2, 0)),
        ("blended-mobility", "b", "a", (2, 1)),
        ("intensive-programme", "a", "u", (0, 1)),
    ]
    others = [
        ("blended-mobility", "u", "a", (2, 0)),
        ("blended-mobility", "a", "u", (2, 0)),
        ("blended-mobility", "a", "u", (0, 1)),
        ("intensive-programme", "a", "u", (1, 1)),
        ("intensive-programme", "u", "a", (1, 1)),
    ]
    for activity in fitting:
        assert said_of(with_activity(call, *activity), "LTT-03") == (PASS, None), activity
    for activity in others:
        assert said_of(with_activity(call, *activity), "LTT-03") == (FAIL, Severity.WARNING), activity


def test_a_country_that_joined_the_programme_is_inside():
    for call, fits in ((2018, False), (2019, True)):
        members = [*ORGANISATIONS[:3], {**ORGANISATIONS[3], "country": "RS"}]
        data = with_activity(call, "blended-mobility", "u", "a") | {"organisations": members}
        assert said_of(data, "LTT-03") == ((PASS, None) if fits else (FAIL, Severity.WARNING))


@pytest.mark.parametrize("call", [2014, 2017, 2020])
def test_an_associated_partner_holds_no_meeting_and_no_activity(call):
    def meeting(host):
        return eligible(
            call, ACTION, "vet", organisations=ORGANISATIONS, meetings=[{"title": "M", "host": host}]
        )

    for data in (meeting("z"), with_activity(call, "joint-staff-training", "z", "a")):
        assert said_of(data, "VEN-02") == (FAIL, Severity.WARNING)
        assert finding(data, "VEN-02").message.startswith("z is an associated partner")
    for data in (meeting("u"), with_activity(call, "joint-staff-training", "a", "b")):
        assert said_of(data, "VEN-02") == (PASS, None)
    event = {"id": "E1", "title": "E", "host": "z", "local": 10}
    hosted = eligible(call, ACTION, "vet", organisations=ORGANISATIONS, events=[event])
    assert said_of(hosted, "VEN-02") == (NOT_APPLICABLE, None)


# The sum


def test_a_budget_whose_lists_are_all_empty_is_that_of_management():
    lists = ("meetings", "outputs", "events", "learning_activities", "special_needs", "exceptional_costs")
    data = eligible(2018, ACTION, "vet", months=24, organisations=ORGANISATIONS[:3])
    empty = data | {key: [] for key in lists}
    assert said_of(empty | {"requested_grant": 24000}, "GRA-02") == (PASS, None)
    assert said_of(empty | {"requested_grant": 24001}, "GRA-02") == (FAIL, Severity.WARNING)
    unsaid = {key: value for key, value in empty.items() if key != "outputs"}
    assert said_of(changed(unsaid, 0) | {"requested_grant": 24001}, "GRA-02") == (NOT_APPLICABLE, None)


# Territories of which no text says whether they count

BRITISH = ("GG", "GI", "IM", "JE")


@pytest.mark.parametrize("country", BRITISH)
def test_a_territory_that_no_list_names_is_told_as_not_settled(country):
    """It neither counts nor is it refused; with enough others nothing turns on it."""
    data = {**of(open_edition(2016, ACTION), "vet")}
    others = data["organisations"]
    applying = {**data, "organisations": [{**others[0], "country": country}, *others[1:]]}
    for rule in ("APP-02", "APP-03"):
        assert finding(applying, rule).outcome is UNKNOWN
    assert "not settled" in finding(applying, "APP-03").message
    deciding = {**data, "organisations": [*others[:2], {**others[2], "country": country}]}
    assert said_of(deciding, "CON-01") == said_of(deciding, "CON-02") == (UNKNOWN, None)
    assert verdict_of(deciding) is Verdict.UNDECIDED
    assert verdict_of(joined(data, country=country)) is ELIGIBLE


def test_a_territory_is_not_said_to_have_no_country():
    data = joined(
        of(open_edition(2018, ACTION), "school", format="school-exchange"), country="GI", kind="school"
    )
    (found,) = [f for f in report_on(data).findings if f.rule == "CON-04"]
    assert found.outcome is UNKNOWN
    assert "Gibraltar" in found.message


# How long, and which mend is offered


@pytest.mark.parametrize(
    ("call", "field", "shape", "months", "offered"),
    [
        # 12 months are allowed in one reading only, 24 in both.
        (2015, "vet", None, 11, "plan 24 months"),
        (2015, "vet", None, 37, "plan 36 months"),
        (2015, "youth", None, 37, "plan 24 months"),
        (2018, "school", "school-exchange", 11, "plan 12 months"),
        (2018, "school", "school-exchange", 37, "plan 24 months"),
        (2016, "vet", None, 11, "plan 12 months"),
    ],
)
def test_a_length_that_no_source_allows_is_told_once_and_mended_beyond_doubt(
    call, field, shape, months, offered
):
    data = of(open_edition(call, ACTION), field, format=shape, months=months)
    assert finding(data, "DUR-01").fix == offered
    assert said_of(data, "DUR-01") == (FAIL, Severity.ERROR)
    assert verdict_of(data) is NOT_ELIGIBLE
    said = {f.outcome for f in report_on(data).findings if f.rule == "DUR-02"}
    assert said <= {NOT_APPLICABLE}


@pytest.mark.parametrize("call", [2022, 2024])
@pytest.mark.parametrize("number", [None, 2])
def test_a_youth_round_whose_dates_nobody_could_verify_is_no_door_for_any_day(call, number):
    """The round of May is seen in 2023 only; all else of the call is published."""
    data = of(open_edition(call, "small-scale-partnership"), "youth")
    data = {key: value for key, value in data.items() if key not in ("round", "submitted")}
    data |= {"round": number} if number else {}
    first_deadline = {2022: date(2022, 3, 23), 2024: date(2024, 3, 5)}[call]
    for start, outcome, verdict in (
        (first_deadline, FAIL, NOT_ELIGIBLE),
        (first_deadline + timedelta(1), PASS, ELIGIBLE),
        # Without a word on the round, such a day is one of the round of October, which is published.
        (date(call + 1, 8, 31), PASS if number else NOT_APPLICABLE, ELIGIBLE),
        (date(call + 1, 9, 1), FAIL, NOT_ELIGIBLE),
    ):
        started = {**data, "start": start.isoformat()}
        assert finding(started, "ACT-06").outcome is outcome, start
        assert verdict_of(started) is verdict, start
    for submitted, outcome, verdict in (
        (f"{call}-12-31T23:59", PASS, ELIGIBLE),
        (f"{call + 1}-01-01T00:00", FAIL, NOT_ELIGIBLE),
    ):
        late = {**data, "submitted": submitted, "start": f"{call}-09-01"}
        assert finding(late, "ACT-06").outcome is outcome, submitted
        assert verdict_of(late) is verdict, submitted


@pytest.mark.parametrize(("call", "action"), [(2022, "cooperation"), (2024, "cooperation")])
def test_a_round_that_no_source_knows_is_none_though_the_date_of_another_is_doubtful(call, action):
    data = of(open_edition(call, f"{action}-partnership"), "vet")
    assert said_of({**data, "round": 3}, "DAT-03") == (FAIL, Severity.ERROR)
    assert verdict_of({**data, "round": 3}) is NOT_ELIGIBLE


def test_a_project_in_sport_that_was_over_before_the_year_of_its_call_is_refused():
    """The deadline of 2021 is unverified; that applications of the call are made in 2021 is not in doubt."""
    data = of(open_edition(2021, "small-scale-partnership"), "sport", months=6)
    assert verdict_of({**data, "start": "2020-07-01"}) is NOT_ELIGIBLE
    assert said_of({**data, "start": "2020-07-01"}, "ACT-06") == (FAIL, Severity.ERROR)
    assert "31 December 2020" in finding({**data, "start": "2020-07-01"}, "ACT-06").message
    assert verdict_of({**data, "start": "2020-07-02"}) is ELIGIBLE


@pytest.mark.parametrize(("start", "outcome"), [("2028-12-31", PASS), ("2029-01-01", FAIL)])
def test_a_start_years_after_the_application_is_asked_about_where_no_window_limits_it(start, outcome):
    data = of(open_edition(2026, "cooperation-partnership"), "sport", start=start)
    assert finding(data, "DAT-05").outcome is outcome
    assert finding(data, "DAT-05").severity is (Severity.WARNING if outcome is FAIL else Severity.ERROR)
    assert verdict_of(data) is ELIGIBLE


def test_an_application_of_2014_after_april_is_late_by_every_source():
    """The day is known of the sister action only; the month is published."""
    data = of(open_edition(2014, "sector-skills-alliance"), "vet")
    for submitted, outcome, verdict in (
        ("2014-04-03T12:00", PASS, ELIGIBLE),
        ("2014-04-30T23:59", PASS, ELIGIBLE),
        ("2014-05-01T00:00", FAIL, NOT_ELIGIBLE),
        ("2015-04-03T11:00", FAIL, NOT_ELIGIBLE),
    ):
        late = {**data, "submitted": submitted}
        assert finding(late, "ACT-06").outcome is outcome, submitted
        assert verdict_of(late) is verdict, submitted


def test_limits_inferred_from_other_calls_are_graded_so():
    for call in range(2014, 2021):
        limits = open_edition(call, "sector-skills-alliance").outer_limits.values()
        assert {limit.source.grade for limit in limits} == {Grade.RECALLED}


@pytest.mark.parametrize("action", ["knowledge-alliance", "sector-skills-alliance"])
def test_unit_costs_that_are_not_known_are_told(action):
    data = of(open_edition(2018, action))
    assert said_of(data, "BUD-07") == (FAIL, Severity.NOTE)
    assert verdict_of(data) is ELIGIBLE
    assert said_of(of(open_edition(2018, ACTION), "vet"), "BUD-07") == (PASS, None)
