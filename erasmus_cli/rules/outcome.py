"""What a rule says of a proposal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Patch = tuple[Mapping[str, Any], ...]
"""An edit of the proposal: RFC 6902 operations."""


class Result(StrEnum):
    """The four answers of a rule."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


class Severity(StrEnum):
    """What a finding may do: an error decides the verdict, the others never do."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    ASSESSOR = "assessor"


@dataclass(frozen=True)
class Outcome:
    """One answer of one rule.

    Attributes:
        result: the answer.
        message: why, with what there is and what is needed.
        at: JSON pointer of the part of the proposal that it speaks of.
        needs: JSON pointers of what is missing, for an unknown.
        mend: how to mend a fail, in words.
        patches: edits that may mend it, best first; the engine tries them before it offers one.
        severity: overrides the rule's own, where the Guide words it differently by call.
    """

    result: Result
    message: str
    at: str = ""
    needs: tuple[str, ...] = ()
    mend: str | None = None
    patches: tuple[Patch, ...] = ()
    severity: Severity | None = None


def passed(message: str, at: str = "") -> Outcome:
    """The criterion holds."""
    return Outcome(Result.PASS, message, at)


def failed(
    message: str,
    at: str,
    mend: str,
    *,
    patches: Sequence[Patch] = (),
    severity: Severity | None = None,
) -> Outcome:
    """The criterion does not hold; `mend` says what to do."""
    return Outcome(Result.FAIL, message, at, mend=mend, patches=tuple(patches), severity=severity)


def unknown(message: str, *needs: str, at: str = "", severity: Severity | None = None) -> Outcome:
    """It cannot be told until what `needs` points at is there."""
    return Outcome(Result.UNKNOWN, message, at or (needs[0] if needs else ""), needs, severity=severity)


def not_applicable(message: str) -> Outcome:
    """The criterion does not concern this proposal."""
    return Outcome(Result.NOT_APPLICABLE, message)


def replace(at: str, value: Any) -> Mapping[str, Any]:
    """The operation that puts a value at a place, whether or not there was one."""
    return {"op": "add", "path": at, "value": value}


def append(at: str, value: Any) -> Mapping[str, Any]:
    """The operation that adds an entry to the end of a list."""
    return {"op": "add", "path": f"{at}/-", "value": value}


def remove(at: str) -> Mapping[str, Any]:
    """The operation that takes a value out."""
    return {"op": "remove", "path": at}
