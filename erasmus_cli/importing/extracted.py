"""What is found in a draft that comes back."""

from dataclasses import dataclass

from erasmus_cli.errors import ErasmusError
from erasmus_cli.wording.messages import NOTHING, Message


class UnreadableDraftError(ErasmusError, ValueError):
    """A file that is not a draft, or not one that can be read; the message says why and what to do."""


@dataclass(frozen=True)
class ExtractedAnswer:
    """One question of a draft.

    Attributes:
        key: of its answer.
        base: the fingerprint that the draft keeps of the answer at export; None if that is lost.
        text: the answer as Markdown; empty if there is none.
        notes: what else is worth knowing, such as tracked changes.
        trouble: why the answer cannot be taken as it stands; nothing if it can.
    """

    key: str
    base: str | None
    text: str
    notes: tuple[Message, ...] = ()
    trouble: Message = NOTHING


@dataclass(frozen=True)
class Comment:
    """A remark in the margin.

    Attributes:
        at: the key of the question where it begins; empty elsewhere.
        author: the name that the file gives.
        text: what it says.
    """

    at: str
    author: str
    text: str


@dataclass(frozen=True)
class StrayText:
    """A text that somebody typed outside the boxes for answers.

    Attributes:
        at: the key of the question where it stands; far from all questions, what stands before it.
        text: what it says; with it, what stood there before.
    """

    at: str
    text: str


@dataclass(frozen=True)
class ShownValue:
    """A value of the proposal that a table or the title of the draft shows, of which the origin is certain.

    Attributes:
        place: of the value (`shown_values`).
        then: code of what the draft said when it was written.
        text: what it says now.
        at: where it stands, for people.
    """

    place: str
    then: str
    text: str
    at: str = ""


@dataclass(frozen=True)
class ExtractedDraft:
    """All that a draft brings.

    Attributes:
        questions: in their order.
        comments: in the margin.
        outside: what was typed where no answer is read.
        title: of the project, as the cover says it.
        values: what it shows of single values of the proposal.
        lost: places of values in rows that are gone.
        language: of its labels, in which it shows values as well.
        had: codes of what the draft had when it was written, keys among it; None where that is not known.
    """

    questions: tuple[ExtractedAnswer, ...]
    comments: tuple[Comment, ...] = ()
    outside: tuple[StrayText, ...] = ()
    title: str = ""
    had: frozenset[str] | None = None
    values: tuple[ShownValue, ...] = ()
    lost: tuple[str, ...] = ()
    language: str = "en"
