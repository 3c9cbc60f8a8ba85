"""What commands print of sources and figures of the Guide."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import Field

from erasmus_cli.guide.sources import Cited, Grade, Source, by_source
from erasmus_cli.results import Result


class SourceModel(Result):
    """Where figures stand, and how sure they are."""

    edition: str = Field(description="the Guide or document, such as `Programme Guide 2026`")
    section: str = Field(description="the heading under which the figures stand")
    page: str | None = Field(description="page or range of pages; null where it is not known")
    grade: Grade = Field(description="how the figures are known, surest first; unverified ones only warn")
    carried_to: int | None = Field(description="the call to which an older Guide's figures were carried over")
    evidence: tuple[str, ...] = Field(description="keys of the documents in which the figures were seen")
    figures: tuple[str, ...] = Field(description="dotted paths of the figures of the edition that were read")


class FullSourceModel(Result):
    """Where a record of an edition stands."""

    edition: str = Field(description="the Guide or document, such as `Programme Guide 2026`")
    section: str = Field(description="the heading under which it stands")
    page: str | None = Field(description="page or range of pages; null where it is not known")
    grade: Grade = Field(description="how it is known, surest first; what is unverified only warns")
    evidence: tuple[str, ...] = Field(description="keys of the documents in which it was seen")
    note: str | None = Field(description="what a careful reader should know about it")
    carried_to: int | None = Field(description="the call to which an older Guide's figure was carried over")


class FigureModel(Result):
    """One record of an edition."""

    figure: str = Field(description="dotted path of the record in the edition")
    values: dict[str, Any] = Field(description="its values, by name")
    source: FullSourceModel = Field(description="where it stands")


def source_model(source: Source, figures: Iterable[str] = ()) -> SourceModel:
    """A source, and the dotted paths of the figures of the edition that were read from it."""
    return SourceModel(
        edition=source.edition,
        section=source.section,
        page=source.page,
        grade=source.grade,
        carried_to=source.carried_to,
        evidence=source.evidence,
        figures=tuple(figures),
    )


def source_models(figures: Mapping[str, Cited]) -> tuple[SourceModel, ...]:
    """Each source of these figures once, with the paths of its figures."""
    return tuple(source_model(source, paths) for source, paths in by_source(figures).items())


def full_source(source: Source) -> FullSourceModel:
    """A source with all that is known of it."""
    return FullSourceModel(**source.model_dump())
