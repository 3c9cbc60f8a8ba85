"""Tables on narrow screens: no word breaks, nothing is cut, and what fits stays in columns."""

import io

import pytest
from folders import EXAMPLES
from rich.console import Console
from rich.table import Table
from typer.testing import CliRunner

from erasmus_cli.cli import tables
from erasmus_cli.cli.app import app
from erasmus_cli.cli.console import THEME, out
from erasmus_cli.cli.differences import show_difference

COMMANDS = [
    ("guide", "calls"),
    ("guide", "agencies", "BE"),
    ("guide", "countries"),
    ("guide", "deadlines", "2026", "--date", "2026-01-01"),
    ("guide", "priorities", "2026", "small-scale-partnership", "school"),
    ("match", "--countries", "BE,PT,RS", "--kinds", "school,ngo,school", "--months", "18"),
    ("rules", "--action", "KA210"),
    ("score", "ka220-vet-2026.yaml"),
    ("score", "--hints"),
    ("budget", "ka210-school-2026.yaml"),
    ("budget", "vet-innovation.yaml"),
    ("check", ".", "--summary"),
]


def screen(arguments, columns):
    out.cache_clear()
    run = CliRunner().invoke(app, list(arguments), env={"COLUMNS": str(columns)})
    out.cache_clear()
    assert run.exit_code in (0, 1), run.output
    return run.stdout


@pytest.mark.slow
@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: " ".join(arguments[:2]))
def test_no_word_breaks_on_a_screen_of_40_columns(arguments, monkeypatch):
    monkeypatch.chdir(EXAMPLES)
    narrow, wide = screen(arguments, 40), screen(arguments, 200)
    broken = words(narrow) - words(wide)
    assert words(narrow)
    assert not broken
    too_wide = [line for line in narrow.splitlines() if len(line.rstrip()) > 40 and " " in line.strip()]
    assert not too_wide


def words(text):
    return {word.strip(":;,") for word in text.split()}


def drawn(width):
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("Code", no_wrap=True)
    table.add_column("Name")
    table.add_column("", width=20, no_wrap=True)
    table.add_row("BE03", "Jugendbüro der Deutschsprachigen Gemeinschaft", "#" * 20)
    console = Console(width=width, file=io.StringIO(), theme=THEME)
    tables.show_table(console, table)
    return console.file.getvalue()


NEEDED = len("BE03") + 2 + len("Deutschsprachigen") + 2 + 20


def test_a_table_stays_in_columns_while_each_word_has_room():
    lines = drawn(NEEDED).splitlines()
    assert lines == [
        "Code  Name",
        "BE03  Jugendbüro der     ####################",
        "      Deutschsprachigen",
        "      Gemeinschaft",
    ]


def test_an_entry_takes_a_few_lines_on_a_screen_one_column_narrower():
    lines = drawn(NEEDED - 1).splitlines()
    assert lines == ["Code, Name", "BE03 Jugendbüro der Deutschsprachigen", "  Gemeinschaft"]


def test_cells_that_share_a_line_are_told_apart_and_empty_ones_left_out():
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("Criterion", no_wrap=True)
    for heading in ("Points", "Minimum", "Note"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_row("Relevance of the project", "21", "13", "reached")
    table.add_row("Impact of the project", "20", "13", "")
    console = Console(width=34, file=io.StringIO(), theme=THEME)
    tables.show_table(console, table)
    assert console.file.getvalue() == (
        "Criterion\nRelevance of the project\n  Points: 21; Minimum: 13\n  Note: reached\n"
        "Impact of the project\n  Points: 20; Minimum: 13\n"
    )


DIFFERENCE = """--- a.yaml
+++ a.yaml (what if)
@@ -1,3 +1,3 @@
 call: 2026
-months: 18  # from six to twenty-four are allowed here
+months: 30  # from six to twenty-four are allowed here

"""


def difference(*, terminal):
    console = Console(width=30, file=io.StringIO(), theme=THEME, force_terminal=terminal, color_system=None)
    show_difference(console, DIFFERENCE)
    return console.file.getvalue()


def test_a_difference_on_a_terminal_breaks_no_word_and_keeps_the_signs_in_front():
    assert difference(terminal=True).splitlines() == [
        "--- a.yaml",
        "+++ a.yaml (what if)",
        "@@ -1,3 +1,3 @@",
        " call: 2026",
        "-months: 18  # from six to",
        "     twenty-four are allowed",
        "     here",
        "+months: 30  # from six to",
        "     twenty-four are allowed",
        "     here",
        "",
    ]


def test_a_difference_for_other_programs_keeps_each_line():
    assert difference(terminal=False) == DIFFERENCE
