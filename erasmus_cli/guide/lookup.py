"""Questions that rules and screens ask an edition."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Literal, TypeVar

from erasmus_cli.guide.model import Edition, Status
from erasmus_cli.guide.participants import ExpectedStatus
from erasmus_cli.guide.records import Priority
from erasmus_cli.guide.sources import Cited
from erasmus_cli.guide.timing import Deadline, StartWindow, in_year
from erasmus_cli.wording.language import Words

Entry = TypeVar("Entry")


def pick(table: Mapping[str, Entry], *, field: str | None, project_format: str | None) -> Entry | None:
    """The entry of a table that fits best: for format and field, the format, the field, or in general."""
    found = picked(table, field=field, project_format=project_format)
    return found[1] if found else None


def picked(
    table: Mapping[str, Entry], *, field: str | None, project_format: str | None
) -> tuple[str, Entry] | None:
    """The same entry with its key."""
    for key in keys_of(field=field, project_format=project_format):
        if key in table:
            return key, table[key]
    return None


@lru_cache(maxsize=512)
def keys_of(*, field: str | None, project_format: str | None) -> tuple[str, ...]:
    """The keys under which a table may have an entry for a field and a format, the best first."""
    both = f"{project_format}.{field}" if project_format and field else None
    keys = (both, project_format, field, "general")
    return tuple(key for key in keys if key is not None)


def state_of(edition: Edition, country: str) -> str:
    """The country as which an organisation counts: overseas territories count as their Member State."""
    territory = edition.overseas.get(country)
    return territory.state if territory else country


def status_of(edition: Edition, country: str) -> Status:
    """Whether organisations of a country count towards the minimum and may apply in this call."""
    return Status.INSIDE if state_of(edition, country) in edition.inside else Status.OUTSIDE


def state_and_status(edition: Edition, country: str) -> tuple[str, Status | None]:
    """The country as which an organisation counts, and what that is to the Programme.

    The status is None where a change of it is agreed for the later call for which this edition stands in, and
    where no text settles it.
    """
    state = state_of(edition, country)
    settled = edition.stands_in_for is None or expected_of(edition, state, edition.stands_in_for) is None
    settled = settled and not is_unsettled(edition, state)
    return state, status_of(edition, state) if settled else None


def country_figures(edition: Edition, territories: tuple[str, ...] = ()) -> tuple[Cited, ...]:
    """What the status of countries rests on: the list, and each of these overseas territories that counts."""
    return (edition.programme_countries, *[edition.overseas[code] for code in territories])


def is_unsettled(edition: Edition, country: str) -> bool:
    """Whether no text says what a territory is to the Programme in this call."""
    return edition.unsettled is not None and country in edition.unsettled.codes


def standing_of(edition: Edition, country: str) -> Words:
    """What the Programme calls a country in this call, such as Programme Country."""
    if is_unsettled(edition, country):
        return Words("territory whose standing is not known")
    inside = status_of(edition, country) is Status.INSIDE
    return edition.terms.inside if inside else edition.terms.outside


def expected_of(edition: Edition, country: str, call: int) -> ExpectedStatus | None:
    """What a country is due to be in a call and is not under this edition: agreed, but not in force.

    Args:
        edition: the edition by which the proposal is judged.
        country: the country of an organisation.
        call: the call of the proposal, which is later than the edition's where that one stands in.
    """
    expected = edition.expected.get(state_of(edition, country))
    if expected is None or call < expected.from_call:
        return None
    return None if status_of(edition, country) == expected.status else expected


def admits(edition: Edition, role: Literal["partner", "associated"], country: str) -> bool:
    """Whether organisations of a country that does not count may join in a role; silence bars nothing."""
    outsiders = edition.outsiders.get(role)
    if outsiders is None:
        return True
    if not outsiders.admitted or country in outsiders.barred:
        return False
    return not outsiders.regions or region_of(edition, country) in outsiders.regions


def region_of(edition: Edition, country: str) -> str | None:
    """Key of the region to which a country belongs, if it is in one."""
    return next((key for key, region in edition.regions.items() if country in region.codes), None)


def formats_of(edition: Edition, field: str) -> tuple[str, ...]:
    """The special formats that exist in a field."""
    return tuple(name for name, shape in edition.formats.items() if field in shape.fields)


def entries_of(edition: Edition, field: str, table: Mapping[str, Entry]) -> dict[str, Entry]:
    """What a table says to a field, by key: its own entry or the general one, and those of its formats."""
    shapes = (None, *formats_of(edition, field))
    return dict(filter(None, (picked(table, field=field, project_format=shape) for shape in shapes)))


def priorities_of(edition: Edition, field: str) -> dict[str, Priority]:
    """The horizontal priorities and those of the field, by id."""
    return edition.fitting_priorities(field)


def agencies_of(edition: Edition, country: str, field: str | None) -> tuple[str, ...]:
    """Codes of the National Agencies of a country, of those that serve the field if one is given."""
    state = state_of(edition, country)
    return tuple(
        code
        for code, agency in edition.agencies.items()
        if agency.country == state and (field is None or field in agency.fields)
    )


def deadlines_of(edition: Edition, field: str | None) -> Iterator[tuple[str, Deadline]]:
    """The deadlines of a field, or of all for None, each with the key under which it stands."""
    table = edition.deadlines if field is None else entries_of(edition, field, edition.deadlines)
    return ((key, deadline) for key, rounds in table.items() for deadline in rounds)


def window_dates(edition: Edition, window: StartWindow) -> tuple[date, date]:
    """First and last start date of a window in this call."""
    first = in_year(window.first, edition.call + window.first_year)
    return first, in_year(window.last, edition.call + window.last_year)
