"""A draft as a Word document, in the own look or in that of the house."""

from typing import cast

from docx.parts.document import DocumentPart

from erasmus_cli.document.draft import DraftText, HouseStyleError
from erasmus_cli.document.fingerprint import fingerprint
from erasmus_cli.document.foreign_parts import blocks_in_languages
from erasmus_cli.document.nodes import Notes
from erasmus_cli.formats.docx.body import Body
from erasmus_cli.formats.docx.house_style import open_house
from erasmus_cli.formats.docx.inline import Inline
from erasmus_cli.formats.docx.notes import SourceNotes
from erasmus_cli.formats.docx.numbering import Numbering
from erasmus_cli.formats.docx.package import describe, locale_of, packed
from erasmus_cli.formats.docx.parts import area_of, codes_beside, complete_page, part_of, tell_of_notes
from erasmus_cli.formats.docx.pictures import FigurePictures, Rasteriser, typeset
from erasmus_cli.formats.docx.styles import Styles
from erasmus_cli.formats.docx.xml import element

__all__ = ["HouseStyleError", "docx"]


def docx(text: DraftText, house: bytes | None = None, rasterise: Rasteriser = typeset) -> bytes:
    """The draft as DOCX; the same draft gives the same bytes.

    Args:
        text: the draft.
        house: a DOCX or a template (.dotx) whose page, header, footer and styles the draft takes over; its
            text is left out, and only what it lacks is added. A house may restyle what is the draft's own by
            styles named Draft Guidance, Draft Answer, Draft Key, Draft Cell, Draft Gap, Draft Code,
            Draft Code Text, Draft Table and Draft Answer Table.
        rasterise: makes a PNG of a figure (its SVG, the width in pixels).

    Raises:
        HouseStyleError: the house style cannot be used.
    """
    package = open_house(house)
    document = cast("DocumentPart", package.main_document_part)
    styles = Styles(part_of(document, "styles").element)
    styles.speak(locale_of(text.language))
    section = complete_page(document, styles.id_of, "" if house else text.title)
    tell_of_notes(part_of(document, "settings").element)
    width, height = area_of(section)
    pictures = FigurePictures(document, text.figures, rasterise, width, height)
    _write(text, document, styles, pictures)
    describe(package, text)
    return packed(package)


def _write(text: DraftText, document: DocumentPart, styles: Styles, pictures: FigurePictures) -> None:
    blocks = blocks_in_languages(text)
    sources = [note for block in blocks if isinstance(block, Notes) for note in block.notes]
    notes = SourceNotes(part_of(document, "footnotes"), styles, sources)
    body = Body(
        Inline(document, styles, notes),
        Numbering(part_of(document, "numbering").element),
        pictures,
        pictures.width,
        locale_of(text.spoken) if text.spoken not in ("", text.language) else "",
        into=element("body"),
        fingerprint=lambda key: fingerprint(text.answers.get(key, "")),
        boxes=text.comes_back,
        beside=lambda: codes_beside(document),
        contents=text.view not in ("partner", "check"),  # these are a few pages long
    )
    body.write_all(blocks)
    for position, child in enumerate(list(body.into)):
        document.element.body.insert(position, child)
