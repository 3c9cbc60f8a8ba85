"""What `erasmus check`, `erasmus rules` and `erasmus explain` print of rules."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from pydantic import Field

from erasmus_cli.guide.documents import Moment
from erasmus_cli.guide.results import FigureModel, SourceModel, source_model
from erasmus_cli.results import Place, Placed, Printed, Result, position
from erasmus_cli.rules.documents import NeededDocument, documents_needed
from erasmus_cli.rules.explain import Calls, figures
from erasmus_cli.rules.outcome import Result as Answer
from erasmus_cli.rules.outcome import Severity
from erasmus_cli.rules.registry import Rule
from erasmus_cli.rules.report import Finding, Report, Verdict, spoken
from erasmus_cli.rules.report_id import report_id
from erasmus_cli.rules.time_left import TimeLeft, time_left
from erasmus_cli.wording.language import speaking


class FindingModel(Placed):
    """What one rule says of one place in the proposal."""

    rule: str = Field(description="id of the rule, such as CON-02")
    name: str = Field(description="name of the rule")
    title: str = Field(description="what the rule asks, in one sentence")
    outcome: Answer = Field(description="the answer of the rule")
    severity: Severity = Field(description="what it may do: only errors decide the verdict")
    message: str = Field(description="why, with what there is and what is needed")
    template: str = Field(description="the message before it is put into words, with places for the values")
    values: dict[str, Any] = Field(description="the values of the template, by name")
    at: str = Field(description="JSON pointer (RFC 6901) of the place in the proposal; empty: the whole")
    needs: tuple[str, ...] = Field(description="JSON pointers of what is missing before it can be decided")
    mend: str | None = Field(description="how to mend it, in words")
    edits: tuple[dict[str, Any], ...] = Field(
        description="JSON Patch (RFC 6902) that mends it and breaks nothing else; tried out"
    )
    caution: str | None = Field(description="why the figure behind it deserves a second look")
    sources: tuple[SourceModel, ...] = Field(description="the figures it rests on, with their sources")


class DeadlineModel(Result):
    """The deadline that a proposal goes for."""

    round: int = Field(description="number of the round")
    at: str = Field(description="last moment to submit, Brussels time")
    optional: bool = Field(description="whether it takes place only where the National Agency opens it")


class DocumentModel(Result):
    """A document to hold ready."""

    document: str = Field(description="its key; never used again for another document")
    title: str = Field(description="what it is called")
    text: str = Field(description="what it is for")
    signed_by: str = Field(description="who signs or obtains it")
    when: Moment = Field(description="when it has to be there")
    must: bool = Field(description="whether it is asked for, or only advised")
    sure: bool = Field(description="whether the proposal says enough to tell that it is needed")
    provided: str | None = Field(description="what has to be the case besides, which no proposal says")
    organisations: tuple[str, ...] = Field(
        description="JSON pointers of those that each have to have it; empty: the project has one"
    )
    section: str = Field(description="heading of the Guide under which it stands")


class ReportModel(Result):
    """All findings on one proposal."""

    file: str = Field(description="the proposal's file")
    line: int | None = Field(description="its line or row in the file, where that holds many proposals")
    report: str | None = Field(description="id of the report: the same facts and rules have the same id")
    verdict: Verdict = Field(description="whether it may be submitted")
    edition: str | None = Field(description="call and action that it was held against; null while not said")
    overlay: str | None = Field(description="the folder of one's own with a part in the edition, if any")
    last_deadline: str | None = Field(description="last moment to submit in this call, Brussels time")
    closed: bool | None = Field(description="whether that of `deadline` is over; null where it is not known")
    days_left: int | None = Field(description="days to `deadline`; 0 on its day, negative once it is over")
    deadline: DeadlineModel | None = Field(
        description="the deadline that is meant: of the round named, else the first still open, else the last"
    )
    identifiers_missing: int = Field(description="identifiers of organisations that are still to come")
    left_out: tuple[str, ...] = Field(description="ids of rules that were not run on request")
    provisional: bool = Field(description="whether an earlier call's rules stand in for an unpublished one")
    figures: int = Field(description="how many figures its edition has")
    figures_carried_over: int = Field(
        description="how many of these are those of an earlier Guide, not read in that of its call"
    )
    findings: tuple[FindingModel, ...] = Field(description="what the rules say, in their order")
    documents: tuple[DocumentModel, ...] = Field(description="documents to hold ready, in the order of need")


class ProblemModel(Result):
    """Why an input could not be read or checked."""

    file: str = Field(description="the input")
    message: str = Field(description="what is wrong")
    at: str | None = Field(None, description="JSON pointer of the place, where the file could be parsed")
    line: int | None = Field(None, description="line in the file, from 1")
    column: int | None = Field(None, description="column in the file, from 1")
    hint: str | None = Field(None, description="how to mend it")


class ReportsModel(Printed, title="Reports"):
    """What `erasmus check --format json` prints."""

    proposals: tuple[ReportModel, ...] = Field(
        description="one report for each proposal that could be checked"
    )
    errors: tuple[ProblemModel, ...] = Field(description="one entry for each problem of those that could not")


class RuleFigureModel(FigureModel):
    """A figure that a rule may read, in one edition."""

    edition: str = Field(description="call and action")


class RuleModel(Result):
    """One rule, with its figures in every edition."""

    rule: str = Field(description="id, such as CON-02; never used again for another rule")
    name: str = Field(description="name")
    title: str = Field(description="what it asks, in one sentence")
    severity: Severity = Field(description="what a fail does, unless a finding says otherwise")
    text: str = Field(description="what it asks and why")
    reads: tuple[str, ...] = Field(description="topics of the edition that it may read; `?`: where there")
    passes: dict[str, Any] = Field(description="a fragment of a proposal that passes")
    fails: dict[str, Any] = Field(description="a fragment of a proposal that fails")
    figures: tuple[RuleFigureModel, ...] = Field(description="the figures behind it, oldest edition first")


class RulesModel(Printed, title="Rules"):
    """What `erasmus rules --format json` prints."""

    rules: tuple[RuleModel, ...] = Field(description="the rules, in the order of their ids")


class ExplainedRuleModel(Printed, RuleModel, title="Rule"):
    """What `erasmus explain --format json` prints of a rule."""


@speaking("en")  # what other programs read
def report_model(
    report: Report, file: str, place: Place, on: date, line_in_file: int | None = None
) -> ReportModel:
    """The report on one proposal, as of a day. `place` turns a JSON pointer into line and column."""
    deadline, project = report.last_deadline, report.project
    left = time_left(project, on) if project else None
    return ReportModel(
        file=file,
        line=line_in_file,
        report=report_id(report, project.proposal) if project else None,
        verdict=report.verdict,
        edition=report.edition.id if report.edition else None,
        overlay=report.edition.overlay if report.edition else None,
        last_deadline=deadline.isoformat(timespec="minutes") if deadline else None,
        closed=left.closed if left else None,
        days_left=left.days if left else None,
        deadline=_deadline(left) if left else None,
        identifiers_missing=report.identifiers_missing,
        left_out=report.left_out,
        provisional=report.provisional_for is not None,
        figures=report.figures_carried_over[1],
        figures_carried_over=report.figures_carried_over[0],
        findings=tuple(_finding(finding, place) for finding in report.findings),
        documents=tuple(map(_document, documents_needed(project))) if project else (),
    )


def _deadline(left: TimeLeft) -> DeadlineModel:
    deadline = left.deadline
    return DeadlineModel(
        round=deadline.round,
        at=deadline.effective.isoformat(timespec="minutes"),
        optional=deadline.optional,
    )


def _document(needed: NeededDocument) -> DocumentModel:
    document = needed.document
    return DocumentModel(
        document=document.id,
        title=document.title,
        text=document.text,
        signed_by=document.signed_by,
        when=document.when,
        must=document.must,
        sure=needed.sure,
        provided=document.needed.provided,
        organisations=tuple(member.at for member in needed.organisations),
        section=document.section,
    )


def reports_model(reports: Iterable[ReportModel], errors: Iterable[ProblemModel]) -> ReportsModel:
    """All that a check of several files has to say."""
    return ReportsModel(version=1, proposals=tuple(reports), errors=tuple(errors))


def rules_model(rules: Iterable[Rule]) -> RulesModel:
    """A catalogue of rules."""
    return RulesModel(version=1, rules=tuple(RuleModel(**_said_of(rule)) for rule in rules))


def explained_rule(rule: Rule, calls: Calls = "all") -> ExplainedRuleModel:
    """One rule in full, with its figures of these calls."""
    return ExplainedRuleModel(version=1, **_said_of(rule, calls))


def _finding(finding: Finding, place: Place) -> FindingModel:
    return FindingModel(
        rule=finding.rule,
        name=finding.name,
        title=finding.title,
        outcome=finding.outcome,
        severity=finding.severity,
        **spoken(finding.said),
        **position(finding.at, place),
        needs=finding.needs,
        mend=finding.fix,
        edits=tuple(dict(operation) for operation in finding.edits),
        caution=finding.caution,
        sources=tuple(source_model(cited.source, cited.figures) for cited in finding.sources),
    )


def _said_of(rule: Rule, calls: Calls = "all") -> dict[str, Any]:
    return {
        "rule": rule.id,
        "name": rule.name,
        "title": rule.title,
        "severity": rule.severity,
        "text": rule.text,
        "reads": rule.reads,
        "passes": dict(rule.passes),
        "fails": dict(rule.fails),
        "figures": [{"edition": edition.id, **figure.as_data()} for edition, figure in figures(rule, calls)],
    }
