"""A value beside its limit: what is compared with what, and whether it holds."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from erasmus_cli.grant.model import NO_FIGURES, Figures, cents
from erasmus_cli.guide.records import Strength
from erasmus_cli.guide.sources import Grade, Source, by_source
from erasmus_cli.wording.language import Words
from erasmus_cli.wording.messages import NOTHING as NO_WORDS
from erasmus_cli.wording.messages import Message

FINE = Words("OK")
"""What is said of a value that is within its limit."""


class Relation(StrEnum):
    """How a value has to stand to its limit."""

    EXACTLY = "exactly"
    AT_MOST = "at-most"
    AT_LEAST = "at-least"
    ABOVE = "above"


class Unit(StrEnum):
    """What is compared."""

    EUR = "EUR"
    PACKAGES = "work packages"


class Comparison(NamedTuple):
    """What is compared with what, the same in every project of an edition.

    Attributes:
        id: which check it is, such as `packages-at-most`; the same in every call.
        label: what is compared, in words.
        relation: how the value has to stand to the limit.
        strength: what it means where it does not hold.
        figures: the figures of the Guide that set the limit, by their dotted path; none where the applicant
            sets it, or where they differ from project to project.
        unit: what value and limit are counted in.
        over: what is said of a value above the limit.
        under: what is said of a value below the limit.
        even: what is said of a value that equals the limit.
        item: the budget item that it limits, if it limits one.
        share: the share of a whole that is allowed, where the limit is a share.
        limit: the limit, where the Guide sets the same one for every project.
    """

    id: str
    label: Message
    relation: Relation
    strength: Strength
    figures: Figures = NO_FIGURES
    unit: Unit = Unit.EUR
    over: Words = FINE
    under: Words = FINE
    even: Words = FINE
    item: str | None = None
    share: Decimal | None = None
    limit: Decimal | None = None


class Check(NamedTuple):
    """A value that follows from the proposal, beside its limit. A tuple, as a batch makes many.

    Attributes:
        of: what is compared with what; what it says is said of the check as well.
        value: the value, as far as it is known; None while nothing of it is.
        limit: the limit; None while it depends on what is not said, or where there is none.
        growing: whether the value is incomplete, so that it may still become larger.
        limit_growing: whether the limit is, because it is a sum as well.
        words: how the limit comes about.
        whole: the whole in EUR of which the limit is a share.
        by_project: the figures that set the limit, where they differ from project to project.
    """

    of: Comparison
    value: Decimal | None
    limit: Decimal | None
    growing: bool = False
    limit_growing: bool = False
    words: Message = NO_WORDS
    whole: Decimal | None = None
    by_project: Figures | None = None

    @property
    def id(self) -> str:
        """Which check it is."""
        return self.of.id

    @property
    def label(self) -> Message:
        """What is compared, in words."""
        return self.of.label

    @property
    def relation(self) -> Relation:
        """How the value has to stand to the limit."""
        return self.of.relation

    @property
    def strength(self) -> Strength:
        """What it means where it does not hold."""
        return self.of.strength

    @property
    def unit(self) -> Unit:
        """What value and limit are counted in."""
        return self.of.unit

    @property
    def item(self) -> str | None:
        """The budget item that it limits, if it limits one."""
        return self.of.item

    @property
    def share(self) -> Decimal | None:
        """The share of a whole that is allowed, where the limit is a share."""
        return self.of.share

    @property
    def figures(self) -> Figures:
        """The figures of the Guide that set the limit, by their dotted path."""
        return self.of.figures if self.by_project is None else self.by_project

    @property
    def gap(self) -> Decimal | None:
        """What lies between the value so far and the limit, negative above it; None where it is not known."""
        return None if self.value is None or self.limit is None else self.limit - self.value

    @property
    def holds(self) -> bool | None:
        """Whether it holds; None while that depends on what is not said."""
        value, limit, relation = self.value, self.limit, self.of.relation
        if value is None or limit is None:
            return None
        if relation is Relation.AT_LEAST or relation is Relation.ABOVE:
            reached = value > limit if relation is Relation.ABOVE else value >= limit
            return True if reached else None if self.growing else False
        if value > limit:
            return None if self.limit_growing else False
        return None if self.growing else relation is Relation.AT_MOST or value == limit

    @property
    def verdict(self) -> Words:
        """How the value so far stands, in a few words that begin with OK where nothing is wrong."""
        gap = self.gap
        if gap is None:
            return Words("not known")
        return self.of.over if gap < 0 else self.of.under if gap > 0 else self.of.even

    @property
    def percent(self) -> Decimal | None:
        """What the value is of the whole, in per cent to two decimals; None of nothing, or of no whole."""
        return None if self.value is None or not self.whole else cents(100 * self.value / self.whole)

    @property
    def unverified(self) -> bool:
        """Whether it rests on a figure that nobody could verify, so that it decides nothing."""
        return any(source.grade is Grade.UNVERIFIED for source in self.sources)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the limit stands."""
        return tuple(by_source(self.figures))
