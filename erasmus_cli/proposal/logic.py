"""How a project means to succeed: objectives, results, indicators, milestones, risks, earlier work together.

All of it is optional. Forms ask for it in running text; as lists it can be held together, and drafts print
tables of it. What names an organisation is its handle, and so is what names an activity, an output, a work
package, an objective or a result.
"""

from typing import Annotated

from pydantic import Field

from erasmus_cli.proposal.part import Part
from erasmus_cli.proposal.types import Day, Handle, Level, Reading, Text

LOGIC_KEYS = ("objectives", "results", "milestones", "indicators", "risks", "past_cooperation")
"""The keys of a proposal that hold these lists."""
Year = Annotated[int, Field(strict=True, ge=1950, le=2999)]


class Objective(Part):
    """What will be different because of the project."""

    id: Handle | None = Field(None, description="short handle by which activities and indicators name it")
    title: Text | None = Field(None, description="the objective, in a sentence")


class ProjectResult(Part):
    """Something that the project leaves behind."""

    id: Handle | None = Field(None, description="short handle by which indicators name it")
    title: Text | None = Field(None, description="what it is")
    made_by: tuple[Handle, ...] = Field(
        (), description="handles of the activities, outputs, events or work packages that it comes from"
    )
    lead: Handle | None = Field(None, description="the organisation that answers for it")
    due: Day | None = Field(None, description="when it is there")
    proof: Text | None = Field(None, description="by what anybody can see that it is there")


class Milestone(Part):
    """A point at which the project sees whether it is on its way."""

    id: Handle | None = Field(None, description="short handle")
    title: Text | None = Field(None, description="what is reached")
    due: Day | None = Field(None, description="when it is to be reached")
    lead: Handle | None = Field(None, description="the organisation that answers for it")
    proof: Text | None = Field(None, description="by what anybody can see that it is reached")


class Indicator(Part):
    """A figure by which an objective or a result is judged."""

    title: Text | None = Field(None, description="what is counted or measured, with its unit")
    measures: tuple[Handle, ...] = Field((), description="handles of the objectives and results it judges")
    baseline: Reading | None = Field(None, description="how it is before the project")
    target: Reading | None = Field(None, description="how it is to be")
    due: Day | None = Field(None, description="by when the target is to be reached")
    source: Text | None = Field(None, description="where the figure is taken from")
    owner: Handle | None = Field(None, description="the organisation that measures it")


class Risk(Part):
    """What may go wrong, and what is done about it."""

    title: Text | None = Field(None, description="what may happen")
    likelihood: Level | None = Field(None, description="how likely it is")
    severity: Level | None = Field(None, description="how much it would hurt")
    measure: Text | None = Field(None, description="what is done so that it does not happen, or if it does")
    owner: Handle | None = Field(None, description="the organisation that watches it")


class PastCooperation(Part):
    """Earlier work that organisations of the consortium did together."""

    title: Text | None = Field(None, description="the project, with its number if it has one")
    organisations: tuple[Handle, ...] = Field((), description="those of the consortium that took part")
    start: Year | None = Field(None, description="first year")
    end: Year | None = Field(None, description="last year")
