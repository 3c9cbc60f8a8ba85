"""The questions of the application form, as the wizard asks them."""

from collections.abc import Iterator

from erasmus_cli.guide import form
from erasmus_cli.guide.form import Section, form_for
from erasmus_cli.guide.model import Edition
from erasmus_cli.pointers import pointer
from erasmus_cli.proposal.model import handles_of
from erasmus_cli.rules.asked import arises
from erasmus_cli.wizard.question import Kind, Question, QuestionContext


def narrative_questions(context: QuestionContext) -> Iterator[Question]:
    """All that the form asks of this project."""
    for _, asked in sections(context):
        yield from asked


def sections(context: QuestionContext) -> Iterator[tuple[str, tuple[Question, ...]]]:
    """The parts of the form that ask anything, each with its label and its questions."""
    if context.edition is None:
        return
    for section in _form(context.edition, context).sections:
        asked = tuple(_questions(section, context))
        if asked:
            letter = section.letters.get(str(context.edition.call), section.letter)
            yield f"{letter}  {section.label}".strip(), asked


def _form(edition: Edition, context: QuestionContext) -> form.Form:
    proposal = context.proposal
    return form_for(edition, field=proposal.field, project_format=proposal.format)


def _questions(section: Section, context: QuestionContext) -> Iterator[Question]:
    for question in section.questions:
        if context.edition is None or not arises(question, context.proposal, context.edition):
            continue
        if question.repeat is None:
            yield _question(question, question.id, question.label)
            continue
        for handle in handles_of(context.proposal, question.repeat):
            yield _question(question, f"{question.id}/{handle}", f"{question.label}: {handle}")


def _question(question: form.Question, key: str, label: str) -> Question:
    limit = f"At most {question.limit} characters." if question.limit else ""
    looked_for = (
        ["Assessors look for", *(f"- {one}" for one in question.look_for)] if question.look_for else []
    )
    return Question(
        at=pointer(("answers", key)),
        prompt=label,
        help="\n".join((f"{question.ask} {limit}".strip(), *looked_for)),
        kind=Kind.NARRATIVE,
        required=False,
    )
