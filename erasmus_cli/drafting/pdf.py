"""A draft as PDF, which screen readers can read (PDF/UA-1) and archives keep (PDF/A-2a)."""

import re

from erasmus_cli.drafting.document import DraftText
from erasmus_cli.drafting.templates import look
from erasmus_cli.drafting.typesetter import TypesettingError, to_pdf
from erasmus_cli.drafting.typst_blocks import source

_PACKAGE = re.compile(r"""["']@""")


def pdf(text: DraftText) -> bytes:
    """The draft as PDF. The same text gives the same bytes.

    The look is `theme.typ`. A character that the fonts lack, such as an emoji, stands as a replacement
    character, and the last part of the document names all of them.

    Raises:
        NoTypesetterError: typst is not installed.
        TypesettingError: the theme does not work, or breaks what PDF/UA-1 or PDF/A-2a ask.
    """
    theme = look("theme.typ", text.templates)
    if _PACKAGE.search(theme.read_text("utf-8")):
        raise TypesettingError(f"{theme}: a theme takes in no packages, which would come from the network")
    return to_pdf(source(text), theme.parent, text.on)
