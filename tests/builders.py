"""Proposals built from the guide data, so that tests hold for every edition, and short ways to check them."""

from collections.abc import Iterable, Iterator
from itertools import cycle, islice

from erasmus_cli.guide.form import Question, open_form
from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.guide.lookup import formats_of, minimum_for, priorities_of, window_dates
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.sources import Grade
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.engine import check
from erasmus_cli.rules.outcome import Result
from erasmus_cli.rules.report import Finding, Report, Verdict

ACTION = "strategic-partnership"
EDITIONS = tuple(open_edition(*key) for key in available())
SHAPES = tuple(
    (edition, field, shape)
    for edition in EDITIONS
    for field in edition.fields
    for shape in (None, *formats_of(edition, field))
)
"""Every edition, field and format (None for the general rules)."""


def shape_id(value):
    """Readable parametrisation: `2016/strategic-partnership`, a plain `general` for no format."""
    return value.id if isinstance(value, Edition) else "general" if value is None else str(value)


def eligible(call=2016, field="vet", action=ACTION, **changes):
    """A minimal proposal that is eligible, with changes; None leaves a key out."""
    edition = open_edition(call, action)
    shape = changes.get("format")
    data = {
        "call": call,
        "action": action,
        "field": field,
        "start": window_dates(edition, edition.start_windows[field][0])[0].isoformat(),
        "months": shortest(edition, field, shape),
        "priorities": {"main": next(iter(own_first(edition, field)))},
        "organisations": consortium(edition, field, shape),
        "requested_grant": int(edition.grant_ceiling.per_month),
    }
    if edition.types:
        bound = edition.formats[shape].project_type if shape else None
        data["type"] = bound or next(t for t, kind in edition.types.items() if field in kind.fields)
    return {key: value for key, value in (data | changes).items() if value is not None}


def consortium(edition, field, shape=None, *, countries=None):
    """The smallest consortium: the applicant first, each organisation named `Organisation n`."""
    minimum = minimum_for(edition, field, shape)
    wanted = list(countries or edition.programme_countries.codes[: minimum.countries])
    kinds = _kinds(edition, shape)
    size = max(minimum.organisations, len(wanted)) * len(kinds)
    places = islice(cycle([(country, kind) for kind in kinds for country in wanted]), size)
    return [
        {
            "id": f"p{number}",
            "name": f"Organisation {number}",
            "role": "applicant" if number == 1 else "partner",
            "country": country,
            "kind": kind,
        }
        for number, (country, kind) in enumerate(places, start=1)
    ]


def _kinds(edition, shape):
    """What each country has to bring: one organisation of each of these kinds."""
    composition = edition.country_composition
    if shape is not None and composition and composition.format == shape:
        plain = plain_kind(edition)
        return [plain if plain in kinds else kinds[0] for kinds in composition.groups.values()]
    admitted = edition.formats[shape].kinds if shape else ()
    counted = edition.minimum[shape].kinds if shape in edition.minimum else ()
    return [next(iter((*counted, *admitted, plain_kind(edition))))]


def plain_kind(edition):
    """A kind of organisation of which no format, charter or field asks anything."""
    special = {
        *(edition.charter.kinds if edition.charter else ()),
        *(edition.fields_only.kinds if edition.fields_only else ()),
        *(kind for shape in edition.formats.values() for kind in shape.kinds),
        *(kind for minimum in edition.minimum.values() for kind in minimum.kinds),
    }
    return next(kind for kind in edition.kinds if kind not in special)


def allowed_months(edition, field, shape=None):
    """The duration of a format if it has its own, else that of the field."""
    return edition.duration[shape if shape in edition.duration else field]


def shortest(edition, field, shape=None):
    """The shortest project on which all sources agree."""
    months = allowed_months(edition, field, shape).min_months
    doubt = edition.duration_doubt.get(field)
    return max(months, doubt.min_months) if doubt else months


def own_first(edition, field):
    """The priorities that fit a field: its own, then the horizontal ones."""
    fitting = priorities_of(edition, field)
    return sorted(fitting, key=lambda key: not key.startswith(f"{field}/"))


def changed(data, index, **changes):
    """The proposal with changes to one organisation; None leaves a key out."""
    organisations = [dict(entry) for entry in data["organisations"]]
    entry = organisations[index] | changes
    organisations[index] = {key: value for key, value in entry.items() if value is not None}
    return {**data, "organisations": organisations}


def questions(edition) -> Iterator[Question]:
    """The questions that the form asks in the call of an edition."""
    for question in open_form(edition.form).questions():
        if not question.calls or edition.call in question.calls:
            yield question


def answer_key(question):
    """The key of an answer to a question; a repeated one is asked of the first item, `p1`."""
    return f"{question.id}/p1" if question.repeat else question.id


def report_on(data, **options) -> Report:
    """The whole report on a plain dict."""
    return check(Proposal.model_validate(data), **options)


def verdict_of(data) -> Verdict:
    """The verdict on a plain dict."""
    return report_on(data, mends=False).verdict


def finding(data, rule, **options) -> Finding:
    """What a rule says of a plain dict: its first finding, a fail before all others."""
    of_rule = [entry for entry in report_on(data, **options).findings if entry.rule == rule]
    assert of_rule, f"{rule} was not run"
    return min(of_rule, key=lambda entry: entry.outcome is not Result.FAIL)


def outcomes(data) -> dict[str, set[Result]]:
    """Rule id → what the rule says, over all its findings."""
    return by_rule(report_on(data, mends=False).findings)


def by_rule(findings: Iterable[Finding]) -> dict[str, set[Result]]:
    """The same for findings that are there already."""
    said: dict[str, set[Result]] = {}
    for entry in findings:
        said.setdefault(entry.rule, set()).add(entry.outcome)
    return said


def deciding(report) -> dict[str, str]:
    """Rule id → message of whatever keeps the proposal from being eligible: for messages of asserts."""
    return {entry.rule: entry.message for entry in report.findings if entry.decides}


def decides(cited) -> bool:
    """Whether a fail that rests on this figure decides the verdict."""
    return cited.source.grade is not Grade.UNVERIFIED
