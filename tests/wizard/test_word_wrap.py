"""Rows of a text that is typed end between words, and the cursor stays where it is in the text."""

import pytest
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.layout.controls import BufferControl
from prompt_toolkit.layout.processors import TransformationInput

from erasmus_cli.wizard.word_wrap import WordWrap, gaps_in


def shown(text, width):
    control = BufferControl(Buffer())
    given = TransformationInput(control, control.buffer.document, 0, lambda i: i, [("", text)], width, 10)
    return WordWrap().apply_transformation(given)


def rows(text, width):
    line = "".join(part[1] for part in shown(text, width).fragments)
    return [line[n : n + width - 1].rstrip() for n in range(0, len(line), width - 1)]


@pytest.mark.parametrize(
    ("text", "width", "wanted"),
    [
        ("one two three", 9, ["one two", "three"]),
        ("one two", 8, ["one two"]),
        ("one two", 7, ["one", "two"]),
        ("", 9, []),
        ("incomprehensible", 9, ["incompre", "hensible"]),
        ("a incomprehensible b", 9, ["a", "incompre", "hensible", " b"]),
        ("exactly so it is", 8, ["exactly", " so it", "is"]),
    ],
)
def test_rows_end_between_words(text, width, wanted):
    assert rows(text, width) == wanted


@pytest.mark.parametrize("width", range(3, 30))
def test_nothing_is_lost_and_the_cursor_finds_back(width):
    text = "Adults throw away what they could mend, and nobody shows them how."
    made = shown(text, width)
    line = "".join(part[1] for part in made.fragments)
    assert line.replace(" ", "") == text.replace(" ", "")
    for place, letter in enumerate(text):
        assert line[made.source_to_display(place)] == letter
        assert made.display_to_source(made.source_to_display(place)) == place
    assert made.source_to_display(len(text)) == len(line)


def test_wide_letters_count_twice():
    assert list(gaps_in("日本 日本", 6)) == [(3, 1)]


def test_a_line_that_is_far_too_long_is_left_alone():
    text = "word " * 10_000
    assert shown(text, 40).fragments == [("", text)]
