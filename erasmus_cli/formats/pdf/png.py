"""A figure as PNG, for programs that do not show SVG."""

from erasmus_cli.formats.pdf.font_coverage import FONTS, Glyphs
from erasmus_cli.formats.pdf.picture import fitted
from erasmus_cli.formats.pdf.typst_compiler import to_png
from erasmus_cli.formats.pdf.typst_text import quoted

_SCALE = 0.25  # points per pixel: keeps the page below the largest that Typst sets


def png_of_svg(svg: str, width_px: int) -> bytes:
    """A picture as PNG of this width in pixels, on white, set in the fonts of the drafts.

    A character that these lack stands as a replacement character, as in PDF.

    Raises:
        NoTypesetterError: typst is not installed.
        TypesettingError: it is no SVG.
    """
    page = f"#set page(width: {width_px * _SCALE}pt, height: auto, margin: 0pt, fill: white)\n"
    picture = f'#image(bytes({quoted(fitted(svg, Glyphs()))}), format: "svg", width: 100%)\n'
    return to_png(page + picture, FONTS, 72 / _SCALE)
