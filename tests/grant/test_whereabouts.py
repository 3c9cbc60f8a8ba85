"""A name that several cities bear decides no money, and a city in any letters stops no file."""

import json

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from erasmus_cli.cli.app import app
from erasmus_cli.formats.pdf.font_coverage import Glyphs
from erasmus_cli.formats.pdf.picture import fitted
from erasmus_cli.formats.pdf.png import png_of_svg

PROPOSAL = """\
call: 2019
action: strategic-partnership
field: higher-education
type: innovation
start: 2019-09-01
months: 24
language: en
title: T
organisations:
  - {id: applicant, name: One, country: BE, city: Brussels, role: applicant}
  - {id: p2, name: Two, country: COUNTRY, city: "CITY", role: partner}
meetings: [{title: K, host: applicant, start: 2019-10-03, participants: [{organisation: p2, people: 1}]}]
"""
LETTERS = {
    "GE": "თბილისი",
    "AM": "Երևան",
    "IL": "תל אביב",
    "EG": "الإسكندرية",
    "GR": "Θεσσαλονίκη",
    "UA": "Київ",
    "JP": "東京",
}


def run(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)))


@pytest.fixture
def written(tmp_path):
    def write(city, country, more=""):
        text = PROPOSAL.replace("CITY", city).replace("COUNTRY", country)
        file = tmp_path / "p.yaml"
        file.write_text(text.replace(", role: partner", f"{more}, role: partner"), encoding="utf-8")
        return file

    return write


def journey(file):
    budget = json.loads(run("budget", file, "--format", "json").stdout)
    return next(line for line in budget["lines"] if line["label"] == "K")


@pytest.mark.parametrize(
    ("city", "country", "name", "amount"),
    [
        ("San Sebastián", "ES", "Donostia / San Sebastián", 575),  # 964 km, not the 3 105 of La Gomera
        ("'s-Gravenhage", "NL", "The Hague", 575),
        ("2511 BT Den Haag", "NL", "The Hague", 575),
        ("Newport, Wales", "GB", "Newport", 575),
    ],
)
def test_the_place_that_was_taken_is_told(written, city, country, name, amount):
    file = written(city, country)
    line = journey(file)
    assert line["amount"] == amount
    assert [(place["organisation"], place["name"], place["sure"]) for place in line["places"]] == [
        ("p2", name, True),
        ("applicant", "Brussels", True),
    ]
    assert f"p2 is in {name}" in " ".join(run("budget", file, "--explain", line["id"]).stdout.split())


def test_several_of_a_name_leave_the_line_open_and_are_listed(written):
    file = written("Newport", "GB")
    line = journey(file)
    assert line["amount"] is None
    assert line["places"][0]["sure"] is False
    assert any("England [50.701, -1.291]" in other for other in line["places"][0]["others"])
    shown = " ".join(run("budget", file).stdout.split())
    for said in (
        "Newport, Wales [51.588, -2.998]",
        "Newport, England [50.701, -1.291]",
        "`city: {name: Newport, region: Wales}`",
    ):
        assert said in shown
    assert "not sure: p2" in " ".join(run("budget", file, "--explain", line["id"]).stdout.split())


def test_a_remark_that_is_not_understood_is_told_with_the_amount(written):
    file = written("Homburg (Efze)", "DE")
    line = journey(file)
    assert line["amount"] == 575
    assert line["places"][0]["sure"] is False
    assert "of the city of p2, `Homburg (Efze)`, only Homburg, Saarland" in line["caution"]


def test_a_remark_that_names_another_region_leaves_the_line_open(written):
    file = written("Rijswijk (Gelderland)", "NL")
    line = journey(file)
    assert (line["amount"], line["places"][0]["sure"]) == (None, False)
    shown = " ".join(run("budget", file).stdout.split())
    assert "of the city `Rijswijk (Gelderland)` in NL only this is known: Rijswijk, South Holland" in shown


def test_coordinates_choose(written):
    line = journey(written("Newport", "GB", ", coordinates: [50.701, -1.291]"))
    assert line["amount"] == 575
    assert line["places"][0]["sure"] is True


def test_coordinates_far_from_the_city_are_not_sure(written):
    line = journey(written("Newport", "GB", ", coordinates: [-1.291, 50.701]"))
    assert line["places"][0]["sure"] is False
    assert "latitude comes first" in line["caution"]


def test_the_map_puts_no_guess_on_the_ground(written, tmp_path):
    assert run("draft", written("Newport", "GB"), "--figure", "map", "-o", tmp_path / "m.svg").exit_code == 0
    svg = (tmp_path / "m.svg").read_text("utf-8")
    assert "Several cities of that name" in svg
    assert "Newport, UK (Two)<" in svg  # without a distance


@pytest.mark.slow
@pytest.mark.parametrize(
    ("countries", "shown_all"), [(LETTERS.keys() - {"EG", "JP"}, True), ({"EG"}, True), ({"JP"}, False)]
)
def test_a_city_in_its_own_letters_is_in_the_pdf_and_the_picture(written, tmp_path, countries, shown_all):
    file = written("Gent", "BE")
    there = "".join(
        f'  - {{id: x-{country}, name: X, country: {country}, city: "{LETTERS[country]}", role: partner}}\n'
        for country in sorted(countries)
    )
    file.write_text(file.read_text("utf-8").replace("meetings:", f"{there}meetings:"), encoding="utf-8")
    made = run("draft", file, "-o", tmp_path / "p.pdf")
    drawn = run("draft", file, "--figure", "map", "-o", tmp_path / "m.png")
    assert (made.exit_code, drawn.exit_code) == (0, 0), made.stderr
    assert (tmp_path / "m.png").read_bytes().startswith(b"\x89PNG")
    shown = "".join(page.extract_text() for page in PdfReader(tmp_path / "p.pdf").pages)
    assert ("\N{REPLACEMENT CHARACTER}" not in shown) is shown_all


@pytest.mark.slow
def test_what_no_font_has_is_told_with_its_place(written, tmp_path):
    file = written(LETTERS["JP"], "JP")
    for output, more in (("p.pdf", ()), ("m.png", ("--figure", "map"))):
        told = run("draft", file, *more, "-o", tmp_path / output).stderr
        assert "p.yaml:11:38: no font of" in told
        assert "U+6771" in told
        assert "`organisations.1.city`" in told
    assert "no font" not in run("draft", file, "-o", tmp_path / "p.html").stderr


def drawing(text):
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 30" font-family="\'Noto Sans\'">'
        f"<title>{text}</title><text x='5' y='20'>{text}</text></svg>"
    )


def test_each_letter_of_a_figure_is_in_a_family_that_has_it():
    glyphs = Glyphs()
    svg = fitted(drawing("Club თბილისი &#x200E;&amp; 東 <tspan>✓</tspan> e"), glyphs)
    assert (
        'Club <tspan font-family="Noto Sans Georgian">თბილისი</tspan> &amp; \N{REPLACEMENT CHARACTER} <tspan>'
        in svg
    )
    assert '<tspan font-family="Noto Sans Symbols2">✓</tspan></tspan> e</text>' in svg
    assert "<title>Club თბილისი" in svg  # nobody sees a title
    assert list(glyphs.lacking) == ["東"]


def test_what_is_no_svg_is_left_to_the_typesetter():
    assert fitted("<svg", Glyphs()) == "<svg"


def test_a_sign_without_a_shape_does_not_spoil_a_picture():
    assert png_of_svg(drawing("თბილისი &#x200E;3 km \N{ZERO WIDTH JOINER}\N{COMBINING ACUTE ACCENT}"), 100)
