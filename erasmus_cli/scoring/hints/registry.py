"""Registers hints. A hint is a function from a reading of the proposal to remarks, mostly none."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from erasmus_cli.rules.registry import Example, demand, described
from erasmus_cli.scoring.hints.reading import Reading
from erasmus_cli.wording.messages import Message


@dataclass(frozen=True)
class Remark:
    """What a hint says of one place.

    Attributes:
        said: the message, as template and values.
        at: JSON pointer of the place.
    """

    said: Message
    at: str

    @property
    def message(self) -> str:
        """The message in words."""
        return self.said.text()


Look = Callable[[Reading], Iterator[Remark]]


@dataclass(frozen=True)
class Hint:
    """One sign.

    Attributes:
        id: code such as `HINT-03`; never used again for something else.
        name: the function's name with hyphens.
        title: first sentence of the docstring.
        text: the whole docstring: what is looked at, why assessors mind, what it cannot see.
        english: it looks for English words, so that texts in other languages are not looked at.
        look: the function.
        fires: a fragment of a proposal that it remarks on.
        silent: a fragment like it on which it has nothing to say.
    """

    id: str
    name: str
    title: str
    text: str
    english: bool
    look: Look
    fires: Example
    silent: Example


_REGISTRY: dict[str, Hint] = {}


def hint(hint_id: str, *, english: bool, fires: Example, silent: Example) -> Callable[[Look], Look]:
    """Registers the decorated function as a hint.

    Raises:
        TypeError: the hint has no proper id, docstring or examples, or its id is taken.
    """

    def register(look: Look) -> Look:
        name, title, text = described(look)
        faults = {
            "an id like HINT-03": re.fullmatch(r"HINT-\d{2}", hint_id),
            "a docstring that says why assessors mind": "\n\n" in text,
            "an example that fires and one that does not": fires and silent,
            "an id of its own": hint_id not in _REGISTRY,
            "a name of its own": name not in {entry.name for entry in registered()},
        }
        demand(f"hint {hint_id} ({look.__name__})", faults)
        _REGISTRY[hint_id] = Hint(hint_id, name, title, text, english, look, fires, silent)
        return look

    return register


def registered() -> tuple[Hint, ...]:
    """The hints registered so far, in order of registration."""
    return tuple(_REGISTRY.values())
