"""Which characters of a text an edit replaces, by the places of its values."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from erasmus_cli.pointers import parts
from erasmus_cli.proposal import yaml_writer
from erasmus_cli.proposal.editing import nested, position
from erasmus_cli.proposal.nodes import Node
from erasmus_cli.proposal.parsing import looks_like_json
from erasmus_cli.proposal.scalars import as_json

_BLOCK_SIGN = re.compile(r"[^\n]*?[|>][-+0-9]*")
_BLOCKS = ("|", ">")


class Splice(NamedTuple):
    """What stands in place of the characters from `start` to before `end`."""

    start: int
    end: int
    new: str


def applied(text: str, splices: Sequence[Splice]) -> str:
    """The text with all splices, which do not overlap; new lines end as those of the text do."""
    windows = text.count("\r\n") * 2 > text.count("\n")
    for splice in sorted(splices, reverse=True):
        new = splice.new.replace("\n", "\r\n") if windows else splice.new
        text = text[: splice.start] + new + text[splice.end :]
    return text


@dataclass(frozen=True)
class Page:
    """A text, what stands where in it, and how new values are written.

    Attributes:
        text: without byte order mark.
        root: its value, or None if it holds none.
        blocks: whether values may take several lines; if not, they are written in braces and quotes.
    """

    text: str
    root: Node | None
    blocks: bool = True

    @property
    def is_json(self) -> bool:
        """Whether keys and texts need their quotes."""
        return looks_like_json(self.text) and self.text.strip() != "{}"

    def putting(self, at: str, value: Any) -> list[Splice] | None:
        """What puts a value at a pointer; None where it cannot be done there alone."""
        way = parts(at)
        node = self.root
        if node is None or node.data is None or (node.data == {} and not self.is_json):
            return self._begun(nested(way, value))
        for level, part in enumerate(way):
            if node.alias:
                return None
            inner = None if part in node.merged else node.entry(part)
            rest = way[level + 1 :]
            if inner is None:
                return self._inserted(node, part, nested(rest, value), level)
            if not rest or inner.data in (None, {}, []):
                return self._replaced(node, part, inner, nested(rest, value), level)
            node = inner
        return None

    def renaming(self, at: str, new: str) -> list[Splice] | None:
        """What gives the key at a pointer another name; None where the text writes it nowhere of its own."""
        *way, old = parts(at)
        node = self.root
        for part in way:
            node = None if node is None or node.alias or part in node.merged else node.entry(part)
        if node is None or node.alias or old in node.merged or old not in node.keys:
            return None
        key = node.keys[old]
        written = json.dumps(new, ensure_ascii=False) if self.is_json else yaml_writer.inline(new, flow=True)
        return [Splice(key.start, key.end, written)]

    def removing(self, at: str) -> list[Splice] | None:
        """What takes out the entry at a pointer, and what holds it if nothing else is in there."""
        path: list[tuple[Node, str]] = []
        node = self.root
        for part in parts(at):
            if node is None or node.alias or part in node.merged:
                return None
            path.append((node, part))
            node = node.entry(part)
        while len(path) > 1 and len(path[-1][0].data) == 1:
            path.pop()
        holder, part = path[-1]
        return self._taken_from_braces(holder, part) if holder.style else self._taken_from_lines(holder, part)

    def rewriting(self, data: Any) -> list[Splice]:
        """What writes all values of the text anew; only what stands in front of them and below them stays."""
        if self.is_json:
            return [Splice(0, len(self.text), as_json(data, indent=2) + "\n")]
        if self.root is None or self.root.data is None:
            return self._begun(data)
        start = self._line_start(self.root.start)
        return [Splice(start, self._line_end(self.root.end), yaml_writer.dump(data).removesuffix("\n"))]

    # Putting in

    def _begun(self, data: Any) -> list[Splice]:
        """The first values of a text."""
        lines = yaml_writer.dump(data)
        if self.root is not None and self.root.data is not None:
            return [Splice(self.root.start, self.root.end, lines.removesuffix("\n"))]
        end = len(self.text)
        return [Splice(end, end, ("\n" if self.text and not self.text.endswith("\n") else "") + lines)]

    def _inserted(self, holder: Node, part: str, value: Any, level: int) -> list[Splice] | None:
        if isinstance(holder.inner, list):
            return (
                self._into_braces(holder, None, value, len(holder.inner), level)
                if holder.style
                else self._below_last(holder, value)
            )
        if holder.inner is None:
            return None
        own = [key for key in holder.keys if key not in holder.merged]
        where = position(own, part, level)
        if holder.style:
            return self._into_braces(holder, part, value, where, level)
        if not own:
            return None
        margin = " " * holder.keys[own[0]].column
        lines = self._keyed(part, value)
        if where == 0:
            start = holder.keys[own[0]].start
            return [Splice(start, start, _joined(lines, margin).lstrip() + f"\n{margin}")]
        before = holder.inner[own[where - 1]]
        apart = "\n" if _is_text(value, lines) and self._apart(holder, own) else ""
        end = self._line_end(before.end)
        return [Splice(end, end, f"{apart}\n{_joined(lines, margin)}")]

    def _apart(self, holder: Node, own: Sequence[str]) -> bool:
        """Whether blank lines stand between keys; where nobody can tell, a text is easier to read so."""
        starts = [holder.keys[key].start for key in own[1:]]
        return not starts or any(
            self.text[:start].rstrip(" ").endswith(("\n\n", "\n\r\n")) for start in starts
        )

    def _below_last(self, holder: Node, value: Any) -> list[Splice] | None:
        if self.text[holder.start : holder.start + 1] != "-":
            return None
        end = self._line_end(holder.end)
        return [Splice(end, end, "\n" + _joined(self._entry("-", value), " " * holder.column))]

    def _into_braces(self, holder: Node, key: str | None, value: Any, where: int, level: int) -> list[Splice]:
        inner = list(holder.inner.values()) if isinstance(holder.inner, dict) else holder.inner or []
        starts = [key.start for key in holder.keys.values()] or [node.start for node in inner]
        first = self.text.index("{" if isinstance(holder.data, dict) else "[", holder.start) + 1
        if not inner:
            broken = self.is_json and (level == 0 or "\n" in self.text[holder.start : holder.end])
            margin, last = (f"\n{'  ' * (level + 1)}", f"\n{'  ' * level}") if broken else ("", "")
            return [Splice(first, holder.end - 1, margin + self._braced(key, value, margin) + last)]
        gap = self.text[first : starts[0]]
        margin = gap if "\n" in gap and not gap.strip() else ""
        written = self._braced(key, value, margin)
        if where == 0:
            return [Splice(starts[0], starts[0], f"{written},{margin or ' '}")]
        end = inner[where - 1].end
        return [Splice(end, end, f",{margin or ' '}{written}")]

    def _braced(self, key: str | None, value: Any, margin: str) -> str:
        if not self.is_json:
            if key is not None:
                return yaml_writer.keyed_inline(key, value)
            return yaml_writer.inline(value, flow=True)
        written = as_json(value, indent=2 if margin else None)
        if margin:
            written = written.replace("\n", "\n" + margin.rpartition("\n")[2])
        return written if key is None else f"{json.dumps(key, ensure_ascii=False)}: {written}"

    # Putting in place of what is there

    def _replaced(self, holder: Node, part: str, old: Node, value: Any, level: int) -> list[Splice] | None:
        if holder.style:
            if self.is_json:
                broken = "\n" in self.text[holder.start : old.start]
                new = self._braced(None, value, f"\n{'  ' * (level + 1)}" if broken else "")
            else:
                new = yaml_writer.inline(value, style=old.style, flow=True)
            return [Splice(old.start, old.end, new if old.end > old.start else f" {new}")]
        key = holder.keys.get(part)
        sign = self._dash(holder, int(part)) if key is None else self.text.index(":", key.end)
        if sign is None:
            return None
        column = holder.column if key is None else key.column
        head, body = self._written("-" if key is None else ":", value, old.style, " " * column)
        if old.inner is not None and not old.style and not old.alias:
            return self._in_place_of_lines(sign + 1, old, head, body)
        if old.style in _BLOCKS:
            return self._in_place_of_block(old, head, body)
        return self._in_place_of_word(sign + 1, old, head, body)

    def _in_place_of_word(self, lead: int, old: Node, head: str, body: str) -> list[Splice]:
        end = self._line_end(old.end)
        below = [Splice(end, end, f"\n{body}")] if body else []
        if old.start == old.end:
            return [Splice(lead, lead, f" {head}" if head else ""), *below]
        if head:
            return [Splice(old.start, old.end, head), *below]
        if "\n" not in self.text[lead : old.start]:
            return [Splice(lead, old.end, ""), *below]
        return [Splice(self._line_start(old.start), old.end, body)]

    def _in_place_of_block(self, old: Node, head: str, body: str) -> list[Splice] | None:
        sign = _BLOCK_SIGN.match(self.text, old.start)
        if sign is None:
            return None
        end = self._line_end(sign.end())
        below = Splice(end, max(end, self._line_end(old.end)), f"\n{body}" if body else "")
        return [Splice(old.start, sign.end(), head), below]

    def _in_place_of_lines(self, lead: int, old: Node, head: str, body: str) -> list[Splice]:
        end = self._line_end(old.end)
        start = self._line_start(old.start)
        if start <= lead:
            return [Splice(old.start, end, f"{head}\n{body}" if body else head)]
        before = [Splice(lead, lead, f" {head}")] if head else []
        if body:
            return [*before, Splice(start, end, body)]
        return [*before, Splice(start, self._next_line(end), "")]

    def _written(self, sign: str, value: Any, style: str | None, margin: str) -> tuple[str, str]:
        """What stands beside the sign, and the lines below it."""
        lines = self._entry(sign, value)
        if len(lines) == 1:
            return yaml_writer.inline(value, style=style), ""
        return lines[0][1:].strip(), _joined(lines[1:], margin)

    def _entry(self, sign: str, value: Any) -> list[str]:
        return yaml_writer.entry(sign, value) if self.blocks else [f"{sign} {yaml_writer.inline(value)}"]

    def _keyed(self, key: str, value: Any) -> list[str]:
        return yaml_writer.keyed(key, value) if self.blocks else [yaml_writer.keyed_inline(key, value)]

    # Taking out

    def _taken_from_braces(self, holder: Node, part: str) -> list[Splice]:
        if isinstance(holder.inner, dict):
            names = list(holder.inner)
            spans = [(holder.keys[name].start, holder.inner[name].end) for name in names]
            index = names.index(part)
        else:
            spans = [(node.start, node.end) for node in holder.inner or ()]
            index = int(part)
        start, end = spans[index]
        if index + 1 < len(spans):
            return [Splice(start, spans[index + 1][0], "")]
        return [Splice(spans[index - 1][1] if index else start, end, "")]

    def _taken_from_lines(self, holder: Node, part: str) -> list[Splice] | None:
        key = holder.keys.get(part)
        inner = holder.entry(part)
        start = self._dash(holder, int(part)) if key is None else key.start
        if start is None or inner is None:
            return None
        end = self._line_end(inner.end)
        line = self._line_start(start)
        if not self.text[line:start].strip():
            # A text with no value at all would be no proposal.
            return [Splice(line, self._next_line(end), "" if len(holder.data) > 1 else "{}\n")]
        following = next((other.start for other in holder.keys.values() if other.start > start), None)
        if key is None or following is None:
            return None
        apart = self.text[end:following].strip()
        return [Splice(start, end if apart else following, "")]

    # Places in the text

    def _dash(self, holder: Node, index: int) -> int | None:
        """Where the dash of an entry stands in a list of lines."""
        if self.text[holder.start : holder.start + 1] != "-" or not isinstance(holder.inner, list):
            return None
        if index == 0:
            return holder.start
        before = holder.inner[index - 1].end
        found = re.compile(rf"\n {{{holder.column}}}-(?=\s)").search(self.text, before)
        return found.end() - 1 if found else None

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        """Where the line ends, in front of its line break."""
        end = self.text.find("\n", at)
        if end < 0:
            return len(self.text)
        return end - 1 if end > at and self.text[end - 1] == "\r" else end

    def _next_line(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1


def _is_text(value: Any, lines: Sequence[str]) -> bool:
    return isinstance(value, str) and len(lines) > 1


def _joined(lines: Sequence[str], margin: str) -> str:
    return "\n".join(f"{margin}{line}" if line else "" for line in lines)
