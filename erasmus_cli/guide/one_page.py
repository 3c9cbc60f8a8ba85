"""What one applies by, on one page: who, how many, how long, how much, when, where and to whom."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from erasmus_cli.guide.lookup import entries_of, pick, priorities_of, window_dates
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.participants import Manager, Minimum, Outsiders
from erasmus_cli.guide.records import Aim, GrantCeiling, Help, PriorityObligation, Strength
from erasmus_cli.guide.sources import Cited, Source
from erasmus_cli.guide.timing import Deadline, Duration, StartWindow
from erasmus_cli.wording.formatting import round_share
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import NOTHING, Message, say, tell

Entry = TypeVar("Entry", bound=Cited | tuple[Cited, ...])
_BODIES = {
    "national-agency": say("the National Agency of the applicant's country"),
    "eacea": say("EACEA in Brussels"),
}
_SECOND_READING = say("(a second reading, of which the tool only warns)")


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
    yield from _by_key(edition, field, edition.managers, _("To whom"), _manager)
    yield from _by_key(edition, field, edition.minimum, _("How many"), lambda one: _minimum(edition, one))
    for role, outsiders in edition.outsiders.items():
        yield Line(_("Others"), _outsiders(edition, role, outsiders), (outsiders.source,))
    yield from _who(edition)
    yield from _by_key(edition, field, edition.duration, _("How long"), _duration)
    yield from _starts(edition, field)
    yield from _money(edition, field)
    yield from _where(edition)
    yield from _priorities(edition, field)
    yield from _award(edition)
    yield from _labels(_("Aims"), edition.aims)
    yield from _labels(_("Activities"), edition.activities)
    yield from _labels(_("Helps"), edition.helps)


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
            yield ("" if len(table) == 1 else _("otherwise") if key == "general" else key), entry
        return
    found = entries_of(edition, field, table)
    plain = found.get(field, found.get("general"))
    for key, entry in found.items():
        if key in (field, "general"):
            yield "", entry
        elif entry != plain:
            yield key.partition(".")[0], entry


def _deadlines(edition: Edition, field: str | None, on: date) -> Iterator[Line]:
    def words(rounds: tuple[Deadline, ...]) -> str:
        return "; ".join(deadline_words(one, on, several=len(rounds) > 1) for one in rounds)

    if edition.stands_in_for:
        unknown = tell("the dates of call {call} are not known here", call=edition.stands_in_for)
        yield Line(_("Until when"), unknown, ())
    else:
        yield from _by_key(edition, field, edition.deadlines, _("Until when"), words)


def deadline_words(deadline: Deadline, on: date, *, several: bool) -> str:
    """The moment until which one can apply, and how many days are left from a day."""
    told = tell(
        "{until:moment} Brussels time, if the agency opens it ({left})"
        if deadline.optional
        else "{until:moment} Brussels time ({left})",
        until=deadline.effective,
        left=days_words(deadline, on),
    )
    return tell("round {number}, {told}", number=deadline.round, told=told) if several else told


def days_words(deadline: Deadline, on: date) -> str:
    """How many days are left until a deadline, or how long it is over."""
    return left_words(deadline.effective, on)


def left_words(ends: datetime, on: date) -> str:
    """How many days are left until a moment, or how long it is over."""
    days = (ends.date() - on).days
    if days < 0:
        return tell("closed {n} {n:day|days} ago", n=-days)
    return tell("{n} {n:day|days} left", n=days) if days else _("this is the last day")


def _manager(manager: Manager) -> str:
    body = _BODIES[manager.body]
    if manager.excepts:
        return tell("{body}; not for {kinds:list}", body=body, kinds=manager.excepts)
    return body.text()


def _minimum(edition: Edition, minimum: Minimum) -> str:
    kinds = tuple(edition.kinds[kind].label if kind in edition.kinds else kind for kind in minimum.kinds)
    return tell(
        "{n} {n:organisation|organisations} or more{of_kinds}, from {m} different {m:country|countries} "
        "or more of the {all} {countries}",
        n=minimum.organisations,
        of_kinds=say(" ({kinds:list})", kinds=kinds) if kinds else NOTHING,
        m=minimum.countries,
        all=len(edition.programme_countries.codes),
        countries=edition.terms.inside if minimum.countries == 1 else edition.terms.insides,
    )


def _outsiders(edition: Edition, role: str, outsiders: Outsiders) -> str:
    is_associated = role == "associated"
    if not outsiders.admitted:
        return tell(
            "no associated partners from: {others}" if is_associated else "no partners from: {others}",
            others=edition.terms.outsides,
        )
    regions = tuple(edition.regions[key].label for key in outsiders.regions)
    where = say("the regions {regions:list}", regions=regions) if regions else say("any other country")
    told = say(
        "associated partners from {where} may join and do not count"
        if is_associated
        else "partners from {where} may join and do not count",
        where=where,
    )
    if not outsiders.barred:
        return told.text()
    return tell("{told}; not from {countries:codes}", told=told, countries=outsiders.barred)


def _who(edition: Edition) -> Iterator[Line]:
    if edition.established:
        words = tell(
            "legally established {n} {n:year|years} or more at the deadline", n=edition.established.years
        )
        routes = [_(edition.formats[name].label) for name in edition.established.formats]
        told = f"{words} ({', '.join(routes)})" if routes else words
        yield Line(_("Applicant"), told, (edition.established.source,))
    if cap := edition.application_cap:
        words = tell(
            "one organisation in at most {n} {n:application|applications} of a deadline", n=cap.applications
        )
        yield Line(_("Limits"), words, (cap.source,))
    if cap := edition.applicant_cap:
        yield Line(_("Limits"), _often(cap.applications), (cap.source,))
    if edition.charter:
        words = tell("higher education institutions need the {charter}", charter=edition.charter.label)
        yield Line(_("Charter"), words, (edition.charter.source,))


def _often(number: int) -> str:
    """How often one organisation applies."""
    if number == 1:
        return _("one organisation applies at most once in a deadline")
    if number == 2:
        return _("one organisation applies at most twice in a deadline")
    return tell("one organisation applies at most {n} times in a deadline", n=number)


def _duration(duration: Duration) -> str:
    if duration.only:
        return tell("{lengths:or} months", lengths=duration.only)
    return tell("{least} to {most} months", least=duration.min_months, most=duration.max_months)


def _starts(edition: Edition, field: str | None) -> Iterator[Line]:
    def words(windows: tuple[StartWindow, ...]) -> str:
        return "; ".join(_window(edition, window, several=len(windows) > 1) for window in windows)

    if not edition.stands_in_for:
        yield from _by_key(edition, field, edition.start_windows, _("Start"), words)


def _window(edition: Edition, window: StartWindow, *, several: bool) -> str:
    first, last = window_dates(edition, window)
    told = tell("{first:day} to {last:day}", first=first, last=last)
    return tell("round {number}, {told}", number=window.round, told=told) if several else told


def _money(edition: Edition, field: str | None) -> Iterator[Line]:
    if edition.lump_sums:
        words = tell("a lump sum of {amounts:amounts}, of your choice", amounts=edition.lump_sums.amounts)
        yield Line(_("How much"), words, (edition.lump_sums.source,))
    if edition.grant_bounds:
        bounds = edition.grant_bounds
        words = tell("{lowest:eur} to {highest:eur}", lowest=bounds.lowest, highest=bounds.highest)
        yield Line(_("How much"), words, (bounds.source,))
    yield from _by_key(edition, field, edition.grant_ceiling, _("At most"), _ceiling)
    if edition.unit_costs:
        words = _("the sum of unit costs and real costs; `erasmus budget` adds them up")
        yield Line(_("How much"), words, ())
    for share in edition.management_share.values():
        most = tell(
            "at most {share} of the lump sum"
            if share.of == "lump-sum"
            else "at most {share} of all other work packages",
            share=round_share(share.share),
        )
        decides = share.strength is Strength.ERROR
        words = most if decides else f"{most} {_SECOND_READING.text()}"
        yield Line(_("Management"), words, (share.source,))


def _ceiling(ceiling: GrantCeiling) -> str:
    parts = []
    if ceiling.per_month:
        parts += [tell("{amount:eur} for each month", amount=ceiling.per_month)]
    if ceiling.per_organisation_year:
        parts += [tell("{amount:eur} for each organisation and year", amount=ceiling.per_organisation_year)]
    parts += [
        tell("{amount:eur} for {n} {n:month|months}", amount=amount, n=int(months))
        for months, amount in ceiling.by_months.items()
    ]
    if ceiling.total:
        parts += [tell("{amount:eur} in all", amount=ceiling.total)]
    return ", ".join(parts)


def _where(edition: Edition) -> Iterator[Line]:
    if edition.venue:
        seats = tuple(edition.venue.cities.values())
        words = (
            tell("in countries of the partners, and at seats of EU institutions: {seats:list}", seats=seats)
            if seats
            else _("in countries of the partners")
        )
        yield Line(_("Where"), words, (edition.venue.source,))


def _priorities(edition: Edition, field: str | None) -> Iterator[Line]:
    chosen = priorities_of(edition, field) if field else edition.priorities
    known = [
        one for key, one in edition.priority_lists.items() if field is None or key in ("horizontal", field)
    ]
    short = NOTHING if all(one.complete for one in known) else say("; not all are known here")
    if field and chosen:
        duty = pick(edition.priority_obligation, field=field, project_format=None)
        sources = dict.fromkeys(one.source for one in (*((duty,) if duty else ()), *chosen.values()))
        labels = tuple(one.label for one in chosen.values())
        words = tell("{duty}: {labels:reasons}{short}", duty=_duty(duty), labels=labels, short=short)
        yield Line(_("Priorities"), words, tuple(sources))
    elif chosen:
        words = tell("{n}{short}; `erasmus guide priorities` lists them", n=len(chosen), short=short)
        yield Line(_("Priorities"), words, ())


def _duty(duty: PriorityObligation | None) -> Message:
    if duty is None:
        return say("to choose from")
    exact, binds = duty.at_most == duty.at_least, duty.strength is Strength.ERROR
    if exact:
        return say("{n} of" if binds else "{n} of, as the Guide advises", n=duty.at_least)
    return say("at least {n} of" if binds else "at least {n} of, as the Guide advises", n=duty.at_least)


def _labels(heading: str, records: Mapping[str, Aim | Help]) -> Iterator[Line]:
    """Records by their labels alone; what they say stands among all figures."""
    if records:
        sources = dict.fromkeys(record.source for record in records.values())
        yield Line(heading, "; ".join(_(record.label) for record in records.values()), tuple(sources))


def _award(edition: Edition) -> Iterator[Line]:
    criteria = tuple(
        say("{criterion} {least} of {most}", criterion=one.label, least=one.min_points, most=one.max_points)
        for one in edition.award_criteria.values()
    )
    sources = tuple(dict.fromkeys(one.source for one in edition.award_criteria.values()))
    yield Line(
        _("Points"),
        tell(
            "{points} in all; at least {criteria:reasons}",
            points=edition.pass_mark.points,
            criteria=criteria,
        ),
        (*sources, edition.pass_mark.source),
    )
