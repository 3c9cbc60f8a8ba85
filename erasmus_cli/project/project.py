"""A proposal joined with the edition of the Guide that it is read against, once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from erasmus_cli.guide.errors import NoEditionError
from erasmus_cli.guide.form import Form
from erasmus_cli.guide.loader import open_edition
from erasmus_cli.guide.lookup import country_figures, window_dates
from erasmus_cli.guide.model import Edition, Status
from erasmus_cli.guide.participants import Manager, Minimum
from erasmus_cli.guide.records import Body
from erasmus_cli.guide.sources import Cited
from erasmus_cli.guide.timing import Deadline, StartWindow
from erasmus_cli.project.fields import FormField, fields_of
from erasmus_cli.project.lazy import lazy
from erasmus_cli.project.member import Member, Tally, members_of
from erasmus_cli.project.planned import Planned, planned_of
from erasmus_cli.project.setting import Setting, setting_of
from erasmus_cli.proposal.model import Organisation, Proposal
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

Entry = TypeVar("Entry")
Result = TypeVar("Result")

# Looking up a member of an enumeration costs more than comparing it, and every organisation is looked at.
_INSIDE = Status.INSIDE


@dataclass(frozen=True, eq=False)
class Project:
    """What an applicant plans, as the Guide of one call sees it. Never changed; two are never equal.

    Attributes:
        proposal: what the applicant says.
        edition: what the Guide says.
    """

    proposal: Proposal
    edition: Edition

    @property
    def provisional(self) -> bool:
        """Whether the edition of an earlier call stands in for one that is not published yet."""
        return self.edition.stands_in_for is not None

    @lazy
    def field(self) -> str | None:
        """The field, where it is said or where the action has only one."""
        if self.proposal.field is None and len(self.edition.fields) == 1:
            return next(iter(self.edition.fields))
        return self.proposal.field

    @property
    def format(self) -> str | None:
        """The special format, where one is declared."""
        return self.proposal.format

    @lazy
    def type(self) -> str | None:
        """The declared project type, or the one that the format is bound to."""
        if self.proposal.type is not None:
            return self.proposal.type
        bound = self.edition.formats.get(self.proposal.format or "")
        return bound.project_type if bound else None

    @lazy
    def setting(self) -> Setting:
        """What the Guide says to all projects of its field and format."""
        return setting_of(self.edition, self.field, self.proposal.format)

    def select(self, table: Mapping[str, Entry]) -> Entry | None:
        """The entry of a table of the Guide that fits best: format and field, format, field, in general."""
        return self.setting.select(table)

    def depends_on_field(self, table: Mapping[str, Any]) -> bool:
        """Whether an entry of a table cannot be selected before the field is said."""
        return self.field is None and self.setting.depends_on_field(table)

    def once(self, work_out: Callable[["Project"], Result]) -> Result:
        """What a function says of this project, worked out when it is first asked for and then kept."""
        kept = self._kept
        if work_out not in kept:
            kept[work_out] = work_out(self)
        result: Result = kept[work_out]
        return result

    @lazy
    def _kept(self) -> dict[Callable[["Project"], Any], Any]:
        return {}

    @property
    def proviso(self) -> str | None:
        """That the rules of an earlier call stand in, in words; None where the call has its own."""
        if not self.provisional:
            return None
        return tell(
            "PROVISIONAL: call {call} is not published here; "
            "the rules of {older} stand in, without its dates.",
            call=self.edition.for_call,
            older=self.edition.call,
        )

    # The consortium

    @lazy
    def members(self) -> tuple[Member, ...]:
        """All organisations, in the order of the proposal."""
        return members_of(self.proposal.organisations or (), self.edition)

    @lazy
    def applicants(self) -> tuple[Member, ...]:
        """The organisations that say they apply."""
        return tuple([member for member in self.members if member.organisation.role == "applicant"])

    @lazy
    def full_members(self) -> tuple[Member, ...]:
        """Applicant, partners, and those whose role is not said: all but associated partners."""
        return tuple([member for member in self.members if member.takes_part is not False])

    @lazy
    def _by_handle(self) -> dict[str, Member]:
        return {member.organisation.id: member for member in reversed(self.members) if member.organisation.id}

    def member(self, handle: str | None) -> Member | None:
        """The first organisation with this handle; None if the proposal has none."""
        return self._by_handle.get(handle) if handle else None

    def organisation(self, handle: str | None) -> Organisation | None:
        """What the proposal says of the organisation with this handle; None if it has none."""
        member = self.member(handle)
        return member.organisation if member else None

    @lazy
    def not_inside(self) -> tuple[Member, ...]:
        """Those from a country that does not count, or of which that is not known."""
        return tuple([member for member in self.members if member.status is not _INSIDE])

    @lazy
    def countries(self) -> frozenset[str | None]:
        """Where members are, as they say it; None among them while one has not said it."""
        return frozenset([member.organisation.country for member in self.members])

    @lazy
    def territories(self) -> tuple[str, ...]:
        """The overseas territories in which members are, in the order of the Guide."""
        overseas, used = self.edition.overseas, self.countries
        return () if used.isdisjoint(overseas) else tuple([code for code in overseas if code in used])

    @lazy
    def country_figures(self) -> tuple[Cited, ...]:
        """What the status of the members' countries rests on: the list, and each territory that counts."""
        return self.edition.answer(country_figures, self.territories)

    def organisations_towards(self, minimum: Minimum) -> Tally:
        """How many organisations count towards a minimum."""
        counted = self._counting_towards(minimum)
        sure = counted.count(True)
        return Tally(sure, sure + counted.count(None))

    def _counting_towards(self, minimum: Minimum) -> list[bool | None]:
        """Member by member, whether it counts towards a minimum."""
        if not minimum.kinds:
            return [member.counts for member in self.members]
        return [member.counts_as(minimum.kinds) for member in self.members]

    def countries_towards(self, minimum: Minimum) -> Tally:
        """How many different countries of the Programme count towards a minimum."""
        counting = zip(self.members, self._counting_towards(minimum), strict=True)
        likely = [(member.state, counts) for member, counts in counting if counts is not False]
        sure = {state for state, counts in likely if counts and state}
        possible = {state for state, _ in likely}
        if None not in possible:
            return Tally(len(sure), len(possible))
        return Tally(len(sure), len(possible) - 1 + [state for state, _ in likely].count(None))

    @lazy
    def counted_states(self) -> tuple[str, ...]:
        """The countries of the Programme that surely count, in the order of the proposal."""
        return tuple(dict.fromkeys(member.state for member in self.members if member.counts and member.state))

    def unsaid(self, *keys: str) -> tuple[str, ...]:
        """JSON pointers of these keys wherever an organisation leaves them unsaid."""
        return tuple(
            f"{member.at}/{key}"
            for member in self.members
            for key in keys
            if getattr(member.organisation, key) is None
        )

    # Where and when to apply

    @property
    def manager_figures(self) -> tuple[Manager, ...]:
        """What `body` rests on; none while the field decides it."""
        return self.setting.manager_figures

    @property
    def body(self) -> Body | None:
        """Who takes the application; None while the field decides it."""
        return self.setting.body

    @lazy
    def round_by_start(self) -> int | None:
        """The round: as said, or the only one whose window has the start of the project; None otherwise."""
        if self.proposal.round is not None or self.proposal.start is None:
            return self.proposal.round
        rounds = {deadline.round for deadline in self.deadlines(None) or ()}
        fitting = [
            window.round
            for window in self.start_windows(None) or ()
            if window.round in rounds and _within(self.proposal.start, window_dates(self.edition, window))
        ]
        return fitting[0] if len(fitting) == 1 else None

    @lazy
    def round(self) -> int | None:
        """The round: as said, as the start decides, or the first that was still open at the submission."""
        submitted = self.proposal.submitted
        if self.round_by_start is not None or submitted is None:
            return self.round_by_start
        rounds = self.deadlines(None) or ()
        return next((entry.round for entry in rounds if submitted <= entry.effective), None)

    def deadlines(self, asked: int | None) -> tuple[Deadline, ...] | None:
        """The deadlines of a round, or of all for None; None where none are known, as in a call to come."""
        return self.setting.deadlines(asked)

    def start_windows(self, asked: int | None) -> tuple[StartWindow, ...] | None:
        """The windows for the start of a round, or of all for None; None where none are known, as above."""
        return self.setting.start_windows(asked)

    # The form and the plan

    @property
    def form(self) -> Form:
        """The application form that this project fills in.

        Raises:
            GuideError: its data is wrong.
        """
        return self.setting.form

    @property
    def form_depends_on_field(self) -> bool:
        """Whether the form cannot be told before the field is said."""
        return self.setting.form_depends_on_field

    def fields(self) -> tuple[FormField, ...]:
        """Every field that the form has for this project, in its order; repeated ones once for each item."""
        return self.once(_fields)

    def planned(self) -> tuple[Planned, ...]:
        """All that is planned: meetings, outputs, events, learning activities, packages, activities."""
        return self.once(_planned)


def open_project(proposal: Proposal, decided: str, *, provisional: bool = False) -> Project:
    """The proposal with the edition of the call and action that it names.

    Args:
        proposal: what the applicant says.
        decided: what the edition is wanted for, such as `the rates`; the error says so.
        provisional: for a call that is not published yet, take the newest edition of the action.

    Raises:
        NoEditionError: call or action is not said.
        UnknownEditionError: there are no rules for that call and action.
        NotPublishedError: the call is not published yet, and `provisional` is not set.
    """
    if proposal.call is None or proposal.action is None:
        raise NoEditionError(tell("name call and action first: they decide {what}", what=_(decided)))
    return Project(proposal, open_edition(proposal.call, proposal.action, provisional=provisional))


def _within(day: date, span: tuple[date, date]) -> bool:
    return span[0] <= day <= span[1]


def _fields(project: Project) -> tuple[FormField, ...]:
    return tuple(fields_of(project.proposal, project.edition, project.form))


def _planned(project: Project) -> tuple[Planned, ...]:
    return tuple(planned_of(project.proposal))
