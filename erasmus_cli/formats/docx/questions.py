"""Writes a question: its heading, guidance, and a table for the answer that can be read back."""

from collections.abc import Iterable, Mapping
from textwrap import shorten

from docx.oxml.ns import qn

from erasmus_cli.document.boilerplate_seal import far, rest_seal, seal, surroundings, text_of
from erasmus_cli.document.nodes import Question, plain
from erasmus_cli.formats.docx.blocks import Blocks, Place
from erasmus_cli.formats.docx.inline import HIDDEN, Look, run
from erasmus_cli.formats.docx.tables import frame
from erasmus_cli.formats.docx.xml import Element, element, paragraph
from erasmus_cli.wording.language import _

_LONGEST_TAG = 64  # Word calls a file with a longer one damaged
_GUIDANCE = Look(breaks=True)
_KEY_SHARE = 0.02  # nothing can be seen there
_LONGEST_ALIAS = 60
_LINE = 40  # twentieths of a point


def write_question(asked: Question, blocks: Blocks, into: Element, fingerprint: str, number: int) -> Element:
    """Write guidance and answer table; return the table.

    Row 1 of the table says `key · fingerprint` in hidden letters: it is what reading back goes by, because
    text comes through other formats and programs unharmed. Beside that stands the counter for all to see, and
    `leave_seal` adds, hidden as well, which texts are the draft's own. The content control around the answer
    says the key once more, and is called by the question for those who hear the page.

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
    into.append(blocks.gap())
    blocks.write(asked.after, guidance)
    return made


def leave_seal(body: Element, answers: Mapping[Element, str], beside: Iterable[str], gap: str) -> None:
    """Write beside each key which texts around the answers are the draft's own, and at the end all others.

    Reading back tells by it what somebody typed outside the boxes, and which question is gone.

    Args:
        body: all that was written.
        answers: the answer tables in it, in their order, each with the key of its answer.
        beside: the codes of headers, footers and notes.
        gap: the id of the style of a paragraph that takes no room.
    """
    tables = list(answers)
    rest = rest_seal((found.text for found in far(body, tables)), answers.values(), beside)
    *above, below = surroundings(body, tables)
    for table, texts in zip(tables, above, strict=True):
        made = table.findall(f".//{qn('w:p')}")[1]
        own = text_of(made)
        after = below if table is tables[-1] else ()
        made.append(run(f"{' · ' if own else ''}{seal([own, *texts, *after])}", HIDDEN))
    body.append(paragraph(run(rest, HIDDEN), style=gap))


def _key_row(asked: Question, blocks: Blocks, widths: list[int], fingerprint: str) -> Element:
    style = blocks.inline.styles.id_of("Draft Key")
    state = asked.mark or asked.counter
    # Where nothing is to be seen in it, the row is a line.
    height = [] if state else [element("trHeight", val=_LINE, hRule="exact")]
    row = element("tr", element("trPr", element("cantSplit"), *height))
    label = run(f"{asked.key} · {fingerprint}", HIDDEN)
    row.append(_cell(widths[0], paragraph(label, style=style, keepNext=True)))
    # Beside the key a mark leaves the box as the only place that invites to write.
    counter = blocks.inline.write(state.content) if state else ()
    row.append(_cell(widths[1], paragraph(*counter, style=style, keepNext=True)))
    return row


def _answer_row(asked: Question, blocks: Blocks, widths: list[int], number: int) -> Element:
    content = element("sdtContent")
    look = Look(language=blocks.spoken)
    blocks.write(asked.answer, Place(content, style="Draft Answer", look=look, flat=True))
    if not len(content):
        content.append(paragraph(style=blocks.inline.styles.id_of("Draft Answer")))
    control = element("sdt", _control(asked, number), content)
    return element("tr", _cell(sum(widths), control, span=len(widths)))


def _control(asked: Question, number: int) -> Element:
    """A building block: LibreOffice makes any other control a field, and emphasis in it is lost."""
    words, key = plain(asked.heading.content).strip() or _("Answer"), asked.key
    alias = element("alias", val=shorten(words, _LONGEST_ALIAS, placeholder=" …"))
    tag = [element("tag", val=key)] if len(key) <= _LONGEST_TAG else []
    kind = element("docPartObj", element("docPartGallery", val="AutoText"))
    return element("sdtPr", alias, *tag, element("id", val=number), kind)


def _cell(width: int, content: Element, span: int = 1) -> Element:
    made = element("tcPr", element("tcW", w=width, type="dxa"))
    if span > 1:
        made.append(element("gridSpan", val=span))
    return element("tc", made, content)
