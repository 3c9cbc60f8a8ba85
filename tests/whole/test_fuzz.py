"""A seeded minute of `fuzz.py`, and what it found before: readers take or refuse, and break on nothing."""

import csv

import fuzz
import pytest

from erasmus_cli.file_kinds import of_text
from erasmus_cli.proposal.errors import UnreadableProposalError
from erasmus_cli.proposal.reader import parse
from erasmus_cli.wording import lengths, notation


@pytest.mark.slow
@pytest.mark.parametrize("reader", fuzz.READERS)
def test_a_reader_takes_or_refuses_whatever_it_is_given(reader):
    tally = fuzz.tried(reader, 200, seed=7)
    assert not tally.faults
    assert tally.taken + tally.refused == 200


def test_the_same_seed_gives_the_same_inputs_and_another_gives_others():
    first, again, other = (list(fuzz.inputs("proposals", 5, seed)) for seed in (1, 1, 2))
    assert first == again != other


def test_a_run_goes_on_where_it_was_stopped_and_stops_when_its_time_is_over():
    every = list(fuzz.inputs("--set", 6, seed=1))
    assert list(fuzz.inputs("--set", 2, seed=1, first=4)) == every[4:]
    assert fuzz.tried("--set", 6, seed=1).inputs == 6
    assert fuzz.tried("--set", 6, seed=1, seconds=-1).inputs == 0


def test_a_reader_that_breaks_is_noticed(monkeypatch):
    monkeypatch.setitem(fuzz.READERS, "cities", (fuzz._words, lambda text: text.index("not there")))
    assert len(fuzz.tried("cities", 3, seed=1).faults) == 3


@pytest.mark.parametrize("digits", ["9" * 41, "1" + " 000" * 9, "9" * 30 + ",50"])
def test_an_amount_of_too_many_digits_is_refused(digits):
    with pytest.raises(notation.NotationError, match="too many digits"):
        notation.number(digits)
    with pytest.raises(UnreadableProposalError, match="too many digits"):
        parse(f'lump_sum: "{digits}"\n')
    assert notation.number("9" * 20) == 10**20 - 1


def test_a_length_of_too_many_digits_is_refused():
    with pytest.raises(notation.NotationError):
        lengths.months("9" * 40)


def test_rows_that_cannot_be_read_are_no_table():
    long = "x" * (csv.field_size_limit() + 10)
    assert of_text(f"a,{long}\nb,c\n") is None
    assert of_text("a,b\rc\nd,e\n\x01") is None
    assert of_text("a,b\rc,d\re,f").name.text() == "a table of values (CSV)"
