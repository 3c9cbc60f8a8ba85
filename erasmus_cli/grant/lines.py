"""The lines of a grant and what is taken off them. Amounts are EUR, as decimals, to the cent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

from erasmus_cli.guide.sources import Cited, Source, by_source

CENT = Decimal("0.01")
_ROOMY = Context(prec=2000)  # a slip of the keyboard is an odd sum, not a crash


def cents_below(amount: Decimal) -> Decimal:
    """The amount to the cent; what is less than a cent is dropped."""
    return amount.quantize(CENT, ROUND_DOWN, _ROOMY)


Figures = Mapping[str, Cited]
"""The figures of an edition that were read, by their dotted path."""


def cents(amount: Decimal) -> Decimal:
    """The amount to the cent; half a cent is rounded up."""
    return amount.quantize(CENT, ROUND_HALF_UP, _ROOMY)


@dataclass(frozen=True)
class Price:
    """What one unit brings, and how that was found.

    Attributes:
        rate: EUR for each unit, or the share of a cost that is paid; None where it is not known.
        why: how the rate was found, step by step.
        figures: the figures of the Guide that were read.
        needs: JSON pointers of what has to be said before there is a rate.
        unknown: which figure of the Guide is not known, so that there is no rate.
        fault: what is wrong with the entry, so that it brings nothing or has no rate.
        caution: what should be looked at again although there is a rate.
    """

    rate: Decimal | None
    why: tuple[str, ...] = ()
    figures: Figures = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    unknown: str | None = None
    fault: str | None = None
    caution: str | None = None


def nothing(fault: str) -> Price:
    """The price of an entry that brings nothing because something is wrong with it."""
    return Price(Decimal(0), fault=fault)


@dataclass(frozen=True)
class Line:
    """One amount of the grant: a quantity times a rate.

    Attributes:
        category: the budget item, or the work package or activity of a lump sum.
        label: what it is for.
        at: JSON pointer of the part of the proposal that it comes from.
        organisation: handle of the organisation whose money it is, where one is named.
        quantity: how many units; None while that is not said.
        unit: what is counted, in the singular, such as `day`.
        price: what a unit brings.
        quantity_at: JSON pointer of the quantity.
    """

    category: str
    label: str
    at: str
    organisation: str | None
    quantity: Decimal | None
    unit: str
    price: Price
    quantity_at: str = ""

    @property
    def index(self) -> int:
        """Which entry of its list in the proposal it comes from, from 0."""
        return int(self.at.split("/")[2])

    @property
    def amount(self) -> Decimal | None:
        """Quantity times rate, to the cent; None where one of them is not known."""
        if self.quantity is None or self.price.rate is None:
            return None
        return cents(self.quantity * self.price.rate)

    @property
    def fault(self) -> str | None:
        """What is wrong with the entry; None if nothing is."""
        if self.price.fault is None and self.quantity == 0:
            return f"0 {self.unit}s are entered"
        return self.price.fault

    @property
    def needs(self) -> tuple[str, ...]:
        """JSON pointers of what has to be said before there is an amount."""
        missing = (self.quantity_at,) if self.quantity is None else ()
        return (*missing, *self.price.needs)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where its figures stand."""
        return tuple(by_source(self.price.figures))


@dataclass(frozen=True)
class Cut:
    """What a cap takes off a budget item or the whole grant.

    Attributes:
        category: the budget item, or `grant` for the whole.
        cap: what cuts: the item's own cap by its name, `ceiling`, or a condition such as `project-type`.
        words: what the cap is, with its figure.
        before: EUR before the cap.
        after: EUR after it.
        figures: the figures of the Guide that set it.
    """

    category: str
    cap: str
    words: str
    before: Decimal
    after: Decimal
    figures: Figures = field(default_factory=dict)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the cap stands."""
        return tuple(by_source(self.figures))


@dataclass(frozen=True)
class Ceiling:
    """The most that the whole grant may be.

    Attributes:
        amount: EUR; None where there is no ceiling, or while it depends on `needs`.
        at_most: EUR that no project can exceed, whatever is still to be said; None where there is none.
        words: how it comes about.
        needs: keys of the proposal on which it still depends.
        figures: the figures of the Guide that set it.
    """

    amount: Decimal | None
    at_most: Decimal | None
    words: str
    needs: tuple[str, ...] = ()
    figures: Figures = field(default_factory=dict)


NO_CEILING = Ceiling(None, None, "no ceiling is known")


@dataclass(frozen=True)
class Grant:
    """What the project may ask for.

    Attributes:
        lines: all lines, in the order of the form.
        categories: the budget items, work packages or activities, in order, whether or not they have lines.
        cuts: what caps take off, in the order in which they apply; the ceiling comes last.
        doubts: what unverified caps would take off; nothing is taken off for them.
        ceiling: the most that the whole grant may be.
        gaps: why the sums are incomplete, apart from the lines that have no amount.
    """

    lines: tuple[Line, ...]
    categories: tuple[str, ...]
    cuts: tuple[Cut, ...]
    doubts: tuple[Cut, ...]
    ceiling: Ceiling
    gaps: tuple[str, ...] = ()

    def before_caps(self, category: str) -> Decimal:
        """The sum of the lines of a category that have an amount, EUR."""
        return together(line for line in self.lines if line.category == category)

    def after_caps(self, category: str) -> Decimal:
        """The sum of a category after all its caps, EUR."""
        ends = [cut.after for cut in self.cuts if cut.category == category]
        return ends[-1] if ends else self.before_caps(category)

    @property
    def total(self) -> Decimal:
        """The sum after the caps of the categories, before the ceiling, EUR."""
        return sum((self.after_caps(category) for category in self.categories), Decimal(0))

    @property
    def amount(self) -> Decimal:
        """What the project may ask for: the total, within the ceiling, EUR."""
        return self.total if self.ceiling.amount is None else min(self.total, self.ceiling.amount)

    def under(self, ceiling: Ceiling) -> "Grant":
        """The same grant under a ceiling, with what it cuts off."""
        cuts = self.cuts
        if ceiling.amount is not None and self.total > ceiling.amount:
            words = f"the ceiling of the grant: {ceiling.words}"
            cuts += (Cut("grant", "ceiling", words, self.total, ceiling.amount, ceiling.figures),)
        return replace(self, cuts=cuts, ceiling=ceiling)

    @property
    def complete(self) -> bool:
        """Whether every line has an amount and nothing else is missing from the sums."""
        return not self.gaps and all(line.amount is not None for line in self.lines)

    def by_organisation(self) -> dict[str | None, Decimal]:
        """The sum of each organisation before caps, in the order of its first line; None: of no one."""
        handles = dict.fromkeys(line.organisation for line in self.lines)
        return {h: together(line for line in self.lines if line.organisation == h) for h in handles}


def together(lines: Iterable[Line]) -> Decimal:
    """The sum of the lines that have an amount, EUR."""
    return sum((line.amount or Decimal(0) for line in lines), Decimal(0))
