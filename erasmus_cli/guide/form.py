"""Application forms as data: sections, questions in own words, limits, the award criterion fed."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import Field, PositiveInt, ValidationError

from erasmus_cli.guide.loader import GuideError
from erasmus_cli.guide.lookup import pick
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.sources import Cited, Frozen

Repeat = Literal["organisation", "output", "event", "learning_activity", "work_package", "activity"]


class Question(Cited):
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
        calls: the calls whose form has the question; all calls of the form if empty.
    """

    id: str
    label: str
    ask: str
    look_for: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    limit: PositiveInt | None = None
    repeat: Repeat | None = None
    only_with: Literal["outputs", "events", "learning_activities"] | None = None
    optional: bool = False
    calls: tuple[int, ...] = ()


class Section(Frozen):
    """A part of the form.

    Attributes:
        id: key of the section.
        letter: its letter in the form; web forms have none.
        label: its name.
        letters: its letter by call where it differs from `letter`.
        calls: the calls whose form has the section; all calls of the form if empty.
        note: what else the form says or asks there.
        table: the table to fill from the proposal.
    """

    id: str
    letter: str = ""
    label: str
    letters: dict[str, str] = Field(default_factory=dict)
    calls: tuple[int, ...] = ()
    note: str | None = None
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
    """The application form of an action, shared by the calls that used it."""

    id: str
    label: str
    calls: tuple[int, ...]
    sections: tuple[Section, ...]

    def questions(self) -> Iterator[Question]:
        """All questions in the order of the form."""
        for section in self.sections:
            yield from section.questions

    def question(self, answer_key: str) -> Question | None:
        """The question that a key under `answers` belongs to, or None."""
        wanted = answer_key.partition("/")[0]
        return next((question for question in self.questions() if question.id == wanted), None)


def form_for(edition: Edition, *, field: str | None, project_format: str | None) -> Form:
    """The form that a project of this field and format fills in, as the call used it.

    Raises:
        GuideError: its data is wrong; the message names file and key.
    """
    special = pick(edition.special_forms, field=field, project_format=project_format)
    return form_of(special or edition.form, edition.call)


@cache
def form_of(form_id: str, call: int) -> Form:
    """The form as one call used it: without the parts that only other calls have.

    Raises:
        GuideError: there is none, or its data is wrong; the message names file and key.
    """
    form = open_form(form_id)

    def used(part: Section | Question) -> bool:
        return not part.calls or call in part.calls

    sections = tuple(
        section.model_copy(update={"questions": tuple(filter(used, section.questions))})
        for section in form.sections
        if used(section)
    )
    return form.model_copy(update={"sections": sections})


@cache
def open_form(form_id: str) -> Form:
    """The form with this id, with the parts of all calls that used it.

    Raises:
        GuideError: there is none, or its data is wrong; the message names file and key.
    """
    file = resources.files("erasmus_cli.guide") / "data" / "forms" / f"{form_id}.toml"
    name = f"forms/{form_id}.toml"
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise GuideError(f"{name}: {error}") from error
    sources = raw.pop("sources", {})
    for section in raw.get("sections", ()):
        for question in section.get("questions", ()):
            question["source"] = sources.get(question.get("source"), question.get("source"))
    raw["source"] = sources.get(raw.get("source"), raw.get("source"))
    try:
        return Form.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        raise GuideError(f"{name}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
