"""A draft has no word of ours that a language could not say; what is left is keys, names and sources."""

import io
import re
from dataclasses import replace
from datetime import date
from html import unescape
from zipfile import ZipFile

import pytest
from folders import EXAMPLES
from pseudo import PSEUDO, left_in_english

from erasmus_cli.chapters.check_report import check_report
from erasmus_cli.chapters.render import text_of
from erasmus_cli.figures import illustrations
from erasmus_cli.formats.html import html
from erasmus_cli.grant.budget import budget_of
from erasmus_cli.guide.loader import open_edition
from erasmus_cli.project.project import open_project
from erasmus_cli.proposal.reader import load
from erasmus_cli.rules.engine import check
from erasmus_cli.wording.countries import names
from erasmus_cli.wording.language import ENGLISH, speaking
from erasmus_cli.workbook.book import as_xlsx
from erasmus_cli.workbook.sources import figures_of

DAY = date(2026, 1, 5)
NAMES = ("ka220-vet-2026", "ka210-school-2026", "adult-2015", "youth-two-countries")
VIEWS = ("work", "reading", "paste", "partner")
# What a language says by its own file, and nowhere else.
OWN = " ".join((*ENGLISH.months, *ENGLISH.short_months, *names().values(), ENGLISH.yes, ENGLISH.no, "EUR"))
_KEYS = re.compile(
    r"`[^`]*`|^\[//\]:.*$|^\[\^.*$|\b[A-Z]{3}-\d\d\b|^```text$|\b[0-9a-f]{12}\b|\bKA\d{3}-[A-Z]{3}\b",
    re.MULTILINE,
)


_WORDS_OF_OURS = {
    "answers",
    "kind",
    "role",
    "category",
    "field",
    "action",
    "likelihood",
    "severity",
    "language",
}


def loaded(name):
    """The proposal of an example without its answers, which hold every word, and what else its user wrote."""
    document = load(str(EXAMPLES / f"{name}.yaml"))
    proposal = document.proposal.model_copy(update={"answers": {}})
    written = " ".join(_texts(proposal.model_dump(mode="json")))
    agencies = " ".join(
        agency.body for agency in open_edition(proposal.call, proposal.action).agencies.values()
    )
    return replace(document, proposal=proposal), f"{written} {agencies} {OWN}"


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value.get("grants") or ()
        yield from _texts([part for key, part in value.items() if key not in _WORDS_OF_OURS])
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_draft_is_english_for_ever(name, view):
    document, known = loaded(name)
    partner = document.proposal.organisations[1].id if view == "partner" else None
    with speaking(PSEUDO):
        project = open_project(document.proposal, "the form")
        text = text_of(project, DAY, view=view, partner=partner)
    assert left_in_english(_KEYS.sub("", text.markdown), known) == []
    assert text.language == PSEUDO.code


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_pictures_and_the_page_say_all_in_the_language(name):
    document, known = loaded(name)
    with speaking(PSEUDO):
        project = open_project(document.proposal, "the form")
        pictures = illustrations(project)
        page = html(text_of(project, DAY, view="reading", figures=pictures))
    for picture in pictures.values():
        seen = re.sub(r"<[^>]*>|\w+\s?…", " ", picture.svg)  # names are cut
        assert left_in_english(f"{seen} {picture.alt} {picture.caption}", known) == []
    assert '<html lang="xx">' in page
    labels = " ".join(re.findall(r'aria-label="([^"]*)"', page))
    shown = re.sub(
        r"<style>.*?</style>|<svg.*?</svg>|<code[^>]*>.*?</code>|<[^>]*>", " ", page, flags=re.DOTALL
    )
    assert left_in_english(unescape(f"{shown} {labels}"), known) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ka220-vet-2026", "adult-2015"])
def test_a_workbook_says_all_but_its_sources_in_the_language(name):
    document, known = loaded(name)
    with speaking(PSEUDO):
        budget = budget_of(document)
        made = as_xlsx(budget, DAY)
    figures = figures_of(budget)
    sources = [figure.source for figure in figures.values()]
    told = " ".join(f"{one.citation} {one.edition} {one.section} {one.note}" for one in sources)
    keys = " ".join(re.sub(r"[._]", " ", path) for path in figures)
    with ZipFile(io.BytesIO(made)) as parts:
        texts = re.sub(r"<[^>]*>", " ", parts.read("xl/sharedStrings.xml").decode())
        sheets = " ".join(re.findall(r'sheet name="([^"]*)"', parts.read("xl/workbook.xml").decode()))
    assert left_in_english(unescape(f"{texts} {sheets}"), f"{known} {told} {keys}") == []


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_report_of_a_check_says_all_in_the_language(name):
    document, known = loaded(name)
    with speaking(PSEUDO):
        report = check(document.proposal)
        text = check_report(report, document.proposal, DAY)
    assert left_in_english(_KEYS.sub("", text.markdown), known) == []
    assert text.language == PSEUDO.code
