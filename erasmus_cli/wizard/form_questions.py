"""The questions of the application form, as the wizard asks them."""

from collections.abc import Iterator
from dataclasses import dataclass

from erasmus_cli.guide.form import Question as FormQuestion
from erasmus_cli.pointers import pointer
from erasmus_cli.project.fields import FormField
from erasmus_cli.project.project import Project
from erasmus_cli.wizard.question import Kind, Question


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
        asked = tuple(_question(field) for field in project.fields() if field.question.id in own)
        if asked:
            letter = section.letters.get(str(project.edition.call), section.letter)
            yield FormPart(section.id, f"{letter}  {section.label}".strip(), asked)


def _question(field: FormField) -> Question:
    question = field.question
    label = f"{question.label}: {field.handle}" if field.handle else question.label
    limit = f"At most {question.limit} characters." if question.limit else ""
    looked_for = (
        ["Assessors look for", *(f"- {one}" for one in question.look_for)] if question.look_for else []
    )
    return Question(
        at=pointer(("answers", field.key)),
        name=label,
        prompt=label,
        help="\n".join((f"{question.ask} {limit}".strip(), *looked_for)),
        kind=Kind.NARRATIVE,
        required=False,
        limit=question.limit,
        why=_why(question),
    )


def _why(question: FormQuestion) -> str:
    """Which criteria the answer feeds, and whether the form can do without it."""
    fed = " and ".join(key.replace("-", " ") for key in question.criteria)
    weight = f"Assessors weigh it for {fed}." if fed else "No award criterion rests on it alone."
    return f"{weight} The form accepts an empty answer." if question.optional else weight
