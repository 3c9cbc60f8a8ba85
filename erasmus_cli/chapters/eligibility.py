"""The eligibility report inside the draft."""

from typing import Any

from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import Finding, Report

RESULTS = {"fails": "✗", "warning": "▲", "note": "○", "open": "▢", "to do": "○", "holds": "✓"}
"""What a finding is called in a draft, and its mark."""


def report_part(report: Report) -> dict[str, Any]:
    """Findings that matter first, what passed in short, and the sources numbered in order of appearance."""
    notes: dict[str, int] = {}
    return {
        "rows": [_row(finding, notes) for finding in _by_weight(report)],
        "passed": [_row(f, notes) for f in report.findings if f.outcome is Result.PASS],
        "assessor": [
            {"title": f.title, "text": f.message} for f in report.findings if f.severity is Severity.ASSESSOR
        ],
        "sources": [{"number": number, "text": text} for text, number in notes.items()],
    }


def result_of(finding: Finding) -> str:
    """What a finding is called in a draft."""
    if finding.outcome is Result.PASS:
        return "holds"
    if finding.outcome is Result.FAIL:
        return {Severity.ERROR: "fails", Severity.WARNING: "warning"}.get(finding.severity, "note")
    return "open" if finding.decides else "to do"


def _by_weight(report: Report) -> list[Finding]:
    open_ones = [
        f
        for f in report.findings
        if f.outcome in (Result.FAIL, Result.UNKNOWN) and f.severity is not Severity.ASSESSOR
    ]
    return sorted(open_ones, key=lambda f: (not f.decides, f.outcome is Result.UNKNOWN))


def _row(finding: Finding, notes: dict[str, int]) -> dict[str, Any]:
    texts = dict.fromkeys(f"{c.source.citation} ({c.source.grade})" for c in finding.sources)
    return {
        "result": result_of(finding),
        "mark": RESULTS[result_of(finding)],
        "rule": finding.rule,
        "name": finding.name,
        "title": finding.title,
        "message": finding.message,
        "mend": finding.fix,
        "caution": finding.caution,
        "notes": [notes.setdefault(text, len(notes) + 1) for text in texts],
    }
