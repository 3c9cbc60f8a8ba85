"""What is pasted and counted: plain text, never longer than what was written."""

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erasmus_cli.rules.placeholders import placeholders
from erasmus_cli.wording.plain_text import characters, fits, plain

PIECES = [
    *"ab1é[]()!*_`~<>&#|-+.=\\\n\t :",
    "\n\n",
    "1. ",
    "\n- ",
    "  - ",
    "[a](b)",
    "```",
    "&lt;",
    "|-|-|\n",
    "> ",
]
MARKDOWN = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@pytest.mark.parametrize(
    ("written", "pasted"),
    [
        ("**bold** and *slant* and `code`", "bold and slant and code"),
        ("one\nline\n\n\n\nanother", "one line\n\nanother"),
        ("one  \ntwo\\\nthree", "one\ntwo\nthree"),
        ("* one\n* two\n  goes on\n    + below", "- one\n- two goes on\n  + below"),
        ("1. one\n2. two\n\n7) seven", "1. one\n2. two\n\n7) seven"),
        ("- one\n\n- two\n\n  more", "- one\n\n- two\n\n  more"),
        ("-\n- b", "-\n- b"),
        ("# Head\ntext\n\nOther\n===", "# Head text\n\nOther ==="),
        ("> said\n> so", "said so"),
        ('[the site](https://a.eu/ü "T") <https://b.eu>', "the site (https://a.eu/ü) https://b.eu"),
        ("[https://a.eu](https://a.eu)", "https://a.eu"),
        ("as said [1]\n\n[1]: Report", "as said [1]\n\n[1]: Report"),
        ("~~no~~ ![p](q.png) <b>x</b>", "~~no~~ ![p](q.png) <b>x</b>"),
        ("| a | **b** |\n|---|---|\n| 1 | 2 |\n\nend", "| a | **b** |\n|---|---|\n| 1 | 2 |\n\nend"),
        ("2 \\* 3 &amp; 4 * 5", "2 * 3 & 4 * 5"),
        ("5*3*2 = 30, **5*3** and *x*", "5*3*2 = 30, 5*3 and x"),
        ("+ 40 learners\n+ 3", "+ 40 learners\n+ 3"),
        ("```\nx  =\n\n\n1\n```", "x  =\n\n\n1"),
        ("a\r\nb\rc\x00\x07", "a b c"),
        ("---", "---"),
        ("", ""),
    ],
)
def test_marks_go_and_text_stays(written, pasted):
    assert plain(written) == pasted


def test_letters_are_counted_composed_and_line_breaks_once():
    assert characters("e\u0301\r\n\r\nx") == len("é\n\nx")
    assert characters("👩‍🏫") == 3


@given(MARKDOWN | st.text(alphabet="ab\t\r\n \x0b\u0958é*[]", max_size=40), st.integers(0, 60))
def test_a_text_fits_where_no_more_characters_are_counted_than_the_limit(written, limit):
    assert fits(written, limit) == (characters(written) <= limit)
    assert fits(written, characters(written))
    assert not fits(written, characters(written) - 1)


@given(MARKDOWN)
def test_plain_text_is_composed_and_has_no_blank_edges(written):
    pasted = plain(written)
    assert pasted == unicodedata.normalize("NFC", pasted)
    assert pasted == pasted.strip()


@given(st.text(alphabet="abc é,.", max_size=60))
def test_text_without_marks_only_loses_its_edges(written):
    assert plain(written) == written.strip()


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["[", "*a ", "`", "> ", "- ", "](", "[a](", "![", "|a\n|-\n", "1. \n", "\\", "<"]
)
def test_forty_thousand_characters_of_marks_are_read(piece):
    written = (piece * 40_000)[:40_000]
    assert fits(written, characters(written))


@pytest.mark.slow
def test_a_check_parses_markdown_only_where_an_answer_may_be_too_long(tmp_path):
    program = (
        "import sys; from erasmus_cli import check, parse\n"
        "check(parse(open(sys.argv[1], encoding='utf-8').read()).proposal)\n"
        "print('markdown_it' in sys.modules)"
    )
    loaded = []
    for length in (5000, 5001):
        file = tmp_path / f"{length}.yaml"
        head = "call: 2016\naction: strategic-partnership\nfield: vet\nanswers:\n  description.rationale: "
        file.write_text(head + "x" * length + "\n", encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-c", program, file], capture_output=True, text=True, check=True
        )
        loaded.append(done.stdout.strip())
    assert loaded == ["False", "True"]


@pytest.mark.parametrize(
    "text",
    [
        "TODO: numbers",
        "about TBD pupils",
        "XXX people",
        "in […] we",
        "in [ ... ]",
        "why???",
        "Lorem ipsum dolor",
        "Venue to be confirmed.",
        "date: to be confirmed",
        "(to be added by p2)",
        "To be completed\nNext",
    ],
)
def test_a_placeholder_is_found(text):
    assert placeholders(text)


@pytest.mark.parametrize(
    "text",
    [
        "todo el mundo, método, Todos",
        "see [1], [2] and [the site](https://a.eu)",
        "results to be added to the shelf",
        "the course has to be completed",
        "XXL shirts, XXIX. Olympiad, TODOS",
        "What? Really?? Yes...",
    ],
)
def test_ordinary_text_is_no_placeholder(text):
    assert not placeholders(text)
