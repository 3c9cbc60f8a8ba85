"""A grant together with the project and the file that it was worked out from."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from erasmus_cli.grant.calculator import grant_of
from erasmus_cli.grant.checks import checks_of
from erasmus_cli.grant.comparison import Check
from erasmus_cli.grant.model import Grant, Line
from erasmus_cli.guide.model import Edition
from erasmus_cli.project.project import Project, open_project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.reader import Document


@dataclass(frozen=True)
class Budget:
    """What every way to show a grant needs. A sum of which nothing is known is None, never 0."""

    document: Document
    project: Project

    @property
    def proposal(self) -> Proposal:
        """What the applicant says."""
        return self.project.proposal

    @property
    def edition(self) -> Edition:
        """What the Guide says."""
        return self.project.edition

    @property
    def grant(self) -> Grant:
        """What the project may ask for."""
        return grant_of(self.project)

    @property
    def checks(self) -> tuple[Check, ...]:
        """Each limit beside what it limits."""
        return checks_of(self.project)

    @property
    def numbered(self) -> tuple[tuple[int, Line], ...]:
        """The lines with their numbers, from 1."""
        return tuple(enumerate(self.grant.lines, start=1))

    def of(self, category: str) -> tuple[tuple[int, Line], ...]:
        """The lines of a category with their numbers."""
        return tuple((number, line) for number, line in self.numbered if line.category == category)

    def in_category(self, category: str) -> Decimal | None:
        """EUR of a category after its caps; None where it has lines and none of them has an amount."""
        lines = self.of(category)
        if lines and all(line.amount is None for _, line in lines):
            return None
        return self.grant.after_caps(category)

    @property
    def total(self) -> Decimal | None:
        """EUR after the caps of the categories, as far as known."""
        return self.grant.total if self.grant.known else None

    @property
    def amount(self) -> Decimal | None:
        """EUR that the project may ask for, as far as known."""
        return self.grant.amount if self.grant.known else None

    @property
    def requested(self) -> Decimal | None:
        """EUR that the applicant means to ask for: the lump sum, or the grant named in the proposal."""
        lump_sum = self.proposal.lump_sum if self.edition.lump_sums else None
        return self.proposal.requested_grant if lump_sum is None else lump_sum

    def by_organisation(self) -> Iterator[tuple[str | None, Decimal | None]]:
        """EUR of each organisation before caps, by handle; None: lines that name no organisation."""
        for handle, amount in self.grant.by_organisation().items():
            lines = (line for line in self.grant.lines if line.organisation == handle)
            yield handle, None if all(line.amount is None for line in lines) else amount

    def where(self, at: str) -> str:
        """`file:line:column` of a JSON pointer, or the file where the pointer leads nowhere."""
        return ":".join(str(part) for part in (self.document.file, *(self.document.place(at) or ())))


def budget_of(document: Document, *, provisional: bool = False) -> Budget:
    """The grant of a proposal.

    Args:
        document: the proposal.
        provisional: for a call that is not published yet, take the newest rules there are.

    Raises:
        NoEditionError: call or action is not said.
        UnknownEditionError: there are no rules for that call and action.
    """
    return Budget(document, open_project(document.proposal, "the rates", provisional=provisional))
