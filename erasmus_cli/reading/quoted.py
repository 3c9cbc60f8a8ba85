"""Reads the answers of a draft in Markdown: they stand in block quotes below the headings of questions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import shorten
from urllib.parse import unquote

from erasmus_cli.drafting.answers import to_blocks
from erasmus_cli.drafting.markdown import answer
from erasmus_cli.reading.found import Draft, Found

_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s|$)")
_MEMORY = re.compile(r"\s*\[//\]:\s*#\s*\(answer (\S+)(?: ([0-9a-f]{8})?)?\s*\)\s*$")
_QUOTE = re.compile(r" {0,3}> ?")
_OWN = re.compile(r"\*\*▢ NOT ANSWERED YET\*\*|\*Not answered yet\.\*$|\d+ (?:of \d+ )?characters?\b")
_ESCAPE = re.compile(r"\\([^\w\s\\])")
_MOST_ESCAPES = 200
_LEVEL = 4
_LONGEST_START = 40


@dataclass
class _Part:
    """What stands below the heading of a question: its memory lines, the quote, and what comes after."""

    key: str
    memories: list[tuple[str, str]] = field(default_factory=list)
    quote: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        if found := _MEMORY.match(line):
            self.memories.append((unquote(found[1]), found[2] or ""))
        elif _QUOTE.match(line):
            self.quote.append(line)
        elif not line.strip():
            self.quote.append("")
        elif self.memories and not _OWN.match(line.strip()):
            self.beside.append(line.strip())


def read_markdown(text: str, answers: Mapping[str, str]) -> Draft:
    """The questions of a draft in Markdown, with their answers as they were before they were quoted.

    Args:
        text: the draft.
        answers: those of the proposal: a line that was quoted from one of them comes back as it was, also
            where two lines look the same in a quote.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    questions = tuple(_found(part, answers.get(part.key, "")) for part in _parts(lines))
    return Draft(questions, title=_title(lines))


def _title(lines: Sequence[str]) -> str:
    """What the first heading of the highest level says."""
    heading = next((line for line in lines if line.startswith("# ")), "")
    return " ".join(block.text for block in to_blocks(heading[2:]))


def _parts(lines: Sequence[str]) -> Iterator[_Part]:
    part: _Part | None = None
    for line in lines:
        heading = _HEADING.match(line)
        if not heading:
            if part:
                part.add(line)
            continue
        if part:
            yield part
        key = _key(line) if len(heading[1]) == _LEVEL else ""
        part = _Part(key) if key else None
    if part:
        yield part


def _key(heading: str) -> str:
    """What the code span says in which a heading ends; nothing if there is none."""
    rest = heading.rstrip()
    label = rest.rstrip("`")
    ticks = rest[len(label) :]
    start = label.rfind(ticks) if ticks else -1
    return label[start + len(ticks) :].strip() if start >= 0 else ""


def _found(part: _Part, ours: str) -> Found:
    bases = {base for _, base in part.memories}
    known = {str(answer(line)): line for line in ours.split("\n")}
    lines = (known.get(line) or _unquoted(line) for line in part.quote)
    return Found(
        part.key,
        base=next(iter(bases)) if len(bases) == 1 else None,
        text="\n".join(lines).strip(),
        trouble=_trouble(part),
    )


def _trouble(part: _Part) -> str:
    other = next((key for key, _ in part.memories if key != part.key), None)
    if other:
        return f"the hidden line below the heading is that of `{other}`"
    if part.beside:
        start = shorten(part.beside[0], _LONGEST_START, placeholder="…")
        return f"text stands outside the block quote (“{start}”); begin each line of an answer with `>`"
    return ""


def _unquoted(line: str) -> str:
    """A line as it was before it was quoted: without the backslashes that quoting puts in."""
    line = _QUOTE.sub("", line, count=1)
    bare = _ESCAPE.sub(r"\1", line)
    if str(answer(bare)) == f"> {line}".rstrip():
        return bare
    for escape in [*_ESCAPE.finditer(line)][:-_MOST_ESCAPES:-1]:
        without = line[: escape.start()] + line[escape.start() + 1 :]
        if str(answer(without)) in (str(answer(line)), f"> {line}".rstrip()):
            line = without
    return line
