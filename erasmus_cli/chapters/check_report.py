"""The report on one proposal as a document that one can send: to a partner, a colleague, an agency."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from erasmus_cli import __version__
from erasmus_cli.chapters.days_left import days_words
from erasmus_cli.chapters.documents import by_moment
from erasmus_cli.chapters.eligibility import Judgement, Row, Source, eligibility
from erasmus_cli.chapters.naming import names_of
from erasmus_cli.chapters.project_data import guide_words, subtitle
from erasmus_cli.chapters.verdict import in_short, not_checked, verdict_words
from erasmus_cli.document.draft import UNTITLED, DraftText
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.resources import shipped
from erasmus_cli.rules.documents import documents_needed
from erasmus_cli.rules.report import Finding, Report
from erasmus_cli.rules.report_id import report_id
from erasmus_cli.templating import environment
from erasmus_cli.wording.formatting import day
from erasmus_cli.wording.language import _, spoken
from erasmus_cli.wording.messages import tell

_DECIDING = ("fails", "open")


@dataclass(frozen=True)
class CheckReport:
    """Everything that the document shows.

    Attributes:
        title: what was checked.
        verdict: with all that it must not be read without.
        day: as of when.
        facts: points with their state.
        blocks: what keeps the proposal from being eligible.
        minor: what warns, reminds or is still to do.
        passed: what holds.
        judged: what no rule can decide and can arise in this project.
        documents: those to hold ready, by the moment when they have to be there.
        guide: after what was checked; None while call or action is unsaid.
        tool: by what it was checked.
        report: the id of the report.
        sources: numbered in order of appearance.
    """

    title: str
    verdict: str
    day: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Row, ...]
    minor: tuple[Row, ...]
    passed: tuple[Row, ...]
    judged: tuple[Judgement, ...]
    documents: tuple[tuple[str, list[str]], ...]
    guide: str | None
    tool: str
    report: str
    sources: tuple[Source, ...]


def check_report(
    report: Report, proposal: Proposal, on: date, known: Callable[[Finding], bool] = lambda _: False
) -> DraftText:
    """The report as every format starts from it.

    Args:
        report: what the rules say.
        proposal: of what.
        on: the day from which days are counted, which is also printed.
        known: whether an earlier check has told of a finding.
    """
    data = _shown(report, proposal, on, known)
    template = shipped("chapters", "data", "check.md.j2").read_text("utf-8")
    return DraftText(
        title=data.title,
        language=spoken().code,
        on=on,
        markdown=environment().from_string(template).render(vars(data)),
        view="check",
    )


def _shown(report: Report, proposal: Proposal, on: date, known: Callable[[Finding], bool]) -> CheckReport:
    edition, project = report.edition, report.project
    found = eligibility(report, names_of(proposal), known)
    documents = by_moment(documents_needed(project)) if project else ()
    marked = report_id(report, proposal)
    return CheckReport(
        title=tell("Check of {project}", project=proposal.title or proposal.acronym or _(UNTITLED)),
        verdict=verdict_words(report, on),
        day=day(on),
        facts=tuple(_facts(report, proposal, on, marked)),
        blocks=tuple(row for row in found.rows if row.result in _DECIDING),
        minor=tuple(row for row in found.rows if row.result not in _DECIDING),
        passed=found.passed,
        judged=found.assessor,
        documents=tuple((_(moment.in_words), lines) for moment, lines in documents),
        guide=guide_words(edition) if edition else None,
        tool=f"erasmus {__version__}",
        report=marked,
        sources=found.sources,
    )


def _facts(report: Report, proposal: Proposal, on: date, marked: str) -> list[tuple[str, str]]:
    applicants = [one.name or one.id for one in proposal.organisations or () if one.role == "applicant"]
    project = report.project
    overlay = report.edition.overlay if report.edition else None
    facts = (
        (_("In short"), in_short(report)),
        (_("Held against"), subtitle(project) if project else None),
        (_("Deadline"), " ".join(filter(None, (days_words(project, on), not_checked(report))))),
        (_("Applicant"), applicants[0] if len(applicants) == 1 else None),
        (_("Organisations"), str(len(proposal.organisations)) if proposal.organisations else None),
        (_("Guide data"), tell("with those of {folder}", folder=str(overlay)) if overlay else None),
        (_("Left out on request"), " ".join(report.left_out)),
        (_("Report"), marked),
    )
    return [(point, state) for point, state in facts if state]
