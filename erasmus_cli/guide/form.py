"""Application forms as data: sections, questions in own words, limits, the award criterion fed."""

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from pydantic import Field, PositiveInt, ValidationError

from erasmus_cli.guide.errors import GuideError, in_our_words
from erasmus_cli.guide.loader import Library, current
from erasmus_cli.guide.lookup import pick
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.sources import Cited, Frozen
from erasmus_cli.wording.language import Words
from erasmus_cli.wording.terms import Repeated

Step = Literal["need", "objective", "activity", "result", "indicator", "impact"]
"""A step of the intervention logic, in the order in which one leads to the next."""


class _OfCalls(Frozen):
    """What only some calls have.

    Attributes:
        since: the first call that has it; from the first call of the form on if None.
        until: the last call that has it; it is still there if None.
        not_in: calls in between that do not have it.
    """

    since: int | None = None
    until: int | None = None
    not_in: tuple[int, ...] = ()

    def is_of(self, call: int) -> bool:
        """Whether a call has it."""
        return (self.since or call) <= call <= (self.until or call) and call not in self.not_in


class Question(Cited, _OfCalls):
    """One text field of the form.

    Attributes:
        id: key under `answers` in the proposal; repeated questions add `/` and the handle, such as
            `organisation.background/p2`.
        label: a few words that name the question.
        ask: what is asked, in own words.
        look_for: what assessors look for in the answer.
        criteria: award criteria that the answer feeds.
        limit: most characters that the field takes.
        repeat: the items of the proposal for each of which the question is asked again.
        only_with: the question is asked only of projects that have such items.
        optional: the form accepts an empty answer.
        thread: the steps of the intervention logic to which the answer speaks.
        groups: the answer says for whom the project is.
    """

    id: str
    label: Words
    ask: Words
    look_for: tuple[Words, ...] = ()
    criteria: tuple[str, ...] = ()
    limit: PositiveInt | None = None
    repeat: Repeated | None = None
    only_with: Literal["outputs", "events", "learning_activities"] | None = None
    optional: bool = False
    thread: tuple[Step, ...] = ()
    groups: bool = False


class Section(_OfCalls):
    """A part of the form.

    Attributes:
        id: key of the section.
        letter: its letter in the form; web forms have none.
        label: its name.
        letters: its letter by call where it differs from `letter`.
        note: what else the form says or asks there.
        table: the table to fill from the proposal.
    """

    id: str
    letter: str = ""
    label: Words
    letters: dict[str, str] = Field(default_factory=dict)
    note: Words | None = None
    table: (
        Literal[
            "context",
            "priorities",
            "organisations",
            "outputs",
            "events",
            "learning_activities",
            "work_packages",
            "activities",
            "timetable",
            "budget",
            "checklist",
        ]
        | None
    ) = None
    questions: tuple[Question, ...] = ()


class Form(Cited):
    """The application form of an action, shared by the calls that used it.

    Attributes:
        id: the name of its file.
        label: its name.
        since: the first call that used it.
        until: the last call that used it; None while it is in use.
        compared: the last call whose form these questions were held against, while it is in use.
        sections: its parts.
    """

    id: str
    label: Words
    since: int
    until: int | None = None
    compared: int | None = None
    sections: tuple[Section, ...]

    def questions(self) -> Iterator[Question]:
        """All questions in the order of the form."""
        for section in self.sections:
            yield from section.questions

    def question(self, answer_key: str) -> Question | None:
        """The question that a key under `answers` belongs to, or None."""
        return self._by_id.get(answer_key.partition("/")[0])

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        return {question.id: question for question in reversed(tuple(self.questions()))}


def form_for(edition: Edition, *, field: str | None, project_format: str | None) -> Form:
    """The form that a project of this field and format fills in, as the call used it.

    Raises:
        GuideError: its data is wrong; the message names file and key.
    """

    def found() -> Form:
        special = pick(edition.special_forms, field=field, project_format=project_format)
        return form_of(special or edition.form, edition.call)

    return edition.once(("form", field, project_format), found)


def form_of(form_id: str, call: int) -> Form:
    """The form as one call used it: without the parts that only other calls have.

    Raises:
        GuideError: there is none, the call did not use it, or its data is wrong.
    """
    return current().answer(_form_of, form_id, call)


def _form_of(library: Library, form_id: str, call: int) -> Form:
    form = library.answer(_open, form_id)
    if not form.since <= call <= (form.until or call):
        raise GuideError(f"forms/{form_id}.toml: since, until: call {call} did not use this form")
    sections = tuple(
        section.model_copy(update={"questions": tuple(q for q in section.questions if q.is_of(call))})
        for section in form.sections
        if section.is_of(call)
    )
    return form.model_copy(update={"sections": sections})


def open_form(form_id: str, library: Library | None = None) -> Form:
    """The form with this id, with the parts of all calls that used it, from the library in use or another.

    Raises:
        GuideError: there is none, or its data is wrong; the message names file and key.
    """
    return (library or current()).answer(_open, form_id)


def _open(library: Library, form_id: str) -> Form:
    if compiled := library.compiled(f"forms/{form_id}"):
        return Form.model_validate_json(compiled)
    try:
        return Form.model_validate(library.form_data(form_id))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise GuideError(f"forms/{form_id}.toml: {where}: {in_our_words(first)}") from error
