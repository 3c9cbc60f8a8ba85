"""Puts what applicants wrote into Markdown without letting it break the document."""

import re
from typing import Any

from markupsafe import Markup

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_INLINE = re.compile(r"([\\`*_\[\]<>|#~])")
_HEADING = re.compile(r"^(\s{0,3})(#{1,6}(?=\s|$)|=+\s*$|-+\s*$)")
_HTML = re.compile(r"<(?=[A-Za-z/!?])")


def inline(value: Any) -> Markup:
    """A short text as plain characters: nothing in it is Markdown, and it stays on one line."""
    if isinstance(value, Markup):
        return value
    text = " ".join(_CONTROL.sub("", str(value)).split(" "))
    return Markup(_INLINE.sub(r"\\\1", " ".join(text.splitlines())))  # noqa: S704 - Markdown, not HTML


def answer(text: str) -> Markup:
    """An answer as a block quote: its lists and emphasis stay Markdown, its headings and HTML become text.

    The quote keeps whatever an answer opens, such as a code fence, from running on into the document.
    """
    lines = _CONTROL.sub("", text.replace("\r\n", "\n")).split("\n")
    safe = (_HTML.sub(r"\\<", _HEADING.sub(r"\1\\\2", line)) for line in lines)
    return Markup("\n".join(f"> {line}".rstrip() for line in safe))  # noqa: S704 - Markdown, not HTML
