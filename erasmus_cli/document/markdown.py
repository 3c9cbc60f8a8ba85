"""Puts what applicants wrote into Markdown without letting it break the document."""

import re
from typing import Any

from markupsafe import Markup

from erasmus_cli.wording.messages import spoken_text

# Marks that turn the direction of all that follows on the line belong to no name.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_INLINE = re.compile(r"([\\`*_\[\]<>|#~]|&(?=[#A-Za-z]))")
_OUTER = r"((?:\s*(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)))*\s*)"  # marks of lists and quotes before a heading
_HEADING = re.compile(rf"^{_OUTER}(#{{1,6}}(?=\s|$)|=+\s*$|-+\s*$)")
# What stays Markdown in a line: what is escaped already, and links with their address beside them. Pictures,
# notes, definitions of references and HTML become text.
_LIVE = re.compile(
    r"\\.|(?<!!)\[(?=[^\[\]]*\]\()|<(?=(?:https?://|mailto:)[^\s<>]*>)|(?P<text>\[|<(?=[A-Za-z/!?]))"
)


def inline(value: Any) -> Markup:
    """A short text as plain characters: nothing in it is Markdown, and it stays on one line."""
    if isinstance(value, Markup):
        return value
    said = spoken_text(value)
    text = " ".join(_CONTROL.sub("", " ".join(said.splitlines())).split(" "))
    return Markup(_INLINE.sub(r"\\\1", text))  # noqa: S704 - Markdown, not HTML


def answer(text: str) -> Markup:
    """An answer as a block quote: its lists, links and emphasis stay Markdown, all else becomes text.

    The quote keeps whatever an answer opens, such as a code fence, from running on into the document.
    """
    kept = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text.replace("\r\n", "\n")).replace("\r", "\n")
    safe = (_LIVE.sub(_as_text, _HEADING.sub(r"\1\\\2", line)) for line in kept.split("\n"))
    return Markup("\n".join(f"> {line}".rstrip() for line in safe))  # noqa: S704 - Markdown, not HTML


def _as_text(match: re.Match[str]) -> str:
    return f"\\{match[0]}" if match["text"] else match[0]


def code(value: str) -> Markup:
    """A code span, whatever the value holds."""
    text = _CONTROL.sub("", " ".join(value.split()))
    ticks = "`" * (_longest_run(text) + 1)
    pad = " " if "`" in text else ""
    return Markup(f"{ticks}{pad}{text}{pad}{ticks}")  # noqa: S704 - Markdown, not HTML


def fenced(text: str) -> Markup:
    """Plain text in a code fence that nothing in it can close."""
    fence = "`" * max(3, _longest_run(text) + 1)
    return Markup(f"{fence}text\n{text}\n{fence}")  # noqa: S704 - Markdown, not HTML


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
