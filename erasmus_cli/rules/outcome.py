"""What a rule says of a proposal, and what it rests on."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from erasmus_cli.guide.sources import Cited
from erasmus_cli.wording.messages import Message

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


class Outcome(NamedTuple):
    """One answer of one rule. A tuple, because a batch makes them by the million.

    Attributes:
        result: the answer.
        message: why, with what there is and what is needed.
        at: JSON pointer of the part of the proposal that it speaks of.
        needs: JSON pointers of what is missing, for an unknown.
        fix: how to mend a fail, in words.
        edits: edits that may mend it, best first; the engine tries them before it offers one.
        severity: overrides the rule's own, where the Guide words it differently by call.
        cites: the figures of the Guide that it rests on. Where it names none, it rests on all that the rule
            is about.
    """

    result: Result
    message: Message
    at: str = ""
    needs: tuple[str, ...] = ()
    fix: Message | None = None
    edits: tuple[Patch, ...] = ()
    severity: Severity | None = None
    cites: tuple[Cited, ...] = ()


_made = tuple.__new__


def passed(message: Message, at: str = "", *, cites: Iterable[Cited] = ()) -> Outcome:
    """The criterion holds."""
    # As in the other makers, past the constructor of a named tuple, which costs more than all the rest.
    return _made(Outcome, (Result.PASS, message, at, (), None, (), None, tuple(cites)))


def failed(
    message: Message,
    at: str,
    fix: Message,
    *,
    edits: Iterable[Patch] = (),
    severity: Severity | None = None,
    cites: Iterable[Cited] = (),
) -> Outcome:
    """The criterion does not hold; `fix` says what to do."""
    return _made(Outcome, (Result.FAIL, message, at, (), fix, tuple(edits), severity, tuple(cites)))


def unknown(
    message: Message,
    *needs: str,
    at: str = "",
    severity: Severity | None = None,
    cites: Iterable[Cited] = (),
) -> Outcome:
    """Something is missing: `needs` names it."""
    place = at or (needs[0] if needs else "")
    return _made(Outcome, (Result.UNKNOWN, message, place, needs, None, (), severity, tuple(cites)))


def not_applicable(message: Message, *, cites: Iterable[Cited] = ()) -> Outcome:
    """The criterion does not concern this proposal."""
    return _made(Outcome, (Result.NOT_APPLICABLE, message, "", (), None, (), None, tuple(cites)))


def replace(at: str, value: Any) -> Mapping[str, Any]:
    """The operation that puts a value at a place, whether or not there was one."""
    return {"op": "add", "path": at, "value": value}


def append(at: str, value: Any) -> Mapping[str, Any]:
    """The operation that adds an entry to the end of a list."""
    return {"op": "add", "path": f"{at}/-", "value": value}


def remove(at: str) -> Mapping[str, Any]:
    """The operation that takes a value out."""
    return {"op": "remove", "path": at}
