"""Where activities take place."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from erasmus_cli.guide.lookup import country_figures, region_of, state_of
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.records import Venue
from erasmus_cli.guide.sources import Cited
from erasmus_cli.project.planned import PLANNED_KEYS
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.city import town
from erasmus_cli.proposal.model import Activity
from erasmus_cli.rules.outcome import Outcome, Severity, failed, not_applicable, passed, unknown
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording.messages import NOTHING, Message, say
from erasmus_cli.wording.patterns import pattern

_CALL = {"call": 2026, "action": "cooperation-partnership"}
_NL = {"id": "a", "role": "applicant", "country": "NL"}
_HOST = {"id": "h", "role": "partner", "country": "NL"}
_NOBODY_HOSTS = not_applicable(say("no meeting or learning activity names a host"))
_NO_VENUE = not_applicable(say("no activity names a venue"))
_GIVE_REASON = say("say in the application why it takes place there")

# Words in the title of an activity that say what it is. Only these two kinds are told apart, and only where
# the applicant does not say whether results are shared.
_TRAINING = pattern(r"\b(training|course|workshop|kick-?off|project meeting|study visit)\b", re.IGNORECASE)
_SHARING = pattern(
    r"\b(conference|multiplier|disseminat\w*|exhibition|final event|shar\w+|launch)\b", re.IGNORECASE
)


class _Place(NamedTuple):
    """An activity with a venue.

    Attributes:
        at: JSON pointer of the activity.
        activity: what the proposal says of it.
        country: the country of its venue; an overseas territory counts as its Member State.
    """

    at: str
    activity: Activity
    country: str

    @property
    def shares(self) -> bool | None:
        """Whether it shares results: as said, or no where its title speaks of a training; None if open."""
        if self.activity.sharing is not None:
            return self.activity.sharing
        title = self.activity.title or ""
        return False if _TRAINING.search(title) and not _SHARING.search(title) else None


@rule(
    "VEN-01",
    reads=("venue", "programme_countries?", "outsiders?", "overseas?"),
    uses=("organisations", *PLANNED_KEYS),
    severity=Severity.WARNING,
    passes={**_CALL, "organisations": [_NL], "work_packages": [{"activities": [{"venue": "NL"}]}]},
    fails={**_CALL, "organisations": [_NL], "work_packages": [{"activities": [{"venue": "JP"}]}]},
)
def venue_in_partnership(project: Project) -> Outcome | list[Outcome]:
    """Activities take place in countries of the partnership, or at a seat of an EU institution.

    Sharing results may lead elsewhere, too, where the Guide allows it. A seat is a city: name it. Where a
    reason has to be given, a note says so; where something is not said, this warns; where no reason can help,
    it decides. Online activities need no venue.
    """
    venue, venues = project.edition.venue, _venues(project)
    if not venues or venue is None:
        return _NO_VENUE
    home = _home(project, venue)
    if home.issuperset(venues):
        return project.edition.answer(_at_home, len(venues), project.territories)
    places = list(_places(project))
    sayings = [
        saying
        for place in places
        if place.country not in home
        for saying in _elsewhere(place, venue, project, known=bool(home) and None not in home)
    ]
    if sayings:
        return sayings
    return passed(_where_they_may(len(places)), cites=_standing_of_all(places, project))


def _home(project: Project, venue: Venue) -> set[str | None]:
    """The countries in which activities may take place without a reason; None where one is not said."""
    return {
        member.state
        for member in project.members
        if venue.of_associated or member.organisation.role != "associated"
    }


@rule(
    "VEN-02",
    reads=("requirements.hosts",),
    uses=("organisations", "meetings", "learning_activities"),
    severity=Severity.WARNING,
    passes={"organisations": [_HOST], "meetings": [{"title": "Kick-off", "host": "h"}]},
    fails={
        "organisations": [{**_HOST, "role": "associated"}],
        "meetings": [{"title": "Kick-off", "host": "h"}],
    },
)
def held_by_participants(project: Project) -> Outcome | list[Outcome]:
    """Meetings and learning activities are held by organisations that take part.

    An associated partner takes part in nothing that is paid for. A multiplier event may be with one, if there
    is good reason.
    """
    proposal = project.proposal
    hosts = [
        *[(f"/meetings/{n}/host", one.host) for n, one in enumerate(proposal.meetings or ())],
        *[
            (f"/learning_activities/{n}/host", one.host)
            for n, one in enumerate(proposal.learning_activities or ())
        ],
    ]
    hosted = [(at, member) for at, handle in hosts if (member := project.member(handle))]
    if not hosted:
        return _NOBODY_HOSTS
    return [
        failed(
            say("{host} is an associated partner, and holds what is paid for", host=member.label),
            at,
            say("let an organisation that takes part hold it, or ask the agency"),
        )
        for at, member in hosted
        if member.takes_part is False
    ] or passed(say("those who hold something take part"))


def _where_they_may(number: int) -> Message:
    return say("{number} {number:activity takes|activities take} place where they may", number=number)


def _at_home(edition: Edition, number: int, territories: tuple[str, ...]) -> Outcome:
    return passed(_where_they_may(number), cites=country_figures(edition, territories))


def _elsewhere(place: _Place, venue: Venue, project: Project, *, known: bool) -> Iterator[Outcome]:
    """What an activity outside of the partners' countries needs, or why it cannot be there."""
    at, cites = f"{place.at}/venue", _standing(place, project)
    values: dict[str, Any] = {"place": place.activity.venue}
    if not known:
        words = say("whether {place:country} is a country of the partnership is not known yet", **values)
        yield unknown(words, at=at)
        return
    if any(member.state == place.country for member in project.members):
        yield _only_associated(at, values, cites)
        return
    seat = None if place.activity.venue in project.edition.overseas else venue.cities.get(place.country)
    city = town(place.activity.city) or _city_in_title(place)
    if seat and city and _same(city, seat, place.country):
        yield _at_a_seat(at, seat, venue, cites)
    elif seat and city is None and place.shares is not True:
        yield _which_city(at, values, seat, cites)
    elif place.shares is not False and _open_to_sharing(place.country, venue, project):
        yield _to_share(place, at, values, (*cites, *_admission(venue, project)))
    else:
        values["city"] = say(" ({city})", city=city) if seat and city else NOTHING
        yield _nowhere_near(at, values, venue, (*cites, *_admission(venue, project)))


def _only_associated(at: str, values: dict[str, Any], cites: tuple[Cited, ...]) -> Outcome:
    """The country of an associated partner, where the Guide speaks of participating organisations only."""
    return failed(
        say(
            "only an associated partner is from {place:country}; the Guide opens the countries of"
            " participating organisations",
            **values,
        ),
        at,
        say("ask the agency whether that is enough, or move it to a country of the partnership"),
        cites=cites,
    )


def _at_a_seat(at: str, seat: str, venue: Venue, cites: tuple[Cited, ...]) -> Outcome:
    """An activity in a city in which an institution has its seat: a reason has to be given."""
    words = (
        say(
            "{seat} is a seat of an EU institution: it is open to activities at or with an institution,"
            " where the project justifies it",
            seat=seat,
        )
        if venue.with_institution
        else say(
            "{seat} is a seat of an EU institution: it is open to activities where the project justifies it",
            seat=seat,
        )
    )
    return failed(words, at, _GIVE_REASON, severity=Severity.NOTE, cites=cites)


def _which_city(at: str, values: dict[str, Any], seat: str, cites: tuple[Cited, ...]) -> Outcome:
    """No city is named in a country in which one is a seat."""
    return failed(
        say("no organisation is from {place:country}; only {seat} there is a seat", **values, seat=seat),
        at,
        say("say `city: {seat}` if it is there, or move it to a country of the partnership", seat=seat),
        cites=cites,
    )


def _to_share(place: _Place, at: str, values: dict[str, Any], cites: tuple[Cited, ...]) -> Outcome:
    """An activity in a country in which results may be shared, and nothing else may take place."""
    if place.shares is None:
        return failed(
            say("no organisation is from {place:country}; only sharing results may lead there", **values),
            at,
            say("say `sharing: true` if that is what it does, or move it to a country of the partnership"),
            cites=cites,
        )
    return failed(
        say(
            "no organisation is from {place:country}: results may be shared there where the project"
            " justifies it",
            **values,
        ),
        at,
        _GIVE_REASON,
        severity=Severity.NOTE,
        cites=cites,
    )


def _nowhere_near(at: str, values: dict[str, Any], venue: Venue, cites: tuple[Cited, ...]) -> Outcome:
    """A place to which no exception leads."""
    seats = tuple(venue.cities.values())
    return failed(
        say(
            "no organisation is from {place:country}{city}, and no exception of the Guide leads there",
            **values,
        ),
        at,
        say(
            "move it to a country of the partnership{seats}",
            seats=say(", or to {cities:or}", cities=seats) if seats else NOTHING,
        ),
        severity=Severity(venue.strength),
        cites=cites,
    )


def _admission(venue: Venue, project: Project) -> tuple[Cited, ...]:
    """From where partners may come, where results may be shared in the same countries."""
    partners = project.edition.outsiders.get("partner")
    return (partners,) if partners and venue.sharing == "inside-and-admitted" else ()


def _standing(place: _Place, project: Project) -> tuple[Cited, ...]:
    """What the standing of a venue rests on: the partners' countries, and the territory that it lies in."""
    territory = project.edition.overseas.get(place.activity.venue or "")
    return (*project.country_figures, *((territory,) if territory else ()))


def _standing_of_all(places: list[_Place], project: Project) -> tuple[Cited, ...]:
    """The same of several venues, each figure once."""
    if project.edition.overseas.keys().isdisjoint([place.activity.venue for place in places]):
        return project.country_figures
    return tuple({id(cited): cited for place in places for cited in _standing(place, project)}.values())


def _open_to_sharing(country: str, venue: Venue, project: Project) -> bool:
    """Whether results may be shared in a country outside of the partnership."""
    edition = project.edition
    if venue.sharing is None or venue.sharing == "anywhere":
        return True
    if country in edition.inside:
        return venue.sharing != "nowhere"
    partners = edition.outsiders.get("partner")
    if venue.sharing != "inside-and-admitted" or partners is None or country in partners.barred:
        return False
    return partners.admitted and (not partners.regions or region_of(edition, country) in partners.regions)


def _venues(project: Project) -> list[str]:
    """Where activities take place, as the proposal says it."""
    activities = [item.item for item in project.planned() if type(item.item) is Activity]
    return [one.venue for one in activities if one.venue is not None and one.venue != "online"]


def _places(project: Project) -> Iterator[_Place]:
    for item in project.planned():
        activity = item.item
        if isinstance(activity, Activity) and activity.venue is not None and activity.venue != "online":
            yield _Place(item.at, activity, state_of(project.edition, activity.venue))


def _city_in_title(place: _Place) -> str | None:
    """A city of the venue's country that the title of the activity names; None if it names none."""
    from erasmus_cli.places.lookup import find  # noqa: PLC0415 - only for venues at seats, which are rare

    words = re.findall(r"\b(?:in|at|to)\s+((?:[A-Z][\w'-]+\s?)+)", place.activity.title or "")
    return next((word.strip() for word in words if find(word.strip(), place.country)), None)


def _same(city: str, seat: str, country: str) -> bool:
    """Whether a city is the seat, in whatever language it is named."""
    from erasmus_cli.places.lookup import find  # noqa: PLC0415 - as above

    found, wanted = find(city, country), find(seat, country)
    return bool(found and wanted and found.name == wanted.name)
