"""How a draft remembers what an answer said when it was written."""

import hashlib
import json
import unicodedata
from dataclasses import astuple
from functools import lru_cache
from typing import Protocol
from urllib.parse import quote

from markupsafe import Markup

from erasmus_cli.document.answers import to_blocks


@lru_cache(maxsize=1024)  # each format asks again for the same answers
def fingerprint(answer: str) -> str:
    """Eight hexadecimal digits that tell one answer from another.

    What counts is what the answer says, not how its Markdown is written: no format but Markdown keeps where
    lines were wrapped or which sign stood for emphasis, and `erasmus read` has to tell an untouched answer.
    """
    says = json.dumps([astuple(block) for block in to_blocks(unicodedata.normalize("NFC", answer))])
    return hashlib.sha256(says.encode()).hexdigest()[:8]


class Answered(Protocol):
    """A question with the key and the text of its answer."""

    @property
    def key(self) -> str:
        """The key."""

    @property
    def answer(self) -> str:
        """The text, in Markdown."""


def witness(question: Answered) -> Markup:
    """The invisible line of Markdown that holds key and fingerprint of an answer."""
    key = quote(question.key, safe="/")
    return Markup(f"[//]: # (answer {key} {fingerprint(question.answer)})")  # noqa: S704 - Markdown
