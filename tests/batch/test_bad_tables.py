"""Tables with rows that cannot be read: each is told with its row, and the rest is read."""

import json
import tracemalloc
from pathlib import Path

import pytest
from typer.testing import CliRunner

from erasmus_cli.cli.app import app

HUGE = 5_000_000
"""Bytes of a row, above what a proposal may have and far above the chunks that are read."""


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def checked(content):
    """Row, title and problems of each proposal of a table."""
    Path("a.csv").write_bytes(b"call,title\n" + content)
    run = CliRunner().invoke(app, ["check", "a.csv", "--format", "jsonl"])
    assert run.exit_code in (0, 2), run.stderr
    rows = map(json.loads, run.stdout.splitlines())
    return [(row["line"], row["title"], [one["message"] for one in row["problems"]]) for row in rows]


NEVER = "a quotation mark opens in this row and never closes, so all below is part of it"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (b"2026," + b"x" * HUGE, "the row is longer than 2 MB"),
        (b'2026,"' + b"x" * HUGE + b'"', "the row is longer than 2 MB"),
        (b"2026," + b"x" * 140_000, "the row cannot be read: field larger than field limit (131072)"),
        (b"2026,a\0b", "there is a NUL byte in it"),
        (b"2026,x,1,2", "there is a value in column 3, which has no heading"),
    ],
)
def test_a_bad_row_is_told_and_the_rest_goes_on(row, told):
    assert checked(b"2026,A\n" + row + b"\n2026,B\n") == [(2, "A", []), (3, None, [told]), (4, "B", [])]


@pytest.mark.parametrize("rest", [b"", b"\n2026,B\n2026,C\n", b"\n"])
def test_a_quotation_mark_that_never_closes_swallows_nothing_in_silence(rest):
    assert checked(b'2026,A\n2026,"never' + rest) == [(2, "A", []), (3, None, [NEVER])]


@pytest.mark.parametrize("row", [b'2026,"two\nlines"', b'2026,"5"" wide"', b'2026,5" wide'])
@pytest.mark.parametrize("end", [b"", b"\n"])
def test_quotation_marks_that_do_close_are_fine(row, end):
    assert [problems for _, _, problems in checked(b"2026,A\n" + row + end)] == [[], []]


def test_a_long_row_takes_no_memory():
    checked(b"2026,A\n")  # loads what there is to load
    tracemalloc.start()
    Path("long.csv").write_bytes(b"call,title\n2026,")
    with Path("long.csv").open("ab") as stream:
        stream.writelines(b"x" * 1_000_000 for _ in range(40))
        stream.write(b"\n2026,B\n")
    tracemalloc.reset_peak()
    run = CliRunner().invoke(app, ["check", "long.csv"])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "long.csv:2: the row is longer than 2 MB" in run.stderr
    assert "long.csv:3" in run.stdout
    assert peak < 20_000_000
