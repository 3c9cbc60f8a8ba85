"""An organisation of the consortium, with what its country is to the Programme."""

from collections.abc import Iterable
from typing import NamedTuple

from erasmus_cli.guide.lookup import state_and_status
from erasmus_cli.guide.model import Edition, Status
from erasmus_cli.proposal.model import Organisation
from erasmus_cli.wording.countries import shown
from erasmus_cli.wording.messages import tell


class Member(NamedTuple):
    """An organisation with its place in the proposal. A tuple, because a batch makes them by the million.

    Attributes:
        position: its number in the list, from 0.
        organisation: what the proposal says of it.
        state: the country as which it counts; None while its country is unsaid.
        status: what that country is to the Programme; None while its country is unsaid, and in a call that is
            not published yet where a change is agreed and not in force.
        takes_part: whether it is applicant, full partner or affiliated to one; None while its role is unsaid.
        counts: whether it counts towards the minimum: applicant or partner from a country of the Programme;
            None while that depends on what is unsaid.
    """

    position: int
    organisation: Organisation
    state: str | None
    status: Status | None
    takes_part: bool | None
    counts: bool | None

    @property
    def at(self) -> str:
        """JSON pointer of the organisation."""
        return f"/organisations/{self.position}"

    @property
    def label(self) -> str:
        """How messages name it: its handle, else its name, else its number."""
        own = self.organisation.id or self.organisation.name
        return own or tell("organisation {n}", n=self.position + 1)

    @property
    def country(self) -> str:
        """Its country as the Commission writes it, or a question mark."""
        return shown(self.organisation.country) if self.organisation.country else "?"

    def is_of(self, kinds: tuple[str, ...]) -> bool | None:
        """Whether it is of one of these kinds; None while its kind is unsaid. No kinds: any will do."""
        if not kinds:
            return True
        return None if self.organisation.kind is None else self.organisation.kind in kinds

    def counts_as(self, kinds: tuple[str, ...]) -> bool | None:
        """Whether it counts towards a minimum of these kinds: false beats unknown, unknown beats true."""
        if not kinds or self.counts is False:
            return self.counts
        fits = self.is_of(kinds)
        if fits is False:
            return False
        return None if fits is None or self.counts is None else True


def members_of(organisations: Iterable[Organisation], edition: Edition) -> tuple[Member, ...]:
    """The members that organisations are in this edition, which may stand in for that of a later call.

    What a country and a role make of an organisation is the same for all, so an edition keeps it.
    """
    kept: dict[tuple[str | None, str | None], Standing] = edition.once(("standings",), dict)
    members = []
    for index, own in enumerate(organisations):
        country, role = own.country, own.role
        standing = kept.get((country, role))
        if standing is None:
            standing = kept[country, role] = _standing(edition, country, role)
        # Past the constructor of a named tuple, which costs more than all the rest.
        members.append(_made(Member, (index, own, *standing)))
    return tuple(members)


Standing = tuple[str | None, Status | None, bool | None, bool | None]
"""What a member is by its country and role: state, status, whether it takes part, whether it counts."""

_made = tuple.__new__


def _standing(edition: Edition, country: str | None, role: str | None) -> Standing:
    state, status = state_and_status(edition, country) if country else (None, None)
    takes_part = None if role is None else role != "associated"
    counts: bool | None = True if takes_part and status else None
    if takes_part is False or role == "affiliated" or status is Status.OUTSIDE:
        counts = False
    return state, status, takes_part, counts


class Tally(NamedTuple):
    """A count of which only the bounds may be known."""

    sure: int
    possible: int

    def reaches(self, needed: int) -> bool | None:
        """Whether there are at least so many; None if that depends on what is missing."""
        if self.sure >= needed:
            return True
        return False if self.possible < needed else None
