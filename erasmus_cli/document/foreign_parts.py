"""Finds what a draft has in another language than its labels: words of users, and ours for want of others."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from erasmus_cli.document.draft import DraftText
from erasmus_cli.document.nodes import Blocks, Foreign, Inline, Text
from erasmus_cli.document.structure import structure_of
from erasmus_cli.wording.language import ENGLISH

_SIGNS = " .,:;()\u2013-✗▲○▢✓●"
_PARTS = re.compile(r"(?<=[:;,]) ")
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_CUT = "…"


def blocks_in_languages(text: DraftText) -> Blocks:
    """The blocks of a draft, in which all that is in another language than its labels is marked.

    Answers in their boxes are left as they are: a format marks them as a whole.
    """
    blocks = structure_of(text.markdown)
    written = text.written if text.spoken and text.spoken != text.language else frozenset[str]()
    if not text.english and not written:
        return blocks
    lacked = frozenset(map(_bare, text.english))
    marked: Blocks = _marked(blocks, _Marks(lacked, _Written(written), text.spoken))
    return marked


class _Written:
    """What users wrote, found again within texts of ours.

    Args:
        texts: as they wrote them.
    """

    def __init__(self, texts: Collection[str]) -> None:
        self._whole = {_bare(text) for text in texts if _LETTERS.search(text)}
        self._by_word: dict[str, list[tuple[int, str]]] = {}
        for text in sorted(self._whole, key=len, reverse=True):
            word = _WORD.search(text)
            if word:
                self._by_word.setdefault(word.group(), []).append((word.start(), text))

    def has(self, said: str) -> bool:
        """Whether a text is one of them, or the beginning of one that was cut."""
        bare = _bare(said)
        if not bare.endswith(_CUT):
            return bare in self._whole
        word, begun = _WORD.search(bare), bare.rstrip(f" {_CUT}")
        return word is not None and any(text.startswith(begun) for _, text in self._of(word.group()))

    def within(self, said: str) -> Iterator[tuple[int, int]]:
        """Where such texts of several words begin and end, none in another; a word alone might be ours."""
        done = 0
        for word in _WORD.finditer(said):
            for ahead, text in self._of(word.group()):
                start = word.start() - ahead
                end = start + len(text)
                if start >= done and " " in text and said.startswith(text, start) and _ends(said, end):
                    yield start, end
                    done = end
                    break

    def _of(self, word: str) -> list[tuple[int, str]]:
        return self._by_word.get(word, [])


@dataclass(frozen=True)
class _Marks:
    """What is marked.

    Attributes:
        lacked: texts of ours that are English for want of words.
        written: what users wrote.
        spoken: the language in which they did.
    """

    lacked: Collection[str]
    written: _Written
    spoken: str


def _bare(text: str) -> str:
    return " ".join(text.split()).strip(_SIGNS)


def _ends(said: str, end: int) -> bool:
    return end == len(said) or not said[end].isalnum()


def _marked(value: Any, marks: _Marks) -> Any:
    """A node, or several, with all that is in them; keys and other texts that are no nodes stay."""
    if isinstance(value, tuple):
        found = tuple(_marked(one, marks) for one in value if not isinstance(one, Text))
        if len(found) == len(value):
            return found
        return tuple(_with_texts(value, marks))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    inside = {one.name: getattr(value, one.name) for one in fields(value) if one.name != "answer"}
    changed = {name: _marked(part, marks) for name, part in inside.items() if _holds_nodes(part)}
    return replace(value, **changed) if changed else value


def _holds_nodes(part: Any) -> bool:
    return isinstance(part, tuple) or is_dataclass(part)


def _with_texts(nodes: Iterable[Any], marks: _Marks) -> Iterator[Any]:
    for node in nodes:
        if isinstance(node, Text):
            yield from _pieces(node, marks)
        else:
            yield _marked(node, marks)


def _pieces(node: Text, marks: _Marks) -> Iterator[Inline]:
    """The text, or what stands between its colons and commas, each as what it is."""
    if _bare(node.text) in marks.lacked:
        yield Foreign(node.text, ENGLISH.code)
        return
    if marks.written.has(node.text):
        yield Foreign(node.text, marks.spoken)
        return
    pieces = _PARTS.split(node.text)
    if not any(_bare(piece) in marks.lacked for piece in pieces):
        yield from _parts(node.text, marks)
        return
    for number, piece in enumerate(pieces):
        said = f"{' ' if number else ''}{piece}"
        if _bare(piece) in marks.lacked:
            yield Foreign(said, ENGLISH.code)
        else:
            yield from _parts(said, marks)


def _parts(said: str, marks: _Marks) -> Iterator[Inline]:
    """A text of ours, and what users wrote in it."""
    done = 0
    for start, end in marks.written.within(said):
        if start > done:
            yield Text(said[done:start])
        yield Foreign(said[start:end], marks.spoken)
        done = end
    if done < len(said):
        yield Text(said[done:])
