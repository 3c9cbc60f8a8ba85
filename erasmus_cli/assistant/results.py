"""What tools answer. Every answer says what it rests on and who decides, or why there is none."""

from typing import Any, Literal

from pydantic import Field

from erasmus_cli import __version__
from erasmus_cli.batch.results import RowFinding
from erasmus_cli.grant.results import CutModel
from erasmus_cli.guide.sources import Grade
from erasmus_cli.matching.results import MatchModel
from erasmus_cli.results import Number, Result
from erasmus_cli.rules.report import Verdict

_DECIDES: Literal["The Programme Guide of the call and your National Agency decide."] = (
    "The Programme Guide of the call and your National Agency decide."
)


class Refusal(Result):
    """Why there is no answer, and what to do instead."""

    reason: str = Field(description="why")
    hint: str | None = Field(description="what to do; null where there is nothing to say")


class Answer(Result):
    """What all answers have in common."""

    refusal: Refusal | None = Field(None, description="why there is no answer; null where there is one")
    edition: str | None = Field(None, description="call and action that it rests on")
    overlay: str | None = Field(None, description="the folder of one's own with a part in the edition")
    version: str = Field(__version__, description="version of erasmus_cli")
    decides: Literal["The Programme Guide of the call and your National Agency decide."] = Field(
        _DECIDES, description="who decides in the end: to be told with every answer"
    )


class CheckAnswer(Answer):
    """A verdict, and what does not pass."""

    report: str | None = Field(
        None, description="id of the report: the same facts and rules have the same id"
    )
    verdict: Verdict | None = Field(None, description="whether it may be submitted as far as rules can tell")
    closed: bool | None = Field(None, description="whether its deadline is over; null where it is not known")
    identifiers_missing: int = Field(0, description="identifiers of organisations that are still to come")
    provisional: bool = Field(default=False, description="whether an earlier call's rules stand in")
    findings: tuple[RowFinding, ...] = Field((), description="what fails, warns or keeps the verdict open")
    grade: Grade | None = Field(None, description="the least sure grade of the figures behind the verdict")


class FigureAnswer(Result):
    """A figure of the Guide in words, and where it stands."""

    edition: str = Field(description="call and action")
    figure: str = Field(description="dotted path of the figure")
    text: str = Field(description="what it says")
    source: str = Field(description="where it stands")
    grade: Grade = Field(description="how it is known, surest first; unverified ones only warn")


class ExplainAnswer(Answer):
    """What a rule asks and why, with its figures in the newest call to which it applies."""

    rule: str | None = Field(None, description="id of the rule")
    name: str | None = Field(None, description="name of the rule")
    text: str | None = Field(None, description="what it asks and why")
    severity: str | None = Field(None, description="what a fail does: only an error decides")
    passes: dict[str, Any] | None = Field(None, description="a fragment of a proposal that passes")
    fails: dict[str, Any] | None = Field(None, description="a fragment of a proposal that fails")
    figures: tuple[FigureAnswer, ...] = Field((), description="the figures that it reads")


class GuideAnswer(Answer):
    """Figures of one topic of an edition; without a topic, which topics there are."""

    topics: tuple[str, ...] = Field((), description="topics that can be asked for")
    figures: tuple[FigureAnswer, ...] = Field((), description="the figures of the topic")


class BudgetAnswer(Answer):
    """The grant, with caps applied."""

    report: str | None = Field(None, description="id of the report on the same proposal")
    grant: Number | None = Field(None, description="EUR that the project may ask for, as far as known")
    total: Number | None = Field(None, description="EUR after the caps of the categories")
    ceiling: Number | None = Field(None, description="the most that the whole grant may be, EUR")
    complete: bool | None = Field(None, description="whether nothing is missing for the sums")
    categories: dict[str, Number | None] = Field({}, description="EUR of each category, after its caps")
    gaps: tuple[str, ...] = Field((), description="why the sums are incomplete")
    cuts: tuple[CutModel, ...] = Field((), description="what caps take off")


class MatchAnswer(Answer):
    """Where a partnership fits in the newest calls."""

    matches: tuple[MatchModel, ...] = Field((), description="one for each action, field, type and format")


class SchemaAnswer(Answer):
    """The JSON Schema of the proposal file."""

    proposal: dict[str, Any] = Field({}, description="JSON Schema 2020-12")


class ChangeAnswer(Result):
    """What changed at one place of the Guide."""

    figure: str = Field(description="dotted path of the figure")
    lines: tuple[str, ...] = Field(description="what changed, value by value")
    source: str = Field(description="where it stands")
    grade: Grade = Field(description="how it is known")


class DiffAnswer(Answer):
    """What differs between two editions."""

    changes: tuple[ChangeAnswer, ...] = Field((), description="what differs, topic by topic")
