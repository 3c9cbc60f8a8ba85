"""Walks through the draft: title, contents, headings, questions, and the blocks between them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile

from markdown_it.tree import SyntaxTreeNode

from erasmus_cli.formats.docx.blocks import Blocks, Place
from erasmus_cli.formats.docx.inline import plain, run
from erasmus_cli.formats.docx.questions import key_of, label_of, leave_seal, question, write_question
from erasmus_cli.formats.docx.xml import Element, element, paragraph, right_to_left

_UPPER, _LOWER = "h2", "h3"
_STYLES = {"h1": "heading 1", "h2": "heading 1", "h3": "heading 2", "h4": "heading 3"}
_LOWEST = "heading 4"
_FEWEST_LISTED = 6  # a draft of two pages needs no list of contents
_FIRST_CONTROL = 700_000  # apart from the content controls of a letterhead


@dataclass
class Body:
    """Writes the body of a document.

    Attributes:
        blocks: writes what stands below headings.
        into: the body.
        fingerprint: of the answer to a key.
        listed: the headings of the contents list, each with its number.
        answers: the tables for answers that were written; each content control has a number of its own.
    """

    blocks: Blocks
    into: Element
    fingerprint: Callable[[str], str]
    listed: dict[SyntaxTreeNode, int] = field(default_factory=dict)
    answers: list[Element] = field(default_factory=list)

    def write(self, root: SyntaxTreeNode) -> None:
        """Write the whole tree."""
        nodes = _without_notes(root.children)
        headings = [node for node in nodes if node.type == "heading" and node.tag in (_UPPER, _LOWER)]
        if len(headings) >= _FEWEST_LISTED:
            self.listed = {node: number for number, node in enumerate(headings, 1)}
        lead = list(takewhile(lambda node: node not in headings[:1], nodes))
        self._blocks(lead)
        if self.listed:
            self._contents()
        self._blocks(nodes[len(lead) :])
        leave_seal(self.into, self.answers)

    def _blocks(self, nodes: Sequence[SyntaxTreeNode]) -> None:
        position = 0
        while position < len(nodes):
            position += self._next(nodes[position:])

    def _next(self, nodes: Sequence[SyntaxTreeNode]) -> int:
        """Write the first node, and with a question what belongs to it; return how many nodes that were."""
        first = nodes[0]
        if first.type != "heading":
            self.blocks.write([first], Place(self.into))
            return 1
        self._heading(first)
        key = key_of(first)
        if key is None:
            return 1
        below = list(takewhile(lambda node: node.type != "heading", nodes[1:]))
        number = _FIRST_CONTROL + len(self.answers) + 1
        made = write_question(question(key, below), self.blocks, self.into, self.fingerprint(key), number)
        self.answers.append(made)
        return 1 + len(below)

    def _heading(self, node: SyntaxTreeNode) -> None:
        first = not len(self.into) and node.tag == "h1"
        style = "Title" if first else _STYLES.get(node.tag, _LOWEST)
        content = list(self.blocks.inline.write(label_of(node) if key_of(node) else node.children))
        number = self.listed.get(node)
        if number:
            content = _marked(number, content)
        first_listed, bidi = number == 1, right_to_left(plain(node))
        made = paragraph(*content, style=self._id(style), pageBreakBefore=first_listed, bidi=bidi)
        self.into.append(made)

    def _contents(self) -> None:
        """Linked headings without page numbers, which only a program that lays out pages can know.

        Those of the lower level run on in one paragraph, so that the list keeps to one page.
        """
        self.into.append(paragraph(run("Contents"), style=self._id("TOC Heading")))
        for tag, group in groupby(self.listed, key=lambda node: node.tag):
            links = [_link(node, self.listed[node]) for node in group]
            if tag == _UPPER:
                self.into.extend(paragraph(link, style=self._id("toc 1")) for link in links)
            else:
                rest = (part for link in links[1:] for part in (run(" · "), link))
                self.into.append(paragraph(links[0], *rest, style=self._id("toc 2")))

    def _id(self, name: str) -> str:
        return self.blocks.inline.styles.id_of(name)


def _without_notes(nodes: Sequence[SyntaxTreeNode]) -> list[SyntaxTreeNode]:
    """Without the footnotes, and without a heading at the end that had nothing but footnotes below it."""
    kept = [node for node in nodes if node.type != "footnote_block"]
    if len(kept) < len(nodes) and kept and kept[-1].type == "heading" and key_of(kept[-1]) is None:
        kept.pop()
    return kept


def _marked(number: int, content: Sequence[Element]) -> list[Element]:
    start = element("bookmarkStart", id=number, name=_bookmark(number))
    return [start, *content, element("bookmarkEnd", id=number)]


def _link(node: SyntaxTreeNode, number: int) -> Element:
    return element("hyperlink", run(plain(node)), anchor=_bookmark(number), history=1)


def _bookmark(number: int) -> str:
    return f"_Toc{number:06}"
