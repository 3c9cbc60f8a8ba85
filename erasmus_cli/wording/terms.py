"""Words that both the guide data and the proposal use, so that each list of them stands once.

The lists stand in the guide data (`vocabulary.toml`), and a folder of one's own may add to them. A proposal
is read without an edition, so the words in use are kept here: those that are shipped, unless a library of
guide data says others.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from erasmus_cli import resources

Topic = Literal["actions", "fields", "types", "formats", "kinds", "learning"]
Words = Mapping[str, tuple[str, ...]]

Repeated = Literal["organisation", "output", "event", "learning_activity", "work_package", "activity"]
"""What a form asks the same questions about, one after the other."""


class Code(NamedTuple):
    """What the code of an application form stands for in some call; no format where it is none in special."""

    code: str
    action: str
    field: str
    format: str | None


class Said(NamedTuple):
    """What guide data says of words: the lists, and the codes of forms."""

    words: Words
    codes: tuple[Code, ...]


_in_use: list[Callable[[], Said]] = []


def words(topic: Topic) -> tuple[str, ...]:
    """The words of a list, in the order in which people choose among them.

    Raises:
        GuideError: the guide data in use cannot be read.
    """
    return _in_use[0]().words[topic] if _in_use else shipped()[topic]


def codes() -> tuple[Code, ...]:
    """What the codes of all forms stand for.

    Raises:
        GuideError: the guide data in use cannot be read.
    """
    return _in_use[0]().codes if _in_use else shipped_codes()


def use(source: Callable[[], Said] | None) -> None:
    """Takes the words from guide data from now on, asked when a word is not among the shipped ones."""
    _in_use[:] = [] if source is None else [source]


@cache
def shipped() -> Words:
    """The words of the shipped guide data, from the JSON that a wheel has or from its source."""
    said = _made("vocabulary")
    if said is None:
        said = _toml(_guide() / "data" / "vocabulary.toml")
    return {topic: tuple(listed) for topic, listed in said.items()}


@cache
def shipped_codes() -> tuple[Code, ...]:
    """The codes of the shipped guide data, read in the same way; only a file that uses one asks for them."""
    if (made := _made("codes")) is not None:
        return tuple(Code(*row) for row in made)
    folders = (folder for folder in (_guide() / "data").iterdir() if folder.name in shipped()["actions"])
    files = ((folder.name, file) for folder in folders for file in folder.iterdir())
    found = (code for action, file in files for code in codes_of(action, _toml(file)))
    return tuple(sorted(set(found), key=str))


def codes_of(action: str, raw: Mapping[str, Any]) -> Iterator[Code]:
    """The codes in what a file of guide data says of an action."""
    fields = raw.get("fields")
    for field, record in fields.items() if isinstance(fields, dict) else ():
        listed = record.get("codes") if isinstance(record, dict) else None
        for key, code in listed.items() if isinstance(listed, dict) else ():
            yield Code(str(code), action, field, None if key == "general" else key)


def _guide() -> Path:
    return resources.shipped("guide")


def _made(name: str) -> Any:
    """What was made as JSON when a wheel was built; None in a checkout."""
    file = _guide() / "compiled" / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


def _toml(file: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - a wheel has it all as JSON and starts without it

    return tomllib.loads(file.read_text(encoding="utf-8"))
