"""Names in place of handles and of places in the file, where messages speak of them to people."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from erasmus_cli.pointers import dotted, parts
from erasmus_cli.project.short_names import short_name
from erasmus_cli.proposal.model import Organisation, Proposal
from erasmus_cli.wording.messages import Message, tell

Names = Mapping[str, str]
"""What people call the organisations, by handle."""

_OF_ORGANISATIONS = frozenset(
    ("member", "applicant", "applicants", "organisation", "first", "one", "other", "who")
)
"""Values of messages that are handles of organisations."""
_LONGEST = 40


def names_of(proposal: Proposal, *, with_handles: bool = False) -> Names:
    """The names by handle; a long one would bury the message.

    The handle stands behind on request, and where two have the same name.
    """
    short = {one.id: name for one in proposal.organisations or () if one.id and (name := _short_name(one))}
    borne = Counter(short.values())
    return {
        handle: f"{name} ({handle})" if with_handles or borne[name] > 1 else name
        for handle, name in short.items()
    }


def _short_name(own: Organisation) -> str | None:
    """Its name; where that is long its short one, or its first words; None without any."""
    said = (name for name in (own.name, own.short_name) if name and len(name) <= _LONGEST)
    return next(said, short_name(own.name) if own.name else None)


def place_named(at: str, proposal: Proposal) -> str:
    """A place in words: `oid of Open School`, `start of work_packages, entry 2`; people count from one.

    What stands in no entry of a list is called by its path, as one types it.
    """
    steps = parts(at)
    numbered = [position for position, step in enumerate(steps) if step.isdecimal()]
    if not numbered:
        return dotted(at)
    end = numbered[-1] + 1
    entry, key = _entry(steps[:end], proposal), ".".join(steps[end:])
    return tell("{key} of {entry}", key=key, entry=entry) if key else entry


def _entry(steps: Sequence[str], proposal: Proposal) -> str:
    """What an entry of a list is called, else which one of the list it is."""
    found: Any = proposal
    for step in steps:
        try:
            found = (found or ())[int(step)] if step.isdecimal() else getattr(found, step, None)
        except IndexError:
            found = None
    called = _short_name(found) if isinstance(found, Organisation) else getattr(found, "title", None)
    called = called or getattr(found, "id", None)
    names = [tell("entry {number}", number=int(step) + 1) if step.isdecimal() else step for step in steps]
    return called if isinstance(called, str) else ", ".join(names)


def named(message: Message, names: Names) -> str:
    """The message in words, with names in place of handles."""
    return _renamed(message, names).text()


def _renamed(message: Message, names: Names) -> Message:
    values: dict[str, Any] = {}
    for key, value in message.values.items():
        if isinstance(value, Message):
            values[key] = _renamed(value, names)
        elif isinstance(value, tuple) and any(isinstance(one, Message) for one in value):
            values[key] = tuple(_renamed(one, names) if isinstance(one, Message) else one for one in value)
        elif key in _OF_ORGANISATIONS and isinstance(value, tuple):
            values[key] = tuple(names.get(one, one) if isinstance(one, str) else one for one in value)
        elif key in _OF_ORGANISATIONS and isinstance(value, str):
            values[key] = names.get(value, value)
        else:
            values[key] = value
    return Message(message.template, values)
