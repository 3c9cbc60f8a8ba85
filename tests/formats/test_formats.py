"""Every format of every view, line by line: `GOLDEN=write pytest tests/formats/test_formats.py` writes anew.

Of a PDF the Typst text is kept, because the bytes change with the version of typst; of a DOCX each paragraph
with its style, because nobody can read its XML.
"""

import os
import re
from datetime import date
from io import BytesIO

import docx as python_docx
import pytest
from docx.oxml.ns import qn
from folders import GOLDEN
from pypdf import PdfReader

from erasmus_cli.chapters.render import text_of
from erasmus_cli.figures import illustrations
from erasmus_cli.formats.docx import docx
from erasmus_cli.formats.html import html
from erasmus_cli.formats.pdf import pdf
from erasmus_cli.formats.pdf.typst_writer import source
from erasmus_cli.project.project import open_project
from erasmus_cli.proposal.reader import load

PROJECT = open_project(load(str(GOLDEN / "proposal.yaml")).proposal, "the form")
VIEWS = ["work", "partner", "reading", "paste"]


def draft_of(view, **options):
    partner = "p2" if view == "partner" else None
    return text_of(PROJECT, date(2016, 3, 1), view=view, partner=partner, **options)


def paragraphs(content):
    """Each paragraph of a DOCX as `style | text`, those of tables as well."""
    document = python_docx.Document(BytesIO(content))
    names = {style.style_id: style.name for style in document.styles}
    for paragraph in document.element.body.iter(qn("w:p")):
        text = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        if text.strip():
            style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            name = names.get(style.get(qn("w:val"))) if style is not None else None
            yield f"{name or 'Normal'} | {text}"


def without_style(page):
    """A page without its style sheet, which is agreed upon in `templates/draft.css` alone."""
    return re.sub(r"<style>.*?</style>", "<style></style>", page, flags=re.DOTALL)


FORMATS = {
    "html": lambda text: without_style(html(text)),
    "docx.txt": lambda text: "\n".join(paragraphs(docx(text))) + "\n",
    "typ": source,
}


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("ending", FORMATS)
def test_the_format_is_what_was_agreed(view, ending):
    kept = GOLDEN / "formats" / f"{view}.{ending}"
    made = FORMATS[ending](draft_of(view)).encode()
    if os.environ.get("GOLDEN") == "write":
        kept.write_bytes(made)
    assert made == kept.read_bytes()


@pytest.mark.parametrize(("view", "keyed"), [("work", False), ("reading", False), ("paste", True)])
def test_keys_of_answers_stand_on_no_page_but_that_to_paste_from(view, keyed):
    text = draft_of(view)
    assert ('<code class="key">description.innovation</code>' in html(text)) is keyed
    assert ('}, "description.innovation")' in source(text)) is keyed
    assert "q-description.innovation" in html(text)  # the place that the contents lead to


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS)
def test_a_written_draft_is_the_same_bytes_each_time(view):
    pictures = illustrations(PROJECT)
    for write in (html, docx, pdf):
        assert write(draft_of(view, figures=pictures)) == write(draft_of(view, figures=pictures))


@pytest.mark.slow
def test_every_format_holds_every_answer():
    text = draft_of("work")
    words = [answer.split()[0].strip("*_`>#-") for answer in text.answers.values() if answer.split()]
    pages = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf(text))).pages)
    for content in (html(text), "\n".join(paragraphs(docx(text))), pages):
        assert [word for word in words if word not in content] == []
