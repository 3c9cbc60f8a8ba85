"""Money and dates as texts of the Commission write them."""

from datetime import date
from decimal import Decimal

import pytest

from erasmus_cli.wording.formatting import day, eur, per_cent
from erasmus_cli.wording.language import speaking
from erasmus_cli.wording.messages import say


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("12500", "EUR 12 500"),
        ("1234567.5", "EUR 1 234 567.50"),
        ("0.05", "EUR 0.05"),
        ("999", "EUR 999"),
        ("12500.00", "EUR 12 500"),
    ],
)
def test_money_has_hard_spaces_and_cents_where_there_are_any(amount, written):
    assert eur(Decimal(amount)) == written.replace(" ", "\u00a0")


def test_days_are_written_out():
    assert day(date(2016, 9, 1)) == "1 September 2016"


@pytest.mark.parametrize(
    ("share", "written"),
    [
        ("0.2", "20.00 %"),
        ("0.200004", "20.0004 %"),
        ("0.20001", "20.001 %"),
        ("0.2001", "20.01 %"),
        ("0.199999", "19.9999 %"),
        ("0.14405", "14.41 %"),
        ("1", "100.00 %"),
    ],
)
def test_a_share_beside_a_limit_is_not_rounded_onto_it(share, written):
    assert per_cent(Decimal(share)) == written


@pytest.mark.parametrize(
    ("code", "english", "german"),
    [
        ("NL", "from the Netherlands", "from Niederlande"),
        ("GB", "from the United Kingdom", "from Vereinigtes Königreich"),
        ("FO", "from the Faroe Islands", "from Färöer"),
        ("DO", "from the Dominican Republic", "from Dominikanische Republik"),
        ("BE", "from Belgium", "from Belgien"),
        ("IE", "from Ireland", "from Irland"),
    ],
)
def test_a_country_has_its_article_in_english_sentences(code, english, german):
    said = say("from {country:country}", country=code)
    assert said.text() == english
    with speaking("de"):
        assert said.text() == german
