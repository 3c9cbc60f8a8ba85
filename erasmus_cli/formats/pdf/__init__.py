"""A draft as PDF, which screen readers can read (PDF/UA-1) and archives keep (PDF/A-2a)."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from erasmus_cli.document.draft import DraftText
from erasmus_cli.formats.pdf.typst_compiler import NO_PACKAGES, TypesettingError, to_pdf
from erasmus_cli.formats.pdf.typst_writer import source
from erasmus_cli.templating import look, look_text, refuse_outside
from erasmus_cli.wording.messages import say

# A package is asked for as "@space/name:1.0.0". Names that are calculated fail later: there is no network.
_PACKAGE = re.compile(r"""["'](?:@|\\u\{0*40\})[\w-]+/""")


def pdf(text: DraftText) -> bytes:
    """The draft as PDF. The same text gives the same bytes.

    The look is `theme.typ`, which may read other files of its folder. A character that the fonts lack, such
    as an emoji, stands as a replacement character, and the last part of the document names all of them.

    Raises:
        NoTypesetterError: typst is not installed.
        TemplateFaultError: a file of the theme is not UTF-8 or links to a place outside of the folder.
        TypesettingError: the theme does not work, asks for a package, or breaks PDF/UA-1 or PDF/A-2a.
    """
    theme = look("theme.typ", text.templates)
    look_text(theme)  # Typst would not say which file is no UTF-8
    if theme.parent != text.templates:
        return to_pdf(source(text), theme.parent, text.on)
    _refuse(theme.parent)
    try:
        return to_pdf(source(text), theme.parent, text.on)
    except TypesettingError as error:
        raise TypesettingError(say("{file}: {why}", file=str(theme), why=error.args[0])) from error


def _refuse(folder: Path) -> None:
    for file in _files(folder):
        refuse_outside(file, folder)
        if file.suffix == ".typ" and _PACKAGE.search(look_text(file)):
            raise TypesettingError(say("{file}: {why}", file=str(file), why=NO_PACKAGES))


def _files(folder: Path) -> Iterator[Path]:
    """Everything that a theme could read; what a linked folder holds counts as that folder."""
    for place, folders, files in os.walk(folder):
        yield from (Path(place) / name for name in files)
        yield from (path for path in (Path(place) / name for name in folders) if path.is_symlink())
