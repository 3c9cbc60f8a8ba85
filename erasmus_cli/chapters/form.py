"""The form in its official order, with what the proposal answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any, Literal, get_args

from erasmus_cli.chapters.project_data import priorities, project_data
from erasmus_cli.chapters.tables import Table
from erasmus_cli.guide.form import Section, Step
from erasmus_cli.project.fields import FormField
from erasmus_cli.project.item_numbers import is_number
from erasmus_cli.project.project import Project
from erasmus_cli.project.short_names import called
from erasmus_cli.proposal.model import items_of
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.plain_text import plain
from erasmus_cli.wording.terms import Repeated

NEARLY_FULL = 0.95

AnswerState = Literal["too long", "not answered", "nearly full", "answered", "optional"]
MARKS: dict[AnswerState, str] = {
    "too long": "✗",
    "not answered": "▢",
    "nearly full": "▲",
    "answered": "✓",
    "optional": "○",
}
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
_TABLES = {"context": project_data, "priorities": priorities}


@dataclass(frozen=True)
class AskedQuestion:
    """A question of the form as it is asked of this project, with its answer.

    Attributes:
        id: of the question.
        key: of the answer.
        label: a few words that name the question and the item of which it is asked.
        short: the same without the item.
        repeat: the kind of items of which it is asked, each in turn.
        handle: of the item.
        item: what the item is called in short.
        owner: handle of the organisation that has to answer; None for questions of the whole project.
        ask: what is asked.
        look_for: what assessors look for in the answer.
        criteria: labels of the award criteria that it feeds.
        thread: steps of the intervention logic that its answer speaks to.
        groups: the answer says for whom the project is.
        limit: most characters that the field takes.
        used: characters of the answer, as the form counts them.
        count: both in words.
        optional: the form accepts an empty answer.
        state: how the answer is.
        answer: in Markdown; empty while there is none.
        plain: as it is pasted.
    """

    id: str
    key: str
    label: str
    short: str
    repeat: Repeated | None
    handle: str | None
    item: str | None
    owner: str | None
    ask: str
    look_for: tuple[str, ...]
    criteria: tuple[str, ...]
    thread: tuple[Step, ...]
    groups: bool
    limit: int | None
    used: int
    count: str
    optional: bool
    state: AnswerState
    answer: str
    plain: str


@dataclass(frozen=True)
class FormSection:
    """A section of the form.

    Attributes:
        id: of the section.
        heading: its letter and name.
        note: what else the form says there.
        table: what the form asks there as a table.
        see: the chapter of the draft where its table stands instead.
        questions: those asked of this project; repeated ones item by item, as in the form.
    """

    id: str
    heading: str
    note: str | None
    table: Table | None
    see: str | None
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True)
class StrayAnswer:
    """An answer that no question takes up."""

    key: str
    answer: str
    plain: str


def sections(project: Project) -> tuple[FormSection, ...]:
    """All sections with their questions; tables that stand elsewhere in the draft are named in `see`."""
    return tuple(_section(section, project) for section in project.form.sections)


def stray(project: Project) -> tuple[StrayAnswer, ...]:
    """Answers to what the form does not ask of this project, so that nothing written is lost."""
    asked = {field.key for field in project.fields()}
    return tuple(
        StrayAnswer(key, text.strip(), plain(text))
        for key, text in project.proposal.answers.items()
        if key not in asked
    )


def named(project: Project, repeat: Repeated, handle: str) -> str:
    """An item by its title or name; by its number too, if its handle is one."""
    title = _title(project, repeat, handle)
    numbered = repeat != "organisation" and is_number(handle)
    return f"{title} ({handle})" if title and title != handle and numbered else title or handle


def in_short(project: Project, repeat: Repeated, handle: str) -> str:
    """An item by its short name or its number, else by its title."""
    if repeat == "organisation":
        return called(project, handle) or handle
    return handle if is_number(handle) else _title(project, repeat, handle) or handle


def _title(project: Project, repeat: Repeated, handle: str) -> str | None:
    item = project.once(_items).get((repeat, handle))
    return getattr(item, "name", None) or getattr(item, "title", None)


def _items(project: Project) -> dict[tuple[Repeated, str | None], Any]:
    """Every item of which a form asks something, by its kind and handle; the first has the handle."""
    return {
        (repeat, item.id): item
        for repeat in get_args(Repeated)
        for item in reversed(items_of(project.proposal, repeat))
    }


def _section(section: Section, project: Project) -> FormSection:
    letter = section.letters.get(str(project.edition.call), section.letter)
    ids = {question.id for question in section.questions}
    fields = [field for field in project.fields() if field.question.id in ids]
    draw = _TABLES.get(section.table or "")
    return FormSection(
        id=section.id,
        heading=f"{letter}. {_(section.label)}" if letter else _(section.label),
        note=_(section.note).strip() if section.note else None,
        table=draw(project) if draw else None,
        see=_(_SEE.get(section.table or "", "")) or None,
        questions=tuple(_asked(field, project) for field in _item_by_item(fields)),
    )


def _item_by_item(fields: Sequence[FormField]) -> Iterator[FormField]:
    """Questions that are repeated together go item by item, as in the form."""
    for _kind, group in groupby(fields, key=lambda field: field.question.repeat):
        items: dict[str | None, list[FormField]] = {}
        for field in group:
            items.setdefault(field.handle, []).append(field)
        yield from chain.from_iterable(items.values())


def _asked(field: FormField, project: Project) -> AskedQuestion:
    question, criteria = field.question, project.edition.award_criteria
    handle = field.handle if question.repeat else None
    item = named(project, question.repeat, handle) if question.repeat and handle else None
    answer = field.text.strip()
    pasted = plain(answer)
    used, limit = len(pasted), question.limit
    return AskedQuestion(
        id=question.id,
        key=field.key,
        label=f"{_(question.label)}: {item}" if item else _(question.label),
        short=_(question.label),
        repeat=question.repeat,
        handle=handle,
        item=in_short(project, question.repeat, handle) if question.repeat and handle else None,
        owner=_owner(project, question.repeat, handle),
        ask=_(question.ask),
        look_for=tuple(map(_, question.look_for)),
        criteria=tuple(_(criteria[key].label) for key in question.criteria if key in criteria),
        thread=question.thread,
        groups=question.groups,
        limit=limit,
        used=used,
        count=_count(used, limit),
        optional=question.optional,
        state=_state(used, limit, optional=question.optional),
        answer=answer,
        plain=pasted,
    )


def _count(used: int, limit: int | None) -> str:
    if limit is None:
        return tell("{n} {n:character|characters}", n=used)
    return tell("{used} of {limit} {limit:character|characters}", used=used, limit=limit)


def _state(used: int, limit: int | None, *, optional: bool) -> AnswerState:
    if not used:
        return "optional" if optional else "not answered"
    if limit and used > limit:
        return "too long"
    return "nearly full" if limit and used >= limit * NEARLY_FULL else "answered"


def _owner(project: Project, repeat: Repeated | None, handle: str | None) -> str | None:
    """The organisation of which or of whose work the question is asked; None for the project's own."""
    if repeat is None or repeat == "organisation":
        return handle
    item = project.once(_items).get((repeat, handle))
    if repeat == "work_package":
        leads = {activity.lead for activity in getattr(item, "activities", ())}
        return getattr(item, "lead", None) or (leads.pop() if len(leads) == 1 else None)
    return getattr(item, "lead", None) or getattr(item, "host", None)
