"""All questions that a proposal raises, in their order, and which question a value belongs to."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from erasmus_cli.pointers import parent, parts, pointer
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Organisation, Proposal
from erasmus_cli.wizard import (
    logic_lists,
    organisation,
    parts_of_lump_sum,
    questions,
    subcontracting,
    unit_cost_items,
)
from erasmus_cli.wizard.form_questions import form_questions
from erasmus_cli.wizard.lists import EntryContext, EntryList, fits, found
from erasmus_cli.wizard.question import (
    Context,
    Kind,
    OpeningContext,
    OrganisationContext,
    Question,
    QuestionContext,
    Template,
    always,
)
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

HasValue = Callable[[str], bool]
"""Whether there is a value at a pointer, which may be one that cannot be read."""

LISTS: tuple[EntryList, ...] = (
    *parts_of_lump_sum.LISTS,
    *unit_cost_items.LISTS,
    *subcontracting.LISTS,
    *logic_lists.LISTS,
)
"""All lists that are filled entry by entry, apart from the organisations."""

_NO_VALUES = (Kind.ORGANISATIONS, Kind.LIST, Kind.SHARE)
_SINGLE: tuple[Template[Any], ...] = (*questions.OPENING, *questions.QUESTIONS, *organisation.QUESTIONS)
_PLACES = (
    *((template.at, template.kind) for template in _SINGLE),
    *(
        (template.at.replace("{entry}", f"{listed.at}/{{index}}"), template.kind)
        for listed in LISTS
        for template in listed.templates
    ),
)
QUESTION_PLACES: tuple[str, ...] = tuple(at for at, _ in _PLACES)
"""JSON pointers of all that is asked for, in which `{index}` stands for any entry; lists are among them."""

_PATTERNS = [parts(at) for at, kind in _PLACES if kind not in _NO_VALUES]
_ANSWERS = ("answers",)


def all_questions(
    proposal: Proposal, project: Project | None, has_value: HasValue, now: datetime
) -> Iterator[Question]:
    """Every question that arises, or that has an answer in the file already.

    Args:
        proposal: what has been said so far and can be read.
        project: the same with the rules of its call and action; None while these are not chosen.
        has_value: what is in the file.
        now: the moment at which it is asked, Brussels time.
    """
    yield from _arising(questions.OPENING, OpeningContext(proposal, now), has_value)
    if project is None:
        yield from _before_the_rules(proposal, has_value)
        return
    for template in questions.QUESTIONS:
        yield from _arising((template,), QuestionContext(project, now=now), has_value)
        if template.kind is Kind.ORGANISATIONS:
            for index in range(len(proposal.organisations or ())):
                yield from questions_about(project, index, has_value)
        elif template.kind is Kind.LIST:
            yield from _in_list(project, template.at, has_value)
    yield from form_questions(project)


def questions_about(project: Project, index: int, has_value: HasValue) -> Iterator[Question]:
    """The questions about one organisation; its number may be one more than there are."""
    context = OrganisationContext(project, index)
    yield from _arising(organisation.QUESTIONS, context, has_value, **_place(index, context.organisation))


def entry_questions(project: Project, at: str, has_value: HasValue) -> Iterator[Question]:
    """The questions about one entry of a list; its number may be one more than there are."""
    listed = list_at(parent(at))
    if listed is None:
        return
    context = EntryContext(project, at)
    place = {"entry": at, "one": _(listed.one), "label": listed.label(context.entry, context.index)}
    yield from _arising(listed.templates, context, has_value, **place)


def list_at(at: str) -> EntryList | None:
    """The list that stands at a pointer."""
    return next((listed for listed in LISTS if listed.is_at(at)), None)


def _in_list(project: Project, at: str, has_value: HasValue) -> Iterator[Question]:
    """The questions about all entries of a list, each followed by those about the lists in it."""
    for index in range(len(found(project.proposal, at) or ())):
        for question in entry_questions(project, f"{at}/{index}", has_value):
            yield question
            if question.kind is Kind.LIST:
                yield from _in_list(project, question.at, has_value)


def label(index: int, own: Organisation) -> str:
    """How questions name an organisation."""
    return own.name or own.id or tell("organisation {number}", number=index + 1)


def question_at(at: str) -> str | None:
    """The pointer of the question that asks for the value at `at`, or for what it is part of."""
    way = parts(at)
    if way[:1] == _ANSWERS:
        return at if len(way) == len(_ANSWERS) + 1 else None
    return next((pointer(way[: len(own)]) for own in _PATTERNS if fits(way, own)), None)


def _arising(
    templates: Iterable[Template[Context]], context: Context, has_value: HasValue, **place: Any
) -> Iterator[Question]:
    for template in templates:
        if template.when(context) or has_value(template.at.format(**place)):
            yield template.question(context, **place)


def _before_the_rules(proposal: Proposal, has_value: HasValue) -> Iterator[Question]:
    """What is asked whatever the rules will be, or has an answer already."""

    def certain(templates: Iterable[Template[Any]], **place: Any) -> Iterator[Question]:
        for template in templates:
            if template.when is always or has_value(template.at.format(**place)):
                yield template.before_the_rules(**place)

    yield from certain(questions.QUESTIONS)
    for index, own in enumerate(proposal.organisations or ()):
        yield from certain(organisation.QUESTIONS, **_place(index, own))


def _place(index: int, own: Organisation) -> dict[str, Any]:
    return {"index": index, "label": label(index, own)}
