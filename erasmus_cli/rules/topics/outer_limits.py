"""What no source allows in any call of an action, for calls whose own figures nobody could verify."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from erasmus_cli.guide.participants import Minimum
from erasmus_cli.guide.sources import Cited, Grade
from erasmus_cli.guide.timing import Deadline, OuterLimit
from erasmus_cli.project.member import Tally
from erasmus_cli.project.project import Project
from erasmus_cli.rules.outcome import Outcome, Severity, failed, not_applicable, passed
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording.messages import Message, say

_EVIDENT = not_applicable(say("the call's own figures decide, as they are known"))
_WITHIN = say("nothing lies beyond what the sources of all calls allow")
_BLUEPRINT = {"call": 2018, "action": "sector-skills-alliance", "format": "lot-3"}
_EIGHT = [
    {"id": f"o{number}", "role": "partner", "country": country}
    for number, country in enumerate(("BE", "NL", "PL", "PT", "BE", "NL", "PL", "PT"))
]


@rule(
    "ACT-06",
    reads=("outer_limits", "latest_start?", "latest_submission?", "deadlines?"),
    uses=("organisations", "months", "requested_grant", "start", "submitted", "round", "field", "format"),
    severity=Severity.ERROR,
    passes={**_BLUEPRINT, "organisations": _EIGHT},
    fails={**_BLUEPRINT, "organisations": _EIGHT[:7]},
)
def within_every_reading(project: Project) -> list[Outcome] | Outcome:
    """Nothing lies beyond what the sources of all calls of the action allow.

    Where nobody could verify a figure of the call, the rule on it only warns. What no call ever allowed is
    refused all the same, such as an alliance of two organisations.
    """
    parts = (_consortium, _length, _grant, _start, _applied_for)
    held = [limit for part in parts for limit in part(project)]
    if not held:
        return _EVIDENT
    faults = [outcome for _, outcome in held if outcome]
    return faults or passed(_WITHIN, cites=[figure for figure, _ in held])


Held = Iterator[tuple[Cited, Outcome | None]]
"""Limits that were held against the project, each with what is beyond it, if anything is."""


def _unsure(figures: Iterable[Cited | None]) -> bool:
    """Whether the call's own figures are unknown or unverified, so that no rule on them decides."""
    known = [figure for figure in figures if figure is not None]
    return not known or any(figure.source.grade is Grade.UNVERIFIED for figure in known)


def _sure(deadlines: Iterable[Deadline]) -> list[Deadline]:
    """Those that somebody could verify."""
    return [deadline for deadline in deadlines if deadline.source.grade is not Grade.UNVERIFIED]


def _consortium(project: Project) -> Held:
    limits = project.edition.outer_limits
    organisations, countries = limits.get("organisations"), limits.get("countries")
    if project.proposal.organisations is None or project.depends_on_field(project.edition.minimum):
        return
    if not (organisations and countries and _unsure([project.select(project.edition.minimum)])):
        return
    least = Minimum(
        organisations=organisations.at_least or 1,
        countries=countries.at_least or 1,
        source=organisations.source,
    )
    members, states = project.organisations_towards(least), project.countries_towards(least)
    values = {"got": members.possible, "needed": least.organisations}
    words = say(
        "{got} {got:organisation|organisations} can count; no call took fewer than {needed}", **values
    )
    yield organisations, _too_few(words, organisations, members, least.organisations)
    values = {"got": states.possible, "needed": least.countries}
    words = say("{got} {got:country|countries} can count; no call took fewer than {needed}", **values)
    yield countries, _too_few(words, countries, states, least.countries)


def _too_few(words: Message, limit: OuterLimit, tally: Tally, needed: int) -> Outcome | None:
    if tally.reaches(needed) is not False:
        return None
    fix = say("add {lacking}, or more", lacking=needed - tally.possible)
    return failed(words, "/organisations", fix, cites=(limit,))


def _length(project: Project) -> Held:
    limit, months = project.edition.outer_limits.get("months"), project.proposal.months
    if limit is None or months is None or not _unsure([project.select(project.edition.duration)]):
        return
    values = {"months": months, "shortest": limit.at_least, "longest": limit.at_most}
    words = say("{months} months; no call took fewer than {shortest} or more than {longest}", **values)
    fix = say("plan {shortest} to {longest} months", **values)
    yield limit, None if limit.allows(months) else failed(words, "/months", fix, cites=(limit,))


def _grant(project: Project) -> Held:
    limit, asked = project.edition.outer_limits.get("grant"), project.proposal.requested_grant
    if limit is None or asked is None or not _unsure([project.select(project.edition.grant_ceiling)]):
        return
    most = Decimal(limit.at_most or 0)
    words = say("{asked:eur} is asked for; no call gave more than {most:eur}", asked=asked, most=most)
    fix = say("ask for {highest:eur} at most", highest=most)
    yield limit, None if limit.allows(asked) else failed(words, "/requested_grant", fix, cites=(limit,))


def _start(project: Project) -> Held:
    """Not before the deadline, the earliest if its round has none that is known, nor after the last day."""
    limit, start = project.edition.latest_start, project.proposal.start
    windows = project.start_windows(project.round)
    named = project.select(project.edition.start_windows)
    if limit is None or start is None or not named or not _unsure(windows or ()):
        return
    last = limit.of_call(project.edition.call)
    words = say(
        "the project starts on {start:day}; no call let one start after {last:day}", start=start, last=last
    )
    fix = say("start by {last:day}", last=last)
    yield limit, failed(words, "/start", fix, cites=(limit,)) if start > last else None
    of_round = _sure(project.deadlines(project.round) or ())
    # No round closes before the first one.
    deadlines = of_round or _sure(project.deadlines(None) or ())
    if deadlines:
        first = min(deadlines, key=lambda deadline: deadline.effective)
        until = first.effective.date()
        words = say(
            "the project starts on {start:day}; no call let one start before its deadline, {until:day}",
            start=start,
            until=until,
        )
        fix = say("start after {until:day}", until=until)
        yield first, failed(words, "/start", fix, cites=(first,)) if start <= until else None


def _applied_for(project: Project) -> Held:
    """Not handed in after the last day that any source leaves for it, and not over before that year."""
    limit, proposal = project.edition.latest_submission, project.proposal
    submitted, end = proposal.submitted, proposal.end
    if limit is None or not _unsure(project.deadlines(project.round) or ()):
        return
    last = limit.of_call(project.edition.call)
    if submitted:
        words = say(
            "submitted {submitted:moment}; no source leaves it until after {last:day}",
            submitted=submitted,
            last=last,
        )
        fix = say("nothing mends a late application; the next call or round may take it")
        late = submitted.date() > last
        yield limit, failed(words, "/submitted", fix, cites=(limit,)) if late else None
    elif end:
        words = say(
            "the project ended on {end:day}, before {call}, the year in which it is applied for",
            end=end,
            call=last.year,
        )
        fix = say("plan a project that is still to be carried out")
        over = end.year < last.year
        yield limit, failed(words, "/start", fix, cites=(limit,)) if over else None
