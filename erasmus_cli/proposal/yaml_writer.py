"""Plain data as YAML, written as a person would: texts of several lines as blocks, few quotes."""

import io
import json
import math
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from erasmus_cli.proposal.scalars import as_json, is_word
from erasmus_cli.wording.patterns import pattern

if TYPE_CHECKING:
    from yaml.emitter import Emitter

WIDTH = 100
"""Characters of a line after which a text without line breaks goes on in the next one."""

_LONGEST_KEY = 1_000  # from 1 024 on, YAML wants a sign in front of a key
_ESCAPED = pattern("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_NOT_IN_BLOCKS = pattern("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029\ufeff]")


@cache
def _emitter() -> "Emitter":
    from yaml.emitter import Emitter  # noqa: PLC0415 - the first question of the wizard writes nothing yet

    return Emitter(io.StringIO(), allow_unicode=True)


def dump(data: Any) -> str:
    """The data as YAML text."""
    if isinstance(data, dict | list) and data:
        return "".join(f"{line}\n" for line in lines(data))
    return "".join(f"{line}\n" for line in entry("", data)).removeprefix(" ")


def lines(group: dict[str, Any] | list[Any]) -> list[str]:
    """The entries of a group of keys or a list that holds something, each on lines of its own."""
    if isinstance(group, dict):
        return [line for key, value in group.items() for line in keyed(key, value)]
    return [line for value in group for line in entry("-", value)]


def keyed(key: str, value: Any) -> list[str]:
    """One key and its value."""
    name = _quoted(key, None, flow=False)
    if len(name) > _LONGEST_KEY:
        return [f"? {name}", *entry(":", value)]
    return entry(f"{name}:", value)


def entry(sign: str, value: Any) -> list[str]:
    """One entry: `key:` or `-`, and the value behind or below it."""
    if isinstance(value, dict | list) and value:
        inner = lines(value)
        if sign == "-":
            return [f"- {inner[0]}", *(indented(line) for line in inner[1:])]
        return [sign, *map(indented, inner)]
    block = block_of(value) if isinstance(value, str) else None
    if block:
        return [f"{sign} {block[0]}", *map(indented, block[1:])]
    return [f"{sign} {inline(value)}"]


def indented(line: str) -> str:
    """The line, two characters further in."""
    return f"  {line}" if line else ""


def block_of(text: str) -> list[str] | None:
    """A text as its sign, `|` or `>-`, and its lines; None where it belongs on one line or needs quotes."""
    if _NOT_IN_BLOCKS.search(text):
        return None
    if "\n" in text:
        return _literal(text)
    if len(text) > WIDTH and text == text.strip() and "\t" not in text:
        folded = _folded(text)
        return [">-", *folded] if len(folded) > 1 else None
    return None


def _literal(text: str) -> list[str] | None:
    written = text.removesuffix("\n").split("\n")
    if not written[-1].strip(" \t"):
        return None  # how many line breaks end it would depend on what follows in the file
    # Without a number, blanks in front of the first line would pass for its indent.
    depth = "2" if written[0][:1].strip(" \t") == "" else ""
    return [f"|{depth}{'' if text.endswith(chr(10)) else '-'}", *written]


def _folded(text: str) -> list[str]:
    """The lines of a text, broken at single blanks between words, which is where they come together again."""
    folded = [""]
    for word in re.split(r"(?<=[^ ]) (?=[^ ])", text):
        if folded[-1] and len(folded[-1]) + 1 + len(word) <= WIDTH:
            folded[-1] += f" {word}"
        elif folded[-1]:
            folded.append(word)
        else:
            folded[-1] = word
    return folded


def inline(value: Any, *, style: str | None = None, flow: bool = False) -> str:
    """A value on one line; groups in braces.

    Args:
        value: plain data.
        style: the quotes that a text has had before, if it had any.
        flow: whether it stands in braces or brackets.
    """
    if isinstance(value, dict):
        inner = (keyed_inline(key, part) for key, part in value.items())
        return f"{{{', '.join(inner)}}}"
    if isinstance(value, list):
        return f"[{', '.join(inline(part, flow=True) for part in value)}]"
    if isinstance(value, str):
        return _quoted(value, style, flow=flow)
    if isinstance(value, float) and not math.isfinite(value):
        return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
    return as_json(value)


def keyed_inline(key: str, value: Any) -> str:
    """One key and its value in braces."""
    name = _quoted(key, None, flow=True)
    return f"{'? ' if len(name) > _LONGEST_KEY else ''}{name}: {inline(value, flow=True)}"


def _quoted(text: str, style: str | None, *, flow: bool) -> str:
    # The rules of what needs quotes are long, and the library knows them.
    knows = _emitter().analyze_scalar(text)
    plain = (knows.allow_flow_plain if flow else knows.allow_block_plain) and text != "<<"
    if style not in ("'", '"') and plain and not knows.multiline and is_word(text):
        return text
    if style != '"' and knows.allow_single_quoted and not knows.multiline:
        return "'" + text.replace("'", "''") + "'"
    return _double(text)


def _double(text: str) -> str:
    """The text in double quotes, as JSON and YAML both read it."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
