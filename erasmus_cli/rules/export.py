"""Reports as plain data: the public JSON of `erasmus check`."""

from collections.abc import Callable
from typing import Any

from erasmus_cli.guide.export import source_as_data
from erasmus_cli.rules.report import Finding, Report, spoken

Place = Callable[[str], tuple[int, int] | None]


def as_data(report: Report, file: str, place: Place) -> dict[str, Any]:
    """One entry of `proposals`. `place` turns a JSON pointer into line and column."""
    return {
        "file": file,
        "verdict": report.verdict.value,
        "edition": report.edition.id if report.edition else None,
        "overlay": report.edition.overlay if report.edition else None,
        "last_deadline": report.last_deadline.isoformat(timespec="minutes") if report.last_deadline else None,
        "left_out": list(report.left_out),
        "provisional": report.provisional_for is not None,
        "findings": [_finding(finding, place) for finding in report.findings],
    }


def _finding(finding: Finding, place: Place) -> dict[str, Any]:
    line, column = place(finding.at) or (None, None)
    return {
        "rule": finding.rule,
        "name": finding.name,
        "title": finding.title,
        "outcome": finding.outcome.value,
        "severity": finding.severity.value,
        **spoken(finding.said),
        "at": finding.at,
        "line": line,
        "column": column,
        "needs": list(finding.needs),
        "mend": finding.fix,
        "edits": [dict(operation) for operation in finding.edits],
        "caution": finding.caution,
        "sources": [source_as_data(c.source, c.figures) for c in finding.sources],
    }
