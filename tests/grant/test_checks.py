"""One list of checks follows from a grant, and everything that tells of it says the same."""

from decimal import Decimal

import pytest

from erasmus_cli.grant.calculator import grant_of
from erasmus_cli.grant.checks import check_of, checks_of
from erasmus_cli.grant.comparison import Check, Comparison, Relation
from erasmus_cli.grant.lump_sum import misplaced_shares
from erasmus_cli.guide.loader import open_edition
from erasmus_cli.guide.records import Strength
from erasmus_cli.project.project import Project, open_project
from erasmus_cli.proposal.model import Proposal

LUMP_SUM = {"call": 2026, "action": "cooperation-partnership", "field": "vet", "lump_sum": 250000}
UNIT_COSTS = {"call": 2016, "action": "strategic-partnership", "field": "vet", "months": 24}
LISTS = ("meetings", "outputs", "events", "learning_activities", "special_needs", "exceptional_costs")
NOTHING_ELSE = {key: [] for key in LISTS}
PAIR = [{"id": "a", "role": "applicant", "country": "BE"}, {"id": "b", "role": "partner", "country": "NL"}]


def project(**data):
    return open_project(Proposal.model_validate(data), "the rates")


def packages(*amounts, marked=1):
    """Work packages with these amounts, the first of them for management; None: no amount yet."""
    return [
        {"id": f"WP{n}", "management": n <= marked, "grants": {} if amount is None else {"a": amount}}
        for n, amount in enumerate(amounts, start=1)
    ]


def holds(check_id, **data):
    found = check_of(project(**data), check_id)
    return None if found is None else found.holds


def check(relation, value, limit, **more):
    value, limit = (None if one is None else Decimal(one) for one in (value, limit))
    return Check(Comparison("any", "any", relation, Strength.ERROR), value, limit, **more)


@pytest.mark.parametrize(
    ("relation", "below", "even", "above"),
    [
        (Relation.EXACTLY, False, True, False),
        (Relation.AT_MOST, True, True, False),
        (Relation.AT_LEAST, False, True, True),
        (Relation.ABOVE, False, False, True),
    ],
)
def test_a_relation_holds_on_its_own_side_of_the_limit(relation, below, even, above):
    assert [check(relation, value, 10).holds for value in (9, 10, 11)] == [below, even, above]


@pytest.mark.parametrize(
    ("relation", "below", "even", "above"),
    [
        (Relation.EXACTLY, None, None, False),
        (Relation.AT_MOST, None, None, False),
        (Relation.AT_LEAST, None, True, True),
        (Relation.ABOVE, None, None, True),
    ],
)
def test_what_may_still_grow_decides_only_what_more_cannot_undo(relation, below, even, above):
    found = [check(relation, value, 10, growing=True).holds for value in (9, 10, 11)]
    assert found == [below, even, above]


@pytest.mark.parametrize(("value", "limit"), [(None, 10), (10, None), (None, None)])
@pytest.mark.parametrize("relation", Relation)
def test_without_a_value_or_a_limit_nothing_is_said(relation, value, limit):
    found = check(relation, value, limit)
    assert (found.holds, found.gap, found.verdict) == (None, None, "not known")


def test_above_a_limit_that_may_grow_nothing_is_decided():
    assert check(Relation.AT_MOST, 11, 10, limit_growing=True).holds is None
    assert check(Relation.AT_MOST, 10, 10, limit_growing=True).holds is True


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((45000, 205000), True),
        ((45000, 204999), False),
        ((45000, 205001), False),
        ((45000, 205000, None), None),
        ((45000, 205001, None), False),
        ((45000, 1, None), None),
        ((), False),  # a list that is there is complete: the project has no parts
    ],
)
def test_the_parts_make_the_lump_sum_to_the_cent(amounts, expected):
    assert holds("parts-make-the-lump-sum", **LUMP_SUM, work_packages=packages(*amounts)) is expected


@pytest.mark.parametrize(("cost", "expected"), [(250001, True), (250000, False), (None, None)])
def test_the_estimated_cost_is_above_the_lump_sum(cost, expected):
    assert holds("estimated-cost", **LUMP_SUM, estimated_cost=cost) is expected


@pytest.mark.parametrize(
    ("amounts", "of_the_whole", "of_the_rest"),
    [
        ((41666, 208334), True, True),  # 41 666.66 is a fifth of the other 208 333.33
        ((41667, 208333), True, False),
        ((50000, 200000), True, False),
        ((50001, 199999), False, False),
        ((50000, None), True, None),
        ((50001, None), False, None),
        ((None, 200000), None, None),
    ],
)
def test_management_has_its_share_in_both_readings(amounts, of_the_whole, of_the_rest):
    data = {**LUMP_SUM, "work_packages": packages(*amounts)}
    assert holds("management-of-lump-sum", **data) is of_the_whole
    assert holds("management-of-other-packages", **data) is of_the_rest


def test_management_that_is_not_marked_is_not_known():
    assert holds("management-of-lump-sum", **LUMP_SUM, work_packages=packages(1, 2, marked=0)) is None


def test_a_share_is_compared_to_the_cent_and_not_in_per_cent():
    found = check_of(
        project(**LUMP_SUM, work_packages=packages(50000.01, 199999.99)), "management-of-lump-sum"
    )
    assert found.holds is False
    assert found.percent == Decimal("20.00")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, (False, True, True)),
        (2, (True, True, True)),
        (5, (True, True, True)),
        (6, (True, False, True)),
        (11, (True, False, True)),
        (12, (True, False, False)),
    ],
)
def test_the_number_of_packages_has_three_limits(number, expected):
    own = project(**LUMP_SUM, work_packages=packages(*[1] * number))
    keys = ("packages-at-least", "packages-recommended", "packages-at-most")
    assert tuple(check_of(own, key).holds for key in keys) == expected


def test_what_the_form_of_the_agencies_takes_does_not_bind_applications_to_the_executive_agency():
    own = project(**{**LUMP_SUM, "format": "european-ngo"}, work_packages=packages(*[1] * 12))
    assert own.body == "eacea"
    assert check_of(own, "packages-at-most") is None
    assert check_of(own, "packages-at-least").holds


@pytest.mark.parametrize(("cost", "expected"), [(66666, True), (66667, False)])
def test_a_cap_holds_up_to_its_amount(cost, expected):
    data = {**UNIT_COSTS, "organisations": PAIR, "exceptional_costs": [{"organisation": "a", "cost": cost}]}
    assert holds("cap-exceptional", **data) is expected
    cut = [one.cap for one in grant_of(project(**data)).caps_applied]
    assert cut == ([] if expected else ["exceptional"])


def test_a_cap_by_the_month_waits_for_the_months():
    found = check_of(project(**{**UNIT_COSTS, "months": None}, organisations=PAIR), "cap-management")
    assert (found.holds, found.limit, str(found.words)) == (None, None, "depends on months")


@pytest.mark.parametrize(("asked", "expected"), [(0, True), (18000, True), (18001, None), (300001, None)])
def test_what_is_asked_for_is_not_too_much_while_the_grant_may_grow(asked, expected):
    data = {**UNIT_COSTS, **NOTHING_ELSE, "organisations": PAIR, "requested_grant": asked}
    growing = {**data, "meetings": [{"host": "a", "participants": [{"organisation": "b"}]}]}
    assert holds("asked-for", **data) is (asked <= 18000)
    assert holds("asked-for", **growing) is expected


@pytest.mark.parametrize("unsaid", LISTS)
def test_a_list_that_is_not_there_may_still_bring_something(unsaid):
    data = {**UNIT_COSTS, **NOTHING_ELSE, "organisations": PAIR, "requested_grant": 18001}
    assert holds("asked-for", **data) is False
    assert holds("asked-for", **{**data, unsaid: None}) is None


@pytest.mark.parametrize(("asked", "expected"), [(300000, True), (300001, False), (None, None)])
def test_what_is_asked_for_stays_within_the_ceiling_of_its_months(asked, expected):
    data = {**UNIT_COSTS, "requested_grant": asked}
    assert holds("asked-for-within-ceiling", **data) is expected
    assert holds("asked-for-within-ceiling", **{**data, "months": None}) is None


@pytest.mark.parametrize(("asked", "expected"), [(450000, True), (450001, False)])
def test_more_than_any_project_may_ask_for_is_too_much_whatever_its_months(asked, expected):
    data = {**UNIT_COSTS, "months": None, "requested_grant": asked}
    assert holds("asked-for-in-any-project", **data) is expected


@pytest.mark.parametrize(
    ("asked", "low", "high"), [(99999, False, True), (100000, True, True), (400001, True, False)]
)
def test_what_is_asked_for_lies_within_the_bounds_of_the_call(asked, low, high):
    data = {"call": 2021, "action": "cooperation-partnership", "field": "vet", "requested_grant": asked}
    assert (holds("asked-for-at-least", **data), holds("asked-for-at-most", **data)) == (low, high)


@pytest.mark.parametrize("call", [2016, 2021, 2026])
def test_every_limit_of_the_guide_names_its_figure_and_ids_stand_once(call):
    action = "strategic-partnership" if call == 2016 else "cooperation-partnership"
    said = {"field": "vet", "months": 24, "lump_sum": 250000, "organisations": PAIR}
    found = checks_of(Project(Proposal.model_validate(said), open_edition(call, action)))
    assert len({one.id for one in found}) == len(found) > 2
    limits = [one for one in found if one.limit is not None and one.id != "asked-for"]
    assert limits
    assert all(one.figures for one in limits)


def test_a_package_that_is_called_grant_is_not_taken_for_the_ceiling():
    shares = [{"id": "grant", "grants": {"a": 240000}}, {"id": "WP2", "grants": {"a": 60000}}]
    grant = grant_of(project(**LUMP_SUM, work_packages=shares))
    assert grant.after_caps("grant") == 240000
    assert (grant.total, grant.amount) == (300000, 250000)


@pytest.mark.parametrize(("handle", "expected"), [("a", []), ("b", ["b"]), ("ghost", ["ghost"])])
def test_shares_of_those_who_get_no_grant_are_named(handle, expected):
    members = [PAIR[0], {**PAIR[1], "role": "associated"}]
    own = project(**LUMP_SUM, organisations=members, work_packages=[{"id": "WP1", "grants": {handle: 1}}])
    found = misplaced_shares(own)
    assert [line.organisation for line in found] == expected
    assert [line for line in grant_of(own).lines if line.fault] == list(found)


def test_sums_are_those_of_the_lines():
    shares = [{"id": "WP1", "grants": {"a": 100.10}}, {"id": "WP1", "grants": {"a": 0.05}}, {"id": "WP2"}]
    grant = grant_of(project(**LUMP_SUM, organisations=PAIR, work_packages=shares))
    assert grant.sums == {"WP1": Decimal("100.15"), "WP2": 0}
    assert (grant.priced, grant.unpriced) == (2, 1)
    assert [line.amount for line in grant.lines] == [Decimal("100.10"), Decimal("0.05"), None]
    assert grant.needs == ("/work_packages/2/grants",)
