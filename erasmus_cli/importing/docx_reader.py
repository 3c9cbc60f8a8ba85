"""Reads the answers of a draft in DOCX: each stands in row 2 of a table whose row 1 names its question.

Row 1 says so in hidden letters, and is what reading goes by, as text comes through other programs unharmed.
The content control around an answer names the question once more where it is still there; it alone tells the
question where the hidden letters were taken out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from erasmus_cli.document.answers import to_markdown
from erasmus_cli.document.boilerplate_seal import blocks, rest_codes, text_of
from erasmus_cli.document.fingerprint import fingerprint
from erasmus_cli.document.rich_text import tidy
from erasmus_cli.importing.extracted import Comment, ExtractedAnswer, ExtractedDraft, StrayText
from erasmus_cli.importing.package import Package, W
from erasmus_cli.importing.paragraphs import Lists, Paragraphs
from erasmus_cli.importing.runs import WITH_WORDS, Runs, Styles
from erasmus_cli.importing.stray_text import far_away, in_margins, in_notes, inserted, outside, unsealed
from erasmus_cli.importing.typed_lists import MADE, with_typed_lists
from erasmus_cli.importing.word_tables import read_tables, rows_of
from erasmus_cli.wording.messages import NOTHING, Message, say

_HEAD = re.compile(r"(?:(.+?) · ([0-9a-f]{8})\b|(\S+) ·)")
_KEY = re.compile(r"[a-z][\w-]*(?:\.[\w-]+)+(?:/[\w-]+)?")
_UNSEALED = say(
    "the code beside its key is gone: text typed around the box cannot be told from the draft's own"
)
_MARGINS = ("header", "footer")
_INSERTED = (f"{W}ins", f"{W}moveTo")
_DELETED = (f"{W}del", f"{W}moveFrom")


@dataclass(frozen=True)
class _Table:
    """A table that holds an answer; `base` is None where only the content control names it."""

    key: str
    base: str | None
    node: etree._Element
    rows: list[etree._Element]


def read_word(content: bytes) -> ExtractedDraft:
    """The questions of a draft in DOCX, with their answers in Markdown.

    Raises:
        UnreadableDraftError: it is not a DOCX, or damaged, or made to harm.
    """
    package = Package(content)
    document = package.document
    styles, lists = Styles(package.part("styles")), Lists(package.part("numbering"))
    tables = list(_tables(document, Runs(package, styles)))
    keys = {table.node: table.key for table in tables}
    lost = unsealed(keys)
    questions = tuple(
        _found(table, Paragraphs(Runs(package, styles), lists), sealed=table.key not in lost)
        for table in tables
    )
    rest = rest_codes(document)
    margins = (text_of(line) for kind in _MARGINS for part in package.parts(kind) for line in blocks(part))
    shown = read_tables(document, keys, styles)
    typed = (
        *outside(document, keys, shown.nodes),
        *far_away(document, keys, rest, shown.nodes),
        *in_margins(margins, rest),
        *in_notes(document, keys, package, rest),
        *inserted(document, keys),
        *_without_place(questions),
        *_in_further_rows(tables),
    )
    comments = tuple(_comments(package, tables))
    return ExtractedDraft(
        questions, comments, typed, _title(document), rest, shown.values, shown.gone, shown.language
    )


def _without_place(questions: Iterable[ExtractedAnswer]) -> Iterator[StrayText]:
    """What stands in text boxes, notes and formulas within answers: an answer has no place for it."""
    for found in questions:
        for note in found.notes:
            if note.template in WITH_WORDS and note.values["words"]:
                yield StrayText(found.key, note.values["words"])


def _in_further_rows(tables: Iterable[_Table]) -> Iterator[StrayText]:
    """What stands in rows that somebody added to the box of an answer."""
    for table in tables:
        yield from (StrayText(table.key, text) for row in table.rows[2:] if (text := text_of(row)))


def _title(document: etree._Element) -> str:
    """The first paragraph that says something."""
    texts = (text_of(block) for block in blocks(document) if block.tag == f"{W}p")
    return next(filter(None, texts), "")


def _tables(document: etree._Element, runs: Runs) -> Iterator[_Table]:
    """The tables whose first row begins with a key, or whose content control has one, in their order."""
    for node in document.iter(f"{W}tbl"):
        rows = rows_of(node)
        cell = next(rows[0].iter(f"{W}tc"), None) if rows else None
        head = "".join(span.text for span in runs.spans(cell)) if cell is not None else ""
        found = _HEAD.match(head.strip())
        if found and (found[2] or _KEY.fullmatch(found[3])):
            yield _Table(found[1] or found[3], found[2] or "", node, rows)
        elif len(rows) > 1 and (named := _named(rows[1])):
            yield _Table(named, None, node, rows)


def _named(row: etree._Element) -> str:
    """The key in the content control of a row; nothing where there is none, or several."""
    tags = [tag.get(f"{W}val", "") for tag in row.iterfind(f".//{W}sdtPr/{W}tag")]
    keys = {tag for tag in tags if _KEY.fullmatch(tag)}
    return keys.pop() if len(keys) == 1 else ""


def _found(table: _Table, paragraphs: Paragraphs, *, sealed: bool) -> ExtractedAnswer:
    answer = tidy(block for row in table.rows[1:2] for block in paragraphs.blocks(row))
    listed = with_typed_lists(answer)
    told = () if sealed else (_UNSEALED,)
    if listed != answer and fingerprint(to_markdown(answer)) != table.base:
        answer, told = listed, (*told, MADE)
    notes = (*_tracked(table.rows[1:2]), *_flattened(table.rows[1:2]), *paragraphs.runs.lost, *told)
    return ExtractedAnswer(table.key, table.base, to_markdown(answer), notes, _trouble(table))


def _trouble(table: _Table) -> Message:
    if len(table.rows) != 2:
        return say("its table has {n} {n:row|rows} instead of two", n=len(table.rows))
    named = {tag for tag in _tags(table.node) if _KEY.fullmatch(tag)}
    other = next(iter(sorted(named - {table.key})), None)
    return say("the content control around it is that of `{key}`", key=other) if other else NOTHING


def _tags(node: etree._Element) -> Iterator[str]:
    """The tags of the content controls in and around a table."""
    around = (control for control in node.iterancestors(f"{W}sdt") if _holds_one_table(control))
    for control in (*around, *node.iter(f"{W}sdt")):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None:
            yield tag.get(f"{W}val", "")


def _holds_one_table(control: etree._Element) -> bool:
    return len(list(islice(control.iter(f"{W}tbl"), 2))) == 1


def _tracked(rows: list[etree._Element]) -> Iterator[Message]:
    inserted = sum(1 for row in rows for _ in row.iter(*_INSERTED))
    deleted = sum(1 for row in rows for _ in row.iter(*_DELETED))
    if inserted or deleted:
        yield say(
            "tracked changes: {inserted} {inserted:insertion|insertions} counted as in, "
            "{deleted} {deleted:deletion|deletions} as out",
            inserted=inserted,
            deleted=deleted,
        )


def _flattened(rows: list[etree._Element]) -> Iterator[Message]:
    """LibreOffice makes an input field of some content controls, and plain text of what stood in them."""
    codes = (code.text or "" for row in rows for code in row.iter(f"{W}instrText"))
    if any("FILLIN" in code for code in codes):
        yield say("another program has made a field of a paragraph: its bold, italic and links are lost")


def _comments(package: Package, tables: list[_Table]) -> Iterator[Comment]:
    root = package.part("comments")
    if root is None:
        return
    places = {
        mark.get(f"{W}id", ""): table.key
        for table in tables
        for mark in table.node.iter(f"{W}commentRangeStart", f"{W}commentReference")
    }
    for comment in root.iterfind(f"{W}comment"):
        lines = ("".join(text.text or "" for text in line.iter(f"{W}t")) for line in comment.iter(f"{W}p"))
        text = " ".join(filter(None, lines))
        yield Comment(places.get(comment.get(f"{W}id", ""), ""), comment.get(f"{W}author", ""), text)
