"""Both sides of every limit, generated from the guide data for every edition, field and format."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fnmatch import fnmatchcase
from functools import cache

import pytest
from builders import (
    ACTION,
    EDITIONS,
    NEWEST,
    SAMPLE,
    SHAPES,
    answer_key,
    body_of,
    by_id,
    by_rule,
    changed,
    consortium,
    decides,
    deciding,
    differing,
    distinct_shapes,
    each,
    eligible,
    finding,
    findings_under,
    forms_differing,
    is_doubtful_exception,
    joined,
    lengths,
    member,
    of,
    outcomes,
    own,
    own_first,
    parts,
    plain_field,
    plain_kind,
    questions,
    report_on,
    shape_id,
    shapes_of,
    told,
    verdict_of,
    windows_of,
    with_items,
)
from loops import over
from pydantic import BaseModel

from erasmus_cli.guide.errors import UnknownEditionError
from erasmus_cli.guide.form import form_for
from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.guide.lookup import agencies_of
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.records import Strength
from erasmus_cli.guide.sources import Cited, Grade, Source
from erasmus_cli.guide.walk import records
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.catalogue import find
from erasmus_cli.rules.engine import rules_for
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import Verdict
from erasmus_cli.wording import countries
from erasmus_cli.wording.terms import words

PASS, FAIL, UNKNOWN, NOT_APPLICABLE = Result.PASS, Result.FAIL, Result.UNKNOWN, Result.NOT_APPLICABLE
DAY, MINUTE, CENT = timedelta(days=1), timedelta(minutes=1), Decimal("0.01")
CHARTER_CODE = "12345-EPP-1-2014-1-BE-EPPKA3-ECHE"

each_edition = each(EDITIONS)
each_sample = each(SAMPLE)
each_shape = over(("edition", "field", "shape"), SHAPES, ids=shape_id)


def known(topic):
    """One test over the editions that say anything on a topic."""
    return each([edition for edition in EDITIONS if getattr(edition, topic)])


def each_differing(*topics):
    """One test over the editions that say on these topics what no edition before them said."""
    return each(differing(*topics))


def each_call_of(action):
    """One test over the calls of an action."""
    return over("call", [edition.call for edition in EDITIONS if edition.action == action])


@dataclass(frozen=True)
class Case:
    """One side of a limit.

    Attributes:
        name: the figure and the side.
        rule: the rule that draws the limit.
        data: the proposal.
        result: what the rule has to say.
        decides: whether that result keeps the proposal from being eligible.
        alone: whether no other rule objects to the proposal.
    """

    name: str
    rule: str
    data: Mapping
    result: Result
    decides: bool = False
    alone: bool = True

    @property
    def verdict(self):
        """The verdict on the whole proposal; None if that is for another rule to say."""
        if self.decides and self.result is FAIL:
            return Verdict.NOT_ELIGIBLE
        if not self.alone:
            return None
        return Verdict.UNDECIDED if self.decides else Verdict.ELIGIBLE

    def wrong(self):
        """What the report says instead; None if it says what it has to."""
        report = report_on(self.data, fixes=False)
        said = [found for found in report.findings if found.rule == self.rule]
        beyond = self.rule != "ACT-06" and set(deciding(report)) == {"ACT-06"}  # has cases of its own
        verdict = (Verdict.ELIGIBLE if beyond else report.verdict) if self.verdict else None
        got = ({found.outcome for found in said}, any(found.decides for found in said), verdict)
        if got == ({self.result}, self.decides, self.verdict):
            return None
        return f"{self.rule} {self.name}: {got} instead of {self.result}; deciding: {deciding(report)}"


def case(name, rule, data, *cited, holds, alone=True, strength=Severity.ERROR):
    """A case that passes if the limit holds; a fail decides if its figures are good enough for that."""
    decisive = not holds and strength == Severity.ERROR and all(map(decides, cited))
    return Case(name, rule, data, PASS if holds else FAIL, decisive, alone)


@cache
def cases_of(edition_id) -> tuple[Case, ...]:
    """Both sides of every numeric limit and date of an edition."""
    edition = by_id(edition_id)
    found: list[Case] = []
    for field, shape in distinct_shapes(edition_id):
        for sides in (
            _sizes,
            _parts_of_consortium,
            _lengths,
            _doubts,
            _starts,
            _deadlines,
            _ages,
            _outermost,
        ):
            found += sides(edition, field, shape)
    for field in edition.fields:
        for sides in (_priority_counts, _applications, _own_applications, _lump_sums, _bounds):
            found += sides(edition, field)
    for sides in (_grants, _ends, _parts_of_lump_sum, _management, _packages, _topics):
        found += sides(edition)
    if edition.unit_costs:
        for sides in (_rates, _stays, _caps, _doubtful_caps, _activity_lengths):
            found += sides(edition)
    return tuple(found)


def _sizes(edition, field, shape) -> Iterator[Case]:
    minimum, maximum = own(edition, "minimum", field, shape), own(edition, "maximum", field, shape)
    composed = own(edition, "composition", field, shape) is not None
    exact = of(edition, field, format=shape)
    counted = [o for o in exact["organisations"] if not minimum.kinds or o["kind"] in minimum.kinds]
    label = f"{field}-{shape_id(shape)}"
    for rule in ("CON-01", "CON-02"):
        yield case(f"{label}-exactly", rule, exact, minimum, holds=True)
    if is_doubtful_exception(edition, field, shape):
        few = consortium(
            edition, field, shape, countries=edition.programme_countries.codes[: minimum.countries]
        )
        yield case(f"{label}-by-exception", "CON-02", {**exact, "organisations": few}, minimum, holds=False)
        for number in (minimum.organisations, minimum.organisations - 1):
            left_out = counted[number:]  # one from each country: those that stay are of as many countries
            data = {**exact, "organisations": [o for o in exact["organisations"] if o not in left_out]}
            for rule, needed in (("CON-01", minimum.organisations), ("CON-02", minimum.countries)):
                name, holds = f"{label}-{number}-that-count", number >= needed
                yield case(name, rule, data, minimum, holds=holds, alone=False)
        return
    if minimum.organisations > 1:
        fewer = {**exact, "organisations": [o for o in exact["organisations"] if o != counted[-1]]}
        name = f"{label}-one-organisation-less"
        yield case(name, "CON-01", fewer, minimum, holds=False, alone=not composed)
    if minimum.countries > 1:
        fewer_countries = edition.programme_countries.codes[: minimum.countries - 1]
        members = consortium(edition, field, shape, countries=fewer_countries)
        data = {**exact, "organisations": members}
        name = f"{label}-one-country-less"
        yield case(name, "CON-02", data, minimum, holds=False, alone=not composed)
    if maximum:
        for size in (maximum.organisations, maximum.organisations + 1):
            data = of_size(exact, size)
            holds = size == maximum.organisations
            yield case(f"{label}-{size}-organisations", "CON-06", data, maximum, holds=holds)


def of_size(data, size):
    """The proposal with so many organisations, the last of which are like the last one."""
    added = range(len(data["organisations"]) + 1, size + 1)
    extra = [
        {**data["organisations"][-1], "id": f"p{n}", "name": f"Organisation {n}", "role": "partner"}
        for n in added
    ]
    for number, entry in zip(added, extra, strict=True):
        entry |= {key: value for key, value in (("pic", 912345600 + number),) if key in entry}
        entry |= {key: value for key, value in (("oid", f"E{10000000 + number}"),) if key in entry}
    return {**data, "organisations": [*data["organisations"], *extra]}


def _parts_of_consortium(edition, field, shape) -> Iterator[Case]:
    composition = own(edition, "composition", field, shape)
    if composition is None:
        return
    exact = of(edition, field, format=shape)
    label = f"{field}-{shape_id(shape)}"
    yield case(f"{label}-complete", "CON-05", exact, composition, holds=True)
    for index, entry in enumerate(exact["organisations"]):
        rest = [dict(other) for other in exact["organisations"] if other is not entry]
        if index == 0:
            rest[0] |= {"role": "applicant"} | {k: entry[k] for k in ("established",) if k in entry}
        data = {**exact, "organisations": rest}
        holds = complete(composition, rest)
        name = f"{label}-without-{entry['id']}-{entry['kind']}"
        yield case(name, "CON-05", data, composition, holds=holds, alone=False)


def complete(composition, members):
    """Whether members from countries that count bring all that a composition asks for, worked out anew."""

    def brings(group):
        counts = [sum(o["kind"] in part.kinds for o in group) >= part.at_least for part in composition.parts]
        return all(counts)

    by_country: dict[str, list] = {}
    for entry in members:
        by_country.setdefault(entry["country"], []).append(entry)
    home = next(entry["country"] for entry in members if entry["role"] == "applicant")
    if composition.scope == "consortium":
        return brings(members)
    if composition.scope == "each-country":
        return all(map(brings, by_country.values()))
    return brings(by_country.pop(home)) and any(map(brings, by_country.values()))


def _lengths(edition, field, shape) -> Iterator[Case]:
    allowed, right = own(edition, "duration", field, shape), lengths(edition, field, shape)
    edges = allowed.only or (allowed.min_months, allowed.max_months)
    for months in sorted({edge + step for edge in edges for step in (-1, 0, 1)}):
        data = of(edition, field, format=shape, months=months)
        name = f"{field}-{shape_id(shape)}-{months}-months"
        yield case(name, "DUR-01", data, allowed, holds=months in right)


def _doubts(edition, field, shape) -> Iterator[Case]:
    sure = own(edition, "duration_doubt", field, shape)
    if sure is None:
        return
    allowed = lengths(edition, field, shape)
    around = {sure.min_months - 1, sure.min_months, sure.max_months, sure.max_months + 1}
    for months in sorted(around & set(allowed)):
        yield case(
            f"{field}-{shape_id(shape)}-{months}-months-beyond-doubt",
            "DUR-02",
            of(edition, field, format=shape, months=months),
            sure,
            holds=sure.min_months <= months <= sure.max_months,
            strength=Severity.WARNING,
        )


def _starts(edition, field, shape) -> Iterator[Case]:
    windows = own(edition, "start_windows", field, shape) or ()
    spans = {window.round: opened(edition, window) for window in windows}
    for first, last in spans.values():
        for start in (first - DAY, first, last, last + DAY):
            for number in (*spans, None):
                asked = [window for window in windows if number in (None, window.round)]
                open_spans = [spans[window.round] for window in asked]
                yield case(
                    f"{field}-{shape_id(shape)}-round-{number or 'unsaid'}-from-{start}",
                    "DAT-01",
                    of(edition, field, format=shape, round=number, start=start.isoformat()),
                    *asked,
                    holds=any(begin <= start <= end for begin, end in open_spans),
                )


def _outermost(edition, field, shape) -> Iterator[Case]:
    """What no call of the action allows, where the figure of the call is unknown or unverified."""
    limits, exact = edition.outer_limits, of(edition, field, format=shape)
    label = f"{field}-{shape_id(shape)}"
    windows = own(edition, "start_windows", field, shape) or ()
    rounds = [window.round for window in windows if window.source.grade is Grade.UNVERIFIED]
    doubtful = {"round": rounds[-1]} if rounds else {}

    def unsure(topic):
        found = own(edition, topic, field, shape)
        figures = found if isinstance(found, tuple) else (found,) if found else ()
        if topic == "deadlines" and windows:
            # All of these proposals start in the first round.
            figures = [figure for figure in figures if figure.round == 1]
        return not figures or any(figure.source.grade is Grade.UNVERIFIED for figure in figures)

    def sides(topic, figure, key, *values):
        for value, holds in values if limits.get(figure) and unsure(topic) else ():
            data = {**exact, key: value}
            yield case(f"{label}-{figure}-{value}", "ACT-06", data, limits[figure], holds=holds, alone=False)

    if months := limits.get("months"):
        inside, outside = (months.at_least, months.at_most), (months.at_least - 1, months.at_most + 1)
        yield from sides(
            "duration", "months", "months", *[(n, True) for n in inside], *[(n, False) for n in outside]
        )
    if most := limits.get("grant"):
        amounts = ((most.at_most, True), (most.at_most + 1, False))
        yield from sides("grant_ceiling", "grant", "requested_grant", *amounts)
    last_days = (
        ("start", edition.latest_start, "start_windows", ""),
        ("submitted", edition.latest_submission, "deadlines", "T11:00"),
    )
    for key, last, topic, hour in last_days:
        unlimited = topic == "start_windows" and own(edition, topic, field, shape) == ()
        for late, holds in ((0, True), (1, False)) if last and unsure(topic) and not unlimited else ():
            day = last.of_call(edition.call) + late * DAY
            data = {**exact, **(doubtful if key == "start" else {}), key: f"{day}{hour}"}
            yield case(f"{label}-{key}-{day}", "ACT-06", data, last, holds=holds, alone=False)
    yield from _fewest(edition, field, shape) if unsure("minimum") else ()


def _fewest(edition, field, shape) -> Iterator[Case]:
    """As few organisations and countries as any call of the action took, and one less."""
    limits, exact, label = (
        edition.outer_limits,
        of(edition, field, format=shape),
        f"{field}-{shape_id(shape)}",
    )
    if limits.get("organisations"):
        least, states = limits["organisations"].at_least, edition.programme_countries.codes
        spread = [states[n % limits["countries"].at_least] for n in range(least)]
        for name, chosen in (
            ("fewest", spread),
            ("one-less", spread[:-1]),
            ("too-few-countries", [states[n % (limits["countries"].at_least - 1)] for n in range(least)]),
        ):
            members = [
                member(edition, n, state, plain_kind(edition), body_of(edition, field, shape))
                for n, state in enumerate(chosen, start=1)
            ]
            members[0]["role"] = "applicant"
            data = {**exact, "organisations": members}
            holds = name == "fewest"
            limit = limits["organisations"]
            yield case(f"{label}-{name}", "ACT-06", data, limit, holds=holds, alone=False)


def opened(edition, window):
    """First and last day of a window, worked out anew."""
    days = ((window.first, window.first_year), (window.last, window.last_year))
    return tuple(date.fromisoformat(f"{edition.call + years}-{day}") for day, years in days)


def _deadlines(edition, field, shape) -> Iterator[Case]:
    deadlines = own(edition, "deadlines", field, shape)
    starts = {number: span[0].isoformat() for number, span in windows_of(edition, field, shape).items()}
    for deadline in deadlines:
        moments = {deadline.guide, deadline.effective, deadline.effective + MINUTE}
        for submitted in sorted(moments | {deadline.effective + timedelta(seconds=1)}):
            for number in (deadline.round, None):
                asked = [d for d in deadlines if number in (None, d.round)]
                meant = next((d.round for d in asked if submitted <= d.effective), number)
                data = of(edition, field, format=shape, round=number, submitted=submitted.isoformat())
                start = starts.get(meant, data["start"])
                fitting = [d for d in asked if starting_in(edition, field, shape, d.round, start)]
                held = fitting if len(fitting) == 1 else asked
                yield case(
                    f"{field}-{shape_id(shape)}-round-{number or 'unsaid'}-at-{submitted:%Y-%m-%dT%H:%M:%S}",
                    "DAT-03",
                    {**data, "start": start},
                    *held,
                    holds=any(submitted <= d.effective for d in held),
                )


def starting_in(edition, field, shape, number, start):
    """Whether a project that starts on this day belongs to a round, worked out anew."""
    windows = own(edition, "start_windows", field, shape) or ()
    spans = [opened(edition, window) for window in windows if window.round == number]
    return any(first <= date.fromisoformat(start) <= last for first, last in spans)


def _ages(edition, field, shape) -> Iterator[Case]:
    if edition.established is None or not edition.established.asked_in(shape):
        return
    starts = {number: span[0].isoformat() for number, span in windows_of(edition, field, shape).items()}
    for deadline in own(edition, "deadlines", field, shape):
        closes = deadline.effective.date()
        youngest = closes.replace(year=closes.year - edition.established.years)
        for founded in (youngest, youngest + DAY):
            data = of(edition, field, format=shape, round=deadline.round)
            data["start"] = starts.get(deadline.round, data["start"])
            yield case(
                f"{field}-{shape_id(shape)}-round-{deadline.round}-established-{founded}",
                "APP-04",
                changed(data, 0, established=founded.isoformat()),
                edition.established,
                deadline,
                holds=founded == youngest,
            )


def _priority_counts(edition, field) -> Iterator[Case]:
    duty, limits = own(edition, "priority_obligation", field), edition.priority_limits
    fitting = own_first(edition, field)
    if duty is None or not fitting:
        return
    decisive = duty.strength is Strength.ERROR and decides(duty)
    enough, too_few = fitting[: duty.at_least], fitting[: duty.at_least - 1]
    yield Case(f"{field}-{len(enough)}-priorities", "PRI-01", _naming(edition, field, enough), PASS)
    yield Case(f"{field}-no-priority", "PRI-01", _naming(edition, field, []), UNKNOWN, decisive)
    if too_few:
        name = f"{field}-{len(too_few)}-priorities"
        yield case(
            name, "PRI-01", _naming(edition, field, too_few), duty, holds=False, strength=duty.strength
        )
    if limits is None:
        return
    most = limits.further + 1 if duty.at_most is None else min(duty.at_most, limits.further + 1)
    many = (fitting * (most + 1))[: most + 1]
    cited = (limits, duty) if duty.at_most else (limits,)
    for named in (many[:-1], many):
        data = _naming(edition, field, named)
        yield case(f"{field}-{len(named)}-named", "PRI-03", data, *cited, holds=len(named) <= most)


def _naming(edition, field, keys):
    data = of(edition, field)
    del data["priorities"]
    return data | ({"priorities": {"main": keys[0], "others": keys[1:]}} if keys else {})


def _topics(edition) -> Iterator[Case]:
    limits = edition.priority_limits
    if limits and limits.topics:
        for number in (limits.topics, limits.topics + 1):
            data = of(edition, topics=[f"Topic {n}" for n in range(number)])
            yield case(f"{number}-topics", "PRI-04", data, limits, holds=number == limits.topics)


def _applications(edition, field) -> Iterator[Case]:
    cap = edition.application_cap
    if cap is None:
        return
    for index in (0, -1):
        for number in (cap.applications, cap.applications + 1):
            data = of(edition, field)
            alone = changed(data, index, applications=number)
            data["organisations"] = [{**o, "applications": 1} for o in data["organisations"]]
            all_said = changed(data, index, applications=number)
            name = f"{field}-{number}-applications-of-{index}"
            if field not in cap.fields:
                yield Case(name, "APP-05", alone, NOT_APPLICABLE)
                continue
            yield case(name, "APP-05", all_said, cap, holds=number == cap.applications)
            if number == cap.applications:
                # What the others do not say makes nothing undecided, and lets nothing pass.
                yield Case(f"{name}-alone", "APP-05", alone, UNKNOWN)
            else:
                yield case(f"{name}-alone", "APP-05", alone, cap, holds=False)


def _own_applications(edition, field) -> Iterator[Case]:
    cap = edition.applicant_cap
    if cap is None:
        return
    for number in (None, cap.applications, cap.applications + 1):
        data = changed(of(edition, field), 0, applies=number)
        name = f"{field}-applies-{number}-times"
        if field not in cap.fields or cap.body not in (None, body_of(edition, field)):
            yield Case(name, "APP-07", data, NOT_APPLICABLE)
        elif number is None:
            yield Case(name, "APP-07", data, UNKNOWN)
        else:
            yield case(name, "APP-07", data, cap, holds=number == cap.applications)


# Unit costs: what each entry brings, worked out anew; the sum may be asked for, a cent more may not

BUDGET = ("meetings", "outputs", "events", "learning_activities", "special_needs", "exceptional_costs")
TRIP = {"organisation": "p2", "people": 1}


def budgeted(edition, organisations=None, **items):
    """A project of a year with these entries, and what its management brings."""
    data = of(edition, "vet", months=12, requested_grant=0, type="innovation" if edition.types else None)
    data |= {key: items.get(key, []) for key in BUDGET}
    if organisations:
        data = of_size(data, organisations)
    data["organisations"] = [{**entry} for entry in data["organisations"]]
    rates, size = edition.unit_costs.management, len(data["organisations"])
    return data, 12 * (rates.applicant_month + (size - 1) * rates.partner_month)


def both_sides(name, data, amount):
    """The budget asked for to the cent, and a cent more."""
    for asked in (amount, amount + CENT):
        asking = {**data, "requested_grant": asked}
        yield Case(f"{name}-{asked}", "GRA-02", asking, PASS if asked == amount else FAIL, alone=False)


def _rates(edition) -> Iterator[Case]:
    costs = edition.unit_costs
    for category, key in (("special-needs", "special_needs"), ("exceptional", "exceptional_costs")):
        data, sums = budgeted(edition, **{key: [{"organisation": "p2", "cost": 1000}]})
        yield from both_sides(category, data, sums + 1000 * costs.real[category].share)
    for km, paid in distances(costs.meetings):
        meeting = {"host": "p1", "participants": [{**TRIP, "distance_km": km}]}
        data, sums = budgeted(edition, meetings=[meeting])
        yield from both_sides(f"meeting-{km}-km", data, sums + paid)
    guests = {"id": "E1", "outputs": ["O1"], "host": "p1", "local": 3, "foreign": 1}
    data, sums = budgeted(edition, outputs=[{"id": "O1", "days": []}], events=[guests])
    yield from both_sides("guests", data, sums + 3 * costs.events.local + costs.events.foreign)
    for name, group in costs.staff_groups.items():
        for category in ("manager", "teacher", "technician", "administrative"):
            work = {"organisation": "p2", "category": category, "days": 2}
            data, sums = budgeted(edition, outputs=[{"id": "O1", "days": [work]}])
            data["organisations"][1]["country"] = group.countries[0] if group.countries else "UA"
            rate = getattr(costs.staff_rates[group.rates], category)
            yield from both_sides(f"{name}-{category}", data, sums + 2 * rate)


def distances(bands):
    """Kilometres on both sides of the beginning of each band, and what a journey brings."""
    below = Decimal(0)
    for band in bands:
        yield from ((band.from_km - 1, below), (band.from_km, band.amount))
        below = band.amount


def _stays(edition) -> Iterator[Case]:
    costs = edition.unit_costs
    course = {"kind": "joint-staff-training", "host": "p1"}

    def group(days, distance=0, kind="joint-staff-training", **more):
        people = {"organisation": "p2", "participants": 1, "distance_km": distance, **more}
        return budgeted(
            edition, learning_activities=[{**course, "kind": kind, "days": days, "groups": [people]}]
        )

    day = {who: rates[0].amount for who, rates in costs.daily.items()}
    for km, paid in distances(costs.travel):
        data, sums = group(5, km)
        yield from both_sides(f"journey-{km}-km", data, sums + paid + 5 * day["staff"])
    for who, kind in (("staff", "joint-staff-training"), ("learners", "blended-mobility")):
        first, second = costs.daily[who]
        last = costs.longest_stay.days
        for stay in (second.from_day - 1, second.from_day, last):
            paid = min(stay, second.from_day - 1) * first.amount
            paid += max(stay - second.from_day + 1, 0) * second.amount
            data, sums = group(stay, kind=kind)
            yield from both_sides(f"{who}-{stay}-days", data, sums + paid)
        data, sums = group(last + 1, kind=kind)
        asking = {**data, "requested_grant": 10**6}
        yield Case(f"{who}-{last + 1}-days", "GRA-02", asking, NOT_APPLICABLE, alone=False)
    most = costs.travel_days.days
    for days in (most, most + 1):
        data, sums = group(5, travel_days=days)
        yield from both_sides(f"{days}-travel-days", data, sums + (5 + most) * day["staff"])
    if costs.expensive_travel:
        rule, band = costs.expensive_travel, costs.travel[-1]
        edge = (band.amount / rule.when_below).quantize(CENT, ROUND_DOWN)
        real = ((edge + CENT) * rule.share).quantize(CENT, ROUND_HALF_UP)
        for cost, paid in ((edge, band.amount), (edge + CENT, real)):
            data, sums = group(5, band.from_km, travel_cost=cost)
            yield from both_sides(f"journey-for-{cost}", data, sums + paid + 5 * day["staff"])


def _caps(edition) -> Iterator[Case]:
    costs = edition.unit_costs
    caps = {name: cap for name, cap in costs.caps.items() if cap.source.grade is not Grade.UNVERIFIED}
    partners = int(caps["management"].per_month // costs.management.partner_month)
    need = {"special_needs": [{"organisation": "p1", "cost": 100}]}
    for number in (partners - 1, partners, partners + 1):
        data, sums = budgeted(edition, number, **need)
        yield from both_sides(
            f"{number}-organisations", data, 100 + min(sums, 12 * caps["management"].per_month)
        )
    guests = {"id": "E1", "outputs": ["O1"], "host": "p1", "local": 0}
    for number in (int(caps["events"].total // costs.events.local) + step for step in (0, 1)):
        events = {"outputs": [{"id": "O1", "days": []}], "events": [{**guests, "local": number}]}
        data, sums = budgeted(edition, **events)
        paid = min(number * costs.events.local, caps["events"].total)
        yield from both_sides(f"{number}-guests", data, sums + paid)
    share, cap = costs.real["exceptional"].share, caps["exceptional"].total
    edge = (cap / share).quantize(CENT, ROUND_DOWN)
    for cost in (edge, edge + 1):
        bought, guarantee = {"organisation": "p1", "cost": cost}, {"organisation": "p1", "cost": 400}
        data, sums = budgeted(edition, exceptional_costs=[bought, {**guarantee, "guarantee": True}])
        paid = min((cost * share).quantize(CENT, ROUND_HALF_UP), cap) + 400 * share
        yield from both_sides(f"exceptional-{cost}", data, sums + paid)
    if "meetings" in caps:
        people = int(caps["meetings"].per_year // costs.meetings[0].amount)
        for number in (people, people + 1):
            journey = {**TRIP, "people": number, "distance_km": costs.meetings[0].from_km}
            data, sums = budgeted(edition, meetings=[{"host": "p1", "participants": [journey]}])
            paid = min(number * costs.meetings[0].amount, caps["meetings"].per_year)
            yield from both_sides(f"{number}-travellers", data, sums + paid)


def _doubtful_caps(edition) -> Iterator[Case]:
    cap, (near, far) = edition.unit_costs.caps["meetings"], edition.unit_costs.meetings
    if cap.source.grade is not Grade.UNVERIFIED:
        return
    most = 5 * cap.per_year  # of five years, so that a euro of the cap is a sum that journeys can make
    for amount in (most, most + 5):
        ways = ((near, far.amount * n) for n in range(200) if (amount - far.amount * n) % near.amount == 0)
        _, distant = next(ways)
        journeys = ((near, (amount - distant) / near.amount), (far, distant / far.amount))
        trips = [{**TRIP, "people": int(people), "distance_km": band.from_km} for band, people in journeys]
        data, _ = budgeted(
            edition, meetings=[{"host": "p1", "participants": [t for t in trips if t["people"]]}]
        )
        yield Case(
            f"meetings-for-{amount}",
            "BUD-04",
            {**data, "months": 60, "organisations": without_management(data)},
            PASS if amount == most else FAIL,
            alone=False,
        )


def without_management(data):
    """The organisations, of which it is not said who applies, so that management brings nothing yet."""
    return [{key: value for key, value in entry.items() if key != "role"} for entry in data["organisations"]]


def _activity_lengths(edition) -> Iterator[Case]:
    for kind, length in edition.unit_costs.lengths.items():
        start = date(edition.call + 1, 2, 1)
        ends = {
            n: date(start.year + (start.month - 1 + n) // 12, (start.month - 1 + n) % 12 + 1, 1)
            for n in range(14)
        }
        shortest = length.min_days or (ends[length.min_months] - start).days
        longest = (ends[length.max_months] - start).days
        for days in (shortest - 1, shortest, longest, longest + 1):
            activity = {"id": "C1", "kind": kind, "start": start.isoformat(), "days": days}
            holds = shortest <= days <= longest
            data = of(edition, "vet", learning_activities=[activity])
            yield case(f"{kind}-{days}-days", "LTT-01", data, length, holds=holds, alone=False)


def _first_of_month(start, months_later):
    months = start.month - 1 + months_later
    return date(start.year + months // 12, months % 12 + 1, 1)


def highest_grant(ceiling, months, schools):
    """The largest grant for a length and so many organisations, worked out anew."""
    bounds = [ceiling.total, ceiling.per_month and ceiling.per_month * months]
    bounds.append(ceiling.per_organisation_year and ceiling.per_organisation_year * schools * months / 12)
    if ceiling.by_months:
        long_enough = [int(length) for length in ceiling.by_months if int(length) >= months]
        bounds.append(ceiling.by_months[str(min(long_enough))])
    return min(bound for bound in bounds if bound is not None)


def _grants(edition) -> Iterator[Case]:
    seen = []
    for field, shape in shapes_of(edition):
        ceiling, allowed = own(edition, "grant_ceiling", field, shape), lengths(edition, field, shape)
        if ceiling is None or (ceiling, allowed) in seen:
            continue
        seen.append((ceiling, allowed))
        sample = sorted({allowed[0], allowed[-1], *(months for months in allowed if months % 6 == 0)})
        for months in sample:
            data = of(edition, field, format=shape, months=months)
            highest = highest_grant(ceiling, months, len(data["organisations"]))
            for asked in (highest, highest + CENT):
                yield case(
                    f"{field}-{shape_id(shape)}-{months}-months-for-{asked}",
                    "GRA-01",
                    {**data, "requested_grant": asked},
                    ceiling,
                    holds=asked == highest,
                )
        if ceiling.total:
            unsaid = of(edition, field, format=shape, months=None)
            depends = ceiling.per_month or ceiling.by_months or ceiling.per_organisation_year
            for asked, said in ((ceiling.total, UNKNOWN if depends else PASS), (ceiling.total + CENT, FAIL)):
                data = {**unsaid, "requested_grant": asked}
                decisive = said is not PASS and decides(ceiling)
                name = f"{field}-{shape_id(shape)}-any-length-for-{asked}"
                yield Case(name, "GRA-01", data, said, decisive, alone=False)


def _bounds(edition, field) -> Iterator[Case]:
    bounds = edition.grant_bounds
    if bounds is None:
        return
    for asked in (bounds.lowest - CENT, bounds.lowest, bounds.highest, bounds.highest + CENT):
        data = of(edition, field, requested_grant=asked)
        name = f"{field}-{asked}-asked"
        if body_of(edition, field) == "eacea":
            yield Case(name, "LMP-06", data, UNKNOWN)
        else:
            holds = bounds.lowest <= asked <= bounds.highest
            yield case(name, "LMP-06", data, bounds, holds=holds)


def _ends(edition) -> Iterator[Case]:
    latest = edition.latest_end
    if latest is None:
        return
    last = date.fromisoformat(f"{edition.call + latest.years_after_call}-{latest.day}")
    years = latest.years_after_call
    start = last.replace(year=last.year - years) + DAY
    field = next(f for f in edition.fields if 12 * years in lengths(edition, f))
    for begin in (start, start + DAY):
        data = of(edition, field, start=begin.isoformat(), months=12 * years)
        yield case(f"{years}-years-from-{begin}", "DAT-02", data, latest, holds=begin == start)


def _lump_sums(edition, field) -> Iterator[Case]:
    offered = edition.lump_sums
    for amount in offered.amounts if offered else ():
        for asked in (amount - 1, amount - CENT, amount, amount + CENT, amount + 1):
            data = of(edition, field, lump_sum=asked, **parts(edition, asked))
            yield case(f"{field}-lump-sum-{asked}", "LMP-01", data, offered, holds=asked == amount)


def _parts_of_lump_sum(edition) -> Iterator[Case]:
    offered, cofinancing = edition.lump_sums, edition.requirements.get("cofinancing")
    for amount in offered.amounts if offered else ():
        for together in (amount - CENT, amount, amount + CENT):
            data = of(edition, lump_sum=amount, **parts(edition, together))
            name = f"parts-that-make-{together}-of-{amount}"
            yield case(name, "LMP-02", data, offered, holds=together == amount)
        for cost in (amount, amount + CENT) if cofinancing else ():
            data = of(edition, lump_sum=amount, estimated_cost=cost, **parts(edition, amount))
            name = f"cost-of-{cost}-for-{amount}"
            yield case(name, "LMP-05", data, offered, cofinancing, holds=cost > amount)


def _management(edition) -> Iterator[Case]:
    limits = edition.management_share.values()
    for amount in edition.lump_sums.amounts if limits else ():
        for limit in limits:
            share = limit.share if limit.of == "lump-sum" else limit.share / (1 + limit.share)
            edge = (share * amount).quantize(CENT, ROUND_DOWN)
            for management in (edge, edge + CENT):
                broken = [
                    rule
                    for rule in limits
                    if management > rule.share * (amount if rule.of == "lump-sum" else amount - management)
                ]
                errors = [rule for rule in broken if rule.strength is Strength.ERROR]
                yield case(
                    f"management-of-{management}-in-{amount}",
                    "LMP-03",
                    of(edition, lump_sum=amount, **parts(edition, amount, management=management)),
                    *errors,
                    edition.packages,
                    holds=not broken,
                    strength=Severity.ERROR if errors else Severity.WARNING,
                )


def _packages(edition) -> Iterator[Case]:
    limits = edition.packages
    if limits is None:
        return
    edges = [edge for edge in (limits.recommended, limits.at_most) if edge]
    amount = min(edition.lump_sums.amounts)
    for number in sorted({limits.at_least - 1, limits.at_least, *edges, *(edge + 1 for edge in edges)}):
        possible = limits.at_least <= number <= (limits.at_most or number)
        yield case(
            f"{number}-packages",
            "LMP-04",
            of(edition, **parts(edition, amount, number=number)),
            limits,
            holds=possible and number <= (limits.recommended or number),
            strength=Severity.WARNING if possible else Severity.ERROR,
        )


@pytest.mark.slow
@each_edition
def test_both_sides_of_every_limit(edition):
    assert len(cases_of(edition.id)) > 20
    assert not list(filter(None, (entry.wrong() for entry in cases_of(edition.id))))


@each_shape
def test_the_minimal_proposal_is_eligible_and_nothing_fails(edition, field, shape):
    report = report_on(of(edition, field, format=shape))
    assert report.edition is edition
    assert report.verdict is Verdict.ELIGIBLE, deciding(report)
    # BUD-07 tells of an action whose unit costs are not known, whatever the proposal says.
    assert not [
        found.message for found in report.findings if found.outcome is FAIL and found.rule != "BUD-07"
    ]


# Dates and money


def test_an_extended_deadline_moves_the_limit():
    edition = open_edition(2016, ACTION)
    (deadline,) = edition.deadlines["vet"]
    later = deadline.model_copy(update={"extended_to": deadline.guide + timedelta(days=30)})
    extended = edition.model_copy(update={"deadlines": {**edition.deadlines, "vet": (later,)}})
    sides = [(later.guide, PASS), (later.guide + MINUTE, PASS)]
    sides += [(later.extended_to, PASS), (later.extended_to + MINUTE, FAIL)]
    for submitted, result in sides:
        proposal = Proposal.model_validate(of(edition, submitted=submitted.isoformat()))
        (found,) = findings_under(extended, proposal, "DAT-03")
        assert found.outcome is result, submitted


def test_deadlines_are_brussels_time_wherever_the_applicant_is():
    for moment, result in (
        ("2016-03-31T11:00:00+01:00", PASS),  # London, summer time
        ("2016-03-31T11:01:00+01:00", FAIL),
        ("2016-03-31T10:00:00Z", PASS),
        ("2016-03-31T12:00:00Z", FAIL),
        ("2016-03-31T13:00:00+03:00", PASS),  # Athens
    ):
        assert outcomes(eligible(2016, submitted=moment))["DAT-03"] == {result}, moment


@pytest.mark.slow
@each_edition
def test_a_round_that_the_field_does_not_have_is_never_eligible(edition):
    for field, shape in shapes_of(edition):
        deadlines = own(edition, "deadlines", field, shape)
        for number in {1, 2, 3} - {deadline.round for deadline in deadlines}:
            for moment in (deadlines[0].effective.isoformat(), None):
                data = of(edition, field, format=shape, round=number, submitted=moment)
                assert outcomes(data)["DAT-03"] == {FAIL}, (field, shape, number, moment)
                if all(map(decides, deadlines)):
                    assert verdict_of(data) is Verdict.NOT_ELIGIBLE, (field, shape, number, moment)


@pytest.mark.slow
@each_edition
def test_an_optional_round_says_that_it_may_not_take_place(edition):
    for field, shape in shapes_of(edition):
        deadlines = own(edition, "deadlines", field, shape)
        # Where every round is held everywhere, there is nothing to say.
        certain = PASS if any(deadline.optional for deadline in deadlines) else NOT_APPLICABLE
        for deadline in deadlines:
            starts = windows_of(edition, field, shape).get(deadline.round)
            data = of(edition, field, format=shape, round=deadline.round)
            data |= {"submitted": deadline.effective.isoformat()}
            data |= {"start": starts[0].isoformat()} if starts else {}
            found = finding(data, "DAT-03", fixes=False)
            assert found.outcome is PASS
            held = finding(data, "DAT-06", fixes=False)
            assert held.outcome is (FAIL if deadline.optional else certain)
            assert ("only where the National Agency opens it" in held.message) is deadline.optional
            assert not held.decides
            assert verdict_of(data) is Verdict.ELIGIBLE


@each_edition
def test_where_the_guide_names_no_window_any_start_will_do(edition):
    for field, shape in shapes_of(edition):
        if own(edition, "start_windows", field, shape):
            continue
        closes = own(edition, "deadlines", field, shape)[-1].effective.date()
        for start in (closes, date(edition.call + 1, 12, 31)):
            data = of(edition, field, format=shape, start=start.isoformat())
            assert outcomes(data).get("DAT-01", {NOT_APPLICABLE}) == {NOT_APPLICABLE}
            assert outcomes(data).get("DAT-05", {PASS}) == {PASS}
            assert verdict_of(data) is Verdict.ELIGIBLE


@pytest.mark.slow
@each_edition
def test_a_ceiling_is_not_told_for_lengths_that_are_surely_not_allowed(edition):
    for field, shape in shapes_of(edition):
        if own(edition, "grant_ceiling", field, shape) is None:
            continue
        allowed = lengths(edition, field, shape)
        for months in {*range(allowed[0] - 1, allowed[-1] + 2)} - {*allowed}:
            data = of(edition, field, format=shape, months=months)
            sure = decides(own(edition, "duration", field, shape))
            assert (outcomes(data)["GRA-01"] == {NOT_APPLICABLE}) is sure, (field, shape, months)


@known("packages")
def test_one_work_package_and_no_other_is_for_management(edition):
    for marked in ((), (0,), (0, 1), (1,)):
        data = of(edition)
        for index, package in enumerate(data["work_packages"]):
            package["management"] = index in marked
        found = finding(data, "LMP-04", fixes=False)
        assert (found.outcome is FAIL) is (len(marked) != 1), marked
        assert found.decides is (len(marked) != 1)


@known("lump_sums")
def test_parts_without_an_amount_leave_the_sum_open(edition):
    data = of(edition)
    if edition.packages:
        data["work_packages"][-1] = {"id": "WP9"}
        part = "work_packages"
    else:
        data["activities"] = [*data["activities"], {"id": "A2"}]
        part = "activities"
    for changes in ({}, {part: None}, {"lump_sum": None}):
        altered = {key: value for key, value in (data | changes).items() if value is not None}
        assert outcomes(altered)["LMP-02"] == {UNKNOWN}, changes
        assert verdict_of(altered) is Verdict.UNDECIDED, deciding(report_on(altered))


@known("management_share")
def test_the_share_of_management_is_open_until_all_amounts_are_said(edition):
    data = of(edition)
    modest = data["work_packages"][0]
    for packages in ([modest, {"id": "WP9"}], [{"id": "WP1", "management": True}, {"id": "WP9"}]):
        for lump_sum in (data["lump_sum"], None):
            altered = {**data, "work_packages": packages, "lump_sum": lump_sum}
            assert FAIL not in outcomes(altered)["LMP-03"], (packages, lump_sum)
    greedy = {**modest, "grants": {"p1": data["lump_sum"]}}
    assert outcomes({**data, "work_packages": [greedy, {"id": "WP9"}]})["LMP-03"] == {FAIL}


# Countries


def elsewhere(edition, number, *but):
    """So many countries that count, without these."""
    return [code for code in edition.programme_countries.codes if code not in but][:number]


def placed(edition, code, *, field=None):
    """A minimal proposal whose applicant is from this country, and the others from others that count."""
    field = field or plain_field(edition)
    number = own(edition, "minimum", field).countries
    wanted = [code, *elsewhere(edition, number, countries.iso(code))][:number]
    return {**of(edition, field), "organisations": consortium(edition, field, countries=wanted)}


def last_from(edition, code):
    """A minimal proposal whose last country is this one."""
    data = placed(edition, code)
    first, *others = dict.fromkeys(entry["country"] for entry in data["organisations"])
    members = consortium(edition, plain_field(edition), countries=[*others, first])
    return {**data, "organisations": members}


@pytest.mark.slow
@each_differing("programme_countries", "overseas", "minimum")
def test_each_country_that_counts_counts_and_may_apply(edition):
    spelled = [countries.shown(code) for code in edition.programme_countries.codes]
    for code in {*edition.programme_countries.codes, *spelled}:
        for data, rules in (
            (last_from(edition, code), ("CON-01", "CON-02")),
            (placed(edition, code), ("CON-01", "CON-02", "APP-02")),
        ):
            assert told(data, *rules) == {rule: {PASS} for rule in rules}, code


def _outside(edition):
    """Everywhere else in the world, whether or not a region names it."""
    return [
        code
        for code in countries.names()
        if code not in edition.programme_countries.codes
        and code not in edition.overseas
        and code not in (edition.unsettled.codes if edition.unsettled else ())
    ]


@each_edition
def test_the_regions_hold_countries_that_do_not_count_only(edition):
    for region in edition.regions.values():
        assert set(region.codes) <= set(_outside(edition)), region.label


@pytest.mark.slow
@each_differing("programme_countries", "overseas", "regions", "minimum", "outsiders")
def test_a_country_outside_never_counts_nor_applies(edition):
    for code in _outside(edition):
        partner = told(last_from(edition, code), "CON-01", "CON-02", "APP-02")
        assert partner == {"CON-01": {FAIL}, "CON-02": {FAIL}, "APP-02": {PASS}}, code
        assert told(placed(edition, code), "APP-02") == {"APP-02": {FAIL}}, code
    for region in edition.regions.values():
        if decides(own(edition, "minimum", plain_field(edition))):
            assert verdict_of(last_from(edition, region.codes[0])) is Verdict.NOT_ELIGIBLE, region
        assert verdict_of(placed(edition, region.codes[0])) is Verdict.NOT_ELIGIBLE, region


def admits(edition, role, code):
    """Whether a country that does not count may send organisations in this role, worked out anew."""
    said = edition.outsiders.get(role)
    if said is None:
        return True
    listed = [code for region in said.regions for code in edition.regions[region].codes]
    return said.admitted and code not in said.barred and (not said.regions or code in listed)


@pytest.mark.slow
@each_differing("programme_countries", "overseas", "regions", "outsiders", "restrictions")
def test_outsiders_are_admitted_by_role_region_and_country(edition):
    # A verdict on one country of each region, and on all that are barred by name.
    judged = {region.codes[0] for region in edition.regions.values()}
    judged |= {code for entry in edition.outsiders.values() for code in entry.barred}
    for code in _outside(edition):
        for role in ("partner", "associated"):
            data = joined(of(edition), country=code, role=role, kind=plain_kind(edition), added_value="Us.")
            admitted = admits(edition, role, code)
            shut_out = any(
                one.strength is Strength.ERROR and one.means(code, plain_kind(edition))
                for one in edition.restrictions.values()
            )
            if edition.outsiders:
                doubtful = role == "associated" and not decides(edition.outsiders[role])
                told_elsewhere = shut_out and (admitted or doubtful)
                said = NOT_APPLICABLE if told_elsewhere else PASS if admitted else FAIL
                assert told(data, "CON-07") == {"CON-07": {said}}, (code, role)
            if code in judged:
                barred = shut_out or (not admitted and decides(edition.outsiders[role]))
                assert verdict_of(data) is (Verdict.NOT_ELIGIBLE if barred else Verdict.ELIGIBLE), (
                    code,
                    role,
                )


@pytest.mark.parametrize(
    ("call", "action", "partners", "associated"),
    [
        (2016, "strategic-partnership", {"CH", "UA", "BY", "RU", "US"}, {"CH", "UA", "BY", "RU", "US"}),
        (2021, "cooperation-partnership", {"CH", "UA", "BY", "RU", "US"}, {"CH", "UA", "BY", "RU", "US"}),
        (2023, "cooperation-partnership", {"CH", "UA", "US"}, {"CH", "UA", "BY", "RU", "US"}),
        (2024, "cooperation-partnership", {"CH", "UA", "US"}, {"CH", "UA", "BY", "RU", "US"}),
        (2025, "cooperation-partnership", {"UA"}, {"CH", "UA", "BY", "RU", "US"}),
        (2026, "cooperation-partnership", {"UA"}, {"CH", "UA", "US"}),
        # Russia is shut out in every role in call 2026, which ORG-08 tells.
        (2026, "school-development-partnership", set(), {"RU"}),
        *((call, "small-scale-partnership", set(), set()) for call in range(2021, 2026)),
        # In the Guide silent; the Swedish agency takes them and names no country that it does not take.
        (2026, "small-scale-partnership", set(), {"CH", "UA", "BY", "RU", "US"}),
    ],
)
def test_who_may_come_from_outside_by_year(call, action, partners, associated):
    edition = open_edition(call, action)
    for code in ("CH", "UA", "BY", "RU", "US"):
        for role, admitted in (("partner", partners), ("associated", associated)):
            data = joined(of(edition), country=code, role=role, kind=plain_kind(edition), added_value="Us.")
            assert (FAIL in outcomes(data).get("CON-07", ())) is (code not in admitted), (code, role)


@pytest.mark.slow
@each_differing("programme_countries", "overseas", "minimum")
def test_an_overseas_territory_counts_as_its_state(edition):
    for code, territory in edition.overseas.items():
        state = territory.state
        number = own(edition, "minimum", plain_field(edition)).countries
        others = elsewhere(edition, number, state)
        for home, rules in (
            ([*others[: number - 1], code], ("CON-01", "CON-02")),
            ([code, *others[: number - 1]], ("CON-01", "CON-02", "APP-02")),
        ):
            data = {**of(edition), "organisations": consortium(edition, plain_field(edition), countries=home)}
            assert told(data, *rules) == {rule: {PASS} for rule in rules}, code
        twice = consortium(edition, plain_field(edition), countries=[state, code, *others[: number - 2]])
        counted = told({**of(edition), "organisations": twice}, "CON-01", "CON-02")
        assert counted == {"CON-01": {PASS}, "CON-02": {FAIL}}, code


# Agencies and EACEA


@pytest.mark.slow
@each_differing("agencies", "managers")
def test_an_agency_takes_applications_of_its_country_and_fields_only(edition):
    fields = [field for field in edition.fields if body_of(edition, field) == "national-agency"]
    for code, agency in edition.agencies.items():
        for field in fields:
            home = {**placed(edition, agency.country, field=field), "agency": code}
            found = finding(home, "APP-03", select=("APP-03",), fixes=False)
            # Which body serves which field is not always known for sure, so another field only warns.
            assert found.outcome is (PASS if field in agency.fields else FAIL), (code, field)
            assert not found.decides
        for field in fields[:1]:
            foreign = elsewhere(edition, 1, agency.country)[0]
            abroad = {**placed(edition, foreign, field=field), "agency": code}
            found = finding(abroad, "APP-03", select=("APP-03",), fixes=False)
            assert found.outcome is FAIL, code
            assert found.decides, code


@pytest.mark.slow
@each_edition
def test_what_eacea_takes_no_agency_takes_and_the_other_way_round(edition):
    for field, shape in shapes_of(edition):
        data = of(edition, field, format=shape)
        country = data["organisations"][0]["country"]
        agency = next(iter(agencies_of(edition, country, field)), f"{countries.shown(country)}01")
        for sent_to, body in ((agency, "national-agency"), ("EACEA", "eacea")):
            right = body == body_of(edition, field, shape)
            sent = {**data, "agency": sent_to}
            assert outcomes(sent)["APP-03"] == {PASS if right else FAIL}, (field, shape, sent_to)
            assert verdict_of(sent) is (Verdict.ELIGIBLE if right else Verdict.NOT_ELIGIBLE)


@each_edition
def test_overseas_applicants_apply_to_the_agency_of_their_state(edition):
    field = plain_field(edition)
    if body_of(edition, field) == "eacea":
        return
    for code, territory in list(edition.overseas.items())[:3]:
        data = changed(placed(edition, elsewhere(edition, 1, territory.state)[0]), 0, country=code)
        for agency in agencies_of(edition, code, field):
            assert agency.startswith(countries.shown(territory.state))
            assert outcomes({**data, "agency": agency})["APP-03"] == {PASS}


@known("application_cap")
def test_applications_to_eacea_are_not_counted(edition):
    cap = edition.application_cap
    for field, shape in shapes_of(edition):
        if field in cap.fields and body_of(edition, field) != body_of(edition, field, shape):
            data = changed(of(edition, field, format=shape), 0, applications=cap.applications + 1)
            assert outcomes(data)["APP-05"] == {NOT_APPLICABLE}, (field, shape)


# Fields, types, formats


@each_edition
def test_only_the_fields_of_the_action_are_open(edition):
    for field in words("fields"):
        data = {**of(edition), "field": field}
        assert outcomes(data)["ACT-01"] == {PASS if field in edition.fields else FAIL}


@known("types")
def test_each_type_is_open_to_its_fields_and_opens_its_items(edition):
    for chosen, kind in edition.types.items():
        for field in edition.fields:
            data = of(edition, field, type=chosen)
            assert outcomes(data)["ACT-02"] == {PASS if field in kind.fields else FAIL}
        field = kind.fields[0]
        for key, items in (("outputs", [{"id": "O1"}]), ("events", [{"id": "E1", "outputs": ["O1"]}])):
            data = of(edition, field, type=chosen, **{key: items})
            limited = any(key in other.budget_items for other in edition.types.values())
            said = FAIL if limited and key not in kind.budget_items else PASS
            assert outcomes(data)["BUD-01"] == ({said} if limited else {NOT_APPLICABLE})


@known("formats")
def test_each_format_exists_in_its_fields_only(edition):
    for name, shape in edition.formats.items():
        for field in edition.fields:
            data = {**of(edition, field), "format": name}
            assert outcomes(data)["ACT-03"] == {PASS if field in shape.fields else FAIL}


@known("types")
def test_a_format_that_is_bound_to_a_type_takes_no_other(edition):
    for name, shape in edition.formats.items():
        for chosen in edition.types if shape.project_type else ():
            data = of(edition, shape.fields[0], format=name, type=chosen)
            assert outcomes(data)["ACT-02"] == {PASS if chosen == shape.project_type else FAIL}


@pytest.mark.slow
@known("formats")
def test_a_format_admits_its_kinds_and_countries_only(edition):
    outside = next(iter(edition.regions.values())).codes[0]
    for name, shape in edition.formats.items():
        data = of(edition, shape.fields[0], format=name)
        for kind in edition.kinds:
            with_it = joined(data, kind=kind)
            restricted = shape.kinds or shape.programme_countries_only
            admitted = not shape.kinds or kind in shape.kinds
            said = PASS if admitted else FAIL
            assert outcomes(with_it)["CON-04"] == {said if restricted else NOT_APPLICABLE}, kind
            if shape.programme_countries_only and admitted:
                assert outcomes(changed(with_it, -1, country=outside))["CON-04"] == {FAIL}
            if restricted:
                associated = changed(with_it, -1, country=outside, role="associated")
                assert outcomes(associated)["CON-04"] == {PASS}


@known("composition")
def test_a_composition_counts_full_members_from_countries_that_count_only(edition):
    outside = next(iter(edition.regions.values())).codes[0]
    for field, shape in shapes_of(edition):
        composition = own(edition, "composition", field, shape)
        if composition is None:
            continue
        data = of(edition, field, format=shape)
        assert outcomes(data)["CON-05"] == {PASS}
        for index, entry in enumerate(data["organisations"][1:], start=1):
            rest = [o for o in data["organisations"] if o is not entry]
            for changes in ({"role": "associated"}, {"country": outside}):
                found = finding(changed(data, index, **changes), "CON-05", fixes=False)
                if complete(composition, rest):
                    assert found.outcome is PASS, (entry, changes)
                else:
                    assert found.outcome is FAIL, (entry, changes)
                    assert found.decides is decides(composition)


@each_edition
def test_what_other_calls_know_has_no_effect_and_is_said_to(edition):
    lump_sum = {"lump_sum": 250_000, "estimated_cost": 300_000, **work_packages()}
    unit_costs = {"meetings": [{"host": "p1"}], "learning_activities": [{"id": "C1"}]}
    unit_costs |= {"exceptional_costs": [{"organisation": "p1", "cost": 100}]}
    asked = {question.repeat for question in questions(edition)}
    if not edition.lump_sums and "work_package" in asked:
        del lump_sum["work_packages"]  # the form asks about them, although nothing is paid by them
    for key, value in {**lump_sum, **unit_costs}.items():
        data = {**of(edition), key: value}
        if edition.grant_bounds and key in lump_sum:
            continue  # one call, two ways: lump sums at EACEA, unit costs at the agencies
        divided = key != "work_packages" or edition.packages is not None
        at_home = divided and bool(edition.lump_sums) is (key in lump_sum)
        found = finding(data, "ACT-04", fixes=False)
        assert found.outcome is (PASS if at_home else FAIL), key
        assert not found.decides


def work_packages():
    return {"work_packages": [{"id": "WP1", "management": True, "grants": {"p1": 1}}]}


# Priorities


@pytest.mark.slow
@known("priority_obligation")
def test_a_priority_fits_its_own_field_and_no_other(edition):
    for field in edition.fields:
        strength = Severity(own(edition, "priority_obligation", field).strength)
        for priority in edition.priorities:
            group = priority.partition("/")[0]
            data = of(edition, field, priorities={"main": priority})
            fits = group in ("horizontal", field)
            obliged, exists = report_on(data, select=("PRI-01", "PRI-02"), fixes=False).findings
            assert (obliged.rule, exists.rule) == ("PRI-01", "PRI-02")
            assert obliged.outcome is exists.outcome is (PASS if fits else FAIL), (field, priority)
            if not fits:
                assert obliged.severity in (strength, Severity.WARNING)
                assert exists.severity is Severity.WARNING


@each_sample
def test_a_foreign_priority_decides_where_the_guide_obliges(edition):
    for field in edition.fields if edition.priority_obligation else ():
        duty = own(edition, "priority_obligation", field)
        foreign = [key for key in edition.priorities if key.partition("/")[0] not in ("horizontal", field)]
        for priority in foreign[:3]:
            data = of(edition, field, priorities={"main": priority})
            decided = duty.strength is Strength.ERROR and decides(duty)
            found = finding(data, "PRI-01", fixes=False)
            weak = any(citation.source.grade.rank == 3 for citation in found.sources)
            eligible_still = weak or not decided
            assert verdict_of(data) is (Verdict.ELIGIBLE if eligible_still else Verdict.NOT_ELIGIBLE)


@known("priority_obligation")
def test_a_priority_nobody_knows_fails_unless_its_list_is_open(edition):
    for field in edition.fields:
        for group in ("horizontal", field):
            data = of(edition, field, priorities={"main": f"{group}/no-such-priority"})
            complete_list = edition.priority_lists[group].complete
            assert outcomes(data)["PRI-01"] == {FAIL if complete_list else UNKNOWN}, (field, group)


@known("priority_obligation")
def test_a_priority_that_is_called_by_its_title_is_asked_for_and_can_be_mended(edition):
    for field in list(edition.fields)[:2]:
        fitting = edition.fitting_priorities(field)
        for key, one in list(fitting.items())[:3]:
            for written in (str(one.label), str(one.label).upper(), key.partition("/")[2]):
                data = of(edition, field, priorities={"main": written})
                found = {one.rule: one for one in report_on(data, select=("PRI-01", "PRI-02")).findings}
                assert found["PRI-01"].outcome is UNKNOWN, written
                assert key in found["PRI-01"].message
                is_clear = found["PRI-01"].message.endswith(f"; {key} may be meant")
                assert (found["PRI-02"].fix == f"did you mean {key}?") is is_clear
                assert len(found["PRI-02"].edits) == is_clear


PRIORITY_IN_WORDS = {"call": 2026, "action": "small-scale-partnership", "field": "adult"}


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Inclusion et diversité", "horizontal/inclusion"),
        ("Inklusion und Vielfalt", "horizontal/inclusion"),
        ("Kapsayıcılık ve çeşitlilik", "horizontal/inclusion"),
        ("HORIZONTAL: Inclusion and diversity", "horizontal/inclusion"),
        (
            "Inclusion and diversity in all fields of education, training, youth and sport",
            "horizontal/inclusion",
        ),
        ("Digital transformation", "horizontal/digital"),
    ],
)
def test_a_priority_is_known_by_its_title_in_any_language_and_by_its_beginning(written, key):
    report = report_on({**PRIORITY_IN_WORDS, "priorities": {"main": written}}, select=("PRI-01",))
    found = {one.rule: one for one in report.findings}
    assert found["PRI-01"].outcome is UNKNOWN
    assert found["PRI-01"].message.endswith(f"; {key} may be meant")


@pytest.mark.parametrize(
    ("written", "outcome"),
    [("Umwelt", UNKNOWN), ("Learning for all", UNKNOWN), ("adult/no-such-priority", FAIL)],
)
def test_words_that_nobody_knows_are_not_said_to_be_no_priority(written, outcome):
    assert outcomes({**PRIORITY_IN_WORDS, "priorities": {"main": written}})["PRI-01"] == {outcome}


# Identifiers

OTHER_DIGITS = "".join(chr(0x0660 + number) for number in (9, 1, 2, 3, 4, 5, 6, 7, 8))  # Arabic-Indic
GOOD = {
    "pic": ["912345678", 912345678, " 912345678 ", "012345678", "912 345 678", "PIC 912345678", OTHER_DIGITS],
    "oid": ["E10012345", " E10012345 ", "E00000001", "e10012345", "E10 012 345"],
}
BAD = {
    "pic": ["000000000", "91234567", 91234567, "9123456789", "91234567A", "912 345 67", OTHER_DIGITS[1:]],
    "oid": [
        "E00000000",
        "E1001234",
        "E100123456",
        "10012345",
        "E1001234X",
        "E10012345 X",
        f"E{OTHER_DIGITS}",
    ],
}


@pytest.mark.slow
@each_edition
def test_identifiers_have_their_exact_shape(edition):
    assert set(edition.identifiers) == set(GOOD)
    for key in edition.identifiers:
        for good in GOOD[key]:
            assert outcomes(changed(of(edition), 0, **{key: good}))["ORG-03"] == {PASS}, good
        for bad in BAD[key]:
            data = changed(of(edition), 0, **{key: bad})
            assert outcomes(data)["ORG-03"] == {FAIL}, bad
            decisive = decides(edition.identifiers[key])
            asked = body_of(edition, data["field"], data.get("format")) in edition.identifiers[key].asked_by
            assert verdict_of(data) is (Verdict.NOT_ELIGIBLE if decisive and asked else Verdict.ELIGIBLE), bad


@pytest.mark.slow
@each_edition
def test_an_identifier_of_one_digit_is_warned_of_as_a_placeholder(edition):
    for key, written in (("pic", "111111111"), ("pic", 999999999), ("oid", "E11111111")):
        data = changed(of(edition), 0, **{key: written})
        assert (outcomes(data)["ORG-03"], verdict_of(data)) == ({FAIL}, Verdict.ELIGIBLE), written
    assert outcomes(changed(of(edition), 0, pic="111111112"))["ORG-03"] == {PASS}


@pytest.mark.slow
@each_edition
def test_only_the_identifiers_that_the_body_asks_for_are_asked_for(edition):
    for field, shape in shapes_of(edition):
        body = body_of(edition, field, shape)
        data = of(edition, field, format=shape)
        members = [{**o, "pic": None, "oid": None} for o in data["organisations"]]
        bare = {**data, "organisations": members}
        asked = {key for key, identifier in edition.identifiers.items() if body in identifier.asked_by}
        assert len(asked) == 1
        report = report_on(bare, fixes=False)
        assert report.verdict is Verdict.ELIGIBLE
        for key in edition.identifiers:
            needs = [f for f in report.findings if f"/organisations/0/{key}" in f.needs]
            assert [(f.rule, f.severity) for f in needs] == (
                [("ORG-04", Severity.WARNING)] if key in asked else []
            )
        assert outcomes(data)["ORG-04"] == {PASS}
        (key,) = asked
        assert outcomes(changed(data, 0, **{key: " "}))["ORG-04"] == {FAIL}


# Texts


def _text_of(limit, unit="x"):
    """A text that the form counts as `limit` characters, each but first and last written as `unit`.

    Of line breaks only every other character is one: blank lines in a row are pasted as one.
    """
    if unit == "\r\n":
        pairs = (limit - 2) // 2
        return "x\r\n" * pairs + "x" * (limit - 2 * pairs)
    return f"x{unit * (limit - 2)}x"


# Composed, decomposed, a line break as Windows writes it, beyond the basic plane.
UNITS = ("é", "e\u0301", "\r\n", "\N{SHIP}")


@pytest.mark.slow
@each(forms_differing())
def test_an_answer_may_be_as_long_as_its_limit(edition):
    for field, shape in one_for_each_form(edition):
        bound = edition.formats[shape].project_type if shape else None
        data = with_items(
            of(edition, field, format=shape, type=bound or ("innovation" if edition.types else None))
        )
        judged, counted = set(), set()
        for question in questions(edition, field, shape):
            # How a text is counted depends on no question: each limit of the form is tried in all units once.
            units = ("x",) if edition not in SAMPLE or question.limit in counted else ("x", *UNITS)
            counted.add(question.limit)
            units = units if question.limit else ()
            for unit in units:
                for limit, result in ((question.limit, PASS), (question.limit + 1, FAIL)):
                    written = {**data, "answers": {answer_key(question): _text_of(limit, unit)}}
                    texts = told(written, "TXT-03", "TXT-04")
                    assert texts == {"TXT-03": {result}, "TXT-04": {PASS}}, (question.id, unit, limit)
                    if (limit, decides(question)) not in judged:
                        judged.add((limit, decides(question)))
                        fine = result is PASS or not decides(question)
                        assert verdict_of(written) is (Verdict.ELIGIBLE if fine else Verdict.NOT_ELIGIBLE)


def one_for_each_form(edition):
    """A field and format for each form that the edition uses."""
    forms = {
        form_for(edition, field=field, project_format=shape).id: (field, shape)
        for field, shape in reversed(shapes_of(edition))
    }
    return list(forms.values())


@each_edition
def test_an_answer_is_counted_without_the_space_around_it(edition):
    question = next((q for q in questions(edition) if q.limit and not q.repeat), None)
    if question is None:
        assert edition.form == "plain"
        return
    padded = f"\n {_text_of(question.limit)} \n\n"
    assert outcomes(of(edition, answers={question.id: padded}))["TXT-03"] == {PASS}


TWENTY_FOUR = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv"
EU_LANGUAGES = frozenset(TWENTY_FOUR.split())


@pytest.mark.slow
@each_differing("languages", "managers")
def test_each_official_language_is_accepted_and_no_other(edition):
    codes = [f"{a}{b}" for a in "abcdefghijklmnopqrstuvwxyz" for b in "abcdefghijklmnopqrstuvwxyz"]
    bodies = {body_of(edition, field, shape): (field, shape) for field, shape in shapes_of(edition)}
    for body, (field, shape) in bodies.items():
        data = {"call": edition.call, "action": edition.action, "field": field, "format": shape}
        eu_only = body == "eacea" and edition.call >= 2021
        accepted = set()
        for code in codes:
            (found,) = report_on({**data, "language": code}, select=("TXT-01",), fixes=False).findings
            if found.outcome is PASS:
                accepted.add(code)
            else:
                strength = Severity.ERROR if eu_only else Severity.WARNING
                assert (found.outcome, found.severity, found.decides) == (FAIL, strength, eu_only), code
        assert accepted == (EU_LANGUAGES if eu_only else set(edition.languages.codes)), (field, shape)


@pytest.mark.parametrize(
    ("call", "field", "shape", "language", "said"),
    [
        # At EACEA official languages of the EU (G26 p. 433, G25 p. 458, G23 p. 419). Turkish and Norwegian
        # are languages of countries that take part, Albanian is official in North Macedonia.
        (2026, "sport", None, "tr", FAIL),
        (2026, "sport", None, "sq", FAIL),
        (2026, "sport", None, "ga", PASS),
        (2026, "vet", "european-ngo", "no", FAIL),
        (2026, "vet", "european-ngo", "el", PASS),
        (2026, "vet", None, "tr", PASS),
        (2026, "vet", None, "sq", PASS),
        (2026, "vet", None, "uk", FAIL),
        (2023, "sport", None, "sr", FAIL),
        (2023, "vet", None, "sr", PASS),
    ],
)
def test_who_takes_the_application_decides_on_its_language(call, field, shape, language, said):
    data = eligible(call, "cooperation-partnership", field, format=shape, language=language)
    assert outcomes(data)["TXT-01"] == {said}
    decided = said is FAIL and body_of(open_edition(call, data["action"]), field, shape) == "eacea"
    assert verdict_of(data) is (Verdict.NOT_ELIGIBLE if decided else Verdict.ELIGIBLE)


def test_whether_a_language_is_accepted_is_open_while_the_field_is():
    here = {"call": 2026, "action": "cooperation-partnership"}
    for language, said in (("en", PASS), ("tr", UNKNOWN), ("ja", FAIL)):
        (found,) = report_on({**here, "language": language}, select=("TXT-01",), fixes=False).findings
        assert found.outcome is said, language


# Kinds and the charter


@pytest.mark.slow
@each_differing("charter", "fields_only", "kinds", "composition")
def test_each_kind_takes_part_with_the_charter_it_needs(edition):
    charter, limited = edition.charter, edition.fields_only
    for kind in words("kinds"):
        assert kind in edition.kinds
        needs_charter = charter is not None and kind in charter.kinds
        decisive = needs_charter and charter.strength is Strength.ERROR and decides(charter)
        for field in edition.fields if limited and kind in limited.kinds else [plain_field(edition)]:
            barred = limited is not None and kind in limited.kinds and field not in limited.fields
            for held, said, verdict in (
                (None, UNKNOWN, Verdict.UNDECIDED),
                (False, FAIL, Verdict.NOT_ELIGIBLE),
                ("", FAIL, Verdict.NOT_ELIGIBLE),
                (True, PASS, Verdict.ELIGIBLE),
                (CHARTER_CODE, PASS, Verdict.ELIGIBLE),
            ):
                with_it = joined(of(edition, field), kind=kind, eche=held)
                report = report_on(with_it, fixes=False)
                found = by_rule(report.findings)
                if charter:
                    holds_already = any(o["kind"] in charter.kinds for o in with_it["organisations"][:-1])
                    idle = PASS if holds_already else NOT_APPLICABLE
                    assert found["ORG-05"] == {said if needs_charter else idle}, (kind, held)
                if barred:
                    assert found["ORG-06"] == {FAIL}
                    binds = limited.strength is Strength.ERROR and decides(limited)
                    decided = Verdict.NOT_ELIGIBLE if binds else Verdict.ELIGIBLE
                    assert report.verdict is decided
                else:
                    assert report.verdict is (verdict if decisive else Verdict.ELIGIBLE), (kind, held)


@known("charter")
def test_the_charter_is_asked_of_full_members_from_countries_that_count_only(edition):
    kind = edition.charter.kinds[0]
    outside = next(iter(edition.regions.values())).codes[0]
    territory = next(iter(edition.overseas))
    data = of(edition)
    idle = PASS if any(o["kind"] == kind for o in data["organisations"]) else NOT_APPLICABLE
    for place, role, said in (
        ("PL", "partner", FAIL),
        ("PL", "applicant", FAIL),
        (territory, "partner", FAIL),
        ("PL", "associated", idle),
        (outside, "partner", idle),
        (outside, "associated", idle),
    ):
        with_it = joined(data, kind=kind, eche=False, country=place, role=role)
        assert outcomes(with_it)["ORG-05"] == {said}, (place, role)


@each_edition
def test_any_mix_of_other_kinds_is_as_good(edition):
    special = {kind for part in (edition.charter, edition.fields_only) if part for kind in part.kinds}
    special |= {*own(edition, "managers", plain_field(edition)).excepts}
    data = of(edition)
    for kind in set(edition.kinds) - special:
        if own(edition, "composition", data["field"]):
            mixed = joined(data, kind=kind)
        else:
            mixed = {**data, "organisations": [{**entry, "kind": kind} for entry in data["organisations"]]}
        assert verdict_of(mixed) is Verdict.ELIGIBLE, kind


# Venue


def at_venue(data, **activity):
    """What VEN-01 says of one activity that is held somewhere: outcome and severity."""
    activity = {"title": "Exchange", **activity}
    if "work_packages" in data:
        packages = [{**package, "activities": []} for package in data["work_packages"]]
        packages[0]["activities"] = [activity]
        held = {**data, "work_packages": packages}
    else:
        held = {**data, "activities": [activity]}
    (found,) = report_on(held, select=("VEN-01",), fixes=False).findings
    return (found.outcome, found.severity if found.outcome is FAIL else None, found.decides)


FITS = (PASS, None, False)
REASON = (FAIL, Severity.NOTE, False)
WARNS = (FAIL, Severity.WARNING, False)
BARS = (FAIL, Severity.ERROR, True)


def elsewhere_is(edition, code):
    """What VEN-01 says of an activity of whatever purpose where nobody is from, worked out anew."""
    venue = edition.venue
    if venue.strength is Strength.WARNING or venue.sharing == "anywhere":
        return WARNS
    counts = code in edition.programme_countries.codes
    if venue.sharing == "inside" or (venue.sharing == "inside-and-admitted" and counts):
        return WARNS if counts else BARS
    shared_there = venue.sharing == "inside-and-admitted" and admits(edition, "partner", code)
    return WARNS if shared_there else BARS


@pytest.mark.slow
@known("venue")
def test_activities_take_place_at_home_or_where_an_exception_leads(edition):
    data = of(edition)
    home = {entry["country"] for entry in data["organisations"]}
    friend = joined(data, country="UA", role="associated")
    for code in countries.names():
        state = edition.overseas[code].state if code in edition.overseas else code
        expected = FITS if state in home else elsewhere_is(edition, state)
        # A seat is a city: a territory far away holds none.
        if state not in home and code in edition.venue.cities:
            expected = WARNS
        assert at_venue(data, venue=code) == expected, code
        if state == "UA":
            expected = FITS if edition.venue.of_associated else WARNS
        assert at_venue(friend, venue=code) == expected, code


@pytest.mark.parametrize(
    ("action", "call", "sharing", "plain", "training"),
    [
        # Where results may be shared: G26 p. 237, G25 p. 250, G23 p. 228; KA240 G26 p. 254; KA210 nowhere.
        ("cooperation-partnership", 2026, {"IT": REASON, "UA": REASON, "JP": BARS, "BY": BARS}, WARNS, BARS),
        ("cooperation-partnership", 2025, {"IT": REASON, "UA": REASON, "JP": BARS, "BY": BARS}, WARNS, BARS),
        (
            "cooperation-partnership",
            2023,
            {"IT": REASON, "UA": REASON, "JP": REASON, "BY": REASON},
            WARNS,
            BARS,
        ),
        ("small-scale-partnership", 2026, {"IT": BARS, "UA": BARS, "JP": BARS, "BY": BARS}, BARS, BARS),
        ("small-scale-partnership", 2023, {"IT": BARS, "UA": BARS, "JP": BARS, "BY": BARS}, BARS, BARS),
        (
            "school-development-partnership",
            2026,
            {"IT": REASON, "UA": BARS, "JP": BARS, "BY": BARS},
            WARNS,
            BARS,
        ),
        # Not known, so it warns: the Guides of 2021 and 2022 were not read.
        ("cooperation-partnership", 2022, {"IT": REASON, "UA": REASON, "JP": REASON}, WARNS, WARNS),
    ],
)
def test_results_are_shared_where_the_guide_opens_more_countries(action, call, sharing, plain, training):
    data = from_countries(open_edition(call, action), "AT", "PL", "FI")
    for code, expected in sharing.items():
        assert at_venue(data, venue=code, sharing=True) == expected, code
    assert at_venue(data, venue="IT") == plain
    assert at_venue(data, venue="IT", sharing=False) == training
    # What the title says counts only as long as nothing else is said.
    assert at_venue(data, venue="IT", title="Staff training") == training
    assert at_venue(data, venue="IT", title="Training and final conference") == plain
    assert at_venue(data, venue="IT", title="Staff training", sharing=True) == sharing["IT"]


def from_countries(edition, *codes):
    """A minimal proposal from countries in which no institution of the EU has its seat."""
    field = plain_field(edition)
    needed = codes[: own(edition, "minimum", field).countries]
    return {**of(edition, field), "organisations": consortium(edition, field, countries=needed)}


@pytest.mark.parametrize("action", ["cooperation-partnership", "small-scale-partnership"])
@pytest.mark.parametrize(
    ("call", "hague"), [(2021, True), (2023, True), (2024, True), (2025, True), (2026, False)]
)
def test_a_seat_is_a_city_and_the_hague_is_one_until_2025(action, call, hague):
    edition = open_edition(call, action)
    data = from_countries(edition, "AT", "PL", "FI")
    seats = [("BE", "Brussels"), ("DE", "Frankfurt"), ("LU", "Luxembourg"), ("FR", "Strasbourg")]
    for code, city in [*seats, *([("NL", "The Hague")] if hague else [])]:
        for sharing in (None, False, True):
            assert at_venue(data, venue=code, city=city, sharing=sharing) == REASON, (code, sharing)
        assert at_venue(data, venue=code, title=f"Meeting in {city}") == REASON, code
        assert at_venue(data, venue=code, sharing=False) == WARNS, code
    if not hague:
        assert at_venue(data, venue="NL", city="The Hague", sharing=False) == BARS


@pytest.mark.parametrize(
    ("action", "call", "beside"),
    [
        ("cooperation-partnership", 2026, BARS),
        ("small-scale-partnership", 2026, BARS),
        ("school-development-partnership", 2026, BARS),
        ("cooperation-partnership", 2022, WARNS),
    ],
)
def test_another_city_of_a_country_with_a_seat_is_no_seat(action, call, beside):
    data = from_countries(open_edition(call, action), "AT", "PL", "FI")
    for code, city in (("FR", "Paris"), ("DE", "Munich"), ("BE", "Antwerp")):
        assert at_venue(data, venue=code, city=city, sharing=False) == beside, city
        assert at_venue(data, venue=code, title=f"Training in {city}") == beside, city
    # In the language of the country, too.
    assert at_venue(data, venue="BE", city="Bruxelles", sharing=False) == REASON
    assert at_venue(data, venue="DE", city="München", sharing=False) == beside


@pytest.mark.parametrize(
    ("action", "outside"),
    [
        ("cooperation-partnership", FITS),
        ("small-scale-partnership", WARNS),
        ("school-development-partnership", WARNS),
    ],
)
@pytest.mark.parametrize("code", ["ES", "BA"])
def test_the_country_of_an_associated_partner_is_open_where_the_guide_names_it(action, outside, code):
    """G26 p. 237 names full and associated partners; p. 245 and p. 253 participating organisations only."""
    data = joined(
        from_countries(open_edition(2026, action), "AT", "PL", "FI"), country=code, role="associated"
    )
    assert at_venue(data, venue=code, sharing=False) == outside
    assert at_venue(joined(data, country=code, role="partner"), venue=code, sharing=False) == FITS


@pytest.mark.parametrize("code", ["MQ", "RE", "NC", "SX"])
def test_a_territory_far_away_holds_no_seat_of_an_institution(code):
    data = from_countries(open_edition(2026, "small-scale-partnership"), "AT", "PL", "FI")
    assert at_venue(data, venue=code) == BARS
    assert at_venue(joined(data, country="FR" if code != "SX" else "NL", role="partner"), venue=code) == FITS


def test_what_a_seat_of_an_institution_asks_for_is_said():
    """G26 p. 254: at or in cooperation with an EU institution; p. 237 and p. 246 ask for a reason only."""
    for action, at_or_with in (("school-development-partnership", True), ("small-scale-partnership", False)):
        data = from_countries(open_edition(2026, action), "AT", "PL", "FI")
        activity = {"title": "Visit", "venue": "BE", "city": "Brussels"}
        held = {**data, "activities": [activity], "work_packages": [{"activities": [activity]}]}
        (found,) = report_on(held, select=("VEN-01",), fixes=False).findings[:1]
        assert ("at or with an institution" in found.message) is at_or_with


def test_a_venue_is_open_while_the_country_of_a_partner_is_unsaid():
    data = of(open_edition(2026, "cooperation-partnership"))
    unsaid = changed(data, -1, country=None)
    assert at_venue(unsaid, venue="JP")[0] is UNKNOWN
    assert at_venue(unsaid, venue=data["organisations"][0]["country"]) == FITS


# What other tools get wrong


@each_call_of("small-scale-partnership")
def test_small_scale_partnerships_have_no_higher_education(call):
    data = eligible(call, "small-scale-partnership")
    assert "higher-education" not in open_edition(call, "small-scale-partnership").fields
    report = report_on({**data, "field": "higher-education"})
    assert report.of("ACT-01").outcome is FAIL
    assert report.verdict is Verdict.NOT_ELIGIBLE


@each_call_of("cooperation-partnership")
def test_what_a_small_scale_partnership_gets_is_no_grant_of_a_cooperation_partnership(call):
    edition = open_edition(call, "cooperation-partnership")
    for asked in (30_000, 60_000):
        if edition.lump_sums:
            data = of(edition, lump_sum=asked, **parts(edition, asked))
            assert outcomes(data)["LMP-01"] == {FAIL}
        else:
            data = of(edition, requested_grant=asked)
            assert outcomes(data)["LMP-06"] == {FAIL}
        assert verdict_of(data) is Verdict.NOT_ELIGIBLE


@pytest.mark.parametrize("months", [48, 60])
@each_edition
def test_no_partnership_lasts_four_or_five_years(edition, months):
    for field, shape in shapes_of(edition):
        blueprint = months == 48 and 48 in lengths(edition, field, shape)
        assert not blueprint or edition.action == "sector-skills-alliance"
        said = PASS if blueprint else FAIL
        assert outcomes(of(edition, field, format=shape, months=months))["DUR-01"] == {said}, (field, shape)


def points(edition):
    return {key: (entry.max_points, entry.min_points) for key, entry in edition.award_criteria.items()}


@pytest.mark.parametrize(
    ("call", "least", "total"),
    [
        (2021, (12, 15, 10, 12), 60),
        (2022, (12, 15, 10, 12), 60),
        (2023, (12, 15, 10, 12), 60),
        (2024, (13, 15, 10, 13), 70),
        (2025, (13, 15, 10, 13), 70),
        (2026, (13, 15, 10, 13), 70),
    ],
)
def test_cooperation_partnerships_are_not_scored_as_small_ones(call, least, total):
    edition = open_edition(call, "cooperation-partnership")
    most = (25, 30, 20, 25)
    assert list(points(edition)) == ["relevance", "design", "partnership", "impact"]
    assert tuple(points(edition).values()) == tuple(zip(most, least, strict=True))
    assert edition.pass_mark.points == total


@each_call_of("small-scale-partnership")
def test_small_scale_partnerships_are_not_scored_as_large_ones(call):
    edition = open_edition(call, "small-scale-partnership")
    assert tuple(points(edition).values()) == ((30, 15), (30, 15), (20, 10), (20, 10))
    assert edition.pass_mark.points == 60


@each_edition
def test_three_countries_of_any_status_do_not_count_as_three_that_count(edition):
    for outside in ("UA", "CH", "GE", "AL"):
        data = last_from(edition, outside)
        named = {entry["country"] for entry in data["organisations"]}
        assert len(named) == own(edition, "minimum", data["field"]).countries
        assert outcomes(data)["CON-02"] == {FAIL}, outside
        decisive = decides(own(edition, "minimum", data["field"]))
        beyond = outcomes(data).get("ACT-06") == {FAIL}  # fewer than any call ever took
        assert verdict_of(data) is (Verdict.NOT_ELIGIBLE if decisive or beyond else Verdict.ELIGIBLE)


@each_edition
def test_no_share_of_co_financing_is_asked_for_anywhere(edition):
    named = [path for path in map(_dotted, _leaves(edition)) if "financ" in path]
    assert set(named) <= {"requirements.cofinancing.text"}
    asked = edition.requirements.get("cofinancing")
    assert not asked or edition.lump_sums
    if asked:
        assert not re.search(r"\d|%|per ?cent", asked.text)
        amount = edition.lump_sums.amounts[0]
        assert outcomes(of(edition, estimated_cost=amount + CENT))["LMP-05"] == {PASS}
        assert outcomes(of(edition))["LMP-05"] == {UNKNOWN}
        assert verdict_of(of(edition)) is Verdict.ELIGIBLE


def _leaves(node, path=()):
    """Path of every value that is no part of a source."""
    if isinstance(node, Source):
        return
    if isinstance(node, BaseModel):
        node = {name: getattr(node, name) for name in type(node).model_fields}
    if isinstance(node, tuple):
        node = dict(enumerate(node))
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _leaves(value, (*path, key))
    elif node is not None:
        yield path


def _dotted(path):
    return ".".join(map(str, path))


@each_edition
def test_only_school_exchanges_from_2018_on_have_a_largest_consortium(edition):
    exchanges = edition.action == ACTION and edition.call >= 2018
    limits = {key: entry.organisations for key, entry in edition.maximum.items()}
    assert limits == ({"school-exchange": 6} if exchanges else {})
    for field, shape in shapes_of(edition):
        data = of_size(of(edition, field, format=shape), 40)
        limited = exchanges and shape == "school-exchange"
        assert verdict_of(data) is (Verdict.NOT_ELIGIBLE if limited else Verdict.ELIGIBLE), (field, shape)


def test_cooperation_partnerships_of_2021_at_the_agencies_get_no_lump_sum():
    edition = open_edition(2021, "cooperation-partnership")
    assert edition.lump_sums is None
    plan = {rule.id for rule in rules_for(open_edition(2021, "cooperation-partnership"))}
    assert {"LMP-01", "LMP-02", "LMP-03", "LMP-04", "LMP-05"} & plan == set()
    for asked in (100_000, 110_935, 398_195, 400_000):
        assert verdict_of(of(edition, requested_grant=asked)) is Verdict.ELIGIBLE
    for edition in (e for e in EDITIONS if e.action == "cooperation-partnership" and e.call > 2021):
        assert edition.lump_sums.amounts == (120_000, 250_000, 400_000)


def test_the_call_after_the_newest_has_no_edition():
    for action in {action for _, action in available()}:
        with pytest.raises(UnknownEditionError):
            open_edition(NEWEST + 1, action)
        with pytest.raises(UnknownEditionError):
            report_on({"call": NEWEST + 1, "action": action})


# Figures matter

UNREAD = {
    "guide.published": "says when the Guide appeared; nothing is held against it",
    "guide.compared": "says when the figures were last held against the Guide; as guide.published",
    "expected.*.from_call": "speaks of later calls, which are checked provisionally by these figures",
    "regions.*.number": "names the region on screens; `outsiders` names regions by their key",
    "budget.*.amount": "the money of the call as a whole, for information",
    "award_criteria.*.max_points": "no rule: `score` holds the applicant's points against it, see test_score",
    "award_criteria.*.min_points": "as max_points",
    "award_bands.*": "as max_points",
    "pass_mark.points": "as max_points",
    "unit_costs.linguistic.amount": "paid beside long-term rates only, without which nothing adds up",
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
    """The value moved by one in both directions: a minute, a day, a month, a euro, a hundredth …"""
    if isinstance(value, str):
        day = date.fromisoformat(f"2001-{value}")
        return [f"{day + step:%m-%d}" for step in (-DAY, DAY)]
    if isinstance(value, date):
        step = MINUTE if isinstance(value, datetime) else DAY
        return [value - step, value + step]
    if isinstance(value, Decimal) and value < 1:
        return [value - CENT, value + CENT]
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
    return path[0] == "deadlines" and path[-1] == "guide" and at(edition, path[:-1]).extended_to is not None


LIMITED = {
    "organisations": "minimum",
    "countries": "minimum",
    "months": "duration",
    "grant": "grant_ceiling",
    "latest_start": "start_windows",
    "latest_submission": "deadlines",
}
"""The topic whose figures an outermost limit stands in for."""


def never_unsure(edition, path):
    """Whether it is an outermost limit that has nothing to hold, as the call's own figures are verified."""
    topic = LIMITED.get(path[1] if path[0] == "outer_limits" else path[0])
    own_figures = records(topic, getattr(edition, topic)) if topic else ()
    grades = {figure.source.grade for _, figure in own_figures}
    return (
        topic is not None
        and path[0] in ("outer_limits", "latest_start", "latest_submission")
        and Grade.UNVERIFIED not in grades
    )


def never_in_doubt(edition, path):
    """Whether it is an edge of lengths beyond doubt that no source goes beyond."""
    if path[0] != "duration_doubt":
        return False
    allowed = edition.duration.get(path[1], edition.duration.get("general"))
    return at(edition, path) == getattr(allowed, path[-1])


def never_chosen(edition, path):
    """Whether the figure holds for no project: each has to choose a format with a figure of its own."""
    wanted = edition.formats_to_choose.get("general")
    if wanted is None or path[1] != "general" or path[0] == "formats_to_choose":
        return False
    return set(wanted.formats) <= set(getattr(edition, path[0]))


def said_twice(edition, path):
    """Whether exact lengths name the bound as well; test_guide holds the two together."""
    bound = path[0] in ("duration", "duration_doubt") and path[-1] in ("min_months", "max_months")
    return bound and bool(at(edition, path[:-1]).only)


def never_allowed(edition, path, moved):
    """Whether a bound of what is beyond doubt would lie where DUR-01 lets no project be."""
    bound = path[0] == "duration_doubt" and path[-1] in ("min_months", "max_months")
    return bound and not edition.duration[path[1]].allows(moved)


def at(node, path):
    """The part of an edition at a path."""
    for part in path:
        node = node[part] if isinstance(node, Mapping | tuple) else getattr(node, part)
    return node


@cache
def _prepared(edition_id):
    """Each case of an edition, ready to run: rule, proposal and what the rule says of it."""
    edition = by_id(edition_id)
    prepared = []
    for entry in cases_of(edition_id):
        proposal = Proposal.model_validate(entry.data)
        prepared.append((find(entry.rule), proposal, _counted(edition, entry.rule, proposal)))
    return prepared


def _counted(edition, rule_id, proposal):
    return Counter((found.outcome, found.severity) for found in findings_under(edition, proposal, rule_id))


def changes_something(edition, path, value):
    """Whether some boundary case comes out differently when one figure is another."""
    altered = with_figure(edition, path, value)
    return any(
        _counted(altered, rule.id, proposal) != counted
        for rule, proposal, counted in _prepared(edition.id)
        if path[0] in {topic.removesuffix("?").partition(".")[0] for topic in rule.reads}
    )


@pytest.mark.slow
@each_sample
def test_every_figure_matters_or_is_known_not_to(edition):
    wrong = []
    for path, value in figures(edition):
        if said_twice(edition, path) or never_in_doubt(edition, path):
            continue
        idle = any(is_idle(edition, path) for is_idle in (never_chosen, superseded, never_unsure))
        idle = idle or any(fnmatchcase(_dotted(path), pattern) for pattern in UNREAD)
        wrong += [
            f"{_dotted(path)}: {value} → {moved} {'matters' if idle else 'does not matter'}"
            for moved in shifts(value)
            if changes_something(edition, path, moved) is (idle or never_allowed(edition, path, moved))
        ]
    assert not wrong


def test_the_list_of_unread_figures_has_no_dead_entry():
    paths = {_dotted(path) for edition in EDITIONS for path, _ in figures(edition)}
    assert all(any(fnmatchcase(path, pattern) for path in paths) for pattern in UNREAD)


def test_the_walk_finds_the_figures_of_the_founding_documents():
    found = {(e.id, _dotted(path)): value for e in EDITIONS for path, value in figures(e)}
    assert found["2015/strategic-partnership", "grant_ceiling.general.total"] == 450_000
    noon = datetime(2016, 10, 4, 12)  # noqa: DTZ001 - Brussels time
    assert found["2016/strategic-partnership", "deadlines.youth.2.guide"] == noon
    assert found["2016/strategic-partnership", "start_windows.vet.0.last"] == "12-31"
    assert found["2025/cooperation-partnership", "lump_sums.amounts.1"] == 250_000
    assert found["2025/cooperation-partnership", "management_share.guide.share"] == Decimal("0.2")
    assert not [path for _, path in found if "source" in path or path == "call"]


@each_edition
def test_every_figure_belongs_to_a_block_with_a_source(edition):
    for path, _ in figures(edition):
        parts_of_path = [at(edition, path[:length]) for length in range(1, len(path))]
        assert any(isinstance(node, Cited) for node in parts_of_path), path
