"""All rules. Importing a topic registers its rules, in the order in which reports name them."""

from erasmus_cli.rules.registry import Rule, registered
from erasmus_cli.rules.topics import (
    action,
    applicant,
    budget,
    consortium,
    dates,
    grant,
    learning,
    lump_sum,
    minimum,
    organisations,
    priorities,
    texts,
    venue,
)

TOPICS = (
    action,
    applicant,
    minimum,
    consortium,
    organisations,
    dates,
    priorities,
    learning,
    budget,
    grant,
    lump_sum,
    venue,
    texts,
)


def all_rules() -> tuple[Rule, ...]:
    """Every rule, by topic."""
    order = [topic.__name__ for topic in TOPICS]
    return tuple(sorted(registered(), key=lambda rule: (order.index(rule.check.__module__), rule.id)))


def find(code: str) -> Rule | None:
    """The rule with this id or name, or None."""
    wanted = code.strip()
    return next((rule for rule in all_rules() if wanted.upper() == rule.id or wanted == rule.name), None)
