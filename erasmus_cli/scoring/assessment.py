"""A proposal's own points held against the award criteria: nothing is scored here, only compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from erasmus_cli.guide.form import Form
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.records import AwardBands, AwardCriterion
from erasmus_cli.guide.sources import Cited, Grade
from erasmus_cli.project.fields import FormField
from erasmus_cli.project.project import Project, open_project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.wording.formatting import closest
from erasmus_cli.wording.language import Words


class State(StrEnum):
    """Where the points of a criterion stand."""

    MET = "met"
    BELOW = "below"
    NOT_SAID = "not-said"
    ABOVE = "above-the-maximum"


@dataclass(frozen=True)
class Standing:
    """One award criterion, and what the proposal says of it.

    Attributes:
        id: key under `scores`.
        points: the points claimed; None while they are not said.
        criterion: label, maximum and minimum in points, with their source.
        bands: the marks of assessors, where the edition has them for this maximum.
        fields: the fields of the form that feed the criterion.
    """

    id: str
    points: Decimal | None
    criterion: AwardCriterion
    bands: AwardBands | None
    fields: tuple[FormField, ...]

    @property
    def state(self) -> State:
        """Whether the points reach the minimum; more than the maximum cannot be given."""
        if self.points is None:
            return State.NOT_SAID
        if self.points > self.criterion.max_points:
            return State.ABOVE
        return State.MET if self.points >= self.criterion.min_points else State.BELOW

    @property
    def valid(self) -> Decimal | None:
        """The points, where they are said and can be given."""
        return None if self.state is State.ABOVE else self.points

    @property
    def gap(self) -> Decimal | None:
        """Points above the minimum, negative below it; None where no points count."""
        return None if self.valid is None else self.valid - self.criterion.min_points

    @property
    def band(self) -> Words | None:
        """The mark that assessors would give for these points; None where it is not known."""
        if self.valid is None or self.bands is None:
            return None
        steps = (
            (Words("very good"), self.bands.very_good),
            (Words("good"), self.bands.good),
            (Words("fair"), self.bands.fair),
        )
        return next((mark for mark, least in steps if self.valid >= least), Words("weak"))


@dataclass(frozen=True)
class Stray:
    """Points for a criterion that the edition does not have; `close` is the id that was probably meant."""

    id: str
    close: str | None


@dataclass(frozen=True)
class Assessment:
    """All criteria of an edition, and the total against the pass mark.

    Attributes:
        edition: whose criteria they are.
        form: the application form that feeds them.
        form_undecided: the form depends on the field, which is not said yet.
        standings: in the order of the edition.
        strays: points for criteria that it does not have.
    """

    edition: Edition
    form: Form
    form_undecided: bool
    standings: tuple[Standing, ...]
    strays: tuple[Stray, ...]

    @property
    def total(self) -> Decimal:
        """The points said so far, without those that cannot be given."""
        return sum((entry.valid for entry in self.standings if entry.valid is not None), Decimal(0))

    @property
    def open(self) -> int:
        """Points that the criteria without points could still add at most."""
        return sum(entry.criterion.max_points for entry in self.standings if entry.valid is None)

    @property
    def maximum(self) -> int:
        """Points that all criteria give together."""
        return sum(entry.criterion.max_points for entry in self.standings)

    @property
    def complete(self) -> bool:
        """Whether every criterion has points that can be given."""
        return all(entry.valid is not None for entry in self.standings)

    @property
    def in_order(self) -> bool:
        """Whether all points are for criteria of the edition and within their maximum."""
        return not self.strays and all(entry.state is not State.ABOVE for entry in self.standings)

    @property
    def reached(self) -> bool | None:
        """Whether all thresholds are reached; None while that depends on points that are not said.

        A threshold of grade `unverified` decides nothing.
        """
        below = [entry for entry in self.standings if entry.state is State.BELOW]
        mark = self.edition.pass_mark
        short = self.total + self.open < mark.points
        if any(_decides(entry.criterion) for entry in below) or (short and _decides(mark)):
            return False
        return None if below or short or not self.complete or not self.in_order else True


def assess(proposal: Proposal, *, provisional: bool = False) -> Assessment:
    """The proposal's `scores` held against the award criteria of its edition.

    Args:
        proposal: what the applicant says.
        provisional: for a call that is not published yet, take the newest criteria there are.

    Raises:
        NoEditionError: call or action is not said.
        UnknownEditionError: there is no edition for them.
        NotPublishedError: the call is not published yet, and `provisional` is not set.
    """
    return assessment_of(open_project(proposal, "the award criteria", provisional=provisional))


def assessment_of(project: Project) -> Assessment:
    """The same of a project that is open already."""
    return Assessment(
        project.edition,
        project.form,
        project.form_depends_on_field,
        tuple(_standings(project)),
        tuple(_strays(project)),
    )


def _standings(project: Project) -> Iterator[Standing]:
    for key, criterion in project.edition.award_criteria.items():
        yield Standing(
            key,
            project.proposal.scores.get(key),
            criterion,
            project.edition.award_bands.get(str(criterion.max_points)),
            tuple(field for field in project.fields() if key in field.question.criteria),
        )


def _strays(project: Project) -> Iterator[Stray]:
    known = tuple(project.edition.award_criteria)
    yield from (Stray(key, closest(key, known)) for key in project.proposal.scores if key not in known)


def _decides(figure: Cited) -> bool:
    return figure.source.grade is not Grade.UNVERIFIED
