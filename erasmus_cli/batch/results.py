"""What a batch says of each proposal: one row, which is one line of `erasmus check --format jsonl`."""

from collections.abc import Iterable
from typing import Any

from pydantic import Field

from erasmus_cli.batch.checking import Checked, Options
from erasmus_cli.batch.reading import Read
from erasmus_cli.guide.sources import Grade
from erasmus_cli.proposal.errors import Problem, UnreadableProposalError
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.results import Printed, Result
from erasmus_cli.rules.outcome import Result as Answer
from erasmus_cli.rules.outcome import Severity
from erasmus_cli.rules.report import Finding, Report, Verdict, verdict_name
from erasmus_cli.rules.report_id import report_id

_FAIL, _UNKNOWN, _ERROR = Answer.FAIL, Answer.UNKNOWN, Severity.ERROR
Flat = dict[str, str | int | bool | None]
"""A row of a table: one value for each column."""
COLUMNS = (
    *("file", "line", "title", "call", "action", "field", "country", "organisations", "verdict", "closed"),
    *("fails", "opens", "warnings", "identifiers_missing", "why", "edition", "overlay", "provisional"),
    *("left_out", "report", "readable", "known"),
)
"""The columns of a table of rows, in their order."""


class RowFinding(Result):
    """A finding that a reader has to know of: it fails, or it keeps the verdict open."""

    rule: str = Field(description="id of the rule, such as CON-02")
    name: str = Field(description="name of the rule")
    outcome: Answer = Field(description="the answer of the rule")
    severity: Severity = Field(description="what it may do: only errors decide the verdict")
    message: str = Field(description="why, with what there is and what is needed")
    at: str = Field(description="JSON pointer (RFC 6901) of the place in the proposal; empty: the whole")
    line: int | None = Field(description="line in the file, from 1; null where the source has none")
    needs: tuple[str, ...] = Field(description="JSON pointers of what is missing before it can be decided")
    mend: str | None = Field(description="how to mend it, in words")
    grade: Grade | None = Field(description="the least sure grade of the figures that decide it")
    source: str | None = Field(description="where the first of these figures stands")
    known: bool = Field(default=False, description="whether the check named as --baseline has it as well")


class RowProblem(Result):
    """Why a record could not be read or checked."""

    message: str = Field(description="what is wrong")
    at: str | None = Field(description="JSON pointer of the place, where the record could be parsed")
    line: int | None = Field(description="line in the file, from 1")
    column: int | None = Field(description="column in the file, from 1")
    hint: str | None = Field(description="how to mend it")


class Row(Printed, title="CheckedProposal"):
    """What the check says of one proposal. Every record of a source has one, also where it cannot be read."""

    file: str = Field(description="the source")
    line: int | None = Field(description="line or row in it, from 1, where it holds many proposals")
    report: str | None = Field(description="id of the report: the same facts and rules have the same id")
    verdict: Verdict | None = Field(description="whether it may be submitted; null where it cannot be read")
    edition: str | None = Field(description="call and action that it was held against; null while not said")
    overlay: str | None = Field(description="the folder of one's own with a part in the edition, if any")
    provisional: bool = Field(description="whether an earlier call's rules stand in for an unpublished one")
    closed: bool | None = Field(description="whether its deadline is over; null where it is not known")
    left_out: tuple[str, ...] = Field(description="ids of rules that were not run on request")
    identifiers_missing: int = Field(description="identifiers of organisations that are still to come")
    title: str | None = Field(description="title of the project")
    call: int | None = Field(description="call year")
    action: str | None = Field(description="action")
    field: str | None = Field(description="field")
    country: str | None = Field(description="country of the applicant (ISO 3166-1)")
    organisations: int | None = Field(description="how many organisations it lists")
    fails: tuple[str, ...] = Field(description="ids of the rules that keep it from being eligible, each once")
    opens: tuple[str, ...] = Field(description="ids of the rules that cannot be told yet, each once")
    warnings: tuple[str, ...] = Field(description="ids of the rules that only warn or remind, each once")
    findings: tuple[RowFinding, ...] = Field(description="what fails or keeps the verdict open, in order")
    problems: tuple[RowProblem, ...] = Field(description="why it cannot be read; empty where it can")

    @property
    def name(self) -> str:
        """The file, and behind a colon the line, where it has many."""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    @property
    def verdict_name(self) -> str:
        """The verdict in words, as all that is printed for people has it."""
        return verdict_name(self.verdict, closed=self.closed)

    def problem_lines(self) -> list[str]:
        """What is wrong with the record, one line each, with place and hint."""
        problems = tuple(Problem(**vars(problem)) for problem in self.problems)
        return UnreadableProposalError(self.file, problems).lines() if problems else []

    def is_bad(self, *, strict: bool = False) -> bool:
        """Whether something keeps it from being eligible that an earlier check does not know.

        `strict` asks for more: that it is decided, and that its call is still open.
        """
        new = {one.outcome for one in self.findings if one.severity is _ERROR and not one.known}
        return _FAIL in new or (strict and bool(new or self.left_out or self.closed))

    def flat(self) -> Flat:
        """The same with one value a column, for data frames and tables; ids stand side by side in a text."""
        why = [finding.message for finding in self.findings] or self.problem_lines()
        return {
            "file": self.file,
            "line": self.line,
            "title": self.title,
            "call": self.call,
            "action": self.action,
            "field": self.field,
            "country": self.country,
            "organisations": self.organisations,
            "verdict": self.verdict.value if self.verdict else None,
            "closed": self.closed,
            "fails": " ".join(self.fails),
            "opens": " ".join(self.opens),
            "warnings": " ".join(self.warnings),
            "identifiers_missing": self.identifiers_missing,
            "why": " | ".join(why),
            "edition": self.edition,
            "overlay": self.overlay,
            "provisional": self.provisional,
            "left_out": " ".join(self.left_out),
            "report": self.report,
            "readable": not self.problems,
            "known": " ".join(_once(finding.rule for finding in self.findings if finding.known)),
        }


def row_of(checked: Checked, options: Options) -> Row:
    """What the check says of a record, as of the day of the options."""
    record, problems = checked.record, checked.problems
    if options.withholding and problems:
        record = record._replace(file=options.withholding.name(record.number), line=None)
        problems = tuple(map(options.withholding.problem, problems))
    report, found = checked.report, checked.read
    told = _told(report) if report else []
    edition = report.edition if report else None
    return Row(
        version=1,
        file=record.file,
        line=record.line,
        report=report_id(report, found.proposal) if report and found else None,
        verdict=report.verdict if report else None,
        edition=edition.id if edition else None,
        overlay=edition.overlay if edition else None,
        provisional=report is not None and report.provisional_for is not None,
        closed=checked.closed(options.on),
        left_out=report.left_out if report else (),
        identifiers_missing=report.identifiers_missing if report else 0,
        **_said(found.proposal if found else Proposal()),
        fails=_once(one.rule for one, weight in told if weight is _ERROR and one.outcome is _FAIL),
        opens=_once(one.rule for one, weight in told if weight is _ERROR and one.outcome is _UNKNOWN),
        warnings=_once(one.rule for one, weight in told if weight is not _ERROR),
        findings=tuple(
            _finding(one, weight, found, known=checked.knows(one, options)) for one, weight in told if found
        ),
        problems=tuple(RowProblem(**problem._asdict()) for problem in problems),
    )


def _said(proposal: Proposal) -> dict[str, Any]:
    """What the proposal says of itself that tables are sorted by."""
    members = proposal.organisations
    applicants = [member.country for member in members or () if member.role == "applicant"]
    return {
        "title": proposal.title,
        "call": proposal.call,
        "action": proposal.action,
        "field": proposal.field,
        "country": applicants[0] if len(applicants) == 1 else None,
        "organisations": None if members is None else len(members),
    }


def _told(report: Report) -> list[tuple[Finding, Severity]]:
    """What fails and what keeps the verdict open, each with its weight."""
    return [
        (finding, weight)
        for finding, weight in report.not_held
        if weight is _ERROR or finding.answer.result is _FAIL
    ]


def _finding(finding: Finding, weight: Severity, read: Read, *, known: bool) -> RowFinding:
    figures = finding.criterion.rests_on(finding.answer)
    return RowFinding(
        rule=finding.rule,
        name=finding.name,
        outcome=finding.outcome,
        severity=weight,
        message=finding.message,
        at=finding.at,
        line=read.line_of(finding.at),
        needs=finding.needs,
        mend=finding.fix,
        grade=finding.criterion.grade_of(finding.answer),
        source=figures[0].source.citation if figures else None,
        known=known,
    )


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
