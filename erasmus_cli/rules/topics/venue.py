"""Where activities take place."""

from collections.abc import Iterator

from erasmus_cli.messages import say
from erasmus_cli.project.planned import PLANNED_KEYS
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Activity
from erasmus_cli.rules.outcome import Outcome, Severity, failed, not_applicable, passed, unknown
from erasmus_cli.rules.registry import rule

_CALL = {"call": 2025, "action": "cooperation-partnership"}
_NL = {"id": "a", "role": "applicant", "country": "NL"}
_NO_VENUE = not_applicable("no activity names a venue")


@rule(
    "VEN-01",
    reads=("venue",),
    uses=("organisations", *PLANNED_KEYS),
    severity=Severity.WARNING,
    passes={**_CALL, "organisations": [_NL], "work_packages": [{"activities": [{"venue": "NL"}]}]},
    fails={**_CALL, "organisations": [_NL], "work_packages": [{"activities": [{"venue": "PT"}]}]},
)
def venue_in_partnership(project: Project) -> Iterator[Outcome]:
    """Activities take place in countries of the partnership, or at a seat of an EU institution.

    Sharing results may lead elsewhere, too, where the Guide allows it. Whether a place is justified is for
    the assessors, so this only warns.
    """
    venues = list(_venues(project))
    if not venues:
        yield _NO_VENUE
        return
    home = {member.organisation.country for member in project.members}
    seats = project.edition.venue.eu_seats if project.edition.venue else ()
    faults = 0
    for at, venue in venues:
        if venue in home:
            continue
        if None in home or not home:
            faults += 1
            words = "whether {place:country} is a country of the partnership is not known yet"
            yield unknown(say(words, place=venue), at=at)
        elif venue not in seats:
            faults += 1
            yield failed(
                say("no organisation is from {place:country}", place=venue),
                at,
                say(
                    "move it to a country of the partnership, or justify it; EU seats are in {seats:codes}",
                    seats=seats,
                ),
            )
    if not faults:
        yield passed(say("{number} activities take place where they may", number=len(venues)))


def _venues(project: Project) -> Iterator[tuple[str, str]]:
    for item in project.planned():
        if isinstance(item.item, Activity) and item.item.venue:
            yield f"{item.at}/venue", item.item.venue
