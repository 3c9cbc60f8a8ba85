"""Three-valued logic, verdicts, grades of figures and mends: what holds whatever the rules are about."""

import copy
from collections import Counter

import pytest
from builders import (
    ACTION,
    EDITIONS,
    SHAPES,
    allowed_months,
    by_rule,
    changed,
    consortium,
    deciding,
    eligible,
    finding,
    outcomes,
    report_on,
    shape_id,
    verdict_of,
)
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from erasmus_cli import check
from erasmus_cli.guide.form import open_form
from erasmus_cli.guide.loader import UnknownEditionError, available, open_edition
from erasmus_cli.guide.lookup import agencies_of
from erasmus_cli.guide.sources import Grade, Source
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules import engine
from erasmus_cli.rules.catalogue import all_rules, find
from erasmus_cli.rules.engine import plan_for, run
from erasmus_cli.rules.mends import apply
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import Finding, Report, Verdict

PASS, FAIL, UNKNOWN, NOT_APPLICABLE = Result.PASS, Result.FAIL, Result.UNKNOWN, Result.NOT_APPLICABLE
ELIGIBLE, NOT_ELIGIBLE, UNDECIDED = Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE, Verdict.UNDECIDED
RULES = all_rules()

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
each_edition = pytest.mark.parametrize("edition", EDITIONS, ids=shape_id)


# Proposals that say everything


def rich(edition, field, shape=None):
    """An eligible proposal that says something under almost every key."""
    data = eligible(edition.call, field, edition.action, format=shape)
    bound = shape is not None and edition.formats[shape].project_type is not None
    barred = shape is not None and edition.formats[shape].programme_countries_only
    members = data["organisations"]
    for number, member in enumerate(members):
        member |= {"city": f"Town {number}", "pic": 900000000 + number, "eche": True, "newcomer": False}
    members.append(
        {"id": "as", "name": "Friends", "role": "associated", "country": "UA", "kind": "non-profit"}
    )
    if not barred:
        extra = {"id": "ua", "name": "Ship", "role": "partner", "country": "UA", "kind": "enterprise"}
        hei = {"id": "he", "name": "Uni", "role": "partner", "country": members[0]["country"], "eche": True}
        members += [extra | {"added_value": "It sails."}, hei | {"kind": "higher-education-institution"}]
    data |= {
        "title": "Boats",
        "language": "pl",
        "round": 1,
        "submitted": f"{edition.deadlines[field][0].effective:%Y-%m-%dT%H:%M}",
        "agency": agencies_of(edition, members[0]["country"], field)[0],
        "priorities": data["priorities"] | {"others": [next(iter(edition.priorities))]},
        "meetings": [{"host": "p2", "participants": [{"organisation": "p1", "people": 2}]}],
        "learning_activities": [{"id": "C1", "host": "p1", "groups": [{"organisation": "p2"}]}],
        "special_needs": [{"organisation": "p1", "cost": 100}],
        "exceptional_costs": [{"organisation": "p2", "cost": 100}],
        "answers": {
            "summary.text": "Łódź",
            "summary.english": "A boat",
            "organisation.background/p1": "Us",
            "learning.description/C1": "We sail.",
        },
    }
    if not bound:
        data["outputs"] = [{"id": "O1", "lead": "p1", "days": [{"organisation": "p2", "days": 3}]}]
        data["events"] = [{"id": "E1", "host": "p1", "outputs": ["O1"]}]
        data["answers"]["outputs.description/O1"] = "A map"
    return data


RICH = [(edition, rich(edition, field, shape)) for edition, field, shape in SHAPES]


def pointers(part, at=""):
    """JSON pointers of every key; list entries are no information of their own but part of the list."""
    if isinstance(part, dict):
        for key, value in part.items():
            here = f"{at}/{key.replace('/', '~1')}"
            yield here
            yield from pointers(value, here)
    elif isinstance(part, list):
        for index, value in enumerate(part):
            yield from pointers(value, f"{at}/{index}")


def without(data, *removed):
    """The data without some keys; those that are gone with a parent are left alone."""
    left = copy.deepcopy(data)
    for at in removed:
        *parents, last = (key.replace("~1", "/") for key in at.split("/")[1:])
        node = left
        for key in parents:
            node = node[int(key)] if isinstance(node, list) else node.get(key, {})
        node.pop(last, None)
    return left


def removals():
    """Every eligible proposal with each key removed in turn, as far as it still is a proposal."""
    for edition, data in RICH:
        for at in pointers(data):
            try:
                yield edition, at, Proposal.model_validate(without(data, at))
            except ValidationError:
                assert at.endswith("/organisation"), at  # an entry that is of no one


REMOVALS = list(removals())


@pytest.mark.parametrize(("edition", "data"), RICH, ids=[f"{e.call}-{d['field']}" for e, d in RICH])
def test_the_rich_proposal_is_eligible_and_nothing_fails(edition, data):
    report = report_on(data)
    assert report.edition is edition
    assert report.verdict is ELIGIBLE, deciding(report)
    assert not [found.message for found in report.findings if found.outcome is FAIL]
    assert len(list(pointers(data))) > 50


# What is missing is unknown


@pytest.mark.parametrize(
    ("said", "needs"),
    [
        ({}, ("/call", "/action")),
        ({"call": 2016}, ("/action",)),
        ({"action": ACTION}, ("/call",)),
        ({"months": 99, "organisations": []}, ("/call", "/action")),
    ],
)
def test_without_call_and_action_nothing_can_be_said(said, needs):
    report = report_on(said)
    (found,) = report.findings
    assert (report.edition, report.verdict, report.last_deadline) == (None, UNDECIDED, None)
    assert (found.rule, found.outcome, found.needs) == ("ACT-00", UNKNOWN, needs)


@each_edition
def test_call_and_action_alone_leave_everything_open(edition):
    report = report_on({"call": edition.call, "action": edition.action})
    assert report.verdict is UNDECIDED
    assert FAIL not in {found.outcome for found in report.findings}


@pytest.mark.parametrize(("call", "action"), [(2014, ACTION), (2027, ACTION), (2016, "knowledge-alliance")])
def test_an_edition_that_is_not_there_is_said_to_be_unknown(call, action):
    assert (call, action) not in available()
    with pytest.raises(UnknownEditionError) as caught:
        report_on({"call": call, "action": action})
    assert (caught.value.call, caught.value.action) == (call, action)
    for known_call, known_action in available():
        assert f"{known_call}/{known_action}" in str(caught.value)
    assert isinstance(caught.value, LookupError)


@each_rule
def test_removing_information_never_creates_a_fail(rule):
    created = {
        (edition.call, proposal.field, proposal.format, at)
        for edition, at, proposal in REMOVALS
        if rule.applies_to(edition)
        for found in run((rule,), proposal, edition)
        if found.outcome is FAIL
    }
    assert not created


@each_edition
def test_removing_information_leaves_it_eligible_or_undecided(edition):
    verdicts = {}
    for chosen, at, proposal in REMOVALS:
        if chosen is edition:
            verdicts.setdefault(check(proposal, mends=False).verdict, set()).add(at)
    assert not verdicts.pop(NOT_ELIGIBLE, set())
    deciding_keys = {"/call", "/action", "/field", "/months", "/start", "/requested_grant", "/organisations"}
    assert deciding_keys | {"/organisations/0/role", "/organisations/0/country"} <= verdicts[UNDECIDED]
    assert {"/title", "/submitted", "/agency", "/answers", "/organisations/0/city"} <= verdicts[ELIGIBLE]


@pytest.mark.parametrize("key", ["city", "pic"])
def test_two_of_one_name_are_told_apart_or_it_is_unknown(key):
    names = {"name": "Primary School", "country": "PL", "role": "partner"}
    apart = {"city": ("Gdynia", "Sopot"), "pic": (912345678, 987654321)}[key]
    data = eligible()
    data["organisations"] += [names | {"id": f"s{n}", key: value} for n, value in enumerate(apart)]
    assert outcomes(data)["ORG-02"] == {PASS}
    found = finding(without(data, f"/organisations/4/{key}"), "ORG-02")
    assert found.outcome is UNKNOWN
    assert found.needs


def test_a_charter_that_is_not_held_is_unknown_while_the_kind_is():
    data = changed(eligible(), -1, kind="higher-education-institution", eche=False)
    assert finding(data, "ORG-05").outcome is FAIL
    found = finding(changed(data, -1, kind=None), "ORG-05")
    assert (found.outcome, found.needs) == (UNKNOWN, ("/organisations/2/kind",))


# Properties


def maybe(strategy):
    return st.none() | strategy


def some(**choices):
    """Dicts that hold some of these keys."""
    return st.fixed_dictionaries(choices).map(
        lambda drawn: {key: value for key, value in drawn.items() if value is not None}
    )


COUNTRIES = ("BE", "NL", "PL", "GB", "GL", "DK", "UA", "CH", "XK")
KINDS = ("school", "school-authority", "enterprise", "higher-education-institution", "informal-group")


def organisations():
    entry = some(
        role=maybe(st.sampled_from(("partner", "partner", "applicant", "associated"))),
        name=maybe(st.sampled_from(("One", "Two", "Three", "TBD", ""))),
        country=maybe(st.sampled_from(COUNTRIES)),
        kind=maybe(st.sampled_from(KINDS)),
        eche=maybe(st.sampled_from((True, False, "", "12345-EPP-1"))),
        city=maybe(st.sampled_from(("Here", "There"))),
        pic=maybe(st.sampled_from((912345678, 987654321, 12))),
        added_value=maybe(st.sampled_from(("It sails.", " "))),
    )
    handles = st.sampled_from(("p0", "p1", "p2", "p3", "p4", "p5", None))

    def with_handles(drawn):
        entries, ids = drawn
        return [{"id": i} | e if i else e for e, i in zip(entries, ids, strict=False)]

    return st.tuples(
        st.lists(entry, max_size=6),
        st.lists(handles, min_size=6, max_size=6, unique_by=lambda h: h or object()),
    ).map(with_handles)


def proposals():
    handle = st.sampled_from(("p0", "p1", "p2", "zz"))
    edition = EDITIONS[-1]
    starts = ("2015-08-31", "2015-09-01", "2016-05-01", "2016-09-01", "2016-10-02", "2017-01-31")
    answers = {
        "summary.english": st.sampled_from(("A boat", " ")),
        "summary.text": st.just("x" * 5001),
        "organisation.background/p1": st.just("Us"),
        "outputs.description/O1": st.just("A map"),
        "no.question": st.just("?"),
    }
    return some(
        call=st.sampled_from(sorted({edition.call for edition in EDITIONS})),
        action=st.just(ACTION),
        field=maybe(st.sampled_from((*edition.fields, "school", "youth", "sport"))),
        type=maybe(st.sampled_from(("innovation", "good-practice"))),
        format=maybe(st.sampled_from(("school-exchange", "regional", "youth-initiative"))),
        round=maybe(st.integers(1, 3)),
        language=maybe(st.sampled_from(("en", "pl", "ja"))),
        start=maybe(st.sampled_from(starts)),
        months=maybe(st.sampled_from((1, 6, 12, 24, 36, 37))),
        submitted=maybe(st.sampled_from(("2015-03-31T12:00", "2016-04-01T12:00", "2016-10-05T00:00"))),
        agency=maybe(st.sampled_from(("BE02", "UK01", "PL01"))),
        priorities=maybe(
            some(
                main=maybe(st.sampled_from(("vet/access", "school/skills", "horizontal/validation", "x/y"))),
                others=maybe(st.just(["vet/educators"])),
            )
        ),
        organisations=maybe(organisations()),
        requested_grant=maybe(st.sampled_from((0, 12_500, 150_000, 450_000, 450_001))),
        meetings=maybe(st.lists(some(host=maybe(handle)), max_size=2)),
        outputs=maybe(st.lists(some(id=maybe(st.just("O1")), lead=maybe(handle)), max_size=2)),
        events=maybe(
            st.lists(
                some(id=maybe(st.just("E1")), outputs=maybe(st.sampled_from(([], ["O1"], ["O2"])))),
                max_size=2,
            )
        ),
        answers=maybe(some(**{key: maybe(value) for key, value in answers.items()})),
    )


@st.composite
def pairs(draw):
    """A proposal, and the same with some keys left unsaid."""
    full = draw(proposals())
    places = sorted({*pointers(full)} - {"/call", "/action"})
    removed = draw(st.lists(st.sampled_from(places), max_size=4, unique=True)) if places else []
    return full, without(full, *removed)


@given(pairs())
def test_adding_information_never_turns_a_fail_into_an_unknown(pair):
    more, less = map(outcomes, pair)
    failed = {rule for rule, said_of in less.items() if FAIL in said_of}
    assert not [rule for rule in failed if FAIL not in more[rule] and UNKNOWN in more[rule]]


@given(pairs())
def test_a_verdict_that_is_not_eligible_stays_so_whatever_is_added(pair):
    more, less = map(verdict_of, pair)
    assert less is not NOT_ELIGIBLE or more is NOT_ELIGIBLE


def answers_of(data):
    """The verdict, and what each rule says, without places and words."""
    report = report_on(data, mends=False)
    return report.verdict, {(found.rule, found.outcome) for found in report.findings}


BELGIAN, SWISS = ({"role": "applicant", "country": country} for country in ("BE", "CH"))


@given(proposals(), st.randoms(use_true_random=False))
@example({**eligible(), "organisations": [BELGIAN, SWISS]}, None)
def test_the_order_of_organisations_changes_nothing(data, random):
    members = list(data.get("organisations", ()))
    turned = members[::-1]
    if random:
        random.shuffle(turned)
    if "organisations" in data:
        assert answers_of(data) == answers_of({**data, "organisations": turned})


def renamed(part, names, key=None):
    """The same proposal with other handles for the organisations, wherever they are named."""
    if isinstance(part, dict):
        return {
            _renamed_answer(inner, names) if key == "answers" else inner: renamed(value, names, inner)
            for inner, value in part.items()
        }
    if isinstance(part, list):
        return [renamed(value, names, key) for value in part]
    return names.get(part, part) if key in ("id", "host", "lead", "organisation") else part


def _renamed_answer(key, names):
    question, slash, handle = key.partition("/")
    return f"{question}{slash}{names.get(handle, handle)}"


@given(proposals(), st.permutations(("p0", "p1", "p2", "p3", "p4", "p5", "zz", "applicant", "a-1", "Z_9")))
def test_the_names_of_handles_change_nothing(data, others):
    names = dict(zip(("p0", "p1", "p2", "p3", "p4", "p5", "zz"), others, strict=False))
    assert answers_of(renamed(data, names)) == answers_of(data)


def test_renaming_reaches_every_handle():
    edition, data = RICH[0]
    names = {"p1": "q1", "p2": "q2", "ua": "q3", "he": "q4", "as": "q5"}
    other = renamed(data, names)
    assert edition.call == other["call"]
    assert "organisation.background/q1" in other["answers"]
    assert other["meetings"][0] == {"host": "q2", "participants": [{"organisation": "q1", "people": 2}]}
    assert answers_of(other) == answers_of(data)


def members_like(role, country):
    kinds = st.sampled_from((*KINDS, None))
    return kinds.map(
        lambda kind: {"id": "x", "name": "One more", "role": role, "country": country, "kind": kind}
    )


@given(proposals(), st.sampled_from(COUNTRIES).flatmap(lambda country: members_like("associated", country)))
def test_an_associated_partner_never_counts(data, extra):
    if "organisations" not in data:
        return
    before, after = outcomes(data), outcomes({**data, "organisations": [*data["organisations"], extra]})
    assert [before[rule] for rule in ("CON-01", "CON-02")] == [after[rule] for rule in ("CON-01", "CON-02")]


@given(
    proposals(), st.sampled_from(("UA", "CH", "XK")).flatmap(lambda country: members_like("partner", country))
)
def test_a_partner_country_organisation_never_counts(data, extra):
    if "organisations" not in data:
        return
    before, after = outcomes(data), outcomes({**data, "organisations": [*data["organisations"], extra]})
    for rule in ("CON-01", "CON-02"):
        # It may rule out a format that could still have been declared; it never helps.
        assert before[rule] == after[rule] or (before[rule], after[rule]) == ({UNKNOWN}, {FAIL})


@given(proposals())
def test_checking_is_repeatable_and_leaves_the_proposal_alone(data):
    proposal = Proposal.model_validate(data)
    before = proposal.model_dump()
    assert check(proposal).findings == check(proposal).findings
    assert proposal.model_dump() == before


@given(proposals())
def test_an_edit_that_is_offered_has_been_tried(data):
    report = report_on(data)
    before = by_count(report)
    for found in report.findings:
        assert not found.candidates
        if found.edits:
            after = by_count(report_on(apply(data, found.edits), mends=False))
            assert after[found.rule] < before[found.rule]
            assert not after - before


def by_count(report):
    serious = (Severity.ERROR, Severity.WARNING)
    return Counter(f.rule for f in report.findings if f.outcome is FAIL and f.severity in serious)


# Verdicts


def said(outcome, severity):
    return Finding("TST-01", "test", "A test", outcome, severity, "because")


ERROR, WARNING, NOTE, ASSESSOR = Severity


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ([], ELIGIBLE),
        ([(PASS, ERROR)], ELIGIBLE),
        ([(NOT_APPLICABLE, ERROR)], ELIGIBLE),
        ([(FAIL, ERROR)], NOT_ELIGIBLE),
        ([(UNKNOWN, ERROR)], UNDECIDED),
        ([(FAIL, WARNING)], ELIGIBLE),
        ([(FAIL, NOTE)], ELIGIBLE),
        ([(FAIL, ASSESSOR)], ELIGIBLE),
        ([(UNKNOWN, WARNING)], ELIGIBLE),
        ([(UNKNOWN, NOTE)], ELIGIBLE),
        ([(UNKNOWN, ASSESSOR)], ELIGIBLE),
        ([(PASS, ERROR), (UNKNOWN, ERROR)], UNDECIDED),
        ([(UNKNOWN, ERROR), (FAIL, WARNING)], UNDECIDED),
        ([(UNKNOWN, ERROR), (FAIL, ERROR)], NOT_ELIGIBLE),
        ([(FAIL, ERROR), (UNKNOWN, ERROR), (PASS, ERROR)], NOT_ELIGIBLE),
    ],
)
def test_the_verdict_follows_from_the_findings(answers, verdict):
    report = Report(None, tuple(said(*answer) for answer in answers))
    assert report.verdict is verdict
    assert Report(None, report.findings[::-1]).verdict is verdict


def test_a_report_knows_the_last_deadline_of_the_field():
    report = report_on(eligible(2016, "youth"))
    assert report.last_deadline == open_edition(2016, ACTION).deadlines["youth"][-1].effective
    assert report_on({**eligible(2016), "field": None}).last_deadline is None


@each_edition
def test_matters_for_assessors_are_named_and_never_decide(edition):
    report = report_on(eligible(edition.call))
    judged = {found.rule: found for found in report.findings if found.severity is ASSESSOR}
    assert set(judged) == set(edition.assessor)
    assert all(found.outcome is UNKNOWN and not found.decides for found in judged.values())
    assert all(found.sources[0].figures == (f"assessor.{key}",) for key, found in judged.items())


# Choosing rules


def rules_of(report):
    return {found.rule for found in report.findings}


def test_selected_rules_are_run_and_no_others():
    report = report_on(eligible(), select=("CON", "DUR-01"))
    assert rules_of(report) == {"CON-01", "CON-02", "CON-03", "CON-04", "CON-05", "DUR-01"}
    plan = {rule.id for rule in plan_for(2016, ACTION)}
    assert set(report.left_out) == plan - rules_of(report)


def test_ignored_rules_are_not_run():
    everything = rules_of(report_on(eligible()))
    report = report_on(eligible(), ignore=("CON-02", "AS-1", "TXT"))
    gone = {rule for rule in everything if rule.startswith(("CON-02", "AS-1", "TXT"))}
    assert rules_of(report) == everything - gone
    assert len(gone) > 5
    assert set(report.left_out) == {rule for rule in gone if not rule.startswith("AS")}


def test_ignoring_wins_over_selecting():
    assert rules_of(report_on(eligible(), select=("CON",), ignore=("CON-0",))) == set()
    assert rules_of(report_on(eligible(), select=("CON-0",), ignore=("CON-03",))) == {
        "CON-01",
        "CON-02",
        "CON-04",
        "CON-05",
    }


def test_an_ignored_fail_no_longer_decides_and_is_said_to_be_left_out():
    data = eligible(months=99)
    assert verdict_of(data) is NOT_ELIGIBLE
    report = report_on(data, ignore=("DUR",))
    assert report.verdict is ELIGIBLE
    assert "DUR-01" in report.left_out


# Grades


def graded(part, grade):
    """A copy of an edition, or a part of it, of which every figure is of one grade."""
    if isinstance(part, Source):
        return part.model_copy(update={"grade": grade})
    if isinstance(part, BaseModel):
        fields = type(part).model_fields
        return part.model_copy(update={name: graded(getattr(part, name), grade) for name in fields})
    if isinstance(part, dict):
        return {key: graded(value, grade) for key, value in part.items()}
    return tuple(graded(value, grade) for value in part) if isinstance(part, tuple) else part


@pytest.fixture
def regrade(monkeypatch):
    """Makes `check` see an edition in which some topics, or all, are of one grade."""

    def put(grade, *topics, call=2016):
        edition = open_edition(call, ACTION)
        chosen = topics or set(type(edition).model_fields) - {"call", "action", "label", "form"}
        altered = edition.model_copy(update={t: graded(getattr(edition, t), grade) for t in chosen})
        monkeypatch.setattr(engine, "open_edition", lambda *_: altered)
        return altered

    return put


def broken_by(rule):
    """The failing example of a rule over an eligible proposal of the call that it speaks of."""
    call = rule.fails.get("call", [e for e in EDITIONS if rule.applies_to(e)][-1].call)
    return call, {**eligible(call), **rule.fails}


# Limits of answers are figures of the form, not of the edition.
OF_EDITIONS = [rule for rule in RULES if "form" not in rule.reads]


@pytest.mark.parametrize("rule", OF_EDITIONS, ids=lambda rule: rule.id)
def test_an_unverified_figure_never_yields_an_error(rule, regrade):
    call, data = broken_by(rule)
    regrade(Grade.UNVERIFIED, call=call)
    failing = [found for found in report_on(data, mends=False).findings if found.outcome is FAIL]
    assert rule.id in {found.rule for found in failing}
    assert not [(found.rule, found.message) for found in failing if found.severity is ERROR]
    assert all("could not be verified" in found.caution for found in failing)


@pytest.mark.parametrize("rule", [r for r in OF_EDITIONS if r.severity is ERROR], ids=lambda rule: rule.id)
def test_a_recalled_figure_decides_and_says_so(rule, regrade):
    call, data = broken_by(rule)
    regrade(Grade.RECALLED, call=call)
    report = report_on(data, mends=False)
    found = min((f for f in report.findings if f.rule == rule.id), key=lambda f: f.outcome is not FAIL)
    assert found.outcome is FAIL
    assert found.decides
    assert report.verdict is NOT_ELIGIBLE
    assert "recalled" in (found.caution or "")


@pytest.mark.parametrize("grade", [Grade.OFFICIAL, Grade.PUBLISHED])
def test_a_figure_that_was_read_needs_no_caution(grade, regrade):
    regrade(grade)
    for rule in RULES:
        call, data = broken_by(rule)
        if call == 2016 and "form" not in rule.reads:
            assert not [
                f.rule for f in report_on(data).findings if f.caution and not f.rule.startswith("TXT")
            ]


def test_the_least_sure_figure_that_was_read_counts(regrade):
    data = changed(eligible(months=37), -1, country="UA")
    assert [finding(data, rule).severity for rule in ("CON-01", "DUR-01")] == [ERROR, ERROR]
    regrade(Grade.UNVERIFIED, "programme_countries")
    report = report_on(data)
    assert finding(data, "CON-01").severity is WARNING
    assert finding(data, "DUR-01").severity is ERROR
    assert report.verdict is NOT_ELIGIBLE
    regrade(Grade.UNVERIFIED, "programme_countries", "duration")
    assert report_on(data).verdict is ELIGIBLE


def test_only_figures_that_were_read_lend_their_grade(regrade):
    regrade(Grade.UNVERIFIED, "overseas")
    assert finding(changed(eligible(), -1, country="UA"), "CON-01").severity is ERROR
    two_of_one_state = changed(changed(eligible(), -1, country="GL"), 0, country="DK")
    assert finding(two_of_one_state, "CON-02").severity is WARNING


def test_passes_carry_no_caution(regrade):
    regrade(Grade.UNVERIFIED)
    report = report_on(eligible())
    assert report.verdict is ELIGIBLE
    assert not [found for found in report.findings if found.outcome is PASS and found.caution]


# Mends


SHORTER = ({"op": "add", "path": "/months", "value": 35},)


def ending_late(**changes):
    """36 months from October: a month too long. At 35 months the ceiling is 437 500 EUR."""
    return eligible(2016, "vet", start="2016-10-01", months=36, **changes)


def test_an_edit_is_offered_if_the_whole_plan_agrees():
    found = finding(ending_late(requested_grant=437_500), "DAT-02")
    assert (found.outcome, found.edits) == (FAIL, SHORTER)
    assert "would fail" not in found.mend


def test_an_edit_that_breaks_another_rule_is_not_offered_and_says_which():
    data = ending_late(requested_grant=437_501)
    assert outcomes(apply(data, SHORTER))["GRA-01"] == {FAIL}
    found = finding(data, "DAT-02")
    assert (found.outcome, found.edits, found.candidates) == (FAIL, (), ())
    assert "GRA-01" in found.mend


@pytest.mark.parametrize(("start", "months"), [("2016-10-01", 35), ("2016-12-01", 33), ("2016-12-31", 32)])
def test_a_project_that_ends_late_is_offered_the_longest_length_that_fits(start, months):
    data = eligible(2016, "vet", start=start, months=36)
    found = finding(data, "DAT-02")
    assert found.edits == ({"op": "add", "path": "/months", "value": months},)
    assert outcomes({**data, "months": months})["DAT-02"] == {PASS}
    assert outcomes({**data, "months": months + 1})["DAT-02"] == {FAIL}


@pytest.mark.parametrize("options", [{"select": ("DAT-02",)}, {"ignore": ("GRA",)}])
def test_the_whole_plan_is_asked_whatever_was_selected(options):
    assert finding(ending_late(requested_grant=437_500), "DAT-02", **options).edits == SHORTER
    assert finding(ending_late(requested_grant=437_501), "DAT-02", **options).edits == ()


def test_taking_a_nameless_partner_out_is_not_offered_if_it_is_needed():
    found = finding(changed(eligible(), -1, name="TBD"), "ORG-01")
    assert found.edits == ()
    assert "CON-01" in found.mend
    assert "CON-02" in found.mend
    data = eligible()
    data["organisations"] = [*data["organisations"], {**data["organisations"][-1], "id": "x", "name": "TBD"}]
    assert finding(data, "ORG-01").edits == ({"op": "remove", "path": "/organisations/3"},)


def test_the_next_best_edit_is_offered_if_the_best_breaks_something():
    data = partnership(("BE", "school"), ("NL", "school"), ("NL", "enterprise"), format="school-exchange")
    assert outcomes(apply(data, ({"op": "remove", "path": "/format"},)))["CON-02"] == {FAIL}
    found = finding(data, "CON-04")
    assert found.outcome is FAIL
    assert found.edits == ({"op": "add", "path": "/organisations/2/role", "value": "associated"},)


def test_without_mends_nothing_is_tried():
    found = finding(ending_late(requested_grant=437_500), "DAT-02", mends=False)
    assert found.edits == ()


def test_a_lacking_country_is_mended_by_one_that_is_not_there_yet():
    data = eligible()
    data["organisations"] = data["organisations"][:-1]
    found = finding(data, "CON-02")
    (edit,) = found.edits
    present = {entry["country"] for entry in data["organisations"]}
    assert edit["value"]["country"] not in present
    assert outcomes(apply(data, found.edits))["CON-02"] == {PASS}


# Who counts


def partnership(*members, **changes):
    """A school proposal of members given as (country, kind); the first applies."""
    entries = [
        {"id": f"p{n}", "name": f"Organisation {n}", "country": country, "kind": kind, "role": "partner"}
        for n, (country, kind) in enumerate(members, start=1)
    ]
    entries[0]["role"] = "applicant"
    return {**eligible(2016, "school", type="good-practice"), "organisations": entries} | changes


TWO_SCHOOLS = partnership(("BE", "school"), ("NL", "school"))


def test_two_schools_are_unknown_until_the_format_is_said():
    for rule in ("CON-01", "CON-02"):
        found = finding(TWO_SCHOOLS, rule)
        assert (found.outcome, found.needs) == (UNKNOWN, ("/format",))
        assert "school-exchange" in found.message
    assert verdict_of(TWO_SCHOOLS) is UNDECIDED
    assert verdict_of({**TWO_SCHOOLS, "format": "school-exchange"}) is ELIGIBLE


def test_two_authorities_are_unknown_until_the_format_is_said():
    data = partnership(
        *((c, k) for c in ("BE", "NL") for k in ("school-authority", "school", "enterprise")),
        type="innovation",
    )
    found = finding(data, "CON-02")
    assert (found.outcome, found.needs) == (UNKNOWN, ("/format",))
    assert "regional" in found.message
    assert outcomes(data)["CON-01"] == {PASS}
    assert verdict_of({**data, "format": "regional"}) is ELIGIBLE


@pytest.mark.parametrize(
    "data",
    [
        partnership(("BE", "school"), ("NL", "enterprise")),  # no format takes them
        partnership(("BE", "school"), ("BE", "school")),  # one country is too few for any
        partnership(("BE", "school"), ("NL", "school"), ("UA", "school")),  # schools of Partner Countries
        {**TWO_SCHOOLS, "field": "vet"},  # a field without formats
        {**TWO_SCHOOLS, "format": "regional"},  # a format that counts authorities only
        {**TWO_SCHOOLS, "type": "innovation"},  # the only format is bound to the other type
    ],
)
def test_two_that_no_format_admits_fail(data):
    assert FAIL in outcomes(data)["CON-01"] | outcomes(data)["CON-02"]
    assert verdict_of(data) is NOT_ELIGIBLE


@pytest.mark.parametrize("index", range(3))
@pytest.mark.parametrize("key", ["kind", "country", "role"])
def test_what_is_not_said_of_a_member_keeps_it_open(index, key):
    report = report_on(changed(eligible(), index, **{key: None}))
    assert FAIL not in {found.outcome for found in report.findings}
    assert report.verdict is UNDECIDED
    assert f"/organisations/{index}/{key}" in {at for found in report.findings for at in found.needs}


def test_a_partner_country_organisation_does_not_count_and_says_what_it_adds():
    data = changed(eligible(), -1, country="UA")
    assert outcomes(data)["CON-01"] == outcomes(data)["CON-02"] == {FAIL}
    data["organisations"].append({**eligible()["organisations"][-1], "id": "x", "name": "One more"})
    assert verdict_of(data) is ELIGIBLE
    with_words = changed(data, 2, added_value="The only training ship.")
    assert outcomes(with_words)["CON-03"] == {PASS}
    found = finding(changed(data, 2, added_value="  "), "CON-03")
    assert (found.outcome, found.severity) == (FAIL, WARNING)


def test_an_associated_partner_does_not_count():
    data = changed(eligible(), -1, role="associated")
    assert outcomes(data)["CON-01"] == {FAIL}
    assert "associated" in finding(data, "CON-01").message


def test_one_country_counts_once():
    members = consortium(EDITIONS[-1], "vet", countries=("BE", "NL")) * 3
    data = eligible(organisations=[{**m, "id": f"p{n}", "name": f"O {n}"} for n, m in enumerate(members)])
    data["organisations"] = [
        {**entry, "role": "partner" if index else "applicant"}
        for index, entry in enumerate(data["organisations"])
    ]
    assert outcomes(data)["CON-01"] == {PASS}
    assert outcomes(data)["CON-02"] == {FAIL}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"pic": 912345678}, {"pic": "912345678"}, True),
        ({"oid": "E10012345"}, {"oid": " E10012345 "}, True),
        ({"pic": 912345678, "name": "A"}, {"pic": 912345678, "name": "B"}, True),
        ({"pic": 912345678}, {"pic": 912345679}, False),
        ({"name": "Lyceum  One", "city": "Łódź"}, {"name": "lyceum one", "city": "ŁÓDŹ"}, True),
        ({"name": "Lyceum", "city": "Gdynia"}, {"name": "Lyceum", "city": "Sopot"}, False),
        ({"name": "Lyceum", "pic": 912345678}, {"name": "Lyceum", "pic": 912345679}, False),
        ({"name": "Lyceum One"}, {"name": "Lyceum Two"}, False),
    ],
)
def test_an_organisation_counts_once(one, other, same):
    base = {"country": "PL", "role": "partner", "kind": "enterprise"}
    names = ({"id": "x", "name": "First"}, {"id": "y", "name": "Second"})
    data = eligible()
    data["organisations"] += [base | names[0] | one, base | names[1] | other]
    assert outcomes(data)["ORG-02"] == {FAIL if same else PASS}
    assert verdict_of(data) is (NOT_ELIGIBLE if same else ELIGIBLE)


def test_the_same_name_in_two_countries_is_two_organisations():
    data = eligible()
    data["organisations"] = [{**entry, "name": "Chamber"} for entry in data["organisations"]]
    assert outcomes(data)["ORG-02"] == {PASS}


def test_every_applicant_has_to_be_from_a_programme_country():
    data = changed(eligible(), 1, role="applicant", country="CH")
    assert outcomes(data)["APP-01"] == {FAIL}
    assert FAIL in outcomes(data)["APP-02"]


# Texts and items


@each_edition
def test_an_answer_to_a_question_of_another_call_has_no_place(edition):
    for question in open_form(edition.form).questions():
        asked = not question.calls or edition.call in question.calls
        key = f"{question.id}/p1" if question.repeat else question.id
        items = {"outputs": [{"id": "p1"}], "learning_activities": [{"id": "p1"}]}
        items["events"] = [{"id": "p1", "outputs": ["p1"]}]
        data = eligible(edition.call, answers={key: "x"}, **items)
        if edition.types:
            data["type"] = "innovation"
        assert outcomes(data)["TXT-04"] == {PASS if asked else FAIL}, key


@each_rule
def test_a_rule_without_its_topic_does_not_apply(rule):
    edition = [e for e in EDITIONS if rule.applies_to(e)][-1]
    for topic in rule.reads:
        name, _, key = topic.partition(".")
        if topic.endswith("?") or topic == "form":
            continue
        silent = {k: v for k, v in getattr(edition, name).items() if k != key} if key else None
        assert not rule.applies_to(edition.model_copy(update={name: silent}))


def test_the_plan_is_made_once_and_in_the_order_of_the_catalogue():
    for call, action in available():
        plan = plan_for(call, action)
        assert plan is plan_for(call, action)
        assert list(plan) == [rule for rule in RULES if rule in plan]
    assert find("DUR-02") in plan_for(2015, ACTION)
    assert find("DUR-02") not in plan_for(2016, ACTION)
    assert find("ACT-02") not in plan_for(2015, ACTION)


def test_a_type_may_be_closed_to_a_field():
    edition = open_edition(2016, ACTION)
    narrow = edition.types["good-practice"].model_copy(update={"fields": ("school", "vet")})
    altered = edition.model_copy(update={"types": {**edition.types, "good-practice": narrow}})
    for field, said_of in (("vet", PASS), ("higher-education", FAIL)):
        proposal = Proposal.model_validate(eligible(2016, field, type="good-practice"))
        (found,) = run((find("ACT-02"),), proposal, altered)
        assert found.outcome is said_of
        assert found.decides is (said_of is FAIL)


def test_lengths_follow_the_format_that_has_its_own():
    edition = open_edition(2016, ACTION)
    own = edition.duration["school-exchange"].model_copy(update={"max_months": 24})
    altered = edition.model_copy(update={"duration": {**edition.duration, "school-exchange": own}})
    assert allowed_months(altered, "school", "school-exchange").max_months == 24
    for shape, said_of in (("school-exchange", FAIL), (None, PASS)):
        proposal = Proposal.model_validate(eligible(2016, "school", format=shape, months=25))
        assert by_rule(run((find("DUR-01"),), proposal, altered))["DUR-01"] == {said_of}
