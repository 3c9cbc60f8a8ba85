"""The first lines of a report: the verdict in plain words, the days that are left, what to do next."""

import os
import shlex
from collections.abc import Iterator
from datetime import date

from erasmus_cli.cli.days_left import ago
from erasmus_cli.cli.naming import Names, named, names_of
from erasmus_cli.formatting import count, day
from erasmus_cli.guide.loader import available, current
from erasmus_cli.pointers import dotted
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import Finding, Report, Verdict
from erasmus_cli.rules.time_left import TimeLeft, time_left

_WORDS = {
    Verdict.ELIGIBLE: "ELIGIBLE",
    Verdict.NOT_ELIGIBLE: "NOT ELIGIBLE",
    Verdict.UNDECIDED: "UNDECIDED",
}
_FEW = 3


def verdict_words(report: Report, on: date) -> str:
    """The verdict with all that it must not be read without."""
    left = left_on(report, on)
    words = _WORDS[report.verdict]
    if report.verdict is Verdict.ELIGIBLE and left and left.closed:
        words = f"MEETS THE RULES{_of_closed(report, left)}"
    if report.left_out:
        words += " as far as checked"
    if report.edition and report.provisional_for:
        words += f" PROVISIONALLY: call {report.provisional_for} by the rules of {report.edition.call}"
    if report.verdict is Verdict.NOT_ELIGIBLE:
        return words
    if report.identifiers_missing:
        words += f"; {count(report.identifiers_missing, 'identifier')} still missing"
    proviso = report.of("DAT-06")
    if proviso and proviso.outcome is Result.FAIL:
        words += f"; {proviso.message}"
    return words


def summary(report: Report) -> str:
    """The action, and how many findings of each kind there are."""
    of = [(finding.outcome, finding.decides, finding.severity) for finding in report.findings]
    fails = sum(outcome is Result.FAIL and decides for outcome, decides, _ in of)
    opens = sum(outcome is Result.UNKNOWN and decides for outcome, decides, _ in of)
    warnings = sum(outcome is Result.FAIL and not decides for outcome, decides, _ in of)
    todo = sum(
        outcome is Result.UNKNOWN and severity in (Severity.WARNING, Severity.NOTE)
        for outcome, _, severity in of
    )
    counts = (
        count(fails, "finding fails", "findings fail") if fails else "",
        f"{opens} cannot be told yet" if opens else "",
        count(warnings, "warning or note", "warnings and notes") if warnings else "",
        count(todo, "thing to do", "things to do") if todo else "",
    )
    edition = f"{report.edition.name}: " if report.edition else ""
    return edition + (", ".join(filter(None, counts)) or "nothing fails, nothing is open")


def next_steps(report: Report, file: str, on: date) -> tuple[str, ...]:
    """What to do next, first things first."""
    left = left_on(report, on)
    steps = [*_after_closing(report, left, file)] if left and left.closed else []
    if report.verdict is Verdict.NOT_ELIGIBLE:
        return (*steps, *_mending(report, file))
    if report.verdict is Verdict.UNDECIDED:
        return (*steps, *_saying(report, file))
    if steps and _has_successor(report):
        return tuple(steps)  # nobody completes what cannot be handed in any more
    if report.identifiers_missing:
        steps.append("register the organisations that have no identifier, and enter it")
    return (
        *steps,
        f"`{_command('draft', report, file)}` shows which questions of the form are still unanswered",
    )


def left_on(report: Report, on: date) -> TimeLeft | None:
    """The deadline that the proposal goes for, seen from a day."""
    return time_left(report.project, on) if report.project else None


def _command(name: str, report: Report, file: str) -> str:
    """A command on the file that goes by the same rules as the report."""
    overlay = "" if "ERASMUS_GUIDE" in os.environ else current().overlay
    guide = f" --guide {shlex.quote(str(overlay))}" if overlay else ""
    proviso = " --provisional" if report.provisional_for else ""
    return f"erasmus{guide} {name}{proviso} {shlex.quote(file)}"


def _of_closed(report: Report, left: TimeLeft) -> str:
    call = report.edition.call if report.edition else ""
    if left.next_round:
        return f" of call {call}, round {left.deadline.round} of which closed {ago(left)}"
    return f" of call {call}, which closed {ago(left)}"


def _after_closing(report: Report, left: TimeLeft, file: str) -> Iterator[str]:
    """What is still possible once the deadline that was meant is over."""
    if left.next_round:
        later = left.next_round
        proviso = ", if the National Agency opens it" if later.optional else ""
        yield f"put `round: {later.round}`: it closes on {day(later.effective)}{proviso}"
        return
    edition = report.edition
    if edition is None:
        return
    if _has_successor(report):
        yield f"it is too late for this call: `erasmus match {file}` shows which actions it fits now"
    else:
        yield (
            f"prepare for the next call: put `call: {edition.call + 1}`, then "
            f"`erasmus check {file} --provisional` applies the rules of {edition.call}"
        )


def _has_successor(report: Report) -> bool:
    """Whether the call is not the last one known of its action, or the action has ended with it."""
    edition = report.edition
    if edition is None:
        return False
    return edition.ended or edition.call < max(
        call for call, action in available() if action == edition.action
    )


def _mending(report: Report, file: str) -> Iterator[str]:
    blocking = [finding for finding in report.findings if _fails(finding)]
    if len(blocking) <= _FEW:
        yield f"mend what fails below ({len(blocking)})"
    else:
        names = names_of(report.project.proposal) if report.project else {}
        yield from (_blocked_by(finding, names) for finding in blocking[:_FEW])
        yield f"then {len(blocking) - _FEW} more, below"
    if any(finding.edits for finding in report.findings):
        yield f"`{_command('fix', report, file)}` shows the edits that mend, and makes them on request"


def _blocked_by(finding: Finding, names: Names) -> str:
    words = named(finding.said, names)
    return f"{words}: {named(finding.advice, names)}" if finding.advice else words


def _saying(report: Report, file: str) -> Iterator[str]:
    open_ones = [finding for finding in report.findings if finding.decides]
    needs = tuple(dict.fromkeys(dotted(at) for finding in open_ones for at in finding.needs if at))
    if needs:
        more = f" and {len(needs) - 2 * _FEW} more" if len(needs) > 2 * _FEW else ""
        yield f"say {', '.join(needs[: 2 * _FEW])}{more}; `erasmus new {file}` asks for it"
    elif open_ones:
        yield f"decide what is open below ({len(open_ones)})"
    else:
        yield "check without --select and --ignore: rules that were left out could decide"


def _fails(finding: Finding) -> bool:
    return finding.outcome is Result.FAIL and finding.decides
