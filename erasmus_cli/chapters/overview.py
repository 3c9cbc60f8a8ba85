"""The title page and the overview: the project on two pages, in the applicant's own words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from erasmus_cli.chapters.form import AskedQuestion, FormSection
from erasmus_cli.chapters.tables import Table, table
from erasmus_cli.document.draft import BLANK
from erasmus_cli.guide.form import Step
from erasmus_cli.project.project import Project
from erasmus_cli.project.shown_values import shown
from erasmus_cli.proposal.model import Organisation
from erasmus_cli.wording.countries import name
from erasmus_cli.wording.formatting import lower_first, span
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

ABSTRACT = 320
"""Most characters of the abstract: about three lines."""
SHARE = 650
"""Most characters of an answer in the overview, so that all fits one page."""

_SHORTEST = 40  # characters of a line that is worth beginning
_CUT = " …"

_STEPS: tuple[tuple[str, Step], ...] = (
    ("Needs", "need"),
    ("Objectives", "objective"),
    ("Results", "result"),
    ("Impact", "impact"),
)
_TARGET_GROUPS = "Target groups"
_SUMMARY = "summary"  # the section in which all forms ask for the summary
_ITEM = re.compile(r"\s*(?:-|(?P<number>\d{1,4})\.) +(?=\S)")
_END = re.compile(r"[.!?;:。](?=\s)")


@dataclass(frozen=True)
class Cover:
    """The title page: the project in a table, and its abstract, as far as the summary gives one."""

    facts: Table
    abstract: str


@dataclass(frozen=True)
class Line:
    """A line of an answer: running text, or an entry of a list with or without a number."""

    text: str
    listed: bool = False
    number: int | None = None


@dataclass(frozen=True)
class Part:
    """What the applicant says of needs, objectives and so on; no lines where nothing is said yet."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Overview:
    """Needs, objectives, results, target groups and impact, each as the applicant says it."""

    parts: tuple[Part, ...]


def cover(project: Project, sections: Sequence[FormSection]) -> Cover:
    """Who asks for what, from when to when, and why."""
    proposal, edition = project.proposal, project.edition
    applicant = project.applicants[0].organisation if project.applicants else None
    full = [o for member in project.full_members if (o := member.organisation) is not applicant]
    others = [member.organisation for member in project.members if member.takes_part is False]
    lasts = span(proposal.start, proposal.end)
    months = tell("{n} {n:month|months}", n=proposal.months) if proposal.months else ""
    rows: list[tuple[str, Any]] = [
        (_("Applicant"), _placed(applicant) if applicant else None),
        (_("Partners"), "; ".join(map(_placed, full))),
        (_("Associated partners"), "; ".join(map(_placed, others))),
        (_("Duration"), f"{lasts}, {months}" if lasts and months else lasts or months),
        (_("Lump sum"), shown(project, proposal, "lump_sum"))
        if edition.lump_sums
        else (_("Grant asked for"), shown(project, proposal, "requested_grant")),
    ]
    said = [row for row in rows if row[1] or row[0] != _("Associated partners")]
    summary = next((asked for asked in _summary(sections) if asked.used), None)
    return Cover(
        facts=table((_("Project"), _("In short")), said),
        abstract=beginning(summary.plain, ABSTRACT) if summary else "",
    )


def overview(sections: Sequence[FormSection]) -> Overview:
    """The answers that speak to each step, those of the summary first; none stands there twice."""
    asked = [question for section in sections for question in section.questions if question.used]
    order = [*_summary(sections), *asked]
    labels: dict[str, list[str]] = {}
    chosen: dict[str, AskedQuestion] = {}
    missing: list[str] = []
    for label, fitting in _wanted(order):
        found = next((question for question in fitting if question.key not in chosen), None)
        found = found or next(iter(fitting), None)
        if found is None:
            missing.append(label)
            continue
        chosen[found.key] = found
        labels.setdefault(found.key, []).append(label)
    said = [Part(_together(labels[key]), lines_of(found.plain, SHARE)) for key, found in chosen.items()]
    return Overview((*said, *(Part(label, ()) for label in missing)))


def lines_of(text: str, most: int) -> tuple[Line, ...]:
    """The first lines of a text, as many as there is room for; the one that it ends in is cut."""
    made: list[Line] = []
    for written in filter(None, (" ".join(line.split()) for line in text.splitlines())):
        item = _ITEM.match(written)
        words = beginning(written[item.end() :] if item else written, most)
        number = int(item["number"]) if item and item["number"] else None
        made.append(Line(words, listed=bool(item), number=number))
        most -= len(words)
        if most < _SHORTEST or words.endswith(_CUT):
            break
    return tuple(made)


def beginning(text: str, most: int) -> str:
    """The first sentences of a text on one line: as many as there is room for, else as many words."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    room = line[: most + 1]
    ends = [found.end() for found in _END.finditer(room)]
    if ends and ends[-1] > most // 2:
        return f"{room[: ends[-1]]}{_CUT}"
    return f"{room.rpartition(' ')[0] or room[:most]}{_CUT}"


def _wanted(order: Sequence[AskedQuestion]) -> Iterator[tuple[str, list[AskedQuestion]]]:
    """What the overview holds, with the answers that may stand there, the best first."""
    own = [question for question in order if question.used and question.repeat is None]
    for label, step in ((_(words), step) for words, step in _STEPS):
        if step == "impact":
            yield _(_TARGET_GROUPS), [question for question in own if question.groups]
        yield label, [question for question in own if step in question.thread and not question.groups]


def _summary(sections: Sequence[FormSection]) -> tuple[AskedQuestion, ...]:
    return next((section.questions for section in sections if section.id == _SUMMARY), ())


def _together(labels: Sequence[str]) -> str:
    return tell("{steps:and}", steps=(labels[0], *(lower_first(label) for label in labels[1:])))


def _placed(organisation: Organisation) -> str:
    country = name(organisation.country) if organisation.country else ""
    where = ", ".join(str(part) for part in (organisation.city, country) if part)
    called = organisation.name or organisation.id or _(BLANK)
    return f"{called} ({where})" if where else called
