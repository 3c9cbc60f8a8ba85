"""What holds of every grant, whatever the proposal: found out on proposals that nobody would think of."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from erasmus_cli import calculate, check
from erasmus_cli.grant.lump_sum import choices, management_shares
from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.guide.sources import Grade
from erasmus_cli.project.project import Project, open_project
from erasmus_cli.proposal.model import Proposal

HANDLES = ("anna", "bruno", "clara", "dora")
COUNTRIES = ("AT", "BE", "CZ", "PL", "RS", "UA", "CH", "FO", "SX", "RE")
CITIES = ("Wien", "Brussel", "Praha", "Frankfurt", "Nirgendwo")
SHORT_KINDS = ("blended-mobility", "pupil-exchange", "intensive-programme", "joint-staff-training")
LONG_KINDS = ("long-term-pupil-mobility", "long-term-teaching", "long-term-youth-worker")
LISTS = ("meetings", "outputs", "events", "learning_activities", "special_needs", "exceptional_costs")
INNER = {"meetings": "participants", "outputs": "days", "learning_activities": "groups"}


# Proposals that say everything, so that there is much to add up


def filled(required, **optional):
    """A dict with these keys, of which the optional ones may be missing."""
    return st.fixed_dictionaries(required, optional=optional)


def several(entries, most=3):
    return st.lists(entries, max_size=most)


HANDLE = st.sampled_from(HANDLES)
PEOPLE = st.integers(0, 60)
DISTANCE = st.sampled_from(
    [0, 9, 10, 99, 100, 499, 500, 1999, 2000, 2999, 3000, 3999, 4000, 7999, 8000, 20_100]
)
COST = st.decimals(min_value=0, max_value=100_000, places=2)

MEETING = filled(
    {
        "host": HANDLE,
        "participants": several(filled({"organisation": HANDLE, "people": PEOPLE, "distance_km": DISTANCE})),
    }
)
WORK = filled(
    {
        "organisation": HANDLE,
        "category": st.sampled_from(["manager", "teacher", "technician", "administrative"]),
        "days": st.integers(0, 300),
    }
)
OUTPUT = filled({"id": st.sampled_from(["O1", "O2"]), "days": several(WORK)})
EVENT = filled(
    {"host": HANDLE, "outputs": several(st.sampled_from(["O1", "O2"]), 2), "local": PEOPLE, "foreign": PEOPLE}
)
GROUP = filled(
    {
        "organisation": HANDLE,
        "participants": PEOPLE,
        "accompanying": st.integers(0, 9),
        "distance_km": DISTANCE,
    },
    travel_days=st.integers(0, 4),
)
ACTIVITY = filled(
    {
        "kind": st.sampled_from((*SHORT_KINDS, *LONG_KINDS)),
        "host": HANDLE,
        "days": st.sampled_from([0, 1, 3, 5, 13, 14, 15, 58, 59, 60, 61, 90, 365]) | st.integers(0, 400),
        "groups": several(GROUP),
    }
)
REAL = filled({"organisation": HANDLE, "cost": COST})
EXCEPTIONAL = filled({"organisation": HANDLE, "cost": COST}, guarantee=st.booleans())
ENTRIES = dict(zip(LISTS, (MEETING, OUTPUT, EVENT, ACTIVITY, REAL, EXCEPTIONAL), strict=True))


@st.composite
def whole(draw):
    """A proposal with unit costs that leaves nothing out."""
    call = draw(st.integers(2014, 2020))
    roles = draw(st.lists(st.sampled_from(["partner", "partner", "associated"]), min_size=1, max_size=14))
    names = (*HANDLES, *(f"more{n}" for n in range(20)))
    organisations = [
        {"id": handle, "role": role, "country": draw(st.sampled_from(COUNTRIES))}
        for handle, role in zip(names, ["applicant", *roles], strict=False)
    ]
    data = {
        "call": call,
        "action": "strategic-partnership",
        "field": draw(st.sampled_from(["school", "vet", "adult", "youth"])),
        "months": draw(st.integers(1, 40)),
        "organisations": organisations,
        **{key: draw(several(entries)) for key, entries in ENTRIES.items()},
    }
    if call >= 2016:
        data["type"] = draw(st.sampled_from(["innovation", "good-practice"]))
    if call >= 2018 and draw(st.booleans()):
        data |= {"field": "school", "format": "school-exchange", "type": "good-practice"}
    return data


# Proposals that leave out, contradict and exaggerate as much as the model accepts

COUNT = st.none() | st.sampled_from([0, 1, 10**6, 10**12]) | st.integers(0, 70)
ANYONE = st.sampled_from((*HANDLES, "nobody"))
MONEY = st.none() | COST | st.sampled_from([0, 10**12])


def may_lack(entry):
    return st.none() | several(entry, 2)


def maybe(values):
    return st.none() | st.sampled_from(values)


ODD_ORGANISATION = filled(
    {},
    id=maybe(HANDLES),
    country=maybe(COUNTRIES),
    city=maybe(CITIES),
    role=maybe(["applicant", "partner", "associated"]),
    coordinates=st.sampled_from([(0, 0), (90, 180), (-90, -180), (48.2, 16.4)]),
)
ODD_GROUP = filled(
    {"organisation": ANYONE},
    participants=COUNT,
    accompanying=COUNT,
    distance_km=st.none() | DISTANCE,
    travel_days=COUNT,
    travel_cost=MONEY,
)
ODD = {
    "meetings": filled(
        {},
        host=st.none() | ANYONE,
        participants=several(
            filled({"organisation": ANYONE}, people=COUNT, distance_km=st.none() | DISTANCE), 2
        ),
    ),
    "outputs": filled(
        {},
        id=maybe(["O1"]),
        days=several(filled({"organisation": ANYONE}, category=maybe(["manager", "teacher"]), days=COUNT), 2),
    ),
    "events": filled(
        {},
        id=maybe(["E1"]),
        host=st.none() | ANYONE,
        outputs=several(st.sampled_from(["O1", "O9"]), 2),
        local=COUNT,
        foreign=COUNT,
    ),
    "learning_activities": filled(
        {},
        kind=maybe((*SHORT_KINDS, *LONG_KINDS)),
        host=st.none() | ANYONE,
        days=COUNT,
        groups=several(ODD_GROUP, 2),
    ),
    "special_needs": filled({"organisation": ANYONE}, cost=MONEY),
    "exceptional_costs": filled({"organisation": ANYONE}, cost=MONEY, guarantee=st.booleans()),
    "work_packages": filled(
        {}, id=maybe(["WP1", "WP2"]), management=st.booleans(),
        grants=st.dictionaries(ANYONE, MONEY.filter(lambda money: money is not None), max_size=3),
    ),
    "activities": filled({}, id=maybe(["A1"]), lead=st.none() | ANYONE, grant=MONEY),
}  # fmt: skip
EDITIONS = tuple(available())


def tried(times):
    """So many times as often as the profile says: a hundred examples, fewer in the fast subset."""
    return settings(max_examples=round(settings.default.max_examples * times))


UNIT_COSTS = tuple(key for key in EDITIONS if open_edition(*key).unit_costs)


@st.composite
def odd(draw, editions=EDITIONS):
    """A proposal with a call and action, and hardly anything else that is certain."""
    call, action = draw(st.sampled_from(editions))
    data = {
        "call": call,
        "action": action,
        "field": draw(maybe(["school", "vet", "higher-education", "adult", "youth", "sport"])),
        "type": draw(maybe(["innovation", "good-practice"])),
        "format": draw(
            maybe(["school-exchange", "youth-initiative", "digital-education", "creativity", "lot-1"])
        ),
        "months": draw(COUNT),
        "lump_sum": draw(MONEY),
        "requested_grant": draw(MONEY),
        "organisations": draw(may_lack(ODD_ORGANISATION)),
        **{key: draw(may_lack(entries)) for key, entries in ODD.items()},
    }
    return {key: value for key, value in data.items() if value is not None}


def read(data):
    return Proposal.model_validate(data)


def before_caps(grant):
    return sum((grant.before_caps(category) for category in grant.categories), Decimal(0))


def totals(grant):
    """Everything that a grant comes to."""
    return (
        {category: grant.before_caps(category) for category in grant.categories},
        {category: grant.after_caps(category) for category in grant.categories},
        dict(grant.by_organisation()),
        grant.total,
        grant.amount,
        grant.ceiling.amount,
        grant.complete,
    )


# Nothing breaks


@pytest.mark.slow
@given(odd())
@tried(2.5)
def test_whatever_can_be_read_can_be_calculated(data):
    proposal = read(data)
    grant = calculate(proposal)
    totals(grant)
    for line in grant.lines:
        assert line.amount is None or line.amount >= 0
        assert line.amount is not None or line.needs or line.fault or line.price.unknown
    choices(open_project(proposal, "it"))
    if shares := management_shares(open_project(proposal, "it")):
        assert shares.amount >= 0
        for share in filter(None, (shares.of_lump_sum, shares.of_others)):
            assert share.percent is None or share.percent >= 0


@given(odd())
@tried(0.6)
def test_whatever_can_be_read_can_be_checked(data):
    check(read(data), fixes=False)


TRIP = {"organisation": "bruno", "distance_km": 900}
PLACES_FOR_NUMBERS = {
    "months": lambda huge: {"months": huge},
    "people": lambda huge: {"meetings": [{"host": "anna", "participants": [{**TRIP, "people": huge}]}]},
    "days of work": lambda huge: {
        "outputs": [{"id": "O1", "days": [{"organisation": "anna", "category": "teacher", "days": huge}]}]
    },
    "guests": lambda huge: {"events": [{"host": "anna", "outputs": ["O1"], "local": huge}]},
    "days of activity": lambda huge: course({"participants": 1}, days=huge),
    "participants": lambda huge: course({"participants": huge}),
    "travel days": lambda huge: course({"participants": 1, "travel_days": huge}),
    "cost of travel": lambda huge: course({"participants": 1, "travel_cost": huge}),
    "special needs": lambda huge: {"special_needs": [{"organisation": "anna", "cost": huge}]},
    "exceptional costs": lambda huge: {"exceptional_costs": [{"organisation": "anna", "cost": huge}]},
    "grant asked for": lambda huge: {"requested_grant": huge},
}


def course(group, days=5):
    kind = {"kind": "joint-staff-training", "host": "anna", "days": days}
    return {"learning_activities": [{**kind, "groups": [{**TRIP, **group}]}]}


def huge_numbers():
    """Around the 28 digits that a decimal has by default, and far beyond."""
    return (10**exponent for exponent in (20, 24, 27, 40, 400))


@pytest.mark.parametrize("place", PLACES_FOR_NUMBERS)
def test_a_huge_number_is_refused_or_calculated(place):
    """A key that sticks is no reason to break down: the model refuses the number, or the sums hold it."""
    organisations = [
        {"id": "anna", "role": "applicant", "country": "AT"},
        {"id": "bruno", "role": "partner", "country": "BE"},
    ]
    call = {
        "call": 2018,
        "action": "strategic-partnership",
        "field": "vet",
        "type": "innovation",
        "months": 24,
    }
    for huge in huge_numbers():
        with suppress(ValidationError):
            proposal = read({**call, "organisations": organisations, **PLACES_FOR_NUMBERS[place](huge)})
            totals(calculate(proposal))
            check(proposal, fixes=False)


@pytest.mark.parametrize("action", ["cooperation-partnership", "small-scale-partnership"])
def test_a_huge_lump_sum_is_refused_or_calculated(action):
    for huge in huge_numbers():
        data = {
            "call": 2025,
            "action": action,
            "field": "vet",
            "months": 12,
            "lump_sum": huge,
            "organisations": [{"id": "anna", "role": "applicant", "country": "AT"}],
            "work_packages": [{"id": "WP1", "management": True, "grants": {"anna": huge}}],
            "activities": [{"id": "A1", "grant": huge}],
        }
        with suppress(ValidationError):
            proposal = read(data)
            totals(calculate(proposal))
            management_shares(open_project(proposal, "it"))
            choices(Project(proposal, open_edition(2025, action)))
            check(proposal, fixes=False)


# Sums


def agree(grant):
    of_lines = sum((line.amount for line in grant.lines if line.amount is not None), Decimal(0))
    assert of_lines == before_caps(grant) == sum(grant.by_organisation().values(), Decimal(0))
    assert {line.category for line in grant.lines} <= set(grant.categories)
    assert grant.total == sum((grant.after_caps(category) for category in grant.categories), Decimal(0))


@given(whole() | odd())
@tried(1.2)
def test_lines_categories_and_organisations_make_the_same_sum(data):
    agree(calculate(read(data)))


@given(whole() | odd())
@tried(1.2)
def test_every_amount_is_a_decimal_with_cents_at_most(data):
    grant = calculate(read(data))
    amounts = [line.amount for line in grant.lines if line.amount is not None]
    amounts += [grant.total, grant.amount, before_caps(grant), *grant.by_organisation().values()]
    amounts += [
        grant.ceiling.amount or Decimal(0),
        *(cut.after for cut in (*grant.caps_applied, *grant.unverified_caps)),
    ]
    for amount in amounts:
        assert isinstance(amount, Decimal)
        assert amount.as_tuple().exponent >= -2


@given(whole() | odd())
@tried(1.2)
def test_the_grant_is_within_its_ceiling_and_its_caps(data):
    proposal = read(data)
    grant = calculate(proposal)
    assert grant.amount <= grant.total <= before_caps(grant)
    assert grant.ceiling.amount is None or grant.amount <= grant.ceiling.amount
    for category in grant.categories:
        assert 0 <= grant.after_caps(category) <= grant.before_caps(category)


@given(whole() | odd(UNIT_COSTS))
@tried(1.2)
def test_nothing_is_taken_off_without_a_cut_that_says_so(data):
    grant = calculate(read(data))
    taken_off = before_caps(grant) - grant.amount
    assert taken_off == sum((cut.before - cut.after for cut in grant.caps_applied), Decimal(0))
    at_the_ceiling = [
        number for number, cut in enumerate(grant.caps_applied, start=1) if cut.cap == "ceiling"
    ]
    assert at_the_ceiling == ([len(grant.caps_applied)] if grant.amount < grant.total else [])


CAPS = {"management": Decimal(2750), "events": Decimal(30_000), "meetings": Decimal(23_000)}


@given(whole())
@tried(1.2)
def test_no_category_exceeds_the_cap_of_the_guide(data):
    proposal = read(data)
    grant = calculate(proposal)
    guarantees = sum(
        (75 * cost.cost / 100 for cost in proposal.exceptional_costs if cost.guarantee), Decimal(0)
    )
    slack = Decimal("0.01") * len(proposal.exceptional_costs)  # each line is rounded to the cent
    assert grant.after_caps("management") <= CAPS["management"] * proposal.months
    assert grant.after_caps("events") <= CAPS["events"]
    assert grant.after_caps("exceptional") <= 50_000 + guarantees + slack
    if proposal.call <= 2016:
        assert grant.after_caps("meetings") <= CAPS["meetings"] * proposal.months / 12 + Decimal("0.01")
    if proposal.format is None:
        assert grant.amount <= min(12_500 * proposal.months, 450_000)


@given(whole() | odd())
@tried(1.2)
def test_cuts_follow_each_other_without_a_gap(data):
    grant = calculate(read(data))
    for category in grant.categories:
        own = [cut for cut in grant.caps_applied if cut.category == category]
        starts, ends = [cut.before for cut in own], [cut.after for cut in own]
        assert starts == [grant.before_caps(category), *ends[:-1]][: len(starts)]
        assert all(cut.after < cut.before for cut in own)


@given(whole() | odd(UNIT_COSTS))
@tried(1.2)
def test_every_amount_of_unit_costs_cites_a_source_with_a_grade(data):
    for line in calculate(read(data)).lines:
        if line.amount is None or line.price.fault:  # an entry that brings nothing says why instead
            continue
        assert line.sources, line
        assert all(source.section and source.grade in Grade for source in line.sources)


@given(whole() | odd())
@tried(1.2)
def test_every_cut_cites_a_source_and_only_doubts_rest_on_unverified_figures(data):
    grant = calculate(read(data))
    assert all(cut.sources and cut.words for cut in (*grant.caps_applied, *grant.unverified_caps))
    assert all(source.grade is not Grade.UNVERIFIED for cut in grant.caps_applied for source in cut.sources)


# More never brings less. Travel at real cost is left out: there a traveller more may bring less, since from
# 70 % of the cost on the unit cost is paid, and that may be less than 80 % of the cost.


def added_to(data, draw):
    """The proposal with one more participant, day or guest somewhere; itself where there is no entry."""
    counts = list(_counts(data))
    if not counts:
        return data
    *path, key = draw(st.sampled_from(counts))
    return _with(data, path, key)


def _counts(data):
    """The path of every number of people and days."""
    for name in LISTS[:4]:
        for index, entry in enumerate(data[name]):
            for key in {"local", "foreign", "days"} & set(entry):
                if isinstance(entry[key], int):
                    yield name, index, key
            for order, inner in enumerate(entry[INNER[name]] if name in INNER else ()):
                for key in {"people", "participants", "accompanying", "days", "travel_days"} & set(inner):
                    yield name, index, INNER[name], order, key


def _with(node, path, key):
    if not path:
        return {**node, key: node[key] + 1}
    first, *rest = path
    if isinstance(node, list):
        return [_with(entry, rest, key) if index == first else entry for index, entry in enumerate(node)]
    return {**node, first: _with(node[first], rest, key)}


@pytest.mark.slow
@given(whole(), st.data())
@tried(2.5)
def test_one_more_participant_day_or_guest_never_lowers_the_sum(data, more):
    grant, larger = calculate(read(data)), calculate(read(added_to(data, more.draw)))
    assert before_caps(larger) >= before_caps(grant)
    assert larger.total >= grant.total
    assert larger.amount >= grant.amount


@pytest.mark.slow
@given(whole(), st.data())
@settings(max_examples=100)
def test_one_more_month_never_lowers_the_grant(data, more):
    longer = {**data, "months": data["months"] + more.draw(st.integers(1, 12))}
    assert calculate(read(longer)).amount >= calculate(read(data)).amount


# Order means nothing


def shuffled(data, draw):
    """The same entries in another order, in every list."""
    mixed = dict(data)
    for name in ("organisations", *LISTS):
        entries = draw(st.permutations(data[name]))
        inner = INNER.get(name)
        mixed[name] = [{**e, inner: draw(st.permutations(e[inner]))} if inner else e for e in entries]
    return mixed


@given(whole(), st.data())
@tried(1.2)
def test_the_order_of_organisations_and_entries_changes_nothing(data, order):
    assert totals(calculate(read(shuffled(data, order.draw)))) == totals(calculate(read(data)))


@given(whole(), st.data())
@tried(0.6)
def test_other_handles_change_nothing(data, names):
    new = dict(zip(HANDLES, names.draw(st.permutations(["x1", "x2", "x3", "x4"])), strict=True))
    before, after = calculate(read(data)), calculate(read(renamed(data, new)))
    assert totals(after)[0:2] == totals(before)[0:2]
    assert totals(after)[3:] == totals(before)[3:]
    assert {new.get(handle, handle): sum_ for handle, sum_ in before.by_organisation().items()} == dict(
        after.by_organisation()
    )


def renamed(node, names):
    if isinstance(node, dict):
        return {key: renamed(value, names) for key, value in node.items()}
    if isinstance(node, list):
        return [renamed(value, names) for value in node]
    return names.get(node, node) if isinstance(node, str) else node


# An empty proposal


def test_without_organisations_the_grant_is_nothing_and_incomplete():
    grant = calculate(read({"call": 2018, "action": "strategic-partnership", "months": 12}))
    assert grant.amount == 0
    assert not grant.complete
