"""The lines of learning, teaching and training activities: travel, individual support, linguistic support."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from erasmus_cli.grant.beneficiaries import fault_of
from erasmus_cli.grant.model import Figures, Line, Price, nothing
from erasmus_cli.grant.travel import Fares
from erasmus_cli.grant.unit_cost_lines import unsaid
from erasmus_cli.guide.unit_costs import LearningKind, UnitCosts
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.unit_cost_items import Group, LearningActivity
from erasmus_cli.wording.messages import Message, say


def learning_lines(project: Project, costs: UnitCosts) -> Iterator[Line]:
    """What each group of each activity brings."""
    for index, activity in enumerate(project.proposal.learning_activities or ()):
        if "groups" not in activity.model_fields_set:
            yield unsaid("learning", _titled(activity, index), index)
        for order, group in enumerate(activity.groups):
            yield from _Stay(costs, project, activity, group, index, order).lines()


@dataclass(frozen=True)
class _Stay:
    """One group in one activity."""

    costs: UnitCosts
    project: Project
    activity: LearningActivity
    group: Group
    index: int
    order: int

    @property
    def activity_at(self) -> str:
        return f"/learning_activities/{self.index}"

    @property
    def at(self) -> str:
        return f"{self.activity_at}/groups/{self.order}"

    @property
    def travellers(self) -> Decimal | None:
        """Participants and those who accompany them; None while participants are not said."""
        if self.group.participants is None:
            return None
        return Decimal(self.group.participants + (self.group.accompanying or 0))

    @property
    def travel_days(self) -> int:
        """Travel days that are paid as days of stay."""
        return min(self.group.travel_days or 0, self.costs.travel_days.days)

    @property
    def unpaid_travel_days(self) -> Message | None:
        """A caution where more travel days are entered than are paid."""
        most = self.costs.travel_days.days
        if (self.group.travel_days or 0) <= most:
            return None
        return say(
            "{entered} travel days are entered; {most} are paid", entered=self.group.travel_days, most=most
        )

    def lines(self) -> Iterator[Line]:
        """Its lines; a single one with what is wrong where there is nothing to work out."""
        if fault := fault_of(self.project, self.group.organisation):
            yield self._line(None, self.travellers, "person", Price(None, fault=fault))
        elif self.group.organisation == self.activity.host:
            handle = self.group.organisation
            fault = say("{handle} hosts the activity and does not travel to it", handle=handle)
            yield self._line(None, self.travellers, "person", nothing(fault))
        else:
            yield self._travel()
            yield from self._support()

    def _line(
        self,
        what: Message | None,
        quantity: Decimal | None,
        unit: str,
        price: Price,
        quantity_at: str | None = None,
    ) -> Line:
        title = _titled(self.activity, self.index)
        return Line(
            "learning",
            say("{title}: {what}", title=title, what=what) if what else title,
            self.at,
            self.index,
            self.group.organisation,
            quantity,
            unit,
            price,
            quantity_at or f"{self.at}/participants",
        )

    def _travel(self) -> Line:
        price = Fares("travel", self.costs.travel, self.project).price(
            self.group, self.activity.host, self.at
        )
        real, rule = self.group.travel_cost, self.costs.expensive_travel
        travel = say("travel")
        if not real or not self.travellers or price.rate is None:
            return self._line(travel, self.travellers, "traveller", price)
        if rule is None:
            caution = say("that this call pays travel at real cost is not known; the unit cost stands")
            return self._line(travel, self.travellers, "traveller", price._replace(caution=caution))
        covered = self.travellers * price.rate
        compared = say(
            "the unit cost, {covered:eur}, covers {share:share} of {real:eur}",
            covered=covered,
            share=covered / real,
            real=real,
        )
        if covered >= rule.when_below * real:
            kept = price._replace(why=(*price.why, compared))
            return self._line(travel, self.travellers, "traveller", kept)
        why = (
            compared,
            say(
                "that is below {share:share}, so a share of the real cost is paid instead",
                share=rule.when_below,
            ),
        )
        paid = Price(rule.share, why, {**price.figures, "unit_costs.expensive_travel": rule})
        return self._line(say("expensive travel"), real, "euro", paid, f"{self.at}/travel_cost")

    def _support(self) -> Iterator[Line]:
        kind = self.costs.learning.get(self.activity.kind or "")
        if kind is None:
            price = Price(None, needs=(f"{self.activity_at}/kind",))
            yield self._line(say("individual support"), self.travellers, "person", price)
        elif kind.long_term:
            yield from self._long_term(kind)
        else:
            accompanying = self.group.accompanying or 0
            # Of a group that has accompanying persons only, the participants are no mistake.
            if self.group.participants != 0 or not accompanying:
                who = say("learners") if kind.people == "learners" else say("staff")
                yield from self._days(kind.people, who, self.group.participants)
            if accompanying:
                yield from self._days("staff", say("accompanying persons"), accompanying)

    def _long_term(self, kind: LearningKind) -> Iterator[Line]:
        unknown = say("the rates of this kind of stay are not known ({kind:small})", kind=kind.label)
        yield self._line(say("individual support"), self.travellers, "person", Price(None, unknown=unknown))
        why = (say("long-term activities have linguistic support"),)
        price = Price(self.costs.linguistic.amount, why, {"unit_costs.linguistic": self.costs.linguistic})
        people = self.group.participants
        yield self._line(
            say("linguistic support"), None if people is None else Decimal(people), "participant", price
        )

    def _days(
        self, rate_of: Literal["learners", "staff"], who: Message, people: int | None
    ) -> Iterator[Line]:
        """Individual support of one kind of people: the rate changes with the days of their stay."""
        what, days, rates = say("support of {who}", who=who), self.activity.days, self.costs.daily[rate_of]
        if days is None or people is None:
            missing = f"{self.activity_at}/days" if days is None else f"{self.at}/participants"
            yield self._line(what, None, "day", Price(rates[0].amount), missing)
            return
        if days == 0:
            yield self._line(what, Decimal(0), "day", nothing(say("the activity has 0 days")))
            return
        stay = days + self.travel_days
        paid = min(stay, self.costs.longest_stay.days)
        ends = (*(rate.from_day - 1 for rate in rates[1:]), paid)
        for order, (rate, end) in enumerate(zip(rates, ends, strict=True), start=1):
            last = min(end, paid)
            if last < rate.from_day:
                break
            why = (
                self._stay_in_words(days),
                say(
                    "{people} {who}, days {first} to {last} of the stay",
                    people=people,
                    who=who,
                    first=rate.from_day,
                    last=last,
                ),
            )
            figures = {f"unit_costs.daily.{rate_of}.{order}": rate, **self._travel_figures()}
            quantity = Decimal(people * (last - rate.from_day + 1))
            price = Price(rate.amount, why, figures, caution=self.unpaid_travel_days)
            yield self._line(what, quantity, "day", price)
        if stay > paid:
            fault = say("no rate is known beyond day {paid} of a stay", paid=paid)
            price = Price(None, fault=fault, figures={"unit_costs.longest_stay": self.costs.longest_stay})
            yield self._line(what, Decimal(people * (stay - paid)), "day", price)

    def _travel_figures(self) -> Figures:
        return {"unit_costs.travel_days": self.costs.travel_days} if self.group.travel_days else {}

    def _stay_in_words(self, days: int) -> Message:
        if travel := self.travel_days:
            return say(
                "{n} {n:day|days} of activity and {travel} {travel:day|days} of travel", n=days, travel=travel
            )
        return say("{n} {n:day|days} of activity", n=days)


def _titled(activity: LearningActivity, index: int) -> Message | str:
    named = " ".join(filter(None, (activity.id, activity.title)))
    return named or say("Activity {number}", number=index + 1)
