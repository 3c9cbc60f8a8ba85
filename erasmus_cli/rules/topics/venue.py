"""Where activities take place."""

from collections.abc import Iterator

from erasmus_cli.countries import name, shown
from erasmus_cli.guide.model import Edition
from erasmus_cli.rules.digest import Digest
from erasmus_cli.rules.outcome import Outcome, Severity, failed, not_applicable, passed, unknown
from erasmus_cli.rules.registry import rule

_CALL = {"call": 2025, "action": "cooperation-partnership"}
_NL = {"id": "a", "role": "applicant", "country": "NL"}


@rule(
    "VEN-01",
    reads=("venue",),
    severity=Severity.WARNING,
    passes={**_CALL, "organisations": [_NL], "work_packages": [{"activities": [{"venue": "NL"}]}]},
    fails={**_CALL, "organisations": [_NL], "work_packages": [{"activities": [{"venue": "PT"}]}]},
)
def venue_in_partnership(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Activities take place in countries of the partnership, or at a seat of an EU institution.

    Sharing results may lead elsewhere, too, where the Guide allows it. Whether a place is justified is for
    the assessors, so this only warns.
    """
    venues = list(_venues(digest))
    if not venues:
        yield not_applicable("no activity names a venue")
        return
    home = {member.organisation.country for member in digest.members}
    seats = edition.venue.eu_seats if edition.venue else ()
    faults = 0
    for at, venue in venues:
        if venue in home:
            continue
        if None in home or not home:
            faults += 1
            yield unknown(f"whether {name(venue)} is a country of the partnership is not known yet", at=at)
        elif venue not in seats:
            faults += 1
            yield failed(
                f"no organisation is from {name(venue)}",
                at,
                f"move it to a country of the partnership, or justify it; EU seats are in {_codes(seats)}",
            )
    if not faults:
        yield passed(f"{len(venues)} activities take place where they may", "")


def _venues(digest: Digest) -> Iterator[tuple[str, str]]:
    for index, package in enumerate(digest.proposal.work_packages or ()):
        for number, activity in enumerate(package.activities):
            if activity.venue:
                yield f"/work_packages/{index}/activities/{number}/venue", activity.venue
    for index, activity in enumerate(digest.proposal.activities or ()):
        if activity.venue:
            yield f"/activities/{index}/venue", activity.venue


def _codes(countries: tuple[str, ...]) -> str:
    return ", ".join(map(shown, countries))
