"""Typst, which sets PDF and PNG inside this process: no network, only our fonts, the same bytes each time."""

from datetime import UTC, date, datetime, time
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from erasmus_cli.document.draft import DraftError
from erasmus_cli.formats.pdf.font_coverage import FONTS
from erasmus_cli.formats.pdf.offline import no_network
from erasmus_cli.wording.messages import say

STANDARDS = ("ua-1", "a-2a")  # accessible, and fit for archives
NO_PACKAGES = say("a theme takes in no packages, which would come from the network")
BROKE_DOWN = say("typst broke down at this text; write it as .docx or .html instead")
_FETCHES = "failed to download package"


class NoTypesetterError(DraftError):
    """There is no typst for this machine, so neither PDF nor PNG can be made."""


class TypesettingError(DraftError):
    """Typst refuses the text or the picture; of a draft, most likely because of a theme of one's own."""


def to_pdf(source: str, root: Path, on: date) -> bytes:
    """A Typst text as PDF/UA-1 and PDF/A-2a.

    Args:
        source: the text.
        root: the folder that it may read from.
        on: the date inside the file.

    Raises:
        NoTypesetterError: typst is not installed.
        TypesettingError: the text cannot be set, or not as these standards ask.
    """
    moment = datetime.combine(on, time(), UTC)
    return _compiled(source, root, format="pdf", pdf_standards=list(STANDARDS), timestamp=moment)


def to_png(source: str, root: Path, pixels_per_inch: float) -> bytes:
    """A Typst text of one page as PNG.

    Raises:
        NoTypesetterError: typst is not installed.
        TypesettingError: the text cannot be set.
    """
    return _compiled(source, root, format="png", ppi=pixels_per_inch)


def _compiled(source: str, root: Path, **options: Any) -> bytes:
    typst = _typst()
    try:
        with no_network:
            # Packages would come from the network; the folder where they would be kept has none.
            compiler = typst.Compiler(
                source.encode(), root=root, font_paths=_fonts(), package_path=FONTS, package_cache_path=FONTS
            )
            made: bytes = compiler.compile(**options)
    except typst.TypstError as error:
        if error.message.startswith(_FETCHES):
            raise TypesettingError(NO_PACKAGES) from error  # the name may hold words of the proposal
        raise TypesettingError("\n".join([error.message, *error.hints])) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # a fault of typst, in a class that nobody can name
            raise TypesettingError(BROKE_DOWN) from error
        raise
    return made


@cache
def _fonts() -> Any:
    return _typst().Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _typst() -> Any:
    try:
        return import_module("typst")  # large, and absent where there is no build of it
    except ImportError as error:
        raise NoTypesetterError(
            say(
                "PDF and PNG need typst, which has no build for this machine; "
                "write HTML and print that instead"
            )
        ) from error
