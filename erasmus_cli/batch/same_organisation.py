"""Which organisations of many proposals are the same: by OID or PIC, else by name and place.

A name alone proves little: many schools of Europe are called Primary School No 1.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from erasmus_cli.proposal.city import town
from erasmus_cli.proposal.model import Organisation
from erasmus_cli.wording.countries import folded

Key = tuple[str, ...]
Place = tuple[str | None, str | None]
"""Country and city; None where it is not said."""


class Member(NamedTuple):
    """An organisation of a proposal, by all that it can be known by.

    Attributes:
        identifiers: OID and PIC, as far as they are said.
        name: without case, accents and punctuation.
        place: where it is.
        label: what it is called on the screen.
        applies: whether it is the applicant.
    """

    identifiers: tuple[Key, ...]
    name: str
    place: Place
    label: str
    applies: bool


def member_of(one: Organisation) -> Member:
    """What an organisation can be known by."""
    identifiers = tuple(
        (kind, str(value).strip()) for kind, value in (("oid", one.oid), ("pic", one.pic)) if value
    )
    city = town(one.city)
    label = one.name or one.oid or str(one.pic or one.id or "")
    place = (one.country, folded(city) if city else None)
    return Member(identifiers, folded(one.name or ""), place, label, one.role == "applicant")


class Same:
    """Which organisations are the same."""

    def __init__(self, members: Iterable[Member]) -> None:
        self._leads: dict[Key, Key] = {}
        self._places: defaultdict[str, set[Place]] = defaultdict(set)
        self._resolved: dict[tuple[str, Place], Place] = {}
        everybody = list(members)
        for member in everybody:
            self._join(member.identifiers)
            self._places[member.name].add(member.place)
        called: defaultdict[Key, list[Member]] = defaultdict(list)
        for member in everybody:
            if member.name:
                called[self._called(member)].append(member)
        for key, alike in called.items():
            identifiers = {one for member in alike for one in member.identifiers}
            if len({kind for kind, *_ in identifiers}) == len(identifiers):  # else they are of several
                self._join((key, *identifiers))

    def of(self, member: Member) -> Key | None:
        """What stands for the organisation; None where nothing tells which it is."""
        if member.identifiers:
            return self._end(member.identifiers[0])
        return self._end(self._called(member)) if member.name else None

    def _called(self, member: Member) -> Key:
        """Name and place; a place of which less is said is that of a namesake, if only one is meant."""
        known = (member.name, member.place)
        if known not in self._resolved:
            self._resolved[known] = _fullest(member.place, self._places[member.name])
        country, city = self._resolved[known]
        return ("name", member.name, country or "", city or "")

    def _join(self, keys: tuple[Key, ...]) -> None:
        for key in keys:
            self._leads.setdefault(key, key)
            self._leads[self._end(key)] = self._end(keys[0])

    def _end(self, key: Key) -> Key:
        while self._leads.get(key, key) != key:
            key = self._leads[key]
        return key


def _fullest(said: Place, known: set[Place]) -> Place:
    """The one place that says most of those that say all of it; what is said, where there are several."""
    wider = [place for place in known if _is_within(place, said)]
    fullest = [one for one in wider if not any(other != one and _is_within(other, one) for other in wider)]
    return fullest[0] if len(fullest) == 1 else said


def _is_within(place: Place, said: Place) -> bool:
    """Whether a place says all that is said, and perhaps more."""
    return all(part is None or part == other for other, part in zip(place, said, strict=True))
