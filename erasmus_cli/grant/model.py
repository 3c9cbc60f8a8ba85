"""A grant: its lines and what is taken off them. Amounts are EUR, as decimals, to the cent."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from erasmus_cli.guide.sources import Cited, Source, by_source
from erasmus_cli.project.lazy import lazy
from erasmus_cli.wording.formatting import grouped
from erasmus_cli.wording.messages import Message, say

NOTHING = Decimal(0)
CENT = Decimal("0.01")
_ROOMY = Context(prec=2000)  # a slip of the keyboard is an odd sum, not a crash


def cents_below(amount: Decimal) -> Decimal:
    """The amount to the cent; what is less than a cent is dropped."""
    return amount.quantize(CENT, ROUND_DOWN, _ROOMY)


Figures = Mapping[str, Cited]
"""The figures of an edition that were read, by their dotted path."""
NO_FIGURES: Figures = {}


def cents(amount: Decimal) -> Decimal:
    """The amount to the cent; half a cent is rounded up."""
    return amount.quantize(CENT, ROUND_HALF_UP, _ROOMY)


_MANY = 5
"""What is not known is said as so many are, in the plural of any language."""
_COUNTED = {
    "day": say("{quantity} {n:day|days}"),
    "month": say("{quantity} {n:month|months}"),
    "traveller": say("{quantity} {n:traveller|travellers}"),
    "person": say("{quantity} {n:person|persons}"),
    "guest": say("{quantity} {n:guest|guests}"),
    "participant": say("{quantity} {n:participant|participants}"),
    "euro": say("{quantity} {n:euro|euros}"),
    "share": say("{quantity} {n:share|shares}"),
}


def counted(quantity: Decimal | None, unit: str) -> Message:
    """So many of a unit of a line, such as `16 days`; `? days` while it is not known how many."""
    known = "?" if quantity is None else grouped(quantity)
    return _COUNTED[unit]._replace(values={"quantity": known, "n": _MANY if quantity is None else quantity})


class Whereabouts(NamedTuple):
    """Where an organisation is taken to be.

    Attributes:
        organisation: its handle.
        name: of the place.
        region: the part of the country; empty where it is not known.
        country: ISO 3166-1 code.
        latitude: degrees north.
        longitude: degrees east.
        sure: whether this place is meant and no other; where not, no distance rests on the name.
        others: places of the same name far away, each with region and coordinates.
    """

    organisation: str
    name: str
    region: str
    country: str
    latitude: float
    longitude: float
    sure: bool
    others: tuple[str, ...] = ()

    @property
    def told(self) -> Message:
        """`p2 is in Newport, Wales [51.588, -2.998]`, and whether that is sure."""
        where = f"{self.name}, {self.region}" if self.region not in ("", self.name) else self.name
        point = f"[{self.latitude:g}, {self.longitude:g}]"
        values = {"organisation": self.organisation, "place": where, "point": point}
        if self.sure:
            return say("{organisation} is in {place} {point}", **values)
        return say("not sure: {organisation} is in {place} {point}", **values)


class Price(NamedTuple):
    """What one unit brings, and how that was found.

    Attributes:
        rate: EUR for each unit, or the share of a cost that is paid; None where it is not known.
        why: how the rate was found, step by step.
        figures: the figures of the Guide that were read.
        needs: JSON pointers of what has to be said before there is a rate.
        unknown: which figure of the Guide is not known, so that there is no rate.
        fault: what is wrong with the entry, so that it brings nothing or has no rate.
        caution: what should be looked at again although there is a rate.
        places: the places between which somebody travels, where the distance is worked out.
    """

    rate: Decimal | None
    why: tuple[Message, ...] = ()
    figures: Figures = NO_FIGURES
    needs: tuple[str, ...] = ()
    unknown: Message | None = None
    fault: Message | None = None
    caution: Message | None = None
    places: tuple[Whereabouts, ...] = ()


def nothing(fault: Message) -> Price:
    """The price of an entry that brings nothing because something is wrong with it."""
    return Price(NOTHING, fault=fault)


@dataclass(frozen=True, slots=True)
class Line:
    """One amount of the grant: a quantity times a rate.

    Attributes:
        category: the budget item, or the work package or activity of a lump sum.
        label: what it is for: what the applicant calls it, or our words.
        at: JSON pointer of the part of the proposal that it comes from.
        index: which entry of its list in the proposal it comes from, from 0.
        organisation: handle of the organisation whose money it is, where one is named.
        quantity: how many units; None while that is not said.
        unit: what is counted, in the singular, such as `day`.
        price: what a unit brings.
        quantity_at: JSON pointer of the quantity.
        amount: quantity times rate, EUR to the cent; None where one of them is not known.
    """

    category: str
    label: Message | str
    at: str
    index: int
    organisation: str | None
    quantity: Decimal | None
    unit: str
    price: Price
    quantity_at: str = ""
    amount: Decimal | None = field(init=False)

    def __post_init__(self) -> None:
        rate, amount = self.price.rate, None
        if self.quantity is not None and rate is not None:
            amount = cents(self.quantity * rate)
        object.__setattr__(self, "amount", amount)

    @property
    def fault(self) -> Message | None:
        """What is wrong with the entry; None if nothing is."""
        if self.price.fault is None and self.quantity == 0:
            return say("{quantity} are entered", quantity=counted(self.quantity, self.unit))
        return self.price.fault

    @property
    def needs(self) -> tuple[str, ...]:
        """JSON pointers of what has to be said before there is an amount."""
        missing = (self.quantity_at,) if self.quantity is None else ()
        return (*missing, *self.price.needs)

    @property
    def reason(self) -> Message | None:
        """Why there is no rate yet, in words; None where there is one or nothing more can be said."""
        return self.price.why[-1] if self.price.rate is None and self.needs and self.price.why else None

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where its figures stand."""
        return tuple(by_source(self.price.figures))


class Cut(NamedTuple):
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
    words: Message
    before: Decimal
    after: Decimal
    figures: Figures = NO_FIGURES

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the cap stands."""
        return tuple(by_source(self.figures))


class Ceiling(NamedTuple):
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
    words: Message
    needs: tuple[str, ...] = ()
    figures: Figures = NO_FIGURES


NO_CEILING = Ceiling(None, None, say("no ceiling is known"))


@dataclass(frozen=True, eq=False)
class Grant:
    """What the project may ask for.

    Sums are there from the start. Lines are made when they are first asked for, because a check of many
    proposals reads the sums of a lump sum and hardly ever a line.

    Attributes:
        categories: the budget items, work packages or activities, in order, whether or not they have lines.
        sums: EUR of each category before its caps: the lines that have an amount.
        priced: how many lines have an amount.
        unpriced: how many lines have none yet.
        caps_applied: what caps take off, in the order in which they apply; the ceiling comes last.
        unverified_caps: what caps would take off that nobody could verify; nothing is taken off for them.
        ceiling: the most that the whole grant may be.
        gaps: why the sums are incomplete, apart from the lines that have no amount.
        itemise: makes the lines, in the order of the form; it can be sent to another process.
    """

    categories: tuple[str, ...]
    sums: Mapping[str, Decimal]
    priced: int
    unpriced: int
    caps_applied: tuple[Cut, ...]
    unverified_caps: tuple[Cut, ...]
    ceiling: Ceiling
    gaps: tuple[Message, ...]
    itemise: Callable[[], Iterable[Line]]

    @lazy
    def lines(self) -> tuple[Line, ...]:
        """All lines, in the order of the form."""
        return tuple(self.itemise())

    def before_caps(self, category: str) -> Decimal:
        """The sum of the lines of a category that have an amount, EUR."""
        return self.sums.get(category, NOTHING)

    def after_caps(self, category: str) -> Decimal:
        """The sum of a category after all its caps, EUR."""
        return self._after.get(category, NOTHING)

    @lazy
    def _after(self) -> Mapping[str, Decimal]:
        return after_cuts(self.sums, self.caps_applied) if self.caps_applied else self.sums

    @lazy
    def total(self) -> Decimal:
        """The sum after the caps of the categories, before the ceiling, EUR."""
        after = self._after
        return sum([after.get(category, NOTHING) for category in self.categories], NOTHING)

    @property
    def amount(self) -> Decimal:
        """What the project may ask for: the total, within the ceiling, EUR."""
        return self.total if self.ceiling.amount is None else min(self.total, self.ceiling.amount)

    @property
    def complete(self) -> bool:
        """Whether every line has an amount and nothing else is missing from the sums."""
        return not self.gaps and not self.unpriced

    @property
    def known(self) -> bool:
        """Whether there is anything to add up."""
        return self.complete or self.priced > 0

    @lazy
    def needs(self) -> tuple[str, ...]:
        """JSON pointers of what has to be said before every line has an amount."""
        return tuple([need for line in self.lines for need in line.needs]) if self.unpriced else ()

    def by_organisation(self) -> dict[str | None, Decimal]:
        """The sum of each organisation before caps, in the order of its first line; None: of no one."""
        sums: dict[str | None, Decimal] = {}
        for line in self.lines:
            sums[line.organisation] = sums.get(line.organisation, NOTHING) + (line.amount or NOTHING)
        return sums


def after_cuts(sums: Mapping[str, Decimal], cuts: Iterable[Cut]) -> Mapping[str, Decimal]:
    """EUR of each category after what is cut off it."""
    return {**sums, **{cut.category: cut.after for cut in cuts if cut.cap != "ceiling"}}


def cut_by(ceiling: Ceiling, total: Decimal) -> tuple[Cut, ...]:
    """What the ceiling of the grant cuts off a total; nothing where it does not reach it."""
    if ceiling.amount is None or total <= ceiling.amount:
        return ()
    words = say("the ceiling of the grant: {why}", why=ceiling.words)
    return (Cut("grant", "ceiling", words, total, ceiling.amount, ceiling.figures),)


def together(lines: Iterable[Line]) -> Decimal:
    """The sum of the lines that have an amount, EUR."""
    return sum([line.amount or NOTHING for line in lines], NOTHING)
