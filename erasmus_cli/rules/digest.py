"""What several rules need to know of a proposal, worked out once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from erasmus_cli.countries import shown
from erasmus_cli.grant.calculator import grant_of
from erasmus_cli.grant.lines import Figures, Grant
from erasmus_cli.grant.project import field_decides, field_of, type_of
from erasmus_cli.guide.form import Form, Question, form_for
from erasmus_cli.guide.lookup import pick, state_of, status_of
from erasmus_cli.guide.model import Edition, Status
from erasmus_cli.guide.records import Deadline, Minimum, StartWindow
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
        if self.takes_part is False or self.status is Status.OUTSIDE:
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

    @property
    def field(self) -> str | None:
        """The field, where it is said or where the action has only one."""
        return field_of(self.hints, self.proposal)

    @cached_property
    def grant(self) -> Grant:
        """What the project may ask for. Whoever rests on it cites the figures (`cite_all`)."""
        return grant_of(self.proposal, self.hints)

    def cite_all(self, figures: Figures) -> None:
        """Makes figures that the grant rests on sources of the finding."""
        for path, figure in figures.items():
            self.recorder.note(path, figure)

    @property
    def round(self) -> int | None:
        """The round: as said, or the first that was still open when the application was submitted."""
        submitted = self.proposal.submitted
        if self.proposal.round is not None or submitted is None:
            return self.proposal.round
        rounds = pick(self.hints.deadlines, field=self.field, project_format=self.proposal.format)
        return next((entry.round for entry in rounds or () if submitted <= entry.effective), None)

    def deadlines(self, asked: int | None) -> tuple[Deadline, ...] | None:
        """The deadlines of a round, or of all; None where none are known. Only these become sources."""
        known = pick(self.hints.deadlines, field=self.field, project_format=self.proposal.format)
        watched_ones = pick(self.edition.deadlines, field=self.field, project_format=self.proposal.format)
        return _of_round(known, watched_ones, asked)

    def start_windows(self, asked: int | None) -> tuple[StartWindow, ...] | None:
        """The windows of a round, or of all; None where the Guide names none. Only these become sources."""
        known = pick(self.hints.start_windows, field=self.field, project_format=self.proposal.format)
        watched_ones = pick(self.edition.start_windows, field=self.field, project_format=self.proposal.format)
        return _of_round(known, watched_ones, asked)

    @property
    def body(self) -> str | None:
        """Who takes the application: `national-agency` or `eacea`; None while the field decides it."""
        if self.field_decides(self.hints.managers):
            return None
        manager = pick(self.edition.managers, field=self.field, project_format=self.proposal.format)
        return manager.body if manager else None

    def field_decides(self, table: Mapping[str, Any]) -> bool:
        """Whether an entry of the table cannot be picked before the field is said."""
        return field_decides(self.hints, self.proposal, table)

    def newcomer(self, country: str, kind: str | None, number: int = 1) -> dict[str, str]:
        """A partner to be found, as an entry of the proposal."""
        entry = {"id": f"p{len(self.members) + number}", "role": "partner", "country": country}
        return entry | ({"kind": kind} if kind else {})

    def untold(self, *keys: str) -> tuple[str, ...]:
        """Where organisations leave one of these unsaid."""
        return tuple(
            f"{member.at}/{key}"
            for member in self.members
            for key in keys
            if getattr(member.organisation, key) is None
        )

    @cached_property
    def applicants(self) -> tuple[Member, ...]:
        """The organisations that say they apply."""
        return tuple(member for member in self.members if member.organisation.role == "applicant")

    @property
    def project_type(self) -> str | None:
        """The declared project type, or the one that the format is bound to."""
        return type_of(self.edition, self.proposal)

    @cached_property
    def form(self) -> Form:
        """The application form of the edition."""
        return form_for(self.hints, field=self.field, project_format=self.proposal.format)

    @property
    def form_undecided(self) -> bool:
        """Whether the form cannot be told before the field is said."""
        return self.field is None and any(key in self.hints.fields for key in self.hints.special_forms)

    def cite_form(self) -> None:
        """Makes the form as a whole a source of the finding."""
        self.recorder.note("form", self.form)

    def cite(self, question: Question) -> None:
        """Makes a question of the form a source of the finding."""
        self.recorder.note(f"form.{question.id}", question)

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


Round = TypeVar("Round", Deadline, StartWindow)


def _of_round(
    known: tuple[Round, ...] | None, watched_ones: tuple[Round, ...] | None, asked: int | None
) -> tuple[Round, ...] | None:
    if not known or watched_ones is None:
        return None
    return tuple(watched_ones[index] for index, entry in enumerate(known) if asked in (None, entry.round))
