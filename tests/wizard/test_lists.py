"""The wizard on what a project consists of: packages, activities, outputs, and the division of money."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wizard_script import KEEP, NAMES, WHOLE, organisation, run, stop

from erasmus_cli.grant.calculator import calculate
from erasmus_cli.proposal.reader import load
from erasmus_cli.rules.engine import check
from erasmus_cli.wizard.entries import without
from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wizard.people import days_in
from erasmus_cli.wizard.prompter import WentBack
from erasmus_cli.wizard.sharing import Matrix, split
from erasmus_cli.wording.language import speaking

FINISH = {"home": "finish"}
TWO_SCHOOLS = {
    **organisation(0, "Soo school", "Belgium", "applicant", "school", city="Gent", oid=""),
    **organisation(1, "Escola", "PT", "partner", "school", city="Evora", oid=""),
    "organisations": ("add", "done"),
}
KA210_FIRST = {
    "call": 2026,
    "action": "small-scale-partnership",
    "field": "school",
    **NAMES,
    **TWO_SCHOOLS,
    "agency": "BE02",
    "round": 1,
    "start": "2026-09-01",
    "months": "12",
    "priorities.main": "horizontal/digital",
    "priorities.others": [],
    "lump_sum": 60000,
    "estimated_cost": "65000",
}


def activity(at, *said):
    keys = ("title", "venue", "start", "end", "lead")
    return {f"{at}.{key}": answer for key, answer in zip(keys, said, strict=True)}


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


ACTIVITIES = {
    **activity("activities.0", "Kick-off", "BE", "2026-10-01", "2026-10-03", "soo-school"),
    **activity("activities.1", "A week in Évora", "PT", "2027-02-01", "2027-02-05", "escola"),
    "activities": ("add", "done"),
}
KA210 = KA210_FIRST | ACTIVITIES | {"division": ("even", "done")} | FINISH


@pytest.fixture
def path(tmp_path):
    return tmp_path / "proposal.yaml"


def test_a_small_scale_partnership_from_nothing_to_eligible(path):
    run(path, KA210)
    proposal = load(path).proposal
    assert check(proposal).verdict == "eligible"
    assert [(a.id, a.title, a.venue, a.lead, a.grant) for a in proposal.activities] == [
        ("kick-off", "Kick-off", "BE", "soo-school", 30000),
        ("week-evora", "A week in Évora", "PT", "escola", 30000),
    ]
    assert calculate(proposal).amount == 60000


@pytest.mark.slow
@pytest.mark.parametrize(("country", "city"), [("PT", "Evora"), ("BE", "Halle"), ("PT", "No such city")])
def test_an_activity_is_in_the_city_that_is_said_and_nobody_asks_which(path, country, city):
    script, _ = run(path, KA210 | {"activities.1.venue": country, "activities.1.city": city})
    assert load(path).proposal.activities[1].city == city
    at = script.keys.index("activities.1.city")
    assert script.keys[at + 1] == "activities.1.start"


def test_one_amount_is_changed_and_the_rest_given_to_another(path):
    answers = {
        "division": ("even", "change", "rest", "done"),
        "division.change": 1,
        "activities.1.grant": "20000.50",
        "division.rest": 0,
    }
    script, _ = run(path, KA210 | answers)
    helps = [asked.help.replace("\xa0", " ") for asked in script.asked if asked.key == "division"]
    assert "Left: EUR 60 000." in helps[0]
    assert "Nothing is left." in helps[1]
    assert "Left: EUR 9 999.50." in helps[2]
    assert [a.grant for a in load(path).proposal.activities] == [Decimal("39999.50"), Decimal("20000.50")]


@pytest.mark.slow
@pytest.mark.parametrize(("meant", "amounts"), [(False, [40000, 20000]), (True, [30000, 30000])])
@pytest.mark.parametrize("how", ["even", "weights"])
def test_amounts_that_are_there_are_divided_anew_only_if_that_is_meant(path, how, meant, amounts):
    run(path, KA210)
    for old, new in (("grant: 30000", "grant: 40000"), ("grant: 30000", "grant: 20000")):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    weights = {
        f"division.weight.{key}": "1" for key in ("kick-off", "week-evora") if meant and how == "weights"
    }
    way = {"home": ("money", "finish"), "review": ("division", None)}
    run(path, way | weights | {"division": (how, "done"), "division.replace": meant})
    assert [a.grant for a in load(path).proposal.activities] == amounts


def test_an_amount_that_is_too_much_is_taken_back(path):
    answers = {
        "division": ("even", "change", "rest", "done"),
        "division.change": 1,
        "activities.1.grant": "31000",
        "division.rest": 0,
    }
    run(path, KA210 | answers)
    assert [a.grant for a in load(path).proposal.activities] == [29000, 31000]


def test_the_division_may_wait_and_is_asked_for_at_the_next_start(path):
    script, _ = run(path, KA210 | {"division": "done"})
    assert [a.grant for a in load(path).proposal.activities] == [None, None]
    assert script.keys[-1] == "home"
    assert stop(path, {"activities.1.participants": []}).keys[-1] == "division"


def test_a_division_that_does_not_make_the_lump_sum_needs_attention(path):
    run(path, KA210)
    path.write_text(
        path.read_text(encoding="utf-8").replace("grant: 30000", "grant: 29999"), encoding="utf-8"
    )
    _, said = run(
        path, {"activities": ("divide", "done"), "division": ("rest", "done"), "division.rest": 1} | FINISH
    )
    assert any("EUR 2 less than the lump sum" in line.replace("\xa0", " ") for line in said)
    assert [a.grant for a in load(path).proposal.activities] == [29999, 30001]


def test_an_activity_of_the_file_that_has_no_handle_gets_one(path):
    run(path, KA210)
    replace(path, "  - id: kick-off\n    title", "  - title")
    assert load(path).proposal.activities[0].id is None
    run(path, {"home": ("basics", "finish"), "review": ("/acronym", None), "acronym": "Q"})
    assert load(path).proposal.activities[0].id == "kick-off"


def test_going_back_within_an_activity_keeps_its_answers(path):
    answers = {
        "activities.1.end": ("2027-02-05", KEEP),
        "activities.1.lead": (WentBack, "escola"),
    }
    script, _ = run(path, KA210 | answers)
    at = script.keys.index("activities.1.lead")
    assert script.keys[at + 1 : at + 3] == ["activities.1.end", "activities.1.lead"]
    assert str(load(path).proposal.activities[1].end) == "2027-02-05"


@pytest.mark.slow
def test_an_activity_is_removed_and_the_others_keep_their_answers(path):
    run(path, KA210)
    run(
        path,
        {
            "home": ("activities", "finish"),
            "activities": ("remove", "divide", "done"),
            "activities.remove": 0,
            "activities.remove.confirm": True,
            "division": ("even", "done"),
            "division.replace": True,
        },
    )
    assert [(a.id, a.grant) for a in load(path).proposal.activities] == [("week-evora", 60000)]


# Work packages

FOUR = {
    **organisation(0, "Association", "FR", "applicant", "non-profit", established="2001-05-01", oid=""),
    **organisation(1, "Werkstatt", "DE", "partner", "non-profit", oid=""),
    **organisation(2, "Stichting", "NL", "partner", "non-profit", oid=""),
    **organisation(3, "Tampere", "FI", "partner", "non-profit", oid=""),
    "organisations": ("add", "add", "add", "done"),
}
TITLES = ("Management", "Map", "Train", "Try", "Share")
KA220 = {
    "call": 2026,
    "action": "cooperation-partnership",
    "field": "adult",
    "format": None,
    **NAMES,
    **FOUR,
    "round": 1,
    "start": "2026-09-01",
    "months": "24",
    "priorities.main": "horizontal/digital",
    "priorities.others": [],
    "lump_sum": 250000,
    **{f"work_packages.{n}.title": title for n, title in enumerate(TITLES)},
    **{f"work_packages.{n}.{key}": KEEP for n in range(5) for key in ("start", "end")},
    "work_packages.0.management": True,
    "work_packages": ("add", "add", "add", "add", "done"),
    **{
        key: said
        for n, title in ((1, "Survey"), (2, "Course"), (3, "Trial"), (4, "Fair"))
        for key, said in {
            f"work_packages.{n}.activities": ("add", "done"),
            **activity(f"work_packages.{n}.activities.0", title, "", "2026-10-01", "2026-11-30", "werkstatt"),
        }.items()
    },
    "division": ("even", "done"),
    **FINISH,
}


@pytest.mark.slow
def test_a_cooperation_partnership_with_five_packages_from_nothing_to_eligible(path):
    script, _ = run(path, KA220)
    proposal = load(path).proposal
    report = check(proposal)
    assert report.verdict == "eligible"
    assert [p.id for p in proposal.work_packages] == ["WP1", "WP2", "WP3", "WP4", "WP5"]
    assert [p.management for p in proposal.work_packages] == [True, False, False, False, False]
    assert {(str(p.start), str(p.end)) for p in proposal.work_packages} == {("2026-09-01", "2028-08-31")}
    assert [a.id for a in proposal.work_packages[1].activities] == ["survey"]
    assert calculate(proposal).amount == 250000
    shown = [asked.help.replace("\xa0", " ") for asked in script.asked if asked.key == "division"][-1]
    assert "WP1 Management" in shown
    assert "Management, of the lump sum: EUR 41 666, at most EUR 50 000: OK." in shown


@pytest.mark.slow
def test_an_even_division_leaves_management_within_every_reading(path):
    run(path, KA220)
    management = sum(load(path).proposal.work_packages[0].grants.values())
    assert management == 41666  # a sixth of the lump sum, 20 % of the other packages, in whole euros


@pytest.mark.slow
def test_weights_of_packages_and_organisations(path):
    weights = dict(zip(("WP1", "WP2", "WP3", "WP4", "WP5"), ("1", "2", "2", "2", "1"), strict=True))
    shares = {"association": "2", "werkstatt": "1", "stichting": "1", "tampere": "0"}
    answers = {f"division.weight.{key}": weight for key, weight in (weights | shares).items()}
    run(path, KA220 | {"division": ("weights", "done")} | answers)
    packages = load(path).proposal.work_packages
    assert [sum(p.grants.values()) for p in packages] == [31250, 62500, 62500, 62500, 31250]
    assert packages[1].grants == {"association": 31250, "werkstatt": 15625, "stichting": 15625}


@given(
    st.decimals(min_value=1, max_value=10**6, places=2),
    st.lists(st.integers(min_value=0, max_value=50), min_size=1, max_size=12).filter(any),
)
def test_a_split_never_leaves_a_cent(total, weights):
    shares = split(total, [Decimal(weight) for weight in weights])
    assert sum(shares) == total
    assert min(shares) >= 0
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - total * weight / sum(weights)) < 2
        assert weight or not share


@pytest.mark.parametrize("weights", [[0, 0], [2, -1], []])
def test_a_split_without_a_weight_is_refused(weights):
    with pytest.raises(ValueError, match="weight"):
        split(Decimal(100), [Decimal(weight) for weight in weights])


TITLE = "Kick-off and look at our school gardens in June"


def test_a_table_that_is_too_wide_becomes_a_list():
    cells = {(0, 0): Decimal(1000), (0, 1): Decimal("500.50")}
    matrix = Matrix(("WP1 Management", "WP2 Work"), ("association", "werkstatt"), cells, Decimal(2000))
    wide = [line.replace("\xa0", " ") for line in matrix.lines(80)]
    narrow = [line.replace("\xa0", " ") for line in matrix.lines(36)]
    assert wide == [
        "                association  werkstatt  Together",
        "WP1 Management        1 000     500.50  1 500.50",
        "WP2 Work                  -          -         0",
        "Together              1 000     500.50  1 500.50",
        "Divided: EUR 1 500.50 of EUR 2 000. Left: EUR 499.50.",
    ]
    assert narrow[:3] == ["WP1 Management: 1 500.50", "- association: 1 000", "- werkstatt: 500.50"]


@pytest.mark.parametrize(
    ("width", "shown"),
    [(80, TITLE), (60, "Kick-off and look at our school gard…"), (47, "Kick-off and look at ou…")],
)
def test_a_title_is_cut_only_where_the_table_has_no_room_for_it(width, shown):
    matrix = Matrix((TITLE, "Fair"), ("porto", "gent"), {(0, 0): Decimal(1000)}, Decimal(2000))
    lines = [*matrix.lines(width)]
    assert lines[1].split("  ")[0] == shown
    assert max(map(len, lines[:-1])) <= width
    assert next(iter(matrix.lines(46))) == f"{TITLE}: 1\xa0000"


# Unit costs

HANDLES = ("riverside-training", "fjord-yard", "ergasia")


def each(at, *said):
    return {f"{at}.{handle}": answer for handle, answer in zip(HANDLES, said, strict=True)}


UNIT_COSTS = {
    **{f"organisations.{n}.city": city for n, city in enumerate(("Gent", "Bergen", "Larissa"))},
    "outputs.0.title": "A course",
    "outputs.0.lead": HANDLES[0],
    "outputs.0.start": "2016-10-01",
    "outputs.0.end": "2017-06-30",
    **each("outputs.0.days", "40 teacher, 5 managers", "30 teacher", "20 technician"),
    "outputs.1.title": "A diary",
    "outputs.1.lead": HANDLES[1],
    "outputs.1.start": "2017-02-01",
    "outputs.1.end": "2018-06-30",
    **each("outputs.1.days", "40 teacher", "", "60 tech"),
    "outputs": ("add", "add", "done"),
    "events.0.title": "Conference",
    "events.0.host": HANDLES[0],
    "events.0.start": "2018-06-01",
    "events.0.outputs": ["O1", "O2"],
    "events.0.local": "60",
    "events.0.foreign": "10",
    "events": ("add", "done"),
    "meetings.0.title": "Kick-off",
    "meetings.0.host": HANDLES[0],
    "meetings.0.start": "2016-10-01",
    f"meetings.0.participants.{HANDLES[1]}.people": "2",
    f"meetings.0.participants.{HANDLES[2]}.people": "",
    "meetings": ("add", "done"),
    "learning_activities.0.title": "Training",
    "learning_activities.0.kind": "joint-staff-training",
    "learning_activities.0.host": HANDLES[1],
    "learning_activities.0.start": "2017-05-01",
    "learning_activities.0.days": "5",
    f"learning_activities.0.groups.{HANDLES[0]}.participants": "4",
    f"learning_activities.0.groups.{HANDLES[0]}.accompanying": "",
    f"learning_activities.0.groups.{HANDLES[0]}.travel_days": "2",
    f"learning_activities.0.groups.{HANDLES[2]}.participants": "",
    "learning_activities": ("add", "done"),
    "special_needs": "done",
    "exceptional_costs.0.organisation": HANDLES[0],
    "exceptional_costs.0.description": "A film",
    "exceptional_costs.0.cost": "80000",
    "exceptional_costs.0.guarantee": False,
    "exceptional_costs": ("add", "done"),
    "requested_grant": "100000",
}
PARTNERSHIP_2016 = WHOLE | UNIT_COSTS


@pytest.mark.slow
def test_a_strategic_partnership_with_all_that_it_can_be_paid_for(path):
    run(path, PARTNERSHIP_2016)
    proposal = load(path).proposal
    assert check(proposal).verdict == "eligible"
    assert [o.id for o in proposal.outputs] == ["O1", "O2"]
    assert [(d.organisation, d.category, d.days) for d in proposal.outputs[0].days] == [
        (HANDLES[0], "teacher", 40),
        (HANDLES[0], "manager", 5),
        (HANDLES[1], "teacher", 30),
        (HANDLES[2], "technician", 20),
    ]
    assert proposal.events[0].outputs == ("O1", "O2")
    assert [(p.organisation, p.people) for p in proposal.meetings[0].participants] == [(HANDLES[1], 2)]
    assert [g.organisation for g in proposal.learning_activities[0].groups] == [HANDLES[0]]
    grant = calculate(proposal)
    assert grant.complete
    assert {cut.category for cut in grant.caps_applied} == {"exceptional"}


@pytest.mark.slow
def test_the_grant_runs_along_and_says_when_a_cap_bites(path):
    script, said = run(path, PARTNERSHIP_2016)
    lines = [line.replace("\xa0", " ") for line in said]
    sums = [line for line in lines if line.startswith("Grant so far: ")]
    assert sums[0] == "Grant so far: EUR 24 000 of at most EUR 300 000."
    assert any("EUR 60 000 become EUR 50 000" in line for line in lines)
    asked = next(prompt for prompt in script.asked if prompt.key == "requested_grant")
    assert asked.help.replace("\xa0", " ").count("Grant so far: EUR ") == 1


@pytest.mark.slow
def test_a_distance_is_asked_where_no_city_says_it(path):
    more = {
        "organisations.1.city": "",
        f"meetings.0.participants.{HANDLES[1]}.distance_km": "1100",
        f"learning_activities.0.groups.{HANDLES[0]}.distance_km": "1100",
    }
    run(path, PARTNERSHIP_2016 | more)
    assert load(path).proposal.meetings[0].participants[0].distance_km == 1100


@pytest.mark.slow
def test_no_outputs_are_asked_of_an_exchange_of_good_practices(path):
    answers = {key: said for key, said in WHOLE.items() if key != "type"} | {"type": "good-practice"}
    script, _ = run(path, answers)
    assert "meetings" not in answers
    assert not {key for key in script.keys if key.startswith(("outputs", "events"))}


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("40 teacher", [(40, "teacher")]),
        ("40 teachers, 10 days technician", [(40, "teacher"), (10, "technician")]),
        ("3 admin; 2 Manager", [(3, "administrative"), (2, "manager")]),
        ("", []),
    ],
)
def test_days_of_staff_are_read_as_people_write_them(said, days):
    assert list(days_in(said)) == days


@pytest.mark.parametrize("said", ["forty teacher", "40", "teacher 40", "40 gardeners"])
def test_days_that_cannot_be_read_are_refused(said):
    with pytest.raises(ValueError, match="days and category"):
        list(days_in(said))


SHARED = KA210 | {"division": ("even", "shares", "done")}


def shares(path):
    return [{who: int(part) for who, part in a.grants.items()} for a in load(path).proposal.activities]


@pytest.mark.slow
def test_each_activity_is_shared_evenly_and_no_cent_is_lost(path):
    run(path, SHARED | {"division.shares": ("even", "done")})
    assert shares(path) == [{"soo-school": 15000, "escola": 15000}] * 2
    assert check(load(path).proposal).verdict == "eligible"


@pytest.mark.slow
def test_activities_are_shared_by_weight(path):
    answers = {
        "division.shares": ("weights", "done"),
        "division.shares.weight.soo-school": "2",
        "division.shares.weight.escola": "1",
    }
    run(path, SHARED | answers)
    assert shares(path) == [{"soo-school": 20000, "escola": 10000}] * 2


@pytest.mark.slow
def test_one_activity_is_shared_by_hand_and_its_rest_stays_in_it(path):
    answers = {
        "division.shares": ("even", "change", "rest", "done"),
        "division.shares.change": 1,
        "activities.1.grants.soo-school": "9000",
        "activities.1.grants.escola": "20000",
        "division.shares.rest.organisation": 0,
    }
    script, _ = run(path, SHARED | answers)
    helps = [asked.help.replace("\xa0", " ") for asked in script.asked if asked.key == "division.shares"]
    assert "A week in Évora has EUR 30 000: EUR 1 000 left." in helps[2]
    assert shares(path) == [{"soo-school": 15000, "escola": 15000}, {"soo-school": 10000, "escola": 20000}]


@pytest.mark.slow
def test_shares_that_no_longer_make_an_amount_are_offered_to_be_shared_again(path):
    run(path, SHARED | {"division.shares": ("even", "done")})
    first, second, third = path.read_text(encoding="utf-8").split("grant: 30000")
    path.write_text(f"{first}grant: 20000{second}grant: 40000{third}", encoding="utf-8")
    anew = {"division.shares": ("even", "done"), "division.shares.replace": True}
    script, _ = run(path, anew | FINISH)
    assert shares(path) == [{"soo-school": 10000, "escola": 10000}, {"soo-school": 20000, "escola": 20000}]
    assert "division.shares" in script.keys


@pytest.mark.slow
def test_what_no_rule_waits_for_is_not_asked_in_turn(path):
    script, _ = run(path, KA210)
    aside = ("short_name", "contact.name", "website", "newcomer", "applications", "coordinates", "id")
    assert not [key for key in script.keys if key.endswith(aside) and not key.endswith("oid")]


@pytest.mark.parametrize(
    ("name", "about", "bare"),
    [
        ("Title of `Fair`", "Fair", "Title"),
        ("Titel von Fair", "Fair", "Titel"),
        ("Título de Fair", "Fair", "Título"),
        ("Titre\N{NO-BREAK SPACE}: Fair", "Fair", "Titre"),
        ("Tytuł: Fair", "Fair", "Tytuł"),
        ("Fair", "Fair", "Fair"),
        ("Title of Fair", "", "Title of Fair"),
    ],
)
def test_a_row_does_not_repeat_what_all_rows_are_about(name, about, bare):
    assert without(name, about) == bare


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("60 Lehrer, 10 Manager", [(60, "teacher"), (10, "manager")]),
        ("40 days teacher; 5 techn", [(40, "teacher"), (5, "technician")]),
        ("3 technisches Personal", [(3, "technician")]),
        ("20 enseignants", [(20, "teacher")]),
    ],
)
def test_days_are_read_with_the_category_in_any_language(said, days):
    assert [*days_in(said)] == days


def test_days_are_asked_and_read_in_the_words_of_the_language():
    with speaking("de"):
        assert [*days_in("60 Lehrkraft, 5 Technik")] == [(60, "teacher"), (5, "technician")]
        with pytest.raises(ValueError, match="etwa 40 Lehrkraft"):
            [*days_in("60 Zauberer")]


def test_a_part_without_an_amount_is_named_although_the_sum_is_right(path):
    run(path, KA210)
    text = path.read_text(encoding="utf-8").rstrip("\n")
    file = ProposalFile(path)
    assert file.answers.running_grant() == (
        "Lump sum: EUR\N{NO-BREAK SPACE}60\N{NO-BREAK SPACE}000, divided to the cent.",
    )
    path.write_text(f"{text}\n  - {{id: fair, title: Fair}}\n", encoding="utf-8")
    assert ProposalFile(path).answers.running_grant() == (
        "Lump sum: EUR\N{NO-BREAK SPACE}60\N{NO-BREAK SPACE}000, divided, with nothing for Fair.",
    )


def test_an_empty_list_says_why_it_is_waited_for(path):
    inside = "work_packages.1.activities"
    answers = {key: said for key, said in KA220.items() if not key.startswith(inside)}
    _, said = run(path, answers | {inside: "done", "home": "finish"})
    assert "Say of which activities WP2 consists." in said
