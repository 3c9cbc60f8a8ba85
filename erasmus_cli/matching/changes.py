"""The smallest change after which nothing stands against a proposal: edits of the rules, tried out."""

import json
from dataclasses import dataclass
from typing import Any, Self

from pydantic import ValidationError

from erasmus_cli.guide.model import Edition
from erasmus_cli.pointers import parts
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.engine import plan_for, run
from erasmus_cli.rules.fixes import apply, keys_of
from erasmus_cli.rules.outcome import Patch, Result
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
    """

    data: dict[str, Any]
    project: Project
    fails: tuple[Finding, ...]
    open: tuple[Finding, ...]

    @classmethod
    def of(cls, data: dict[str, Any], edition: Edition) -> Self:
        """What the rules say of some data.

        Raises:
            ValidationError: the data are no proposal.
        """
        provisional = edition.stands_in_for is not None
        project = Project(Proposal.model_validate(data), edition, provisional=provisional)
        findings = run(_on_facts(edition), project)
        fails = tuple(one for one in findings if one.decides and one.outcome is Result.FAIL)
        unknown = (one for one in findings if one.decides and one.outcome is Result.UNKNOWN)
        return cls(data, project, fails, tuple(one for one in unknown if _needs_facts(one)))


@dataclass(frozen=True)
class Change:
    """Edits one after the other, each with the finding that led to it."""

    edits: tuple[Patch, ...]
    reasons: tuple[Finding, ...]


def smallest_change(start: Trial) -> Change | None:
    """The first of the smallest changes, shorter ones before longer ones, in the order of the rules.

    Only ways on which each edit leaves fewer failures than there were are followed, and no more than some
    tens of them: so it always takes the same time and gives the same answer.
    """
    edition = start.project.edition
    level: list[tuple[Trial, Change]] = [(start, Change((), ()))]
    seen = {_key(start.data)}
    tried = 0
    for _ in range(MOST_EDITS):
        following: list[tuple[Trial, Change]] = []
        for trial, change in level:
            for finding, edits in _ways(trial):
                if tried >= _MOST_TRIALS:
                    break
                after = _after(trial.data, edits, edition, seen)
                tried += after is not None
                if after is None or len(after.fails) >= len(trial.fails):
                    continue
                made = Change((*change.edits, edits), (*change.reasons, finding))
                if not after.fails:
                    return made
                following.append((after, made))
        level = following
    return None


def _on_facts(edition: Edition) -> tuple[Criterion, ...]:
    """The rules of an edition that look at the facts, or at the shape of what is applied for."""
    plan = plan_for(edition)
    known = plan.without_dates if edition.stands_in_for else plan
    return tuple(one for one in known.criteria if one.rule and one.rule.uses & (_FACTS | _SHAPE))


def _needs_facts(finding: Finding) -> bool:
    """Whether it hangs on facts that are unsaid; a name decides nothing about where one fits."""
    needs = [parts(at) for at in finding.needs]
    return not needs or any(way[:1] and way[0] in _FACTS and way[-1] != "name" for way in needs)


def _ways(trial: Trial) -> list[tuple[Finding, Patch]]:
    return [
        (finding, edits)
        for finding in trial.fails
        for edits in finding.answer.edits
        if not keys_of(edits) & _SHAPE
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
