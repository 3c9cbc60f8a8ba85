"""Fields of Word: page numbers are welcome, what fetches a file or asks another program is not."""

from docx.oxml.ns import qn
from lxml import etree

from erasmus_cli.formats.docx.xml import Element, element

# INCLUDEPICTURE, INCLUDETEXT, LINK, DDE, DATABASE and others go out when the draft is opened or printed. What
# a letterhead needs is known, so all else loses its code and keeps the text that it showed last.
_HARMLESS = {
    "=", "AUTHOR", "COMPANY", "CREATEDATE", "DATE", "DOCPROPERTY", "FILENAME", "HYPERLINK", "IF", "NUMPAGES",
    "PAGE", "PAGEREF", "PRINTDATE", "QUOTE", "REF", "SAVEDATE", "SECTION", "SECTIONPAGES", "SEQ", "STYLEREF",
    "SUBJECT", "SYMBOL", "TIME", "TITLE",
}  # fmt: skip
_CODES = ("instrText", "delInstrText")


def page_of(bookmark: str) -> list[Element]:
    """The page on which a bookmark stands, empty until the document is laid out.

    LibreOffice fills it at once; Word asks on opening whether it may, because the field is marked as not up
    to date.
    """
    marks = [element("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end")]
    marks[0].set(qn("w:dirty"), "true")
    code = element("instrText")
    code.text = f" PAGEREF {bookmark} \\h "
    code.set(qn("xml:space"), "preserve")
    begin, separate, end = (element("r", mark) for mark in marks)
    return [begin, element("r", code), separate, end]


def drop_fields(root: Element) -> None:
    """Take the code out of each field that is not known to be harmless; its result stays as text."""
    for simple in [found for found in root.iter() if _name(found) == "fldSimple"]:
        if not _harmless(_attribute(simple, "instr")):
            for child in list(simple):
                simple.addprevious(child)
            _remove(simple)
    for marks in _fields(root):
        code = "".join(mark.text or "" for mark in marks if _name(mark) in _CODES)
        if not _harmless(code) or _name(marks[0]) in _CODES:
            for mark in marks:
                _remove(mark)


def _fields(root: Element) -> list[list[Element]]:
    """The marks and the code of each field, without those of the fields inside it.

    A code that stands in no field counts as a field, and so does one that does not end.
    """
    done: list[list[Element]] = []
    open_fields: list[list[Element]] = []
    for found in root.iter():
        kind = _attribute(found, "fldCharType") if _name(found) == "fldChar" else ""
        if kind == "begin":
            open_fields.append([])
            done.append(open_fields[-1])
        if kind or _name(found) in _CODES:
            (open_fields[-1] if open_fields else _alone(done)).append(found)
        if kind == "end" and open_fields:
            open_fields.pop()
    return done


def _alone(done: list[list[Element]]) -> list[Element]:
    done.append([])
    return done[-1]


def _harmless(code: str) -> bool:
    words = code.split()
    return not words or words[0].upper() in _HARMLESS or words[0].startswith("=")


def _name(found: Element) -> str:
    return etree.QName(found).localname if isinstance(found.tag, str) else ""


def _attribute(found: Element, name: str) -> str:
    return next((str(value) for key, value in found.attrib.items() if etree.QName(key).localname == name), "")


def _remove(found: Element) -> None:
    parent = found.getparent()
    if parent is not None:
        parent.remove(found)
