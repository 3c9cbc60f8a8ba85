"""Makes lists of what was typed as one in Word: lines that begin with a dash, a bullet or a number."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from erasmus_cli.document.rich_text import Block, Kind, Span, tidy
from erasmus_cli.wording.messages import say

MADE = say("lines typed with a dash, a bullet or a number became a list")
"""What to tell of an answer in which that was done."""

_SIGN = re.compile(r"(?:[-*\u2022\u00b7\u2012\u2013\u2014\u25aa\u25cf]|(\d{1,2})[.)])[ \t\u00a0]+(?=\S)")
_FEWEST = 2  # lines in a row: a single one may be speech, or a sum


def with_typed_lists(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with lines that were typed as a list as items of one.

    It takes two lines in a row with a sign, or a list right before them; numbers have to run on from 1 or
    from that list. All other lines stay as they are.
    """
    made: list[Block] = []
    lines = [line for block in blocks for line in _lines(block)]
    for kind, group in groupby(lines, key=_typed_kind):
        run = list(group)
        if kind and _is_list(run, kind, made):
            made += (Block(tuple(_without_sign(line)), kind) for line in run)
        else:
            made += run
    return tidy(made)


def _lines(block: Block) -> Iterator[Block]:
    """The lines of a paragraph, where one of them has a sign; any other block as it is."""
    texts = block.text.split("\n")
    if block.kind != "paragraph" or not any(map(_SIGN.match, texts[1:])):
        yield block
        return
    line: list[Span] = []
    for span in block.spans:
        first, *rest = span.text.split("\n")
        line.append(span._replace(text=first))
        for text in rest:
            yield Block(tuple(line))
            line = [span._replace(text=text)]
    yield Block(tuple(line))


def _typed_kind(block: Block) -> Kind | None:
    found = _SIGN.match(block.text) if block.kind == "paragraph" else None
    return None if found is None else "number" if found[1] else "bullet"


def _is_list(run: Sequence[Block], kind: Kind, before: Sequence[Block]) -> bool:
    goes_on = bool(before) and before[-1].kind == kind
    if kind == "number":
        numbers = [int(found[1]) for block in run if (found := _SIGN.match(block.text)) and found[1]]
        first = _items_at_end(before) + 1
        if numbers != list(range(first, first + len(run))):
            return False
    return goes_on or len(run) >= _FEWEST


def _items_at_end(blocks: Sequence[Block]) -> int:
    """How many numbered items of the outermost level stand at the end."""
    number = 0
    for block in reversed(blocks):
        if block.kind == "paragraph" or (block.depth == 0 and block.kind != "number"):
            break
        number += block.depth == 0
    return number


def _without_sign(block: Block) -> Iterator[Span]:
    sign = _SIGN.match(block.text)
    left = sign.end() if sign else 0
    for span in block.spans:
        text = span.text[left:]
        left = max(left - len(span.text), 0)
        if text:
            yield span._replace(text=text)
