"""Writes a question: its heading, guidance, and a table for the answer that can be read back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from docx.oxml.ns import qn
from markdown_it.tree import SyntaxTreeNode

from erasmus_cli.document.boilerplate_seal import seal, surroundings, text_of
from erasmus_cli.formats.docx.blocks import Blocks, Place
from erasmus_cli.formats.docx.inline import Look, plain, run
from erasmus_cli.formats.docx.tables import frame
from erasmus_cli.formats.docx.xml import Element, element, paragraph

_LEVEL = "h4"
_LONGEST_TAG = 64  # Word calls a file with a longer one damaged
_GUIDANCE = Look(breaks=True)
_ANSWER = Look(pictures=False)
_KEY_SHARE = 0.42
_MARK = re.compile(r"(?:▢ )?not answered yet", re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """A question of the draft.

    Attributes:
        key: of its answer.
        before: what helps to answer it.
        answer: the answer as blocks; empty if there is none.
        counter: what stands right after the answer, such as how many characters it has; of a question without
            an answer, the mark that says so.
        after: everything else before the next heading.
    """

    key: str
    before: Sequence[SyntaxTreeNode]
    answer: Sequence[SyntaxTreeNode]
    counter: SyntaxTreeNode | None
    after: Sequence[SyntaxTreeNode]


def key_of(heading: SyntaxTreeNode) -> str | None:
    """The key of the answer, if a heading is a question."""
    children = heading.children[0].children if heading.children else ()
    if heading.tag != _LEVEL or not children or children[-1].type != "code_inline":
        return None
    return children[-1].content


def question(key: str, nodes: Sequence[SyntaxTreeNode]) -> Question:
    """What stands between the heading of a question and the next heading, told apart."""
    before = list(takewhile(lambda node: node.type != "blockquote", nodes))
    quote, after = nodes[len(before) : len(before) + 1], list(nodes[len(before) + 1 :])
    answer = quote[0].children if quote else ()
    # Beside the key the mark leaves the box as the only place that invites to write.
    if not answer and before and _is_mark(before[-1]):
        return Question(key, before[:-1], answer, before[-1], after)
    counter = after.pop(0) if after and after[0].type == "paragraph" else None
    return Question(key, before, answer, counter, after)


def _is_mark(node: SyntaxTreeNode) -> bool:
    return node.type == "paragraph" and bool(_MARK.match(plain(node)))


def write_question(asked: Question, blocks: Blocks, into: Element, fingerprint: str, number: int) -> Element:
    """Write guidance and answer table; return the table.

    Row 1 of the table says `key · fingerprint`: it is what reading back goes by, because it comes through
    other formats and programs unharmed. Beside that stands the counter, and `leave_seal` adds which texts
    are the draft's own. The content control around the answer says the key once more.

    Args:
        asked: the question.
        blocks: writes blocks.
        into: the body.
        fingerprint: of the answer as the proposal has it.
        number: of the question in this document; no two are alike.
    """
    guidance = Place(into, style="Draft Guidance", look=_GUIDANCE)
    blocks.write(asked.before, guidance)
    first = round(blocks.width * _KEY_SHARE)
    widths = [first, blocks.width - first]
    made = frame(widths, blocks.inline.styles.id_of("Draft Answer Table", "table"))
    made.append(_key_row(asked, blocks, widths, fingerprint))
    made.append(_answer_row(asked, blocks, widths, number))
    into.append(made)
    into.append(paragraph(style=blocks.inline.styles.id_of("Draft Gap")))
    blocks.write(asked.after, guidance)
    return made


def leave_seal(body: Element, tables: Sequence[Element]) -> None:
    """Write beside each key which texts around the answers are the draft's own.

    Reading back tells by it what somebody typed outside the boxes.

    Args:
        body: all that was written.
        tables: the answer tables in it, in their order.
    """
    *above, below = surroundings(body, tables)
    for table, texts in zip(tables, above, strict=True):
        made = table.findall(f".//{qn('w:p')}")[1]
        own = text_of(made)
        after = below if table is tables[-1] else ()
        made.append(run(f"{' · ' if own else ''}{seal([own, *texts, *after])}"))


def _key_row(asked: Question, blocks: Blocks, widths: list[int], fingerprint: str) -> Element:
    style = blocks.inline.styles.id_of("Draft Key")
    row = element("tr", element("trPr", element("cantSplit")))
    label = run(f"{asked.key} · {fingerprint}")
    row.append(_cell(widths[0], paragraph(label, style=style, keepNext=True)))
    counter = blocks.inline.write(asked.counter.children, _ANSWER) if asked.counter else ()
    row.append(_cell(widths[1], paragraph(*counter, style=style, align="right", keepNext=True)))
    return row


def _answer_row(asked: Question, blocks: Blocks, widths: list[int], number: int) -> Element:
    content = element("sdtContent")
    blocks.write(asked.answer, Place(content, style="Draft Answer", look=_ANSWER, flat=True))
    if not len(content):
        content.append(paragraph(style=blocks.inline.styles.id_of("Draft Answer")))
    control = element("sdt", _control(asked.key, number), content)
    return element("tr", _cell(sum(widths), control, span=len(widths)))


def _control(key: str, number: int) -> Element:
    """A building block: LibreOffice makes any other control a field, and emphasis in it is lost."""
    tag = [element("tag", val=key)] if len(key) <= _LONGEST_TAG else []
    kind = element("docPartObj", element("docPartGallery", val="AutoText"))
    return element("sdtPr", *tag, element("id", val=number), kind)


def _cell(width: int, content: Element, span: int = 1) -> Element:
    made = element("tcPr", element("tcW", w=width, type="dxa"))
    if span > 1:
        made.append(element("gridSpan", val=span))
    return element("tc", made, content)


def label_of(heading: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    """A question's heading without the key, which row 1 has; the key itself if there is nothing else."""
    children = list(heading.children[0].children)
    return children[:-1] if len(children) > 1 else children
