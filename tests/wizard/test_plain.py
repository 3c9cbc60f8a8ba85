"""The wizard in plain lines: what is typed, and what becomes of a text that is there."""

import os
import threading
from io import StringIO

import pytest

from erasmus_cli.wizard.plain_prompter import PlainPrompter
from erasmus_cli.wizard.prompter import Choice, Prompt, WentBack

PROMPT = Prompt("Why this project?")
TEXT = "One line.\n\n* another"
CHOICES = (Choice("a", "A"), Choice("b", "B"))


def typed(*lines):
    """A prompter that hears these lines, and what it shows."""
    screen = StringIO()
    return PlainPrompter(StringIO("".join(f"{line}\n" for line in lines)), screen), screen


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([""], TEXT),
        (["add", "More.", "", "And more.", "."], f"{TEXT}\nMore.\n\nAnd more."),
        (["add", "."], TEXT),
        (["new", "Anew.", "."], "Anew."),
        (["new", "."], TEXT),
        (["delete"], ""),
        (["DELETE"], ""),
        ([".", ""], TEXT),
        (["-", ""], TEXT),
        (["A sentence.", ""], TEXT),
    ],
)
def test_a_text_that_is_there_goes_only_by_the_word_for_it(lines, text):
    prompter, _ = typed(*lines)
    assert prompter.multiline(PROMPT, TEXT) == text


def test_what_a_text_takes_is_said():
    prompter, screen = typed(".", "")
    prompter.multiline(PROMPT, TEXT)
    assert "* another" in screen.getvalue()
    for word in ("Enter keeps", "add adds", "new writes", "delete deletes"):
        assert word in screen.getvalue()
    assert "Please write add, new, edit or delete" in screen.getvalue()


@pytest.mark.parametrize(
    ("lines", "text"),
    [(["Because.", ".", "more"], "Because."), ([""], ""), (["."], ""), (["a", "<", "?", "."], "a\n<\n?")],
)
def test_a_new_text_ends_with_a_line_of_its_own(lines, text):
    prompter, _ = typed(*lines)
    assert prompter.multiline(PROMPT) == text


ACTIONS = (
    Choice(1, "Cooperation Partnership (KA220)", "Forms: KA220-VET."),
    Choice(2, "Small-scale Partnership (KA210)", "Forms: KA210-VET."),
)


@pytest.mark.parametrize(("said", "taken"), [("2", 2), ("small", 2), ("KA220", 1), ("ka210-vet", 2)])
def test_a_list_takes_a_number_or_words_that_one_entry_has(said, taken):
    prompter, _ = typed(said)
    assert prompter.select(PROMPT, ACTIONS) == taken


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("partnership", "2 of them have `partnership`. Please give a number from 1 to 2."),
        ("knowledge", "Please give a number from 1 to 2."),
        ("3", "Please give a number from 1 to 2."),
        ("ship", "Please give a number from 1 to 2."),  # the end of a word
        ("c", "Please give a number from 1 to 2."),  # one letter
        ("", "Please give a number from 1 to 2."),
    ],
)
def test_words_of_several_entries_or_of_none_choose_nothing(said, told):
    prompter, screen = typed(said, "1")
    assert prompter.select(PROMPT, ACTIONS) == 1
    assert told in screen.getvalue()


def test_lines_are_broken_between_words(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    prompter, screen = typed("", "")
    long = "A sentence that is rather longer than the screen is wide"
    prompter.multiline(Prompt(long, long), f"{long}\n{long}")
    prompter, lists = typed("2")
    prompter.select(Prompt(long, long), (Choice("a", long, long), Choice("b", long)))
    shown = f"{screen.getvalue()}{lists.getvalue()}".splitlines()
    assert max(map(len, shown)) <= 40
    assert {word for line in shown for word in line.split()} >= set(long.split())


@pytest.mark.parametrize(
    "ask",
    [
        lambda p: p.text(PROMPT, "default"),
        lambda p: p.select(PROMPT, CHOICES),
        lambda p: p.checkbox(PROMPT, CHOICES),
        lambda p: p.confirm(PROMPT),
        lambda p: p.multiline(PROMPT),
        lambda p: p.multiline(PROMPT, TEXT),
    ],
)
def test_an_angle_goes_back_from_every_question(ask):
    with pytest.raises(WentBack):
        ask(typed(" < ")[0])


def test_a_question_mark_explains_and_asks_on():
    prompter, screen = typed("?", "24")
    assert prompter.text(Prompt("How long?", more=("DUR-01 It lasts as long as it may.",))) == "24"
    assert "DUR-01 It lasts as long as it may.\n" in screen.getvalue()


def test_a_question_without_rules_says_so():
    prompter, screen = typed("?", "2")
    assert prompter.select(PROMPT, CHOICES) == "b"
    assert "what to do next" in screen.getvalue()


@pytest.mark.parametrize("ask", [lambda p: p.text(PROMPT), lambda p: p.multiline(PROMPT, TEXT)])
def test_the_end_of_the_input_is_no_answer(ask):
    with pytest.raises(EOFError):
        ask(typed()[0])


def test_what_is_typed_of_a_text_is_kept_line_by_line():
    kept = []
    prompter, _ = typed("One.", "Two.")
    with pytest.raises(EOFError):
        prompter.multiline(Prompt("Why?", keep=kept.append))
    assert kept == ["One.", "One.\nTwo.", "One.\nTwo."]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_long_paste_is_taken_whole_and_not_written_with_each_line(end):
    pasted = [f"line {number}" for number in range(12_000)]
    reader, writer = os.pipe()
    source = threading.Thread(target=_write, args=(writer, f"{end.join(pasted)}{end}.{end}"))
    source.start()
    kept = []
    with os.fdopen(reader, encoding="utf-8", newline="") as lines:
        text = PlainPrompter(lines, StringIO()).multiline(Prompt("Why?", keep=kept.append))
    source.join()
    assert text == "\n".join(pasted)
    assert len(kept) < len(pasted) / 2


def _write(handle, text):
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
        stream.write(text)


def test_how_long_a_text_is_stands_below_it():
    prompter, screen = typed("")
    prompter.multiline(Prompt("Why?", limit=10), "eleven char")
    assert "(11 of 10 characters, 1 too many)" in screen.getvalue()


@pytest.fixture
def editor(tmp_path, monkeypatch):
    """An editor that puts its words at the end of the file, or ends with a code."""

    def named(script):
        file = tmp_path / "my editor"
        file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        file.chmod(0o755)
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", f"'{file}' --wait")

    return named


@pytest.mark.parametrize(
    ("script", "text"),
    [
        ('printf " More." >> "$2"', "Text. More."),
        ("exit 3", "Text."),
        ('rm "$2"', "Text."),
        ('printf "\\377" > "$2"', "Text."),
    ],
)
def test_a_text_is_edited_in_the_editor_and_stays_where_that_fails(editor, script, text):
    editor(script)
    prompter, screen = typed("edit")
    assert prompter.multiline(PROMPT, "Text.") == text
    assert ("stays as it was" in screen.getvalue()) is (text == "Text.")


def test_a_new_text_is_written_in_the_editor(editor):
    editor('printf "Anew." > "$2"')
    assert typed("edit")[0].multiline(PROMPT) == "Anew."


def test_without_an_editor_it_says_how_to_name_one(monkeypatch):
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    prompter, screen = typed("edit")
    assert prompter.multiline(PROMPT, "Text.") == "Text."
    assert "$EDITOR" in screen.getvalue()


class Pasted(StringIO):
    """Lines that come at once on a terminal."""

    def isatty(self):
        return True


def test_lines_that_are_pasted_into_one_do_not_answer_the_next_question(monkeypatch):
    lines, screen = Pasted("Learning\r\n by day \n\nand night\n"), StringIO()
    asker = PlainPrompter(lines, screen)
    monkeypatch.setattr(asker, "_more_waits", lambda: lines.tell() < len(lines.getvalue()))
    assert asker.text(Prompt("What is the title?")) == "Learning by day and night"
    assert "Several lines came at once; they are taken as one." in screen.getvalue()


def test_a_line_that_is_typed_alone_is_taken_as_it_is(monkeypatch):
    lines, screen = Pasted("Learning\n"), StringIO()
    asker = PlainPrompter(lines, screen)
    monkeypatch.setattr(asker, "_more_waits", lambda: False)
    assert asker.text(Prompt("What is the title?")) == "Learning"
    assert "Several lines" not in screen.getvalue()


CALLS = (Choice(2027, "2027, provisionally", "The rules of 2026 stand in."), Choice(2026, "2026, closed"))
SECTIONS = (
    Choice("next", "Go on: Organisations"),
    Choice("o", "Organisations: in work"),
    Choice("x", "Stop"),
)


@pytest.mark.parametrize(
    ("said", "choices", "taken"),
    [
        ("2026", CALLS, 2026),  # a year is no place in the list
        ("2027", CALLS, 2027),
        ("2", CALLS, 2026),
        ("organisations", SECTIONS, "o"),  # it begins so, the other only has the word
        ("go on", SECTIONS, "next"),
    ],
)
def test_what_begins_as_was_typed_is_taken_before_what_only_has_the_word(said, choices, taken):
    prompter, _ = typed(said)
    assert prompter.select(Prompt("Which?"), choices) == taken


def test_a_number_that_is_neither_a_place_nor_a_name_is_refused():
    prompter, screen = typed("2013", "1")
    assert prompter.select(Prompt("Which?"), CALLS) == 2027
    assert "Please give a number from 1 to 2." in screen.getvalue()


@pytest.mark.parametrize(("said", "taken"), [("KA210-VET", "KA210-VET"), ("small", 2), ("KA999", 1)])
def test_what_the_question_knows_beside_its_entries_is_taken_as_it_was_typed(said, taken):
    prompter, _ = typed(said, "1")
    known = Prompt("Which?", means=lambda text: text if text == "KA210-VET" else None)
    assert prompter.select(known, ACTIONS) == taken
