"""Where a figure stands and how sure we are of it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, NamedTuple, Self, get_args

from pydantic import BaseModel, ConfigDict

from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell


class Frozen(BaseModel):
    """A record of the guide data: typed, closed to unknown keys, never changed after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy, which works out anew what this record keeps once it was asked for."""
        copy = super().model_copy(update=update, deep=deep)
        for kept in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[kept]
        return copy

    def __getstate__(self) -> dict[Any, Any]:
        state = super().__getstate__()
        fields = type(self).model_fields
        return {**state, "__dict__": {key: said for key, said in state["__dict__"].items() if key in fields}}


class Unit(StrEnum):
    """What a figure counts, where people have to be told."""

    EUR = "EUR"
    SHARE = "share"


Money = Annotated[Decimal, Unit.EUR]
Share = Annotated[Decimal, Unit.SHARE]
"""A part of a whole, between 0 and 1; people read it as per cent."""


class Said(NamedTuple):
    """How people read a figure whose name and value do not tell it.

    Attributes:
        words: a sentence with `{value}` in it; empty where another value of the record says the same.
        choices: what single values mean, such as `true`.
        is_text: whether the value is a text of ours, which has words in other languages.
    """

    words: str = "{value}"
    choices: tuple[tuple[str, str], ...] = ()
    is_text: bool = False

    def value(self, raw: Any, shown: str) -> str:
        """What a value means, or how it is shown where it speaks for itself."""
        chosen = dict(self.choices).get(str(raw).lower())
        if chosen is None:
            return _(shown) if self.is_text else shown
        return _(chosen)

    def phrase(self, raw: Any, shown: str) -> str:
        """The value with what it counts."""
        is_number = isinstance(raw, int) and not isinstance(raw, bool)
        return tell(self.words, value=raw if is_number else self.value(raw, shown))


@cache
def said_of(record: type[BaseModel]) -> Mapping[str, Said]:
    """The fields of a record that people read in other words than those of the data."""
    told = ((name, part) for name, field in record.model_fields.items() for part in field.metadata)
    return {name: part for name, part in told if isinstance(part, Said)}


@cache
def units_of(record: type[BaseModel]) -> Mapping[str, Unit]:
    """The fields of a record that have a unit, those that hold several such figures included."""
    units = {}
    for name, field in record.model_fields.items():
        parts = (*field.metadata, *_inside(field.annotation))
        if unit := next((part for part in parts if isinstance(part, Unit)), None):
            units[name] = unit
    return units


def _inside(annotation: Any) -> Iterator[Any]:
    """Everything that an annotation is made of, at any depth."""
    for argument in get_args(annotation):
        yield argument
        yield from _inside(argument)


class Grade(StrEnum):
    """How a figure is known, best first.

    `official` and `published` figures decide a verdict; `recalled` figures decide it and say so;
    `unverified` figures only ever warn.
    """

    OFFICIAL = "official"
    PUBLISHED = "published"
    RECALLED = "recalled"
    UNVERIFIED = "unverified"

    @property
    def rank(self) -> int:
        """0 for the surest grade, 3 for the least sure."""
        return _RANKS[self]


_RANKS = {grade: rank for rank, grade in enumerate(Grade)}


class Source(Frozen):
    """The place of a figure in a Programme Guide.

    Attributes:
        edition: the Guide that was read or is cited, such as `Programme Guide 2016`.
        section: the heading under which the figure stands.
        page: page or range of pages, where known.
        grade: how the figure is known.
        evidence: keys of `evidence.toml`, the documents in which it was seen.
        note: what a careful reader should know about it.
        carried_to: the call to which an earlier Guide's figure was carried over unchecked.
    """

    edition: str
    section: str
    page: str | None = None
    grade: Grade
    evidence: tuple[str, ...] = ()
    note: str | None = None
    carried_to: int | None = None

    @property
    def citation(self) -> str:
        """One line that names edition, section and page, and says if the figure was carried over."""
        place = self.section
        if self.page:
            place = tell("{section}, p. {page}", section=self.section, page=self.page)
        if self.carried_to:
            return tell(
                "{guide}, carried over to {call}, {place}",
                guide=self.edition,
                call=self.carried_to,
                place=place,
            )
        return f"{self.edition}, {place}"

    @property
    def graded(self) -> str:
        """The same with the grade behind it."""
        return f"{self.citation} ({_(self.grade)})"


class Cited(Frozen):
    """One or several figures that share a source."""

    source: Source


def by_source(figures: Mapping[str, Cited]) -> dict[Source, list[str]]:
    """Each source of these figures once, in order, with the dotted paths of its figures."""
    paths: dict[Source, list[str]] = {}
    for path, figure in figures.items():
        paths.setdefault(figure.source, []).append(path)
    return paths
