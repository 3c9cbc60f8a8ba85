"""The eligibility report inside the draft."""

from dataclasses import dataclass

from erasmus_cli.guide.records import Judgement as Condition
from erasmus_cli.project.project import Project
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import Finding, Report

RESULTS = {"fails": "✗", "warning": "▲", "note": "○", "open": "▢", "to do": "○", "holds": "✓"}
"""What a finding is called in a draft, and its mark."""


@dataclass(frozen=True)
class Row:
    """A finding; `notes` are the numbers of its sources."""

    result: str
    mark: str
    rule: str
    name: str
    title: str
    message: str
    mend: str | None
    caution: str | None
    notes: tuple[int, ...]


@dataclass(frozen=True)
class Judgement:
    """What is left to assessors, agencies or documents."""

    title: str
    text: str


@dataclass(frozen=True)
class Source:
    """A source by its number in the draft."""

    number: int
    text: str


@dataclass(frozen=True)
class Eligibility:
    """The eligibility report.

    Attributes:
        rows: what fails or is open, what matters most first.
        passed: what holds.
        assessor: what no rule can decide and can arise in this project.
        sources: numbered in order of appearance.
    """

    rows: tuple[Row, ...]
    passed: tuple[Row, ...]
    assessor: tuple[Judgement, ...]
    sources: tuple[Source, ...]


def eligibility(project: Project, report: Report) -> Eligibility:
    """Findings that matter first, what passed in short, and the sources."""
    notes: dict[str, int] = {}
    findings = report.findings
    left = [found for found in findings if found.severity is Severity.ASSESSOR]
    judged = project.edition.assessor
    return Eligibility(
        rows=tuple(_row(finding, notes) for finding in _by_weight(report)),
        passed=tuple(_row(finding, notes) for finding in findings if finding.outcome is Result.PASS),
        assessor=tuple(Judgement(f.title, f.message) for f in left if may_arise(judged[f.rule], project)),
        sources=tuple(Source(number, text) for text, number in notes.items()),
    )


def may_arise(judgement: Condition, project: Project) -> bool:
    """Whether a judgement can concern this project: what is not said yet may still become so."""
    conditions = (
        (judgement.fields, [project.field]),
        (judgement.countries, [member.organisation.country for member in project.members] or [None]),
        (judgement.kinds, [member.organisation.kind for member in project.members] or [None]),
    )
    given = [(wanted, said) for wanted, said in conditions if wanted]
    return not given or any(None in said or set(wanted) & set(said) for wanted, said in given)


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


def _row(finding: Finding, notes: dict[str, int]) -> Row:
    texts = dict.fromkeys(f"{c.source.citation} ({c.source.grade})" for c in finding.sources)
    result = result_of(finding)
    return Row(
        result=result,
        mark=RESULTS[result],
        rule=finding.rule,
        name=finding.name,
        title=finding.title,
        message=finding.message,
        mend=finding.fix,
        caution=finding.caution,
        notes=tuple(notes.setdefault(text, len(notes) + 1) for text in texts),
    )
