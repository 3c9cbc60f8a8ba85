"""Makes the draft of a proposal, for each of its readers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from erasmus_cli.chapters.outline import outline
from erasmus_cli.document.answers import to_blocks
from erasmus_cli.document.cell_record import without_records
from erasmus_cli.document.draft import FIGURE, DraftText, Figure, View
from erasmus_cli.document.fingerprint import Answered
from erasmus_cli.project.project import Project, open_project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.engine import check_project
from erasmus_cli.templating import render
from erasmus_cli.wording.language import noting_english, spoken

_TEMPLATES: dict[View, str] = {
    "work": "draft.md.j2",
    "partner": "partner.md.j2",
    "reading": "reading.md.j2",
    "paste": "paste.md.j2",
}
_IN_SENTENCES = frozenset(
    (
        "title", "topics", "added_value", "description", "proof", "baseline", "target", "source", "measure",
    )
)  # fmt: skip
"""Keys of the proposal whose values are written in the language of the application."""


def text_of(  # noqa: PLR0913 - each is a wish of its own, and all but two may be left out
    project: Project,
    on: date,
    *,
    view: View = "work",
    partner: str | None = None,
    templates: Path | None = None,
    figures: Mapping[str, Figure] | None = None,
) -> DraftText:
    """The draft as every format starts from it.

    Args:
        project: what the applicant plans.
        on: the date to print; the same input and date give the same bytes.
        view: who reads it.
        partner: handle, name or short name of the organisation, for the view of one partner.
        templates: a folder with templates that take the place of the originals of the same name.
        figures: pictures to put in, by name: `map`, `gantt`, `budget`.

    Raises:
        UnknownPartnerError: the view is of a partner whom the proposal does not have.
        TemplateFaultError: a template of the user is wrong.
    """
    if view == "partner" and partner is None:
        partner = ""
    pictures = figures or {}
    with noting_english() as english:
        data = outline(project, check_project(project), on, partner=partner, figures=pictures)
        markdown = render(_TEMPLATES[view], vars(data), templates)
    asked = [question for section in data.sections for question in section.questions]
    of_partner = data.partner.questions if data.partner else ()
    shown = _answers(of_partner) if view == "partner" else _answers([*asked, *data.stray])
    if view == "paste":
        markdown = without_records(markdown)  # nothing comes back from it
    return DraftText(
        title=data.title,
        language=spoken().code,
        on=on,
        markdown=markdown,
        figures={name: figure for name, figure in pictures.items() if f"]({FIGURE}{name})" in markdown},
        answers=shown,
        view=view,
        templates=templates,
        spoken=project.proposal.language or "",
        english=frozenset(english),
        written=_written(project.proposal) if project.proposal.language != spoken().code else frozenset(),
    )


def _written(proposal: Proposal) -> frozenset[str]:
    """What the applicant wrote in sentences or titles; names are in no language."""
    said = _texts(proposal.model_dump(mode="json", exclude={"answers"}))
    answers = (answer for answer in (proposal.answers or {}).values() if isinstance(answer, str))
    spans = (span.text for text in answers for block in to_blocks(text) for span in block.spans)
    return frozenset((*said, *spans))


def _texts(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, str) and key in _IN_SENTENCES:
        yield value
    elif isinstance(value, dict):
        for name, inside in value.items():
            yield from _texts(inside, name)
    elif isinstance(value, list):
        for inside in value:
            yield from _texts(inside, key)


def _answers(questions: Sequence[Answered]) -> dict[str, str]:
    return {question.key: question.answer for question in questions}


def markdown(  # noqa: PLR0913 - each is a wish of its own, and all but two may be left out
    proposal: Proposal,
    on: date,
    *,
    view: View = "work",
    partner: str | None = None,
    templates: Path | None = None,
    provisional: bool = False,
) -> str:
    """The draft as Markdown that stands alone: what figures show is said in its tables.

    Args:
        proposal: what the applicant says.
        on: the date to print; the same input and date give the same text.
        view: who reads it: `work` for the team, `partner`, `reading` for somebody who reads like an assessor,
            `paste` for whoever fills in the form.
        partner: handle, name or short name of the organisation, for the view of one partner.
        templates: a folder with templates that take the place of the originals of the same name.
        provisional: for a call that is not published yet, take the newest form and rules there are.

    Raises:
        NoEditionError: call or action is not said.
        UnknownEditionError: there are no rules for that call and action.
        NotPublishedError: the call is not published yet, and `provisional` is not set.
        UnknownPartnerError: the view is of a partner whom the proposal does not have.
        TemplateFaultError: a template of the user is wrong.
    """
    project = open_project(proposal, "the form", provisional=provisional)
    return text_of(project, on, view=view, partner=partner, templates=templates).alone
