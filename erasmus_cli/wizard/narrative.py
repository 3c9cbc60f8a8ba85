"""The questions of the application form, as the wizard asks them."""

from collections.abc import Iterator

from erasmus_cli.guide import form
from erasmus_cli.guide.form import Section, form_for
from erasmus_cli.guide.model import Edition
from erasmus_cli.pointers import pointer
from erasmus_cli.project.fields import is_asked
from erasmus_cli.proposal.model import handles_of
from erasmus_cli.wizard.question import Kind, Question, Situation


def narrative_questions(situation: Situation) -> Iterator[Question]:
    """All that the form asks of this project."""
    for _, asked in sections(situation):
        yield from asked


def sections(situation: Situation) -> Iterator[tuple[str, tuple[Question, ...]]]:
    """The parts of the form that ask anything, each with its label and its questions."""
    if situation.edition is None:
        return
    for section in _form(situation.edition, situation).sections:
        asked = tuple(_questions(section, situation))
        if asked:
            letter = section.letters.get(str(situation.edition.call), section.letter)
            yield f"{letter}  {section.label}".strip(), asked


def _form(edition: Edition, situation: Situation) -> form.Form:
    proposal = situation.proposal
    return form_for(edition, field=proposal.field, project_format=proposal.format)


def _questions(section: Section, situation: Situation) -> Iterator[Question]:
    for question in section.questions:
        if situation.edition is None or not is_asked(question, situation.proposal, situation.edition):
            continue
        if question.repeat is None:
            yield _question(question, question.id, question.label)
            continue
        for handle in handles_of(situation.proposal, question.repeat):
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
