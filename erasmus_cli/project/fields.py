"""The fields of the application form as a project has them: the one enumeration of what is asked."""

from collections.abc import Iterator
from dataclasses import dataclass

from erasmus_cli.guide.form import Form, Question
from erasmus_cli.guide.model import Edition
from erasmus_cli.proposal.model import Proposal, handles_of
from erasmus_cli.wording.plain_text import characters
from erasmus_cli.wording.terms import Repeated


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the form as this project has it.

    Attributes:
        key: its key under `answers`; repeated questions carry a handle.
        question: the question of the form.
        text: the answer; empty while there is none.
    """

    key: str
    question: Question
    text: str

    @property
    def handle(self) -> str | None:
        """The handle of the organisation, output and so on of which a repeated question is asked."""
        return self.key.partition("/")[2] or None

    @property
    def used(self) -> int:
        """Characters of the answer, as the form counts them."""
        return characters(self.text)


def fields_of(proposal: Proposal, edition: Edition, form: Form) -> Iterator[FormField]:
    """Every field that the form has for this proposal, in its order; repeated ones once for each item."""
    for question in form.questions():
        if not is_asked(question, proposal, edition):
            continue
        for key in _keys(question, proposal):
            yield FormField(key, question, proposal.answers.get(key, ""))


def is_asked(question: Question, proposal: Proposal, edition: Edition) -> bool:
    """Whether a question is asked of this project; one that is answered is always shown."""
    if question.id in proposal.answers:
        return True
    twin = edition.summary_language
    if twin and question.id in twin.questions and proposal.language == twin.language:
        return False
    return question.only_with is None or bool(getattr(proposal, question.only_with))


def _associated(proposal: Proposal, repeat: Repeated) -> frozenset[str | None]:
    """The handles of associated partners, of whom the form asks no portrait."""
    members = proposal.organisations or () if repeat == "organisation" else ()
    return frozenset(member.id for member in members if not member.is_full_member)


def _keys(question: Question, proposal: Proposal) -> Iterator[str]:
    if question.repeat is None:
        yield question.id
        return
    associated = _associated(proposal, question.repeat)
    for handle in handles_of(proposal, question.repeat):
        key = f"{question.id}/{handle}"
        if key in proposal.answers or handle not in associated:
            yield key
