"""What hints need to know of a proposal, worked out once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from erasmus_cli.pointers import pointer
from erasmus_cli.project.fields import FormField
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Organisation

_FUNCTION_WORDS = frozenset(
    ("the", "and", "of", "to", "in", "we", "is", "are", "a", "for", "with", "it", "that", "on", "our", "by")
)
_ENOUGH_WORDS = 20
_ENGLISH_SHARE = 0.1


@dataclass(frozen=True)
class Reading:
    """A proposal as a reader of its texts sees it."""

    project: Project

    @cached_property
    def organisations(self) -> tuple[Organisation, ...]:
        """All organisations, associated ones included."""
        return self.project.proposal.organisations or ()

    def answers(self, *prefixes: str) -> Iterator[FormField]:
        """The fields with an answer whose question begins with one of these."""
        for field in self.project.fields():
            if field.question.id.startswith(prefixes) and field.text.strip():
                yield field

    def text(self, *prefixes: str) -> str:
        """Their answers, one after the other."""
        return "\n\n".join(field.text for field in self.answers(*prefixes))

    def asks(self, question: str) -> bool:
        """Whether the form has this question."""
        return self.project.form.question(question) is not None

    @cached_property
    def english(self) -> bool:
        """Whether the texts are in English: as said, or as its most frequent words let one think."""
        if self.project.proposal.language is not None:
            return self.project.proposal.language == "en"
        words = re.findall(r"\w+", " ".join(self.project.proposal.answers.values()).lower())
        common = sum(word in _FUNCTION_WORDS for word in words)
        return len(words) < _ENOUGH_WORDS or common >= len(words) * _ENGLISH_SHARE


def place(field: FormField) -> str:
    """JSON pointer of an answer."""
    return pointer(("answers", field.key))
