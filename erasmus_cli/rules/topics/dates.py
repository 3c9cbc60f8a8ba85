"""How long the project lasts, when it starts and ends, and when the application is made."""

from collections.abc import Iterator
from datetime import date

from erasmus_cli.guide.lookup import pick, window_dates
from erasmus_cli.guide.model import Edition
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.digest import Digest
from erasmus_cli.rules.outcome import Outcome, Severity, failed, not_applicable, passed, replace, unknown
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording import count, day, moment


@rule(
    "DUR-01",
    reads=("duration",),
    severity=Severity.ERROR,
    passes={"field": "vet", "months": 24},
    fails={"field": "vet", "months": 37},
)
def duration_in_range(digest: Digest, edition: Edition) -> Outcome:
    """The project lasts as long as its field allows.

    The duration is chosen in the application. An extension can be granted later, in exceptional cases and
    without more money; it cannot be applied for.
    """
    months, field = digest.proposal.months, digest.field
    if months is None:
        return unknown("say how many months the project lasts", "/months")
    if digest.field_decides(edition.duration):
        return unknown("the permitted duration depends on the field", "/field")
    allowed = pick(edition.duration, field=field, project_format=digest.proposal.format)
    if allowed is None:
        return not_applicable(f"no duration is known for the field {field}")
    choices = " or ".join(map(str, allowed.only)) or f"{allowed.min_months} to {allowed.max_months}"
    if allowed.allows(months):
        return passed(f"{months} months are allowed: {choices}", "/months")
    ends = allowed.only or (allowed.min_months, allowed.max_months)
    nearest = sorted(ends, key=lambda length: abs(length - months))
    return failed(
        f"{months} months; {choices} are allowed",
        "/months",
        f"plan {nearest[0]} months",
        patches=[(replace("/months", length),) for length in nearest],
    )


@rule(
    "DUR-02",
    reads=("duration_doubt",),
    severity=Severity.WARNING,
    passes={"call": 2015, "field": "vet", "months": 24},
    fails={"call": 2015, "field": "vet", "months": 18},
)
def duration_beyond_doubt(digest: Digest, edition: Edition) -> Outcome:
    """The duration is one on which all sources for the call agree.

    Sources for this call differ on the shortest or longest project of some fields.
    """
    months = digest.proposal.months
    sure = pick(edition.duration_doubt, field=digest.field, project_format=digest.proposal.format)
    if months is None or sure is None:
        return not_applicable("no doubt is known for this field and duration")
    if sure.allows(months):
        return passed(f"all sources allow {months} months", "/months")
    return failed(
        f"{months} months; {sure.min_months} to {sure.max_months} are beyond doubt"
        + (f": {sure.source.note}" if sure.source.note else ""),
        "/months",
        "ask the National Agency, or read the Guide of the call",
    )


@rule(
    "DAT-01",
    reads=("start_windows",),
    severity=Severity.ERROR,
    passes={"call": 2016, "field": "vet", "start": "2016-09-01"},
    fails={"call": 2016, "field": "vet", "start": "2016-08-31"},
)
def start_in_window(digest: Digest, edition: Edition) -> Outcome:
    """The project starts within the window of its round."""
    start = digest.proposal.start
    if digest.field_decides(edition.start_windows):
        return unknown("the window for the start depends on the field", "/field")
    if not pick(digest.hints.start_windows, field=digest.field, project_format=digest.proposal.format):
        return not_applicable("the Guide names no window for the start")
    if start is None:
        return unknown("say when the project starts", "/start")
    windows = digest.start_windows(digest.round)
    if not windows:
        return not_applicable(f"no window is known for round {digest.round}")
    spans = [window_dates(edition, window) for window in windows]
    words = " or ".join(f"{day(first)} to {day(last)}" for first, last in spans)
    if any(first <= start <= last for first, last in spans):
        return passed(f"{day(start)} lies within {words}", "/start")
    edges = sorted((edge for span in spans for edge in span), key=lambda edge: abs(edge - start))
    return failed(
        f"the project starts on {day(start)}; starts are allowed from {words}",
        "/start",
        f"start on {day(edges[0])}",
        patches=[(replace("/start", edge.isoformat()),) for edge in edges],
    )


@rule(
    "DAT-02",
    reads=("latest_end",),
    severity=Severity.ERROR,
    passes={"call": 2016, "field": "vet", "start": "2016-09-01", "months": 36},
    fails={"call": 2016, "field": "vet", "start": "2016-10-01", "months": 36},
)
def ends_in_time(digest: Digest, edition: Edition) -> Outcome:
    """The project ends before the programme's last day for projects of the call.

    The last day is the day before the start, as many months later as the project lasts.
    """
    if digest.proposal.end is None:
        missing = [f"/{key}" for key in ("start", "months") if not getattr(digest.proposal, key)]
        return unknown("the end follows from start and months", *missing)
    latest = edition.latest_end
    assert latest is not None  # noqa: S101 - the rule only applies where the edition has it
    month, number = map(int, latest.day.split("-"))
    last = date(edition.call + latest.years_after_call, month, number)
    if digest.proposal.end <= last:
        return passed(f"the project ends on {day(digest.proposal.end)}, by {day(last)}", "/months")
    months = digest.proposal.months or 0
    over = (digest.proposal.end.year - last.year) * 12 + digest.proposal.end.month - last.month or 1
    return failed(
        f"the project ends on {day(digest.proposal.end)}; {day(last)} is the last day",
        "/months",
        "start earlier or plan fewer months",
        patches=[(replace("/months", months - over),)] if months > over else (),
    )


@rule(
    "DAT-03",
    reads=("deadlines",),
    severity=Severity.ERROR,
    passes={"call": 2016, "field": "vet", "submitted": "2016-03-31T12:00"},
    fails={"call": 2016, "field": "vet", "submitted": "2016-03-31T12:01"},
)
def submitted_in_time(digest: Digest, edition: Edition) -> Outcome:
    """The application is submitted by the deadline of its round, Brussels time.

    There is no grace: an application that arrives a minute late is not looked at. Without a moment of
    submission in the proposal nothing is held against it.
    """
    submitted, asked = digest.proposal.submitted, digest.proposal.round
    if submitted is None and asked is None:
        return not_applicable("no moment of submission is given")
    if digest.field_decides(edition.deadlines):
        return unknown("the deadline depends on the field", "/field")
    deadlines = digest.deadlines(asked)
    if deadlines is None:
        return not_applicable("no deadline is known")
    if not deadlines:
        choices = " or ".join(str(deadline.round) for deadline in digest.deadlines(None) or ())
        return failed(f"there is no round {asked} in {edition.call}", "/round", f"choose round {choices}")
    if submitted is None:
        return not_applicable("no moment of submission is given")
    open_then = [deadline for deadline in deadlines if submitted <= deadline.effective]
    if open_then:
        first = open_then[0]
        proviso = "; this round takes place only where the National Agency opens it" if first.optional else ""
        return passed(f"{moment(submitted)} is before {moment(first.effective)}{proviso}", "/submitted")
    last = deadlines[-1].effective
    return failed(
        f"submitted {moment(submitted)}; the deadline was {moment(last)}, Brussels time",
        "/submitted",
        "nothing mends a late application; the next call or round may take it",
    )


@rule(
    "DAT-04",
    reads=("requirements.in-project",),
    severity=Severity.WARNING,
    passes={"start": "2016-09-01", "months": 24, "meetings": [{"start": "2016-09-01"}]},
    fails={"start": "2016-09-01", "months": 24, "meetings": [{"start": "2018-09-01"}]},
)
def items_in_project(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Everything that is planned happens between the first and the last day of the project, in order."""
    del edition
    first, last = digest.proposal.start, digest.proposal.end
    faults = planned = 0
    for at, start, end in _planned(digest.proposal):
        planned += 1
        if start and end and end < start:
            faults += 1
            yield failed(
                f"it ends on {day(end)}, before it starts on {day(start)}", at, "correct one of the dates"
            )
        for moment_of in (start, end):
            if moment_of and first and last and not first <= moment_of <= last:
                faults += 1
                yield failed(
                    f"{day(moment_of)} is not within the project, {day(first)} to {day(last)}",
                    at,
                    "move it, or the project",
                )
    if not planned:
        yield not_applicable("nothing with a date is planned")
    elif not faults:
        yield passed(f"{count(planned, 'date')} of the plan lie within the project")


def _planned(proposal: Proposal) -> Iterator[tuple[str, date | None, date | None]]:
    """Place, start and end of everything that has a date."""
    for topic in ("meetings", "outputs", "events", "learning_activities", "work_packages", "activities"):
        for index, item in enumerate(getattr(proposal, topic) or ()):
            if item.start or getattr(item, "end", None):
                yield f"/{topic}/{index}", item.start, getattr(item, "end", None)
            for number, activity in enumerate(getattr(item, "activities", ())):
                if activity.start or activity.end:
                    yield f"/{topic}/{index}/activities/{number}", activity.start, activity.end
