"""All rules. Importing a topic registers its rules, in the order in which reports name them."""

from functools import cache

from erasmus_cli.rules.registry import Rule, registered
from erasmus_cli.rules.topics import (
    action,
    agency,
    applicant,
    bodies,
    budget,
    caps,
    composition,
    consortium,
    dates,
    grant,
    handles,
    learning,
    lump_sum,
    minimum,
    organisations,
    outer_limits,
    packages,
    priorities,
    texts,
    venue,
)

TOPICS = (
    action,
    outer_limits,
    applicant,
    agency,
    caps,
    minimum,
    consortium,
    composition,
    organisations,
    bodies,
    handles,
    dates,
    priorities,
    learning,
    budget,
    grant,
    lump_sum,
    packages,
    venue,
    texts,
)

_ORDER = ("ACT", "APP", "CON", "ORG", "DUR", "DAT", "PRI", "LTT", "BUD", "GRA", "LMP", "VEN", "TXT")


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by what it is about, as reports name them."""
    return tuple(sorted(registered(), key=lambda rule: (_ORDER.index(rule.id[:3]), rule.id)))


def find(code: str) -> Rule | None:
    """The rule with this id or name, or None."""
    wanted = code.strip()
    return next((rule for rule in all_rules() if wanted.upper() == rule.id or wanted == rule.name), None)
