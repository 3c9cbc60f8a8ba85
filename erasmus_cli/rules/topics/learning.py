"""Learning, teaching and training activities."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache

from erasmus_cli.guide.model import Status
from erasmus_cli.guide.unit_costs import LearningOutside
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import months_later
from erasmus_cli.proposal.unit_cost_items import LearningActivity
from erasmus_cli.rules.outcome import Outcome, Severity, failed, not_applicable, passed, replace, unknown
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording.messages import say

_YEARS = (2015, 2016)  # one of them is a leap year
_COURSE = {"kind": "joint-staff-training", "title": "Course"}
_LEARNERS = {"kind": "blended-mobility", "title": "Course"}
_AT_HOME = [
    {"id": "a", "role": "applicant", "country": "BE"},
    {"id": "u", "role": "partner", "country": "UA"},
]
_NONE_PLANNED = not_applicable(say("no learning, teaching or training activity is planned"))


@rule(
    "LTT-01",
    reads=("unit_costs.lengths",),
    uses=("learning_activities",),
    severity=Severity.ERROR,
    passes={"learning_activities": [{**_COURSE, "days": 5}]},
    fails={"learning_activities": [{**_COURSE, "days": 2}]},
)
def activities_in_length(project: Project) -> Iterator[Outcome]:
    """Each learning, teaching or training activity lasts as long as its kind has to, travel not counted.

    Months are counted from the day on which the activity starts; where that is not said, the longest and the
    shortest months are allowed.
    """
    activities, costs = project.proposal.learning_activities, project.edition.unit_costs
    if not activities or not costs:
        yield _NONE_PLANNED
        return
    for index, activity in enumerate(activities):
        at = f"/learning_activities/{index}"
        label = activity.id or say("activity {number}", number=index + 1)
        if activity.kind is None or activity.days is None:
            missing = [f"{at}/{key}" for key in ("kind", "days") if getattr(activity, key) is None]
            words = say("how long {activity} lasts, or of which kind it is, is not said", activity=label)
            yield unknown(words, *missing)
            continue
        limits = costs.lengths[activity.kind]
        shortest = limits.min_days or _days(limits.min_months or 1, activity.start, min)
        longest = _days(limits.max_months, activity.start, max)
        values = {"activity": label, "days": activity.days, "shortest": shortest, "longest": longest}
        if shortest <= activity.days <= longest:
            words = say("{activity}: {days} {days:day|days}, {shortest} to {longest} are possible", **values)
            yield passed(words, at, cites=(limits,))
            continue
        nearest = shortest if activity.days < shortest else longest
        yield failed(
            say("{activity} has {days} {days:day|days} of activity, not {shortest} to {longest}", **values),
            f"{at}/days",
            say(
                "plan for {nearest} days without travel, or choose another kind of activity", nearest=nearest
            ),
            edits=[(replace(f"{at}/days", nearest),)],
            cites=(limits,),
        )


@rule(
    "LTT-02",
    reads=("unit_costs.activity_fields",),
    uses=("learning_activities", "field", "format"),
    severity=Severity.WARNING,
    passes={"field": "school", "learning_activities": [{"kind": "pupil-exchange"}]},
    fails={"field": "vet", "learning_activities": [{"kind": "pupil-exchange"}]},
)
def activities_of_field(project: Project) -> Outcome | list[Outcome]:
    """Each learning, teaching or training activity is of a kind that exists in the field.

    Exchanges of pupils belong to schools, intensive study programmes to higher education. A project with
    partners of several fields may have others, so this only warns.
    """
    activities, costs, field = (
        project.proposal.learning_activities or (),
        project.edition.unit_costs,
        project.field,
    )
    if not activities or costs is None:
        return _NONE_PLANNED
    if field is None:
        return unknown(say("which kinds of activity there are depends on the field"), "/field")
    faults = []
    for index, activity in enumerate(activities):
        known = costs.activity_fields.get(activity.kind or "")
        if known is None or field in known.fields:
            continue
        faults.append(
            failed(
                say(
                    "{activity} is of kind {kind}, which exists in {fields:list}",
                    activity=activity.id or say("activity {number}", number=index + 1),
                    kind=activity.kind,
                    fields=known.fields,
                ),
                f"/learning_activities/{index}/kind",
                say("choose another kind, or ask the agency"),
                cites=(known,),
            )
        )
    words = say("every kind of activity exists in the field")
    return faults or passed(words, "/learning_activities", cites=costs.activity_fields.values())


@rule(
    "LTT-03",
    reads=("unit_costs.learning_outside", "programme_countries"),
    uses=("learning_activities", "organisations"),
    severity=Severity.WARNING,
    passes={"organisations": _AT_HOME, "learning_activities": [{**_COURSE, "host": "u"}]},
    fails={"organisations": _AT_HOME, "learning_activities": [{**_LEARNERS, "host": "u"}]},
)
def learners_stay_inside(project: Project) -> Outcome | list[Outcome]:
    """Learning activities are held in countries of the Programme, and learners come from there.

    Joint staff training may be held elsewhere. Staff from elsewhere may join it, and may teach in intensive
    study programmes as accompanying persons.
    """
    activities, costs = project.proposal.learning_activities or (), project.edition.unit_costs
    outside = costs.learning_outside if costs else None
    if not activities or outside is None:
        return _NONE_PLANNED
    faults = [
        fault
        for index, activity in enumerate(activities)
        if activity.kind not in (None, *outside.held)
        for fault in _outside(project, outside, index, activity)
    ]
    words = say("all are held where they may be, by those who may join")
    return faults or passed(words, cites=(outside, project.edition.programme_countries))


def _outside(
    project: Project, outside: LearningOutside, index: int, activity: LearningActivity
) -> Iterator[Outcome]:
    """Where an activity of a kind that stays inside is held outside, and who joins it from there."""
    at = f"/learning_activities/{index}"
    label = activity.id or say("activity {number}", number=index + 1)
    cites = (outside, project.edition.programme_countries)
    host = project.member(activity.host)
    if host and host.status is Status.OUTSIDE:
        yield failed(
            say(
                "{activity} is held in {country:country}; outside of the Programme only {kinds:or} may be",
                activity=label,
                country=host.organisation.country,
                kinds=outside.held,
            ),
            f"{at}/host",
            say("hold it in a country of the Programme, or ask the agency"),
            cites=cites,
        )
    for number, group in enumerate(activity.groups or ()):
        sender = project.member(group.organisation)
        if sender is None or sender.status is not Status.OUTSIDE:
            continue
        if activity.kind in outside.joined_by_staff and not group.participants:
            continue
        yield failed(
            say(
                "{activity} has participants from {country:country}; from outside of the Programme only staff"
                " joins, for {kinds:or}",
                activity=label,
                country=sender.organisation.country,
                kinds=outside.joined_by_staff,
            ),
            f"{at}/groups/{number}",
            say("let others take part, or ask the agency"),
            cites=cites,
        )


@lru_cache(maxsize=1024)
def _days(months: int, start: date | None, choose: Callable[[Iterable[int]], int]) -> int:
    """The days of so many months from the start of an activity, or the most or fewest that there can be."""
    firsts = [date(year, month, 1) for year in _YEARS for month in range(1, 13)]
    starts = [start] if start else firsts
    return choose([(months_later(first, months) - first).days for first in starts])
