"""What the wizard needs of whoever puts its questions to a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

CANCELLED = "the input ended before the question was answered"


@dataclass(frozen=True)
class Choice:
    """One entry of a list: the value for the file, a short label and one sentence that explains it."""

    value: Any
    label: str
    sentence: str = ""


@dataclass(frozen=True)
class Prompt:
    """What is shown: the question and one or two sentences of help."""

    text: str
    help: str = ""


class Prompter(Protocol):
    """Puts questions to a person.

    Ctrl-C is KeyboardInterrupt and the end of the input is EOFError, never an answer.
    """

    def select(self, prompt: Prompt, choices: Sequence[Choice], chosen: Any = None) -> Any:
        """The value of the one choice that is taken; `chosen` is offered first."""

    def checkbox(self, prompt: Prompt, choices: Sequence[Choice], chosen: Sequence[Any] = ()) -> list[Any]:
        """The values of all choices that are taken, perhaps none."""

    def text(self, prompt: Prompt, default: str = "", offers: Sequence[str] = ()) -> str:
        """One line; empty if nothing is said. `offers` are completed while typing."""

    def multiline(self, prompt: Prompt, default: str = "") -> str:
        """Text of several lines; empty if nothing is said."""

    def confirm(self, prompt: Prompt) -> bool:
        """Yes or no, no unless said otherwise."""
