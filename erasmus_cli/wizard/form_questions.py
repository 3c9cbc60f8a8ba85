"""The questions of the application form, as the wizard asks them."""

from collections.abc import Iterator
from dataclasses import dataclass

from erasmus_cli.guide.form import Question as FormQuestion
from erasmus_cli.pointers import pointer
from erasmus_cli.project.fields import FormField
from erasmus_cli.project.project import Project
from erasmus_cli.project.short_names import called
from erasmus_cli.proposal.model import items_of
from erasmus_cli.wizard.lists import numbered_title
from erasmus_cli.wizard.question import Kind, Question
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell


@dataclass(frozen=True)
class FormPart:
    """A part of the form that asks anything.

    Attributes:
        id: key of the section.
        label: its letter and name.
        questions: what it asks of this project.
    """

    id: str
    label: str
    questions: tuple[Question, ...]


def form_questions(project: Project) -> Iterator[Question]:
    """All that the form asks of this project."""
    for part in form_parts(project):
        yield from part.questions


def form_parts(project: Project) -> Iterator[FormPart]:
    """The parts of the form that ask anything."""
    for section in project.form.sections:
        own = {question.id for question in section.questions}
        asked = tuple(_question(field, project) for field in project.fields() if field.question.id in own)
        if asked:
            letter = section.letters.get(str(project.edition.call), section.letter)
            yield FormPart(section.id, f"{letter}  {_(section.label)}".strip(), asked)


def _question(field: FormField, project: Project) -> Question:
    question = field.question
    about = _named(field, project)
    label = f"{_(question.label)}: {about}" if about else _(question.label)
    limit = tell("At most {limit} characters.", limit=question.limit) if question.limit else ""
    looked_for = (
        [_("Assessors look for"), *(f"- {_(one)}" for one in question.look_for)] if question.look_for else []
    )
    return Question(
        at=pointer(("answers", field.key)),
        name=label,
        prompt=label,
        help="\n".join((f"{_(question.ask)} {limit}".strip(), *looked_for)),
        kind=Kind.NARRATIVE,
        required=False,
        limit=question.limit,
        why=_why(question, project),
    )


def _named(field: FormField, project: Project) -> str | None:
    """What a repeated question is about: an organisation as it is called, all else by its title."""
    repeat, handle = field.question.repeat, field.handle
    if repeat is None or repeat == "organisation":
        return called(project, handle)
    items = (item for item in items_of(project.proposal, repeat) if item.id == handle)
    return numbered_title(handle or "", getattr(next(items, None), "title", None) or "")


def _why(question: FormQuestion, project: Project) -> str:
    """Which criteria the answer feeds, and whether the form can do without it."""
    known = project.edition.award_criteria
    fed = tuple(known[key].label for key in question.criteria if key in known)
    weight = (
        tell("Assessors weigh it for {criteria:and}.", criteria=fed)
        if fed
        else _("No award criterion rests on it alone.")
    )
    return f"{weight} {_('The form accepts an empty answer.')}" if question.optional else weight
