"""What the wizard needs of whoever puts its questions to a person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from erasmus_cli.wording.language import Words
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.plain_text import characters

NO_MORE = Words("This asks what to do next; no rule speaks of it.")
BEFORE_ALL = datetime.min  # noqa: DTZ901 - no deadline has passed then
CANCELLED = Words("the input ended before the question was answered")


@dataclass(frozen=True)
class Choice:
    """One entry of a list: the value for the file, a short label and one sentence that explains it."""

    value: Any
    label: str
    sentence: str = ""


@dataclass(frozen=True)
class Prompt:
    """What is shown: the question and one or two sentences of help.

    Attributes:
        text: the question, in plain words.
        help: one or two sentences below it.
        key: what is asked for, as a name that stays when the words change.
        optional: whether it may be left open.
        more: lines that explain it on request.
        can_go_back: whether a question was asked before; lists say so where there is room.
        limit: how many characters a long text may have, if there is a limit.
        keep: takes a text as far as it is typed, again and again, so that no stop loses it.
        most: how many choices may be taken, if there is a limit.
        refused: why the answer before could not be taken; it was told, but a long text may hide that.
        means: an answer that is typed and is no entry of a list, such as the code of a form; else None.
    """

    text: str
    help: str = ""
    key: str = ""
    optional: bool = False
    more: tuple[str, ...] = ()
    can_go_back: bool = False
    limit: int | None = None
    keep: Callable[[str], None] = lambda _: None
    most: int | None = None
    refused: str = ""
    means: Callable[[str], Any] = lambda _: None

    def too_many(self, taken: Sequence[Any]) -> str | None:
        """That more choices are taken than may be; None if that is not so."""
        if self.most is None or len(taken) <= self.most:
            return None
        return tell("Please take {most} at most, not {taken}.", most=self.most, taken=len(taken))


def room(text: str, limit: int | None) -> str:
    """How long a text is, as the form counts it, and how long it may be."""
    used = characters(text)
    if limit is None:
        return tell("{used} characters", used=used)
    if used > limit:
        return tell(
            "{used} of {limit} characters, {over} too many", used=used, limit=limit, over=used - limit
        )
    return tell("{used} of {limit} characters", used=used, limit=limit)


class WentBack(Exception):  # noqa: N818 - no error, but like Ctrl-C never to be taken for an answer
    """Whoever answers wants to go back to the question before."""


class Prompter(Protocol):
    """Puts questions to a person.

    Attributes:
        keys: one line on how to go back, how to have a question explained and how to stop; in English.

    Ctrl-C is KeyboardInterrupt, the end of the input EOFError, the wish to go back WentBack: never an answer.
    """

    keys: Words

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
