"""All questions that a proposal raises, in their order, and which question a value belongs to."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from erasmus_cli.pointers import parts, pointer
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Organisation, Proposal
from erasmus_cli.wizard import organisation, questions
from erasmus_cli.wizard.form_questions import form_questions
from erasmus_cli.wizard.question import (
    Context,
    Kind,
    OrganisationContext,
    Question,
    QuestionContext,
    Template,
    always,
)

HasValue = Callable[[str], bool]
"""Whether there is a value at a pointer, which may be one that cannot be read."""

_EVERY: tuple[Template[Any], ...] = (*questions.OPENING, *questions.QUESTIONS, *organisation.QUESTIONS)
_PATTERNS = [parts(template.at) for template in _EVERY if template.kind is not Kind.ORGANISATIONS]
_ANSWERS = ("answers",)


def all_questions(proposal: Proposal, project: Project | None, has_value: HasValue) -> Iterator[Question]:
    """Every question that arises, or that has an answer in the file already.

    Args:
        proposal: what has been said so far and can be read.
        project: the same with the rules of its call and action; None while these are not chosen.
        has_value: what is in the file.
    """
    yield from _arising(questions.OPENING, proposal, has_value)
    if project is None:
        yield from _before_the_rules(proposal, has_value)
        return
    for template in questions.QUESTIONS:
        yield from _arising((template,), QuestionContext(project), has_value)
        if template.kind is Kind.ORGANISATIONS:
            for index in range(len(proposal.organisations or ())):
                yield from questions_about(project, index, has_value)
    yield from form_questions(project)


def questions_about(project: Project, index: int, has_value: HasValue) -> Iterator[Question]:
    """The questions about one organisation; its number may be one more than there are."""
    context = OrganisationContext(project, index)
    yield from _arising(organisation.QUESTIONS, context, has_value, **_place(index, context.organisation))


def label(index: int, own: Organisation) -> str:
    """How questions name an organisation."""
    return own.name or own.id or f"organisation {index + 1}"


def question_at(at: str) -> str | None:
    """The pointer of the question that asks for the value at `at`, or for what it is part of."""
    way = parts(at)
    if way[:1] == _ANSWERS:
        return at if len(way) == len(_ANSWERS) + 1 else None
    return next((pointer(way[: len(own)]) for own in _PATTERNS if _fits(way, own)), None)


def _fits(way: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    return len(way) >= len(pattern) and all(
        part == wanted or (wanted == "{index}" and part.isdigit())
        for part, wanted in zip(way, pattern, strict=False)
    )


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
