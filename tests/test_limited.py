"""What others have programmed ends within a time and a memory, in one line, and changes nothing else."""

import sys
import time

import pytest
from typer.testing import CliRunner

from erasmus_cli import limited, resources
from erasmus_cli.cli.app import app
from erasmus_cli.errors import ErasmusError
from erasmus_cli.limited import LimitReachedError
from erasmus_cli.limited import limited as within_limits
from erasmus_cli.places.lookup import find
from erasmus_cli.proposal.reader import parse
from erasmus_cli.wording.language import speaking, spoken

EXAMPLE = resources.examples() / "youth-two-countries.yaml"
NO_END = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux")


@pytest.fixture
def soon(monkeypatch):
    monkeypatch.setattr(limited, "SECONDS", 2)
    monkeypatch.setattr(limited, "MEMORY", 1_200_000_000)


def run(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)))


@pytest.mark.slow
def test_a_call_gives_what_it_gives_and_raises_what_it_raises():
    assert within_limits("it", find, "Gent", "BE") == find("Gent", "BE")
    with pytest.raises(ErasmusError, match="there is no key `a`"):
        within_limits("it", parse, "a: 1\n")
    with pytest.raises(ValueError, match="math domain"):
        within_limits("it", __import__("math").sqrt, -1)


@pytest.mark.slow
@pytest.mark.usefixtures("soon")
def test_what_takes_too_long_is_stopped():
    with pytest.raises(LimitReachedError, match=r"it: stopped after (2|12) seconds"):
        within_limits("it", sum, range(10**12))


def test_what_waits_is_stopped_by_the_clock(monkeypatch):
    monkeypatch.setattr(limited, "SECONDS", 1)
    with pytest.raises(LimitReachedError, match="stopped after 6 seconds"):
        within_limits("it", time.sleep, 60)


@LINUX
def test_what_needs_too_much_memory_is_stopped():
    with pytest.raises(LimitReachedError, match="it: stopped, as it needs more memory than 2 GB"):
        within_limits("it", bytes, 3_000_000_000)


@pytest.mark.slow
@LINUX
@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize(
    ("name", "template", "output"),
    [
        ("draft.md.j2", NO_END, "d.md"),
        ("draft.md.j2", "{{ '%3000000000d' % 1 }}", "d.md"),
        ("draft.html.j2", "{{ 'x'|center(3000000000) }}", "d.html"),
        ("theme.typ", "#let x = range(1000000000)", "d.pdf"),
    ],
)
def test_templates_of_others_end_in_one_line(tmp_path, name, template, output):
    own, out = tmp_path / "own", tmp_path / output
    own.mkdir()
    (own / name).write_text(template, encoding="utf-8")
    for command in (("draft", EXAMPLE, "--templates", own, "-o", out), ("templates", "check", own)):
        done = run(*command)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith(f"{own}: stopped")
        assert done.stderr.count("\n") == 1
    assert not out.exists()


@pytest.mark.slow
def test_templates_that_work_give_the_same_bytes_apart(tmp_path):
    own = tmp_path / "own"
    assert run("templates", "copy", own).exit_code == 0
    for name in ("a.md", "a.docx"):
        for output, more in ((tmp_path / name, ()), (tmp_path / f"own-{name}", ("--templates", own))):
            done = run("draft", EXAMPLE, *more, "--date", "2016-03-01", "-o", output)
            assert done.exit_code == 0, done.output
        assert (tmp_path / name).read_bytes() == (tmp_path / f"own-{name}").read_bytes()


@pytest.mark.slow
def test_a_call_speaks_the_language_of_the_one_that_makes_it():
    with speaking("de"):
        assert within_limits("es", decimal_sign) == ","
    assert within_limits("it", decimal_sign) == "."


def decimal_sign():
    return spoken().decimal
