"""Every number that is printed can be read again, and says the same."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from folders import ROOT
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from erasmus_cli.cli.app import app
from erasmus_cli.wording import formatting, notation

EXAMPLES = sorted(ROOT.glob("examples/*.yaml"))
CENTS = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)


@given(CENTS)
def test_an_amount(amount):
    assert notation.number(formatting.eur(amount)) == amount


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_a_day(day):
    assert notation.day(formatting.day(day)) == day


@given(st.integers(0, 20_100))
def test_a_distance(km):
    assert notation.number(formatting.kilometres(km).removesuffix("km").strip()) == km


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_amount_of_a_budget(path):
    """Sums on the screen are those of the JSON."""
    run = CliRunner().invoke
    text = run(app, ["budget", str(path)]).stdout
    data = json.loads(run(app, ["budget", str(path), "--format", "json"]).stdout)
    shown = [notation.number(found) for found in re.findall(r"EUR\s\d{1,3}(?:\s\d{3})*(?:\.\d\d)?", text)]
    assert shown
    assert Decimal(str(data["grant"])) in shown
