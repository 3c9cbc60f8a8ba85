"""What the rules say of the answers so far: what has to be asked again, and what the consortium lacks."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from erasmus_cli.guide.loader import available
from erasmus_cli.wizard.question import Question, QuestionContext

if TYPE_CHECKING:
    from erasmus_cli.rules.report import Finding

_OF_THE_CONSORTIUM = ("APP", "CON")
_FAIL = "fail"


def faults(context: QuestionContext, questions: Iterable[Question]) -> dict[str, str]:
    """Why an answer does not fit, by the pointer of its question."""
    if context.edition is None:
        return _no_edition(context)
    pointers = [question.at for question in questions]
    found: dict[str, str] = {}
    for finding in _failing(context, "error"):
        owner = _owner(finding.at, pointers)
        if owner is not None:
            found.setdefault(owner, in_words(finding))
    return found


def remarks(context: QuestionContext, at: str) -> list[str]:
    """What the rules warn of in the answer at a pointer."""
    if context.edition is None:
        return []
    warnings = _failing(context, "warning")
    return [in_words(finding) for finding in warnings if f"{finding.at}/".startswith(f"{at}/")]


def lacking(context: QuestionContext) -> str:
    """One line on what the consortium still lacks."""
    if context.edition is None:
        return "Consortium: what it needs can be told once call and action are chosen."
    open_points = _open_points(context)
    if not open_points:
        return "Consortium: it lacks nothing."
    first, *others = open_points
    further = len({f.mend or f.message for f in others if f.outcome == _FAIL} - {first.mend})
    more = f" (and {further} more)" if further else ""
    return f"Consortium: {in_words(first, caution=False)}{more}"


def consortium_stands(context: QuestionContext) -> bool:
    """Whether the consortium may apply as it is."""
    return context.edition is not None and not any(f.decides for f in _open_points(context))


def _open_points(context: QuestionContext) -> "list[Finding]":
    """What is wrong or missing in the consortium: fails first, then what cannot be told, then warnings."""
    findings = _findings(context, *_OF_THE_CONSORTIUM)
    fails = [f for f in findings if f.outcome == _FAIL]
    return [
        *(f for f in fails if f.decides),
        *(f for f in findings if f.decides and f not in fails),
        *(f for f in fails if not f.decides),
    ]


def in_words(finding: "Finding", *, caution: bool = True) -> str:
    """A finding as one line: what, how to mend it, and how sure the figure is."""
    doubt = f" ({finding.caution})" if finding.caution and caution else ""
    return f"{finding.message}; {finding.mend}{doubt}" if finding.mend else f"{finding.message}{doubt}"


def _failing(context: QuestionContext, severity: str) -> "Iterator[Finding]":
    for finding in _findings(context):
        if finding.outcome == _FAIL and finding.severity == severity:
            yield finding


def _findings(context: QuestionContext, *select: str) -> "tuple[Finding, ...]":
    from erasmus_cli.rules.engine import check  # noqa: PLC0415 - the first prompt does not wait for the rules

    return check(context.proposal, select=select, mends=False).findings


def _no_edition(context: QuestionContext) -> dict[str, str]:
    """Call and action that this version has no rules for."""
    call, action = context.proposal.call, context.proposal.action
    known = ", ".join(f"{year}/{name}" for year, name in available())
    if call is None or (action is None and any(call == year for year, _ in available())):
        return {}
    at = "/action" if any(call == year for year, _ in available()) else "/call"
    named = f"{call}/{action}" if action else str(call)
    return {at: f"there are no rules for {named} in this version, only for {known}"}


def _owner(at: str, pointers: list[str]) -> str | None:
    """The question nearest to a finding: on that value, on what it is part of, or on a part of it."""
    around = [own for own in pointers if f"{at}/".startswith(f"{own}/")]
    return max(around, key=len, default=next((own for own in pointers if own.startswith(f"{at}/")), None))
