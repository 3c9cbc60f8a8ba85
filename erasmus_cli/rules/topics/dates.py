"""How long the project lasts, when it starts and ends, and when the application is made."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from erasmus_cli.guide.lookup import window_dates
from erasmus_cli.guide.sources import Grade
from erasmus_cli.guide.timing import Duration
from erasmus_cli.project.planned import PLANNED_KEYS, Planned
from erasmus_cli.project.project import Project
from erasmus_cli.project.setting import Setting
from erasmus_cli.rules.outcome import Outcome, Severity, failed, not_applicable, passed, replace, unknown
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording.messages import NOTHING, Message, say

_NO_DOUBT = not_applicable(say("no doubt is known for this field and duration"))
_RANGE_SAYS_IT = not_applicable(say("the lengths that are allowed say it all (DUR-01)"))
_NO_WINDOW = not_applicable(say("the Guide names no window for the start"))
_NOT_SUBMITTED = not_applicable(say("no moment of submission is given"))
_NO_DEADLINE = not_applicable(say("no deadline is known"))
_WINDOW_SAYS_IT = not_applicable(say("the window for the start says it all (DAT-01)"))
_ALL_HELD = not_applicable(say("the call has no round that only some agencies hold"))
_NO_ROUND = not_applicable(say("no round is named, and none follows from the dates"))
_SPORT = {"call": 2026, "action": "cooperation-partnership", "field": "sport"}
_KA220 = {"call": 2026, "action": "cooperation-partnership", "field": "vet"}
_NOTHING_PLANNED = not_applicable(say("nothing with a date is planned"))

# No Guide says so: a start this many years after the application is likely to be a slip.
_YEARS_LATER = 2


@rule(
    "DUR-01",
    reads=("duration",),
    uses=("months", "field", "format"),
    severity=Severity.ERROR,
    passes={"field": "vet", "months": 24},
    fails={"field": "vet", "months": 37},
)
def duration_in_range(project: Project) -> Outcome:
    """The project lasts as long as its field allows.

    The duration is chosen in the application. An extension can be granted later, in exceptional cases and
    without more money; it cannot be applied for.
    """
    return project.setting.answer(_duration, project.proposal.months)


def _duration(setting: Setting, months: int | None) -> Outcome:
    if months is None:
        return unknown(say("say how many months the project lasts"), "/months")
    if setting.depends_on_field(setting.edition.duration):
        return unknown(say("the permitted duration depends on the field"), "/field")
    allowed = setting.select(setting.edition.duration)
    if allowed is None:
        return not_applicable(say("no duration is known for the field {field}", field=setting.field))
    choices = (
        say("{only:or}", only=allowed.only)
        if allowed.only
        else say("{shortest} to {longest}", shortest=allowed.min_months, longest=allowed.max_months)
    )
    values = {"months": months, "choices": choices}
    if allowed.allows(months):
        return passed(say("{months} months are allowed: {choices}", **values), "/months", cites=(allowed,))
    nearest = _nearest(months, allowed, setting.select(setting.edition.duration_doubt))
    return failed(
        say("{months} months; {choices} are allowed", **values),
        "/months",
        say("plan {nearest} months", nearest=nearest[0]),
        edits=[(replace("/months", length),) for length in nearest],
        cites=(allowed,),
    )


def _nearest(months: int, allowed: Duration, sure: Duration | None) -> list[int]:
    """The edges of what is allowed: those beyond doubt first, and the nearest of them before the others."""
    known = [one for one in (sure, allowed) if one]
    ends = {length for one in known for length in one.only or (one.min_months, one.max_months)}
    return sorted(
        filter(allowed.allows, ends), key=lambda n: (not (sure or allowed).allows(n), abs(n - months))
    )


@rule(
    "DUR-02",
    reads=("duration_doubt", "duration"),
    uses=("months", "learning_activities", "field", "format"),
    severity=Severity.WARNING,
    passes={"call": 2015, "field": "vet", "months": 24},
    fails={"call": 2015, "field": "vet", "months": 18},
)
def duration_beyond_doubt(project: Project) -> Outcome:
    """The duration is one on which all sources for the call agree.

    Sources for this call differ on the shortest or longest project of some fields.
    """
    months = project.proposal.months
    sure = project.select(project.edition.duration_doubt)
    if months is None or sure is None:
        return _NO_DOUBT
    allowed = project.select(project.edition.duration)
    if allowed is not None and not allowed.allows(months):
        return _RANGE_SAYS_IT
    if sure.allows(months):
        return passed(say("all sources allow {months} months", months=months), "/months", cites=(sure,))
    longer = sure.beyond_with
    if longer and any(activity.kind == longer for activity in project.proposal.learning_activities or ()):
        words = say("{months} months go with {activity}", months=months, activity=longer)
        return passed(words, "/months", cites=(sure,))
    note = say(": {note}", note=sure.source.note) if sure.source.note else NOTHING
    return failed(
        say(
            "{months} months; {shortest} to {longest} are beyond doubt{note}",
            months=months,
            shortest=sure.min_months,
            longest=sure.max_months,
            note=note,
        ),
        "/months",
        say("ask the National Agency, or read the Guide of the call"),
        cites=(sure,),
    )


@rule(
    "DAT-01",
    reads=("start_windows",),
    uses=("start", "submitted", "round", "field", "format"),
    severity=Severity.ERROR,
    passes={"call": 2016, "field": "vet", "start": "2016-09-01"},
    fails={"call": 2016, "field": "vet", "start": "2016-08-31"},
)
def start_in_window(project: Project) -> Outcome:
    """The project starts within the window of its round."""
    start, edition = project.proposal.start, project.edition
    if project.depends_on_field(edition.start_windows):
        return unknown(say("the window for the start depends on the field"), "/field")
    if not project.select(edition.start_windows):
        return _NO_WINDOW
    if start is None:
        return unknown(say("say when the project starts"), "/start")
    windows = project.start_windows(project.round)
    if not windows:
        return not_applicable(say("no window is known for round {round}", round=project.round))
    spans, words = project.setting.answer(_spans, project.round)
    values = {"start": start, "windows": words}
    if any(first <= start <= last for first, last in spans):
        return passed(say("{start:day} lies within {windows:or}", **values), "/start", cites=windows)
    if len(spans) == 1 and spans[0][0] == spans[0][1]:
        day = spans[0][0]
        return failed(
            say("the project starts on {start:day}; it has to start on {day:day}", start=start, day=day),
            "/start",
            say("start on {day:day}", day=day),
            edits=[(replace("/start", day.isoformat()),)],
            cites=windows,
        )
    edges = sorted((edge for span in spans for edge in span), key=lambda edge: abs(edge - start))
    return failed(
        say("the project starts on {start:day}; starts are allowed from {windows:or}", **values),
        "/start",
        say("start on {day:day}", day=edges[0]),
        edits=[(replace("/start", edge.isoformat()),) for edge in edges],
        cites=windows,
    )


def _spans(setting: Setting, asked: int | None) -> tuple[list[tuple[date, date]], tuple[Message, ...]]:
    """First and last day of each window of a round, as dates and in words."""
    spans = [window_dates(setting.edition, window) for window in setting.start_windows(asked) or ()]
    return spans, tuple(say("{first:day} to {last:day}", first=first, last=last) for first, last in spans)


@rule(
    "DAT-02",
    reads=("latest_end",),
    uses=("start", "months"),
    severity=Severity.ERROR,
    passes={"call": 2016, "field": "vet", "start": "2016-09-01", "months": 36},
    fails={"call": 2016, "field": "vet", "start": "2016-10-01", "months": 36},
)
def ends_in_time(project: Project) -> Outcome:
    """The project ends by the programme's last day for projects of the call.

    The last day is the day before the start, as many months later as the project lasts.
    """
    proposal, latest = project.proposal, project.edition.latest_end
    end = proposal.end
    if end is None or latest is None:
        missing = [f"/{key}" for key in ("start", "months") if not getattr(proposal, key)]
        return unknown(say("the end follows from start and months"), *missing)
    last = latest.of_call(project.edition.call)
    values = {"end": end, "last": last}
    if end <= last:
        return passed(say("the project ends on {end:day}, by {last:day}", **values), "/months")
    months = proposal.months or 0
    over = (end.year - last.year) * 12 + end.month - last.month or 1
    return failed(
        say("the project ends on {end:day}; {last:day} is the last day", **values),
        "/months",
        say("start earlier or plan fewer months"),
        edits=[(replace("/months", months - over),)] if months > over else (),
    )


@rule(
    "DAT-03",
    reads=("deadlines",),
    uses=("submitted", "round", "start", "field", "format"),
    severity=Severity.ERROR,
    passes={"call": 2016, "field": "vet", "submitted": "2016-03-31T12:00"},
    fails={"call": 2016, "field": "vet", "submitted": "2016-03-31T12:01"},
)
def submitted_in_time(project: Project) -> Outcome:
    """The application is submitted by the deadline of its round, Brussels time.

    There is no grace: an application that arrives a minute late is not looked at. Without a moment of
    submission in the proposal nothing is held against it. One that is late for a round is taken for one of a
    later round that only some agencies open if the round is said, or if its start fits no other.
    """
    submitted, asked = project.proposal.submitted, project.round_by_start
    if submitted is None and project.proposal.round is None:
        return _NOT_SUBMITTED
    if project.depends_on_field(project.edition.deadlines):
        return unknown(say("the deadline depends on the field"), "/field")
    deadlines = project.deadlines(asked)
    if deadlines is None:
        return _NO_DEADLINE
    if not deadlines:
        every = project.deadlines(None) or ()
        verified = [deadline for deadline in every if deadline.source.grade is not Grade.UNVERIFIED]
        return failed(
            say("there is no round {round} in {call}", round=asked, call=project.edition.call),
            "/round",
            say("choose round {rounds:or}", rounds=tuple(deadline.round for deadline in every)),
            # A round that no source knows is none, however doubtful the date of another one is.
            cites=verified or every,
        )
    if submitted is None:
        return not_applicable(say("no moment of submission is given"), cites=deadlines)
    first = next((deadline for deadline in deadlines if submitted <= deadline.effective), None)
    if first and first.optional and asked is None and first != deadlines[0]:
        words = say(
            "submitted {submitted:moment}, after round {closed} closed on {deadline:moment}, Brussels time;"
            " say `round: {open}` if round {open} is meant, which only some agencies open",
            submitted=submitted,
            closed=deadlines[0].round,
            deadline=deadlines[0].effective,
            open=first.round,
        )
        return unknown(words, "/round", cites=deadlines)
    if first:
        words = say(
            "{submitted:moment} is before {deadline:moment}", submitted=submitted, deadline=first.effective
        )
        return passed(words, "/submitted", cites=deadlines)
    last = deadlines[-1].effective
    return failed(
        say(
            "submitted {submitted:moment}; the deadline was {deadline:moment}, Brussels time",
            submitted=submitted,
            deadline=last,
        ),
        "/submitted",
        say("nothing mends a late application; the next call or round may take it"),
        cites=deadlines,
    )


@rule(
    "DAT-05",
    reads=("requirements.not-completed", "managers", "deadlines"),
    uses=("start", "months", "submitted", "round", "field", "format"),
    severity=Severity.ERROR,
    passes={**_SPORT, "start": "2026-11-01", "months": 12},
    fails={**_SPORT, "start": "2024-01-01", "months": 12},
)
def not_over_before_submission(project: Project) -> Outcome:
    """The project is not over, and has not begun, when the application is made.

    No grant is given for a project that is completed. One that began earlier needs reasons, and one that
    begins years later is likely to be a slip. Where the Guide names a window for the start, that says it all
    (DAT-01).
    """
    proposal, edition = project.proposal, project.edition
    if project.select(edition.start_windows):
        return _WINDOW_SAYS_IT
    if proposal.start is None:
        return unknown(say("say when the project starts"), "/start", severity=Severity.WARNING)
    rounds = project.deadlines(project.round) or ()
    made = proposal.submitted or (rounds[-1].effective if rounds else None)
    if made is None:
        return _NO_DEADLINE
    cites = (*project.manager_figures, *(() if proposal.submitted else rounds))
    values = {"start": proposal.start, "end": proposal.end, "made": made.date()}
    if proposal.end and proposal.end < made.date():
        return failed(
            say("the project ended on {end:day}, before the application of {made:day}", **values),
            "/start",
            say("plan a project that is still to be carried out"),
            cites=cites,
        )
    if proposal.start < made.date():
        return failed(
            say("the project begins on {start:day}, before the application of {made:day}", **values),
            "/start",
            say("start later, or say why it has to begin before the grant is agreed"),
            severity=Severity.WARNING,
            cites=cites,
        )
    if proposal.start.year > made.year + _YEARS_LATER:
        return failed(
            say("the project begins on {start:day}, years after the application of {made:day}", **values),
            "/start",
            say("check the year; the Guide names no last day for the start"),
            severity=Severity.WARNING,
            cites=cites,
        )
    return passed(
        say("the project begins on {start:day}, after the application", **values), "/start", cites=cites
    )


@rule(
    "DAT-06",
    reads=("deadlines",),
    uses=("start", "submitted", "round", "field", "format"),
    severity=Severity.NOTE,
    passes={**_KA220, "round": 1},
    fails={**_KA220, "round": 2},
)
def round_is_held(project: Project) -> Outcome:
    """The round is one that every National Agency holds.

    Further rounds take place only where the National Agency opens them; its website says so.
    """
    return project.setting.answer(_held, project.round)


def _held(setting: Setting, asked: int | None) -> Outcome:
    rounds = setting.deadlines(asked) or ()
    if not any(deadline.optional for deadline in setting.deadlines(None) or ()):
        return _ALL_HELD
    optional = [deadline for deadline in rounds if deadline.optional]
    if not rounds or (asked is None and len(optional) < len(rounds)):
        return _NO_ROUND
    if not optional:
        return passed(say("round {round} is held everywhere", round=asked), "/round", cites=rounds)
    return failed(
        say("round {round} takes place only where the National Agency opens it", round=optional[0].round),
        "/round",
        say("look on the agency's website before you write"),
        cites=optional,
    )


@rule(
    "DAT-04",
    reads=("requirements.in-project",),
    uses=("start", "months", *PLANNED_KEYS),
    severity=Severity.WARNING,
    passes={"start": "2016-09-01", "months": 24, "meetings": [{"start": "2016-09-01"}]},
    fails={"start": "2016-09-01", "months": 24, "meetings": [{"start": "2018-09-01"}]},
)
def items_in_project(project: Project) -> Outcome | list[Outcome]:
    """Everything that is planned happens between the first and the last day of the project, in order."""
    first, last = project.proposal.start, project.proposal.end
    faults: list[Outcome] = []
    planned = 0
    for item in project.planned():
        start, end = item.start, item.end
        if start is None and end is None:
            continue
        planned += 1
        if not (first and last and start and end and first <= start <= end <= last):
            faults += _out_of_order(item, first, last)
    if faults:
        return faults
    return _in_order(planned) if planned else _NOTHING_PLANNED


@lru_cache(maxsize=256)
def _in_order(planned: int) -> Outcome:
    return passed(say("{number} {number:date|dates} of the plan lie within the project", number=planned))


def _out_of_order(item: Planned, first: date | None, last: date | None) -> Iterator[Outcome]:
    """What is wrong with the dates of an item in a project of these days, as far as they are said."""
    start, end = item.start, item.end
    if start and end and end < start:
        words = say("it ends on {end:day}, before it starts on {start:day}", end=end, start=start)
        yield failed(words, item.at, say("correct one of the dates"))
    if not (first and last):
        return
    for moment in (start, end):
        if moment and not first <= moment <= last:
            words = say(
                "{day:day} is not within the project, {first:day} to {last:day}",
                day=moment,
                first=first,
                last=last,
            )
            yield failed(words, item.at, say("move it, or the project"))
