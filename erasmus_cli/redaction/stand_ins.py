"""What stands for each name, handle, identifier and city of a proposal: always the same for the same."""

import re
from collections.abc import Collection, Iterator, Sequence
from string import ascii_uppercase
from typing import Any

from erasmus_cli.document.withheld_names import CITY, CONTRACTOR, ORGANISATION
from erasmus_cli.places.cities import spellings_of
from erasmus_cli.places.lookup import find
from erasmus_cli.proposal.city import town
from erasmus_cli.proposal.model import Organisation, Proposal
from erasmus_cli.proposal.references import mentions
from erasmus_cli.redaction.names import Name
from erasmus_cli.redaction.people import spellings
from erasmus_cli.rules.organisation_names import bare_name, same_name

TITLE, ACRONYM = "A project", "PROJECT"

ASKED = "words of --hide"
"""What a user asks to withhold besides names, as it is counted."""
KEPT = {"country", "kind", "role", "established", "newcomer", "public_body", "applications", "applies"}
"""What is said of an organisation and stays: the rules need it."""
_REPLACED = {"id", "name", "short_name", "city", "coordinates", "eche", "oid", "pic", "added_value"}
CONTACTS = set(Organisation.model_fields) - KEPT - _REPLACED
"""All other keys of an organisation: contacts, websites, and whatever is added one day."""

_NEUTRAL = re.compile(
    r"(?:applicant|coordinator|lead|partner|associated|affiliated|school|university|college|ngo|vet|org|uni"
    r"|item|org-[a-z]{1,2}|[a-z]{1,2})?[-_.]?\d*(?:[-_.]\d+)*",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"\(([^()]{2,15})\)|\b([^\W\d_a-z]{3,})\b")


class StandIns:
    """What stands for the names of one proposal.

    Attributes:
        handles: the new handle for each that may spell a name.
    """

    def __init__(self, proposal: Proposal, unnamed: Collection[int]) -> None:
        self._organisations = proposal.organisations or ()
        self._unnamed = unnamed
        self._letters: dict[tuple[str, str], str] = {}
        self._codes: dict[str, str] = {}
        self._cities: dict[str, str] = {}
        for number, own in enumerate(self._organisations):
            self.letter(number)
            if city := town(own.city):
                self.city(city)
        self.handles = self._new_handles(proposal)

    def name(self, number: int) -> str:
        """What an organisation is called; one whose name is no name keeps it, so that the rules see it."""
        own = self._organisations[number]
        return str(own.name) if number in self._unnamed else f"{ORGANISATION} {self.letter(number)}"

    def letter(self, number: int) -> str:
        """The letter of an organisation, by its number; two entries of one name in one country share it."""
        own = self._organisations[number]
        key = (same_name(own.name) if own.name else str(number), own.country or "")
        return self._letters.setdefault(key, _letter(len(self._letters)))

    def code(self, code: str) -> str:
        """An identifier of the same shape: what is malformed stays so."""
        code = code.strip()
        if code not in self._codes:
            digits = re.findall(r"\d", code)
            number = str(len(self._codes) + 1).zfill(len(digits) - 1)
            counted = iter(f"9{number}"[: len(digits)])
            self._codes[code] = re.sub(r"\d", lambda _: next(counted), code)
        return self._codes[code]

    def city(self, city: str) -> str:
        """What a city is called."""
        return self._cities.setdefault(same_name(city), f"{CITY} {_letter(len(self._cities))}")

    def names(self, proposal: Proposal, hidden: Sequence[str]) -> Iterator[Name]:
        """All that texts are searched for, with what stands for it."""
        for number, own in enumerate(self._organisations):
            yield from self._of(own, number)
        for handle, new in self.handles.items():
            yield Name(handle, "handles", (new, new.rpartition("-")[2]))
        if proposal.title:
            yield Name(proposal.title, "titles", (TITLE, "it"))
        if proposal.acronym:
            yield Name(proposal.acronym, "acronyms", (ACRONYM, "PRJ", "P"))
        for number, earlier in enumerate(proposal.past_cooperation or (), start=1):
            if earlier.title:
                yield Name(earlier.title, "titles", (past(number), "it"))
        for number, task in enumerate(proposal.subcontracting or (), start=1):
            if task.contractor:
                yield Name(task.contractor, "names", (f"{CONTRACTOR} {number}", f"C{number}"))
        yield from (Name(word, ASKED, ("withheld", "X")) for word in hidden)

    def _of(self, own: Organisation, number: int) -> Iterator[Name]:
        letter = self.letter(number)
        words = (f"Organisation {letter}", f"Org {letter}", letter)
        if number not in self._unnamed:
            yield from (Name(name, "names", words) for name in _written(own))
        for code in (own.pic, own.oid, own.eche):
            if code is not None and not isinstance(code, bool):
                yield Name(str(code), "identifiers", (self.code(str(code)),))
        said = texts_of(own.model_dump(include=CONTACTS, exclude_unset=True))
        contacts = [part for text in filter(None, said) for part in (str(text), str(text).partition(",")[0])]
        contacts += [written for name in _people(own) for written in spellings(name)]
        yield from (Name(part, "contacts", ("withheld", "X")) for part in contacts)
        if city := town(own.city):
            place = find(city, own.country) if own.country else None
            for name in (city, *(spellings_of(place) if place else ())):
                yield Name(name, "cities", (self.city(city), "place"), loose=True)

    def _new_handles(self, proposal: Proposal) -> dict[str, str]:
        """New handles; those of organisations get their letter."""
        handles: dict[str, str] = {}
        own = {one.id: number for number, one in enumerate(self._organisations)}
        known = set(_handles(proposal))
        for handle in _handles(proposal):
            if _NEUTRAL.fullmatch(handle) or handle in handles:
                continue
            begun = f"org-{self.letter(own[handle]).lower()}" if handle in own else f"item-{len(handles) + 1}"
            taken = known | set(handles.values())
            tries = (begun, *(f"{begun}{number}" for number in range(2, len(taken) + 3)))
            handles[handle] = next(one for one in tries if one not in taken)
        return handles


def past(number: int) -> str:
    """What earlier work together is called."""
    return f"Earlier project {number}"


def texts_of(data: Any) -> Iterator[Any]:
    """All values of nested data that are neither groups nor lists."""
    if isinstance(data, dict):
        for value in data.values():
            yield from texts_of(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from texts_of(value)
    else:
        yield data


def _people(own: Organisation) -> Iterator[str]:
    """The names of those who speak for an organisation, without what they are."""
    for said in (own.contact.name if own.contact else None, own.legal_representative):
        if said:
            yield said.partition(",")[0]


def _letter(number: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    before, last = divmod(number, len(ascii_uppercase))
    return (_letter(before - 1) if before else "") + ascii_uppercase[last]


def _handles(proposal: Proposal) -> Iterator[str]:
    """All handles in a proposal: those of its parts, and those that only something else names."""
    parts: list[Any] = [proposal.model_dump(exclude_unset=True)]
    while parts:
        part = parts.pop(0)
        if isinstance(part, dict) and part.get("id"):
            yield part["id"]
        inner = part.values() if isinstance(part, dict) else part if isinstance(part, list | tuple) else ()
        parts += inner
    yield from (mention.handle for mention in mentions(proposal))
    yield from filter(None, (key.partition("/")[2] for key in proposal.answers))


def _without_form(name: str) -> str:
    """A name without the legal form at its end or in front."""
    words, (core, form) = name.split(), bare_name(name)
    if form:
        cuts = [part for number in range(1, len(words)) for part in (words[:-number], words[number:])]
        return next((" ".join(cut) for cut in cuts if bare_name(" ".join(cut)) == (core, "")), name)
    return name


def _written(own: Organisation) -> Iterator[str]:
    """How texts may name an organisation: in full, by its short name, by an acronym within its name."""
    yield from filter(None, (own.name, own.short_name))
    if own.name:
        bare = re.sub(r"\s*\([^()]*\)", "", own.name)
        yield from (bare, _without_form(bare))
    if own.name and not own.name.isupper():
        short = (one or other for one, other in _ACRONYM.findall(own.name))
        yield from (word for word in short if not bare_name(f"x {word}")[1])
