"""Findings and the verdict that follows from them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.sources import Grade, Source
from erasmus_cli.rules.outcome import Patch, Result, Severity


class Verdict(StrEnum):
    """Whether the proposal may be submitted."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not-eligible"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Citation:
    """A place in the Guide, and the figures of the edition that were read from it."""

    source: Source
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """What one rule says of one place in the proposal.

    Attributes:
        rule: the rule's id.
        name: the rule's name.
        title: what the rule asks.
        outcome: the answer.
        severity: what it may do to the verdict.
        message: why, with what there is and what is needed.
        at: JSON pointer into the proposal.
        needs: JSON pointers of what is missing.
        mend: how to mend it, in words.
        edits: an edit of the proposal that mends it and breaks nothing else, tried out.
        candidates: edits that may mend it, not yet tried out.
        caution: why the figure behind it deserves a second look.
        sources: the figures read, each with its source.
    """

    rule: str
    name: str
    title: str
    outcome: Result
    severity: Severity
    message: str
    at: str = ""
    needs: tuple[str, ...] = ()
    mend: str | None = None
    edits: Patch = ()
    candidates: tuple[Patch, ...] = ()
    caution: str | None = None
    sources: tuple[Citation, ...] = ()

    @property
    def decides(self) -> bool:
        """Whether this finding keeps the proposal from being eligible."""
        return self.severity is Severity.ERROR and self.outcome in (Result.FAIL, Result.UNKNOWN)


@dataclass(frozen=True)
class Report:
    """All findings on a proposal.

    Attributes:
        edition: what it was held against; None while call or action is unsaid.
        findings: in the order of the rules.
        last_deadline: the last moment to submit in this call, Brussels time, where known.
        left_out: ids of rules that were not run on request.
        provisional_for: the call, not published yet, for which the edition stands in.
    """

    edition: Edition | None
    findings: tuple[Finding, ...]
    last_deadline: datetime | None = None
    left_out: tuple[str, ...] = ()
    provisional_for: int | None = None

    def of(self, rule: str) -> Finding | None:
        """The first finding of a rule, if it was run."""
        return next((finding for finding in self.findings if finding.rule == rule), None)

    @property
    def verdict(self) -> Verdict:
        """Not eligible if anything fails; undecided while what could decide is unknown or left out."""
        deciding = {finding.outcome for finding in self.findings if finding.decides}
        if Result.FAIL in deciding:
            return Verdict.NOT_ELIGIBLE
        return Verdict.UNDECIDED if Result.UNKNOWN in deciding or self.left_out else Verdict.ELIGIBLE


def caution_for(grade: Grade) -> str | None:
    """What a finding has to say of a figure of this grade."""
    return {
        Grade.RECALLED: "known from memory of the Guide only; check it there",
        Grade.UNVERIFIED: "nobody could verify this, so it warns and decides nothing",
    }.get(grade)
