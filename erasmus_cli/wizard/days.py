"""Which days fit, how they may be written, and how long a project may last, as the questions say it."""

from collections.abc import Iterable
from datetime import date

from erasmus_cli.guide.lookup import window_dates
from erasmus_cli.wizard.question import QuestionContext
from erasmus_cli.wording.messages import Message, say, tell


def day_within(context: QuestionContext) -> str:
    """How a day may be written, by one of the project, and between which days that runs."""
    start, end = context.proposal.start, context.proposal.end
    example = tell("Such as {day:day}.", day=usual_day(context))
    return f"{example} {runs_from(start, end)}" if start and end else example


def usual_day(context: QuestionContext) -> date:
    """A day within the project, or in the year after the call while that has no dates."""
    return context.proposal.start or date(context.edition.for_call + 1, 3, 1)


def runs_from(start: date, end: date) -> str:
    """From when to when the project runs."""
    return tell("The project runs from {start:day} to {end:day}.", start=start, end=end)


def start_window(context: QuestionContext) -> str:
    """How a date may be written, and when projects may start."""
    if context.project.provisional:
        return _start_in_a_call_to_come(context)
    spans = _start_spans(context)
    example = tell("Such as {day:day}.", day=first_start(context))
    allowed = tell("It may start from {spans:or}.", spans=_spans(spans)) if spans else ""
    return f"{example} {allowed}".strip()


def first_start(context: QuestionContext) -> date:
    """The first day on which a project may start, or a day about then where that is not known."""
    spans, edition = _start_spans(context), context.edition
    if not spans:
        return date(edition.for_call, 12, 31)
    first = spans[0][0]
    if context.project.provisional:
        return first.replace(year=first.year + edition.for_call - edition.call, day=1)
    return first


def duration(context: QuestionContext) -> str:
    """How long projects may last."""
    own = context.project.select(context.edition.duration)
    if own is None:
        return ""
    if own.only:
        return tell("{lengths:or} months are allowed.", lengths=own.only)
    return tell("From {least} to {most} months are allowed.", least=own.min_months, most=own.max_months)


def _start_spans(context: QuestionContext) -> list[tuple[date, date]]:
    """The first and last days between which projects start; in a call to come those of the one before."""
    project = context.project
    windows = (
        project.select(context.edition.start_windows)
        if project.provisional
        else project.start_windows(context.proposal.round)
    )
    return [window_dates(context.edition, window) for window in windows or ()]


def _spans(spans: Iterable[tuple[date, date]]) -> tuple[Message, ...]:
    return tuple(say("{first:day} to {last:day}", first=first, last=last) for first, last in spans)


def _start_in_a_call_to_come(context: QuestionContext) -> str:
    """The same of a call whose dates nobody knows yet, with those of the call that stands in for it."""
    edition, spans, example = context.edition, _start_spans(context), first_start(context)
    call = edition.for_call
    if not spans:
        return tell("Such as {day:day}. The dates of call {call} are not known yet.", day=example, call=call)
    return tell(
        "Such as {day:day}. When projects of call {call} may start is not known yet; in call {before} it was "
        "{spans:or}.",
        day=example,
        call=call,
        before=edition.call,
        spans=_spans(spans),
    )
