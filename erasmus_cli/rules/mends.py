"""Tries out edits before they are offered: mending one rule may break another."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.outcome import Patch, Result, Severity
from erasmus_cli.rules.report import Finding

Rerun = Callable[[Proposal], tuple[Finding, ...]]


def mended(findings: tuple[Finding, ...], proposal: Proposal, rerun: Rerun) -> tuple[Finding, ...]:
    """The same findings; those that fail carry the first edit after which the whole plan agrees."""
    if not any(finding.candidates for finding in findings):
        return findings
    data = proposal.model_dump(mode="json", exclude_unset=True)
    before = _fails(rerun(proposal))
    return tuple(
        _tried(finding, data, before, rerun) if finding.candidates else finding for finding in findings
    )


def apply(data: Any, edits: Patch) -> Any:
    """The data after the edit; the data given stays as it was.

    Raises:
        ValueError: the edit does not fit the data.
    """
    from jsonpatch import JsonPatch, JsonPatchException  # noqa: PLC0415 - needed only where something fails
    from jsonpointer import JsonPointerException  # noqa: PLC0415

    try:
        return JsonPatch([dict(operation) for operation in edits]).apply(data)
    except (JsonPatchException, JsonPointerException) as error:
        raise ValueError(str(error)) from error


def _tried(finding: Finding, data: Any, before: Counter[str], rerun: Rerun) -> Finding:
    broken: set[str] = set()
    for patch in finding.candidates:
        try:
            after = _fails(rerun(Proposal.model_validate(apply(data, patch))))
        except (ValueError, ValidationError):
            continue
        worse = {rule for rule in after if after[rule] > before[rule]}
        if not worse and after[finding.rule] < before[finding.rule]:
            return replace(finding, edits=patch, candidates=())
        broken |= worse - {finding.rule}
    tried = f" (an edit was tried: {', '.join(sorted(broken))} would fail then)" if broken else ""
    mend = f"{finding.mend}{tried}"
    return replace(finding, mend=mend, candidates=())


def _fails(findings: Iterable[Finding]) -> Counter[str]:
    """How often each rule fails, reminders aside."""
    return Counter(
        finding.rule
        for finding in findings
        if finding.outcome is Result.FAIL and finding.severity in (Severity.ERROR, Severity.WARNING)
    )
