"""What stands at the end: the checklist and the words."""

from dataclasses import dataclass

from erasmus_cli.chapters.summary import Summary
from erasmus_cli.chapters.tables import Table, table
from erasmus_cli.document.draft import BLANK
from erasmus_cli.guide.glossary import all_terms
from erasmus_cli.guide.model import Edition
from erasmus_cli.project.project import Project
from erasmus_cli.rules.outcome import Result
from erasmus_cli.rules.report import Report
from erasmus_cli.wording.language import _, sorting_key, spoken
from erasmus_cli.wording.messages import tell


@dataclass(frozen=True)
class Term:
    """A word of the Programme and what it means."""

    word: str
    meaning: str


@dataclass(frozen=True)
class FormSource:
    """What the questions of the draft follow, and how sure that is."""

    label: str
    grade: str
    note: str | None


@dataclass(frozen=True)
class Annexes:
    """The checklist, the glossary, and on what the form rests."""

    checklist: Table
    glossary: tuple[Term, ...]
    form: FormSource


def annexes(project: Project, report: Report, glance: Summary) -> Annexes:
    """What stands at the end of a draft."""
    kind, form = "lump-sum" if project.edition.lump_sums else "unit-cost", project.form
    return Annexes(
        checklist=_checklist(report, project.edition, glance),
        glossary=tuple(
            sorted(
                (
                    Term(_(one.word), _(one.meaning))
                    for one in all_terms()
                    if one.in_draft and one.only in (None, kind)
                ),
                key=lambda term: sorting_key(term.word),
            )
        ),
        form=FormSource(_(form.label), form.source.grade.value, _(form.source.note or "") or None),
    )


def _checklist(report: Report, edition: Edition, glance: Summary) -> Table:
    agency = report.of("APP-03")
    still = glance.needed - glance.answered
    rows = [
        (_("The criteria of the Programme Guide are met"), _(report.verdict.value.replace("-", " "))),
        (_("The application goes to the right agency"), _word(agency.outcome) if agency else None),
        (_("All fields that apply are filled in"), tell("{n} to go", n=still) if still else spoken().yes),
        (_("The declaration on honour is signed by the legal representative"), _("for you to check")),
    ]
    if not edition.lump_sums:
        rows += [
            (_("Mandates of all partners are signed and attached"), _("for you to check")),
            (_("The timetable is attached"), _("for you to check")),
        ]
    rows.append((_("Documents on legal status are uploaded where asked for"), _("for you to check")))
    return table((_("Point"), _("State")), rows)


def _word(outcome: Result) -> str:
    return {Result.PASS: spoken().yes, Result.FAIL: spoken().no}.get(outcome, _(BLANK))
