"""How a lump sum is divided: packages or activities against organisations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.model import NOTHING, Line, together
from erasmus_cli.proposal.model import WorkPackage

Numbered = tuple[int, Line]


@dataclass(frozen=True)
class Row:
    """A work package or an activity.

    Attributes:
        name: its id, else its number.
        title: its title, else its name.
        lines: its lines with their numbers.
        management: whether it is a package of project management.
    """

    name: str
    title: str
    lines: tuple[Numbered, ...]
    management: bool

    @property
    def cells(self) -> Mapping[str | None, Decimal]:
        """EUR by the handle of the organisation; None: of no one."""
        return {line.organisation: line.amount for _, line in self.lines if line.amount is not None}

    @property
    def total(self) -> Decimal | None:
        """EUR in all; None while none is named."""
        return together(line for _, line in self.lines) if self.cells else None

    @property
    def numbers(self) -> str:
        """The numbers of its lines, such as `6-10`."""
        first, last = self.lines[0][0], self.lines[-1][0]
        return str(first) if first == last else f"{first}-{last}"


@dataclass(frozen=True)
class Division:
    """The whole division. Packages that share an id stay apart."""

    budget: Budget

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The packages or activities in the order of the file."""
        packages = self.budget.proposal.work_packages or () if self.in_packages else ()
        items = groupby(self.budget.numbered, key=lambda entry: entry[1].index)
        return tuple(_row(index, tuple(lines), packages) for index, lines in items)

    @property
    def in_packages(self) -> bool:
        """Whether organisations share each part, so that the division is a matrix."""
        return self.budget.edition.packages is not None

    @cached_property
    def handles(self) -> tuple[str | None, ...]:
        """Applicant and full partners, then all others who have money; None last: lines of no one."""
        members = [member.organisation.id for member in self.budget.project.full_members]
        full = [handle for handle in members if handle]
        named = [line.organisation for line in self.budget.grant.lines if line.amount is not None]
        return tuple(sorted(dict.fromkeys((*full, *named)), key=lambda handle: handle is None))

    @property
    def shared(self) -> bool:
        """Whether any part of the money is told to be somebody's."""
        return any(line.organisation for line in self.budget.grant.lines if line.amount is not None)

    def of_organisation(self, handle: str | None) -> Decimal:
        """EUR of an organisation."""
        return self.budget.grant.by_organisation().get(handle, NOTHING)


def _row(index: int, lines: tuple[Numbered, ...], packages: Iterable[WorkPackage]) -> Row:
    line = lines[0][1]
    package = next((package for order, package in enumerate(packages) if order == index), None)
    return Row(line.category, str(line.label), lines, package is not None and package.management)
