"""The verdict of a check in plain words, and how much there is to say of it."""

from datetime import date

from erasmus_cli.chapters.days_left import ago
from erasmus_cli.rules.engine import plan_for
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import Report, Verdict, verdict_name
from erasmus_cli.rules.time_left import TimeLeft, time_left
from erasmus_cli.wording.formatting import capital_letters
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell


def verdict_words(report: Report, on: date) -> str:
    """The verdict with all that it must not be read without."""
    left = left_on(report, on)
    closed = left is not None and left.closed
    words = capital_letters(_(verdict_name(report.verdict, closed=closed)))
    if left and closed and report.verdict is Verdict.ELIGIBLE:
        words = _of_closed(words, report, left)
    if report.left_out:
        words = tell("{verdict} as far as checked", verdict=words)
    if report.edition and report.provisional_for:
        words = tell(
            "{verdict} PROVISIONALLY: call {call} by the rules of {older}",
            verdict=words,
            call=report.provisional_for,
            older=report.edition.call,
        )
    if carried := _carried_over(report):
        words += f"; {carried}"
    if report.verdict is Verdict.NOT_ELIGIBLE:
        return words
    if report.identifiers_missing:
        missing = tell("{n} {n:identifier|identifiers} still missing", n=report.identifiers_missing)
        words += f"; {missing}"
    proviso = report.of("DAT-06")
    if proviso and proviso.outcome is Result.FAIL:
        words += f"; {proviso.said.text()}"
    return words


def not_checked(report: Report) -> str | None:
    """Which rules a provisional check leaves out, as they go by dates that are not known here; None: none."""
    if report.edition is None or report.provisional_for is None:
        return None
    plan = plan_for(report.edition)
    asked = {criterion.id for criterion in plan.without_dates.criteria} | {
        one.rule for one in report.findings
    }
    left_out = tuple(f"{one.id} {one.name}" for one in plan.criteria if one.id not in asked)
    if not left_out:
        return None
    return tell(
        "Not checked, as they go by dates of call {call}: {rules:list}.",
        call=report.provisional_for,
        rules=left_out,
    )


def _carried_over(report: Report) -> str:
    """What a verdict is worth whose rules are, for the greater part, those of an earlier Guide."""
    unread, figures = report.figures_carried_over
    if 2 * unread <= figures:
        return ""
    return tell(
        "{unread} of {figures} figures carried over unread from earlier Guides",
        unread=unread,
        figures=figures,
    )


def in_short(report: Report) -> str:
    """How many findings of each kind there are."""
    of = [(finding.outcome, finding.decides, finding.severity) for finding in report.findings]
    fails = sum(outcome is Result.FAIL and decides for outcome, decides, _ in of)
    opens = sum(outcome is Result.UNKNOWN and decides for outcome, decides, _ in of)
    warnings = sum(outcome is Result.FAIL and not decides for outcome, decides, _ in of)
    todo = sum(
        outcome is Result.UNKNOWN and severity in (Severity.WARNING, Severity.NOTE)
        for outcome, _, severity in of
    )
    counts = (
        tell("{n} {n:finding fails|findings fail}", n=fails) if fails else "",
        tell("{n} cannot be told yet", n=opens) if opens else "",
        tell("{n} {n:warning or note|warnings and notes}", n=warnings) if warnings else "",
        tell("{n} {n:thing to do|things to do}", n=todo) if todo else "",
    )
    return ", ".join(filter(None, counts)) or _("nothing fails, nothing is open")


def left_on(report: Report, on: date) -> TimeLeft | None:
    """The deadline that the proposal goes for, seen from a day."""
    return time_left(report.project, on) if report.project else None


def _of_closed(verdict: str, report: Report, left: TimeLeft) -> str:
    said = {"verdict": verdict, "call": report.edition.call if report.edition else "", "ago": ago(left)}
    if left.next_round:
        return tell(
            "{verdict} of call {call}, round {round} of which closed {ago}",
            round=left.deadline.round,
            **said,
        )
    return tell("{verdict} of call {call}, which closed {ago}", **said)
