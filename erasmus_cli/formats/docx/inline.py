"""Writes what stands within a paragraph: runs, links, notes and pictures."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import XmlPart
from markdown_it.tree import SyntaxTreeNode

from erasmus_cli.formats.docx.styles import Styles
from erasmus_cli.formats.docx.xml import Element, clean, element, properties, right_to_left, text

_SAFE_LINK = re.compile(r"(https?://|mailto:)\S+\Z", re.IGNORECASE)
LONGEST_LINK = 2_000  # Word calls a file with longer ones damaged


class Notes(Protocol):
    """What cites the sources."""

    def cite(self, number: int) -> list[Element]:
        """What stands in the text for a source."""


class Pictures(Protocol):
    """What draws the figures."""

    def draw(self, source: str) -> Element | None:
        """A run with the figure that a picture of the Markdown means; None if it means none."""


@dataclass(frozen=True)
class Look:
    """How text looks and what may stand in it.

    Attributes:
        style: the id of a character style.
        bold: heavier; italic and strike likewise.
        italic: slanted.
        strike: crossed out.
        pictures: whether figures are drawn; where they are not, their alt text stands.
        breaks: whether lines of the Markdown stay lines.
    """

    style: str | None = None
    bold: bool = False
    italic: bool = False
    strike: bool = False
    pictures: bool = True
    breaks: bool = False


PLAIN = Look()


@dataclass(frozen=True)
class Inline:
    """Writes inline nodes into one part of the document, which also holds its links."""

    part: XmlPart
    styles: Styles
    notes: Notes | None = None
    pictures: Pictures | None = None

    def write(self, nodes: Iterable[SyntaxTreeNode], look: Look = PLAIN) -> Iterator[Element]:
        """The runs of inline nodes."""
        for node in nodes:
            yield from self._write(node, look)

    def _write(self, node: SyntaxTreeNode, look: Look) -> Iterable[Element]:
        match node.type:
            case "strong":
                return self.write(node.children, replace(look, bold=True))
            case "em":
                return self.write(node.children, replace(look, italic=True))
            case "s":
                return self.write(node.children, replace(look, strike=True))
            case "link":
                return self._link(node, look)
            case "image":
                return self._picture(node, look)
            case "footnote_ref":
                return self.notes.cite(node.meta["id"]) if self.notes else ()
            case _:
                return self._leaf(node, look)

    def _leaf(self, node: SyntaxTreeNode, look: Look) -> Iterable[Element]:
        match node.type:
            case "hardbreak":
                return (element("r", element("br")),)
            case "softbreak":
                return (element("r", element("br")) if look.breaks else run(" ", look),)
            case "code_inline":
                style = self.styles.id_of("Draft Code Text", "character")
                return (run(node.content, replace(look, style=style)),)
            case "inline":
                return self.write(node.children, look)
            case "footnote_anchor":
                return ()
            case _:
                return (run(node.content, look),) if node.content else ()

    def _link(self, node: SyntaxTreeNode, look: Look) -> Iterable[Element]:
        target = clean(str(node.attrs.get("href", "")))
        if not _SAFE_LINK.match(target) or len(target) > LONGEST_LINK:
            return self.write(node.children, look)
        style = self.styles.id_of("Hyperlink", "character")
        identity = self.part.relate_to(target, RT.HYPERLINK, is_external=True)
        runs = self.write(node.children, replace(look, style=style, pictures=False))
        return (element("hyperlink", *runs, r_id=identity),)

    def _picture(self, node: SyntaxTreeNode, look: Look) -> Iterable[Element]:
        source = str(node.attrs.get("src", ""))
        drawn = self.pictures.draw(source) if self.pictures and look.pictures else None
        return (drawn,) if drawn is not None else self.write(node.children, look)


def run(content: str, look: Look = PLAIN) -> Element:
    """A run of text in one look."""
    # bCs and iCs are bold and italic of scripts such as Arabic.
    look_of_run = properties(
        "rPr",
        rStyle=look.style,
        b=look.bold,
        bCs=look.bold,
        i=look.italic,
        iCs=look.italic,
        strike=look.strike,
        rtl=right_to_left(content),
    )
    return element("r", *look_of_run, text(content))


def plain(node: SyntaxTreeNode) -> str:
    """The bare text of an inline node."""
    if node.type in ("softbreak", "hardbreak"):
        return " "
    if node.children:
        return "".join(plain(child) for child in node.children)
    return "" if node.type.startswith("footnote") or node.type == "root" else node.content
