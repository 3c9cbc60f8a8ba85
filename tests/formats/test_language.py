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
from erasmus_cli.document.draft import DraftText
from erasmus_cli.document.foreign_parts import blocks_in_languages
from erasmus_cli.formats.docx import docx
from erasmus_cli.formats.html import contents, html
from erasmus_cli.formats.pdf.typst_writer import source
from erasmus_cli.project.project import open_project
from erasmus_cli.proposal.reader import parse
from erasmus_cli.wording.language import speaking

SMALL = (GOLDEN / "proposal.yaml").read_text(encoding="utf-8")


TITLE = "Maps of Smell: pupils draw what a town smells of"


def draft(language):
    said = f"language: {language}\n" if language else ""
    proposal = parse(SMALL.replace("language: en\n", said)).proposal
    return text_of(open_project(proposal, "the form"), date(2016, 3, 1))


@pytest.mark.parametrize("language", ["de", "el", "bg", "ar"])
def test_html_marks_each_answer_and_what_else_the_applicant_wrote(language):
    page = html(draft(language))
    assert '<html lang="en">' in page
    answers = re.findall(r'<blockquote class="answer"([^>]*)>', page)
    assert answers
    assert set(answers) == {f' lang="{language}"'}
    marked = re.findall(rf'<span lang="{language}">([^<]*)</span>', page)
    assert TITLE in marked
    assert not {"Partnership", "Sint-Odo", "Title", "not said yet"} & set(marked)


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
def test_word_marks_the_runs_of_answers_and_what_else_the_applicant_wrote():
    document = Document(io.BytesIO(docx(draft("de"))))
    styles = document.styles.element
    assert {mark.get(qn("w:val")) for mark in styles.iter(qn("w:lang"))} == {"en-GB"}
    marked = [mark.getparent().getparent() for mark in document.element.body.iter(qn("w:lang"))]
    assert marked
    assert {run.find(qn("w:rPr")).find(qn("w:lang")).get(qn("w:val")) for run in marked} == {"de-DE"}
    inside = {run for box in document.element.body.iter(qn("w:sdtContent")) for run in box.iter(qn("w:r"))}
    outside = {run.findtext(qn("w:t")) for run in marked if run not in inside}
    assert TITLE in outside
    assert not {"Partnership", "Sint-Odo", "Title", "not said yet"} & outside
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
    proposal = parse(SMALL.replace("language: en\n", f"language: {PSEUDO.code}\n")).proposal
    with speaking(PSEUDO):
        whole = text_of(open_project(proposal, "the form"), date(2016, 3, 1))
        assert '<span lang="en">' not in html(whole)
    assert draft("de").english == frozenset()


def german(markdown, *texts):
    """A draft with German labels, of which an applicant wrote these texts in English."""
    return DraftText("T", "de", date(2016, 3, 1), markdown, spoken="en", written=frozenset(texts))


def written(markdown, *texts):
    return re.findall(r'<span lang="en">([^<]*)</span>', html(german(markdown, *texts)))


@pytest.mark.parametrize(
    ("said", "marked"),
    [
        ("A course for trades", ["A course for trades"]),
        ("WP3. A course for trades", ["A course for trades"]),
        ("leitet WP3: A course for trades (1. Mai 2027)", ["A course for trades"]),
        ("O1 A course for trades; O2 Calm tenants", ["A course for trades", "Calm tenants"]),
        ("A course for tradesmen", []),
        ("A course for …", ["A course for …"]),
        ("Tests", ["Tests"]),
        ("Tests bis Mai", []),
        ("75 %", []),
        ("Ein Kurs", []),
    ],
)
def test_what_an_applicant_wrote_is_found_within_labels(said, marked):
    assert written(f"## Teil\n\n{said}\n", "A course for trades", "Calm tenants", "Tests", "75 %") == marked


def test_the_longest_text_that_stands_there_is_marked():
    assert written("## Teil\n\nO1 Calm tenants at home\n", "Calm tenants", "Calm tenants at home") == [
        "Calm tenants at home"
    ]


def test_the_list_of_contents_is_in_the_language_of_most_of_a_heading():
    text = "# T\n\n## WP3. A course for trades\n\n## Erwartete Ergebnisse: Calm tenants\n\n## Teil\n"
    blocks = blocks_in_languages(german(text, "A course for trades", "Calm tenants"))
    assert [part.language for part in contents(blocks)] == ["en", "", ""]
