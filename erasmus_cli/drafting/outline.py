"""What the draft says, as plain data in the order of the form. Templates turn it into a document."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from erasmus_cli import __version__
from erasmus_cli.drafting import tables
from erasmus_cli.drafting.report_part import report_part
from erasmus_cli.guide.form import Form, Question, Section, form_for
from erasmus_cli.guide.loader import open_edition
from erasmus_cli.guide.lookup import pick
from erasmus_cli.guide.model import Edition
from erasmus_cli.proposal.model import Proposal, Repeated, handles_of, items_of
from erasmus_cli.rules.asked import arises, is_associated
from erasmus_cli.rules.report import Report
from erasmus_cli.wording import characters, count, eur, moment

NEARLY_FULL = 0.95


class NoEditionError(ValueError):
    """A draft follows the form of a call and action, and the proposal does not name them."""


def outline(proposal: Proposal, report: Report, on: date) -> dict[str, Any]:
    """Everything that a draft shows, as plain data: strings, numbers, lists and dicts.

    Args:
        proposal: what the applicant says.
        report: the findings on it.
        on: the date to print.

    Raises:
        NoEditionError: call or action is not said.
        UnknownEditionError: there are no rules for that call and action.
    """
    if proposal.call is None or proposal.action is None:
        raise NoEditionError("name call and action first: they decide the form")
    edition = open_edition(proposal.call, proposal.action)
    form = form_for(edition, field=proposal.field, project_format=proposal.format)
    sections = [_section(section, proposal, edition, report) for section in form.sections]
    questions = [question for section in sections for question in section["questions"]]
    return {
        "title": proposal.title or proposal.acronym or "Project without a title",
        "subtitle": _subtitle(proposal, edition),
        "stamp": _stamp(edition, on),
        "glance": _glance(proposal, edition, report, questions, on),
        "report": report_part(report),
        "form": {"label": form.label, "grade": form.source.grade.value, "note": form.source.note},
        "criteria": _criteria(edition),
        "sections": sections,
        "stray": _stray(proposal, form),
    }


def _stamp(edition: Edition, on: date) -> dict[str, str]:
    return {
        "tool": f"erasmus {__version__}",
        "edition": edition.id,
        "guide": f"{edition.guide.title}, version {edition.guide.version}",
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


def _glance(
    proposal: Proposal, edition: Edition, report: Report, questions: list[dict[str, Any]], on: date
) -> dict[str, Any]:
    needed = [question for question in questions if not question["optional"]]
    rounds = pick(edition.deadlines, field=proposal.field, project_format=proposal.format) or ()
    deadlines = [d for d in rounds if proposal.round in (None, d.round)]
    grant = proposal.lump_sum if edition.lump_sums else proposal.requested_grant
    return {
        "verdict": report.verdict.value,
        "needed": len(needed),
        "answered": sum(question["state"] != "empty" for question in needed),
        "too_long": [question["key"] for question in questions if question["state"] == "too long"],
        "nearly_full": [question["key"] for question in questions if question["state"] == "nearly full"],
        "grant": eur(grant) if grant is not None else None,
        "deadlines": [
            {
                "round": d.round if len(rounds) > 1 else None,
                "moment": moment(d.effective),
                "optional": d.optional,
                "over": d.effective.date() < on,
            }
            for d in deadlines
        ],
    }


def _criteria(edition: Edition) -> dict[str, Any]:
    return {
        "rows": [
            {"id": key, "label": c.label, "max": c.max_points, "min": c.min_points}
            for key, c in edition.award_criteria.items()
        ],
        "pass_mark": edition.pass_mark.points,
        "grade": edition.pass_mark.source.grade.value,
    }


def _section(section: Section, proposal: Proposal, edition: Edition, report: Report) -> dict[str, Any]:
    letter = section.letters.get(str(edition.call), section.letter)
    asked = [question for question in section.questions if arises(question, proposal, edition)]
    return {
        "id": section.id,
        "heading": f"{letter}. {section.label}" if letter else section.label,
        "level": section.letter.count("."),
        "note": section.note,
        "table": tables.build(section.table, proposal, edition, report) if section.table else None,
        "questions": [
            entry
            for repeat, block in groupby(asked, key=lambda question: question.repeat)
            for entry in _block(repeat, tuple(block), proposal, edition)
        ],
    }


def _block(
    repeat: Repeated | None, block: tuple[Question, ...], proposal: Proposal, edition: Edition
) -> Iterator[dict[str, Any]]:
    """Questions that are repeated together go item by item, as in the form."""
    if repeat is None:
        yield from (_question(question, question.id, question.label, proposal, edition) for question in block)
        return
    for handle in handles_of(proposal, repeat):
        keys = [f"{question.id}/{handle}" for question in block]
        if is_associated(proposal, repeat, handle) and not set(keys) & proposal.answers.keys():
            continue
        for question, key in zip(block, keys, strict=True):
            label = f"{question.label}: {_named(proposal, repeat, handle)}"
            yield _question(question, key, label, proposal, edition)


def _named(proposal: Proposal, repeat: Repeated, handle: str) -> str:
    """An item by its title or name, and its handle."""
    item = next((item for item in items_of(proposal, repeat) if item.id == handle), None)
    title = getattr(item, "name", None) or getattr(item, "title", None)
    return f"{title} ({handle})" if title and title != handle else handle


def _question(
    question: Question, key: str, label: str, proposal: Proposal, edition: Edition
) -> dict[str, Any]:
    answer = proposal.answers.get(key, "").strip()
    used = characters(answer)
    return {
        "key": key,
        "label": label,
        "ask": question.ask,
        "look_for": list(question.look_for),
        "criteria": [
            edition.award_criteria[criterion].label
            for criterion in question.criteria
            if criterion in edition.award_criteria
        ],
        "limit": question.limit,
        "used": used,
        "count": count(used, "character")
        if question.limit is None
        else f"{used} of {question.limit} characters",
        "optional": question.optional,
        "state": _state(used, question.limit),
        "answer": answer,
    }


def _state(used: int, limit: int | None) -> str:
    if not used:
        return "empty"
    if limit and used > limit:
        return "too long"
    return "nearly full" if limit and used >= limit * NEARLY_FULL else "answered"


def _stray(proposal: Proposal, form: Form) -> list[dict[str, str]]:
    """Answers that no question takes up, so that nothing written is lost."""
    shown = {
        key
        for question in form.questions()
        for key in (
            [f"{question.id}/{handle}" for handle in handles_of(proposal, question.repeat)]
            if question.repeat
            else [question.id]
        )
    }
    return [
        {"key": key, "answer": text.strip()} for key, text in proposal.answers.items() if key not in shown
    ]
