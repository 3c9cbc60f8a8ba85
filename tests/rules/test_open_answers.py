"""What is open and what is not checked is said, each with the way on, and never taken for a refusal.

G26 is the Guide of 2026, G23 that of 2023.
"""

from datetime import date

import pytest
from builders import changed, eligible, finding, joined, of, verdict_of, without

from erasmus_cli.guide.loader import open_edition
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import Verdict

KA220, KA210, KA240 = "cooperation-partnership", "small-scale-partnership", "school-development-partnership"
PASS, FAIL, UNKNOWN, NOT_APPLICABLE = Result.PASS, Result.FAIL, Result.UNKNOWN, Result.NOT_APPLICABLE
ELIGIBLE, NOT_ELIGIBLE, UNDECIDED = Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE, Verdict.UNDECIDED
NOTE, WARNING = Severity.NOTE, Severity.WARNING


def found(data, rule):
    return finding(data, rule, fixes=False)


def undated(data):
    """The proposal without round, days and agency."""
    dated = ("agency", "round", "submitted", "start")
    return {key: value for key, value in data.items() if key not in dated}


# School development partnerships: whom a national authority lists, no kind tells


SCHOOLS = of(open_edition(2026, KA240))
"""Two countries, each with a school authority and two schools; the first organisation applies."""


def test_the_partnership_that_all_this_begins_with():
    kinds = [(entry["country"], entry["kind"]) for entry in SCHOOLS["organisations"]]
    assert len(kinds) == 6
    assert len({country for country, _ in kinds}) == 2
    assert [kind for _, kind in kinds].count("school-authority") == 2
    assert (kinds[0][1], kinds[-1][1]) == ("school-authority", "school")


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [
        ("school-authority", ELIGIBLE),
        # A municipality may be the local school authority: G26 p. 253, footnote 258.
        ("public-body", UNDECIDED),
        ("foundation", UNDECIDED),
        ("enterprise", NOT_ELIGIBLE),
        ("school", NOT_ELIGIBLE),
    ],
)
def test_who_may_be_a_school_authority_is_open_and_never_refused(kind, verdict):
    data = changed(SCHOOLS, 0, kind=kind)
    assert verdict_of(data) is verdict
    if verdict is UNDECIDED:
        assert found(data, "APP-06").outcome is found(data, "CON-05").outcome is UNKNOWN
        assert "say `kind: school-authority`" in found(data, "APP-06").message


@pytest.mark.parametrize(
    ("kind", "verdict"), [("school", ELIGIBLE), ("vet-provider", UNDECIDED), ("enterprise", NOT_ELIGIBLE)]
)
def test_a_vocational_school_may_be_one_that_provides_general_education(kind, verdict):
    """G26 p. 253: schools providing general education, as the national authority lists them."""
    assert verdict_of(changed(SCHOOLS, -1, kind=kind)) is verdict


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("school", PASS),
        ("school-authority", PASS),
        # Associations and other stakeholders of the school system: the list tells which.
        ("non-profit", UNKNOWN),
        ("higher-education-institution", UNKNOWN),
        ("enterprise", FAIL),
    ],
)
def test_no_partner_of_a_kind_that_only_the_list_tells_is_said_to_fit(kind, outcome):
    data = joined(SCHOOLS, kind=kind)
    said = found(data, "ORG-09")
    assert (said.outcome, said.decides) == (outcome, False)
    assert verdict_of(data) is ELIGIBLE


# The age of a European NGO before every applicant had to be two years old


@pytest.mark.parametrize("call", [2021, 2022, 2023])
def test_the_secretariat_of_a_european_ngo_is_a_year_old(call):
    """G23 p. 431; for 2021 and 2022 recalled."""
    data = {**eligible(call, KA220), "format": "european-ngo", "field": "youth"}
    data = undated(changed(data, 0, kind="european-ngo"))
    deadline = {2021: date(2021, 6, 15), 2022: date(2022, 3, 23), 2023: date(2023, 3, 22)}[call]
    year_before = deadline.replace(year=call - 1)
    assert found(changed(data, 0, established=year_before), "APP-04").outcome is PASS
    late = found(changed(data, 0, established=year_before.replace(day=year_before.day + 1)), "APP-04")
    assert late.outcome is FAIL
    assert "1 year before" in late.message
    # Whoever applies to a National Agency may be as young as it likes.
    young = changed(eligible(call, KA220), 0, established=date(call, 1, 1))
    assert found(young, "APP-04").outcome is NOT_APPLICABLE


@pytest.mark.parametrize("call", [2024, 2025, 2026])
def test_since_2024_every_applicant_is_two_years_old(call):
    for shape in ({}, {"format": "european-ngo", "field": "youth"}):
        data = undated({**eligible(call, KA220), **shape})
        assert found(changed(data, 0, established=date(call - 2, 3, 5)), "APP-04").outcome is PASS
        assert found(changed(data, 0, established=date(call - 1, 12, 1)), "APP-04").outcome is FAIL


# What has no effect


@pytest.mark.parametrize(
    ("call", "action", "key", "value", "strange"),
    [
        (2026, KA210, "work_packages", [{"id": "WP1", "management": True}], True),
        (2026, KA210, "activities", [{"id": "A1"}], False),
        (2026, KA220, "work_packages", [{"id": "WP1"}], False),
        # National Agencies worked with unit costs in 2021; EACEA with lump sums.
        (2021, KA220, "lump_sum", 250000, True),
        (2021, KA220, "estimated_cost", 260000, True),
    ],
)
def test_what_another_call_or_action_divides_its_money_by_is_named(call, action, key, value, strange):
    data = {**eligible(call, action), key: value}
    assert (found(data, "ACT-04").outcome is FAIL) is strange


def test_eacea_took_lump_sums_in_2021_already():
    data = {**eligible(2021, KA220), "field": "sport", "agency": "EACEA", "lump_sum": 250000}
    assert found(data, "ACT-04").outcome is PASS
    said = found(data, "LMP-06")
    assert (said.outcome, said.severity, said.decides) == (UNKNOWN, NOTE, False)
    assert "not checked" in said.message


# Costs


@pytest.mark.parametrize("action", [KA220, KA210])
def test_an_estimate_that_is_not_given_is_asked_for_and_holds_nothing_up(action):
    """G26 p. 243 and p. 250: the cost is higher than the lump sum."""
    data = without(eligible(2026, action), "estimated_cost")
    said = found(data, "LMP-05")
    assert (said.outcome, said.severity, said.needs) == (UNKNOWN, WARNING, ("/estimated_cost",))
    assert verdict_of(data) is ELIGIBLE


# A status that is agreed and not in force


def test_a_country_that_is_about_to_join_is_named_as_what_is_open():
    data = undated(eligible(2026, KA220))
    data = {**changed(data, -1, country="GB"), "call": 2027}
    for rule in ("CON-01", "CON-02"):
        said = finding(data, rule, fixes=False, provisional=True)
        assert (said.outcome, said.needs) == (UNKNOWN, ())
        assert "whether UK may be counted in 2027 is not settled" in said.message
    # Where something is missing as well, that is said.
    assert "are missing" in finding(changed(data, 0, role=None), "CON-01", provisional=True).message


# Words that are as sure as what is known, and figures that are right


@pytest.mark.parametrize(("call", "action"), [(2023, KA210), (2025, KA210), (2026, KA240)])
def test_no_text_is_said_to_bar_whom_no_text_names(call, action):
    """The chapters on these two actions name no associated partners, from whatever country."""
    said = found(joined(eligible(call, action), country="CH", role="associated"), "CON-07")
    assert (said.outcome, said.decides) == (FAIL, False)
    assert said.message.startswith("no text was found")
    # As a full partner an organisation from there is barred, and that is read.
    barred = found(joined(eligible(call, action), country="CH", role="partner"), "CON-07")
    assert "cannot be full partners" in barred.message
    assert barred.decides


@pytest.mark.parametrize(
    ("management", "words"),
    [(41_666, None), (50_000, "the Guide says it of the whole"), (50_001, "20 % is the limit")],
)
def test_a_reading_that_is_stricter_than_the_guide_is_told_as_one(management, words):
    """G26 p. 243: 20 % of the whole."""
    packages = [
        {"id": "WP1", "management": True, "grants": {"p1": management}},
        {"id": "WP2", "grants": {"p1": 250_000 - management}},
    ]
    said = found(eligible(2026, KA220, lump_sum=250_000, work_packages=packages), "LMP-03")
    assert words in said.message if words else said.outcome is PASS
    assert said.decides is (management > 50_000)


def test_a_mend_adds_as_many_organisations_as_are_lacking():
    schools = [at for at, entry in enumerate(SCHOOLS["organisations"]) if entry["kind"] == "school"]
    one = changed(SCHOOLS, schools[-1], kind="sport-organisation")
    assert "add a school (school)" in found(one, "CON-05").fix
    both = changed(one, schools[-2], kind="sport-organisation")
    assert "add 2 of kind school" in found(both, "CON-05").fix
    assert len(finding(both, "CON-05").edits) == 2


def test_a_start_on_one_day_is_told_as_a_day():
    """G26 p. 254: round 1 starts on 1 October."""
    said = found({**SCHOOLS, "round": 1, "start": "2026-10-02"}, "DAT-01")
    assert "it has to start on 1 October 2026" in said.message
    second = found({**SCHOOLS, "round": 2, "start": "2027-06-01"}, "DAT-01")
    assert "1 January 2027 to 31 May 2027" in second.message


# Who is shut out in every role is told once, and nobody is sent to ask


def test_an_associated_partner_from_russia_is_refused_by_one_rule_and_without_a_way_round():
    russian = {"id": "ru", "name": "Gymnasium", "country": "RU", "kind": "school", "role": "associated"}
    data = joined(SCHOOLS, **russian)
    assert found(data, "ORG-08").outcome is FAIL
    assert found(data, "ORG-08").fix == "take ru out"
    assert found(data, "CON-07").outcome is NOT_APPLICABLE
    assert "ORG-08" in found(data, "CON-07").message
    moldovan = found(joined(SCHOOLS, **{**russian, "country": "MD"}), "CON-07")
    assert (moldovan.outcome, moldovan.severity) == (FAIL, WARNING)


# Languages are called by their names; JSON has their codes


def test_languages_are_called_by_their_names():
    accepted = found(eligible(2026, KA220, "vet", language="tr"), "TXT-01")
    assert accepted.message == "Turkish is accepted"
    refused = found(eligible(2026, KA220, "sport", language="ru"), "TXT-01")
    assert refused.message == "Russian is not among the official languages that are accepted"
    assert refused.said.as_data() == {"language": "ru"}
    assert "Bulgarian, Croatian, Czech" in refused.fix
    # EACEA takes official languages of the EU only, and no mend names another.
    assert "Turkish" not in refused.fix
    assert "Turkish" in found(eligible(2026, KA220, "vet", language="ru"), "TXT-01").fix
