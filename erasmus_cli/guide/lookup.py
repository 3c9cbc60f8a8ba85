"""Questions that rules and screens ask an edition."""

from datetime import date

from erasmus_cli.guide.model import Edition, Minimum, Priority, StartWindow, Status


def state_of(edition: Edition, country: str) -> str:
    """The country as which an organisation counts: overseas territories count as their Member State."""
    territory = edition.overseas.get(country)
    return territory.state if territory else country


def status_of(edition: Edition, country: str) -> Status:
    """Programme Country or Partner Country in this call."""
    listed = state_of(edition, country) in edition.programme_countries.codes
    return Status.PROGRAMME if listed else Status.PARTNER


def minimum_for(edition: Edition, field: str, project_format: str | None) -> Minimum:
    """The smallest consortium: the format's own, else the field's own, else the general one."""
    for key in (project_format, field):
        if key is not None and key in edition.minimum:
            return edition.minimum[key]
    return edition.minimum["general"]


def formats_of(edition: Edition, field: str) -> tuple[str, ...]:
    """The special formats that exist in a field."""
    return tuple(name for name, shape in edition.formats.items() if field in shape.fields)


def priorities_of(edition: Edition, field: str) -> dict[str, Priority]:
    """The horizontal priorities and those of the field, by id."""
    wanted = ("horizontal", field)
    return {key: edition.priorities[key] for key in edition.priorities if key.partition("/")[0] in wanted}


def agencies_of(edition: Edition, country: str, field: str | None) -> tuple[str, ...]:
    """Codes of the National Agencies of a country, of those that serve the field if one is given."""
    state = state_of(edition, country)
    return tuple(
        code
        for code, agency in edition.agencies.items()
        if agency.country == state and (field is None or field in agency.fields)
    )


def window_dates(edition: Edition, window: StartWindow) -> tuple[date, date]:
    """First and last start date of a window in this call."""

    def day(month_day: str, years: int) -> date:
        month, number = map(int, month_day.split("-"))
        return date(edition.call + years, month, number)

    return day(window.first, window.first_year), day(window.last, window.last_year)
