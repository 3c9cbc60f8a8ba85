"""Drafts as `erasmus draft` makes them, in the smallest form that reading back goes by."""

import io
import zipfile

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from erasmus_cli.document.answers import to_blocks
from erasmus_cli.document.fingerprint import fingerprint
from erasmus_cli.document.markdown import answer

STYLES = {"paragraph": "Normal", "bullet": "List Bullet", "number": "List Number"}


def markdown_draft(*questions):
    """A draft of (key, answer at export, answer now): None now leaves the mark of an unanswered question."""
    parts = ["# A project\n\n## A. Part\n"]
    for key, then, now in questions:
        base = fingerprint(then) if then else ""
        body = f"{answer(now)}\n\n{len(now)} of 500 characters" if now else "**▢ NOT ANSWERED YET**"
        parts.append(f"#### A question `{key}`\n\nWhat is it?\n\n[//]: # (answer {key} {base})\n\n{body}\n")
    return "\n".join(parts) + "\n## Sources\n\n[^1]: The Guide.\n"


def word_draft(*questions, control=True):
    """The same as a `Document` of python-docx."""
    document = Document()
    document.add_heading("A project", 1)
    for key, then, now in questions:
        document.add_heading("A question", 3)
        document.add_paragraph("What is it?")
        table = document.add_table(rows=2, cols=1)
        table.cell(0, 0).text = f"{key} · {fingerprint(then)}"
        write(table.cell(1, 0), now or "")
        if control:
            wrap(table.cell(1, 0), key)
        document.add_paragraph()
    return document


def write(cell, markdown):
    """An answer into a cell."""
    for number, block in enumerate(to_blocks(markdown)):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        level = f" {min(block.depth, 2) + 1}" if block.depth else ""
        paragraph.style = STYLES[block.kind] + level
        for span in block.spans:
            run = paragraph.add_run(span.text)
            run.bold, run.italic = span.marks.bold or None, span.marks.italic or None
            run.font.strike = span.marks.strike or None
            if span.marks.href:
                link(paragraph, run, span.marks.href)


def link(paragraph, run, href):
    """Puts a run into a hyperlink."""
    made = OxmlElement("w:hyperlink")
    made.set(qn("r:id"), paragraph.part.relate_to(href, RT.HYPERLINK, is_external=True))
    run._element.addprevious(made)
    made.append(run._element)


def wrap(cell, key):
    """Puts the content of a cell into a content control with the key as its tag."""
    # Without the gallery LibreOffice makes a field of the control, and plain text of that.
    control = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="{key}"/><w:docPartObj>'
        '<w:docPartGallery w:val="AutoText"/></w:docPartObj></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    control[1].extend([paragraph._element for paragraph in cell.paragraphs])
    cell._element.append(control)


def content_of(document):
    """The file of a document."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_part(content, name, part):
    """A DOCX with one part of it replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, part)
    return stream.getvalue()
