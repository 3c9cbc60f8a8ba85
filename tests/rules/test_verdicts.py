"""Where the Guide decides, and where it only warns: for each verdict the case just inside and just outside.

G26 is the Guide of 2026, G25 that of 2025, G23 that of 2023.
"""

from datetime import date, timedelta
from itertools import permutations, product

import pytest
from builders import (
    ACTION,
    EDITIONS,
    by_id,
    changed,
    deciding,
    eligible,
    finding,
    formats_chosen,
    joined,
    of,
    outcomes,
    own,
    report_on,
    verdict_of,
    without,
)
from hypothesis import given
from hypothesis import strategies as st

from erasmus_cli.guide.loader import open_edition
from erasmus_cli.guide.participants import Part
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import Verdict
from erasmus_cli.rules.topics.composition import most_filled

KA220, KA210, KA240 = "cooperation-partnership", "small-scale-partnership", "school-development-partnership"
PASS, FAIL, UNKNOWN, NOT_APPLICABLE = Result.PASS, Result.FAIL, Result.UNKNOWN, Result.NOT_APPLICABLE
ELIGIBLE, NOT_ELIGIBLE, UNDECIDED = Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE, Verdict.UNDECIDED
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
DAY = timedelta(days=1)


def said_of(data, rule):
    """What a rule says, and how much that weighs where it is no pass."""
    found = finding(data, rule, fixes=False)
    return (found.outcome, found.severity if found.outcome in (FAIL, UNKNOWN) else None)


# Who applies where


@pytest.mark.parametrize("kind", ["european-ngo", "european-youth-ngo"])
@pytest.mark.parametrize("call", [2021, 2022, 2023, 2024, 2025, 2026])
def test_a_european_ngo_never_applies_to_a_national_agency(call, kind):
    """G26 p. 238, G25 p. 250, G23 p. 228."""
    data = eligible(call, KA220)
    assert said_of(changed(data, 0, kind=kind), "APP-03") == (FAIL, ERROR)
    assert verdict_of(changed(data, 0, kind=kind)) is NOT_ELIGIBLE
    # As a partner it is welcome, and so is any other non-profit as the applicant.
    assert verdict_of(changed(data, -1, kind=kind)) is ELIGIBLE
    assert said_of(changed(data, 0, kind="non-profit"), "APP-03") == (PASS, None)
    assert said_of(changed(eligible(call, KA210), 0, kind=kind), "APP-03") == (PASS, None)


def test_which_of_several_agencies_is_left_to_say_without_weight_on_the_verdict():
    data = changed(eligible(2026, KA210), 0, country="BE")
    data.pop("agency", None)
    assert said_of(data, "APP-03") == (UNKNOWN, WARNING)
    found = finding(data, "APP-03", fixes=False)
    assert found.needs == ("/agency",)
    assert all(code in found.message for code in ("BE01", "BE02", "BE03"))
    assert not found.decides
    assert said_of(data | {"agency": "BE02"}, "APP-03") == (PASS, None)
    # Slovenia has one agency: there is nothing to say.
    assert said_of(changed(data, 0, country="SI"), "APP-03") == (PASS, None)


def test_the_field_decides_among_agencies_where_they_divide_the_fields():
    data = changed(eligible(2026, KA220), 0, country="DE")
    data.pop("agency", None)
    assert said_of(data, "APP-03") == (PASS, None)  # vet: one of the four
    open_field = {key: value for key, value in data.items() if key != "field"}
    assert said_of(open_field, "APP-03")[0] is UNKNOWN


def test_a_european_ngo_at_an_agency_is_shown_its_own_route():
    data = changed(eligible(2026, KA220), 0, kind="european-ngo")
    found = finding(data | {"start": "2026-11-01"}, "APP-03")
    assert "EACEA" in found.fix


@pytest.mark.parametrize("call", [2021, 2024, 2025, 2026])
def test_on_the_route_of_european_ngos_the_applicant_is_one(call):
    """G26 p. 235-236, G25 p. 247-248; earlier calls as recalled from these."""
    data = eligible(call, KA220, format="european-ngo")
    data = joined(changed(data, 0, kind="european-ngo"), kind="european-ngo")
    assert verdict_of(data) is ELIGIBLE, deciding(report_on(data))
    for kind, said, verdict in (
        ("european-youth-ngo", (PASS, None), ELIGIBLE),
        ("enterprise", (FAIL, ERROR), NOT_ELIGIBLE),
        ("non-profit", (FAIL, ERROR), NOT_ELIGIBLE),
        (None, (UNKNOWN, ERROR), UNDECIDED),
    ):
        other = changed(data, 0, kind=kind)
        assert said_of(other, "APP-06") == said, kind
        assert verdict_of(other) is verdict, kind


@pytest.mark.parametrize(
    ("kind", "said", "verdict"),
    [
        ("school-authority", (PASS, None), ELIGIBLE),
        ("school", (FAIL, ERROR), NOT_ELIGIBLE),
        ("enterprise", (FAIL, ERROR), NOT_ELIGIBLE),
        # A coordination body may be any of these; only its papers show it.
        ("public-body", (UNKNOWN, ERROR), UNDECIDED),
        ("non-profit", (UNKNOWN, ERROR), UNDECIDED),
        (None, (UNKNOWN, ERROR), UNDECIDED),
    ],
)
def test_a_school_authority_applies_for_school_development(kind, said, verdict):
    """G26 p. 253."""
    data = eligible(2026, KA240)
    data = joined(data, kind="school-authority", country=data["organisations"][0]["country"])
    asked = changed(data, 0, kind=kind)
    assert said_of(asked, "APP-06") == said
    assert verdict_of(asked) is verdict, deciding(report_on(asked))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("school", (PASS, None)),
        ("school-authority", (PASS, None)),
        ("vet-provider", (UNKNOWN, WARNING)),
        ("non-profit", (UNKNOWN, WARNING)),
        ("enterprise", (FAIL, WARNING)),
        ("sport-organisation", (FAIL, WARNING)),
        (None, (UNKNOWN, WARNING)),
    ],
)
def test_a_partner_of_a_kind_that_is_not_named_warns(kind, said):
    """G26 p. 253: the list of the National Authority decides, so this never does."""
    data = joined(eligible(2026, KA240), kind=kind)
    assert said_of(data, "ORG-09") == said
    assert verdict_of(data) is ELIGIBLE
    assert said_of(changed(data, -1, role="associated"), "ORG-09") == (PASS, None)


# Time


@pytest.mark.parametrize(
    ("submitted", "start", "said"),
    [
        # Twelve months; the deadline of 2026 is 5 March (G26 p. 238, what is over p. 427).
        (None, date(2025, 3, 5), (FAIL, ERROR)),
        (None, date(2025, 3, 6), (FAIL, WARNING)),
        (None, date(2026, 3, 4), (FAIL, WARNING)),
        (None, date(2026, 3, 5), (PASS, None)),
        ("2026-02-01T10:00", date(2025, 2, 1), (FAIL, ERROR)),
        ("2026-02-01T10:00", date(2025, 2, 2), (FAIL, WARNING)),
        ("2026-02-01T10:00", date(2026, 1, 31), (FAIL, WARNING)),
        ("2026-02-01T10:00", date(2026, 2, 1), (PASS, None)),
    ],
)
def test_at_eacea_a_project_is_not_over_and_should_not_have_begun(submitted, start, said):
    data = eligible(2026, KA220, "sport", months=12, start=start.isoformat(), submitted=submitted)
    assert said_of(data, "DAT-05") == said
    assert verdict_of(data) is (NOT_ELIGIBLE if said == (FAIL, ERROR) else ELIGIBLE)


def test_where_a_window_is_named_it_says_all_about_the_start():
    data = eligible(2026, KA220, start="2024-01-01", months=12)
    assert outcomes(data)["DAT-05"] == {NOT_APPLICABLE}
    assert outcomes(data)["DAT-01"] == {FAIL}


@pytest.mark.parametrize(
    ("start", "late", "held"),
    [
        ("2026-11-01", FAIL, PASS),  # round 1 only, which closed on 5 March
        ("2027-02-01", PASS, FAIL),  # round 2 only, which agencies may leave out
        (None, UNKNOWN, FAIL),  # the first round that is still open, if that is what is meant
    ],
)
def test_a_start_that_fits_one_round_decides_the_round(start, late, held):
    data = eligible(2026, KA220, start=start, submitted="2026-06-01T10:00")
    assert outcomes(data)["DAT-03"] == {late}
    assert outcomes(data)["DAT-06"] == {held}
    if late is FAIL:
        assert "5 March 2026" in finding(data, "DAT-03").message


@pytest.mark.parametrize("moment", ["2026-03-05T12:00:01", "2026-03-05T12:01", "2026-09-30T10:00"])
def test_what_is_late_for_one_round_is_not_silently_in_time_for_one_that_few_agencies_open(moment):
    data = eligible(2026, KA220, start=None, submitted=moment)
    told = finding(data, "DAT-03")
    assert told.outcome is UNKNOWN
    assert "after round 1 closed on 5 March 2026 12:00, Brussels time; say `round: 2`" in told.message
    if moment.endswith("12:00:01"):
        assert "12:00:01" in told.message
    assert outcomes({**data, "round": 2})["DAT-03"] == {PASS}
    assert outcomes({**data, "round": 1})["DAT-03"] == {FAIL}


def test_the_round_that_is_said_is_not_changed_by_the_start():
    data = eligible(2026, KA220, round=1, start="2027-02-01", submitted="2026-03-01T10:00")
    assert outcomes(data)["DAT-03"] == {PASS}
    assert outcomes(data)["DAT-01"] == {FAIL}


@pytest.mark.parametrize(
    ("moment", "said", "words"),
    [
        ("2026-03-05T12:00:00", PASS, "5 March 2026 12:00 is"),
        (
            "2026-03-05T12:00:01",
            FAIL,
            "submitted 5 March 2026 12:00:01; the deadline was 5 March 2026 12:00,",
        ),
        ("2026-03-05T12:01:00", FAIL, "submitted 5 March 2026 12:01; the deadline was 5 March 2026 12:00,"),
    ],
)
def test_a_second_too_late_is_told_with_its_seconds(moment, said, words):
    found = finding(eligible(2026, KA220, submitted=moment), "DAT-03")
    assert found.outcome is said
    assert words in found.message


@pytest.mark.parametrize(
    ("activities", "months", "said"),
    [
        ([], 24, (PASS, None)),
        ([], 25, (FAIL, WARNING)),
        ([{"kind": "pupil-exchange", "days": 5}], 25, (FAIL, WARNING)),
        ([{"kind": "long-term-pupil-mobility", "days": 70}], 25, (PASS, None)),
        ([{"kind": "long-term-pupil-mobility", "days": 70}], 36, (PASS, None)),
    ],
)
@pytest.mark.parametrize("call", [2018, 2019, 2020])
def test_a_school_exchange_beyond_two_years_has_pupils_on_long_stays(call, activities, months, said):
    data = eligible(call, ACTION, "school", format="school-exchange", months=months)
    assert said_of({**data, "learning_activities": activities}, "DUR-02") == said


# Who is shut out, and who has a number


@pytest.mark.parametrize(
    ("call", "country", "body", "said"),
    [
        # Authorities of Georgia, their agencies and firms: G26 p. 34 footnote 46, and no Guide before.
        (2026, "GE", ("public-body", None), (FAIL, ERROR)),
        (2026, "GE", ("school-authority", False), (FAIL, ERROR)),
        (2026, "GE", ("school", True), (FAIL, WARNING)),
        (2026, "GE", ("enterprise", None), (UNKNOWN, WARNING)),
        (2026, "GE", ("enterprise", False), (PASS, None)),
        (2026, "GE", (None, None), (UNKNOWN, ERROR)),
        (2025, "GE", ("public-body", True), (NOT_APPLICABLE, None)),
        # Public bodies of Belarus: G26 p. 34 footnote 45, G25 p. 35 footnote 31. G23 has no such footnote.
        (2026, "BY", ("public-body", True), (FAIL, ERROR)),
        (2025, "BY", ("public-body", True), (FAIL, ERROR)),
        (2026, "BY", ("non-profit", False), (PASS, None)),
        (2024, "BY", ("public-body", True), (FAIL, WARNING)),
        (2023, "BY", ("public-body", True), (FAIL, WARNING)),
        # Public establishments of Syria: G25 p. 35 footnote 34, G23 p. 34 footnote 26, no longer in G26.
        (2022, "SY", ("public-body", True), (NOT_APPLICABLE, None)),
        (2023, "SY", ("public-body", True), (FAIL, ERROR)),
        (2025, "SY", ("school", True), (FAIL, WARNING)),
        (2026, "SY", ("public-body", True), (NOT_APPLICABLE, None)),
        # Regulation 833/2014, Article 5l: state bodies since April 2022, as agencies told; whoever is
        # established in Russia by G26 p. 417 footnote 467.
        (2021, "RU", ("enterprise", False), (NOT_APPLICABLE, None)),
        (2022, "RU", ("enterprise", False), (FAIL, WARNING)),
        (2025, "RU", ("non-profit", None), (FAIL, WARNING)),
        (2021, "RU", ("public-body", True), (NOT_APPLICABLE, None)),
        (2022, "RU", ("public-body", None), (FAIL, ERROR)),
        (2025, "RU", ("school-authority", None), (FAIL, ERROR)),
        (2022, "RU", ("school", True), (FAIL, WARNING)),
        (2026, "RU", ("non-profit", None), (FAIL, ERROR)),
        (2026, "RU", ("public-body", True), (FAIL, ERROR)),
        (2026, "RU", (None, None), (FAIL, ERROR)),
        # Their neighbours.
        (2026, "AM", ("public-body", True), (NOT_APPLICABLE, None)),
    ],
)
@pytest.mark.parametrize("role", ["partner", "associated"])
def test_bodies_are_shut_out_by_country_kind_and_year(call, country, body, said, role):
    kind, public = body
    data = joined(eligible(call, KA220), country=country, role=role, added_value="Us.")
    data = changed(data, -1, kind=kind, public_body=public, eche=None)
    assert said_of(data, "ORG-08") == said
    if said[1] is ERROR and role == "associated" and country in ("GE", "SY", "RU"):
        assert verdict_of(data) is (NOT_ELIGIBLE if said[0] is FAIL else UNDECIDED)


@pytest.mark.parametrize(
    ("field", "role", "needs"),
    [
        # At EACEA associated partners have a PIC as well: G26 p. 413, G25 p. 441, G23 p. 404.
        ("sport", "associated", ["/organisations/3/pic"]),
        ("sport", "partner", ["/organisations/3/pic"]),
        ("vet", "associated", []),
        ("vet", "partner", ["/organisations/3/oid"]),
    ],
)
@pytest.mark.parametrize("call", [2023, 2025, 2026])
def test_associated_partners_have_a_number_at_eacea(call, field, role, needs):
    data = joined(eligible(call, KA220, field), role=role, pic=None, oid=None)
    assert len(data["organisations"]) == 4
    found = finding(data, "ORG-04")
    assert found.outcome is (UNKNOWN if needs else PASS)
    assert list(found.needs) == needs
    assert verdict_of(data) is ELIGIBLE


@pytest.mark.parametrize(
    ("call", "action", "field", "said"),
    [
        # A group without legal personality: the founding documents admit it, a recalled figure may only warn.
        (2015, ACTION, "adult", (FAIL, WARNING)),
        (2018, ACTION, "vet", (FAIL, WARNING)),
        (2015, ACTION, "youth", (PASS, None)),
        (2026, KA220, "adult", (FAIL, ERROR)),  # G26 p. 236 footnote 239
        (2025, KA220, "youth", (FAIL, ERROR)),
    ],
)
def test_informal_groups_outside_youth_warn_until_2020_and_are_barred_since(call, action, field, said):
    data = joined(eligible(call, action, field), kind="informal-group")
    assert said_of(data, "ORG-06") == said
    assert verdict_of(data) is (NOT_ELIGIBLE if said == (FAIL, ERROR) else ELIGIBLE)


# What is applied for


@pytest.mark.parametrize("call", [2022, 2023, 2024, 2025, 2026])
def test_each_package_but_management_consists_of_activities(call):
    """G26 p. 243, G25 p. 255, G23 p. 234."""
    data = eligible(call, KA220)
    management, work = data["work_packages"]
    assert not management.get("activities")
    unsaid = {key: value for key, value in work.items() if key != "activities"}
    for package, said, verdict in (
        (work, (PASS, None), ELIGIBLE),
        ({**work, "activities": []}, (FAIL, ERROR), NOT_ELIGIBLE),
        (unsaid, (UNKNOWN, ERROR), UNDECIDED),
    ):
        asked = {**data, "work_packages": [management, package]}
        assert said_of(asked, "LMP-09") == said
        assert verdict_of(asked) is verdict


@pytest.mark.parametrize("edition", [e for e in EDITIONS if e.formats_to_choose], ids=lambda e: e.id)
def test_an_alliance_is_undecided_until_its_lot_is_said(edition):
    lots = formats_chosen(edition)
    for lot in lots:
        assert said_of(of(edition, format=lot), "ACT-05") == (PASS, None)
    unsaid = without(of(edition), "format")
    assert said_of(unsaid, "ACT-05") == (UNKNOWN, ERROR)
    assert finding(unsaid, "ACT-05").needs == ("/format",)
    assert verdict_of(unsaid) is UNDECIDED
    stranger = {**of(edition), "format": "school-exchange"}
    assert said_of(stranger, "ACT-05") == (FAIL, ERROR)
    assert verdict_of(stranger) is NOT_ELIGIBLE


def test_alliances_are_the_only_action_with_lots_and_have_them_since_2016():
    with_lots = {edition.id for edition in EDITIONS if edition.formats_to_choose}
    assert with_lots == {f"{call}/sector-skills-alliance" for call in range(2016, 2021)}


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("pupil-exchange", {"school"}),
        ("long-term-pupil-mobility", {"school"}),
        ("intensive-programme", {"higher-education"}),
        ("long-term-youth-worker", {"youth"}),
        ("long-term-teaching", {"school", "vet", "higher-education", "adult"}),
        ("joint-staff-training", {"school", "vet", "higher-education", "adult", "youth"}),
        ("blended-mobility", {"school", "vet", "higher-education", "adult", "youth"}),
    ],
)
@pytest.mark.parametrize("call", [2015, 2016, 2018, 2020])
def test_a_kind_of_activity_exists_in_its_fields(call, kind, fields):
    for field in ("school", "vet", "higher-education", "adult", "youth"):
        days = 70 if kind.startswith("long-term") else 5
        data = eligible(call, ACTION, field, learning_activities=[{"kind": kind, "days": days}])
        assert said_of(data, "LTT-02") == ((PASS, None) if field in fields else (FAIL, WARNING)), field
        assert not finding(data, "LTT-02").decides


def test_without_a_ceiling_nothing_is_said_to_pass():
    edition = by_id("2019/sector-skills-alliance")
    assert own(edition, "grant_ceiling", "vet", "lot-2") is None
    assert own(edition, "grant_ceiling", "vet", "lot-1") is not None
    for asked, verdict in ((4_000_000, ELIGIBLE), (4_000_001, NOT_ELIGIBLE)):  # the most of any lot
        open_ended = of(edition, format="lot-2", requested_grant=asked)
        assert said_of(open_ended, "GRA-01") == (UNKNOWN, NOTE)
        assert verdict_of(open_ended) is verdict


# One organisation stands for one kind


def members_of(kinds, maybe=()):
    """Members of these kinds from Belgium; of those at these places it is not said whether they take part."""
    edition = open_edition(2016, ACTION)
    entries = [
        {"country": "BE", "kind": kind, **({} if at in maybe else {"role": "partner"})}
        for at, kind in enumerate(kinds)
    ]
    proposal = Proposal.model_validate({"call": 2016, "action": ACTION, "organisations": entries})
    return list(Project(proposal, edition).members)


KINDS = {"A": "school", "B": "enterprise", "C": "public-body", "D": "foundation"}


def part(letters, at_least, perhaps=()):
    kinds, unsure = (tuple(KINDS[letter] for letter in chosen) for chosen in (letters, perhaps))
    return Part(label=letters, kinds=kinds, perhaps=unsure, at_least=at_least)


def by_brute_force(parts, letters):
    """The most places that some way of seating the organisations, each once, fills."""
    places = [set(wanted) for wanted, at_least in parts for _ in range(at_least)]
    seats = [*letters, *[None] * len(places)]
    return max(
        sum(letter in wanted for letter, wanted in zip(seating, places, strict=True) if letter)
        for seating in set(permutations(seats, len(places)))
    )


@given(
    parts=st.lists(
        st.tuples(st.sampled_from(["A", "AB", "BC", "ABC", "C"]), st.integers(1, 2)), min_size=1, max_size=2
    ),
    letters=st.lists(st.sampled_from("ABCD"), max_size=4),
)
def test_the_most_places_are_filled_as_trying_all_ways_shows(parts, letters):
    members = members_of([KINDS[letter] for letter in letters])
    asked = tuple(part(*one) for one in parts)
    wanted = by_brute_force(parts, letters)
    assert most_filled(asked, members, sure=True) == wanted
    assert most_filled(asked, members, sure=False) == wanted


def test_what_is_open_fills_a_place_only_perhaps():
    for roles in product((True, False), repeat=3):
        maybe = [at for at, said in enumerate(roles) if not said]
        members = members_of([KINDS["A"]] * 3, maybe)
        asked = (part("A", 3),)
        assert most_filled(asked, members, sure=True) == sum(roles)
        assert most_filled(asked, members, sure=False) == 3
    enterprise = members_of([KINDS["B"]])
    assert most_filled((part("A", 1, perhaps="B"),), enterprise, sure=True) == 0
    assert most_filled((part("A", 1, perhaps="B"),), enterprise, sure=False) == 1


TRIO = ("vet-provider", "enterprise", "public-body")


@pytest.mark.parametrize(
    ("kinds", "said", "verdict"),
    [
        (TRIO, PASS, ELIGIBLE),
        # Training, expertise, regulation: a social partner may know the sector or regulate, not both.
        (("vet-provider", "enterprise", "social-partner"), PASS, ELIGIBLE),
        (("vet-provider", "social-partner", "social-partner"), PASS, ELIGIBLE),
        (("vet-provider", "vet-provider", "social-partner"), FAIL, NOT_ELIGIBLE),
        (("enterprise", "enterprise", "public-body"), UNKNOWN, UNDECIDED),
        (("research-institute", "enterprise", "public-body"), UNKNOWN, UNDECIDED),
        (("research-institute", "research-institute", "public-body"), FAIL, NOT_ELIGIBLE),
    ],
)
def test_in_each_country_of_an_alliance_three_bodies_stand_for_three_groups(kinds, said, verdict):
    edition = by_id("2015/sector-skills-alliance")
    data = of(edition)
    codes = list(dict.fromkeys(entry["country"] for entry in data["organisations"]))
    last = [entry for entry in data["organisations"] if entry["country"] == codes[-1]]
    assert len(last) == 3
    for entry, kind in zip(last, kinds, strict=True):
        entry["kind"] = kind
    assert outcomes(data)["CON-05"] == {said}, finding(data, "CON-05").message
    assert verdict_of(data) is verdict
