"""Finds what somebody typed into a Word draft outside the boxes for answers: it is told, and not taken."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from textwrap import shorten

from lxml import etree

from erasmus_cli.document.boilerplate_seal import (
    code,
    far,
    margin_code,
    note_code,
    surroundings,
    text_of,
    without_seal,
)
from erasmus_cli.importing.extracted import StrayText
from erasmus_cli.importing.package import Package, W
from erasmus_cli.importing.runs import NOTES
from erasmus_cli.wording.language import _

_LONGEST_PLACE = 80
_FINGERPRINT = re.compile(r"[0-9a-f]{8}(?![0-9a-z])")


@dataclass(frozen=True)
class _Head:
    """Row 1 of an answer table: its key, what else stands in its cells, and the codes of its seal."""

    key: str
    texts: tuple[str, ...]
    codes: tuple[str, ...]


def outside(
    document: etree._Element,
    keys: Mapping[etree._Element, str],
    passed: Collection[etree._Element] = (),
) -> Iterator[StrayText]:
    """Texts that the draft did not write itself, in the order of the document.

    A text that lost some words counts as well: nobody can tell it from one that was typed. What stands around
    a table that has lost its seal is not judged; nor is anything in a draft without any seal.

    Args:
        document: the text of the draft.
        keys: the answer tables in their order, each with the key of its answer.
        passed: what is read in another way.
    """
    heads = [_head(table, key) for table, key in keys.items()]
    known = set(chain.from_iterable(head.codes for head in heads))
    if not known:
        return
    for number, texts in enumerate(surroundings(document, list(keys), passed)):
        strange = [place for place, text in enumerate(texts) if code(text) not in known]
        if _owner(heads, number).codes:
            yield from (StrayText(_at(heads, number, texts, place, known), texts[place]) for place in strange)
        for head in heads[number : number + 1]:
            yield from (StrayText(head.key, text) for text in head.texts if text and code(text) not in known)


def far_away(
    document: etree._Element,
    keys: Mapping[etree._Element, str],
    rest: frozenset[str] | None,
    passed: Collection[etree._Element] = (),
) -> Iterator[StrayText]:
    """Texts far from all answers that the draft did not write, each with what stands before it.

    Nothing is judged where the seal of the rest is gone.
    """
    if rest is None:
        return
    own = rest.union(chain.from_iterable(_head(table, key).codes for table, key in keys.items()))
    for text, place in far(document, list(keys), passed):
        if code(text) not in own:
            yield StrayText(shorten(place, _LONGEST_PLACE, placeholder=" …"), text)


def in_margins(lines: Iterable[str], rest: frozenset[str] | None) -> Iterator[StrayText]:
    """Lines of headers and footers that the draft did not have, each once."""
    if rest is None:
        return
    for line in dict.fromkeys(lines):
        if line and margin_code(line) not in rest:
            yield StrayText(_("header or footer"), line)


def in_notes(
    document: etree._Element,
    answers: Collection[etree._Element],
    package: Package,
    rest: frozenset[str] | None,
) -> Iterator[StrayText]:
    """What notes outside of answers say that the draft did not, each with the text that it belongs to."""
    if rest is None:
        return
    for reference in document.iter(*NOTES):
        if not any(table in answers for table in reference.iterancestors(f"{W}tbl")):
            line = next(reference.iterancestors(f"{W}p"))
            at = shorten(text_of(line), _LONGEST_PLACE, placeholder=" …")
            yield from (
                StrayText(at, text) for text in package.note(reference) if note_code(text) not in rest
            )


def inserted(document: etree._Element, keys: Mapping[etree._Element, str]) -> Iterator[StrayText]:
    """Where another program inserted a whole file, which Word takes into the text when it saves."""
    for chunk in document.iter(f"{W}altChunk"):
        key = next((keys[table] for table in chunk.iterancestors(f"{W}tbl") if table in keys), "")
        told = _("a file that another program inserted: open the draft in Word, save it, and read it again")
        yield StrayText(key, told)


def unsealed(keys: Mapping[etree._Element, str]) -> frozenset[str]:
    """The keys of the tables that have lost their seal, unless the draft has none at all."""
    heads = [_head(table, key) for table, key in keys.items()]
    without = frozenset(head.key for head in heads if not head.codes)
    return without if any(head.codes for head in heads) else frozenset()


def _head(table: etree._Element, key: str) -> _Head:
    row = next(table.iter(f"{W}tr"))
    first, *others = [text_of(cell) for cell in islice(row.iter(f"{W}tc"), 10)]
    beside, codes = without_seal(" ".join(others))
    rest = first.removeprefix(key).strip(" ·")
    return _Head(key, (_FINGERPRINT.sub("", rest, count=1).strip(" ·"), beside), codes)


def _owner(heads: list[_Head], number: int) -> _Head:
    """Whose seal tells of the texts above the answer table with this number; below all it is the last."""
    return heads[min(number, len(heads) - 1)]


def _at(heads: list[_Head], number: int, texts: list[str], place: int, known: set[str]) -> str:
    """The question that a text belongs to: the one above, unless the own texts of the next one have begun."""
    if number in (0, len(heads)):
        return _owner(heads, number).key
    begun = any(code(text) in known for text in texts[:place])
    begins = heads[number].codes[1] in map(code, texts)
    return heads[number if begun or not begins else number - 1].key
