"""What stands around the answers of a Word document, and how a draft remembers that it was all its own.

Each answer table holds a *seal* beside its key: a code of five hexadecimal digits for each text that the
draft itself wrote there. Text without a code was typed by somebody. That needs neither the templates nor the
proposal as they were, and comes through other programs as any text does.

What stands far from all answers, such as the tables of partners and money, headers, footers and notes, is in
the seal of the *rest*, a hidden paragraph at the end; so are the keys of all answers, so that one that is
missing is told.
"""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml import etree

DIGITS = 5
"""Hexadecimal digits of a code."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _TABLE = f"{_W}p", f"{_W}tbl"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
TEXTS = (f"{_W}t", _MATH)
"""The elements that hold the letters of a page: those of paragraphs, and those of formulas."""
_ART = "{urn:schemas-microsoft-com:vml}textpath"
_FIELD, _CODE = f"{_W}fldChar", f"{_W}instrText"
# LibreOffice names our bookmarks of notes anew where a draft goes through the format of Word 97.
_COUNTED = re.compile(r"\s*(?:PAGEREF|NOTEREF|REF _RefF\d)")
_BLANK = {f"{_W}br", f"{_W}cr", f"{_W}tab"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OUT = {f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr")} | {_FALLBACK}
_CELL, _ROW = f"{_W}tc", f"{_W}tr"
_REST = re.compile(rf"rest · ((?:[0-9a-f]{{{DIGITS}}})*)")
_MEMORY = re.compile(rf"{_REST.pattern}|cells \d+ [0-9a-f]{{{DIGITS},}} .*")
_NUMBER = re.compile(r"\d+")
_SEAL = re.compile(rf"(?:^|\s*·\s*)((?:[0-9a-f]{{{DIGITS}}}){{2,}})(?![0-9a-z])")


def text_of(node: "etree._Element") -> str:
    """What a paragraph, a cell or a table says, tracked insertions in and deletions out.

    It stands on one line, without characters that do not print, and without the numbers of pages and notes,
    which a program counts anew.
    """
    words = " ".join("".join(_words(node, [])).split())
    return "".join(filter(str.isprintable, words))


def _words(node: "etree._Element", counted: list[bool]) -> Iterator[str]:
    """The words under a node; `counted` holds for each open field whether its result is such a number."""
    for child in node:
        if child.tag in TEXTS:
            if not any(counted):
                yield child.text or ""
        elif child.tag == _FIELD:
            _open_or_close(child.get(f"{_W}fldCharType", ""), counted)
        elif child.tag == _CODE:
            if counted:
                counted[-1] |= bool(_COUNTED.match(child.text or ""))
        elif child.tag in _BLANK:
            yield " "
        elif child.tag == _ART:
            yield child.get("string", "")
        elif child.tag not in _OUT and not _COUNTED.match(child.get(f"{_W}instr") or ""):
            yield from _words(child, counted)
            yield " " if child.tag == _P else ""


def _open_or_close(kind: str, counted: list[bool]) -> None:
    if kind == "begin":
        counted.append(False)
    elif kind == "end" and counted:
        counted.pop()


def blocks(node: "etree._Element", answers: "Collection[etree._Element]" = ()) -> "Iterator[etree._Element]":
    """Paragraphs and tables in their order, whatever they are wrapped in; of nested ones the outermost.

    Args:
        node: where to look.
        answers: tables that are looked for inside other tables as well.
    """
    for child in node:
        whole = child.tag == _TABLE and not any(inner in answers for inner in child.iter(_TABLE))
        if whole or child in answers or child.tag == _P:
            yield child
        elif child.tag not in _OUT:
            yield from blocks(child, answers)


def surroundings(
    body: "etree._Element",
    answers: "Sequence[etree._Element]",
    passed: "Collection[etree._Element]" = (),
) -> list[list[str]]:
    """The texts before each answer table, and at last those after the last one.

    What stands before another table above the first answer, or below another table after the last, belongs to
    other parts of the draft. Between answers each cell of another table is a text.

    Args:
        body: all of the draft.
        answers: its answer tables.
        passed: cells and paragraphs that are passed over, as they are read in another way.
    """
    chosen = set(answers)
    found: list[list[str]] = [[]]
    for block in blocks(body, chosen):
        if block in chosen:
            found.append([])
        elif block.tag == _TABLE and len(found) > len(chosen):
            break
        elif block.tag == _TABLE and len(found) == 1:
            found[0].clear()
        elif block.tag == _TABLE:
            found[-1] += (text for text, _ in cells_of(block, "", passed))
        elif (text := text_of(block)) and block not in passed and not _is_memory(text):
            found[-1].append(text)
    return found


def _is_memory(text: str) -> bool:
    """Whether a text is what the draft remembers, such as the codes of all others."""
    return bool(_MEMORY.fullmatch(text))


class Far(NamedTuple):
    """A text far from all answers, and what stands before it: the heading, or the first cell of its row."""

    text: str
    place: str


def far(
    body: "etree._Element",
    answers: "Sequence[etree._Element]",
    passed: "Collection[etree._Element]" = (),
) -> "Iterator[Far]":
    """The texts that `surroundings` leaves to other parts of the draft, each cell of a table apart."""
    chosen = set(answers)
    found = list(blocks(body, chosen))
    first = next((at for at, block in enumerate(found) if block in chosen), len(found))
    last = next((at for at in range(len(found) - 1, -1, -1) if found[at] in chosen), len(found) - 1)
    tables = [at for at, block in enumerate(found) if block.tag == _TABLE and block not in chosen]
    head = max((at for at in tables if at < first), default=-1) if chosen else len(found) - 1
    tail = min((at for at in tables if at > last), default=len(found))
    place = ""
    for block in (*found[: head + 1], *found[tail:]):
        if block.tag == _TABLE:
            yield from cells_of(block, place, passed)
        elif (text := text_of(block)) and block not in passed and not _is_memory(text):
            yield Far(text, place)
            place = text


def cells_of(
    table: "etree._Element", place: str, passed: "Collection[etree._Element]" = ()
) -> "Iterator[Far]":
    """What the cells of a table say, each with the place and the first cell of its row."""
    for row in table.iter(_ROW):
        cells = list(row.iter(_CELL))
        first = text_of(cells[0]) if cells else ""
        for number, cell in enumerate(cells):
            text = text_of(cell)
            if text and cell not in passed:
                yield Far(text, ", ".join(filter(None, (place, first if number else ""))))


def rest_seal(texts: Iterable[str], keys: Iterable[str], beside: Iterable[str]) -> str:
    """What the hidden paragraph says: codes of texts far from answers, of keys, and of what stands beside."""
    codes = (*map(code, texts), *map(key_code, keys), *beside)
    return f"rest · {''.join(dict.fromkeys(codes))}"


def rest_codes(body: "etree._Element") -> frozenset[str] | None:
    """The codes in the hidden paragraph; None where it is gone."""
    for node in body.iter(_P):
        found = _REST.fullmatch(text_of(node))
        if found:
            return frozenset(codes_of(found[1]))
    return None


def key_code(key: str) -> str:
    """The code of the key of an answer, which is no text of the page."""
    return code(f"key {key}")


def margin_code(text: str) -> str:
    """The code of a line of a header or footer; its numbers are those of pages."""
    return code(f"margin {_NUMBER.sub('', text)}")


def note_code(text: str) -> str:
    """The code of a paragraph of a footnote or endnote."""
    return code(f"note {text}")


def code(text: str) -> str:
    """Five hexadecimal digits that tell one text from another; blanks do not count."""
    letters = "".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(letters.encode("utf-8", "replace")).hexdigest()[:DIGITS]


def seal(texts: Iterable[str]) -> str:
    """The codes of texts in a row."""
    return "".join(map(code, texts))


def without_seal(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without the seal in it, and the codes of that; none if it has lost it."""
    found = _SEAL.search(text)
    if found is None:
        return text, ()
    return f"{text[: found.start()]} {text[found.end() :]}".strip(), codes_of(found[1])


def codes_of(digits: str) -> tuple[str, ...]:
    """The codes of a row of digits."""
    return tuple(digits[start : start + DIGITS] for start in range(0, len(digits), DIGITS))
