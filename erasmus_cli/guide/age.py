"""How old the guide data are: whether the Guide of a later call is likely to be out."""

from datetime import date

from erasmus_cli.guide.loader import Library, current
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.walk import records
from erasmus_cli.wording.messages import tell

# Guides of recent calls came out in November of the year before; that of 2021 came late.
_MONTH = 11


def reminder(today: date, library: Library | None = None, *, to_keepers: bool = False) -> str | None:
    """One line on the Guides that are likely to be out and are not known here, and what to do; else None.

    Applicants are told where to look, and `to_keepers` those who keep guide data as well how to begin them.
    """
    known = library or current()
    newest = min((max(calls) for calls in _going_on(known).values()), default=None)
    if newest is None:
        return None
    due = today.year + 1 if today.month >= _MONTH else today.year
    if due <= newest:
        return None
    told = tell(
        "The Guide of call {due} is likely to be out and not known here: look there, and at the news of your "
        "National Agency, for what has changed. `--provisional` takes the rules of {newest}."
        if due == newest + 1
        else "The Guides of calls {first} to {due} are likely to be out and not known here: look there, and "
        "at the news of your National Agency, for what has changed. `--provisional` takes the rules of "
        "{newest}.",
        first=newest + 1,
        due=due,
        newest=newest,
    )
    if not to_keepers:
        return told
    keepers = tell("Who keeps guide data begins the new ones by `erasmus guide new {due}`.", due=due)
    return f"{told} {keepers}"


def carried_over(edition: Edition) -> tuple[int, int]:
    """How many figures of an edition were read in an earlier Guide and not in its own, and of how many."""

    def counted() -> tuple[int, int]:
        sources = [record.source for _, record in records("", edition)]
        return sum(one.carried_to == edition.call for one in sources), len(sources)

    return edition.once(("carried over",), counted)


def compared(library: Library | None = None) -> dict[str, date | None]:
    """When the newest edition of each action that goes on was last held against an official text."""
    known = library or current()
    return {
        action: known.edition(max(calls), action).guide.compared for action, calls in _going_on(known).items()
    }


def _going_on(library: Library) -> dict[str, list[int]]:
    """The calls of each action that has not ended."""
    calls: dict[str, list[int]] = {}
    for call, action in library.available:
        calls.setdefault(action, []).append(call)
    return {action: known for action, known in calls.items() if not library.outline(max(known), action).ended}
