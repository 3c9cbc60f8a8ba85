"""Tries out edits before they are offered: mending one rule may break another."""

from collections import Counter
from collections.abc import Callable, Iterable
from copy import deepcopy
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from erasmus_cli.pointers import parts
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.outcome import Patch, Result, Severity
from erasmus_cli.rules.report import Criterion, Finding

Run = Callable[[tuple[Criterion, ...], Project], tuple[Finding, ...]]
_MOST_TRIED = 25
"""Findings of one rule of which edits are tried: each trial runs rules again, on all of a large proposal."""
_COUNTED = (Severity.ERROR, Severity.WARNING)


def with_fixes(
    findings: tuple[Finding, ...], project: Project, criteria: tuple[Criterion, ...], run: Run
) -> tuple[Finding, ...]:
    """The same findings; those that fail carry the first edit after which all criteria agree.

    Where a rule fails in very many places, edits are tried for the first of them, and the others say so.

    Args:
        findings: what was found, perhaps by some of the criteria only.
        project: what it was found in.
        criteria: all that is asked of the project; no edit may make any of them fail more often.
        run: what criteria say of a project.
    """
    if not any(finding.answer.edits for finding in findings):
        return findings
    trial = _Trial(project, criteria, run, findings)
    tried: Counter[str] = Counter()
    made = []
    for finding in findings:
        if finding.answer.edits:
            tried[finding.rule] += 1
            many = tried[finding.rule] > _MOST_TRIED
            made.append(finding._replace(untried=True) if many else trial.tried(finding))
        else:
            made.append(finding)
    return tuple(made)


def apply(data: Any, edits: Patch) -> Any:
    """The data after the edit; the data given stays as it was.

    Raises:
        ValueError: the edit does not fit the data.
    """
    from jsonpatch import JsonPatch, JsonPatchException  # noqa: PLC0415 - needed only where something fails
    from jsonpointer import JsonPointerException  # noqa: PLC0415

    touched = keys_of(edits)
    copy = {key: deepcopy(value) if key in touched else value for key, value in data.items()}
    try:
        return JsonPatch([dict(operation) for operation in edits]).apply(copy, in_place=True)
    except (JsonPatchException, JsonPointerException) as error:
        raise ValueError(str(error)) from error


def keys_of(edits: Patch) -> set[str]:
    """The keys of the proposal that an edit touches."""
    return {key for operation in edits for key in parts(operation["path"])[:1]}


class _Trial:
    """One proposal on which edits are tried."""

    def __init__(
        self, project: Project, criteria: tuple[Criterion, ...], run: Run, findings: tuple[Finding, ...]
    ) -> None:
        self._project, self._criteria, self._run = project, criteria, run
        known = {finding.rule for finding in findings}
        unseen = tuple(criterion for criterion in criteria if criterion.id not in known)
        self._before = _fails((*findings, *run(unseen, project)))
        self._data = project.proposal.model_dump(mode="json", exclude_unset=True)

    def tried(self, finding: Finding) -> Finding:
        """The finding with the first of its edits that helps, or with what they would break."""
        broken: set[str] = set()
        for edits in finding.answer.edits:
            try:
                after = self._after(edits)
            except (ValueError, ValidationError):
                continue
            worse = {rule for rule in after if after[rule] > self._before[rule]}
            if not worse and after[finding.rule] < self._before[finding.rule]:
                return finding._replace(edits=edits)
            broken |= worse - {finding.rule}
        return finding._replace(breaks=tuple(sorted(broken)))

    def _after(self, edits: Patch) -> Counter[str]:
        """How often each rule that the edit can touch fails after it."""
        touched = keys_of(edits)
        concerned = tuple(c for c in self._criteria if c.rule and c.rule.uses & touched)
        edited = Project(self._edited(edits, touched), self._project.edition)
        return _fails(self._run(concerned, edited))

    def _edited(self, edits: Patch, touched: set[str]) -> Proposal:
        """The proposal after an edit; only what the edit touches is read anew."""
        data = apply(self._data, edits)
        values = {key: _reader(key).validate_python(data[key]) for key in touched if key in data}
        gone = {
            key: Proposal.model_fields[key].get_default(call_default_factory=True)
            for key in touched - set(data)
        }
        edited = self._project.proposal.model_copy(update=values | gone)
        edited.model_fields_set.difference_update(gone)
        return edited


@cache
def _reader(key: str) -> TypeAdapter[Any]:
    field = Proposal.model_fields[key]
    return TypeAdapter(field.rebuild_annotation())


def _fails(findings: Iterable[Finding]) -> Counter[str]:
    """How often each rule fails, reminders aside."""
    return Counter([f.rule for f in findings if f.answer.result is Result.FAIL and f.severity in _COUNTED])
