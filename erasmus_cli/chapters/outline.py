"""What the draft says, as plain data in the order of the document. Templates turn it into Markdown."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from erasmus_cli import __version__
from erasmus_cli.chapters.annexes import annexes_part
from erasmus_cli.chapters.budget import budget_part
from erasmus_cli.chapters.eligibility import report_part
from erasmus_cli.chapters.form import MARKS, sections, stray
from erasmus_cli.chapters.logframe import thread_part
from erasmus_cli.chapters.partnership import partnership_part
from erasmus_cli.chapters.project_data import context
from erasmus_cli.chapters.summary import glance_part
from erasmus_cli.chapters.work import work_part
from erasmus_cli.document.draft import UNTITLED, DraftError, Figure
from erasmus_cli.grant.calculator import grant_of
from erasmus_cli.grant.project import edition_of
from erasmus_cli.guide.form import form_for
from erasmus_cli.guide.model import Edition
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.report import Report


class UnknownPartnerError(DraftError):
    """The proposal has no organisation with that id."""


def outline(
    proposal: Proposal,
    report: Report,
    on: date,
    *,
    partner: str | None = None,
    figures: Mapping[str, Figure] | None = None,
) -> dict[str, Any]:
    """Everything that a draft shows, as plain data: strings, numbers, lists and dicts.

    Args:
        proposal: what the applicant says.
        report: the findings on it.
        on: the date to print.
        partner: id of the organisation whose card stands under `partner`, if one is asked for.
        figures: the pictures that there are, by name.

    Raises:
        NoEditionError: call or action is not said.
        UnknownEditionError: there are no rules for that call and action.
        UnknownPartnerError: no organisation has that id; the message names those that there are.
    """
    edition = edition_of(proposal, "the form")
    grant = grant_of(proposal, edition)
    form = form_for(edition, field=proposal.field, project_format=proposal.format)
    parts = sections(proposal, edition, form)
    questions = [question for part in parts for question in part["questions"]]
    glance = glance_part(proposal, edition, report, parts, on)
    partnership = partnership_part(proposal, edition, grant, questions)
    return {
        "title": proposal.title or proposal.acronym or UNTITLED,
        "acronym": proposal.acronym,
        "subtitle": _subtitle(proposal, edition),
        "stamp": _stamp(edition, on),
        "marks": MARKS,
        "glance": glance,
        "criteria": _criteria(edition),
        "report": report_part(report),
        "context": context(proposal, edition),
        "partnership": partnership,
        "sections": parts,
        "stray": stray(proposal, form),
        "work": work_part(proposal, edition, form),
        "budget": budget_part(proposal, edition, grant),
        "thread": thread_part(proposal, form, questions),
        "annexes": annexes_part(report, edition, form, glance),
        "partner": None if partner is None else _card_of(partner, partnership["cards"]),
        "figures": {name: figure.alt for name, figure in (figures or {}).items()},
    }


def _card_of(partner: str, cards: list[dict[str, Any]]) -> dict[str, Any]:
    found = next((card for card in cards if card["id"] == partner), None)
    if found is None:
        asked = f"there is no organisation {partner}" if partner else "say whose part it is"
        raise UnknownPartnerError(f"{asked}; {_ids(cards)}")
    return found


def _ids(cards: list[dict[str, Any]]) -> str:
    ids = [card["id"] for card in cards if card["id"]]
    return f"choose one of {', '.join(ids)}" if ids else "the proposal names no organisation with an id"


def _stamp(edition: Edition, on: date) -> dict[str, str]:
    return {
        "tool": f"erasmus {__version__}",
        "edition": edition.name,
        "guide": f"{edition.guide.title}, version {edition.guide.version or 'not known'}",
        "date": on.isoformat(),
    }


def _subtitle(proposal: Proposal, edition: Edition) -> str:
    field = edition.fields.get(proposal.field or "")
    parts = [edition.label, f"call {edition.call}"]
    if field:
        code = field.codes.get(proposal.format or "general", field.codes.get("general", ""))
        parts.append(f"{field.label} ({code})")
    if proposal.type in edition.types:
        parts.append(edition.types[proposal.type].label)
    if proposal.format in edition.formats:
        parts.append(edition.formats[proposal.format].label)
    return ", ".join(parts)


def _criteria(edition: Edition) -> dict[str, Any]:
    return {
        "rows": [
            {"id": key, "label": c.label, "max": c.max_points, "min": c.min_points}
            for key, c in edition.award_criteria.items()
        ],
        "pass_mark": edition.pass_mark.points,
        "grade": edition.pass_mark.source.grade.value,
    }
