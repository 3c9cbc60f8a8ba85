"""YAML text into values with their places, in one walk over what the parser says, and within limits.

The parser is libyaml's where PyYAML has it, and PyYAML's own where not; what words mean is said by `scalars`.
Both know YAML 1.1, where some rare characters end a line that do not in YAML 1.2: these are hidden from them.
"""

import re
from typing import Any, NoReturn

from yaml import events
from yaml.error import MarkedYAMLError

from erasmus_cli.proposal.errors import refusal, shown
from erasmus_cli.proposal.limits import MOST_LEVELS, MOST_VALUES, too_deep, too_many
from erasmus_cli.proposal.nodes import Key, Node, copied
from erasmus_cli.proposal.scalars import meaning, meaning_by_tag
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.patterns import pattern

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # a Python without libyaml, such as PyPy: the same answers, twenty times slower
    from yaml.loader import BaseLoader as _Parser  # type: ignore[assignment]


_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RARE = "\x85\u2028\u2029\ufeff"
_HAS_RARE = pattern(f"[{_RARE}]")
_DIRECTIVE = pattern(r"^%(?!TAG\b)", re.MULTILINE)
_BLOCKS = ("|", ">")
_COLLECTIONS = (None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")


def compose(text: str, name: str) -> Node | None:
    """The value that a YAML text holds, with all places; None if it holds nothing but comments.

    Raises:
        UnreadableProposalError: the text cannot be parsed or is made to explode; says where and why.
    """
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        _refuse_character(text, forbidden, name)
    hidden = _hidden(text) if _HAS_RARE.search(text) else {}
    readable = text.translate(hidden) if hidden else text
    if "%" in text:
        readable = _without_directives(readable)
    walk = _Walk(text, name, {ord(stand_in): chr(rare) for rare, stand_in in hidden.items()})
    try:
        return walk.over(_Parser(readable))
    except MarkedYAMLError as error:
        mark = error.problem_mark
        place = (mark.line + 1, mark.column + 1) if mark else (None, None)
        reason = str(error.problem or "not YAML").split("\n", 1)[0]
        if "nesting depth" in reason:
            raise refusal(name, too_deep()) from error
        raise refusal(
            name, tell("this is not YAML: {reason}", reason=reason), _hint(reason), *place
        ) from error


class _Walk:
    """One walk: what is open, what anchors stand for, and how many values are still allowed."""

    def __init__(self, text: str, name: str, shown_again: dict[int, str]) -> None:
        self.text, self.name = text, name
        self.left = MOST_VALUES
        self.open: list[_Open] = []
        self.anchors: dict[str, Node | None] = {}
        self.root: Node | None = None
        self.shown_again = shown_again

    def over(self, parser: Any) -> Node | None:
        """Everything that the parser says."""
        documents = 0
        step = parser.get_event
        while type(event := step()) is not events.StreamEndEvent:
            kind = type(event)
            if kind is events.ScalarEvent:
                self._scalar(event)
            elif kind is events.MappingStartEvent or kind is events.SequenceStartEvent:
                self._begin(event, keyed=kind is events.MappingStartEvent)
            elif kind is events.MappingEndEvent or kind is events.SequenceEndEvent:
                self._end(event)
            elif kind is events.AliasEvent:
                self._alias(event)
            elif kind is events.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._refuse(_("there is more than one document in the file"), event.start_mark)
        return self.root

    def _scalar(self, event: Any) -> None:
        text, mark, end = event.value, event.start_mark, event.end_mark
        if self.shown_again:
            text = text.translate(self.shown_again)
        holder = self.open[-1] if self.open else None
        if holder is not None and holder.awaits_key:
            holder.key = Key(mark.index, end.index, mark.line, mark.column)
            holder.name = text
            holder.merges = text == "<<" and event.implicit[0]
            holder.awaits_key = False
            return
        try:
            if event.tag is not None:
                data = meaning_by_tag(event.tag, text)
            else:
                data = meaning(text) if event.implicit[0] else text
        except ValueError as error:
            self._refuse(tell("this is not YAML: {reason}", reason=error), mark)
        until = end.index
        if event.style in _BLOCKS:
            # Blank lines below belong to what follows in the file.
            until = mark.index + len(self.text[mark.index : until].rstrip())
        node = Node(data, mark.index, until, mark.line, mark.column, event.style or None)
        if event.anchor:
            self.anchors[event.anchor] = node
        self._put(node, mark)

    def _begin(self, event: Any, *, keyed: bool) -> None:
        mark = event.start_mark
        if self.open and self.open[-1].awaits_key:
            self._refuse(_("a key is a word or a text, not a group or a list"), mark)
        if len(self.open) > MOST_LEVELS:
            self._refuse(too_deep())
        if event.tag not in _COLLECTIONS:
            self._refuse(_("this is not YAML: a tag does not fit its value"), mark)
        node = Node({} if keyed else [], mark.index, mark.index, mark.line, mark.column)
        node.inner = {} if keyed else []
        node.style = "{" if event.flow_style else None
        if event.anchor:
            self.anchors[event.anchor] = None
        self.open.append(_Open(node, event.anchor, mark, keyed=keyed))

    def _end(self, event: Any) -> None:
        done = self.open.pop()
        node = done.node
        if node.style:
            node.end = event.end_mark.index
        if done.sources:
            _merge(node, done.sources)
        if done.anchor:
            self.anchors[done.anchor] = node
        self._put(node, done.mark)

    def _alias(self, event: Any) -> None:
        mark = event.start_mark
        if event.anchor not in self.anchors:
            self._refuse(_("this is not YAML: found undefined alias"), mark)
        target = self.anchors[event.anchor]
        if target is None or len(self.open) + target.height > MOST_LEVELS:
            self._refuse(too_deep())
        if self.open and self.open[-1].awaits_key:
            self._refuse(_("a key is written out, not an alias"), mark)
        self.left -= target.size - 1
        if self.left < 0:
            self._refuse(too_many())
        node = Node(copied(target.data), mark.index, event.end_mark.index, mark.line, mark.column, alias=True)
        node.inner, node.keys, node.size, node.height = target.inner, target.keys, target.size, target.height
        self._put(node, mark)

    def _put(self, node: Node, mark: Any) -> None:
        """Gives a value to what holds it."""
        self.left -= 1
        if self.left < 0:
            self._refuse(too_many())
        if not self.open:
            self.root = node
            return
        if len(self.open) > MOST_LEVELS:
            self._refuse(too_deep())
        holder = self.open[-1]
        parent = holder.node
        parent.size += node.size
        parent.height = max(parent.height, node.height + 1)
        parent.end = node.end
        if isinstance(parent.inner, list):
            parent.inner.append(node)
            parent.data.append(node.data)
            return
        assert parent.inner is not None  # noqa: S101 - whatever is open holds something
        holder.awaits_key = True
        if holder.merges:
            holder.sources += self._sources(node, mark)
            return
        if holder.name in parent.inner:
            place = (holder.key.line + 1, holder.key.column + 1)
            message = tell("this is not YAML: duplicate key {key}", key=shown(holder.name))
            raise refusal(self.name, message, _("each key stands once"), *place)
        parent.inner[holder.name] = node
        parent.keys[holder.name] = holder.key
        parent.data[holder.name] = node.data

    def _sources(self, node: Node, mark: Any) -> list[Node]:
        """The groups of keys that `<<` takes in."""
        found = node.inner if isinstance(node.inner, list) else [node]
        if not all(isinstance(source.inner, dict) for source in found):
            self._refuse(_("this is not YAML: `<<` takes in groups of keys only"), mark)
        return found

    def _refuse(self, message: str, mark: Any = None) -> NoReturn:
        place = (mark.line + 1, mark.column + 1) if mark else (None, None)
        raise refusal(self.name, message, None, *place)


class _Open:
    """A group or list whose end is not reached yet."""

    __slots__ = ("anchor", "awaits_key", "key", "mark", "merges", "name", "node", "sources")

    def __init__(self, node: Node, anchor: str | None, mark: Any, *, keyed: bool) -> None:
        self.node, self.anchor, self.mark = node, anchor, mark
        self.awaits_key = keyed
        self.key = Key(0, 0, 0, 0)
        self.name = ""
        self.merges = False
        self.sources: list[Node] = []


def _merge(node: Node, sources: list[Node]) -> None:
    own = frozenset(node.data)
    for source in sources:
        for key, inner in source.inner.items() if isinstance(source.inner, dict) else ():
            if key not in node.data:
                node.data[key] = copied(inner.data)
                node.inner[key] = inner  # type: ignore[index,call-overload]
                node.keys[key] = source.keys[key]
    node.sources = tuple(sources)
    node.merged = frozenset(node.data) - own


def _hidden(text: str) -> dict[int, str]:
    """For each rare character a private one that the text does not have."""
    free = (chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    return {ord(rare): next(free) for rare in _RARE}


def _without_directives(text: str) -> str:
    """The text with its directives as comments: which YAML it is, and what else, makes no difference here."""
    head, mark, rest = text.partition("\n---")
    if not mark or any(line.strip() and not line.startswith(("%", "#")) for line in head.split("\n")):
        return text
    return _DIRECTIVE.sub("#", head) + mark + rest


def _refuse_character(text: str, found: re.Match[str], name: str) -> NoReturn:
    before = text[: found.start()]
    place = (before.count("\n") + 1, found.start() - before.rfind("\n"))
    code = f"U+{ord(found[0]):04X}"
    if "\ud800" <= found[0] <= "\udfff":
        message = tell("there is half a character, {code}", code=code)
    else:
        message = tell("there is a control character, {code}", code=code)
    raise refusal(name, message, None, *place)


def _hint(reason: str) -> str | None:
    if "mapping values are not allowed" in reason:
        return _("put text that holds a colon in quotes")
    if "cannot start any token" in reason:
        return _("indent with spaces, and put text that begins with a special character in quotes")
    return None
