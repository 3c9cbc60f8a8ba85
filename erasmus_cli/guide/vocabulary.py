"""The words of the guide data that proposals use, without an edition being loaded."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple, get_args

from pydantic import AfterValidator

from erasmus_cli.guide.errors import GuideError
from erasmus_cli.guide.layers import DataFile
from erasmus_cli.wording.patterns import pattern
from erasmus_cli.wording.terms import Topic, Words, words

_WORD = pattern(r"[a-z0-9]+(-[a-z0-9]+)*")
_LISTS = tuple(topic for topic in get_args(Topic) if topic != "actions")


def _field(name: str) -> str:
    if name not in words("fields"):
        raise ValueError(f"{name} is no field; there are {', '.join(words('fields'))}")
    return name


FieldName = Annotated[str, AfterValidator(_field)]
"""A field of the guide data in use."""


class Vocabulary(NamedTuple):
    """What `call`, `action`, `field` and so on of a proposal may be, in the order in which people choose.

    Attributes:
        calls: the call years of all editions, oldest first.
        actions: the actions of all editions.
        fields: the fields of all actions.
        types: the project types.
        formats: the formats.
        kinds: the kinds of organisation.
        learning: the kinds of learning, teaching and training activities.
    """

    calls: tuple[int, ...]
    actions: tuple[str, ...]
    fields: tuple[str, ...]
    types: tuple[str, ...]
    formats: tuple[str, ...]
    kinds: tuple[str, ...]
    learning: tuple[str, ...]

    @property
    def words(self) -> Words:
        """The lists of words, by what they are of."""
        return {topic: getattr(self, topic) for topic in get_args(Topic)}


def read_vocabulary(
    begun: Words, files: Sequence[DataFile], editions: Sequence[tuple[int, str]]
) -> Vocabulary:
    """These words, with those of some files added to them, and the actions and calls of some editions.

    Raises:
        GuideError: a file cannot be read, has an unknown key, or lists what is no word.
    """
    lists = {topic: list(begun.get(topic, ())) for topic in get_args(Topic)}
    for file in files:
        for key, listed in file.parsed().items():
            if key not in lists or not isinstance(listed, list):
                raise GuideError(f"{file.label}: {key}: is not a list of {', '.join(lists)}")
            for word in listed:
                if not (isinstance(word, str) and _WORD.fullmatch(word)):
                    raise GuideError(
                        f"{file.label}: {key}: {word!r} is no word; it has small letters, digits and hyphens"
                    )
            lists[key] += listed
    lists["actions"] += [action for _, action in editions]
    known = {action for _, action in editions}
    return Vocabulary(
        calls=tuple(sorted({call for call, _ in editions})),
        actions=tuple(action for action in dict.fromkeys(lists["actions"]) if action in known),
        **{name: tuple(dict.fromkeys(lists[name])) for name in _LISTS},
    )
