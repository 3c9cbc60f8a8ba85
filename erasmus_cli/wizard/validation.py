"""What the rules say of the answers so far: what has to be asked again, and what the consortium lacks."""

import re
from collections.abc import Iterable, Iterator, Sequence

from erasmus_cli.chapters.naming import Names, named, names_of
from erasmus_cli.guide.loader import available
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import Finding, Report
from erasmus_cli.wizard.question import Question
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import tell

LACKS_NOTHING = Words("Consortium: it lacks nothing.")
_CONSORTIUM = "/organisations"


def faults_of(report: Report, questions: Iterable[Question]) -> dict[str, str]:
    """Why an answer does not fit, by the pointer of its question."""
    pointers, names = [question.at for question in questions], _names(report)
    found: dict[str, str] = {}
    for finding in _failing(report, Severity.ERROR):
        owner = _owner(finding.at, pointers)
        if owner is not None:
            found.setdefault(owner, _in_words(finding, names))
    return found


def without_rules(proposal: Proposal) -> dict[str, str]:
    """Why there are no rules for the call and action, by the pointer of the one to change."""
    call, action = proposal.call, proposal.action
    if call is None:
        return {}
    calls = sorted({year for year, _action in available()})
    if call not in calls and call != calls[-1] + 1:
        named = f"{call}/{action}" if action else str(call)
        why = tell(
            "there are no rules for {named}, only for calls {first} to {last}",
            named=named,
            first=calls[0],
            last=calls[-1],
        )
        return {"/call": why}
    # The rules of the last call stand in for those of the next.
    actions = [name for year, name in available() if year == min(call, calls[-1])]
    if action is None or action in actions:
        return {}
    why = tell(
        "there are no rules for {call}/{action}; call {call} has {actions:list}",
        call=call,
        action=action,
        actions=actions,
    )
    return {"/action": why}


def remarks(report: Report, at: str, before: Report | None = None) -> list[str]:
    """What the rules warn of in the answer at a pointer, or since it was given.

    Args:
        report: what they say now.
        at: the pointer.
        before: what they said before the answer; a warning may lie in what the answer is a part of.
    """
    names = _names(report)
    known = {(one.rule, one.at, one.message) for one in (before.findings if before else report.findings)}
    return [
        _in_words(one, names)
        for one in _failing(report, Severity.WARNING)
        if _lies_in(one.at, at) or ((one.rule, one.at, one.message) not in known and _lies_in(at, one.at))
    ]


def explained(report: Report, at: str) -> Iterator[str]:
    """What the rules ask of the answer at a pointer, how it stands with them, and their sources.

    Of an entry that is to be added, they are those that speak of the entries before it.
    """
    spoken = [f for f in report.findings if f.outcome is not Result.NOT_APPLICABLE]
    whole = at.rpartition("/")[0]  # what the answer is a part of, such as the priorities
    group = whole if whole and not whole[-1].isdigit() and whole.count("/") == 1 else at
    names = _names(report)
    own = [finding for finding in spoken if {at, group} & {finding.at, *finding.needs}]
    alike = [finding for finding in spoken if _any(at) in map(_any, (finding.at, *finding.needs))]
    for finding in own or list({finding.rule: finding for finding in alike}.values()):
        yield f"{finding.rule} {_(finding.title)}."
        if own:
            yield f"- {tell('Now: {message}.', message=named(finding.said, names))}"
        yield from (f"- {one.source.citation} ({_(one.source.grade)})" for one in finding.sources)


def _any(at: str) -> str:
    """A pointer to the same of any entry."""
    return re.sub(r"/\d+(?=/|$)", "/*", at)


def lacking(report: Report) -> str:
    """One line on what the consortium still lacks."""
    open_points = _open_points(report)
    if not open_points:
        return _(LACKS_NOTHING)
    first, *others = open_points
    further = len({f.fix or f.message for f in others if f.outcome is Result.FAIL} - {first.fix})
    lacks = _in_words(first, _names(report), caution=False)
    if further:
        return tell("Consortium: {lacks} (and {further} more)", lacks=lacks, further=further)
    return tell("Consortium: {lacks}", lacks=lacks)


def needs_more_organisations(report: Report) -> bool:
    """Whether the consortium may not apply as it is, for a reason that lies in no single organisation."""
    return any(finding.decides and finding.at == _CONSORTIUM for finding in report.findings)


def awaiting(report: Report, at: str) -> list[str]:
    """Why nobody can tell whether the proposal may be submitted before something is said at a pointer."""
    names = _names(report)
    return [
        _in_words(finding, names)
        for finding in report.findings
        if finding.outcome is Result.UNKNOWN and finding.decides and at in finding.needs
    ]


def _in_words(finding: Finding, names: Names, *, caution: bool = True) -> str:
    """A finding as one line: what, how to mend it, and how sure the figure is."""
    doubt = f" ({_(finding.caution)})" if finding.caution and caution else ""
    advice = f"; {named(finding.advice, names)}" if finding.advice else ""
    return f"{named(finding.said, names)}{advice}{doubt}"


def _names(report: Report) -> Names:
    return names_of(report.project.proposal) if report.project else {}


def _open_points(report: Report) -> Sequence[Finding]:
    """What is wrong or missing in the consortium: fails first, then what cannot be told, then warnings."""
    findings = [finding for finding in report.findings if _lies_in(finding.at, _CONSORTIUM)]
    fails = [f for f in findings if f.outcome is Result.FAIL]
    return [
        *(f for f in fails if f.decides),
        *(f for f in findings if f.decides and f not in fails),
        *(f for f in fails if not f.decides),
    ]


def _failing(report: Report, severity: Severity) -> Iterator[Finding]:
    for finding in report.findings:
        if finding.outcome is Result.FAIL and finding.severity is severity:
            yield finding


def _lies_in(at: str, place: str) -> bool:
    return f"{at}/".startswith(f"{place}/")


def _owner(at: str, pointers: list[str]) -> str | None:
    """The question nearest to a finding: on that value, on what it is part of, or on a part of it."""
    around = [own for own in pointers if _lies_in(at, own)]
    return max(around, key=len, default=next((own for own in pointers if _lies_in(own, at)), None))
