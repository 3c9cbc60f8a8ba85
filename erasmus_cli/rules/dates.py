"""How long the project lasts, when it starts and ends, and when the application is made."""

from datetime import date

from erasmus_cli.guide.lookup import window_dates
from erasmus_cli.guide.model import Edition
from erasmus_cli.rules.digest import Digest
from erasmus_cli.rules.outcome import Outcome, Severity, failed, not_applicable, passed, replace, unknown
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording import day, moment


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
    months, field = digest.proposal.months, digest.proposal.field
    if months is None:
        return unknown("say how many months the project lasts", "/months")
    own = digest.proposal.format if digest.proposal.format in edition.duration else field
    if own is None:
        return unknown("the permitted duration depends on the field", "/field")
    if own not in edition.duration:
        return not_applicable(f"no duration is known for the field {own}")
    allowed = edition.duration[own]
    shortest, longest = allowed.min_months, allowed.max_months
    if shortest <= months <= longest:
        return passed(f"{months} months lie within {shortest} to {longest}", "/months")
    nearest = shortest if months < shortest else longest
    return failed(
        f"{months} months; {shortest} to {longest} are allowed",
        "/months",
        f"plan {nearest} months",
        patches=[(replace("/months", nearest),)],
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
    months, field = digest.proposal.months, digest.proposal.field
    if months is None or field is None or field not in edition.duration_doubt:
        return not_applicable("no doubt is known for this field and duration")
    sure = edition.duration_doubt[field]
    if sure.min_months <= months <= sure.max_months:
        return passed(f"all sources allow {months} months", "/months")
    return failed(
        f"{months} months; not all sources allow fewer than {sure.min_months} or more than {sure.max_months}",
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
    start, field = digest.proposal.start, digest.proposal.field
    if start is None:
        return unknown("say when the project starts", "/start")
    if field is None:
        return unknown("the window for the start depends on the field", "/field")
    if field not in edition.start_windows:
        return not_applicable(f"no window is known for the field {field}")
    asked = digest.proposal.round
    windows = [window for window in edition.start_windows[field] if asked in (None, window.round)]
    if not windows:
        return not_applicable(f"no window is known for round {asked}")
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
    submitted, field = digest.proposal.submitted, digest.proposal.field
    if submitted is None:
        return not_applicable("no moment of submission is given")
    if field is None:
        return unknown("the deadline depends on the field", "/field")
    if field not in edition.deadlines:
        return not_applicable(f"no deadline is known for the field {field}")
    asked = digest.proposal.round
    deadlines = [deadline for deadline in edition.deadlines[field] if asked in (None, deadline.round)]
    if not deadlines:
        return failed(
            f"the field {field} has no round {asked} in {edition.call}",
            "/round",
            f"choose round {' or '.join(str(deadline.round) for deadline in edition.deadlines[field])}",
        )
    open_then = [deadline for deadline in deadlines if submitted <= deadline.effective]
    if open_then:
        return passed(f"{moment(submitted)} is before {moment(open_then[0].effective)}", "/submitted")
    last = deadlines[-1].effective
    return failed(
        f"submitted {moment(submitted)}; the deadline was {moment(last)}, Brussels time",
        "/submitted",
        "nothing mends a late application; the next call or round may take it",
    )
