"""What may stand in a cell: text that no spreadsheet takes for a formula, nothing that breaks the file."""

import re

from erasmus_cli.wording.language import Words, _

CUT_OFF = Words("(cut off)")
MOST_CHARACTERS = 32_000
"""A cell of a workbook holds 32 767 characters."""

# Halves of surrogate pairs cannot be encoded; the last two code points are no characters of XML.
_UNFIT = re.compile("[\ud800-\udfff\ufffe\uffff]")
_WIDE = (
    "\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
)
_FORMULA = tuple(f"=+-@\t\r{_WIDE}")


def fit(text: str) -> str:
    """The text as a workbook can hold it; what is too long is cut off and says so."""
    clean = _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
    return clean if len(clean) <= MOST_CHARACTERS else f"{clean[:MOST_CHARACTERS]} … {_(CUT_OFF)}"


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet that opens a CSV would run it as a formula.

    Full-width signs count as well: East Asian versions of spreadsheets take them for the plain ones.
    """
    clean = fit(text)
    return f"'{clean}" if clean.startswith(_FORMULA) else clean
