"""The words of the guide data that proposals use, without an edition being loaded."""

from collections.abc import Sequence
from dataclasses import dataclass

from erasmus_cli.guide.errors import GuideError
from erasmus_cli.guide.layers import DataFile

_LISTS = ("fields", "types", "formats", "kinds")


@dataclass(frozen=True)
class Vocabulary:
    """What `call`, `action`, `field` and so on of a proposal may be, in the order in which people choose.

    Attributes:
        calls: the call years of all editions, oldest first.
        actions: the actions of all editions.
        fields: the fields of all actions.
        types: the project types.
        formats: the formats.
        kinds: the kinds of organisation.
    """

    calls: tuple[int, ...]
    actions: tuple[str, ...]
    fields: tuple[str, ...]
    types: tuple[str, ...]
    formats: tuple[str, ...]
    kinds: tuple[str, ...]


def read_vocabulary(files: Sequence[DataFile], editions: Sequence[tuple[int, str]]) -> Vocabulary:
    """The words of some files, those of a later one added to those of an earlier one.

    Raises:
        GuideError: a file cannot be read or has an unknown key.
    """
    words: dict[str, list[str]] = {name: [] for name in (*_LISTS, "actions")}
    for file in files:
        for key, listed in file.parsed().items():
            if key not in words or not isinstance(listed, list):
                raise GuideError(f"{file.label}: {key}: is not a list of {', '.join(words)}")
            words[key] += listed
    words["actions"] += [action for _, action in editions]
    known = {action for _, action in editions}
    return Vocabulary(
        calls=tuple(sorted({call for call, _ in editions})),
        actions=tuple(action for action in dict.fromkeys(words["actions"]) if action in known),
        **{name: tuple(dict.fromkeys(words[name])) for name in _LISTS},
    )
