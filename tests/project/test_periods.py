"""Periods as drafts show them and as people write them are read in every language."""

import pytest

from erasmus_cli.project.project import open_project
from erasmus_cli.project.shown_values import text_at, values_at
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.wording.language import available, speaking

ACTIVITY = {"id": "a", "title": "A week", "start": "2026-11-23", "end": "2027-02-26"}
PLACE = "activities/a/period"
FIRST, LAST = "/activities/0/start", "/activities/0/end"


@pytest.fixture
def project():
    facts = {"call": 2026, "action": "small-scale-partnership", "field": "school", "activities": [ACTIVITY]}
    return open_project(Proposal.model_validate(facts), "the form")


@pytest.mark.parametrize("language", available())
def test_what_is_shown_is_read_as_what_it_shows(project, language):
    with speaking(language):
        shown = text_at(project, PLACE)
        assert values_at(project, PLACE, shown) == {FIRST: ACTIVITY["start"], LAST: ACTIVITY["end"]}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "from 24 Nov 2026 until 27 Feb 2027"),
        ("de", "vom 24. Nov. 2026 bis zum 27. Feb. 2027"),
        ("es", "del 24 nov 2026 al 27 feb 2027"),
        ("es", "desde el 24 nov 2026 hasta el 27 feb 2027"),
        ("fr", "du 24 nov. 2026 au 27 févr. 2027"),
        ("it", "dal 24 nov 2026 al 27 feb 2027"),
        ("it", "da 24 nov 2026 a 27 feb 2027"),
        ("pl", "od 24.11.2026 do 27.2.2027"),
        ("fi", "24.11.2026\N{EN DASH}27.2.2027"),
        ("tr", "24 Kas 2026 - 27 Şub 2027"),
    ],
)
def test_small_words_before_and_between_days_are_no_part_of_them(project, language, text):
    with speaking(language):
        said = values_at(project, PLACE, text)
    assert said == {FIRST: "2026-11-24", LAST: "2027-02-27"}


def test_the_italian_article_runs_into_the_eighth_and_the_eleventh(project):
    with speaking("it"):
        said = values_at(project, PLACE, "dall\u20198 nov 2026 all\u201911 feb 2027")
    assert said == {FIRST: "2026-11-08", LAST: "2027-02-11"}


def test_no_text_takes_the_period_out_and_one_day_is_the_first(project):
    assert values_at(project, PLACE, "") == {FIRST: None, LAST: None}
    assert values_at(project, PLACE, "24 Nov 2026") == {FIRST: "2026-11-24", LAST: None}
