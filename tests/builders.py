"""Proposals built from the guide data, so that tests hold for every edition, and short ways to check them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cache

import pytest
from loops import over

from erasmus_cli.guide.errors import GuideError
from erasmus_cli.guide.form import Question, form_for
from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.guide.lookup import formats_of, pick, priorities_of, window_dates
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.sources import Grade
from erasmus_cli.guide.walk import records
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.catalogue import find
from erasmus_cli.rules.engine import check, criterion_of, run
from erasmus_cli.rules.outcome import Result
from erasmus_cli.rules.report import Finding, Report, Verdict

ACTION = "strategic-partnership"


def _loaded() -> Iterator[Edition]:
    """Every edition that loads; test_guide names those that do not."""
    for key in available():
        with suppress(GuideError):
            yield open_edition(*key)


EDITIONS = tuple(_loaded())


def _first_and_last() -> Iterator[Edition]:
    for action in dict.fromkeys(edition.action for edition in EDITIONS):
        own = [edition for edition in EDITIONS if edition.action == action]
        yield from own[:1] + own[1:][-1:]


NEWEST = max(edition.call for edition in EDITIONS)
"""The last call of which anything is known."""


SAMPLE = tuple(_first_and_last())
"""The first and the last edition of each action, for what would take too long with all of them."""


def shapes_of(edition):
    """Every field of an edition, alone and with each format (None for the general rules).

    Where each project has to choose a format, such as a lot, none stands alone.
    """
    return [
        (field, shape)
        for field in edition.fields
        for shape in (None, *formats_of(edition, field))
        if shape or not chosen(edition, field)
    ]


def chosen(edition, field, shape=None):
    """The format; where none is said and each project has to choose one, the first of them."""
    choice = pick(edition.formats_to_choose, field=field, project_format=None)
    return shape or (choice.formats[0] if choice else None)


SHAPES = tuple((edition, field, shape) for edition in EDITIONS for field, shape in shapes_of(edition))
"""Every edition, field and format."""


def entries_for(edition, field, shape):
    """Which entries of the tables of an edition hold for a field and format, and which form."""
    keys = {*edition.fields, *edition.formats, "general"}
    tables = [
        table
        for topic in set(type(edition).model_fields) - {"fields", "formats"}
        if isinstance(table := getattr(edition, topic), Mapping) and set(table) <= keys
    ]
    picked = [id(pick(table, field=field, project_format=shape)) for table in tables]
    return (shape, form_for(edition, field=field, project_format=shape).id, *picked)


@cache
def distinct_shapes(edition_id):
    """One field and format of an edition for each choice of entries; all others read the same figures."""
    edition = by_id(edition_id)
    return tuple({entries_for(edition, *shape): shape for shape in reversed(shapes_of(edition))}.values())


@cache
def by_id(edition_id):
    """The edition that is called like this."""
    return next(edition for edition in EDITIONS if edition.id == edition_id)


def differing(*topics):
    """The editions that say on these topics what no edition before them said."""
    said = {repr([records_on(edition, topic) for topic in topics]): edition for edition in reversed(EDITIONS)}
    return list(said.values())[::-1]


def records_on(edition, topic):
    """What an edition says on a topic, and how sure that is, without where it stands."""
    return [
        (path, record.source.grade, record.model_dump(exclude={"source"}))
        for path, record in records(topic, getattr(edition, topic))
    ]


def forms_differing():
    """The editions whose forms ask what no form before them asked."""
    asked = {repr([*map(_asked, forms_of(edition))]): edition for edition in reversed(EDITIONS)}
    return list(asked.values())[::-1]


def forms_of(edition):
    """The questions of each form that an edition uses."""
    by_form = {
        form_for(edition, field=field, project_format=shape).id: (edition, field, shape)
        for field, shape in reversed(shapes_of(edition))
    }
    return [tuple(questions(*shape)) for shape in by_form.values()]


def _asked(form):
    return [(question.id, question.limit, question.repeat, question.source.grade) for question in form]


def each(editions):
    """One test over these editions."""
    return over("edition", editions, ids=shape_id)


def apart(editions):
    """One test for each edition; what is worked out once for an edition is worked out in one process."""
    marked = [
        pytest.param(edition, id=edition.id, marks=pytest.mark.xdist_group(edition.id))
        for edition in editions
    ]
    return pytest.mark.parametrize("edition", marked)


def shape_id(value):
    """Readable parametrisation: `2016/strategic-partnership`, a plain `general` for no format."""
    return value.id if isinstance(value, Edition) else "general" if value is None else str(value)


# What an edition says of a field and format


def formats_chosen(edition):
    """The formats of which each project has to choose one."""
    return [name for choice in edition.formats_to_choose.values() for name in choice.formats]


def own(edition, topic, field, shape=None):
    """The entry of one of the edition's tables that holds for a field and format, or None."""
    return pick(getattr(edition, topic), field=field, project_format=chosen(edition, field, shape))


def body_of(edition, field, shape=None):
    """Who takes the application: `national-agency` or `eacea`."""
    return own(edition, "managers", field, shape).body


def lengths(edition, field, shape=None):
    """Every length, in months, that is allowed, the shortest first."""
    allowed = own(edition, "duration", field, shape)
    return sorted(allowed.only) or list(range(allowed.min_months, allowed.max_months + 1))


def undoubted(edition, field, shape=None):
    """The lengths on which all sources agree."""
    doubt = own(edition, "duration_doubt", field, shape)
    months = lengths(edition, field, shape)
    return [m for m in months if doubt is None or doubt.min_months <= m <= doubt.max_months]


def windows_of(edition, field, shape=None):
    """Round → first and last day to start; empty where the Guide names no window."""
    windows = own(edition, "start_windows", field, shape) or ()
    return {window.round: window_dates(edition, window) for window in windows}


def own_first(edition, field):
    """The priorities that fit a field: its own, then the horizontal ones."""
    fitting = priorities_of(edition, field)
    return sorted(fitting, key=lambda key: not key.startswith(f"{field}/"))


def plain_field(edition):
    """A field in which nothing special holds: VET, where the action has it."""
    return "vet" if "vet" in edition.fields else next(iter(edition.fields))


def plain_kind(edition):
    """A kind of organisation of which no format, charter, field or composition asks anything."""
    special = {
        *(edition.charter.kinds if edition.charter else ()),
        *(edition.fields_only.kinds if edition.fields_only else ()),
        *(kind for shape in edition.formats.values() for kind in shape.kinds),
        *(kind for minimum in edition.minimum.values() for kind in minimum.kinds),
    }
    composed = {kind for entry in edition.composition.values() for part in entry.parts for kind in part.kinds}
    return min(edition.kinds, key=lambda kind: (kind in special, kind in composed))


# Proposals


def eligible(call=2016, action=ACTION, field=None, **changes):
    """A minimal proposal that is eligible, with changes; None leaves a key out."""
    edition = open_edition(call, action)
    field = field or plain_field(edition)
    shape = chosen(edition, field, changes.pop("format", None))
    windows = windows_of(edition, field, shape)
    start = next(iter(windows.values()))[0] if windows else date(call + 1, 1, 1)
    data = {
        "call": call,
        "action": action,
        "field": field,
        "format": shape,
        "start": start.isoformat(),
        "months": undoubted(edition, field, shape)[0],
        "organisations": consortium(edition, field, shape),
        **money(edition, field, shape),
    }
    if priorities := own_first(edition, field):
        data["priorities"] = {"main": priorities[0]}
    if edition.types:
        bound = edition.formats[shape].project_type if shape else None
        data["type"] = bound or next(t for t, kind in edition.types.items() if field in kind.fields)
    return {key: value for key, value in (data | changes).items() if value is not None}


def of(edition, field=None, **changes):
    """The same for an edition that is at hand."""
    return eligible(edition.call, edition.action, field, **changes)


def is_doubtful_exception(edition, field, shape=None):
    """Whether a format needs fewer countries than others, by a figure that nobody could verify."""
    minimum, general = own(edition, "minimum", field, shape), edition.minimum.get("general")
    unverified = minimum.source.grade is Grade.UNVERIFIED
    return bool(
        unverified
        and general
        and general.countries > minimum.countries
        and general.source.grade is not Grade.UNVERIFIED
    )


def consortium(edition, field, shape=None, *, countries=None):
    """The smallest consortium: the applicant first, each organisation named `Organisation n`."""
    minimum = own(edition, "minimum", field, shape)
    surer = edition.minimum["general"] if is_doubtful_exception(edition, field, shape) else minimum
    wanted = list(countries or edition.programme_countries.codes[: surer.countries])
    places = _composed(own(edition, "composition", field, shape), wanted, edition)
    admitted = edition.formats[shape].kinds if shape else ()
    filler = next(iter((*minimum.kinds, *admitted, plain_kind(edition))))
    while True:
        counted = [country for country, kind in places if not minimum.kinds or kind in minimum.kinds]
        if len(counted) >= minimum.organisations and set(counted) >= set(wanted):
            break
        places.append((min(wanted, key=Counter(counted).__getitem__), filler))
    body = body_of(edition, field, shape)
    members = [member(edition, n, country, kind, body) for n, (country, kind) in enumerate(places, start=1)]
    members[0]["role"] = "applicant"
    if edition.established:
        members[0]["established"] = f"{edition.call - 20}-05-12"
    return members


def member(edition, number, country, kind, body):
    """A full partner that has all that may be asked of it."""
    entry = {
        "id": f"p{number}",
        "name": f"Organisation {number}",
        "role": "partner",
        "country": country,
        "kind": kind,
    }
    numbers = {"pic": 912345600 + number, "oid": f"E{10000000 + number}"}
    entry |= {key: numbers[key] for key, asked in edition.identifiers.items() if body in asked.asked_by}
    return entry | ({"eche": True} if edition.charter and kind in edition.charter.kinds else {})


def joined(data, **changes):
    """The proposal with one more organisation, `x`: like the last, with changes; None leaves a key out."""
    entry = {**data["organisations"][-1], "id": "x", "name": "One more", "role": "partner"}
    entry |= {key: value for key, value in (("pic", 987654321), ("oid", "E98765432")) if key in entry}
    return changed({**data, "organisations": [*data["organisations"], entry]}, -1, **changes)


def changed(data, index, **changes):
    """The proposal with changes to one organisation; None leaves a key out."""
    organisations = [dict(entry) for entry in data["organisations"]]
    entry = organisations[index] | changes
    organisations[index] = {key: value for key, value in entry.items() if value is not None}
    return {**data, "organisations": organisations}


def without(data, key):
    """The proposal without one of its keys."""
    return {name: value for name, value in data.items() if name != key}


def _composed(composition, countries, edition):
    """Country and kind of what a composition asks for: each part in its place, as often as needed."""
    if composition is None:
        return []
    parts = [
        _part_kind(edition, composition, part) for part in composition.parts for _ in range(part.at_least)
    ]
    if composition.scope == "consortium":
        return [(countries[number % len(countries)], kind) for number, kind in enumerate(parts)]
    each = countries if composition.scope == "each-country" else countries[:2]
    return [(country, kind) for country in each for kind in parts]


def _part_kind(edition, composition, part):
    """A kind that fills this part and no other, if there is one, and of which nothing more is asked."""
    elsewhere = {kind for other in composition.parts if other is not part for kind in other.kinds}
    asked = {kind for topic in (edition.charter, edition.fields_only) if topic for kind in topic.kinds}
    return min(part.kinds, key=lambda kind: (kind in elsewhere, kind in asked))


def money(edition, field, shape=None):
    """The smallest lump sum with its parts, or a grant that is small enough for every length."""
    if edition.lump_sums:
        amount = int(min(edition.lump_sums.amounts))
        return {"lump_sum": amount, **parts(edition, amount)}
    ceiling = own(edition, "grant_ceiling", field, shape)
    if ceiling is None:
        return {"requested_grant": int(edition.grant_bounds.lowest) if edition.grant_bounds else 100_000}
    limits = (ceiling.per_month, ceiling.per_organisation_year, *ceiling.by_months.values(), ceiling.total)
    return {"requested_grant": int(next(limit for limit in limits if limit is not None))}


def parts(edition, amount, *, management=None, number=None):
    """A lump sum divided: work packages, the first for management, or else one activity."""
    if edition.packages is None:
        return {"activities": [{"id": "A1", "title": "Exchange", "lead": "p1", "grant": amount}]}
    management = amount // 10 if management is None else management
    number = number or edition.packages.at_least
    shares = [(amount - management) // max(number - 1, 1)] * (number - 1)
    if shares:
        shares[-1] += amount - management - sum(shares)
    packages = [
        {"id": f"WP{n}", "title": f"Work package {n}", "grants": {"p1": share}}
        for n, share in enumerate((management, *shares), start=1)
    ]
    packages[0]["management"] = True
    if edition.packages.of_activities:
        for number, package in enumerate(packages[1:], start=1):
            package["activities"] = [{"title": f"Exchange {number}"}]
    return {"work_packages": packages}


def with_items(data):
    """The proposal with one of everything of which a form may ask: `O1`, `E1`, `C1`, `WP2`, `A1`."""
    edition = open_edition(data["call"], data["action"])
    if edition.lump_sums:
        packages = [{**entry} for entry in data.get("work_packages", ())]
        if packages:
            packages[-1]["activities"] = [{"id": "A1", "title": "Exchange", "lead": "p1"}]
            return {**data, "work_packages": packages}
        return data
    items = {"learning_activities": [{"id": "C1", "kind": "joint-staff-training", "days": 5}]}
    opened = edition.types[data["type"]].budget_items if "type" in data else ("outputs", "events")
    if "outputs" in opened:
        items |= {"outputs": [{"id": "O1"}], "events": [{"id": "E1", "outputs": ["O1"]}]}
    return {**data, **items}


HANDLES = {
    "organisation": "p1",
    "output": "O1",
    "event": "E1",
    "learning_activity": "C1",
    "work_package": "WP2",
    "activity": "A1",
}


def questions(edition, field=None, shape=None) -> Iterator[Question]:
    """The questions that the form of a field and format asks in the call of an edition."""
    yield from form_for(edition, field=field or plain_field(edition), project_format=shape).questions()


def answer_key(question):
    """The key of an answer to a question; a repeated one is asked of an item of `with_items`."""
    return f"{question.id}/{HANDLES[question.repeat]}" if question.repeat else question.id


def example_of(rule, fragment):
    """An edition of which an example of a rule speaks, and the example with its call and action.

    The call and action that the example names, else the newest to which the rule applies. Strategic
    partnerships come first, since their calls know most of what examples speak of.
    """
    named = [
        edition
        for edition in sorted(EDITIONS, key=lambda edition: (edition.action == ACTION, edition.call))
        if rule.applies_to(edition)
        and fragment.get("call") in (None, edition.call, edition.call + (edition.call == NEWEST))
        and fragment.get("action") in (None, edition.action)
    ]
    assert named, f"{rule.id} does not apply to its own example"
    return named[-1], {"call": named[-1].call, "action": named[-1].action, **fragment}


# Reports


def report_on(data, **options) -> Report:
    """The whole report on a plain dict."""
    return check(Proposal.model_validate(data), **options)


def verdict_of(data) -> Verdict:
    """The verdict on a plain dict."""
    return report_on(data, fixes=False).verdict


def finding(data, rule, **options) -> Finding:
    """What a rule says of a plain dict: its first finding, a fail before all others."""
    of_rule = [entry for entry in report_on(data, **options).findings if entry.rule == rule]
    assert of_rule, f"{rule} was not run"
    return min(of_rule, key=lambda entry: entry.outcome is not Result.FAIL)


def outcomes(data) -> dict[str, set[Result]]:
    """Rule id → what the rule says, over all its findings."""
    return by_rule(report_on(data, fixes=False).findings)


def by_rule(findings: Iterable[Finding]) -> dict[str, set[Result]]:
    """The same for findings that are there already."""
    said: dict[str, set[Result]] = {}
    for entry in findings:
        said.setdefault(entry.rule, set()).add(entry.outcome)
    return said


def told(data, *rules) -> dict[str, set[Result]]:
    """Rule id → what each of these rules says of a plain dict; the others are not run."""
    return by_rule(report_on(data, select=rules, fixes=False).findings)


def findings_under(edition, proposal, *rules) -> tuple[Finding, ...]:
    """What these rules say of a proposal under an edition that need not be one of those that are shipped."""
    criteria = tuple(criterion_of(find(rule), edition) for rule in rules)
    return run(criteria, Project(proposal, edition))


def deciding(report) -> dict[str, str]:
    """Rule id → message of whatever keeps the proposal from being eligible: for messages of asserts."""
    return {entry.rule: entry.message for entry in report.findings if entry.decides}


def decides(cited) -> bool:
    """Whether a fail that rests on this figure decides the verdict."""
    return cited.source.grade is not Grade.UNVERIFIED
