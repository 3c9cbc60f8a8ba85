"""Divides a sum in proportion, to the cent, and shows the division as a table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from erasmus_cli.wording.formatting import grouped
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import tell

NOTHING = Decimal(0)
_SUM = Words("Together")
_GAP = 2
_SHORT_NAME = 24  # letters with which most titles can be told from others
_SHORT_HEAD = 8  # the same of handles above columns
_LEFT = Words("{name} has {sum:eur}: {left:eur} left.")
_TOO_MUCH = Words("{name} has {sum:eur}: {left:eur} too much.")
Cell = tuple[int, int]
"""The number of a row and of a column, from 0."""


def split(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Parts of a total in proportion to weights: whole euros, and together the total to the cent.

    What is left over when all parts are rounded down goes, a euro each, to those that lost most by it, and
    cents to the first of these.

    Raises:
        ValueError: no weight is above 0, or one is below.
    """
    whole = sum(weights, NOTHING)
    if whole <= 0 or min(weights) < 0:
        raise ValueError(_("at least one weight has to be above 0, and none below"))
    exact = [total * weight / whole for weight in weights]
    shares = [Decimal(int(part)) for part in exact]
    left = total - sum(shares, NOTHING)
    by_loss = sorted(
        (n for n, weight in enumerate(weights) if weight), key=lambda n: (shares[n] - exact[n], n)
    )
    turn = 0
    while left >= 1:
        shares[by_loss[turn % len(by_loss)]] += 1
        left -= 1
        turn += 1
    shares[by_loss[0]] += left
    return shares


@dataclass(frozen=True)
class Matrix:
    """A division: rows against columns, in EUR.

    Attributes:
        rows: what the sum is divided among.
        columns: who has a part of each row; none where a row is not divided further.
        cells: the amounts that are said.
        total: the sum that is divided.
        each: what each row has to make, where that is settled already.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[Cell, Decimal]
    total: Decimal
    each: tuple[Decimal, ...] = ()

    @property
    def given(self) -> Decimal:
        """EUR that are divided already."""
        return sum(self.cells.values(), NOTHING)

    @property
    def left(self) -> Decimal:
        """EUR that are not divided yet, negative if more is given than there is."""
        return self.total - self.given

    def row(self, number: int) -> Decimal:
        """EUR of a row."""
        return sum((amount for (row, _), amount in self.cells.items() if row == number), NOTHING)

    def open(self, number: int) -> Decimal:
        """EUR of a row that nobody has yet, negative if more is given than it has; 0 where rows are free."""
        return self.each[number] - self.row(number) if self.each else NOTHING

    def column(self, number: int) -> Decimal:
        """EUR of a column."""
        return sum((amount for (_, column), amount in self.cells.items() if column == number), NOTHING)

    def lines(self, width: int) -> Iterator[str]:
        """The table in lines of at most `width`; a list of its rows where names have no room in it."""
        heads = self._heads(width)
        yield from self._list() if heads is None else self._table(heads, width)
        for row, name in enumerate(self.rows):
            if left := self.open(row):
                words = _LEFT if left > 0 else _TOO_MUCH
                yield tell(words, name=name, sum=self.each[row], left=abs(left))
        yield tell(
            "Divided: {given:eur} of {total:eur}. {balance}",
            given=self.given,
            total=self.total,
            balance=self.balance(),
        )

    def balance(self, row: int | None = None) -> str:
        """What is left, in words; of a row that has to make an amount, if one is named."""
        left = self.left if row is None else self.open(row)
        if left > 0:
            return tell("Left: {sum:eur}.", sum=left)
        return tell("Too much: {sum:eur}.", sum=-left) if left < 0 else _("Nothing is left.")

    @property
    def _longest(self) -> int:
        """How many letters the longest name of a row has."""
        return max(map(len, (*self.rows, _(_SUM))))

    def _heads(self, width: int) -> tuple[str, ...] | None:
        """The names of the columns, cut as far as is needed; None where the table has no room even so."""
        least = min(_SHORT_NAME, self._longest)
        for most in range(max(map(len, (*self.columns, _SHORT_HEAD * " "))), _SHORT_HEAD - 1, -1):
            heads = tuple(_cut(name, most) for name in self.columns)
            if len(set(heads)) == len(heads) and width - self._figures(heads) >= least:
                return heads
        return None

    def _widths(self, heads: tuple[str, ...]) -> list[int]:
        """How many letters each column takes."""
        columns = (
            (head, grouped(self.column(n)), *(self._said((row, n)) for row in range(len(self.rows))))
            for n, head in enumerate(heads)
        )
        return [max(map(len, texts)) for texts in columns]

    @property
    def _last(self) -> int:
        """How many letters the sums take, which stand at the end."""
        sums = (grouped(self.row(row)) for row in range(len(self.rows)))
        return max(map(len, (*sums, grouped(self.given), _(_SUM))))

    def _figures(self, heads: tuple[str, ...]) -> int:
        """How many letters a line has but for the name at its beginning."""
        return sum(size + _GAP for size in (*self._widths(heads), self._last))

    def _table(self, heads: tuple[str, ...], width: int) -> Iterator[str]:
        """The table under these heads; names of rows are cut where they have no room."""
        first, widths, last = (
            min(self._longest, width - self._figures(heads)),
            self._widths(heads),
            self._last,
        )

        def line(name: str, cells: Iterable[str], end: str) -> str:
            inner = "".join(f"{'':{_GAP}}{text:>{size}}" for text, size in zip(cells, widths, strict=True))
            return f"{_cut(name, first):<{first}}{inner}{'':{_GAP}}{end:>{last}}".rstrip()

        columns = range(len(heads))
        if heads:
            yield line("", heads, _(_SUM))
        for row, name in enumerate(self.rows):
            yield line(name, (self._said((row, column)) for column in columns), grouped(self.row(row)))
        yield line(_(_SUM), (grouped(self.column(column)) for column in columns), grouped(self.given))

    def _list(self) -> Iterator[str]:
        for row, name in enumerate(self.rows):
            yield f"{name}: {grouped(self.row(row))}"
            for column, who in enumerate(self.columns):
                if (row, column) in self.cells:
                    yield f"- {who}: {grouped(self.cells[row, column])}"

    def _said(self, cell: Cell) -> str:
        return grouped(self.cells[cell]) if cell in self.cells else "-"


def _cut(name: str, room: int) -> str:
    return name if len(name) <= room else f"{name[: room - 1].rstrip()}…"
