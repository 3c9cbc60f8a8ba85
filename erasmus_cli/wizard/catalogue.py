"""All questions that a proposal raises, in their order, and which question a value belongs to."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from erasmus_cli.pointers import parts
from erasmus_cli.wizard import organisation, questions
from erasmus_cli.wizard.form_questions import narrative_questions
from erasmus_cli.wizard.question import Kind, Question, QuestionContext

_OF_ORGANISATIONS = ("name", "country", "role", "kind", "eche", "established", "added_value", "pic", "oid")


def all_questions(context: QuestionContext, given: Callable[[str], bool]) -> Iterator[Question]:
    """Every question that arises, or that `given` says to have an answer in the file already."""
    seen: set[str] = set()
    for template in questions.QUESTIONS:
        if template.at not in seen and (template.when(context) or given(template.at)):
            seen.add(template.at)
            yield template.question(context)
            if template.kind is Kind.ORGANISATIONS:
                yield from _about_organisations(context)
    yield from narrative_questions(context)


def question_at(at: str) -> str | None:
    """The pointer of the question that asks for the value at `at`, or for what it is part of."""
    way = parts(at) or ("",)
    if way[0] == "organisations":
        return at if len(way) == 3 and way[2] in _OF_ORGANISATIONS else None
    if way[0] == "answers":
        return at if len(way) == 2 else None
    pointers = (template.at for template in questions.QUESTIONS)
    return next((own for own in pointers if at == own or at.startswith(f"{own}/")), None)


def _about_organisations(context: QuestionContext) -> Iterator[Question]:
    for index in range(len(context.proposal.organisations or ())):
        yield from organisation.questions_about(replace(context, index=index))
