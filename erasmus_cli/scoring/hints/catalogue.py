"""All hints. Importing a topic registers its hints."""

from erasmus_cli.scoring.hints import logic, needs, numbers, partners, priorities, results, texts
from erasmus_cli.scoring.hints.registry import Hint, registered

TOPICS = (priorities, needs, partners, results, numbers, texts, logic)


def all_hints() -> tuple[Hint, ...]:
    """Every hint, by id."""
    return tuple(sorted(registered(), key=lambda entry: entry.id))


def find(code: str) -> Hint | None:
    """The hint with this id or name, or None."""
    wanted = code.strip()
    return next((one for one in all_hints() if wanted.upper() == one.id or wanted == one.name), None)
