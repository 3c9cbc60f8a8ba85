"""Names of organisations in place of their handles, where messages speak of them."""

from collections.abc import Mapping
from typing import Any

from erasmus_cli.messages import Message
from erasmus_cli.proposal.model import Proposal

Names = Mapping[str, str]
"""What people call the organisations, by handle."""

_OF_ORGANISATIONS = frozenset(("member", "applicant", "applicants", "organisation", "first", "one", "other"))
"""Values of messages that are handles of organisations."""
_LONGEST = 40


def names_of(proposal: Proposal, *, with_handles: bool = False) -> Names:
    """The names by handle, but long ones, which would bury the message; with the handle behind on request."""
    short = {
        one.id: one.name
        for one in proposal.organisations or ()
        if one.id and one.name and len(one.name) <= _LONGEST
    }
    return {handle: f"{name} ({handle})" if with_handles else name for handle, name in short.items()}


def named(message: Message, names: Names) -> str:
    """The message in words, with names in place of handles."""
    return _renamed(message, names).text()


def _renamed(message: Message, names: Names) -> Message:
    values: dict[str, Any] = {}
    for key, value in message.values.items():
        if isinstance(value, Message):
            values[key] = _renamed(value, names)
        elif key in _OF_ORGANISATIONS and isinstance(value, tuple):
            values[key] = tuple(names.get(one, one) if isinstance(one, str) else one for one in value)
        elif key in _OF_ORGANISATIONS and isinstance(value, str):
            values[key] = names.get(value, value)
        else:
            values[key] = value
    return Message(message.template, values)
