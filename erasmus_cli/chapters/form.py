"""The form in its official order, with what the proposal answers."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from erasmus_cli.chapters.project_data import context, priorities
from erasmus_cli.guide.form import Form, Question, Section
from erasmus_cli.guide.model import Edition
from erasmus_cli.plain_text import plain
from erasmus_cli.project.fields import is_asked, is_associated
from erasmus_cli.proposal.model import Proposal, Repeated, handles_of, items_of
from erasmus_cli.wording import count

NEARLY_FULL = 0.95

MARKS = {"too long": "✗", "not answered": "▢", "nearly full": "▲", "answered": "✓", "optional": "○"}
"""States of a question, the most urgent first, each with its mark."""

_SEE = {
    "organisations": "Partnership",
    "checklist": "Annexes",
    "budget": "Budget",
    **dict.fromkeys(
        ("outputs", "events", "learning_activities", "work_packages", "activities", "timetable"),
        "Timetable and work",
    ),
}


def sections(proposal: Proposal, edition: Edition, form: Form) -> list[dict[str, Any]]:
    """All sections with their questions; tables that stand elsewhere in the draft are named in `see`."""
    return [_section(section, proposal, edition) for section in form.sections]


def stray(proposal: Proposal, form: Form) -> list[dict[str, Any]]:
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
        {"key": key, "answer": text.strip(), "plain": plain(text)}
        for key, text in proposal.answers.items()
        if key not in shown
    ]


def named(proposal: Proposal, repeat: Repeated, handle: str) -> str:
    """An item by its title or name, and its handle."""
    item = next((item for item in items_of(proposal, repeat) if item.id == handle), None)
    title = getattr(item, "name", None) or getattr(item, "title", None)
    return f"{title} ({handle})" if title and title != handle else handle


def _section(section: Section, proposal: Proposal, edition: Edition) -> dict[str, Any]:
    letter = section.letters.get(str(edition.call), section.letter)
    asked = [question for question in section.questions if is_asked(question, proposal, edition)]
    tables = {"context": context, "priorities": priorities}
    return {
        "id": section.id,
        "heading": f"{letter}. {section.label}" if letter else section.label,
        "note": section.note.strip() if section.note else None,
        "table": tables[section.table](proposal, edition) if section.table in tables else None,
        "see": _SEE.get(section.table or ""),
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
        yield from (_question(question, None, proposal, edition) for question in block)
        return
    for handle in handles_of(proposal, repeat):
        keys = {f"{question.id}/{handle}" for question in block}
        if is_associated(proposal, repeat, handle) and not keys & proposal.answers.keys():
            continue
        yield from (_question(question, handle, proposal, edition) for question in block)


def _question(question: Question, handle: str | None, proposal: Proposal, edition: Edition) -> dict[str, Any]:
    key = f"{question.id}/{handle}" if handle else question.id
    item = named(proposal, question.repeat, handle) if question.repeat and handle else None
    answer = proposal.answers.get(key, "").strip()
    pasted = plain(answer)
    used, limit = len(pasted), question.limit
    return {
        "id": question.id,
        "key": key,
        "label": f"{question.label}: {item}" if item else question.label,
        "short": question.label,
        "repeat": question.repeat,
        "handle": handle,
        "owner": _owner(proposal, question.repeat, handle),
        "ask": question.ask,
        "look_for": list(question.look_for),
        "criteria": [
            edition.award_criteria[criterion].label
            for criterion in question.criteria
            if criterion in edition.award_criteria
        ],
        "limit": limit,
        "used": used,
        "count": count(used, "character") if limit is None else f"{used} of {limit} characters",
        "optional": question.optional,
        "state": _state(used, limit, optional=question.optional),
        "answer": answer,
        "plain": pasted,
    }


def _state(used: int, limit: int | None, *, optional: bool) -> str:
    if not used:
        return "optional" if optional else "not answered"
    if limit and used > limit:
        return "too long"
    return "nearly full" if limit and used >= limit * NEARLY_FULL else "answered"


def _owner(proposal: Proposal, repeat: Repeated | None, handle: str | None) -> str | None:
    """The organisation of which or of whose work the question is asked; None for the project's own."""
    if repeat is None or repeat == "organisation":
        return handle
    item = next((item for item in items_of(proposal, repeat) if item.id == handle), None)
    if repeat == "work_package":
        leads = {activity.lead for activity in getattr(item, "activities", ())}
        return leads.pop() if len(leads) == 1 else None
    return getattr(item, "lead", None) or getattr(item, "host", None)
