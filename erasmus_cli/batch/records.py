"""A proposal as a source holds it, before anybody has read it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from erasmus_cli.proposal.errors import Problem
from erasmus_cli.wording.language import _

HEAD = 100
"""Bytes by which a result is known."""
_RESULT = re.compile(rb'\{\s*"version":\s*1,')


class Record(NamedTuple):
    """One proposal of a source: a file, a line of JSON, or data that a program has.

    Attributes:
        file: the source, as the user named it.
        line: the line in it, from 1, where it holds many proposals.
        text: the line, where the source has lines.
        content: the bytes of the file, where they were read already.
        data: keys and values, where there is no text.
        problems: why it cannot be read, where the source itself knows.
        number: which of all records it is, from 1.
    """

    file: str
    line: int | None = None
    text: str | None = None
    content: bytes | None = None
    data: Mapping[str, Any] | None = None
    problems: tuple[Problem, ...] = ()
    number: int | None = None

    @property
    def name(self) -> str:
        """The file, and behind a colon the line, where it has many."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


def unreadable(file: str, message: str, hint: str | None = None, line: int | None = None) -> Record:
    """The record that stands for what cannot be read, so that nothing is left out in silence."""
    return Record(file, line, problems=(Problem(message, line=line, hint=hint),))


def result_in_place(file: str, line: int | None = None) -> Record:
    """The one record of a file that holds what a check has written, or of such a line among proposals."""
    hint = _("name what was checked; --baseline takes an earlier result")
    words = _("these are verdicts, not proposals") if line is None else _("this is a verdict, not a proposal")
    return unreadable(file, words, hint, line)


def is_result(begin: bytes) -> bool:
    """Whether something that begins so is what this program has printed, and no proposal."""
    return _RESULT.match(begin[:HEAD]) is not None


@dataclass
class Meter:
    """How far the reading of sources has come.

    Attributes:
        done: bytes that were read.
        total: bytes that there are; None where nobody can know, as of a pipe or a folder.
        say: is given what a reader of the results has to know of the sources, each line once.
    """

    done: int = 0
    total: int | None = None
    say: Callable[[str], None] | None = None
    _told: set[str] = field(default_factory=set, repr=False)

    def tell(self, words: str) -> None:
        """Says something of a source, once."""
        if self.say and words and words not in self._told:
            self._told.add(words)
            self.say(words)
