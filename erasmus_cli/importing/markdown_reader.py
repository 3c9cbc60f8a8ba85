"""Reads the answers of a draft in Markdown: they stand in block quotes below the headings of questions."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from string import Formatter
from textwrap import shorten
from urllib.parse import unquote

from erasmus_cli.document.answers import to_blocks
from erasmus_cli.document.cell_record import language_of, reading
from erasmus_cli.document.markdown import answer
from erasmus_cli.document.markdown_seal import codes_in, typed_in
from erasmus_cli.document.nodes import Question
from erasmus_cli.document.structure import Recorded, key_in, recorded, structure_of
from erasmus_cli.importing.extracted import (
    ExtractedAnswer,
    ExtractedDraft,
    ShownValue,
    StrayText,
    UnreadableDraftError,
)
from erasmus_cli.wording.language import _, or_english, speaking
from erasmus_cli.wording.messages import NOTHING, Message, say, tell

_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s|$)")
_MEMORY = re.compile(r"\s*\[//\]:\s*#\s*\(answer (\S+)(?: ([0-9a-f]{8})?)?\s*\)\s*$")
_QUOTE = re.compile(r" {0,3}> ?")
_ESCAPE = re.compile(r"\\([^\w\s\\])")
_MOST_ESCAPES = 200
_LEVEL = 4  # of the headings that the original templates give to questions
_OF_DRAFTS = (2, 3)  # the levels of headings that stand between questions
_LONGEST_START = 40
_FEW_CODES = 10
_MOST_LINES = 100_000  # the draft of a full form has some 2 000
_MOST_HEADINGS = 10_000  # and hidden lines; a full form with fifty partners has some 2 000


@dataclass
class _Part:
    """What stands below the heading of a question: its memory lines, the quote, and what comes after.

    Attributes:
        key: of the answer.
        counter: what the draft's own line under an answer says.
        headed: whether the heading was found; else the hidden line alone names the key.
        memories: key and fingerprint of each hidden line.
        quote: the lines of the answer.
        beside: other lines, which may be meant as part of the answer.
        after: lines below a heading that begins another part of the draft, or is one of the answer.
        ended: how many lines stood beside the quote where the draft's own line under an answer came.
    """

    key: str
    counter: re.Pattern[str]
    headed: bool = True
    memories: list[tuple[str, str]] = field(default_factory=list)
    quote: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    ended: int | None = None

    def add(self, line: str) -> None:
        own = self.counter.fullmatch(line.strip())
        if found := _MEMORY.match(line):
            self.memories.append((unquote(found[1]), found[2] or ""))
        elif self.after and (own or _QUOTE.match(line)):
            self.beside += self.after  # the answer goes on: that was no heading of the draft
            self.after = []
            self.add(line)
        elif own:
            self.ended = len(self.beside)
        elif _QUOTE.match(line):
            self.quote.append(line)
        elif not line.strip():
            self.quote.append("")
        elif self.memories:
            (self.after or self.beside).append(line.strip())

    def add_heading(self, line: str, level: int) -> None:
        """A heading without a key: it ends the answer, or somebody wrote it as a part of it."""
        if self.memories:
            (self.after if level in _OF_DRAFTS else self.after or self.beside).append(line.strip())

    def is_other(self, line: str) -> bool:
        """Whether this hidden line is that of another question, whose heading is gone."""
        found = _MEMORY.match(line)
        return bool(found and self.memories and unquote(found[1]) != self.key)

    def give_up_end(self) -> None:
        """What stands below the draft's own line is of the next question."""
        if self.ended is not None:
            del self.beside[self.ended :]


@cache
def _counter(language: str) -> re.Pattern[str]:
    """What the draft's own line under an answer says: how long that is, or that there is none."""
    with speaking(or_english(language)):
        count = _seen(_("{n} {n:character|characters}"))
        counts = _seen(_("{used} of {limit} {limit:character|characters}"))
        long, full = _seen(_("TOO LONG by {n}")), _seen(_("nearly full"))
        none, most = _seen(_("NOT ANSWERED YET")), _seen(_("up to {n} characters"))
        optional, nothing = _seen(_("(optional)")), _seen(_("Not answered yet."))
    return re.compile(
        rf"(?:{count}|{counts})(?: \u2013 (?:\*\*✗ {long}\*\*|▲ {full}))?"
        rf"|\*\*▢ {none}\*\*(?: {optional})?(?: \u2013 {most})?"
        rf"|\*{nothing}\*"
    )


def _seen(template: str) -> str:
    """The pattern of a sentence of which the values are numbers."""
    return "".join(
        re.escape(words) + ("" if key is None else _forms(spec or ""))
        for words, key, spec, _conversion in Formatter().parse(template)
    )


def _forms(spec: str) -> str:
    return f"(?:{'|'.join(map(re.escape, spec.split('|')))})" if "|" in spec else r"\d+"


def read_markdown(text: str, answers: Mapping[str, str]) -> ExtractedDraft:
    """The questions of a draft in Markdown, with their answers as they were before they were quoted.

    Args:
        text: the draft.
        answers: those of the proposal: a line that was quoted from one of them comes back as it was, also
            where two lines look the same in a quote.

    Raises:
        UnreadableDraftError: it has more lines or headings than any draft.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    _refuse_crowd(lines)
    levels = frozenset(_levels(lines)) or _levels_of_answers(text)
    tables = list(recorded(text))
    language = language_of(table.record for table in tables)
    parts = list(_parts(lines, levels, _counter(language)))
    questions = tuple(_found(part, answers.get(part.key, "")) for part in parts)
    codes = codes_in(lines)
    values, lost, read = _values(tables, lines)
    told = {line for part in parts for line in part.beside} | read
    typed = () if codes is None else tuple(_outside(lines, codes, told))
    return ExtractedDraft(questions, (), typed, _title(lines), codes, tuple(values), tuple(lost), language)


def _values(tables: Sequence[Recorded], lines: Sequence[str]) -> tuple[list[ShownValue], list[str], set[str]]:
    """The values that tables show, places of those whose row is gone, and lines that say nothing else."""
    values: list[ShownValue] = []
    lost: list[str] = []
    read: set[str] = set()
    for table in tables:
        found = reading(table.record, table.rows)
        lost += found.gone
        read.update(lines[table.lines[row]].strip() for row in found.whole)
        values += (
            ShownValue(cell.place, cell.then, table.rows[cell.row][cell.column].strip(), table.heading)
            for cell in found.cells
        )
    return values, lost, read


def _outside(lines: Sequence[str], codes: frozenset[str], told: Collection[str]) -> Iterator[StrayText]:
    """What was typed outside of answers, apart from what is told of an answer as its trouble."""
    typed = [found for found in typed_in(lines, codes) if found.text not in told]
    if len(typed) > len(codes) // 2 > _FEW_CODES:
        yield StrayText(
            "", _("the whole draft was laid out anew: what was typed outside of answers cannot be told")
        )
        return
    yield from (StrayText(heading, text) for text, heading in typed)


def _refuse_crowd(lines: Sequence[str]) -> None:
    headings = sum(1 for line in lines if line.lstrip(" ").startswith("#") or _MEMORY.match(line))
    if len(lines) > _MOST_LINES or headings > _MOST_HEADINGS:
        raise UnreadableDraftError(
            tell(
                "it has {n} lines and {headings} headings, which is more than any draft",
                n=len(lines),
                headings=headings,
            )
        )


def _levels(lines: Sequence[str]) -> Iterator[int]:
    """The levels of the headings of questions: those with a key that stand right above a hidden line.

    A heading that somebody wrote into an answer may end in code as well.
    """
    level, key = 0, ""
    for line in lines:
        if heading := _HEADING.match(line):
            level, key = len(heading[1]), key_in(line)
        elif key and _MEMORY.match(line):
            yield level


def _levels_of_answers(text: str) -> frozenset[int]:
    """The same where all hidden lines are lost; texts to paste have keys too, but stand in no quotation."""
    asked = (block for block in structure_of(text) if isinstance(block, Question))
    return frozenset(question.heading.written for question in asked if question.answer)


def _title(lines: Sequence[str]) -> str:
    """What the first heading of the highest level says."""
    heading = next((line for line in lines if line.startswith("# ")), "")
    return " ".join(block.text for block in to_blocks(heading[2:]))


def _parts(lines: Sequence[str], levels: Collection[int], counter: re.Pattern[str]) -> Iterator[_Part]:
    part = _Part("", counter)
    for line in lines:
        heading = _HEADING.match(line)
        key = key_in(line) if heading and len(heading[1]) in levels else ""
        found = _MEMORY.match(line)
        lost = unquote(found[1]) if found and (not part.key or part.is_other(line)) else ""
        if key or lost:
            if lost:
                part.give_up_end()
            if part.key:
                yield part
            part = _Part(key or lost, counter, headed=bool(key))
        if heading and not key:
            part.add_heading(line, len(heading[1]))
        elif not key and part.key:
            part.add(line)
    if part.key:
        yield part


def _found(part: _Part, ours: str) -> ExtractedAnswer:
    bases = {base for _key, base in part.memories}
    known = {str(answer(line)): line for line in ours.split("\n")}
    lines = (known.get(line) or _unquoted(line) for line in part.quote)
    return ExtractedAnswer(
        part.key,
        base=next(iter(bases)) if len(bases) == 1 else None,
        text="\n".join(lines).strip(),
        trouble=_trouble(part),
    )


def _trouble(part: _Part) -> Message:
    other = next((key for key, _base in part.memories if key != part.key), None)
    if other:
        return say("the hidden line below the heading is that of `{key}`", key=other)
    if not part.headed:
        return say(
            "its heading is gone: give it one of {n} `#` that ends in `{key}` in backquotes",
            n=_LEVEL,
            key=part.key,
        )
    if part.beside:
        start = shorten(part.beside[0], _LONGEST_START, placeholder="…")
        return say(
            "text stands outside the block quote (“{start}”); begin each line of an answer with `>`",
            start=start,
        )
    return NOTHING


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
