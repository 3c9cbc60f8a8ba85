"""What the draft says, chapter by chapter, in the order of the document. Templates turn it into Markdown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from erasmus_cli import __version__
from erasmus_cli.chapters.annexes import Annexes, annexes
from erasmus_cli.chapters.blocks import Block, blocks
from erasmus_cli.chapters.budget import Budget, budget
from erasmus_cli.chapters.eligibility import Eligibility, eligibility
from erasmus_cli.chapters.form import MARKS, AnswerState, FormSection, StrayAnswer, sections, stray
from erasmus_cli.chapters.logframe import Logframe, logframe
from erasmus_cli.chapters.logic import Logic, logic
from erasmus_cli.chapters.overview import Cover, Overview, cover, overview
from erasmus_cli.chapters.partner_pack import Pack, partner_pack
from erasmus_cli.chapters.partnership import Card, Partnership, partnership
from erasmus_cli.chapters.project_data import guide_words, project_data, subtitle
from erasmus_cli.chapters.summary import Summary, summary
from erasmus_cli.chapters.tables import Table
from erasmus_cli.chapters.work import Work, work
from erasmus_cli.document.cell_record import record_of_heading
from erasmus_cli.document.draft import UNTITLED, DraftError, Figure
from erasmus_cli.grant.calculator import grant_of
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.records import Aim
from erasmus_cli.project.project import Project
from erasmus_cli.project.short_names import called, handles_called, short_names
from erasmus_cli.rules.report import Report
from erasmus_cli.rules.report_id import report_id
from erasmus_cli.wording.formatting import day
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import Message, say


class UnknownPartnerError(DraftError):
    """The proposal has no organisation that is called so, or has several."""


@dataclass(frozen=True)
class Stamp:
    """By what, when and after which edition the draft was made, and the id of its report."""

    tool: str
    edition: str
    guide: str
    date: str
    report: str


@dataclass(frozen=True)
class Criterion:
    """An award criterion: its most points, and the least that are needed."""

    id: str
    label: str
    max: int | None
    min: int | None


@dataclass(frozen=True)
class Criteria:
    """The award criteria, the pass mark of all together, and how sure these figures are."""

    rows: tuple[Criterion, ...]
    pass_mark: int
    grade: str


@dataclass(frozen=True)
class Purpose:
    """Something that the Guide says an action is for, or that projects of it typically do, with its grade."""

    label: str
    sentence: str
    grade: str


@dataclass(frozen=True)
class Outline:
    """Everything that a draft shows. Templates know it by these names.

    Attributes:
        title: of the project.
        title_record: what the draft remembers of it, where the proposal has one.
        acronym: its short name.
        subtitle: action, call, field, type and format.
        stamp: by what, when and after which edition the draft was made, and the id of its report.
        marks: the mark of each state of a question.
        cover: the title page.
        overview: needs, objectives, results, target groups and impact on one page.
        glance: what keeps the application from being handed in, and how long there is.
        criteria: what assessors give points for.
        aims: what the action is for.
        activities: what projects of the action typically do.
        report: the eligibility report.
        context: title, dates, applicant, agency and money.
        partnership: the organisations.
        sections: the form.
        blocks: the questions of each section by its id, with what is planned of the items asked about.
        stray: answers without a question.
        logic: objectives, results, milestones, indicators and risks, where the proposal lists them.
        work: the timetable and all that is planned.
        budget: what the grant adds up to.
        thread: the logframe, from need to impact.
        annexes: checklist, glossary and sources.
        partner: the card of the organisation whose part the draft is, if it is one.
        pack: what that organisation needs beside it.
        figures: what each picture that there is shows, by name.
    """

    title: str
    title_record: str
    acronym: str | None
    subtitle: str
    stamp: Stamp
    marks: Mapping[AnswerState, str]
    cover: Cover
    overview: Overview
    glance: Summary
    criteria: Criteria
    aims: tuple[Purpose, ...]
    activities: tuple[Purpose, ...]
    report: Eligibility
    context: Table
    partnership: Partnership
    sections: tuple[FormSection, ...]
    blocks: Mapping[str, tuple[Block, ...]]
    stray: tuple[StrayAnswer, ...]
    logic: Logic
    work: Work
    budget: Budget
    thread: Logframe
    annexes: Annexes
    partner: Card | None
    pack: Pack | None
    figures: Mapping[str, str]


def outline(
    project: Project,
    report: Report,
    on: date,
    *,
    partner: str | None = None,
    figures: Mapping[str, Figure] | None = None,
) -> Outline:
    """Everything that a draft shows.

    Args:
        project: what the applicant plans.
        report: the findings on it.
        on: the date to print.
        partner: handle, name or short name of the organisation whose card stands under `partner`, if one is
            asked for.
        figures: the pictures that there are, by name.

    Raises:
        UnknownPartnerError: no organisation is called so, or several are; the message says which there are.
    """
    proposal, edition = project.proposal, project.edition
    grant = grant_of(project)
    parts = sections(project)
    questions = [question for part in parts for question in part.questions]
    glance = summary(project, report, parts, on)
    organisations = partnership(project, grant, questions)
    card = None if partner is None else _card_of(partner, project, organisations.cards)
    return Outline(
        title=proposal.title or proposal.acronym or _(UNTITLED),
        title_record=record_of_heading(proposal.title, "title") if proposal.title else "",
        acronym=proposal.acronym,
        subtitle=subtitle(project),
        stamp=_stamp(project, report, on),
        marks=MARKS,
        cover=cover(project, parts),
        overview=overview(parts),
        glance=glance,
        criteria=_criteria(edition),
        aims=_purposes(edition.aims),
        activities=_purposes(edition.activities),
        report=eligibility(report, project.once(short_names)),
        context=project_data(project),
        partnership=organisations,
        sections=parts,
        blocks=blocks(project, parts),
        stray=stray(project),
        logic=logic(project),
        work=work(project),
        budget=budget(project, grant),
        thread=logframe(project, questions),
        annexes=annexes(project, report, glance),
        partner=card,
        pack=partner_pack(project, card) if card and card.id else None,
        figures={name: figure.alt for name, figure in (figures or {}).items()},
    )


def _card_of(partner: str, project: Project, cards: tuple[Card, ...]) -> Card:
    handles = handles_called((member.organisation for member in project.members), partner)
    if len(handles) > 1:
        raise UnknownPartnerError(
            say(
                "several organisations are called {name}; choose one of {handles}",
                name=partner,
                handles=tuple(handles),
            )
        )
    if not handles:
        choices = _choices(project, cards)
        raise UnknownPartnerError(
            say("there is no organisation {name}; {choices}", name=partner, choices=choices)
            if partner
            else say("say whose part it is; {choices}", choices=choices)
        )
    return next(card for card in cards if card.id == handles[0])


def _choices(project: Project, cards: tuple[Card, ...]) -> Message:
    """The handles that there are, each with the short name where that says something else."""
    named = {card.id: called(project, card.id) for card in cards if card.id}
    shown = [handle if name in (None, handle) else f"{handle} ({name})" for handle, name in named.items()]
    if not shown:
        return say("the proposal names no organisation with an id")
    return say("choose one of {names}", names=tuple(shown))


def _stamp(project: Project, report: Report, on: date) -> Stamp:
    edition = project.edition
    return Stamp(
        tool=f"erasmus {__version__}",
        edition=edition.name,
        guide=guide_words(edition),
        date=day(on),
        report=report_id(report, project.proposal),
    )


def _purposes(records: Mapping[str, Aim]) -> tuple[Purpose, ...]:
    return tuple(Purpose(_(one.label), _(one.sentence), one.source.grade.value) for one in records.values())


def _criteria(edition: Edition) -> Criteria:
    rows = (
        Criterion(key, _(criterion.label), criterion.max_points, criterion.min_points)
        for key, criterion in edition.award_criteria.items()
    )
    return Criteria(tuple(rows), edition.pass_mark.points, edition.pass_mark.source.grade.value)
