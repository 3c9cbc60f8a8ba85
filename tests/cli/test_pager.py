"""Long reports go through the pager of the system, and only where somebody looks."""

import os
import subprocess
import sys

import pytest
from folders import EXAMPLES

pexpect = pytest.importorskip("pexpect")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="needs a POSIX pseudo-terminal"),
]
ERASMUS = ["-m", "erasmus_cli"]
LONG = ["guide", "show", "2026", "KA220-VET", "--all"]
MARK = "seen by the pager"


@pytest.fixture
def environment(tmp_path):
    """A pager that says that it was there, and a terminal of 24 lines."""
    pager = tmp_path / "pager"
    pager.write_text(f"#!/bin/sh\ncat\necho '{MARK}'\n", encoding="utf-8")
    pager.chmod(0o755)
    kept = {k: v for k, v in os.environ.items() if k not in ("MANPAGER", "NO_PAGER", "COLUMNS", "LINES")}
    return {**kept, "PAGER": str(pager), "TERM": "xterm", "NO_COLOR": "1"}


def shown(environment, *arguments):
    """What stands on a terminal of 24 lines in the end, and the exit code."""
    child = pexpect.spawn(
        sys.executable,
        [*ERASMUS, *arguments],
        env=environment,
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=300,
    )
    child.expect(pexpect.EOF)
    child.close()
    return child.before, child.exitstatus


@pytest.mark.parametrize(
    "arguments",
    [
        LONG,
        ["guide", "coverage", "2026", "KA220"],
        ["guide", "calls"],
        ["rules"],
        ["explain", "CON-02", "--call", "all"],
        ["match", "--countries", "BE,PT,FR", "--kinds", "school,school,school"],
        ["check", str(EXAMPLES), str(EXAMPLES), "--on", "2026-02-01"],
        ["check", str(EXAMPLES), "--summary"],
        ["budget", str(EXAMPLES / "ka220-vet-2026.yaml")],
    ],
)
def test_what_is_longer_than_the_screen_is_paged(environment, arguments):
    text, code = shown(environment, *arguments)
    assert MARK in text
    assert code in (0, 1)


def test_how_many_there_are_stands_behind_all_lines_and_the_newest_call_first(environment):
    text, _ = shown(environment, "check", str(EXAMPLES), str(EXAMPLES))
    assert text.index(MARK) < text.index("proposals:")
    text, _ = shown(environment, "guide", "calls")
    assert text.index("2026  cooperation") < text.index("2014  strategic")


def test_a_report_is_paged_and_keeps_its_exit_code(environment):
    broken = EXAMPLES / "broken" / "ka210-school-2026.yaml"
    text, code = shown(environment, "check", "-v", str(broken))
    assert MARK in text
    assert text.index("NOT ELIGIBLE") < text.index(MARK)
    assert code == 1


@pytest.mark.parametrize(
    ("arguments", "changes"),
    [
        ([*LONG, "--no-pager"], {}),
        (LONG, {"NO_PAGER": "1"}),
        (LONG, {"PAGER": ""}),
        (LONG, {"TERM": "dumb"}),
        ([*LONG, "--format", "json"], {}),
        (["explain", "OID"], {}),
    ],
)
def test_it_is_not_paged_where_it_is_short_or_nobody_wants_it(environment, arguments, changes):
    text, code = shown({**environment, **changes}, *arguments)
    assert MARK not in text
    assert "Programme Guide 2026" in text
    assert code == 0


def test_a_pipe_is_never_paged(environment):
    done = subprocess.run(
        [sys.executable, *ERASMUS, *LONG], env=environment, capture_output=True, text=True, check=True
    )
    assert MARK not in done.stdout
    assert done.stdout.count("\n") > 100


def test_a_draft_on_a_terminal_is_paged_and_shows_no_marks(environment):
    text, code = shown(environment, "draft", str(EXAMPLES / "ka210-school-2026.yaml"))
    assert code == 0
    assert MARK in text
    assert "[//]: #" not in text
    assert "let -o write it to a file" in " ".join(text.split())
    piped = subprocess.run(
        [sys.executable, *ERASMUS, "draft", str(EXAMPLES / "ka210-school-2026.yaml")],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert piped.stdout.count("[//]: # (answer ") > 10
