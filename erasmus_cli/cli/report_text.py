"""Reports for people: what matters first, what passed in one line, sources as footnotes."""

from collections.abc import Iterable
from datetime import datetime

from rich.console import Console
from rich.text import Text

from erasmus_cli.cli.paragraphs import Footnotes, indented
from erasmus_cli.formatting import day
from erasmus_cli.pointers import dotted
from erasmus_cli.proposal.reader import Document
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import Finding, Report, Verdict

_VERDICTS = {
    Verdict.ELIGIBLE: ("ELIGIBLE", "pass"),
    Verdict.NOT_ELIGIBLE: ("NOT ELIGIBLE", "fail"),
    Verdict.UNDECIDED: ("UNDECIDED", "open"),
}


def show_all(console: Console, checked: Iterable[tuple[Document, Report]], *, verbose: bool = False) -> None:
    """Prints reports one after the other; that a call is over is said once."""
    said: set[str] = set()
    for document, report in checked:
        line = _closed(report, document.proposal.field)
        if line and line not in said:
            indented(console, Text(line, style="quiet"), 0)
            console.print()
            said.add(line)
        show(console, report, document, verbose=verbose)


def show(console: Console, report: Report, document: Document, *, verbose: bool = False) -> None:
    """Prints one report."""
    word, style = _VERDICTS[report.verdict]
    proviso = " as far as checked" if report.left_out else ""
    if report.edition and report.provisional_for:
        proviso += f" PROVISIONALLY: call {report.provisional_for} by the rules of {report.edition.call}"
    console.print(Text.assemble((word + proviso, style), "  ", (document.file, "strong")))
    indented(console, Text(_summary(report), style="quiet"), 0)
    console.print()
    notes = Footnotes()
    groups = _grouped(report, verbose=verbose)
    for label, label_style, findings in groups:
        for finding in findings:
            _show_finding(console, (label, label_style), finding, document, notes)
    _show_lists(console, report, verbose=verbose)
    notes.show(console)


def _grouped(report: Report, *, verbose: bool) -> list[tuple[str, str, list[Finding]]]:
    def those(outcome: Result, *severities: Severity) -> list[Finding]:
        return [f for f in report.findings if f.outcome is outcome and f.severity in severities]

    groups = [
        ("FAIL", "fail", those(Result.FAIL, Severity.ERROR)),
        ("OPEN", "open", those(Result.UNKNOWN, Severity.ERROR)),
        ("WARN", "warn", those(Result.FAIL, Severity.WARNING)),
        ("NOTE", "warn", those(Result.FAIL, Severity.NOTE)),
        ("todo", "quiet", those(Result.UNKNOWN, Severity.WARNING, Severity.NOTE)),
    ]
    if verbose:
        groups += [
            ("pass", "pass", [f for f in report.findings if f.outcome is Result.PASS]),
            ("n/a", "quiet", [f for f in report.findings if f.outcome is Result.NOT_APPLICABLE]),
            ("judge", "quiet", those(Result.UNKNOWN, Severity.ASSESSOR)),
        ]
    return groups


def _show_finding(
    console: Console, label: tuple[str, str], finding: Finding, document: Document, notes: Footnotes
) -> None:
    place = document.place(finding.at)
    marks = notes.mark(citation.source for citation in finding.sources)
    head = Text.assemble((f"{label[0]:<5}", label[1]), (f"{finding.rule} {finding.name}", "strong"))
    if place:
        head.append(f"  {document.file}:{place[0]}:{place[1]}", style="quiet")
    console.print(head, soft_wrap=True)
    indented(console, Text(f"{finding.message} {marks}".rstrip()), 5)
    if finding.caution and finding.outcome is not Result.PASS:
        indented(console, Text(f"Caution: {finding.caution}"), 5)
    if finding.needs and finding.outcome is Result.UNKNOWN:
        keys = ", ".join(map(dotted, finding.needs))
        indented(console, Text.assemble(("Needs: ", "strong"), keys), 5)
    if finding.fix:
        indented(console, Text.assemble(("Mend: ", "strong"), finding.fix), 5)
    console.print()


def _show_lists(console: Console, report: Report, *, verbose: bool) -> None:
    if verbose:
        return
    passed = [f.rule for f in report.findings if f.outcome is Result.PASS]
    skipped = [f.rule for f in report.findings if f.outcome is Result.NOT_APPLICABLE]
    judged = [f.title for f in report.findings if f.severity is Severity.ASSESSOR]
    for label, items, joint in (
        ("Passed", passed, " "),
        ("Not applicable", skipped, " "),
        ("Left out on request", report.left_out, " "),
        ("For assessors and agencies to judge", judged, "; "),
    ):
        if items:
            names = joint.join(dict.fromkeys(items))
            indented(console, Text.assemble((f"{label}: ", "strong"), names), 0, hang=2)
    console.print()


def _summary(report: Report) -> str:
    fails = sum(f.outcome is Result.FAIL and f.decides for f in report.findings)
    opens = sum(f.outcome is Result.UNKNOWN and f.decides for f in report.findings)
    warnings = sum(f.outcome is Result.FAIL and not f.decides for f in report.findings)
    todo = sum(
        f.outcome is Result.UNKNOWN and f.severity in (Severity.WARNING, Severity.NOTE)
        for f in report.findings
    )
    counts = [
        _count(fails, "finding fails", "findings fail"),
        _count(opens, "cannot be told yet", "cannot be told yet"),
        _count(warnings, "warning or note", "warnings and notes"),
        _count(todo, "thing to do", "things to do"),
    ]
    edition = f"{report.edition.name}: " if report.edition else ""
    return edition + (", ".join(filter(None, counts)) or "nothing fails, nothing is open")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def _closed(report: Report, field: str | None) -> str | None:
    last = report.last_deadline
    if report.edition is None or last is None or last > datetime.now():  # noqa: DTZ005 - Brussels or near
        return None
    of_field = f" for the field {field}" if field else ""
    return f"Call {report.edition.call} closed on {day(last)}{of_field}; its rules are applied as they stood."
