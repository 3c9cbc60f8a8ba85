"""Money and dates as texts of the Commission write them."""

from datetime import date
from decimal import Decimal

import pytest

from erasmus_cli.wording import day, eur


@pytest.mark.parametrize(
    ("language", "amount", "written"),
    [
        ("en", "12500", "EUR 12 500"),
        ("en", "1234567.5", "EUR 1 234 567.50"),
        ("mt", "0.05", "EUR 0.05"),
        ("lv", "12500.25", "EUR 12 500,25"),
        ("de", "12500.25", "12 500,25 EUR"),
        ("fr", "999", "999 EUR"),
    ],
)
def test_money_by_language_with_hard_spaces(language, amount, written):
    assert eur(Decimal(amount), language) == written.replace(" ", "\u00a0")


def test_days_by_language():
    assert day(date(2016, 9, 1)) == "1 September 2016"
    assert day(date(2016, 9, 1), "pl") == "2016-09-01"
