"""Words that both the guide data and the proposal use, so that each list of them stands once.

The lists stand in the guide data (`vocabulary.toml`), and a folder of one's own may add to them. A proposal
is read without an edition, so the words in use are kept here: those that are shipped, unless a library of
guide data says others.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Literal

Topic = Literal["actions", "fields", "types", "formats", "kinds", "learning"]
Words = Mapping[str, tuple[str, ...]]

Repeated = Literal["organisation", "output", "event", "learning_activity", "work_package", "activity"]
"""What a form asks the same questions about, one after the other."""

_in_use: list[Callable[[], Words]] = []


def words(topic: Topic) -> tuple[str, ...]:
    """The words of a list, in the order in which people choose among them.

    Raises:
        GuideError: the guide data in use cannot be read.
    """
    return (_in_use[0]() if _in_use else shipped())[topic]


def use(source: Callable[[], Words] | None) -> None:
    """Takes the words from guide data from now on, asked when a word is not among the shipped ones."""
    _in_use[:] = [] if source is None else [source]


@cache
def shipped() -> Words:
    """The words of the shipped guide data, from the JSON that a wheel has or from its source."""
    folder = resources.files("erasmus_cli") / "guide"
    made = folder / "compiled" / "vocabulary.json"
    if made.is_file():
        said = json.loads(made.read_text(encoding="utf-8"))
    else:
        import tomllib  # noqa: PLC0415 - a wheel has the words as JSON and starts without it

        said = tomllib.loads((folder / "data" / "vocabulary.toml").read_text(encoding="utf-8"))
    return {topic: tuple(listed) for topic, listed in said.items()}
