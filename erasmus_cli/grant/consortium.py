"""The organisations of a proposal as the grant needs them: by handle, with their staff rates."""

from functools import cached_property

from erasmus_cli.guide.lookup import state_of, status_of
from erasmus_cli.guide.model import Edition, Status
from erasmus_cli.guide.unit_costs import StaffGroup
from erasmus_cli.proposal.model import Organisation, Proposal


class Consortium:
    """The organisations of a proposal, read against an edition."""

    def __init__(self, proposal: Proposal, edition: Edition) -> None:
        self.organisations = proposal.organisations or ()
        self.edition = edition

    @cached_property
    def _by_handle(self) -> dict[str, Organisation]:
        return {entry.id: entry for entry in reversed(self.organisations) if entry.id}

    def find(self, handle: str) -> Organisation | None:
        """The organisation with this handle; None if the proposal has none."""
        return self._by_handle.get(handle)

    def at(self, handle: str, key: str) -> str:
        """JSON pointer of a key of an organisation of this proposal."""
        index = next(index for index, entry in enumerate(self.organisations) if entry.id == handle)
        return f"/organisations/{index}/{key}"

    def fault(self, handle: str) -> str | None:
        """What is wrong with an organisation as the owner of money; None if nothing is."""
        organisation = self.find(handle)
        if organisation is None:
            return f"{handle} is not an organisation of this proposal"
        if organisation.role == "associated":
            return f"{handle} is an associated partner, which gets no grant"
        return None

    def staff_group(self, country: str) -> tuple[str, StaffGroup] | None:
        """The group of countries whose staff rates hold in a country, with its name; None if not known."""
        costs = self.edition.unit_costs
        if costs is None:
            return None
        state = state_of(self.edition, country)
        groups = costs.staff_groups
        for name, group in groups.items():
            if state in group.countries:
                return name, group
        if status_of(self.edition, country) is Status.INSIDE:
            return None
        return next(
            ((n, g) for n, g in groups.items() if g.others and state not in g.not_known),
            None,
        )
