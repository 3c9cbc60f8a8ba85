"""Learning, teaching and training activities."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from erasmus_cli.guide.model import Edition
from erasmus_cli.proposal.model import LearningActivity, months_later
from erasmus_cli.rules.digest import Digest
from erasmus_cli.rules.outcome import Outcome, Severity, failed, not_applicable, passed, replace, unknown
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording import count

_YEARS = (2015, 2016)  # one of them is a leap year
_COURSE = {"kind": "joint-staff-training", "title": "Course"}


@rule(
    "LTT-01",
    reads=("unit_costs.lengths",),
    severity=Severity.ERROR,
    passes={"learning_activities": [{**_COURSE, "days": 5}]},
    fails={"learning_activities": [{**_COURSE, "days": 2}]},
)
def activities_in_length(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Each learning, teaching or training activity lasts as long as its kind has to, travel not counted.

    Months are counted from the day on which the activity starts; where that is not said, the longest and the
    shortest months are allowed.
    """
    activities = digest.proposal.learning_activities or ()
    if not activities or not edition.unit_costs:
        yield not_applicable("no learning, teaching or training activity is planned")
        return
    for index, activity in enumerate(activities):
        at, label = f"/learning_activities/{index}", activity.id or f"activity {index + 1}"
        missing = [f"{at}/{key}" for key in ("kind", "days") if getattr(activity, key) is None]
        if missing or activity.kind is None or activity.days is None:
            yield unknown(f"how long {label} lasts, or of which kind it is, is not said", *missing)
            continue
        limits = edition.unit_costs.lengths[activity.kind]
        shortest = limits.min_days or _days(limits.min_months or 1, activity, min)
        longest = _days(limits.max_months, activity, max)
        if shortest <= activity.days <= longest:
            yield passed(f"{label}: {count(activity.days, 'day')}, {shortest} to {longest} are possible", at)
        else:
            nearest = shortest if activity.days < shortest else longest
            yield failed(
                f"{label} has {count(activity.days, 'day')} of activity, not {shortest} to {longest}",
                f"{at}/days",
                f"plan for {nearest} days without travel, or choose another kind of activity",
                patches=[(replace(f"{at}/days", nearest),)],
            )


def _days(months: int, activity: LearningActivity, choose: Callable[[Iterable[int]], int]) -> int:
    """The days of so many months from the start of an activity, or the most or fewest that there can be."""
    firsts = [date(year, month, 1) for year in _YEARS for month in range(1, 13)]
    starts = [activity.start] if activity.start else firsts
    return choose((months_later(start, months) - start).days for start in starts)
