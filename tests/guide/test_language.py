"""What is looked up in the Guide, in a language that nobody speaks; what programs read stays English."""

import json
import re

import pytest
from folders import EXAMPLES
from pseudo import left_in_english, speaking_pseudo
from typer.testing import CliRunner

from erasmus_cli.cli.app import app
from erasmus_cli.guide.calendar import calendar
from erasmus_cli.guide.loader import open_edition
from erasmus_cli.wording.language import sorting_key, speaking

DAY = ("--date", "2026-02-01")
VET = EXAMPLES / "ka220-vet-2026.yaml"
KEPT = re.compile(r"\b[a-z]+(?:[-/_.][a-z]+)+\b|https://\S+|KA\d{3}-[A-Z]{3}|\b[A-Z]{2,3}-\d\d [a-z-]+")
"""Keys, addresses and codes, which are the same in every language."""
NOTES = re.compile(r"^ *\[\d+\] .*$", re.MULTILINE)
"""Places in the Guide, which stand as they are printed there."""
KNOWN = "January February March April May June July August September October November December general EUR"
FIELDS = "school vet adult youth sport regional"
AGENCIES = "AEF Europe French speaking EPOS Flemish Jugendbüro Jugendb German BIJ JINT"


def run(*arguments):
    done = CliRunner().invoke(app, [*map(str, arguments)], env={"COLUMNS": "400"})
    assert done.exit_code in (0, 2), done.output
    return done.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("guide", "calls", *DAY),
        ("guide", "deadlines", "2026", *DAY),
        ("guide", "show", "2026", "cooperation-partnership", "vet", *DAY),
        ("guide", "show", "2016", "strategic-partnership", *DAY),
        ("guide", "countries", "2026", "RS"),
        ("guide", "countries", "2026", "BE"),
        ("guide", "agencies", "BE"),
        ("guide", "agencies", "RU"),
        ("guide", "priorities", "2026", "KA220-VET"),
        ("guide", "priorities", "2026", "KA220-VET", "--fit", str(VET)),
        ("explain", "xyz"),
        ("explain", "KA210-SCH"),
        ("explain", "Spain"),
    ],
    ids=" ".join,
)
def test_no_text_is_left_in_english(monkeypatch, arguments):
    with speaking_pseudo(monkeypatch):
        printed = NOTES.sub("", run(*arguments))
    assert "⟦" in printed
    assert left_in_english(KEPT.sub("", printed), f"{KNOWN} {FIELDS} {AGENCIES} {VET}") == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("guide", "calls", *DAY),
        ("guide", "countries", "2026"),
        ("guide", "deadlines", "2026"),
        ("guide", "priorities", "2026", "KA220-VET"),
        ("explain", "outputs"),
        ("explain", "OID"),
        ("explain", "CON-02"),
    ],
    ids=" ".join,
)
def test_what_programs_read_is_the_same_in_every_language(monkeypatch, arguments):
    plain = run(*arguments, "--format", "json")
    with speaking_pseudo(monkeypatch):
        assert json.loads(run(*arguments, "--format", "json")) == json.loads(plain)


def test_longer_headings_of_a_language_push_no_line_out_of_its_column(monkeypatch):
    with speaking_pseudo(monkeypatch):
        printed = run("guide", "show", "2026", "cooperation-partnership", "vet", *DAY)
    headed = re.findall(r"^⟦[^⟧]+⟧ +(?=\S)", printed, re.MULTILINE)
    assert len(headed) > 8
    assert set(map(len, headed)) == {len("⟦Management⟧ ")}


def test_a_calendar_speaks_the_language_of_its_reader(monkeypatch):
    editions = [open_edition(2026, "small-scale-partnership")]
    with speaking_pseudo(monkeypatch):
        assert (
            "SUMMARY:⟦" in calendar(editions, None, editions[0].deadlines["general"][0].guide.date()).decode()
        )


@pytest.mark.parametrize(
    ("code", "in_order"),
    [
        ("de", ["Oman", "Österreich", "Osttimor", "Zypern"]),
        ("es", ["Nauru", "Nueva Zelanda", "Ñandú", "Omán"]),
        ("fi", ["Oman", "Viro", "Zagreb", "Åland", "Äänekoski", "Örebro"]),
        ("pl", ["Litwa", "Luksemburg", "Łotwa", "Malta"]),
        ("tr", ["Cezayir", "Çad", "Hollanda", "Irak", "İran", "Şili"]),
        ("fr", ["Égypte", "Émirats arabes unis", "Espagne", "Estonie"]),
        ("en", ["Côte d'Ivoire", "Croatia", "Éire", "Zambia"]),
    ],
)
def test_names_stand_in_the_order_of_the_alphabet_of_the_language(code, in_order):
    with speaking(code):
        assert sorted(set(in_order), key=sorting_key) == in_order
