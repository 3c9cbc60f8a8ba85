"""Both sides of every limit, generated from the guide data for every edition, field and format."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache

import pytest
from builders import (
    EDITIONS,
    SHAPES,
    allowed_months,
    answer_key,
    by_rule,
    changed,
    consortium,
    decides,
    deciding,
    eligible,
    finding,
    outcomes,
    own_first,
    questions,
    report_on,
    shape_id,
    verdict_of,
)
from pydantic import BaseModel

from erasmus_cli import countries
from erasmus_cli.guide.lookup import formats_of, minimum_for
from erasmus_cli.guide.model import Edition, Strength
from erasmus_cli.guide.sources import Cited, Source
from erasmus_cli.proposal.model import FieldName, KindName, Proposal
from erasmus_cli.rules.catalogue import find
from erasmus_cli.rules.engine import run
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import Verdict

PASS, FAIL, UNKNOWN = Result.PASS, Result.FAIL, Result.UNKNOWN
DAY, MINUTE, CENT = timedelta(days=1), timedelta(minutes=1), Decimal("0.01")
CHARTER_CODE = "12345-EPP-1-2014-1-BE-EPPKA3-ECHE"

each_edition = pytest.mark.parametrize("edition", EDITIONS, ids=shape_id)
each_shape = pytest.mark.parametrize(("edition", "field", "shape"), SHAPES, ids=shape_id)


@dataclass(frozen=True)
class Case:
    """One side of a limit.

    Attributes:
        name: the figure and the side.
        rule: the rule that draws the limit.
        data: the proposal.
        result: what the rule has to say.
        decides: whether that result keeps the proposal from being eligible.
        alone: another rule objects to the proposal as well.
    """

    name: str
    rule: str
    data: Mapping
    result: Result
    decides: bool = False
    alone: bool = False

    @property
    def verdict(self):
        """The verdict on the whole proposal; None if that is for another rule to say."""
        if self.decides and self.result is FAIL:
            return Verdict.NOT_ELIGIBLE
        if self.alone:
            return None
        return Verdict.UNDECIDED if self.decides else Verdict.ELIGIBLE


def case(name, rule, data, cited, *, holds, alone=False, strength=Severity.ERROR):
    """A case that passes if the limit holds; a fail decides if its figure is good enough for that."""
    decisive = not holds and strength == Severity.ERROR and decides(cited)
    return Case(name, rule, data, PASS if holds else FAIL, decisive, alone)


def cases(edition) -> tuple[Case, ...]:
    """Both sides of every numeric limit and date of an edition."""
    shapes = [(field, shape) for field in edition.fields for shape in (None, *formats_of(edition, field))]
    found = [entry for field, shape in shapes for entry in _sizes(edition, field, shape)]
    found += [entry for field, shape in shapes for entry in _lengths(edition, field, shape)]
    for field in edition.fields:
        found += [*_doubts(edition, field), *_starts(edition, field), *_deadlines(edition, field)]
        found += _priority_counts(edition, field)
    return (*found, *_grants(edition), *_ends(edition))


def _sizes(edition, field, shape) -> Iterator[Case]:
    minimum = minimum_for(edition, field, shape)
    exact = eligible(edition.call, field, format=shape)
    counted = [o for o in exact["organisations"] if not minimum.kinds or o["kind"] in minimum.kinds]
    fewer = [o for o in exact["organisations"] if o != counted[-1]]
    label = f"{field}-{shape_id(shape)}"
    for rule in ("CON-01", "CON-02"):
        yield case(f"{label}-exactly", rule, exact, minimum, holds=True)
    if minimum.organisations > 1:
        one_less = {**exact, "organisations": fewer}
        yield case(f"{label}-one-organisation-less", "CON-01", one_less, minimum, holds=False)
    if minimum.countries > 1:
        fewer_countries = edition.programme_countries.codes[: minimum.countries - 1]
        one_less = {**exact, "organisations": consortium(edition, field, shape, countries=fewer_countries)}
        yield case(f"{label}-one-country-less", "CON-02", one_less, minimum, holds=False)


def _lengths(edition, field, shape) -> Iterator[Case]:
    allowed = allowed_months(edition, field, shape)
    shortest, longest = allowed.min_months, allowed.max_months
    for months in {shortest - 1, shortest, longest, longest + 1}:
        data = eligible(edition.call, field, format=shape, months=months)
        name = f"{field}-{shape_id(shape)}-{months}-months"
        yield case(name, "DUR-01", data, allowed, holds=shortest <= months <= longest)


def _doubts(edition, field) -> Iterator[Case]:
    sure = edition.duration_doubt.get(field)
    if sure is None:
        return
    allowed = allowed_months(edition, field)
    for months in {sure.min_months - 1, sure.min_months, sure.max_months, sure.max_months + 1}:
        yield case(
            f"{field}-{months}-months-beyond-doubt",
            "DUR-02",
            eligible(edition.call, field, months=months),
            sure,
            holds=sure.min_months <= months <= sure.max_months,
            alone=not allowed.min_months <= months <= allowed.max_months,
            strength=Severity.WARNING,
        )


def _starts(edition, field) -> Iterator[Case]:
    windows = edition.start_windows[field]
    spans = {window.round: opened(edition, window) for window in windows}
    for window in windows:
        first, last = spans[window.round]
        for start in (first - DAY, first, last, last + DAY):
            for number in (window.round, None):
                open_spans = [span for key, span in spans.items() if number in (None, key)]
                yield case(
                    f"{field}-round-{number or 'unsaid'}-from-{start}",
                    "DAT-01",
                    eligible(edition.call, field, round=number, start=start.isoformat()),
                    window,
                    holds=any(begin <= start <= end for begin, end in open_spans),
                )


def opened(edition, window):
    """First and last day of a window, worked out anew."""
    days = ((window.first, window.first_year), (window.last, window.last_year))
    return tuple(date.fromisoformat(f"{edition.call + years}-{day}") for day, years in days)


def _deadlines(edition, field) -> Iterator[Case]:
    deadlines = edition.deadlines[field]
    starts = {window.round: opened(edition, window)[0] for window in edition.start_windows[field]}
    for deadline in deadlines:
        moments = {deadline.guide, deadline.effective, deadline.effective + MINUTE}
        for submitted in sorted(moments | {deadline.effective + timedelta(seconds=1)}):
            for number in (deadline.round, None):
                later = [d.effective for d in deadlines if number in (None, d.round)]
                start = starts.get(number or deadline.round, starts[1])
                yield case(
                    f"{field}-round-{number or 'unsaid'}-at-{submitted:%Y-%m-%dT%H:%M:%S}",
                    "DAT-03",
                    eligible(
                        edition.call,
                        field,
                        round=number,
                        start=start.isoformat(),
                        submitted=submitted.isoformat(),
                    ),
                    deadline,
                    holds=any(submitted <= moment for moment in later),
                )


def _priority_counts(edition, field) -> Iterator[Case]:
    duty = edition.priority_obligation
    fitting = own_first(edition, field)
    enough, fewer = fitting[: duty.at_least], fitting[: duty.at_least - 1]
    yield case(f"{field}-enough-priorities", "PRI-01", _naming(edition, field, enough), duty, holds=True)
    strong = duty.strength is Strength.ERROR and decides(duty)
    result = FAIL if fewer else UNKNOWN
    data = _naming(edition, field, fewer)
    yield Case(f"{field}-one-priority-less", "PRI-01", data, result, decides=strong)


def _naming(edition, field, keys):
    named = {"main": keys[0], "others": keys[1:]} if keys else None
    return eligible(edition.call, field, priorities=named)


def _grants(edition) -> Iterator[Case]:
    ceiling = edition.grant_ceiling
    field = next(iter(edition.fields))
    allowed = allowed_months(edition, field)
    for months in range(1, int(ceiling.total / ceiling.per_month) + 2):
        highest = min(ceiling.per_month * months, ceiling.total)
        inside = allowed.min_months <= months <= allowed.max_months
        for asked in (highest, highest + CENT):
            yield case(
                f"{months}-months-for-{asked}",
                "GRA-01",
                eligible(edition.call, field, months=months, requested_grant=asked),
                ceiling,
                holds=asked == highest,
                alone=not inside,
            )


def _ends(edition) -> Iterator[Case]:
    latest = edition.latest_end
    if latest is None:
        return
    last = date.fromisoformat(f"{edition.call + latest.years_after_call}-{latest.day}")
    years = latest.years_after_call
    start = last.replace(year=last.year - years) + DAY
    field = next(f for f in edition.fields if edition.duration[f].max_months >= 12 * years)
    for begin in (start, start + DAY):
        data = eligible(edition.call, field, start=begin.isoformat(), months=12 * years)
        yield case(f"{years}-years-from-{begin}", "DAT-02", data, latest, holds=begin == start)


CASES = {edition.id: cases(edition) for edition in EDITIONS}
ALL_CASES = [(edition, entry) for edition in EDITIONS for entry in CASES[edition.id]]


@pytest.mark.parametrize(
    ("edition", "entry"), ALL_CASES, ids=[f"{e.call}-{c.rule}-{c.name}" for e, c in ALL_CASES]
)
def test_both_sides_of_every_limit(edition, entry):
    assert find(entry.rule).applies_to(edition)
    report = report_on(entry.data, mends=False)
    said = [found for found in report.findings if found.rule == entry.rule]
    assert {found.outcome for found in said} == {entry.result}
    assert any(found.decides for found in said) is entry.decides
    if entry.verdict:
        assert report.verdict is entry.verdict, deciding(report)


@each_shape
def test_the_minimal_proposal_is_eligible_and_nothing_fails(edition, field, shape):
    report = report_on(eligible(edition.call, field, edition.action, format=shape))
    assert report.verdict is Verdict.ELIGIBLE, deciding(report)
    assert not [found for found in report.findings if found.outcome is FAIL]


def test_an_extended_deadline_moves_the_limit():
    edition = EDITIONS[-1]
    (deadline,) = edition.deadlines["vet"]
    later = deadline.model_copy(update={"extended_to": deadline.guide + timedelta(days=30)})
    extended = edition.model_copy(update={"deadlines": {**edition.deadlines, "vet": (later,)}})
    sides = [(later.guide, PASS), (later.guide + MINUTE, PASS)]
    sides += [(later.extended_to, PASS), (later.extended_to + MINUTE, FAIL)]
    for submitted, said in sides:
        proposal = Proposal.model_validate(eligible(edition.call, submitted=submitted.isoformat()))
        assert by_rule(run((find("DAT-03"),), proposal, extended))["DAT-03"] == {said}, submitted


@each_edition
def test_above_the_total_no_length_helps(edition):
    total = edition.grant_ceiling.total
    for asked, said in ((total, UNKNOWN), (total + CENT, FAIL)):
        data = eligible(edition.call, months=None, requested_grant=asked)
        assert outcomes(data)["GRA-01"] == {said}


def test_deadlines_are_brussels_time_wherever_the_applicant_is():
    for moment, result in (
        ("2016-03-31T11:00:00+01:00", PASS),  # London, summer time
        ("2016-03-31T11:01:00+01:00", FAIL),
        ("2016-03-31T10:00:00Z", PASS),
        ("2016-03-31T12:00:00Z", FAIL),
        ("2016-03-31T13:00:00+03:00", PASS),  # Athens
    ):
        assert outcomes(eligible(2016, "vet", submitted=moment))["DAT-03"] == {result}, moment


@each_edition
def test_a_round_that_the_field_does_not_have_is_never_eligible(edition):
    for field, deadlines in edition.deadlines.items():
        rounds = {deadline.round for deadline in deadlines}
        for number in {1, 2, 3} - rounds:
            submitted = deadlines[0].effective.isoformat()
            for moment in (submitted, None):
                data = eligible(edition.call, field, round=number, submitted=moment)
                assert verdict_of(data) is Verdict.NOT_ELIGIBLE, (field, number, moment)


# Countries


def placed(edition, country, *, index=-1, field="vet", shape=None):
    """A minimal proposal with one organisation moved to a country in which no other is."""
    others = [c for c in edition.programme_countries.codes if c != country]
    wanted = minimum_for(edition, field, shape).countries
    data = eligible(edition.call, field, edition.action, format=shape)
    data["organisations"] = consortium(edition, field, shape, countries=others[:wanted])
    return changed(data, index, country=country)


def edition_codes(select):
    """One parameter for each edition and country code that `select` finds in it."""
    pairs = [(edition, code) for edition in EDITIONS for code in select(edition)]
    return pytest.mark.parametrize(
        ("edition", "code"), pairs, ids=[f"{edition.call}-{code}" for edition, code in pairs]
    )


def _spelled(edition):
    return (*edition.programme_countries.codes, "EL", "UK")


@edition_codes(_spelled)
def test_each_programme_country_counts_and_may_apply(edition, code):
    partner, applicant = placed(edition, code), placed(edition, code, index=0)
    for data, rules in ((partner, ("CON-01", "CON-02")), (applicant, ("CON-01", "CON-02", "APP-02"))):
        report = report_on(data)
        assert report.verdict is Verdict.ELIGIBLE, deciding(report)
        said = by_rule(report.findings)
        assert all(said[rule] == {PASS} for rule in rules), said


def _outside(edition):
    """Everywhere else in the world, whether or not a region names it."""
    return [
        code
        for code in countries.names()
        if code not in edition.programme_countries.codes and code not in edition.overseas
    ]


def test_the_regions_hold_partner_countries_only():
    for edition in EDITIONS:
        for region in edition.regions.values():
            assert set(region.codes) <= set(_outside(edition)), region.label


@edition_codes(_outside)
def test_a_partner_country_never_counts_nor_applies(edition, code):
    partner, applicant = placed(edition, code), placed(edition, code, index=0)
    said = outcomes(partner)
    assert said["CON-01"] == said["CON-02"] == {FAIL}
    assert said["APP-02"] == {PASS}
    assert verdict_of(partner) is Verdict.NOT_ELIGIBLE
    assert outcomes(applicant)["APP-02"] == {FAIL}
    one_more = eligible(edition.call)
    extra = {**partner["organisations"][-1], "id": "x", "name": "One more", "added_value": "The ship."}
    one_more["organisations"] = [*one_more["organisations"], extra]
    assert verdict_of(one_more) is Verdict.ELIGIBLE


@edition_codes(lambda edition: edition.overseas)
def test_an_overseas_territory_counts_as_its_state(edition, code):
    state = edition.overseas[code].state
    for index, rules in ((-1, ("CON-01", "CON-02")), (0, ("CON-01", "CON-02", "APP-02", "APP-03"))):
        data = placed(edition, code, index=index)
        others = [c for c in edition.programme_countries.codes if c != state]
        for number, entry in enumerate(data["organisations"]):
            if entry["country"] != code:
                entry["country"] = others[number]
        said = outcomes(data)
        assert all(said[rule] == {PASS} for rule in rules), said
        assert verdict_of(data) is Verdict.ELIGIBLE
    twice = changed(placed(edition, code), 0, country=state)
    assert outcomes(twice)["CON-01"] == {PASS}
    assert outcomes(twice)["CON-02"] == {FAIL}


@edition_codes(lambda edition: edition.agencies)
def test_an_agency_takes_applications_of_its_country_only(edition, code):
    agency = edition.agencies[code]
    home = placed(edition, agency.country, index=0)
    assert outcomes({**home, "agency": code})["APP-03"] == {PASS}
    away = next(c for c in edition.programme_countries.codes if c != agency.country)
    abroad = placed(edition, away, index=0)
    assert outcomes({**abroad, "agency": code})["APP-03"] == {FAIL}


# Fields, types, formats


@each_edition
def test_only_the_fields_of_the_action_are_open(edition):
    for field in FieldName.__args__:
        data = {**eligible(edition.call), "field": field}
        assert outcomes(data)["ACT-01"] == {PASS if field in edition.fields else FAIL}


@each_edition
def test_each_type_is_open_to_its_fields_and_opens_its_items(edition):
    for chosen, kind in edition.types.items():
        for field in edition.fields:
            data = eligible(edition.call, field, type=chosen)
            assert outcomes(data)["ACT-02"] == {PASS if field in kind.fields else FAIL}
        field = kind.fields[0]
        for key, items in (("outputs", [{"id": "O1"}]), ("events", [{"id": "E1", "outputs": ["O1"]}])):
            data = eligible(edition.call, field, type=chosen, **{key: items})
            limited = any(key in other.budget_items for other in edition.types.values())
            said = FAIL if limited and key not in kind.budget_items else PASS
            assert outcomes(data)["BUD-01"] == ({said} if limited else {Result.NOT_APPLICABLE})


@each_edition
def test_each_format_exists_in_its_fields_only(edition):
    for name, shape in edition.formats.items():
        for field in edition.fields:
            data = {**eligible(edition.call, field), "format": name}
            assert outcomes(data)["ACT-03"] == {PASS if field in shape.fields else FAIL}


@each_edition
def test_a_format_that_is_bound_to_a_type_takes_no_other(edition):
    for name, shape in edition.formats.items():
        for chosen in edition.types if shape.project_type else ():
            data = eligible(edition.call, shape.fields[0], format=name, type=chosen)
            assert outcomes(data)["ACT-02"] == {PASS if chosen == shape.project_type else FAIL}


@each_edition
def test_a_format_admits_its_kinds_and_countries_only(edition):
    outside = next(iter(edition.regions.values())).codes[0]
    for name, shape in edition.formats.items():
        data = eligible(edition.call, shape.fields[0], format=name)
        for kind in edition.kinds:
            member = {"id": "x", "name": "One more", "role": "partner", "country": "PL", "kind": kind}
            with_it = {**data, "organisations": [*data["organisations"], member]}
            restricted = shape.kinds or shape.programme_countries_only
            admitted = not shape.kinds or kind in shape.kinds
            said = PASS if admitted else FAIL
            assert outcomes(with_it)["CON-04"] == {said if restricted else Result.NOT_APPLICABLE}, kind
            if shape.programme_countries_only and admitted:
                assert outcomes(changed(with_it, -1, country=outside))["CON-04"] == {FAIL}
            if restricted:
                associated = changed(with_it, -1, country=outside, role="associated")
                assert outcomes(associated)["CON-04"] == {PASS}


@pytest.mark.parametrize("edition", [e for e in EDITIONS if e.country_composition], ids=shape_id)
def test_a_regional_partnership_needs_every_group_in_each_country(edition):
    composition = edition.country_composition
    field = edition.formats[composition.format].fields[0]
    data = eligible(edition.call, field, format=composition.format)
    assert outcomes(data)["CON-05"] == {PASS}
    for entry in data["organisations"]:
        without = {**data, "organisations": [o for o in data["organisations"] if o != entry]}
        found = finding(without, "CON-05", mends=False)
        assert found.outcome is FAIL, entry
        assert found.decides is decides(composition)


# Priorities


@pytest.mark.parametrize(
    ("edition", "priority"), [(e, p) for e in EDITIONS for p in e.priorities], ids=shape_id
)
def test_a_priority_fits_its_own_field_and_no_other(edition, priority):
    group = priority.partition("/")[0]
    strength = Severity(edition.priority_obligation.strength)
    for field in edition.fields:
        data = eligible(edition.call, field, priorities={"main": priority})
        fits = group in ("horizontal", field)
        found = finding(data, "PRI-01", mends=False)
        assert found.outcome is (PASS if fits else FAIL), field
        assert outcomes(data)["PRI-02"] == {found.outcome}
        if not fits:
            assert found.severity is strength
            decided = strength is Severity.ERROR
            assert verdict_of(data) is (Verdict.NOT_ELIGIBLE if decided else Verdict.ELIGIBLE)


@each_edition
def test_a_priority_nobody_knows_fails_unless_its_list_is_open(edition):
    for field in edition.fields:
        for group in ("horizontal", field):
            data = eligible(edition.call, field, priorities={"main": f"{group}/no-such-priority"})
            complete = edition.priority_lists[group].complete
            assert outcomes(data)["PRI-01"] == {FAIL if complete else UNKNOWN}, (field, group)


# Identifiers

OTHER_DIGITS = "".join(chr(0x0660 + number) for number in (9, 1, 2, 3, 4, 5, 6, 7, 8))  # Arabic-Indic
GOOD = {
    "pic": ["912345678", 912345678, " 912345678 ", "012345678"],
    "oid": ["E10012345", " E10012345 ", "E00000000"],
}
BAD = {
    "pic": ["91234567", 91234567, "9123456789", "91234567A", "912 345 678", OTHER_DIGITS],
    "oid": [
        "E1001234",
        "E100123456",
        "e10012345",
        "10012345",
        "E1001234X",
        "E10012345 X",
        f"E{OTHER_DIGITS[1:]}",
    ],
}


@each_edition
def test_identifiers_have_their_exact_shape(edition):
    for key in edition.identifiers:
        for good in GOOD[key]:
            assert outcomes(changed(eligible(edition.call), 0, **{key: good}))["ORG-03"] == {PASS}, good
        for bad in BAD[key]:
            data = changed(eligible(edition.call), 0, **{key: bad})
            assert outcomes(data)["ORG-03"] == {FAIL}, bad
            assert verdict_of(data) is Verdict.NOT_ELIGIBLE, bad


@each_edition
def test_only_the_identifiers_of_the_call_are_asked_for(edition):
    data = eligible(edition.call)
    for key, identifier in edition.identifiers.items():
        needs = [found for found in report_on(data).findings if f"/organisations/0/{key}" in found.needs]
        assert [(found.rule, found.severity) for found in needs] == (
            [("ORG-04", Severity.WARNING)] if identifier.asked else []
        )
        given = {**data, "organisations": [{**o, key: GOOD[key][0]} for o in data["organisations"][:1]]}
        assert outcomes(given)["ORG-04"] == ({PASS} if identifier.asked else {UNKNOWN})


# Texts


def _text_of(limit, unit="x"):
    """A text that the form counts as `limit` characters, each but first and last written as `unit`."""
    return f"x{unit * (limit - 2)}x"


LIMITED = [(e, q) for e in EDITIONS for q in questions(e) if q.limit]


@pytest.mark.parametrize(
    ("edition", "question"), LIMITED, ids=[f"{e.call}-{question.id}" for e, question in LIMITED]
)
def test_an_answer_may_be_as_long_as_its_limit(edition, question):
    items = {
        "outputs": [{"id": "p1"}],
        "events": [{"id": "p1", "outputs": ["p1"]}],
        "learning_activities": [{"id": "p1"}],
    }
    data = eligible(edition.call, type="innovation" if edition.types else None, **items)
    # Composed, decomposed, a line break as Windows writes it, beyond the basic plane.
    for unit in ("x", "é", "e\u0301", "\r\n", "\N{SHIP}"):
        for limit, said in ((question.limit, PASS), (question.limit + 1, FAIL)):
            written = {**data, "answers": {answer_key(question): _text_of(limit, unit)}}
            found = outcomes(written)
            assert found["TXT-03"] == {said}, (unit, limit)
            assert found["TXT-04"] == {PASS}
            expected = Verdict.ELIGIBLE if said is PASS or not decides(question) else Verdict.NOT_ELIGIBLE
            assert verdict_of(written) is expected


@each_edition
def test_an_answer_is_counted_without_the_space_around_it(edition):
    question = next(q for q in questions(edition) if q.limit and not q.repeat)
    padded = f"\n {_text_of(question.limit)} \n\n"
    assert outcomes(eligible(edition.call, answers={question.id: padded}))["TXT-03"] == {PASS}


@each_edition
def test_each_official_language_is_accepted_and_no_other(edition):
    codes = [f"{a}{b}" for a in "abcdefghijklmnopqrstuvwxyz" for b in "abcdefghijklmnopqrstuvwxyz"]
    rule = find("TXT-01")
    accepted = set()
    for code in codes:
        proposal = Proposal(call=edition.call, action=edition.action, language=code)
        (found,) = run((rule,), proposal, edition)
        assert not found.decides
        if found.outcome is PASS:
            accepted.add(code)
        else:
            assert (found.outcome, found.severity) == (FAIL, Severity.WARNING)
    assert accepted == set(edition.languages.codes)


# Kinds and the charter


@pytest.mark.parametrize("kind", KindName.__args__)
@each_edition
def test_each_kind_takes_part_with_the_charter_it_needs(edition, kind):
    charter, limited = edition.charter, edition.fields_only
    assert kind in edition.kinds
    for field in edition.fields:
        data = changed(eligible(edition.call, field), -1, kind=kind)
        needs_charter = charter is not None and kind in charter.kinds
        barred = limited is not None and kind in limited.kinds and field not in limited.fields
        for held, said, verdict in (
            (None, UNKNOWN, Verdict.UNDECIDED),
            (False, FAIL, Verdict.NOT_ELIGIBLE),
            ("", FAIL, Verdict.NOT_ELIGIBLE),
            (True, PASS, Verdict.ELIGIBLE),
            (CHARTER_CODE, PASS, Verdict.ELIGIBLE),
        ):
            with_it = changed(data, -1, eche=held)
            found = outcomes(with_it)
            assert found["ORG-05"] == ({said} if needs_charter else {Result.NOT_APPLICABLE}), held
            if barred:
                assert found["ORG-06"] == {FAIL}
                assert verdict_of(with_it) is Verdict.NOT_ELIGIBLE
            else:
                assert verdict_of(with_it) is (verdict if needs_charter else Verdict.ELIGIBLE), held


@pytest.mark.parametrize("edition", [e for e in EDITIONS if e.charter], ids=shape_id)
def test_the_charter_is_asked_of_full_members_from_programme_countries_only(edition):
    kind = edition.charter.kinds[0]
    outside = next(iter(edition.regions.values())).codes[0]
    territory = next(iter(edition.overseas))
    member = {"id": "x", "name": "One more", "kind": kind, "eche": False}
    for place, role, said in (
        ("PL", "partner", FAIL),
        ("PL", "applicant", FAIL),
        (territory, "partner", FAIL),
        ("PL", "associated", Result.NOT_APPLICABLE),
        (outside, "partner", Result.NOT_APPLICABLE),
        (outside, "associated", Result.NOT_APPLICABLE),
    ):
        data = eligible(edition.call)
        data["organisations"] = [*data["organisations"], {**member, "country": place, "role": role}]
        assert outcomes(data)["ORG-05"] == {said}, (place, role)


@each_edition
def test_any_mix_of_other_kinds_is_as_good(edition):
    special = {kind for part in (edition.charter, edition.fields_only) if part for kind in part.kinds}
    data = eligible(edition.call, "vet")
    for kind in set(edition.kinds) - special:
        mixed = {**data, "organisations": [{**entry, "kind": kind} for entry in data["organisations"]]}
        assert verdict_of(mixed) is Verdict.ELIGIBLE, kind


# Figures matter

UNREAD = {
    "guide.published": "says when the Guide appeared; nothing is held against it",
    "regions.*.number": "names the region on screens; any Partner Country may join",
    "budget.*.amount": "the money of the call as a whole, for information",
    "award_criteria.*.max_points": "scores are given by assessors; no rule reads them yet",
    "award_criteria.*.min_points": "as max_points",
    "pass_mark.points": "as max_points",
}
"""Figures that no rule reads yet, and why. A rule that begins to read one has to take it off this list."""

_MONTH_DAY = re.compile(r"\d\d-\d\d")


def figures(node, path=()) -> Iterator[tuple[tuple, object]]:
    """Path and value of every number and date below a part of an edition."""
    if isinstance(node, Source | bool):
        return
    if isinstance(node, BaseModel):
        names = [
            name for name in type(node).model_fields if not (isinstance(node, Edition) and name == "call")
        ]
        for name in names:
            yield from figures(getattr(node, name), (*path, name))
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from figures(value, (*path, key))
    elif isinstance(node, tuple):
        for index, value in enumerate(node):
            yield from figures(value, (*path, index))
    elif isinstance(node, int | Decimal | date) or (isinstance(node, str) and _MONTH_DAY.fullmatch(node)):
        yield path, node


def shifts(value):
    """The value moved by one in both directions: a minute, a day, a month, a euro …"""
    if isinstance(value, str):
        day = date.fromisoformat(f"2001-{value}")
        return [f"{day + step:%m-%d}" for step in (-DAY, DAY)]
    if isinstance(value, date):
        step = MINUTE if isinstance(value, datetime) else DAY
        return [value - step, value + step]
    return [value + 1] if value == 1 else [value - 1, value + 1]  # a count begins with one


def with_figure(node, path, value):
    """A copy of a part of an edition in which one figure is another."""
    if not path:
        return value
    key, *rest = path
    if isinstance(node, BaseModel):
        return node.model_copy(update={key: with_figure(getattr(node, key), rest, value)})
    if isinstance(node, Mapping):
        return {**node, key: with_figure(node[key], rest, value)}
    return tuple(with_figure(inner, rest, value) if i == key else inner for i, inner in enumerate(node))


def superseded(edition, path):
    """Whether the figure is a deadline that was extended, so that the later moment counts."""
    if path[0] != "deadlines" or path[-1] != "guide":
        return False
    return edition.deadlines[path[1]][path[2]].extended_to is not None


@cache
def _prepared(edition_id):
    """Each case of an edition, ready to run: rule, proposal and what the rule says of it."""
    edition = next(e for e in EDITIONS if e.id == edition_id)
    prepared = []
    for entry in CASES[edition_id]:
        rule, proposal = find(entry.rule), Proposal.model_validate(entry.data)
        prepared.append((rule, proposal, _said(rule, proposal, edition)))
    return prepared


def _said(rule, proposal, edition):
    return Counter(found.outcome for found in run((rule,), proposal, edition))


def changes_something(edition, path, value):
    """Whether some boundary case comes out differently when one figure is another."""
    altered = with_figure(edition, path, value)
    return any(
        _said(rule, proposal, altered) != said
        for rule, proposal, said in _prepared(edition.id)
        if path[0] in {topic.removesuffix("?").partition(".")[0] for topic in rule.reads}
    )


FIGURES = [(edition, path, value) for edition in EDITIONS for path, value in figures(edition)]


@pytest.mark.parametrize(
    ("edition", "path", "value"),
    FIGURES,
    ids=[f"{edition.call}-{'.'.join(map(str, path))}" for edition, path, _ in FIGURES],
)
def test_every_figure_matters_or_is_known_not_to(edition, path, value):
    dotted = ".".join(map(str, path))
    idle = superseded(edition, path) or any(fnmatchcase(dotted, pattern) for pattern in UNREAD)
    for moved in shifts(value):
        assert changes_something(edition, path, moved) is not idle, f"{dotted}: {value} → {moved}"


def test_the_list_of_unread_figures_has_no_dead_entry():
    paths = {".".join(map(str, path)) for _, path, _ in FIGURES}
    assert all(any(fnmatchcase(path, pattern) for path in paths) for pattern in UNREAD)


def test_the_walk_finds_the_figures_of_the_founding_documents():
    found = {(edition.call, ".".join(map(str, path))): value for edition, path, value in FIGURES}
    assert found[2015, "grant_ceiling.total"] == 450_000
    assert found[2016, "deadlines.youth.2.guide"] == datetime(2016, 10, 4, 12)  # noqa: DTZ001 - Brussels time
    assert found[2016, "start_windows.vet.0.last"] == "12-31"
    assert not [path for _, path in found if "source" in path or path == "call"]


def test_every_figure_belongs_to_a_block_with_a_source():
    for edition, path, _ in FIGURES:
        node = edition
        sourced = False
        for part in path:
            node = node[part] if isinstance(node, Mapping | tuple) else getattr(node, part)
            sourced = sourced or isinstance(node, Cited)
        assert sourced, path
