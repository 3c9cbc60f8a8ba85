"""What several rules need to know of a proposal, worked out once."""

from dataclasses import dataclass
from functools import cached_property

from erasmus_cli.countries import shown
from erasmus_cli.guide.form import Form, Question, open_form
from erasmus_cli.guide.lookup import state_of, status_of
from erasmus_cli.guide.model import Edition, Minimum, Status
from erasmus_cli.proposal.model import Organisation, Proposal
from erasmus_cli.rules.reads import Recorder, watched


@dataclass(frozen=True)
class Member:
    """An organisation with its place in the proposal."""

    index: int
    organisation: Organisation
    edition: Edition

    @property
    def state(self) -> str | None:
        """The country as which it counts; None while its country is unsaid."""
        country = self.organisation.country
        return state_of(self.edition, country) if country else None

    @property
    def status(self) -> Status | None:
        """What its country is to the Programme; None while its country is unsaid."""
        country = self.organisation.country
        return status_of(self.edition, country) if country else None

    @property
    def at(self) -> str:
        """JSON pointer of the organisation."""
        return f"/organisations/{self.index}"

    @property
    def label(self) -> str:
        """How messages name it: its handle, else its name, else its number."""
        own = self.organisation.id or self.organisation.name
        return own or f"organisation {self.index + 1}"

    @property
    def country(self) -> str:
        """Its country as the Commission writes it, or a question mark."""
        return shown(self.organisation.country) if self.organisation.country else "?"

    @property
    def takes_part(self) -> bool | None:
        """Whether it is applicant or full partner; None while its role is unsaid."""
        role = self.organisation.role
        return None if role is None else role != "associated"

    @property
    def counts(self) -> bool | None:
        """Whether it counts towards the minimum: a full member from a Programme Country."""
        if self.takes_part is False or self.status is Status.PARTNER:
            return False
        return True if self.takes_part and self.status else None

    def is_of(self, kinds: tuple[str, ...]) -> bool | None:
        """Whether it is of one of these kinds; None while its kind is unsaid. No kinds: any will do."""
        if not kinds:
            return True
        return None if self.organisation.kind is None else self.organisation.kind in kinds

    def counts_as(self, kinds: tuple[str, ...]) -> bool | None:
        """Whether it counts towards a minimum of these kinds: false beats unknown, unknown beats true."""
        answers = (self.counts, self.is_of(kinds))
        if False in answers:
            return False
        return None if None in answers else True


@dataclass(frozen=True)
class Tally:
    """A count of which only the bounds may be known."""

    sure: int
    possible: int

    def reaches(self, needed: int) -> bool | None:
        """Whether there are at least so many; None if that depends on what is missing."""
        if self.sure >= needed:
            return True
        return False if self.possible < needed else None


class Digest:
    """A proposal read against an edition.

    Attributes:
        proposal: what the applicant says.
        recorder: hears of every figure that is read.
        edition: what the Guide says; what is read from it becomes a source of the finding.
        hints: the same edition, for what only helps to word a message and decides nothing.
    """

    def __init__(self, proposal: Proposal, edition: Edition) -> None:
        self.proposal = proposal
        self.recorder = Recorder()
        self.edition = watched(edition, self.recorder)
        self.hints = edition

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """All organisations, in the order of the proposal."""
        return tuple(
            Member(index, organisation, self.edition)
            for index, organisation in enumerate(self.proposal.organisations or ())
        )

    @cached_property
    def applicants(self) -> tuple[Member, ...]:
        """The organisations that say they apply."""
        return tuple(member for member in self.members if member.organisation.role == "applicant")

    @property
    def project_type(self) -> str | None:
        """The declared project type, or the one that the format is bound to."""
        if self.proposal.type is not None:
            return self.proposal.type
        bound = self.edition.formats.get(self.proposal.format or "")
        return bound.project_type if bound else None

    @cached_property
    def form(self) -> Form:
        """The application form of the edition."""
        return open_form(self.hints.form)

    def question(self, answer_key: str) -> Question | None:
        """The question of the form that a key under `answers` belongs to, or None."""
        found = self.form.question(answer_key)
        if found is not None:
            self.recorder.note(f"form.{found.id}", found)
        return found

    def organisations_towards(self, minimum: Minimum) -> Tally:
        """How many organisations count towards a minimum."""
        counted = [member.counts_as(minimum.kinds) for member in self.members]
        sure = sum(1 for counts in counted if counts)
        return Tally(sure, sure + sum(1 for counts in counted if counts is None))

    def countries_towards(self, minimum: Minimum) -> Tally:
        """How many different Programme Countries count towards a minimum."""
        sure: set[str] = set()
        possible: set[str] = set()
        unplaced = 0
        for member in self.members:
            counts = member.counts_as(minimum.kinds)
            if counts is False:
                continue
            if member.state is None:
                unplaced += 1
            else:
                possible.add(member.state)
                if counts:
                    sure.add(member.state)
        return Tally(len(sure), len(possible | sure) + unplaced)

    def counted_states(self) -> tuple[str, ...]:
        """The Programme Countries that surely count, in the order of the proposal."""
        return tuple(dict.fromkeys(m.state for m in self.members if m.counts and m.state))
