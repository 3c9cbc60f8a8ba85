"""What many rows have in common: verdicts by action, call and country, and the rules that fail most."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from pydantic import Field

from erasmus_cli.batch.results import Row
from erasmus_cli.results import Printed, Result
from erasmus_cli.rules.catalogue import all_rules
from erasmus_cli.rules.report import Verdict

_TOO_LATE = "too late"
"""Counted beside the verdicts: eligible, and of a call that has closed."""


class VerdictCounts(Result):
    """How many proposals of a group have which verdict."""

    name: str | None = Field(description="the group: an action, a call, a country; null where it is not said")
    number: int = Field(description="how many there are")
    eligible: int = Field(description="how many are eligible")
    closed: int = Field(description="how many of the eligible ones are of a call that has closed")
    not_eligible: int = Field(description="how many are not eligible")
    undecided: int = Field(description="how many are not decided")
    unreadable: int = Field(description="how many could not be read or checked")


class RuleCount(Result):
    """How many proposals a rule keeps from being eligible."""

    rule: str = Field(description="id of the rule")
    name: str = Field(description="name of the rule")
    fails: int = Field(description="proposals in which it fails")
    opens: int = Field(description="proposals in which it cannot be told yet")


class SummaryModel(Printed, title="Summary"):
    """What `erasmus check --summary --format json` prints."""

    total: VerdictCounts = Field(description="all proposals")
    actions: tuple[VerdictCounts, ...] = Field(description="by action")
    calls: tuple[VerdictCounts, ...] = Field(description="by call")
    countries: tuple[VerdictCounts, ...] = Field(description="by country of the applicant")
    rules: tuple[RuleCount, ...] = Field(description="the rules, those that fail most first")


class Summary:
    """Counts rows; holds no more than there are groups and rules."""

    def __init__(self) -> None:
        self._groups: dict[str, defaultdict[str | None, Counter[Verdict | str | None]]] = {
            key: defaultdict(Counter) for key in ("all", "action", "call", "country")
        }
        self._fails: Counter[str] = Counter()
        self._opens: Counter[str] = Counter()

    def add(self, row: Row) -> None:
        """Counts a row."""
        keys = {
            "all": None,
            "action": row.action,
            "call": None if row.call is None else str(row.call),
            "country": row.country,
        }
        for group, key in keys.items():
            self._groups[group][key][row.verdict] += 1
            self._groups[group][key][_TOO_LATE] += row.closed is True and row.verdict is Verdict.ELIGIBLE
        self._fails.update(row.fails)
        self._opens.update(row.opens)

    def model(self) -> SummaryModel:
        """What was counted so far."""
        names = {rule.id: rule.name for rule in all_rules()}
        ids = sorted(self._fails.keys() | self._opens.keys())
        rules = [
            RuleCount(rule=one, name=names.get(one, ""), fails=self._fails[one], opens=self._opens[one])
            for one in ids
        ]
        return SummaryModel(
            version=1,
            total=_counts(None, self._groups["all"][None]),
            actions=self._by("action"),
            calls=self._by("call"),
            countries=self._by("country"),
            rules=tuple(sorted(rules, key=lambda rule: (-rule.fails, -rule.opens, rule.rule))),
        )

    def _by(self, group: str) -> tuple[VerdictCounts, ...]:
        counted = self._groups[group]
        return tuple(_counts(name, counted[name]) for name in _ordered(counted))


def _ordered(names: Iterable[str | None]) -> list[str | None]:
    return sorted(names, key=lambda name: (name is None, name or ""))


def _counts(name: str | None, verdicts: Counter[Verdict | str | None]) -> VerdictCounts:
    return VerdictCounts(
        name=name,
        number=verdicts.total() - verdicts[_TOO_LATE],
        eligible=verdicts[Verdict.ELIGIBLE],
        closed=verdicts[_TOO_LATE],
        not_eligible=verdicts[Verdict.NOT_ELIGIBLE],
        undecided=verdicts[Verdict.UNDECIDED],
        unreadable=verdicts[None],
    )
