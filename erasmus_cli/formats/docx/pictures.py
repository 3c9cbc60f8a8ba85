"""Draws the figures of a draft as pictures with alt text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO

from docx.parts.document import DocumentPart
from docx.shared import Twips

from erasmus_cli.document.draft import Figure
from erasmus_cli.formats.docx.xml import Element, clean, element

Rasteriser = Callable[[str, int], bytes]
_PIXELS_PER_TWIP = 200 / 1440  # 200 dots an inch print well


def typeset(svg: str, width_px: int) -> bytes:
    """A figure as PNG, by the program that also makes the PDF."""
    from erasmus_cli.formats.pdf.png import png_of_svg  # noqa: PLC0415 - only a draft with figures needs it

    return png_of_svg(svg, width_px)


@dataclass
class FigurePictures:
    """The pictures of one document.

    Attributes:
        document: the part that holds them.
        figures: by name.
        rasterise: makes a PNG of an SVG and a width in pixels.
        width: of the text, in twentieths of a point.
        height: the largest height, likewise.
        drawn: how many there are; each has a number of its own.
    """

    document: DocumentPart
    figures: Mapping[str, Figure]
    rasterise: Rasteriser
    width: int
    height: int
    drawn: int = field(default=0)

    def draw(self, figure: Figure) -> Element:
        """A run with the picture, as wide as the text."""
        png = BytesIO(self.rasterise(figure.svg, round(self.width * _PIXELS_PER_TWIP)))
        inline = self.document.new_pic_inline(png, width=Twips(self.width))
        self._fit(inline)
        for side in "TBLR":  # LibreOffice leaves an eighth of an inch where nothing is said
            inline.set(f"dist{side}", "0")
        self.drawn += 1
        inline.docPr.set("id", str(self.drawn))
        inline.docPr.set("name", clean(figure.name))
        inline.docPr.set("descr", clean(figure.alt))
        return element("r", element("drawing", inline))

    def _fit(self, inline: Element) -> None:
        """A picture higher than the page is made smaller."""
        sizes = [inline.extent, inline.graphic.graphicData.pic.spPr.xfrm.ext]
        share = min(1.0, int(Twips(self.height)) / inline.extent.cy)
        for size in sizes:
            size.cx, size.cy = round(size.cx * share), round(size.cy * share)
