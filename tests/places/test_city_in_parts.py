"""Where several cities bear a name, its region says which: in the file, by `--set` and in the wizard."""

import json
import re
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner
from wizard_script import KEEP, WHOLE, organisation
from wizard_script import run as answer

from erasmus_cli.cli.app import app
from erasmus_cli.places.cities import known_countries, spellings
from erasmus_cli.places.lookup import find
from erasmus_cli.proposal.city import City
from erasmus_cli.proposal.model import Organisation
from erasmus_cli.proposal.reader import UnreadableProposalError, load, parse
from erasmus_cli.proposal.whereabouts import place_of

PROPOSAL = """\
call: 2019
action: strategic-partnership
field: higher-education
type: innovation
start: 2019-09-01
months: 24
title: T
organisations:
  - {id: applicant, name: One, country: BE, city: Brussels, role: applicant}
  - {id: p2, name: Two, country: GB, city: CITY, role: partner}   # by the harbour
meetings: [{title: K, host: applicant, start: 2019-10-03, participants: [{organisation: p2, people: 1}]}]
"""
WALES = "{name: Newport, region: Wales}"


def run(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)))


@pytest.fixture
def written(tmp_path):
    def write(city):
        file = tmp_path / "p.yaml"
        file.write_text(PROPOSAL.replace("CITY", city), encoding="utf-8")
        return file

    return write


def journey(file):
    budget = json.loads(run("budget", file, "--format", "json").stdout)
    return next(line for line in budget["lines"] if line["label"] == "K")


@pytest.mark.parametrize("city", [WALES, "{region: WALES, name: newport}", '"Newport, Wales"'])
def test_the_region_says_which(written, city):
    line = journey(written(city))
    assert line["amount"] == 575
    place = line["places"][0]
    assert (place["name"], place["region"], place["sure"]) == ("Newport", "Wales", True)


def test_what_the_message_says_to_write_mends(written):
    reason = journey(written("Newport"))["why"][0]
    advised = re.findall(r"`(.*?)`", reason)
    assert advised == ["city: {name: Newport, region: Wales}", "coordinates: [51.588, -2.998]"]
    assert journey(written(advised[0].removeprefix("city: ")))["amount"] == 575
    assert journey(written(f"Newport, {advised[1]}"))["amount"] == 575


def test_a_region_in_which_no_such_city_lies_decides_nothing(written):
    line = journey(written("{name: Newport, region: Texas}"))
    assert line["amount"] is None
    assert "no Newport in UK is known in Texas, but elsewhere: Newport, Wales [" in line["why"][0]


def test_two_of_a_name_in_one_region_are_told_apart_by_coordinates(written):
    line = journey(written("{name: Newport, region: England}"))
    assert line["amount"] is None
    assert "are called Newport, England: " in line["why"][0]
    assert "`city:" not in line["why"][0]
    assert "`coordinates: [" in line["why"][0]


def test_a_city_that_one_bears_needs_no_region():
    assert place_of(Organisation(country="BE", city=City(name="Ghent"))).sure
    assert place_of(Organisation(country="BE", city=City(name="Gent", region="Flanders"))).sure


@pytest.mark.slow
def test_every_name_that_is_not_clear_is_clear_with_a_region_of_its_own():
    tried = 0
    for country in known_countries()[::3]:
        for key in [key for key, main in spellings(country) if main][:150]:
            place = find(key, country)
            if place is None or place.sure:
                continue
            rivals = (place, *place.others)
            for rival in rivals:
                if rival.region and sum(other.region == rival.region for other in rivals) == 1:
                    chosen = find(rival.name, country, rival.region)
                    assert (chosen.sure, chosen.region) == (True, rival.region), rival.told
                    tried += 1
    assert tried > 10


@pytest.mark.parametrize(
    ("city", "message", "column"),
    [
        ("{nam: Newport, region: Wales}", "there is no key `nam` (in `organisations`, entry 2, `city`)", 45),
        ("{name: Newport, region: 5}", "`region` (in `organisations`, entry 2, `city`) must be text", 60),
        ("{region: Wales}", "`name` (in `organisations`, entry 2, `city`) is needed here", 38),
        ("[Newport]", "`city` (in `organisations`, entry 2) must be text, not a list", 38),
        ("5", "`city` (in `organisations`, entry 2) must be text, not `5`", 38),
    ],
)
def test_a_city_that_is_none_is_refused_where_it_stands(written, city, message, column):
    with pytest.raises(UnreadableProposalError) as error:
        load(written(city))
    found = {problem.message: problem for problem in error.value.problems}
    problem = next(found[text] for text in found if text.startswith(message))
    assert (problem.line, problem.column) == (10, column)


@pytest.mark.slow
def test_the_file_keeps_it_through_convert_draft_and_read(written, tmp_path):
    file = written(WALES)
    run("convert", file, "--to", "2020/strategic-partnership", "-o", tmp_path / "next.yaml")
    line = f"  - {{id: p2, name: Two, country: GB, city: {WALES}, role: partner}}   # by the harbour\n"
    assert line in (tmp_path / "next.yaml").read_text("utf-8")
    for name in ("d.md", "d.html", "d.docx", "map.svg"):
        more = ("--figure", "map") if name == "map.svg" else ()
        assert run("draft", file, *more, "-o", tmp_path / name).exit_code == 0
    assert "Newport, Wales" in (tmp_path / "d.md").read_text("utf-8")
    assert "Newport, Wales, UK (Two)" in (tmp_path / "map.svg").read_text("utf-8")
    draft = tmp_path / "d.md"
    assert run("read", draft, file).exit_code == 0
    assert line in file.read_text("utf-8")


def test_two_bodies_of_one_name_in_two_regions_are_two():
    text = PROPOSAL.replace("CITY", WALES).replace("One", "Two").replace("BE, city: Brussels", "GB, city: X")
    same = parse(text.replace("city: X", f"city: {WALES}"))
    other = parse(text.replace("city: X", "city: {name: Newport, region: England}"))
    assert "p2 and applicant" in findings(same, "ORG-02")
    assert findings(other, "ORG-02") == ""


def findings(document, rule):
    from erasmus_cli import check  # noqa: PLC0415 - the public name

    failing = (f for f in check(document.proposal).findings if f.rule == rule and f.outcome.value == "fail")
    return " ".join(finding.message for finding in failing)


def test_it_can_be_set(tmp_path):
    file = tmp_path / "p.yaml"
    file.write_text("organisations:\n  - {id: a, country: GB, city: Newport}\n", encoding="utf-8")
    run("new", file, "--no-input", "--set", f"organisations.0.city={WALES}")
    assert yaml.safe_load(file.read_text("utf-8"))["organisations"][0]["city"] == {
        "name": "Newport",
        "region": "Wales",
    }
    run("new", file, "--no-input", "--set", "organisations.0.city.region=England")
    assert "England" in file.read_text("utf-8")


UK = organisation(1, "Harbour", "GB", city="Newport")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("said", "city", "coordinates"),
    [
        (0, City(name="Newport", region="Wales"), None),
        (1, "Newport", (50.701, -1.291)),  # two Newports lie in England
        (None, "Newport", None),
    ],
)
def test_the_wizard_asks_which(tmp_path, said, city, coordinates):
    path = tmp_path / "p.yaml"
    script, _ = answer(path, WHOLE | UK | {"organisations.1.city.region": said})
    asked = next(prompt for prompt in script.asked if prompt.key == "organisations.1.city.region")
    assert asked.text == "Which Newport is it?"
    own = load(path).proposal.organisations[1]
    assert (own.city, own.coordinates) == (city, coordinates)


def test_the_wizard_shows_a_city_in_parts_and_keeps_it(tmp_path):
    path = Path(tmp_path / "p.yaml")
    answer(path, WHOLE | UK | {"organisations.1.city.region": 0})
    before = path.read_text("utf-8")
    kept = {"organisations.entry": ("/organisations/1/city", None), "organisations.1.city": KEEP}
    edits = {"organisations": ("edit", "done"), "organisations.edit": 1}
    script, _ = answer(path, {"home": ("organisations", "finish")} | edits | kept)
    assert "organisations.1.city.region" not in script.keys
    assert path.read_text("utf-8") == before
