"""Names in place of handles and of places in the file, where messages speak of them to people."""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from erasmus_cli.guide.model import Edition
from erasmus_cli.pointers import dotted, parts
from erasmus_cli.project.short_names import short_name
from erasmus_cli.proposal.model import Organisation, Proposal
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import Message, tell

Names = Mapping[str, str]
"""What people call organisations, by handle, or fields and priorities, by key."""

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


def labels_of(edition: Edition) -> Names:
    """What the Guide calls the fields and priorities that messages name by their keys."""
    called = {key: _(one.label) for key, one in edition.priorities.items()}
    return {**called, **{key: _(one.label) for key, one in edition.fields.items()}}


def named(message: Message, names: Names, words: Names = MappingProxyType({})) -> str:
    """The message in words, with names in place of handles, and with words in place of the keys of the Guide.

    Args:
        message: a sentence with its values.
        names: of organisations, by handle.
        words: of fields and priorities, by key (`labels_of`); keys stay where people are to type them.
    """
    return _renamed(message, names, words).text()


def _renamed(message: Message, names: Names, words: Names) -> Message:
    def renamed(key: str, value: Any) -> Any:
        if isinstance(value, Message):
            return _renamed(value, names, words)
        if isinstance(value, tuple):
            return tuple(renamed(key, one) for one in value)
        if not isinstance(value, str):
            return value
        if key in _OF_ORGANISATIONS:
            return names.get(value, value)
        # A key of a priority has a slash; that of a field may be any word, so the name of the value decides.
        return words.get(value, value) if "/" in value or key == "field" else value

    return Message(message.template, {key: renamed(key, value) for key, value in message.values.items()})
