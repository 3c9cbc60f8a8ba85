"""What is printed of an assessment, of a hint, and of priorities that fit."""

from typing import Any, Literal

from pydantic import Field

from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.results import SourceModel, source_model
from erasmus_cli.pointers import pointer
from erasmus_cli.project.fields import FormField
from erasmus_cli.results import Number, Place, Placed, Printed, Result, position
from erasmus_cli.scoring.assessment import Assessment, Standing, State
from erasmus_cli.scoring.hints.engine import Hints
from erasmus_cli.scoring.hints.registry import Hint
from erasmus_cli.scoring.priority_fit import Fit
from erasmus_cli.wording.formatting import plain_number
from erasmus_cli.wording.language import speaking


class FieldModel(Result):
    """A field of the form that feeds a criterion."""

    key: str = Field(description="key under `answers`")
    label: str = Field(description="what it asks, in short")
    characters: int = Field(description="characters of the answer, as the form counts them")
    limit: int | None = Field(description="the most characters that the form takes")
    optional: bool = Field(description="whether it may stay empty")
    source: SourceModel = Field(description="where the question stands")


class CriterionModel(Result):
    """One award criterion, and the points that the proposal claims for it."""

    id: str = Field(description="key under `scores`")
    label: str = Field(description="what it is called")
    points: Number | None = Field(description="the points claimed; null while they are not said")
    minimum: int = Field(description="points below which a proposal is not funded")
    maximum: int = Field(description="points to gain")
    gap: Number | None = Field(description="points above the minimum, negative below it")
    state: State = Field(description="where the points stand")
    band: str | None = Field(description="the mark that assessors would give for these points")
    source: SourceModel = Field(description="where the criterion stands")
    band_source: SourceModel | None = Field(description="where the marks stand; null where none are known")
    fields: tuple[FieldModel, ...] = Field(description="the fields of the form that feed it")


class UnknownCriterionModel(Placed):
    """Points for a criterion that the edition does not have."""

    id: str = Field(description="the key under `scores`")
    close: str | None = Field(description="the criterion that was probably meant")


class RemarkModel(Placed):
    """What a hint says of one place. It decides nothing."""

    hint: str = Field(description="id of the hint, such as HINT-03")
    name: str = Field(description="name of the hint")
    message: str = Field(description="what it says")


class ScoreModel(Printed, title="Self-assessment"):
    """What `erasmus score --format json` prints."""

    file: str = Field(description="the proposal's file")
    edition: str = Field(description="call and action")
    overlay: str | None = Field(description="the folder of one's own with a part in the edition, if any")
    provisional: bool = Field(description="whether a call to come is held to the newest edition there is")
    criteria: tuple[CriterionModel, ...] = Field(description="the award criteria, in the Guide's order")
    unknown_criteria: tuple[UnknownCriterionModel, ...] = Field(description="points for other criteria")
    total: Number | None = Field(description="the points said so far; null while none are")
    complete: bool = Field(description="whether every criterion has points that can be given")
    open: int = Field(description="points that criteria without points could still add at most")
    maximum: int = Field(description="points that all criteria give together")
    threshold: int = Field(description="points in all below which a proposal is not funded")
    threshold_source: SourceModel = Field(description="where the threshold stands")
    reached: bool | None = Field(description="whether all thresholds are reached; null while that is open")
    hints: tuple[RemarkModel, ...] = Field(description="signs by which assessors may mind a text")
    hints_ignored: tuple[str, ...] = Field(description="ids of hints that were left out on request")
    hints_not_looked_at: tuple[str, ...] = Field(description="ids of hints that read English only")


class HintModel(Printed, title="Hint"):
    """What `erasmus explain --format json` prints of a hint."""

    hint: str = Field(description="id, such as HINT-03")
    name: str = Field(description="name")
    title: str = Field(description="what it looks for, in one sentence")
    text: str = Field(description="what it looks at, why assessors mind, what it cannot see")
    english_only: bool = Field(description="whether it looks for English words")
    fires: dict[str, Any] = Field(description="a fragment of a proposal that it remarks on")
    silent: dict[str, Any] = Field(description="a fragment on which it has nothing to say")


@speaking("en")  # what other programs read
def score_model(assessment: Assessment, hints: Hints, file: str, place: Place) -> ScoreModel:
    """An assessment with its hints. `place` turns a JSON pointer into line and column."""
    mark, said = assessment.edition.pass_mark, [entry.valid for entry in assessment.standings]
    return ScoreModel(
        version=1,
        file=file,
        edition=assessment.edition.id,
        overlay=assessment.edition.overlay,
        provisional=assessment.edition.stands_in_for is not None,
        criteria=tuple(map(_criterion, assessment.standings)),
        unknown_criteria=tuple(
            UnknownCriterionModel(
                id=stray.id, close=stray.close, **position(pointer(("scores", stray.id)), place)
            )
            for stray in assessment.strays
        ),
        total=plain_number(assessment.total) if any(points is not None for points in said) else None,
        complete=assessment.complete,
        open=assessment.open,
        maximum=assessment.maximum,
        threshold=mark.points,
        threshold_source=source_model(mark.source),
        reached=assessment.reached,
        hints=tuple(
            RemarkModel(
                hint=entry.hint.id,
                name=entry.hint.name,
                message=entry.remark.message,
                **position(entry.remark.at, place),
            )
            for entry in hints.said
        ),
        hints_ignored=hints.ignored,
        hints_not_looked_at=hints.not_looked_at,
    )


class FittingModel(Result):
    """A priority to which words of a proposal lead."""

    id: str = Field(description="its id")
    label: str = Field(description="what it is called")
    words: tuple[str, ...] = Field(description="words of the proposal, those that count most first")
    chosen: Literal["main", "further"] | None = Field(description="as what the proposal names it, if it does")


class FitModel(Printed, title="Priorities that fit"):
    """What `erasmus guide priorities --fit --format json` prints: a hint from words alone."""

    file: str = Field(description="the proposal")
    edition: str = Field(description="call and action")
    field: str | None = Field(description="the field whose priorities were looked at; null: all fields")
    priorities: tuple[FittingModel, ...] = Field(description="those to which words lead, the best first")
    unsupported: tuple[str, ...] = Field(description="ids that the proposal names and no word leads to")
    compared: int = Field(description="how many texts were compared")
    not_english: int = Field(description="how many were not, as they are not in English")


def fit_model(fit: Fit, edition: Edition, field: str | None, file: str) -> FitModel:
    """The priorities that fit, the best first."""
    return FitModel(
        version=1,
        file=file,
        edition=edition.id,
        field=field,
        priorities=tuple(
            FittingModel(id=one.id, label=one.priority.label, words=one.words, chosen=one.chosen)
            for one in fit.ranked
        ),
        unsupported=fit.unsupported,
        compared=fit.compared,
        not_english=fit.not_english,
    )


def hint_model(hint: Hint) -> HintModel:
    """One hint in full."""
    return HintModel(
        version=1,
        hint=hint.id,
        name=hint.name,
        title=hint.title,
        text=hint.text,
        english_only=hint.english,
        fires=dict(hint.fires),
        silent=dict(hint.silent),
    )


def _criterion(entry: Standing) -> CriterionModel:
    return CriterionModel(
        id=entry.id,
        label=entry.criterion.label,
        points=plain_number(entry.points),
        minimum=entry.criterion.min_points,
        maximum=entry.criterion.max_points,
        gap=plain_number(entry.gap),
        state=entry.state,
        band=entry.band,
        source=source_model(entry.criterion.source),
        band_source=source_model(entry.bands.source) if entry.bands else None,
        fields=tuple(map(_field, entry.fields)),
    )


def _field(field: FormField) -> FieldModel:
    return FieldModel(
        key=field.key,
        label=field.question.label,
        characters=field.used,
        limit=field.question.limit,
        optional=field.question.optional,
        source=source_model(field.question.source),
    )
