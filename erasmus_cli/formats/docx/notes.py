"""Footnotes: one for each source; a second citation refers to the first."""

from collections.abc import Iterable

from docx.opc.part import XmlPart

from erasmus_cli.document.nodes import Note
from erasmus_cli.formats.docx.inline import Inline, run
from erasmus_cli.formats.docx.styles import Styles
from erasmus_cli.formats.docx.xml import Element, element, paragraph, properties, text

_FIRST_BOOKMARK = 100_000  # apart from the bookmarks of headings


class SourceNotes:
    """The footnotes of a draft.

    Args:
        part: the footnotes part; notes are added to it as they are cited.
        styles: the styles of the document.
        sources: those of the draft.
    """

    def __init__(self, part: XmlPart, styles: Styles, sources: Iterable[Note]) -> None:
        self._part = part
        self._styles = styles
        self._sources = {source.number: source for source in sources}
        self._cited: dict[int, int] = {}

    def cite(self, number: int) -> list[Element]:
        """A reference to a source; what is cited in a row is parted by a thin blank."""
        if number in self._cited:
            return [*self._again(self._cited[number])]
        if number not in self._sources:
            return []
        identity = self._cited[number] = len(self._cited) + 1
        self._part.element.append(self._note(identity, self._sources[number]))
        mark = _FIRST_BOOKMARK + identity
        return [
            element("bookmarkStart", id=mark, name=_bookmark(identity)),
            element("r", *self._raised(), element("footnoteReference", id=identity)),
            element("bookmarkEnd", id=mark),
            self._run(text("\u2009")),
        ]

    def _again(self, identity: int) -> Iterable[Element]:
        """A cross reference; the number inside is what shows until the program counts anew."""
        yield self._run(element("fldChar", fldCharType="begin"))
        instruction = element("instrText")
        instruction.text = f" NOTEREF {_bookmark(identity)} \\f \\h "
        yield self._run(instruction)
        yield self._run(element("fldChar", fldCharType="separate"))
        yield self._run(text(str(identity)))
        yield self._run(element("fldChar", fldCharType="end"))
        yield self._run(text("\u2009"))

    def _run(self, content: Element) -> Element:
        return element("r", *self._raised(), content)

    def _raised(self) -> list[Element]:
        return properties("rPr", rStyle=self._styles.id_of("footnote reference", "character"))

    def _note(self, identity: int, source: Note) -> Element:
        style = self._styles.id_of("footnote text")
        inline = Inline(self._part, self._styles)
        blocks = [paragraph(*inline.write(line), style=style) for line in source.lines]
        number = (element("r", *self._raised(), element("footnoteRef")), run(" "))
        first = blocks[0] if blocks else paragraph(style=style)
        first[0].addnext(number[1])
        first[0].addnext(number[0])
        return element("footnote", *(blocks or [first]), id=identity)


def _bookmark(identity: int) -> str:
    return f"_RefSource{identity}"
