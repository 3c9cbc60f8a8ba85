"""What commands print in a language that has brackets round its texts; what programs read stays English."""

import re

import pytest
from folders import EXAMPLES
from pseudo import left_in_english, speaking_pseudo
from typer.testing import CliRunner

from erasmus_cli.cli.app import app
from erasmus_cli.cli.console import err, out

VET = EXAMPLES / "ka220-vet-2026.yaml"
ADULT = EXAMPLES / "adult-2015.yaml"
BROKEN = EXAMPLES / "broken" / "ka220-vet-2026.yaml"
FIELDS = "adult school vet youth sport higher european ngo"
"""Keys of fields, as `match` lists them."""
ON = ("--on", "2026-01-10")
RULE = re.compile(r"\b[A-Z]{2,3}-\d\d [a-z-]+")
NAMED = re.compile(rf"[\w./-]+\.yaml(:\d+)*|{RULE.pattern}|\b[A-Z]{{2,3}}-\d\d\b|\b\w+(/[\w-]+)+")
"""Files with places, names and codes of rules, keys, ids of editions: the same in every language."""
CITED = re.compile(r"^ *\[\d+\] .*\n( {6}.*\n)*", re.MULTILINE)
"""Places in the Guide, which stand as they are printed there."""


@pytest.fixture
def spoken(monkeypatch):
    """Runs commands in the language that nobody speaks."""
    with speaking_pseudo(monkeypatch):
        yield run


def run(*arguments, columns=80):
    out.cache_clear()
    err.cache_clear()
    done = CliRunner().invoke(app, [*map(str, arguments)], env={"COLUMNS": str(columns)})
    assert done.exit_code in (0, 1, 2), done.output
    return done.output


def english(printed, *files):
    """What is left in English of what is printed, beside what stands in the files."""
    said = " ".join(file.read_text("utf-8") for file in files)
    return left_in_english(NAMED.sub("", CITED.sub("", printed)), said + f" EUR scores examples {FIELDS}")


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        (("check", VET, *ON), VET),
        (("check", BROKEN, "-v", *ON), BROKEN),
        (("budget", VET), VET),
        (("budget", ADULT), ADULT),
        (("match", VET, *ON), VET),
    ],
    ids=lambda one: "-".join(map(str, one[:1])) if isinstance(one, tuple) else one.stem,
)
def test_no_text_of_a_screen_is_left_in_english(spoken, arguments, file):
    assert english(spoken(*arguments), file) == []


def test_points_are_told_in_the_language(spoken):
    printed = spoken("score", VET).partition("Sõûrcés")[0]  # places in the Guide follow
    assert "⟦Tõtàl: 84 õf 100. Thé pàss màrk îs 70.⟧" in printed
    assert english(printed, VET) == []


@pytest.mark.parametrize("command", [(), ("check",), ("guide",), ("budget",), ("organisation", "add")])
def test_help_is_said_in_the_language(spoken, command):
    printed = spoken(*command, "--help")
    assert "⟦Ûsàgé:⟧" in printed
    assert "⟦Õptîõns⟧:" in printed
    assert "⟦Shõw thîs méssàgé ànd éxît.⟧" in printed
    for words in ("Usage", "Show this", "default", "required", "env var", "Commands", "Arguments"):
        assert words not in printed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("budget",), "⟦Mîssîng àrgûmént 'FILE'.⟧"),
        (("budget", "--nope"), "⟦Nõ sûch õptîõn: --nope (Põssîblé õptîõns: --force, --no-pager)⟧"),
        (("budge",), "⟦Nõ sûch cõmmànd 'budge'. Dîd ýõû méàn 'budget'?⟧"),
        (("budget", "a", "--format", "xml"), "⟦'xml' îs nõt õné õf 'text', 'json'.⟧"),
        (("check", "a", "--jobs", "0"), "⟦Înpût shõûld bé gréàtér thàn õr éqûàl tõ 1⟧"),
        (("budget", "a", "b"), "⟦Gõt ûnéxpéctéd éxtrà àrgûmént(s) (b)⟧"),
    ],
)
def test_a_usage_error_is_said_in_the_language(spoken, arguments, said):
    printed = spoken(*arguments)
    assert said in printed
    assert "⟦Ûsàgé:⟧" in printed
    assert "fõr hélp.⟧" in printed


@pytest.mark.parametrize(
    "arguments",
    [
        *(
            (("check", BROKEN, *ON, "--format", shape))
            for shape in ("json", "jsonl", "csv", "sarif", "junit")
        ),
        ("check", BROKEN, *ON, "--format", "github"),
        ("check", BROKEN, *ON, "--summary", "--format", "json"),
        ("budget", ADULT, "--format", "json"),
        ("budget", ADULT, "--format", "json", "--explain", "1"),
        ("score", ADULT, "--format", "json"),
        ("match", VET, *ON, "--format", "json"),
        ("rules", "--format", "json"),
        ("schema",),
    ],
    ids=lambda one: "-".join(str(part) for part in one if "/" not in str(part) and part not in ON),
)
def test_what_programs_read_is_english_in_every_language(monkeypatch, arguments):
    plain = run(*arguments)
    with speaking_pseudo(monkeypatch):
        assert run(*arguments) == plain


def test_a_screen_of_40_columns_holds_longer_texts(spoken):
    # A file or a rule has its name whole: somebody may have to copy it.
    for arguments in (("check", BROKEN, *ON), ("budget", VET), ("score", VET)):
        printed = spoken(*arguments, columns=40)
        prose = [line for line in printed.splitlines() if ".yaml" not in line and not RULE.search(line)]
        assert max(map(len, prose)) <= 40
