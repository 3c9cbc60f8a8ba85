"""What `erasmus match` prints."""

from collections.abc import Iterable
from typing import Any

from pydantic import Field

from erasmus_cli.matching.changes import Change
from erasmus_cli.matching.match import Fit, Match
from erasmus_cli.matching.reasons import why_no_change
from erasmus_cli.results import Printed, Result
from erasmus_cli.rules.report import Finding
from erasmus_cli.wording.language import speaking


class ReasonModel(Result):
    """A rule that stands against it, or that needs to know more."""

    rule: str = Field(description="id of the rule, such as CON-02")
    message: str = Field(description="why, with what there is and what is needed")


class ChangeModel(Result):
    """The smallest change after which no rule stands against it."""

    rules: tuple[str, ...] = Field(description="the rules that led to the edits, one for each")
    edits: tuple[tuple[dict[str, Any], ...], ...] = Field(
        description="JSON Patches (RFC 6902), to be applied one after the other; tried out"
    )
    left_open: tuple[ReasonModel, ...] = Field(
        description="what stood against it before and hangs, after the edits, on what is unsaid"
    )


class MatchModel(Result):
    """How the facts fit one action, field, type and format."""

    call: int = Field(description="call year")
    provisional: bool = Field(description="whether the call is to come and held to the newest rules")
    action: str = Field(description="the action")
    field: str = Field(description="the field")
    type: str | None = Field(description="the project type; null where the action has none")
    format: str | None = Field(description="the special format; null for none")
    fit: Fit = Field(description="whether it fits by these facts; no verdict on a proposal")
    closed: bool | None = Field(description="whether the deadline is over; null where it is not known")
    days_left: int | None = Field(description="days to the deadline; negative once it is over")
    fails: tuple[ReasonModel, ...] = Field(description="what stands against it")
    open: tuple[ReasonModel, ...] = Field(description="what needs to be known besides")
    warned: tuple[ReasonModel, ...] = Field(description="what does not decide and is not as it should be")
    change: ChangeModel | None = Field(description="the smallest change that opens it, at most three edits")
    why_no_change: str | None = Field(description="where there is none: why")


class MatchesModel(Printed, title="Matches"):
    """What `erasmus match --format json` prints."""

    matches: tuple[MatchModel, ...] = Field(description="newest call first, in the order of the actions")


@speaking("en")  # what other programs read
def matches_model(matches: Iterable[Match]) -> MatchesModel:
    """All matches."""
    return MatchesModel(version=1, matches=tuple(map(_match, matches)))


def _match(one: Match) -> MatchModel:
    cell, left = one.cell, one.left
    return MatchModel(
        call=cell.edition.for_call,
        provisional=cell.edition.stands_in_for is not None,
        action=cell.edition.action,
        field=cell.field,
        type=cell.type,
        format=cell.format,
        fit=one.fit,
        closed=left.closed if left else None,
        days_left=left.days if left else None,
        fails=_reasons(one.fails),
        open=_reasons(one.open),
        warned=_reasons(one.warned),
        change=_change(one.change) if one.change else None,
        why_no_change=reason.text() if (reason := why_no_change(one)) else None,
    )


def _reasons(findings: Iterable[Finding]) -> tuple[ReasonModel, ...]:
    return tuple(ReasonModel(rule=one.rule, message=one.message) for one in findings)


def _change(change: Change) -> ChangeModel:
    return ChangeModel(
        rules=tuple(one.rule for one in change.reasons),
        edits=tuple(tuple(dict(operation) for operation in patch) for patch in change.edits),
        left_open=_reasons(change.left_open),
    )
