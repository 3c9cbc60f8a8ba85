"""The grant comes out as worked out by hand from the funding rules of each call.

Situations with several entries stand in `grant/*.yaml`, one line of arithmetic for each amount, written
`organisation quantity x rate = amount` with `?` for what is not known. Rates and edges stand in tables here.
"""

import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from erasmus_cli import calculate, check, parse
from erasmus_cli.grant.ceiling import ceiling_of
from erasmus_cli.grant.lump_sum import choices, management_shares
from erasmus_cli.guide.errors import UnknownEditionError
from erasmus_cli.guide.loader import open_edition
from erasmus_cli.guide.sources import Grade
from erasmus_cli.project.project import open_project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.reader import UnreadableProposalError
from erasmus_cli.rules.outcome import Result, Severity

COUNTRIES = {"anna": "AT", "bruno": "BE", "clara": "CZ"}
UNIT_COST_CALLS = range(2014, 2021)


# Situations


def _situations():
    for file in sorted(Path(__file__).parent.glob("*.yaml")):
        for number, entry in enumerate(yaml.load(file.read_text("utf-8"), yaml.CSafeLoader), start=1):
            yield pytest.param(entry, id=f"{file.stem} {number}: {entry['name']}")


SITUATIONS = tuple(_situations())


def proposal_of(entry):
    """The proposal of a situation; the first organisation of a `consortium` applies."""
    data = {"action": "strategic-partnership", **entry["proposal"]}
    if "consortium" in entry:
        data["organisations"] = members(entry["consortium"])
    return Proposal.model_validate({key: value for key, value in data.items() if value is not None})


def members(consortium):
    roles = ["applicant", *["partner"] * (len(consortium) - 1)]
    return [
        {"id": handle, "role": role, "country": country}
        for role, (handle, country) in zip(roles, consortium.items(), strict=True)
    ]


def plain(number):
    """A number without zeros at the end; `?` for what is not known."""
    return "?" if number is None else f"{number.normalize():f}"


def shown(line):
    return f"{line.organisation} {plain(line.quantity)} x {plain(line.price.rate)} = {plain(line.amount)}"


def in_category(grant, category):
    return [line for line in grant.lines if line.category == category]


def decimals(table):
    return {key: Decimal(str(value)) for key, value in table.items()}


def places(grant, key):
    return sorted({line.at for line in grant.lines if getattr(line.price, key)})


EXPECTATIONS = {
    "lines": lambda grant, said: {key: [shown(line) for line in in_category(grant, key)] for key in said},
    "before": lambda grant, said: {key: grant.before_caps(key) for key in said},
    "after": lambda grant, said: {key: grant.after_caps(key) for key in said},
    "by_organisation": lambda grant, _: grant.by_organisation(),
    "total": lambda grant, _: grant.total,
    "grant": lambda grant, _: grant.amount,
    "ceiling": lambda grant, _: grant.ceiling.amount,
    "cuts": lambda grant, _: [cut.cap for cut in grant.caps_applied],
    "doubts": lambda grant, _: [cut.cap for cut in grant.unverified_caps],
    "complete": lambda grant, _: grant.complete,
    "needs": lambda grant, _: list(dict.fromkeys(need for line in grant.lines for need in line.needs)),
    "faults": lambda grant, _: sorted({line.at for line in grant.lines if line.fault}),
    "unknown": lambda grant, _: places(grant, "unknown"),
    "cautions": lambda grant, _: places(grant, "caution"),
    "grade": lambda grant, said: {key: str(worst_grade(in_category(grant, key))) for key in said},
}
"""What a situation may say of its grant, and where that is read."""

MONEY = ("total", "grant", "ceiling", "before", "after", "by_organisation")
OTHERS = ("name", "proposal", "consortium", "management", "choices")


def worst_grade(lines):
    return max((source.grade for line in lines for source in line.sources), key=lambda grade: grade.rank)


def as_money(said):
    return decimals(said) if isinstance(said, dict) else Decimal(str(said))


@pytest.mark.parametrize("entry", SITUATIONS)
def test_a_situation_comes_out_as_worked_out_by_hand(entry):
    proposal = proposal_of(entry)
    grant = calculate(proposal)
    expected = {key: said for key, said in entry.items() if key not in OTHERS}
    assert expected or "choices" in entry, "the situation expects nothing"
    expected = {key: as_money(said) if key in MONEY else said for key, said in expected.items()}
    assert {key: EXPECTATIONS[key](grant, said) for key, said in expected.items()} == expected


@pytest.mark.parametrize("entry", [e for e in SITUATIONS if "choices" in e.values[0]])
def test_the_lump_sums_of_a_call_stand_side_by_side(entry):
    proposal = proposal_of(entry)
    offered = choices(open_project(proposal, "it"))
    assert [choice._asdict() for choice in offered] == [
        {key: v if v is None or isinstance(v, bool) else Decimal(str(v)) for key, v in choice.items()}
        for choice in entry["choices"]
    ]


@pytest.mark.parametrize("entry", [e for e in SITUATIONS if "management" in e.values[0]])
def test_management_is_shown_as_a_share_of_the_whole_and_of_the_rest(entry):
    shares = management_shares(open_project(proposal_of(entry), "it"))
    found = {key: getattr(shares, key).percent for key in entry["management"]}
    assert found == decimals(entry["management"])


def test_a_situation_that_is_off_by_one_cent_is_noticed():
    entry = {"proposal": {"call": 2014, "months": 24}, "consortium": COUNTRIES, "total": 24000.01}
    with pytest.raises(AssertionError):
        test_a_situation_comes_out_as_worked_out_by_hand({"name": "wrong", **entry})


# Staff rates: EUR a day for managers, teachers (also trainers, researchers, youth workers), technicians and
# administrative staff, in four groups of countries

STAFF_RATES = {
    1: {"manager": 294, "teacher": 241, "technician": 190, "administrative": 157},
    2: {"manager": 280, "teacher": 214, "technician": 162, "administrative": 131},
    3: {"manager": 164, "teacher": 137, "technician": 102, "administrative": 78},
    4: {"manager": 88, "teacher": 74, "technician": 55, "administrative": 39},
}
PROGRAMME_COUNTRIES = {
    1: "DK IE LU NL AT SE LI NO",
    2: "BE DE FR IT FI GB IS",
    3: "CZ GR ES CY MT PT SI",
    4: "BG EE HR LV LT HU PL RO SK MK TR",
}
PARTNER_COUNTRIES = {
    1: "AU CA KW MO MC QA SM CH US",
    2: "AD BN HK JP NZ SG AE VA",
    3: "BS BH GQ IL KR OM SA TW",
    4: "RS AL BA XK ME AM AZ BY GE MD UA DZ EG JO LB LY MA PS SY TN RU IN CN KZ BR MX ZA KE",
}


def days_of_staff(call, country):
    """A day of each category in one country."""
    days = [{"organisation": "x", "category": category, "days": 1} for category in STAFF_RATES[1]]
    return made(call, consortium={"x": country}, outputs=[{"id": "O1", "days": days}])


def made(call, *, consortium=COUNTRIES, **content):
    """A proposal of a call with unit costs that opens all budget items."""
    data = {"call": call, "action": "strategic-partnership", "field": "vet", "months": 36}
    kind = {"type": "innovation"} if call >= 2016 else {}
    return Proposal.model_validate({**data, **kind, "organisations": members(consortium), **content})


@pytest.mark.parametrize("call", UNIT_COST_CALLS)
@pytest.mark.parametrize("table", [PROGRAMME_COUNTRIES, PARTNER_COUNTRIES], ids=["Programme", "Partner"])
@pytest.mark.parametrize("group", STAFF_RATES)
def test_staff_is_paid_by_category_and_group_of_countries(call, table, group):
    for country in table[group].split():
        lines = in_category(calculate(days_of_staff(call, country)), "outputs")
        assert [line.amount for line in lines] == list(STAFF_RATES[group].values()), country


@pytest.mark.parametrize("call", UNIT_COST_CALLS)
def test_partner_country_groups_are_unverified_and_programme_country_groups_recalled(call):
    for country, grade in (("AT", Grade.RECALLED), ("US", Grade.UNVERIFIED), ("UA", Grade.UNVERIFIED)):
        assert worst_grade(in_category(calculate(days_of_staff(call, country)), "outputs")) is grade


# Distances: EUR for one traveller, both ways, by km one way. (km, EUR) on both sides of each edge

MEETING_FARES = [(0, 0), (99, 0), (100, 575), (1999, 575), (2000, 760), (20_100, 760)]
TWO_BANDS = [(0, 0), (10, 0), (99, 0), (100, 275), (1999, 275), (2000, 360), (20_100, 360)]
LEARNING_FARES = {
    2014: TWO_BANDS,
    2015: TWO_BANDS,
    2016: TWO_BANDS,
    # 2017 is not certain: the smaller of the amounts of 2016 and 2018
    2017: [(99, 0), (100, 180), (499, 180), (500, 275), (1999, 275), (2000, 360), (2999, 360), (8000, 360)],
} | {
    call: [
        (9, 0), (10, 20), (99, 20), (100, 180), (499, 180), (500, 275), (1999, 275), (2000, 360),
        (2999, 360), (3000, 530), (3999, 530), (4000, 820), (7999, 820), (8000, 1500), (20_100, 1500),
    ]
    for call in (2018, 2019, 2020)
}  # fmt: skip


def journey(call, km):
    """One person for one day of training."""
    group = {"organisation": "bruno", "participants": 1, "distance_km": km}
    course = {"id": "C1", "kind": "joint-staff-training", "host": "anna", "days": 1, "groups": [group]}
    return made(call, learning_activities=[course])


@pytest.mark.parametrize("call", UNIT_COST_CALLS)
def test_journeys_to_meetings_have_two_bands(call):
    for km, fare in MEETING_FARES:
        group = {"organisation": "bruno", "people": 1, "distance_km": km}
        grant = calculate(made(call, meetings=[{"host": "anna", "participants": [group]}]))
        assert grant.before_caps("meetings") == fare, f"{km} km"


@pytest.mark.parametrize("call", UNIT_COST_CALLS)
def test_journeys_to_learning_activities_have_the_bands_of_their_call(call):
    for km, fare in LEARNING_FARES[call]:
        travel, *_ = in_category(calculate(journey(call, km)), "learning")
        assert travel.amount == fare, f"{km} km"


@pytest.mark.parametrize(
    ("km", "grade"), [(499, "unverified"), (500, "published"), (2999, "published"), (3000, "unverified")]
)
def test_what_is_not_certain_of_2017_is_marked_unverified(km, grade):
    travel, *_ = in_category(calculate(journey(2017, km)), "learning")
    assert [str(source.grade) for source in travel.sources] == [grade]


def test_only_what_nobody_could_verify_leaves_open_what_a_journey_brings():
    for call in UNIT_COST_CALLS:
        costs = open_edition(call, "strategic-partnership").unit_costs
        open_bands = [band for band in (*costs.meetings, *costs.travel) if band.perhaps is not None]
        assert bool(open_bands) is (call == 2017)
        assert all(band.source.grade is Grade.UNVERIFIED for band in open_bands)
        assert all(band.amount < band.perhaps for band in open_bands)


# Individual support: EUR for one person and stay, by days (activity and travel together)

LEARNERS_AND_STAFF = {
    2014: {1: (55, 100), 14: (770, 1400), 15: (810, 1470), 60: (2610, 4620)},  # 14 and 46 days: 55/40, 100/70
    2018: {1: (58, 106), 14: (812, 1484), 15: (854, 1558), 60: (2744, 4888)},  # 58/42, 106/74
}
"""From which call on, days of the stay, and what one learner and one member of staff have for it."""


def stay(call, kind, days, **group):
    group = {"organisation": "bruno", "participants": 1, "distance_km": 0, **group}
    activity = {"id": "C1", "kind": kind, "host": "anna", "days": days, "groups": [group]}
    return made(call, learning_activities=[activity])


@pytest.mark.parametrize("call", UNIT_COST_CALLS)
@pytest.mark.parametrize("days", [1, 14, 15, 60])
def test_the_daily_rate_falls_after_the_14th_day(call, days):
    learner, staff = LEARNERS_AND_STAFF[2018 if call >= 2018 else 2014][days]
    kinds = {
        "blended-mobility": learner,
        "pupil-exchange": learner,
        "intensive-programme": learner,
        "joint-staff-training": staff,
    }
    for kind, amount in kinds.items():
        assert calculate(stay(call, kind, days)).before_caps("learning") == amount, kind


@pytest.mark.parametrize("call", UNIT_COST_CALLS)
def test_travel_days_move_a_stay_over_the_14th_day(call):
    rate = 42 if call >= 2018 else 40
    one, two = (calculate(stay(call, "pupil-exchange", 13, travel_days=days)) for days in (1, 2))
    assert two.before_caps("learning") - one.before_caps("learning") == rate


@pytest.mark.parametrize("call", UNIT_COST_CALLS)
@pytest.mark.parametrize(("days", "travel_days"), [(61, 0), (60, 1), (59, 2)])
def test_no_rate_is_known_beyond_the_60th_day(call, days, travel_days):
    grant = calculate(stay(call, "joint-staff-training", days, travel_days=travel_days))
    assert grant.before_caps("learning") == (4888 if call >= 2018 else 4620)
    assert not grant.complete
    assert [line.quantity for line in grant.lines if line.amount is None] == [1]


@pytest.mark.parametrize("call", UNIT_COST_CALLS)
def test_accompanying_persons_are_paid_as_staff(call):
    alone = calculate(stay(call, "pupil-exchange", 15)).before_caps("learning")
    with_one = calculate(stay(call, "pupil-exchange", 15, accompanying=1)).before_caps("learning")
    assert with_one - alone == (1558 if call >= 2018 else 1470)


@pytest.mark.parametrize("call", UNIT_COST_CALLS)
@pytest.mark.parametrize("kind", ["long-term-pupil-mobility", "long-term-teaching", "long-term-youth-worker"])
def test_long_stays_have_linguistic_support_and_rates_that_are_not_known(call, kind):
    grant = calculate(stay(call, kind, 90))
    assert grant.before_caps("learning") == 150
    assert not grant.complete


@pytest.mark.parametrize("call", UNIT_COST_CALLS)
def test_real_costs_are_paid_by_their_share(call):
    grant = calculate(
        made(
            call,
            special_needs=[{"organisation": "anna", "cost": 1000}],
            exceptional_costs=[{"organisation": "anna", "cost": 1000}],
        )
    )
    assert (grant.after_caps("special-needs"), grant.after_caps("exceptional")) == (1000, 750)


@pytest.mark.parametrize("call", UNIT_COST_CALLS)
@pytest.mark.parametrize("months", [6, 12, 24, 36, 37])
def test_the_ceiling_is_12500_a_month_and_450000_in_all(call, months):
    grant = calculate(made(call, months=months, special_needs=[{"organisation": "anna", "cost": 900_000}]))
    assert grant.amount == grant.ceiling.amount == min(12_500 * months, 450_000)


@pytest.mark.parametrize("call", [2018, 2019, 2020])
@pytest.mark.parametrize(
    ("schools", "months", "ceiling"), [(2, 12, 33_000), (2, 18, 49_500), (3, 24, 99_000), (6, 36, 297_000)]
)
def test_school_exchanges_have_16500_for_each_school_and_year(call, schools, months, ceiling):
    consortium = dict(zip("abcdef"[:schools], ("AT", "BE", "CZ", "DE", "EE", "FR")[:schools], strict=True))
    shape = {"field": "school", "format": "school-exchange", "type": "good-practice"}
    assert calculate(made(call, consortium=consortium, months=months, **shape)).ceiling.amount == ceiling


@pytest.mark.parametrize(("shape", "field"), [("digital-education", "vet"), ("creativity", "youth")])
@pytest.mark.parametrize(("months", "ceiling"), [(12, 150_000), (24, 300_000)])
def test_the_calls_of_autumn_2020_have_the_same_ceiling(shape, field, months, ceiling):
    proposal = made(2020, field=field, format=shape, months=months)
    assert calculate(proposal).ceiling.amount == ceiling


def test_a_call_that_paid_by_units_that_are_not_known_is_incomplete():
    """The rates of cooperation partnerships in call 2021 are not known well enough to add anything up."""
    data = {"call": 2021, "action": "cooperation-partnership", "field": "vet", "months": 24}
    grant = calculate(Proposal.model_validate({**data, "organisations": members(COUNTRIES)}))
    assert not grant.complete
    assert grant.gaps
    assert grant.amount == 0


@pytest.mark.parametrize("data", [{}, {"call": 2016}, {"action": "strategic-partnership"}])
def test_without_call_and_action_there_is_no_grant(data):
    with pytest.raises(ValueError, match="call and action"):
        calculate(Proposal.model_validate(data))


def test_a_call_without_rules_is_refused():
    with pytest.raises(UnknownEditionError):
        calculate(Proposal.model_validate({"call": 2027, "action": "strategic-partnership"}))


# Two real applications


def findings(text, rule):
    return [finding for finding in check(parse(text).proposal).findings if finding.rule == rule]


def outcomes(text, rule):
    return {(finding.outcome, finding.severity) for finding in findings(text, rule)}


FAILS_AS_WARNING = {(Result.FAIL, Severity.WARNING)}
PASSES = {Result.PASS}

SEVEN_ACTIVITIES = """
call: 2024
action: small-scale-partnership
field: adult
months: 18
lump_sum: 60000
organisations:
  - {id: anna, role: applicant, country: AT}
  - {id: bruno, role: partner, country: BE}
activities:
  - {id: A1, lead: anna, grant: 10000}
  - {id: A2, lead: bruno, grant: 4000}
  - {id: A3, lead: anna, grant: 14000}
  - {id: A4, lead: bruno, grant: 12000}
  - {id: A5, lead: anna, grant: 8000}
  - {id: A6, lead: bruno, grant: 4000}
  - {id: A7, lead: anna, grant: 8000}
"""
SEVEN_PACKAGES = """
call: 2025
action: cooperation-partnership
field: vet
months: 24
lump_sum: 250000
organisations:
  - {id: anna, role: applicant, country: AT}
  - {id: bruno, role: partner, country: BE}
  - {id: clara, role: partner, country: CZ}
work_packages:
  - {id: WP1, management: true, grants: {anna: 25000, bruno: 10000, clara: 10000}}
  - {id: WP2, management: false, grants: {anna: 47600}}
  - {id: WP3, management: false, grants: {bruno: 50000}}
  - {id: WP4, management: false, grants: {clara: 19100}}
  - {id: WP5, management: false, grants: {anna: 23600}}
  - {id: WP6, management: false, grants: {bruno: 46900}}
  - {id: WP7, management: false, grants: {clara: 17800}}
"""


def test_seven_activities_make_60000():
    grant = calculate(parse(SEVEN_ACTIVITIES).proposal)
    assert [grant.after_caps(f"A{n}") for n in range(1, 8)] == [10000, 4000, 14000, 12000, 8000, 4000, 8000]
    assert grant.total == grant.amount == 60_000
    assert grant.complete
    assert not grant.caps_applied
    for rule in ("LMP-01", "LMP-02"):
        assert {finding.outcome for finding in findings(SEVEN_ACTIVITIES, rule)} == PASSES, rule


def test_leading_an_activity_is_no_share_of_its_grant():
    assert {finding.outcome for finding in findings(SEVEN_ACTIVITIES, "LMP-08")} == {Result.NOT_APPLICABLE}
    shared = SEVEN_ACTIVITIES.replace("lead: anna, grant: 10000", "grants: {anna: 7000, bruno: 3000}")
    assert {finding.outcome for finding in findings(shared, "LMP-08")} == PASSES
    assert calculate(parse(shared).proposal).after_caps("A1") == 10000


def test_a_small_scale_partnership_has_no_rule_on_packages_or_management():
    found = check(parse(SEVEN_ACTIVITIES).proposal).findings
    speak = {finding.rule for finding in found if finding.outcome is not Result.NOT_APPLICABLE}
    assert not speak & {"LMP-03", "LMP-04"}


def test_seven_packages_make_250000():
    grant = calculate(parse(SEVEN_PACKAGES).proposal)
    packages = [grant.after_caps(f"WP{n}") for n in range(1, 8)]
    assert packages == [45000, 47600, 50000, 19100, 23600, 46900, 17800]
    assert grant.total == grant.amount == 250_000
    assert grant.complete
    for rule in ("LMP-01", "LMP-02", "LMP-08"):
        assert {finding.outcome for finding in findings(SEVEN_PACKAGES, rule)} == PASSES, rule


def test_its_management_is_within_20_per_cent_of_the_whole_and_above_20_per_cent_of_the_rest():
    shares = management_shares(open_project(parse(SEVEN_PACKAGES).proposal, "it"))
    assert shares.of_lump_sum.percent == Decimal("18.00")  # 45000 / 250000
    assert shares.of_others.percent == Decimal("21.95")  # 45000 / 205000
    assert outcomes(SEVEN_PACKAGES, "LMP-03") == FAILS_AS_WARNING
    (finding,) = findings(SEVEN_PACKAGES, "LMP-03")
    assert "21.95" in finding.message


def test_seven_packages_are_more_than_recommended():
    assert outcomes(SEVEN_PACKAGES, "LMP-04") == FAILS_AS_WARNING


def divided(lump_sum, management):
    """A cooperation partnership with management and one other package."""
    return f"""
call: 2025
action: cooperation-partnership
field: vet
months: 24
lump_sum: {lump_sum}
organisations: [{{id: anna, role: applicant, country: AT}}]
work_packages:
  - {{id: WP1, management: true, grants: {{anna: {management}}}}}
  - {{id: WP2, management: false, grants: {{anna: {round(lump_sum - management, 2)}}}}}
"""


@pytest.mark.parametrize("call", [2023, 2024, 2025, 2026])
@pytest.mark.parametrize(
    ("lump_sum", "management", "outcome", "severity"),
    [
        (120_000, 20_000, Result.PASS, None),  # exactly 20 % of the other 100 000
        (120_000, 20_000.01, Result.FAIL, Severity.WARNING),
        (120_000, 24_000, Result.FAIL, Severity.WARNING),  # exactly 20 % of the whole
        (120_000, 24_000.01, Result.FAIL, Severity.ERROR),
        (250_000, 41_666.66, Result.PASS, None),
        (250_000, 41_666.67, Result.FAIL, Severity.WARNING),
        (250_000, 50_000, Result.FAIL, Severity.WARNING),
        (250_000, 50_000.01, Result.FAIL, Severity.ERROR),
        (400_000, 66_666.66, Result.PASS, None),
        (400_000, 66_666.67, Result.FAIL, Severity.WARNING),
        (400_000, 80_000, Result.FAIL, Severity.WARNING),
        (400_000, 80_000.01, Result.FAIL, Severity.ERROR),
    ],
)
def test_management_has_two_limits(call, lump_sum, management, outcome, severity):
    (finding,) = findings(divided(lump_sum, management).replace("2025", str(call)), "LMP-03")
    assert (finding.outcome, finding.severity if severity else None) == (outcome, severity)


@pytest.mark.parametrize(
    ("last", "outcome"), [(7999.99, Result.FAIL), (8000, Result.PASS), (8000.01, Result.FAIL)]
)
def test_the_parts_make_the_lump_sum_to_the_cent(last, outcome):
    text = SEVEN_ACTIVITIES.replace("A7, lead: anna, grant: 8000", f"A7, lead: anna, grant: {last}")
    assert {finding.outcome for finding in findings(text, "LMP-02")} == {outcome}


@pytest.mark.parametrize(("number", "expected"), [(5, {Result.PASS}), (6, {Result.FAIL})])
def test_five_packages_are_recommended_at_most(number, expected):
    lines = SEVEN_PACKAGES.strip().splitlines()
    text = "\n".join(line for line in lines if not any(f"id: WP{n}," in line for n in range(number + 1, 8)))
    assert {finding.outcome for finding in findings(text, "LMP-04")} == expected


# Bad input: a finding or a clear refusal, never a silent nothing

PAIR = """
call: 2018
action: strategic-partnership
field: vet
type: innovation
months: 24
organisations:
  - {id: anna, role: applicant, country: AT, city: Wien}
  - {id: bruno, role: partner, country: BE, city: Brussel}
  - {id: clara, role: associated, country: CZ, city: Praha}
  - {id: jogvan, role: partner, country: FO}
"""


def refused(text):
    """Line and message of the one problem of a file that cannot be read."""
    with pytest.raises(UnreadableProposalError) as caught:
        parse(text)
    (problem,) = caught.value.problems
    return problem.line, problem.message


@pytest.mark.parametrize(
    ("entry", "key", "value"),
    [
        ("meetings: [{host: anna, participants: [{organisation: bruno, people: -1}]}]", "people", "-1"),
        ("meetings: [{participants: [{organisation: bruno, distance_km: 30000}]}]", "distance_km", "30000"),
        ("meetings: [{participants: [{organisation: bruno, people: 1.5}]}]", "people", "1.5"),
        ("outputs: [{days: [{organisation: anna, days: -1}]}]", "days", "-1"),
        ("outputs: [{days: [{organisation: anna, category: wizard}]}]", "category", "wizard"),
        ("events: [{local: -5}]", "local", "-5"),
        ("learning_activities: [{days: -3}]", "days", "-3"),
        ("learning_activities: [{groups: [{organisation: anna, accompanying: -1}]}]", "accompanying", "-1"),
        ("special_needs: [{organisation: anna, cost: -0.01}]", "cost", "-0.01"),
        ("exceptional_costs: [{organisation: anna, cost: 10.005}]", "cost", None),
        ("exceptional_costs: [{organisation: anna, cost: ten}]", "cost", None),
        ("exceptional_costs: [{organisation: anna, cost: .inf}]", "cost", None),
        ("exceptional_costs: [{organisation: anna, cost: .nan}]", "cost", None),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(entry, key, value):
    line, message = refused(PAIR + entry)
    assert line == PAIR.count("\n") + 1
    assert key in message
    assert value is None or value in message


def test_a_country_that_does_not_exist_is_refused_with_its_line():
    line, message = refused(PAIR.replace("country: BE", "country: QQ"))
    assert line == 9
    assert "QQ" in message


TRIP = "meetings: [{host: anna, participants: [{organisation: %s, people: 2, distance_km: 900}]}]"
COURSE = (
    "learning_activities: [{kind: joint-staff-training, host: anna, days: %d,"
    " groups: [{organisation: %s, participants: %d, distance_km: 900}]}]"
)
WORK = "outputs: [{id: O1, days: [{organisation: %s, category: teacher, days: %d}]}]"


@pytest.mark.parametrize(
    ("entry", "rule", "at"),
    [
        ("meetings: [{host: anna, participants: [{organisation: bruno, people: 0, distance_km: 900}]}]",
         "BUD-05", "/meetings/0/participants/0"),
        (TRIP % "anna", "BUD-05", "/meetings/0/participants/0"),
        (TRIP % "clara", "BUD-05", "/meetings/0/participants/0"),
        (TRIP % "nobody", "ORG-07", "/meetings/0/participants/0/organisation"),
        (WORK % ("anna", 0), "BUD-05", "/outputs/0/days/0"),
        (WORK % ("clara", 5), "BUD-05", "/outputs/0/days/0"),
        (WORK % ("jogvan", 5), "BUD-05", "/outputs/0/days/0"),
        (WORK % ("nobody", 5), "ORG-07", "/outputs/0/days/0/organisation"),
        (COURSE % (0, "bruno", 2), "BUD-05", "/learning_activities/0/groups/0"),
        (COURSE % (0, "bruno", 2), "LTT-01", "/learning_activities/0/days"),
        (COURSE % (5, "bruno", 0), "BUD-05", "/learning_activities/0/groups/0"),
        (COURSE % (5, "anna", 2), "BUD-05", "/learning_activities/0/groups/0"),
        (COURSE % (5, "clara", 2), "BUD-05", "/learning_activities/0/groups/0"),
        (COURSE % (5, "nobody", 2), "ORG-07", "/learning_activities/0/groups/0/organisation"),
        ("outputs: [{id: O1, days: []}]\nevents: [{id: E1, host: anna, outputs: [O1], local: 0, foreign: 0}]",
         "BUD-05", "/events/0"),
        ("outputs: [{id: O1, days: []}]\nevents: [{id: E1, host: clara, outputs: [O1], local: 9}]",
         "BUD-05", "/events/0"),
        ("outputs: [{id: O1, days: []}]\nevents: [{id: E1, host: nobody, outputs: [O1], local: 9}]",
         "ORG-07", "/events/0/host"),
        ("special_needs: [{organisation: clara, cost: 100}]", "BUD-05", "/special_needs/0"),
        ("special_needs: [{organisation: nobody, cost: 100}]", "ORG-07", "/special_needs/0/organisation"),
        ("special_needs: [{organisation: anna, cost: 0}]", "BUD-05", "/special_needs/0"),
        ("exceptional_costs: [{organisation: clara, cost: 100}]", "BUD-05", "/exceptional_costs/0"),
        ("exceptional_costs: [{organisation: nobody, cost: 100}]",
         "ORG-07", "/exceptional_costs/0/organisation"),
    ],
)  # fmt: skip
def test_an_entry_that_brings_nothing_is_a_finding(entry, rule, at):
    assert at in {finding.at for finding in findings(PAIR + entry, rule) if finding.outcome is Result.FAIL}


def test_a_length_of_0_months_is_a_finding():
    text = PAIR.replace("months: 24", "months: 0")
    assert calculate(parse(text).proposal).amount == 0
    assert Result.FAIL in {finding.outcome for finding in findings(text, "DUR-01")}


def test_dear_travel_of_nobody_is_a_finding():
    group = "{organisation: bruno, participants: 0, distance_km: 900, travel_cost: 2000}"
    course = f"learning_activities: [{{kind: joint-staff-training, host: anna, days: 5, groups: [{group}]}}]"
    said = [f for f in findings(PAIR + course, "BUD-05") if f.outcome is Result.FAIL]
    assert any("0 traveller" in finding.message for finding in said)


def test_of_an_entry_without_amount_check_names_what_is_missing():
    text = PAIR + "meetings: [{host: anna, participants: [{organisation: jogvan, people: 2}]}]"
    (finding,) = findings(text, "BUD-05")
    assert finding.outcome is Result.UNKNOWN
    assert finding.needs == ("/meetings/0/participants/0/distance_km",)


def test_of_an_event_whose_local_guests_are_not_said_nothing_is_wrong_yet():
    text = PAIR + "outputs: [{id: O1, days: []}]\nevents: [{id: E1, host: anna, outputs: [O1], foreign: 0}]"
    assert {finding.outcome for finding in findings(text, "BUD-05")} == {Result.UNKNOWN}


@pytest.mark.parametrize(("call", "taken_off"), [(2016, True), (2017, False), (2020, False)])
def test_the_yearly_cap_of_meetings_warns_whether_or_not_it_is_taken_off(call, taken_off):
    """41 journeys in one year are EUR 575 too much."""
    text = PAIR.replace("2018", str(call)).replace("months: 24", "months: 12")
    text += "meetings: [{host: anna, participants: [{organisation: bruno, people: 41, distance_km: 900}]}]"
    assert calculate(parse(text).proposal).after_caps("meetings") == (23_000 if taken_off else 23_575)
    failed = [finding for finding in findings(text, "BUD-04") if finding.outcome is Result.FAIL]
    assert [finding.severity for finding in failed] == [Severity.WARNING]
    assert failed[0].at == "/meetings"


@pytest.mark.parametrize(("asked", "outcome"), [(105_000, Result.PASS), (105_000.01, Result.FAIL)])
def test_a_school_exchange_may_ask_for_special_needs_on_top_of_its_ceiling(asked, outcome):
    """3 schools x 2 years x 16 500, and 3 000 of special needs and 75 % of 4 000."""
    data = made(2019).model_dump(mode="json", exclude_none=True) | {
        "field": "school",
        "format": "school-exchange",
        "type": "good-practice",
        "months": 24,
        "requested_grant": asked,
        "special_needs": [{"organisation": "clara", "cost": 3000}],
        "exceptional_costs": [{"organisation": "anna", "cost": 4000}],
    }
    report = check(Proposal.model_validate(data))
    assert {finding.outcome for finding in report.findings if finding.rule == "GRA-01"} == {outcome}


def test_a_lump_sum_that_is_not_offered_is_a_finding():
    text = SEVEN_ACTIVITIES.replace("lump_sum: 60000", "lump_sum: 50000")
    assert outcomes(text, "LMP-01") == {(Result.FAIL, Severity.ERROR)}
    assert outcomes(text, "LMP-02") == {(Result.FAIL, Severity.ERROR)}


def packages(handle, amount=1):
    return f"""
call: 2025
action: cooperation-partnership
field: vet
organisations:
  - {{id: anna, role: applicant, country: AT}}
  - {{id: clara, role: associated, country: CZ}}
work_packages: [{{id: WP1, management: true, grants: {{{handle}: {amount}}}}}]
"""


def test_a_share_of_a_lump_sum_for_an_associated_partner_is_a_finding():
    (finding,) = findings(packages("clara"), "LMP-08")
    assert (finding.outcome, finding.severity) == (Result.FAIL, Severity.ERROR)
    assert finding.at == "/work_packages/0/grants/clara"


def test_a_share_of_a_lump_sum_for_nobody_is_a_finding():
    found = [f.at for f in findings(packages("nobody"), "ORG-07") if f.outcome is Result.FAIL]
    assert found == ["/work_packages/0/grants/nobody"]


def test_a_negative_share_is_refused_with_its_line():
    line, message = refused(packages("anna", -1))
    assert line == 8
    assert "-1" in message


# Distances that are given, and those that are worked out. Vienna is some 915 km from Brussels


def travel_of(host, guest, km=None):
    """The one line of one person who travels to a meeting, in 2018."""
    group = {"organisation": "guest", "people": 1} | ({} if km is None else {"distance_km": km})
    data = {
        "call": 2018,
        "action": "strategic-partnership",
        "field": "vet",
        "type": "good-practice",
        "months": 12,
        "organisations": [
            {"id": "host", "role": "applicant", **host},
            {"id": "guest", "role": "partner", **guest},
        ],
        "meetings": [{"host": "host", "participants": [group]}],
    }
    proposal = Proposal.model_validate(data)
    (line,) = in_category(calculate(proposal), "meetings")
    return line, [finding for finding in check(proposal).findings if finding.rule == "BUD-05"]


VIENNA = {"country": "AT", "city": "Wien"}
BRUSSELS = {"country": "BE", "city": "Bruxelles"}
REYKJAVIK = {"country": "IS", "city": "Reykjavík"}
KILOMETRE = 1 / 111.195  # degrees of latitude


def north_of_the_equator(km):
    return {"country": "AT", "coordinates": [km * KILOMETRE, 0]}


EQUATOR = {"country": "BE", "coordinates": [0, 0]}


def test_a_distance_is_worked_out_from_cities():
    line, _ = travel_of(VIENNA, BRUSSELS)
    assert line.amount == 575
    assert line.price.caution is None
    line, _ = travel_of(VIENNA, REYKJAVIK)  # 2 880 km
    assert line.amount == 760


def test_a_given_distance_wins_over_cities():
    line, _ = travel_of(VIENNA, BRUSSELS, km=2000)
    assert line.amount == 760
    line, _ = travel_of(VIENNA, BRUSSELS, km=0)
    assert line.amount == 0


def test_a_distance_is_worked_out_from_coordinates_which_win_over_the_city():
    line, _ = travel_of(EQUATOR, north_of_the_equator(2100))
    assert line.amount == 760
    line, _ = travel_of(VIENNA, {**BRUSSELS, "coordinates": [48.2, 16.4]})  # as if it were in Vienna
    assert line.amount == 0


@pytest.mark.parametrize(
    ("km", "amount", "careful"),
    [
        (98, 0, False),
        (99.5, 0, True),
        (100.5, 575, True),
        (102, 575, False),
        (1978, 575, False),
        (1982, 575, True),
        (1999.5, 575, True),
        (2000.5, 760, True),
        (2018, 760, True),
        (2022, 760, False),
    ],
)
def test_within_one_per_cent_of_an_edge_there_is_a_caution(km, amount, careful):
    line, said = travel_of(EQUATOR, north_of_the_equator(km))
    assert line.amount == amount
    assert bool(line.price.caution) is careful
    notes = [f for f in said if (f.outcome, f.severity) == (Result.FAIL, Severity.NOTE)]
    assert bool(notes) is careful


@pytest.mark.parametrize("km", [99, 100, 1999, 2000])
def test_a_given_distance_needs_no_caution(km):
    line, said = travel_of(EQUATOR, north_of_the_equator(km), km=km)
    assert line.price.caution is None
    assert {finding.outcome for finding in said} == PASSES


def test_a_city_name_that_several_bear_decides_only_where_one_is_clearly_meant():
    frankfurt = {"country": "DE", "city": "Frankfurt"}  # on the Main, eleven times that on the Oder
    line, _ = travel_of(VIENNA, frankfurt)
    assert (line.amount, line.price.caution) == (575, None)
    newport = {"country": "GB", "city": "Newport"}  # in Wales, and two in England
    line, _ = travel_of(VIENNA, newport)
    assert line.amount is None
    assert "several places in UK are called Newport" in str(line.reason)


def test_a_post_code_that_does_not_choose_among_namesakes_is_told_so():
    line, _ = travel_of(VIENNA, {"country": "DE", "city": "67433 Neustadt"})
    assert line.amount is None
    told = str(line.reason)
    assert "several places in DE fit 67433 Neustadt, and a post code does not choose among them" in told
    assert "city: {name: Neustadt an der Weinstraße, region: Rheinland-Pfalz}" in told


@pytest.mark.parametrize(
    "guest",
    [
        {"country": "BE"},
        {"country": "BE", "city": "Nirgendwo"},
        {"city": "Brussels"},
        {},
    ],
)
def test_an_unknown_place_without_a_distance_has_no_amount_and_says_what_it_needs(guest):
    line, said = travel_of(VIENNA, guest)
    assert line.amount is None
    assert line.needs == ("/meetings/0/participants/0/distance_km",)
    assert [(f.outcome, f.needs) for f in said] == [(Result.UNKNOWN, line.needs)]


def test_distances_to_learning_activities_are_worked_out_as_well():
    group = {"organisation": "bruno", "participants": 1}
    course = {"kind": "joint-staff-training", "host": "anna", "days": 3, "groups": [group]}
    proposal = made(2018, learning_activities=[course])
    places = {"anna": VIENNA, "bruno": REYKJAVIK}
    organisations = [entry.model_dump(exclude_none=True) for entry in proposal.organisations]
    organisations = [{**entry, **places.get(entry["id"], {})} for entry in organisations]
    data = {**proposal.model_dump(exclude_none=True, mode="json"), "organisations": organisations}
    travel, *_ = in_category(calculate(Proposal.model_validate(data)), "learning")
    assert travel.amount == 360  # 2 880 km


@pytest.mark.parametrize(
    ("coordinates", "doubted"),
    [((51.05, 3.72), False), ((51.9, 4.0), False), ((3.72, 51.05), True), ((60.17, 24.94), True)],
    ids=["the city", "within a hundred km", "swapped", "another city"],
)
def test_coordinates_far_from_the_city_are_doubted(coordinates, doubted):
    organisations = [
        {"id": "host", "role": "applicant", "country": "FI", "city": "Turku"},
        {"id": "gent", "role": "partner", "country": "BE", "city": "Gent", "coordinates": list(coordinates)},
    ]
    travellers = [{"organisation": "gent", "people": 1}]
    proposal = Proposal.model_validate(
        {
            "call": 2016,
            "action": "strategic-partnership",
            "months": 12,
            "organisations": organisations,
            "meetings": [{"host": "host", "participants": travellers}],
        }
    )
    (line,) = [line for line in calculate(proposal).lines if line.category == "meetings"]
    assert ("latitude comes first" in str(line.price.caution or "")) is doubted


# What the search for unnoticed faults found


@pytest.mark.parametrize("action", ["cooperation-partnership", "small-scale-partnership"])
def test_without_a_field_the_ceiling_is_not_known_and_says_why(action):
    project = open_project(parse(f"call: 2026\naction: {action}\nmonths: 24\n").proposal, "the ceiling")
    ceiling = ceiling_of(project, Decimal(0))
    assert (ceiling.amount, ceiling.needs) == (None, ("field",))
    assert str(ceiling.words) == "the ceiling depends on the field"


def test_days_beyond_the_last_rate_are_counted_for_each_person():
    activity = (
        "{id: C1, kind: joint-staff-training, host: b, start: 2019-01-14, days: 90,"
        " groups: [{organisation: a, participants: 3, distance_km: 500}]}"
    )
    grant = calculate(
        parse(
            "call: 2018\naction: strategic-partnership\nfield: school\ntype: good-practice\nmonths: 24\n"
            "organisations: [{id: a, role: applicant, country: AT}, {id: b, role: partner, country: BE}]\n"
            f"learning_activities: [{activity}]\n"
        ).proposal
    )
    beyond = [line for line in grant.lines if "no rate is known beyond" in str(line.price.fault or "")]
    paid = [line for line in grant.lines if line.label == beyond[0].label and line not in beyond]
    assert [line.quantity for line in beyond] == [3 * 30]
    assert sum(line.quantity for line in (*paid, *beyond)) == 3 * 90


@pytest.mark.parametrize(("key", "entries"), [("outputs", "{}, {}"), ("events", "{}, {}")])
def test_an_entry_without_a_title_is_called_by_its_number(key, entries):
    data = f"call: 2018\naction: strategic-partnership\nmonths: 24\n{key}: [{entries}]\n"
    labels = [str(line.label) for line in calculate(parse(data).proposal).lines if line.category == key]
    name = key.removesuffix("s").capitalize()
    assert labels[0].startswith(f"{name} 1")
    assert labels[-1].startswith(f"{name} 2")


@pytest.mark.parametrize(
    ("call", "km", "taken", "other"),
    [
        (2017, 100, 180, "275"),
        (2017, 499, 180, "275"),
        (2017, 500, 275, None),
        (2017, 2999, 360, None),
        (2017, 3000, 360, "530"),
        (2017, 4000, 360, "820"),
        (2017, 8000, 360, "1\N{NO-BREAK SPACE}300"),
        (2016, 100, 275, None),
        (2018, 100, 180, None),
    ],
)
def test_a_line_tells_the_amount_that_is_as_likely(call, km, taken, other):
    """Which bands held in 2017 is not known: the smaller amount is taken, and the line says the other."""
    course = (COURSE % (5, "bruno", 2)).replace("900", str(km))
    text = re.sub(r"call: \d+", f"call: {call}", PAIR) + course
    line = next(line for line in calculate(parse(text).proposal).lines if line.unit == "traveller")
    assert line.price.rate == taken
    said = str(line.price.caution or "")
    assert bool(said) is bool(other)
    assert (other or "") in said
    told = [f for f in findings(text, "BUD-05") if f.outcome is Result.FAIL]
    assert [f.severity for f in told] == [Severity.NOTE] * bool(other)
