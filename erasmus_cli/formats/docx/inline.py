"""Writes what stands within a paragraph: runs, links and notes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import XmlPart

from erasmus_cli.document import nodes
from erasmus_cli.document.nodes import (
    Cite,
    Code,
    Emphasis,
    Foreign,
    HardBreak,
    Link,
    SoftBreak,
    Strike,
    Strong,
    Text,
)
from erasmus_cli.formats.docx.package import locale_of
from erasmus_cli.formats.docx.styles import Styles
from erasmus_cli.formats.docx.xml import Element, clean, element, properties, right_to_left, text

_FAINT = "D9D9D9"
_TINY, _SMALL = 2, 15  # half points


class Notes(Protocol):
    """What cites the sources."""

    def cite(self, number: int) -> list[Element]:
        """What stands in the text for a source."""


@dataclass(frozen=True)
class Look:
    """How text looks.

    Attributes:
        style: the id of a character style.
        bold: heavier; italic and strike likewise.
        italic: slanted.
        strike: crossed out.
        breaks: whether lines of the Markdown stay lines.
        hidden: for the way back only. Where a program shows it all the same, it is a hair line.
        small: as in a table of many columns.
        language: with its country, such as `de-DE`, where it is not that of the document.
    """

    style: str | None = None
    bold: bool = False
    italic: bool = False
    strike: bool = False
    breaks: bool = False
    hidden: bool = False
    small: bool = False
    language: str = ""


PLAIN = Look()
HIDDEN = Look(hidden=True)


@dataclass(frozen=True)
class Inline:
    """Writes texts into one part of the document, which also holds its links."""

    part: XmlPart
    styles: Styles
    notes: Notes | None = None

    def write(self, content: Iterable[nodes.Inline], look: Look = PLAIN) -> Iterator[Element]:
        """The runs of a text."""
        for node in content:
            yield from self.INLINES[type(node)](self, node, look)

    def _text(self, node: Text, look: Look) -> Iterable[Element]:
        return (run(node.text, look),)

    def _foreign(self, node: Foreign, look: Look) -> Iterable[Element]:
        return (run(node.text, replace(look, language=locale_of(node.language))),)

    def _code(self, node: Code, look: Look) -> Iterable[Element]:
        style = self.styles.id_of("Draft Code Text", "character")
        return (run(node.text, replace(look, style=style)),)

    def _strong(self, node: Strong, look: Look) -> Iterable[Element]:
        return self.write(node.content, replace(look, bold=True))

    def _emphasis(self, node: Emphasis, look: Look) -> Iterable[Element]:
        return self.write(node.content, replace(look, italic=True))

    def _strike(self, node: Strike, look: Look) -> Iterable[Element]:
        return self.write(node.content, replace(look, strike=True))

    def _link(self, node: Link, look: Look) -> Iterable[Element]:
        style = self.styles.id_of("Hyperlink", "character")
        identity = self.part.relate_to(clean(node.target), RT.HYPERLINK, is_external=True)
        return (element("hyperlink", *self.write(node.content, replace(look, style=style)), r_id=identity),)

    def _cite(self, node: Cite, _: Look) -> Iterable[Element]:
        return self.notes.cite(node.number) if self.notes else ()

    def _soft_break(self, _: SoftBreak, look: Look) -> Iterable[Element]:
        return (element("r", element("br")) if look.breaks else run(" ", look),)

    def _hard_break(self, _: HardBreak, __: Look) -> Iterable[Element]:
        return (element("r", element("br")),)

    INLINES: ClassVar[Mapping[type, Callable[..., Iterable[Element]]]] = {
        Text: _text,
        Foreign: _foreign,
        Code: _code,
        Strong: _strong,
        Emphasis: _emphasis,
        Strike: _strike,
        Link: _link,
        Cite: _cite,
        SoftBreak: _soft_break,
        HardBreak: _hard_break,
    }


def run(content: str, look: Look = PLAIN) -> Element:
    """A run of text in one look."""
    size = _TINY if look.hidden else _SMALL if look.small else None
    # bCs and iCs are bold and italic of scripts such as Arabic.
    look_of_run = properties(
        "rPr",
        rStyle=look.style,
        b=look.bold,
        bCs=look.bold,
        i=look.italic,
        iCs=look.italic,
        strike=look.strike,
        vanish=look.hidden,
        color=_FAINT if look.hidden else None,
        sz=size,
        szCs=size,
        rtl=right_to_left(content),
    )
    if look.language:
        look_of_run = look_of_run or [element("rPr")]
        spoken = {"val": look.language, "eastAsia": look.language, "bidi": look.language}
        look_of_run[0].append(element("lang", **spoken))
    return element("r", *look_of_run, text(content))
