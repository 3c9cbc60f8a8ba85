"""The eligibility report inside the draft."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from erasmus_cli.chapters.naming import Names, labels_of, named
from erasmus_cli.guide.records import Judgement as Condition
from erasmus_cli.pointers import dotted
from erasmus_cli.project.project import Project
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import Finding, Report
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import Message

RESULTS = {"fails": "✗", "warning": "▲", "note": "○", "open": "▢", "to do": "○", "holds": "✓"}
"""What a finding is called in a draft, and its mark."""


@dataclass(frozen=True)
class Row:
    """A finding.

    Attributes:
        result: what it is called.
        mark: the mark of that.
        rule: the rule's id.
        name: the rule's name.
        title: what the rule asks.
        message: why.
        mend: how to mend it; None where nothing fails.
        caution: why the figure behind it deserves a second look.
        notes: the numbers of its sources.
        needs: keys of what has to be said before it can be decided.
        known: whether an earlier check has it as well.
    """

    result: str
    mark: str
    rule: str
    name: str
    title: str
    message: str
    mend: str | None
    caution: str | None
    notes: tuple[int, ...]
    needs: tuple[str, ...] = ()
    known: bool = False


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


def eligibility(
    report: Report, names: Names | None = None, known: Callable[[Finding], bool] = lambda _: False
) -> Eligibility:
    """Findings that matter first, what passed in short, and the sources.

    Args:
        report: what the rules say.
        names: what organisations are called instead of their handles.
        known: whether an earlier check has told of a finding.
    """
    notes: dict[str, int] = {}
    passed = [finding for finding in report.findings if finding.outcome is Result.PASS]
    names = names or {}
    said = words_for(report, names)
    return Eligibility(
        rows=tuple(_row(finding, notes, names, said, known=known(finding)) for finding in _by_weight(report)),
        passed=tuple(_row(finding, notes, names, said) for finding in passed),
        assessor=tuple(_judged(report)),
        sources=tuple(Source(number, text) for text, number in notes.items()),
    )


def words_for(report: Report, names: Names) -> Callable[[Message], str]:
    """How findings are put into words for readers, who know neither handles nor keys."""
    labels = labels_of(report.project.edition) if report.project else {}
    return partial(named, names=names, words=labels)


def _judged(report: Report) -> Iterator[Judgement]:
    """What no rule can decide and can arise in this project."""
    project = report.project
    if project is None:
        return
    left = (finding for finding in report.findings if finding.severity is Severity.ASSESSOR)
    for finding in left:
        if may_arise(project.edition.assessor[finding.rule], project):
            yield Judgement(_(finding.title), finding.message)


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


def _row(
    finding: Finding,
    notes: dict[str, int],
    names: Names,
    said: Callable[[Message], str],
    *,
    known: bool = False,
) -> Row:
    texts = dict.fromkeys(f"{c.source.citation} ({_(c.source.grade.value)})" for c in finding.sources)
    result = result_of(finding)
    return Row(
        result=result,
        mark=RESULTS[result],
        rule=finding.rule,
        name=finding.name,
        title=_(finding.title),
        message=said(finding.said),
        mend=named(finding.advice, names) if finding.advice else None,
        caution=finding.caution,
        notes=tuple(notes.setdefault(text, len(notes) + 1) for text in texts),
        needs=tuple(map(dotted, filter(None, finding.needs))),
        known=known,
    )
