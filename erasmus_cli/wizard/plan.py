"""What is divided among whom, and where each amount stands in the proposal."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

from erasmus_cli.pointers import parts, pointer
from erasmus_cli.project.project import Project
from erasmus_cli.project.short_names import called
from erasmus_cli.proposal.text_edit import Edits
from erasmus_cli.wizard.answers import Answers
from erasmus_cli.wizard.lists import EntryList, numbered_title
from erasmus_cli.wizard.sharing import Cell, Matrix, split
from erasmus_cli.wording.formatting import plain_number

ONE = Decimal(1)
Shares = dict[Cell, Decimal]


@dataclass(frozen=True)
class Plan:
    """A division with the places of its amounts in the proposal.

    Attributes:
        matrix: the division.
        places: JSON pointer of what each row stands for.
        handles: the handles of the organisations, in the order of the columns.
        managing: the numbers of the packages for management.
        project: what is divided.
        keys: short names of all rows, then of all columns.
    """

    matrix: Matrix
    places: tuple[str, ...]
    handles: tuple[str, ...]
    managing: tuple[int, ...]
    project: Project
    keys: tuple[str, ...]

    @property
    def weighed(self) -> tuple[tuple[str, str], ...]:
        """Name and key of all that may weigh more or less: rows that have their amounts weigh nothing."""
        named = tuple(zip((*self.matrix.rows, *self.matrix.columns), self.keys, strict=True))
        return named[len(self.matrix.rows) :] if self.matrix.each else named

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left, and nothing is too much, neither in all nor in a row."""
        return not self.matrix.left and not any(map(self.matrix.open, range(len(self.matrix.rows))))

    def at(self, cell: Cell) -> str:
        """JSON pointer of an amount."""
        if self.handles:
            return f"{self.places[cell[0]]}{pointer(('grants', self.handles[cell[1]]))}"
        return f"{self.places[cell[0]]}/grant"

    def cell(self, at: str) -> Cell | None:
        """Where an amount stands."""
        every = (
            (row, column)
            for row in range(len(self.matrix.rows))
            for column in range(len(self.matrix.columns) or 1)
        )
        return next((cell for cell in every if self.at(cell) == at), None)

    def edits(self, shares: Shares) -> Edits:
        """What saves amounts, all at once; nobody is named who gets nothing."""
        return [
            (self.at(cell), None if self.handles and not amount else plain_number(amount))
            for cell, amount in shares.items()
        ]


def plan_of(answers: Answers) -> Plan | None:
    """The division of the lump sum; None while there is nothing to divide it among."""
    project, total = answers.project, answers.proposal.lump_sum
    if project is None or total is None:
        return None
    in_packages = project.edition.packages is not None
    where = "/work_packages" if in_packages else "/activities"
    rows = _entries(answers, where)
    # Also those who have money and should not: what is there has to be seen.
    handles = _handles(project, [entry for _, entry in rows]) if in_packages else ()
    if not rows or (in_packages and not handles):
        return None
    cells = {
        cell: amount
        for row, (_, entry) in enumerate(rows)
        for cell, amount in (_shares(row, entry, handles) if in_packages else _amount(row, entry))
    }
    matrix = Matrix(_names(answers, where, rows), _people(project, handles), cells, total)
    managing = tuple(n for n, (_, entry) in enumerate(rows) if getattr(entry, "management", False))
    return _plan(matrix, rows, handles, project, managing)


def shares_of(answers: Answers) -> Plan | None:
    """The division of each activity among organisations; None where there are no amounts to divide."""
    project = answers.project
    if project is None or not project.edition.lump_sums or project.edition.packages is not None:
        return None
    rows = [(at, entry) for at, entry in _entries(answers, "/activities") if entry.grant is not None]
    handles = _handles(project, [entry for _, entry in rows])
    if not rows or len(handles) < 2:
        return None
    cells = {
        cell: amount for row, (_, entry) in enumerate(rows) for cell, amount in _shares(row, entry, handles)
    }
    each = tuple(entry.grant for _, entry in rows)
    names = _names(answers, "/activities", rows)
    matrix = Matrix(names, _people(project, handles), cells, sum(each, Decimal(0)), each)
    return _plan(matrix, rows, handles, project)


def even(plan: Plan) -> Shares:
    """The same for each part and each organisation; management takes no more than any reading allows."""
    count = len(plan.matrix.rows)
    alike = (ONE,) * len(plan.matrix.columns)
    if plan.matrix.each:
        return weighted(plan, alike)
    total, managing = plan.matrix.total, plan.managing
    most = _most_for_management(plan)
    if not managing or len(managing) == count or most is None or total * len(managing) / count <= most:
        return weighted(plan, (*(ONE,) * count, *alike))
    inside = split(most, (ONE,) * len(managing))
    outside = split(total - most, (ONE,) * (count - len(managing)))
    return _across(
        plan, [inside.pop(0) if row in managing else outside.pop(0) for row in range(count)], alike
    )


def weighted(plan: Plan, weights: tuple[Decimal, ...]) -> Shares:
    """Each part by its weight, and in it each organisation by its own.

    Args:
        plan: what is divided.
        weights: of all that is `weighed`.

    Raises:
        ValueError: none of these weights is above 0.
    """
    if plan.matrix.each:
        return _across(plan, list(plan.matrix.each), weights)
    count = len(plan.matrix.rows)
    return _across(plan, split(plan.matrix.total, weights[:count]), weights[count:])


def _plan(
    matrix: Matrix,
    rows: "_Rows",
    handles: tuple[str, ...],
    project: Project,
    managing: tuple[int, ...] = (),
) -> Plan:
    keys = (*(entry.id or str(int(parts(at)[-1]) + 1) for at, entry in rows), *handles)
    return Plan(matrix, tuple(at for at, _ in rows), handles, managing, project, keys)


def _across(plan: Plan, rows: list[Decimal], columns: tuple[Decimal, ...]) -> Shares:
    if not plan.handles:
        return {(row, 0): amount for row, amount in enumerate(rows)}
    return {
        (row, column): part
        for row, amount in enumerate(rows)
        for column, part in enumerate(split(amount, columns))
    }


def _most_for_management(plan: Plan) -> Decimal | None:
    """The most EUR for management in all readings, in whole euros; None where there is no limit."""
    total = plan.matrix.total
    limits = plan.project.edition.management_share.values()
    # A share of the others is s of what is left: m = s (total - m).
    mosts = [total * one.share / (1 if one.of == "lump-sum" else 1 + one.share) for one in limits]
    return min(mosts).quantize(ONE, ROUND_DOWN) if mosts else None


_Rows = list[tuple[str, Any]]


def _entries(answers: Answers, where: str) -> _Rows:
    entries = getattr(answers.proposal, where[1:]) or ()
    return [(f"{where}/{index}", entry) for index, entry in enumerate(entries)]


def _handles(project: Project, entries: list[Any]) -> tuple[str, ...]:
    own = (member.organisation.id for member in project.full_members if member.organisation.id)
    return tuple(dict.fromkeys((*own, *(who for entry in entries for who in entry.grants))))


def _people(project: Project, handles: tuple[str, ...]) -> tuple[str, ...]:
    """What organisations are called."""
    return tuple(called(project, handle) or handle for handle in handles)


def _names(answers: Answers, where: str, rows: _Rows) -> tuple[str, ...]:
    listed = answers.list_at(where)
    return tuple(_name(listed, entry, int(parts(at)[-1])) for at, entry in rows)


def _name(listed: EntryList | None, entry: Any, index: int) -> str:
    return numbered_title(entry.id or "", listed.label(entry, index) if listed else "")


def _shares(row: int, entry: Any, handles: tuple[str, ...]) -> Iterator[tuple[Cell, Decimal]]:
    yield from (((row, handles.index(who)), amount) for who, amount in entry.grants.items())


def _amount(row: int, entry: Any) -> Iterator[tuple[Cell, Decimal]]:
    if entry.grant is not None:
        yield (row, 0), entry.grant
