"""Lists of a proposal that are filled entry by entry: what each is called, and what is asked of an entry."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from erasmus_cli.pointers import parts, pointer
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.wizard.question import Kind, QuestionContext, Template, never
from erasmus_cli.wording.language import Words
from erasmus_cli.wording.messages import tell

_NUMBERED = re.compile(r"[A-Z]{1,3}\d+")  # such as WP1


@dataclass(frozen=True)
class EntryContext(QuestionContext):
    """What a question about one entry of a list may depend on.

    Attributes:
        at: JSON pointer of the entry; its number may be one more than the last, of one that is to be added.
    """

    at: str

    @property
    def index(self) -> int:
        """Its number in its list, from 0."""
        return int(parts(self.at)[-1])

    @property
    def entry(self) -> Any:
        """What has been said of it; None if it is to be added."""
        return found(self.proposal, self.at)

    def said(self, key: str) -> Any:
        """What the entry says under a key; None if nothing."""
        return getattr(self.entry, key, None)

    @property
    def is_new(self) -> bool:
        """Whether it is to be added."""
        return self.entry is None


def numbered_title(handle: str, title: str) -> str:
    """How an entry is called: by its title, behind a handle that is a number, as in `WP1 Management`."""
    if not title or handle == title:
        return handle or title
    return f"{handle} {title}" if _NUMBERED.fullmatch(handle) else title


def handle_of(label: str, place: str = "{entry}") -> Template[Any]:
    """The question for the handle of an entry, which is made of its name or number unless it is said.

    Args:
        label: what the entry is called, in the words of the question.
        place: JSON pointer of the entry.
    """
    return Template(
        f"{place}/id",
        "Handle of {label}",
        f"By which handle does the rest of the file call {label}?",
        "One short word without blanks, such as `porto`. Whatever names it follows at once.",
        Kind.HANDLE,
        required=never,
        aside=True,
        why="The rest of the file names it by this word, and so do tables where names are long.",
    )


@dataclass(frozen=True)
class EntryList:
    """A list that is filled entry by entry.

    Attributes:
        at: JSON pointer of the list, in which `{index}` stands for the number of what holds it.
        one: what an entry is called.
        many: what several are called.
        templates: what is asked of an entry, in order.
        people: the rows of an entry that are asked for each organisation, by key.
        when: whether the list belongs to the project.
        needed: whether there has to be an entry.
        aside: whether it is filled only on request.
    """

    at: str
    one: str
    many: str
    templates: tuple[Template[EntryContext], ...]
    people: tuple[str, ...] = ()
    when: Callable[[QuestionContext], bool] = field(default=lambda _: True)
    needed: Callable[[QuestionContext], bool] = field(default=lambda _: False)
    aside: bool = False

    @property
    def key(self) -> str:
        """The key of the proposal that holds it."""
        return parts(self.at)[-1]

    def is_at(self, at: str) -> bool:
        """Whether it stands at this pointer."""
        return fits(parts(at), parts(self.at)) and len(parts(at)) == len(parts(self.at))

    def label(self, entry: Any, index: int) -> str:
        """How questions name an entry."""
        said = (getattr(entry, key, None) for key in ("title", "description", "task", "id"))
        return next(filter(None, said), tell("{one} {number}", one=Words(self.one), number=index + 1))


def found(proposal: Proposal, at: str) -> Any:
    """What the proposal says at a pointer; None if nothing."""
    node: Any = proposal
    for part in parts(at):
        if isinstance(node, tuple):
            node = node[int(part)] if int(part) < len(node) else None
        else:
            node = getattr(node, part, None)
    return node


def fits(way: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Whether a pointer leads to what the pattern stands for, or into it."""
    return len(way) >= len(pattern) and all(
        part == wanted or (wanted == "{index}" and part.isdigit())
        for part, wanted in zip(way, pattern, strict=False)
    )


def entry_of(at: str) -> tuple[str, int] | None:
    """The pointer of the innermost list that a pointer leads into, and the number of the entry there."""
    way = parts(at)
    numbers = [place for place, part in enumerate(way) if part.isdigit()]
    return (pointer(way[: numbers[-1]]), int(way[numbers[-1]])) if numbers else None
