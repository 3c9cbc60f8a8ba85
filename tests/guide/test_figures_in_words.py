"""Figures of the Guide as people read them: in words, where names and values of the data do not tell them."""

import re

import pytest

from erasmus_cli.guide.browse import changes, figures
from erasmus_cli.guide.loader import available, open_edition

SMALL = open_edition(2026, "small-scale-partnership")


def words(topic, edition=SMALL):
    (figure,) = figures(edition, topic)
    return figure.text()


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("deadlines.general.2", "round 2, 1 October 2026 12:00, only if the National Agency opens it"),
        ("duration.general", "at least 6 months, at most 24 months"),
        ("start_windows.general.1", "from 1 September, to 31 December"),
        (
            "start_windows.general.2",
            "round 2, from 1 January, in year 1 after the call, to 31 August, in year 1 after the call",
        ),
        (
            "identifiers.oid",
            "Organisation ID (OID); E and eight digits, asked for by national-agency",
        ),
        ("outsiders.partner", "not admitted"),
    ],
)
def test_a_figure_is_told_in_words(topic, text):
    assert words(topic) == text


def test_a_rule_that_shuts_out_says_what_it_decides():
    assert words("restrictions.belarus-public-bodies").endswith("and all other public bodies, decides")
    assert words("restrictions.russia").endswith("countries RU, decides")
    year_before = open_edition(2025, "small-scale-partnership")
    assert words("restrictions.russia", year_before).endswith("countries RU, only warned of")


@pytest.mark.parametrize("key", available(), ids=lambda key: f"{key[0]}-{key[1]}")
def test_no_figure_is_empty_or_shows_patterns_and_yes(key):
    for figure in figures(open_edition(*key)):
        text = figure.text()
        assert text, figure.path
        assert "pattern" not in text
        assert not re.search(r"optional yes|strength (error|warning)|admitted (yes|no)\\b", text), text


def test_a_change_is_told_in_the_same_words():
    old = open_edition(2025, "small-scale-partnership")
    told = [line for change in changes(old, SMALL) for line in change.lines()]
    assert not [line for line in told if line.startswith("pattern") or "strength error" in line]
    assert "published: 20 January 2025 → 12 November 2025" in told
    assert "guide: 5 March 2025 12:00 → 5 March 2026 12:00" in told
