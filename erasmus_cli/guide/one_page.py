"""What one applies by, on one page: who, how many, how long, how much, when, where and to whom."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from erasmus_cli.guide.lookup import formats_of, pick, priorities_of, window_dates
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.participants import Manager, Minimum, Outsiders
from erasmus_cli.guide.records import (
    Aim,
    Deadline,
    Duration,
    GrantCeiling,
    Help,
    PriorityObligation,
    StartWindow,
    Strength,
)
from erasmus_cli.guide.sources import Cited, Source
from erasmus_cli.wording.countries import shown
from erasmus_cli.wording.formatting import count, day, eur, moment

Entry = TypeVar("Entry", bound=Cited | tuple[Cited, ...])
_BODIES = {"national-agency": "the National Agency of the applicant's country", "eacea": "EACEA in Brussels"}


@dataclass(frozen=True)
class Line:
    """One line of the page.

    Attributes:
        heading: the question that it answers, such as `How long`.
        text: the answer.
        sources: where that stands.
    """

    heading: str
    text: str
    sources: tuple[Source, ...]


def one_page(edition: Edition, field: str | None, on: date) -> Iterator[Line]:
    """The page of an edition, for one field or for all; days are counted from `on`."""
    yield from _deadlines(edition, field, on)
    yield from _by_key(edition, field, edition.managers, "To whom", _manager)
    yield from _by_key(edition, field, edition.minimum, "How many", lambda one: _minimum(edition, one))
    for role, outsiders in edition.outsiders.items():
        yield Line("Others", _outsiders(edition, role, outsiders), (outsiders.source,))
    yield from _who(edition)
    yield from _by_key(edition, field, edition.duration, "How long", _duration)
    yield from _starts(edition, field)
    yield from _money(edition, field)
    yield from _where(edition)
    yield from _priorities(edition, field)
    yield from _award(edition)
    yield from _labels("Aims", edition.aims)
    yield from _labels("Activities", edition.activities)
    yield from _labels("Helps", edition.helps)


def _by_key(
    edition: Edition,
    field: str | None,
    table: Mapping[str, Entry],
    heading: str,
    words: Callable[[Entry], str],
) -> Iterator[Line]:
    """A line for the field, and one for each format of it that has an entry of its own; else one for each."""
    for scope, entry in _entries(edition, field, table):
        if not entry:  # a list that is empty on purpose, where the general one does not hold
            continue
        cited = entry if isinstance(entry, tuple) else (entry,)
        sources = tuple(dict.fromkeys(one.source for one in cited))
        yield Line(heading, f"{scope}: {words(entry)}" if scope else words(entry), sources)


def _entries(edition: Edition, field: str | None, table: Mapping[str, Entry]) -> Iterator[tuple[str, Entry]]:
    if field is None:
        for key, entry in table.items():
            yield ("" if len(table) == 1 else "otherwise" if key == "general" else key), entry
        return
    general = pick(table, field=field, project_format=None)
    if general is not None:
        yield "", general
    for name in formats_of(edition, field):
        own = pick(table, field=field, project_format=name)
        if own is not None and own != general:
            yield name, own


def _deadlines(edition: Edition, field: str | None, on: date) -> Iterator[Line]:
    def words(rounds: tuple[Deadline, ...]) -> str:
        return "; ".join(deadline_words(one, on, several=len(rounds) > 1) for one in rounds)

    if edition.stands_in_for:
        yield Line("Until when", f"the dates of call {edition.stands_in_for} are not known here", ())
    else:
        yield from _by_key(edition, field, edition.deadlines, "Until when", words)


def deadline_words(deadline: Deadline, on: date, *, several: bool) -> str:
    """The moment until which one can apply, and how many days are left from a day."""
    name = f"round {deadline.round}, " if several else ""
    proviso = ", if the agency opens it" if deadline.optional else ""
    return f"{name}{moment(deadline.effective)} Brussels time{proviso} ({days_words(deadline, on)})"


def days_words(deadline: Deadline, on: date) -> str:
    """How many days are left until a deadline, or how long it is over."""
    return left_words(deadline.effective, on)


def left_words(ends: datetime, on: date) -> str:
    """How many days are left until a moment, or how long it is over."""
    days = (ends.date() - on).days
    if days < 0:
        return f"closed {count(-days, 'day')} ago"
    return f"{count(days, 'day')} left" if days else "this is the last day"


def _manager(manager: Manager) -> str:
    excepted = ", ".join(manager.excepts)
    return _BODIES[manager.body] + (f"; not for {excepted}" if excepted else "")


def _minimum(edition: Edition, minimum: Minimum) -> str:
    kinds = ", ".join(edition.kinds[kind].label if kind in edition.kinds else kind for kind in minimum.kinds)
    where = edition.terms.inside if minimum.countries == 1 else edition.terms.insides
    return (
        f"{count(minimum.organisations, 'organisation')} or more"
        + (f" ({kinds})" if kinds else "")
        + f", from {count(minimum.countries, 'different country', 'different countries')} or more of the"
        f" {len(edition.programme_countries.codes)} {where}"
    )


def _outsiders(edition: Edition, role: str, outsiders: Outsiders) -> str:
    who = "associated partners" if role == "associated" else "partners"
    if not outsiders.admitted:
        return f"no {who} from {edition.terms.outsides}"
    regions = ", ".join(edition.regions[key].label for key in outsiders.regions)
    barred = ", ".join(map(shown, outsiders.barred))
    where = f"the regions {regions}" if regions else "any other country"
    return f"{who} from {where} may join and do not count" + (f"; not from {barred}" if barred else "")


def _who(edition: Edition) -> Iterator[Line]:
    if edition.established:
        years = count(edition.established.years, "year")
        yield Line(
            "Applicant", f"legally established {years} or more at the deadline", (edition.established.source,)
        )
    for cap, words in (
        (edition.application_cap, "one organisation in at most {} of a deadline"),
        (edition.applicant_cap, "one organisation applies at most {} in a deadline"),
    ):
        if cap:
            number = (
                count(cap.applications, "application") if "in at most" in words else _times(cap.applications)
            )
            yield Line("Limits", words.format(number), (cap.source,))
    if edition.charter:
        yield Line(
            "Charter",
            f"higher education institutions need the {edition.charter.label}",
            (edition.charter.source,),
        )


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _duration(duration: Duration) -> str:
    if duration.only:
        return " or ".join(map(str, duration.only)) + " months"
    return f"{duration.min_months} to {duration.max_months} months"


def _starts(edition: Edition, field: str | None) -> Iterator[Line]:
    def words(windows: tuple[StartWindow, ...]) -> str:
        return "; ".join(
            (f"round {window.round}, " if len(windows) > 1 else "")
            + " to ".join(day(end) for end in window_dates(edition, window))
            for window in windows
        )

    if not edition.stands_in_for:
        yield from _by_key(edition, field, edition.start_windows, "Start", words)


def _money(edition: Edition, field: str | None) -> Iterator[Line]:
    if edition.lump_sums:
        amounts = " or ".join(map(eur, edition.lump_sums.amounts))
        yield Line("How much", f"a lump sum of {amounts}, of your choice", (edition.lump_sums.source,))
    if edition.grant_bounds:
        bounds = edition.grant_bounds
        yield Line("How much", f"{eur(bounds.lowest)} to {eur(bounds.highest)}", (bounds.source,))
    yield from _by_key(edition, field, edition.grant_ceiling, "At most", _ceiling)
    if edition.unit_costs:
        yield Line("How much", "the sum of unit costs and real costs; `erasmus budget` adds them up", ())
    for share in edition.management_share.values():
        of = "the lump sum" if share.of == "lump-sum" else "all other work packages"
        most = f"at most {float(100 * share.share):g} % of {of}"
        proviso = (
            "" if share.strength is Strength.ERROR else " (a second reading, of which the tool only warns)"
        )
        yield Line("Management", most + proviso, (share.source,))


def _ceiling(ceiling: GrantCeiling) -> str:
    parts = [
        f"{eur(ceiling.per_month)} for each month" if ceiling.per_month else "",
        f"{eur(ceiling.per_organisation_year)} for each organisation and year"
        if ceiling.per_organisation_year
        else "",
        *(f"{eur(amount)} for {months} months" for months, amount in ceiling.by_months.items()),
        f"{eur(ceiling.total)} in all" if ceiling.total else "",
    ]
    return ", ".join(filter(None, parts))


def _where(edition: Edition) -> Iterator[Line]:
    if edition.venue:
        seats = ", ".join(edition.venue.cities.values())
        more = f", and at seats of EU institutions: {seats}" if seats else ""
        yield Line("Where", f"in countries of the partners{more}", (edition.venue.source,))


def _priorities(edition: Edition, field: str | None) -> Iterator[Line]:
    chosen = priorities_of(edition, field) if field else edition.priorities
    known = [
        one for key, one in edition.priority_lists.items() if field is None or key in ("horizontal", field)
    ]
    short = "" if all(one.complete for one in known) else "; not all are known here"
    if field and chosen:
        labels = "; ".join(one.label for one in chosen.values())
        duty = pick(edition.priority_obligation, field=field, project_format=None)
        sources = dict.fromkeys(one.source for one in (*((duty,) if duty else ()), *chosen.values()))
        yield Line("Priorities", f"{_duty(duty)}: {labels}{short}", tuple(sources))
    elif chosen:
        yield Line("Priorities", f"{len(chosen)}{short}; `erasmus guide priorities` lists them", ())


def _duty(duty: PriorityObligation | None) -> str:
    if duty is None:
        return "to choose from"
    number = f"{duty.at_least}" if duty.at_most == duty.at_least else f"at least {duty.at_least}"
    return f"{number} of" if duty.strength is Strength.ERROR else f"{number} of, as the Guide advises"


def _labels(heading: str, records: Mapping[str, Aim | Help]) -> Iterator[Line]:
    """Records by their labels alone; what they say stands among all figures."""
    if records:
        sources = dict.fromkeys(record.source for record in records.values())
        yield Line(heading, "; ".join(record.label for record in records.values()), tuple(sources))


def _award(edition: Edition) -> Iterator[Line]:
    criteria = "; ".join(
        f"{one.label} {one.min_points} of {one.max_points}" for one in edition.award_criteria.values()
    )
    sources = tuple(dict.fromkeys(one.source for one in edition.award_criteria.values()))
    yield Line(
        "Points",
        f"{edition.pass_mark.points} in all; at least {criteria}",
        (*sources, edition.pass_mark.source),
    )
