"""Walks through the draft: title, contents, headings, questions, and the blocks between them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile
from typing import ClassVar

from erasmus_cli.document.nodes import Block, Code, Heading, Inlines, Notes, Question, heading_of, plain
from erasmus_cli.formats.docx.blocks import Blocks, Place
from erasmus_cli.formats.docx.field_codes import page_of
from erasmus_cli.formats.docx.inline import run
from erasmus_cli.formats.docx.questions import leave_seal, write_question
from erasmus_cli.formats.docx.xml import Element, element, paragraph, right_to_left
from erasmus_cli.wording.language import HARD_SPACE, _

_UPPER, _LOWER = 2, 3
_STYLES = {1: "heading 1", 2: "heading 1", 3: "heading 2", 4: "heading 3"}
_LOWEST = "heading 4"
_FEWEST_LISTED = 6  # a draft of two pages needs no list of contents
_FIRST_CONTROL = 700_000  # apart from the content controls of a letterhead


@dataclass
class Body(Blocks):
    """Writes a whole draft.

    Attributes:
        into: the body.
        fingerprint: of the answer to a key.
        boxes: whether answers stand in boxes from which they can be read back.
        listed: the headings of the contents list by their anchors, each with its number.
        answers: the tables for answers that were written, each with its key.
        beside: gives the codes of what stands beside the text, once all is written.
        contents: whether a list of contents leads in, where there are enough headings.
    """

    into: Element
    fingerprint: Callable[[str], str]
    boxes: bool
    listed: dict[str, int] = field(default_factory=dict)
    answers: dict[Element, str] = field(default_factory=dict)
    beside: Callable[[], Sequence[str]] = tuple
    contents: bool = True

    def write_all(self, blocks: Sequence[Block]) -> None:
        """Write the draft from its title to its end."""
        blocks = _without_notes(blocks)
        lead = list(takewhile(lambda block: not _is_listed(block), blocks))
        listed = [heading for heading in map(heading_of, filter(_is_listed, blocks)) if heading]
        if self.contents and len(listed) >= _FEWEST_LISTED:
            self.listed = {heading.anchor: number for number, heading in enumerate(listed, 1)}
        place = Place(self.into)
        self.write(lead, place)
        if self.listed:
            self._contents(blocks)
        self.write(blocks[len(lead) :], place)
        if self.boxes:
            leave_seal(self.into, self.answers, self.beside(), self.inline.styles.id_of("Draft Gap"))

    def _heading(self, heading: Heading, place: Place) -> None:
        self._head(heading, heading.content, place)
        if heading.record:
            place.into.append(self.gap(heading.record))

    def _head(self, heading: Heading, words: Inlines, place: Place) -> None:
        first = not len(place.into) and heading.written == 1
        style = "Title" if first else _STYLES.get(heading.written, _LOWEST)
        content = list(self.inline.write(words))
        number = self.listed.get(heading.anchor)
        if number:
            content = _marked(number, content)
        bidi = right_to_left(plain(words))
        made = paragraph(*content, style=self._style(style), pageBreakBefore=number == 1, bidi=bidi)
        place.into.append(made)

    def _question(self, asked: Question, place: Place) -> None:
        self._head(asked.heading, self._words_of(asked), place)
        if self.boxes:
            number = _FIRST_CONTROL + len(self.answers) + 1
            made = write_question(asked, self, place.into, self.fingerprint(asked.key), number)
            self.answers[made] = asked.key
        else:
            below = (*asked.before, asked.mark, *asked.answer, asked.counter, *asked.after)
            self.write([block for block in below if block], place)

    def _words_of(self, asked: Question) -> Inlines:
        """What the heading of a question says; where there is a box, its first row has the key."""
        alone = self.boxes and asked.heading.content
        return asked.heading.content if alone else (*asked.heading.content, Code(asked.key))

    def _contents(self, blocks: Sequence[Block]) -> None:
        """Linked headings with fields for their pages, which only a program that lays out pages can fill.

        Those of the lower level run on in one paragraph, so that the list keeps to one page.
        """
        self.into.append(paragraph(run(_("Contents")), style=self._style("TOC Heading")))
        for level, group in groupby(self._links(blocks), key=lambda entry: entry[0]):
            entries = [(link, page_of(anchor)) for _, link, anchor in group]
            if level == _UPPER:
                style = self._style("toc 1")
                for link, page in entries:
                    tab = element("r", element("tab"))
                    self.into.append(paragraph(link, tab, *page, style=style, leader=self.width))
            else:
                parts = [(link, run(HARD_SPACE), *page) for link, page in entries]
                rest = (part for entry in parts[1:] for part in (run(" · "), *entry))
                self.into.append(paragraph(*parts[0], *rest, style=self._style("toc 2")))

    def _links(self, blocks: Sequence[Block]) -> Iterator[tuple[int, Element, str]]:
        """A link to each heading of the contents, with its level and its bookmark."""
        for block in blocks:
            heading = heading_of(block)
            if heading and heading.anchor in self.listed:
                words = self._words_of(block) if isinstance(block, Question) else heading.content
                anchor = _bookmark(self.listed[heading.anchor])
                link = element("hyperlink", run(plain(words)), anchor=anchor, history=1)
                yield heading.written, link, anchor

    BLOCKS: ClassVar = {**Blocks.BLOCKS, Heading: _heading, Question: _question}


def _is_listed(block: Block) -> bool:
    """Whether a block begins with a heading of the levels that the contents list."""
    heading = heading_of(block)
    return heading is not None and heading.written in (_UPPER, _LOWER)


def _without_notes(blocks: Sequence[Block]) -> list[Block]:
    """Without the sources, and without a heading at the end that had nothing but sources below it."""
    kept: list[Block] = [block for block in blocks if not isinstance(block, Notes)]
    if len(kept) < len(blocks) and kept and isinstance(kept[-1], Heading):
        kept.pop()
    return kept


def _marked(number: int, content: Sequence[Element]) -> list[Element]:
    start = element("bookmarkStart", id=number, name=_bookmark(number))
    return [start, *content, element("bookmarkEnd", id=number)]


def _bookmark(number: int) -> str:
    return f"_Toc{number:06}"
