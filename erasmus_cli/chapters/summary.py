"""The box in front: what keeps the application from being handed in, and how long there is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from erasmus_cli.chapters.eligibility import RESULTS, result_of, words_for
from erasmus_cli.chapters.form import MARKS, AnswerState, AskedQuestion, FormSection
from erasmus_cli.chapters.naming import Names, named
from erasmus_cli.chapters.verdict import verdict_words
from erasmus_cli.project.project import Project
from erasmus_cli.project.short_names import short_names
from erasmus_cli.rules.report import Finding, Report
from erasmus_cli.wording.formatting import eur, moment
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import Message, tell

_MANY = 3


@dataclass(frozen=True)
class Blocker:
    """A finding that decides, in short."""

    result: str
    mark: str
    rule: str
    message: str
    mend: str | None


@dataclass(frozen=True)
class DueDate:
    """A deadline.

    Attributes:
        round: its number, where there are several.
        moment: day and time.
        optional: held only where the National Agency opens the round.
        away: how long there is, seen from the date of the draft.
    """

    round: int | None
    moment: str
    optional: bool
    away: str


@dataclass(frozen=True)
class QuestionsInState:
    """The questions of a section that are in one state, in short."""

    state: AnswerState
    mark: str
    text: str


@dataclass(frozen=True)
class SectionState:
    """A section of the form by the states of its questions, the most urgent first."""

    heading: str
    states: tuple[QuestionsInState, ...]


@dataclass(frozen=True)
class Summary:
    """The first page of a draft.

    Attributes:
        verdict: in words, with all that it must not be read without.
        blocks: what keeps it from being better.
        needed: how many questions have to be answered.
        answered: how many of these are.
        grant: what is asked for.
        deadlines: those that the proposal may go by.
        parts: the sections of the form that ask something.
    """

    verdict: str
    blocks: tuple[Blocker, ...]
    needed: int
    answered: int
    grant: str | None
    deadlines: tuple[DueDate, ...]
    parts: tuple[SectionState, ...]


def summary(project: Project, report: Report, sections: Sequence[FormSection], on: date) -> Summary:
    """The verdict and what keeps it from being better, the state of all questions, the deadlines."""
    proposal = project.proposal
    needed = [question for section in sections for question in section.questions if not question.optional]
    grant = proposal.lump_sum if project.edition.lump_sums else proposal.requested_grant
    names = project.once(short_names)
    said = words_for(report, names)
    return Summary(
        verdict=verdict_words(report, on),
        blocks=tuple(_blocker(found, names, said) for found in report.findings if found.decides),
        needed=len(needed),
        answered=sum(question.used > 0 for question in needed),
        grant=eur(grant) if grant is not None else None,
        deadlines=_deadlines(project, on),
        parts=tuple(
            SectionState(section.heading, _states(section.questions))
            for section in sections
            if section.questions
        ),
    )


def _blocker(found: Finding, names: Names, said: Callable[[Message], str]) -> Blocker:
    result = result_of(found)
    mend = named(found.advice, names) if found.advice else None
    return Blocker(result, RESULTS[result], found.rule, said(found.said), mend)


def _deadlines(project: Project, on: date) -> tuple[DueDate, ...]:
    several = len(project.deadlines(None) or ()) > 1
    return tuple(
        DueDate(
            deadline.round if several else None,
            moment(deadline.effective),
            deadline.optional,
            _away((deadline.effective.date() - on).days),
        )
        for deadline in project.deadlines(project.proposal.round) or ()
    )


def _away(days: int) -> str:
    if days < 0:
        return _("has passed")
    return tell("in {n} {n:day|days}", n=days) if days else _("today")


def _states(questions: Sequence[AskedQuestion]) -> tuple[QuestionsInState, ...]:
    groups: dict[AnswerState, dict[str, list[AskedQuestion]]] = {state: {} for state in MARKS}
    for question in questions:
        groups[question.state].setdefault(question.id, []).append(question)
    return tuple(
        QuestionsInState(state, MARKS[state], "; ".join(map(_in_short, by_id.values())))
        for state, by_id in groups.items()
        if by_id
    )


def _in_short(group: Sequence[AskedQuestion]) -> str:
    """`Needs 2870/3000`, or `Portrait: IES Sol 812, Vakcentrum 900 of 4000` where several are asked.

    Many that are answered shrink to `Results: 15 with 99 to 150 of 250`, so that all fits one page.
    """
    first = group[0]
    limit = first.limit
    if first.state == "optional":
        return first.short
    if first.item is None:
        return f"{first.short} {first.used}{f'/{limit}' if limit else ''}"
    each = ", ".join(f"{question.item} {question.used}" for question in group)
    if first.state == "answered" and len(group) > _MANY:
        used = sorted(question.used for question in group)
        each = tell("{n} with {least} to {most}", n=len(group), least=used[0], most=used[-1])
    if limit:
        return tell("{question}: {each} of {limit}", question=first.short, each=each, limit=limit)
    return f"{first.short}: {each}"
