"""Labels and answers are each in a language of their own, and each format says in which."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from folders import GOLDEN
from pseudo import PSEUDO, pseudo

from erasmus_cli.chapters.render import text_of
from erasmus_cli.formats.docx import docx
from erasmus_cli.formats.html import html
from erasmus_cli.formats.pdf.typst_writer import source
from erasmus_cli.project.project import open_project
from erasmus_cli.proposal.reader import parse
from erasmus_cli.wording.language import speaking

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


LACKED = ("Partnership", "Place", "Assessors look for:", "Describe the needs that the project answers.")


def partly(code="xx"):
    """A draft in a language that has no words for a heading, a column and a piece of guidance."""
    lacking = replace(PSEUDO, code=code, texts=lambda text: text if text in LACKED else pseudo(text))
    proposal = parse(SMALL.replace("language: en\n", f"language: {code}\n")).proposal
    with speaking(lacking):
        text = text_of(open_project(proposal, "the form"), date(2016, 3, 1))
        return text, html(text), source(text), Document(io.BytesIO(docx(text)))


@pytest.mark.slow
def test_labels_for_which_a_language_has_no_words_are_marked_as_english():
    text, page, typst, word = partly()
    assert set(LACKED[:3]) <= text.english
    marked = re.findall(r'<span lang="en">([^<]*)</span>', page)
    assert {"Partnership", "Place", "Assessors look for:"} <= set(marked) <= set(LACKED)
    assert '<html lang="xx">' in page
    assert re.search(r'<a href="#[^"]*" lang="en">Partnership</a>', page)
    assert 'text(lang: "en", "Partnership")' in typst
    runs = [
        run
        for run in word.element.body.iter(qn("w:r"))
        if run.find(f"{qn('w:rPr')}/{qn('w:lang')}") is not None
    ]
    english = {
        run.findtext(qn("w:t"))
        for run in runs
        if run.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:val")) == "en-GB"
    }
    assert "Partnership" in english


@pytest.mark.slow
def test_nothing_is_marked_where_a_language_has_all_words_or_labels_are_english():
    proposal = parse(SMALL).proposal
    with speaking(PSEUDO):
        whole = text_of(open_project(proposal, "the form"), date(2016, 3, 1))
        assert '<span lang="en">' not in html(whole)
    assert draft("de").english == frozenset()
