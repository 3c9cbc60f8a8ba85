"""The smallest change after which nothing stands against a proposal: edits of the rules, tried out."""

import json
from dataclasses import dataclass, replace
from typing import Any, Self

from pydantic import ValidationError

from erasmus_cli.guide.model import Edition
from erasmus_cli.pointers import parts
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.engine import plan_for, run
from erasmus_cli.rules.fixes import apply, keys_of
from erasmus_cli.rules.outcome import Patch, Result, Severity
from erasmus_cli.rules.report import Criterion, Finding

MOST_EDITS = 3
"""Edits that a change has at most: more is another project."""
_MOST_TRIALS = 40
_SHAPE = {"call", "action", "field", "type", "format"}
"""What makes a cell; a change within it touches none of these."""
_FACTS = {"organisations", "months", "lump_sum", "requested_grant"}


@dataclass(frozen=True)
class Trial:
    """A proposal with what the rules on its facts say.

    Attributes:
        data: the proposal.
        project: the same, read against its edition.
        fails: the rules that stand against it.
        open: the rules that hang on facts that are unsaid.
        warned: what does not decide and is not as it should be.
    """

    data: dict[str, Any]
    project: Project
    fails: tuple[Finding, ...]
    open: tuple[Finding, ...]
    warned: tuple[Finding, ...]

    @classmethod
    def of(cls, data: dict[str, Any], edition: Edition) -> Self:
        """What the rules say of some data.

        Raises:
            ValidationError: the data are no proposal.
        """
        project = Project(Proposal.model_validate(data), edition)
        findings = run(_on_facts(edition), project)
        failing = [one for one in findings if one.outcome is Result.FAIL]
        fails = tuple(one for one in failing if one.decides)
        warned = tuple(one for one in failing if one.severity is Severity.WARNING)
        unknown = (one for one in findings if one.decides and one.outcome is Result.UNKNOWN)
        return cls(data, project, fails, tuple(one for one in unknown if _needs_facts(one)), warned)


@dataclass(frozen=True)
class Change:
    """Edits one after the other, each with the finding that led to it.

    Attributes:
        edits: what is changed.
        reasons: the finding that led to each.
        left_open: what stood against it before and hangs after the change on what is unsaid, such as of what
            kind a partner is that was added.
    """

    edits: tuple[Patch, ...]
    reasons: tuple[Finding, ...]
    left_open: tuple[Finding, ...] = ()


def smallest_change(start: Trial) -> Change | None:
    """The first of the smallest changes, shorter ones before longer ones, in the order of the rules.

    Only ways on which each edit leaves fewer failures than there were are followed, those first that leave
    fewer warnings, and no more than some tens of them: so it always takes the same time and gives the same
    answer.
    """
    edition = start.project.edition
    level: list[tuple[Trial, Change]] = [(start, Change((), ()))]
    seen = {_key(start.data)}
    tried = 0
    for _ in range(MOST_EDITS):
        following: list[tuple[Trial, Change]] = []
        for trial, change in level:
            for finding, ways in _ways(trial):
                opened: list[tuple[Trial, Change]] = []
                for edits in ways:
                    if tried >= _MOST_TRIALS:
                        break
                    after = _after(trial.data, edits, edition, seen)
                    tried += after is not None
                    if after is None or len(after.fails) >= len(trial.fails):
                        continue
                    made = Change((*change.edits, edits), (*change.reasons, finding))
                    (following if after.fails else opened).append((after, made))
                if opened:
                    return _told(start, *min(opened, key=_warnings))
        level = sorted(following, key=_warnings)
    return None


def _warnings(way: tuple[Trial, Change]) -> int:
    return len(way[0].warned)


def _told(start: Trial, after: Trial, change: Change) -> Change:
    """The change with what it leaves open of that which stood against it."""
    failed = {one.rule for one in start.fails}
    return replace(change, left_open=tuple(one for one in after.open if one.rule in failed))


def _on_facts(edition: Edition) -> tuple[Criterion, ...]:
    """The rules of an edition that look at the facts, or at the shape of what is applied for."""
    plan = plan_for(edition)
    known = plan.without_dates if edition.stands_in_for else plan
    return tuple(one for one in known.criteria if one.rule and one.rule.uses & (_FACTS | _SHAPE))


def _needs_facts(finding: Finding) -> bool:
    """Whether it hangs on facts that are unsaid; a name decides nothing about where one fits."""
    needs = [parts(at) for at in finding.needs]
    return not needs or any(way[:1] and way[0] in _FACTS and way[-1] != "name" for way in needs)


def _ways(trial: Trial) -> list[tuple[Finding, list[Patch]]]:
    return [
        (finding, [edits for edits in finding.answer.edits if not keys_of(edits) & _SHAPE])
        for finding in trial.fails
    ]


def _after(data: dict[str, Any], edits: Patch, edition: Edition, seen: set[str]) -> Trial | None:
    """The proposal after an edit; None where the edit does not fit, or leads where we have been."""
    try:
        changed = apply(data, edits)
        if (key := _key(changed)) in seen:
            return None
        seen.add(key)
        return Trial.of(changed, edition)
    except (ValueError, ValidationError):
        return None


def _key(data: dict[str, Any]) -> str:
    return json.dumps(data, sort_keys=True)
