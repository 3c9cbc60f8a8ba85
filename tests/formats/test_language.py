"""Labels are English, answers are in the language of the application, and each format says so."""

import io
import re
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from folders import GOLDEN

from erasmus_cli.chapters.render import text_of
from erasmus_cli.formats.docx import docx
from erasmus_cli.formats.html import html
from erasmus_cli.formats.pdf.typst_writer import source
from erasmus_cli.project.project import open_project
from erasmus_cli.proposal.reader import parse

SMALL = (GOLDEN / "proposal.yaml").read_text(encoding="utf-8")


def draft(language):
    said = f"language: {language}\n" if language else ""
    proposal = parse(SMALL.replace("language: en\n", said)).proposal
    return text_of(open_project(proposal, "the form"), date(2016, 3, 1))


@pytest.mark.parametrize("language", ["de", "el", "bg", "ar"])
def test_html_marks_each_answer_and_nothing_else(language):
    page = html(draft(language))
    assert '<html lang="en">' in page
    answers = re.findall(r'<blockquote class="answer"([^>]*)>', page)
    assert answers
    assert set(answers) == {f' lang="{language}"'}
    assert page.count(f'lang="{language}"') == len(answers)


@pytest.mark.slow
def test_an_answer_of_which_the_language_is_not_said_has_no_mark():
    text = draft("")
    assert '<blockquote class="answer">' in html(text)
    assert "language: none)" in source(text)


def test_a_pdf_sets_answers_in_their_language():
    lines = source(draft("de"))
    assert 'language: "en", on:' in lines
    assert lines.count('language: "de")') == lines.count("\nanswer(")


@pytest.mark.slow
def test_word_marks_the_runs_of_answers_only():
    document = Document(io.BytesIO(docx(draft("de"))))
    styles = document.styles.element
    assert {mark.get(qn("w:val")) for mark in styles.iter(qn("w:lang"))} == {"en-GB"}
    marked = [mark.getparent().getparent() for mark in document.element.body.iter(qn("w:lang"))]
    assert marked
    assert {run.find(qn("w:rPr")).find(qn("w:lang")).get(qn("w:val")) for run in marked} == {"de-DE"}
    inside = {run for box in document.element.body.iter(qn("w:sdtContent")) for run in box.iter(qn("w:r"))}
    assert all(run in inside for run in marked)
    assert "We walk " in [run.findtext(qn("w:t")) for run in marked]


def test_word_needs_no_mark_where_answers_are_english_too():
    document = Document(io.BytesIO(docx(draft("en"))))
    assert not list(document.element.body.iter(qn("w:lang")))
