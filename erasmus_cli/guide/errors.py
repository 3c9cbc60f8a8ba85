"""What can be wrong with guide data, and with what is asked of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from erasmus_cli.errors import ErasmusError
from erasmus_cli.wording.formatting import spans
from erasmus_cli.wording.messages import tell

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


class GuideError(ErasmusError):
    """The guide data is wrong. The message is one line and names file and key."""

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))


def in_our_words(details: "ErrorDetails") -> str:
    """What is wrong with a value of the data, in words for whoever keeps it."""
    if details["type"] == "extra_forbidden":
        return "there is no such key"
    if details["type"] == "missing":
        return "it is missing"
    return details["msg"].removeprefix("Value error, ").replace("Input should", "it should")


class NoEditionError(ErasmusError, ValueError):
    """A proposal does not name the call and the action whose rules it would follow."""


class UnknownEditionError(ErasmusError, LookupError):
    """There is no edition for this call and action."""

    def __init__(self, call: int, action: str, known: Sequence[tuple[int, str]]) -> None:
        self.call, self.action = call, action
        near = [(c, a) for c, a in known if c == call or a == action] or known
        words = tell(
            "no rules for {call}/{action} in this version; there are {editions}",
            call=call,
            action=action,
            editions=spans(near),
        )
        super().__init__(words)


class NotPublishedError(UnknownEditionError):
    """The Guide of this call is not published yet; `latest` is the newest call of the action."""

    def __init__(self, call: int, action: str, latest: int) -> None:
        super().__init__(call, action, ())
        self.latest = latest
        words = tell(
            "call {call} is not known here yet; `--provisional` takes the rules of {latest}, without dates",
            call=call,
            latest=latest,
        )
        self.args = (words,)
