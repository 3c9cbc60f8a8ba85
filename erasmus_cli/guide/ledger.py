"""Entries that were read in documents and hold for a span of calls: statements, and documents to hold ready.

A file of entries is TOML. `[sources.KEY]` says what was read, `[sections]` names headings once, `since`,
`until` and `actions` hold for all entries that say nothing else; every other table is an entry by its key.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Self, TypeVar

from pydantic import Field, ValidationError, model_validator

from erasmus_cli.guide.errors import GuideError, in_our_words
from erasmus_cli.guide.layers import DataFile
from erasmus_cli.guide.loader import available
from erasmus_cli.guide.sources import Frozen, Grade, Source
from erasmus_cli.guide.vocabulary import FieldName


class Reading(Frozen):
    """A document that was read: the Guide of `call`, or one that speaks of no call in particular."""

    call: int | None = None
    edition: str
    grade: Grade
    evidence: tuple[str, ...] = ()
    note: str | None = None


class Entry(Frozen):
    """Something that was read, and the calls, actions and fields for which it holds.

    Attributes:
        id: its name, never used again for another entry.
        since: the first call for which it is taken to hold.
        until: the last one; None while it has not been seen to end.
        actions: the actions that it concerns.
        fields: the fields that it concerns; all if empty.
        section: the heading under which it stands.
        read_in: where it was read: the key of a source, and the page or an empty text.
        readings: the sources that `read_in` names.
        note: what a careful reader should know.
    """

    id: str
    since: int
    until: int | None = None
    actions: Annotated[tuple[str, ...], Field(min_length=1)]
    fields: tuple[FieldName, ...] = ()
    section: str
    read_in: Annotated[dict[str, str], Field(min_length=1)]
    readings: Annotated[dict[str, Reading], Field(repr=False)]
    note: str | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until is not None and self.until < self.since:
            raise ValueError("until is before since")
        if unknown := sorted({*self.read_in} - {*self.readings}):
            raise ValueError(f"{unknown[0]} is no source of this file")
        return self

    def concerns(self, call: int, action: str, field: str | None = None) -> bool:
        """Whether it holds for this call and action, and for the field if one is named."""
        in_time = self.since <= call and (self.until is None or call <= self.until)
        return in_time and action in self.actions and (not self.fields or field in (None, *self.fields))

    def source(self, call: int) -> Source:
        """Where it stands for a call: in the Guide of that call, or in the one from which it is taken over.

        What was read in an earlier Guide is carried over and says so. What was read only in a later one is no
        more than recalled for this call.
        """
        key = min(self.read_in, key=lambda one: _distance(self.readings[one], call))
        reading = self.readings[key]
        later = reading.call is not None and reading.call > call
        return Source(
            edition=reading.edition,
            section=self.section,
            page=self.read_in[key] or None,
            grade=max(reading.grade, Grade.RECALLED, key=lambda grade: grade.rank)
            if later
            else reading.grade,
            evidence=reading.evidence,
            note=self.note or reading.note,
            carried_to=None if reading.call in (None, call) else call,
        )


def _distance(reading: Reading, call: int) -> tuple[int, int]:
    """Orders sources for a call: the newest Guide up to it, what is of no call, the next later Guide."""
    if reading.call is None:
        return 1, 0
    return (0, call - reading.call) if reading.call <= call else (2, reading.call - call)


E = TypeVar("E", bound=Entry)

_SHARED = ("since", "until", "actions")


def read_entries(file: DataFile, kind: type[E]) -> tuple[E, ...]:
    """Reads a file of entries.

    Raises:
        GuideError: no TOML, an unknown key, section, source or action, or an entry that its kind refuses.
    """
    raw = file.parsed()
    shared: dict[str, Any] = {key: raw.pop(key) for key in _SHARED if key in raw}
    sources, sections = raw.pop("sources", {}), raw.pop("sections", {})
    return tuple(
        _entry(f"{file.label}: {key}", kind, {"id": key, **shared, **row}, sources, sections)
        for key, row in raw.items()
    )


def _entry(
    where: str, kind: type[E], row: Mapping[str, Any], sources: Mapping[str, Any], sections: Mapping[str, str]
) -> E:
    if row.get("section") not in sections:
        raise GuideError(f"{where}: section: {row.get('section')} is no section of this file")
    cited = {key: sources[key] for key in row.get("read_in", {}) if key in sources}
    try:
        entry = kind.model_validate({**row, "section": sections[row["section"]], "readings": cited})
    except ValidationError as error:
        first = error.errors()[0]
        raise GuideError(f"{where}: {'.'.join(map(str, first['loc']))}: {in_our_words(first)}") from error
    known = {action for _, action in available()}
    if unknown := [action for action in entry.actions if action not in known]:
        raise GuideError(f"{where}: actions: there is no action {unknown[0]}")
    return entry
