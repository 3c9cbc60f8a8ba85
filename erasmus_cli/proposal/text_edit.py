"""Edits of a proposal's text: what an edit does not mean stays as it is, to the character.

An edit replaces the characters of one value, or puts in or takes out the lines of one entry; comments,
quotes, order, wrapping, line ends and the byte order mark of everything else are not written anew. Whatever
the text looks like, it is read again and has to say exactly what was meant. Where a value cannot be replaced
alone, as in something that an alias points to, what holds it is written anew, and lost comments are told.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from erasmus_cli.errors import ErasmusError
from erasmus_cli.pointers import parent, parts, pointer
from erasmus_cli.proposal import editing
from erasmus_cli.proposal.errors import UnreadableProposalError, refusal
from erasmus_cli.proposal.nodes import Node, copied
from erasmus_cli.proposal.parsing import MARK, compose
from erasmus_cli.proposal.spellings import SAID_BY_CODES, said_by_code
from erasmus_cli.proposal.splices import Page, Splice, applied
from erasmus_cli.proposal.yaml_writer import dump, inline
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

Edits = Sequence[tuple[str, Any]]
"""JSON pointers, each with the value that goes there; None takes out what is there, and an
`editing.NewKey` gives its key another name."""

_COMMENT = re.compile(r"(?<!\S)#.*")
_EMPTY_JSON = "{\n}\n"


class Edited(NamedTuple):
    """A text after edits.

    Attributes:
        text: what to write.
        comments_lost: whether comments are gone that no edit took out; keep a copy of the old file then.
    """

    text: str
    comments_lost: bool = False


class NoPlaceError(ErasmusError, ValueError):
    """There is no place in the proposal for the value that is put there; `at` is its pointer."""

    def __init__(self, reason: str, at: str) -> None:
        super().__init__(reason)
        self.at = at


class _State(NamedTuple):
    """A text, and what it says."""

    text: str
    root: Node | None

    @property
    def data(self) -> Any:
        return self.root.data if self.root and self.root.data is not None else {}


def edited(text: str, edits: Edits, name: str = "<text>") -> Edited:
    """The text of a proposal with these edits, made one after the other; a text of nothing begins one.

    Args:
        text: YAML or JSON.
        edits: pointers and values.
        name: of the file; where it ends in `.json`, a new text is JSON.

    Raises:
        NoPlaceError: there is no place for one of them.
        UnreadableProposalError: the text is none of a proposal, or has no way to say what was meant.
    """
    mark = MARK if text.startswith(MARK) else ""
    body = text.removeprefix(MARK)
    if not body.strip() and name.lower().endswith(".json"):
        body = _EMPTY_JSON
    state = _State(body, compose(body, name))
    edits = _in_words(state.data, edits)
    lost = False
    together = _together(state, edits, name) if len(edits) > 1 else None
    if together:
        return Edited(mark + together.text)
    for at, value in edits:
        if value is None and not _stands(state.data, at):
            continue
        state, gone = _made(state, at, value, name)
        lost = lost or gone
    return Edited(mark + state.text, lost)


def _in_words(data: Any, edits: Edits) -> Edits:
    """The edits with action, field and format in words, where the code of a form says them or is to say them.

    Beside `action: KA210-SCH` another field would contradict the code, and a new action would take it along.
    """
    given = dict(edits)
    if SAID_BY_CODES.isdisjoint(at.removeprefix("/") for at in given):
        return edits
    new = said_by_code({"action": given.get("/action")})
    told = {pointer((key,)): value for key, value in {**said_by_code(data), **new}.items()}
    unsaid = [(at, value) for at, value in told.items() if at not in given]
    return [*unsaid, *((at, told[at] if new and at == "/action" else value) for at, value in edits)]


def without_comments(path: object, copy: object) -> str:
    """What to tell where comments are lost: nobody finds out by themselves."""
    return tell(
        "not all comments in {file} can be kept; the file as it was is in {copy}", file=path, copy=copy
    )


def _together(state: _State, edits: Edits, name: str) -> _State | None:
    """All edits at once, where none is in the way of another; None where they have to go one by one."""
    page = Page(state.text, state.root)
    meant = copied(state.data)
    splices: list[Splice] = []
    for at, value in edits:
        if value is None and not _stands(meant, at):
            continue
        if value is None and not _stands(state.data, at):
            return None  # it takes out what an edit before it puts in
        _carry_out(meant, at, value)
        found = _splices(page, at, value)
        if found is None:
            return None
        splices += found
    if any(one.end > other.start or one.start == other.start for one, other in pairwise(sorted(splices))):
        return None
    after = _saying(applied(state.text, splices), meant, name)
    # Whose comments are gone can be told of one edit only.
    return after if after and not _comments(state) - _comments(after) else None


def _splices(page: Page, at: str, value: Any) -> list[Splice] | None:
    """The characters that one edit replaces; None where it cannot be made there alone."""
    if isinstance(value, editing.NewKey):
        return page.renaming(at, value.name)
    return page.removing(at) if value is None else page.putting(at, value)


def _carry_out(meant: Any, at: str, value: Any) -> None:
    if value is None:
        editing.take_out(meant, at)
        return
    try:
        if isinstance(value, editing.NewKey):
            editing.rename(meant, at, value.name)
        else:
            editing.put(meant, at, copied(value))
    except ValueError as error:
        raise NoPlaceError(str(error), at) from error


def _made(state: _State, at: str, value: Any, name: str) -> tuple[_State, bool]:
    """The text after one edit, and whether comments were lost."""
    meant = copied(state.data)
    _carry_out(meant, at, value)
    for number, text in enumerate(_ways(state, at, value, meant)):
        after = _saying(text, meant, name)
        if after:
            # What is taken out on purpose takes along the comments inside it.
            taken_out = value is None and number == 0
            return after, not taken_out and bool(_comments(state) - _comments(after))
    raise refusal(name, _("this text cannot be kept in the file"))


def _ways(state: _State, at: str, value: Any, meant: Any) -> Iterator[str]:
    """Texts with the edit, from the one that touches least to the one that is written all anew."""
    yield from _ways_here(state, at, value)
    aliases = [node for node in _nodes(state.root) if node.alias]
    if aliases:
        written_out = [Splice(node.start, node.end, inline(node.data, flow=True)) for node in aliases]
        text = applied(state.text, written_out)
        root = compose(text, "")
        if root and root.data == state.data:
            yield from _ways_here(_State(text, root), at, value)
    while at := parent(at):
        inner = editing.get(meant, at)
        if inner is not None:
            yield from _ways_here(state, at, inner)
    yield applied(state.text, Page(state.text, state.root).rewriting(meant))
    yield dump(meant)


def _ways_here(state: _State, at: str, value: Any) -> Iterator[str]:
    """Texts in which nothing but the entry at the pointer is other than before."""
    for blocks in (True, False):
        page = Page(state.text, state.root, blocks=blocks)
        splices = _splices(page, at, value)
        if splices is not None:
            yield applied(state.text, splices)


def _saying(text: str, meant: Any, name: str) -> _State | None:
    """The text, if it says exactly what was meant."""
    try:
        again = _State(text, compose(text, name))
    except UnreadableProposalError:
        return None
    # As text, because for Python 1, 1.0 and True are the same, and what is not a number is never itself.
    same = again.root and json.dumps(again.root.data, sort_keys=True) == json.dumps(meant, sort_keys=True)
    return again if same else None


def _stands(data: Any, at: str) -> bool:
    """Whether there is something at a pointer, be it an empty value."""
    holder, key = editing.get(data, parent(at)), parts(at)[-1]
    if isinstance(holder, list):
        return key.isdecimal() and int(key) < len(holder)
    return isinstance(holder, dict) and key in holder


def _comments(state: _State) -> Counter[str]:
    """The comments of a text: what begins with `#` between its values."""
    found: Counter[str] = Counter()
    at = 0
    for start, end in sorted(_spans(state.root, state.text)):
        found.update(_COMMENT.findall(state.text, at, max(at, start)))
        at = max(at, end)
    found.update(_COMMENT.findall(state.text, at))
    return found


def _spans(node: Node | None, text: str) -> Iterator[tuple[int, int]]:
    """From where to where keys and values go that may hold a `#`."""
    for inner in _nodes(node):
        yield from ((key.start, key.end) for name, key in inner.keys.items() if name not in inner.merged)
        if inner.inner is None or inner.alias:
            # A comment may stand beside the sign of a block.
            start = text.find("\n", inner.start, inner.end) if inner.style in ("|", ">") else inner.start
            yield (start, inner.end) if start >= 0 else (inner.end, inner.end)


def _nodes(node: Node | None) -> Iterator[Node]:
    """The node and all that it holds, but what stands elsewhere."""
    if node is None:
        return
    yield node
    if node.alias:
        return
    if isinstance(node.inner, dict):
        for source in node.sources:
            yield from _nodes(source)
        for key, inner in node.inner.items():
            if key not in node.merged:
                yield from _nodes(inner)
    for inner in node.inner if isinstance(node.inner, list) else ():
        yield from _nodes(inner)
