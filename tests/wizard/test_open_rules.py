"""What an open rule waits for: the wizard asks for it again, and without a terminal it is named."""

import copy
import json
import shlex
from contextlib import suppress

import pytest
from folders import ROOT
from typer.testing import CliRunner
from wizard_script import KEEP, Script, run, stop

from erasmus_cli.cli.app import app
from erasmus_cli.proposal.reader import load
from erasmus_cli.rules.outcome import Result
from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wizard.menu import Home
from erasmus_cli.wizard.non_interactive import flags, missing
from erasmus_cli.wizard.preset_answers import value_as_given
from erasmus_cli.wizard.question import Kind
from erasmus_cli.wizard.session import Session

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
VET = next(path for path in EXAMPLES if path.stem == "ka220-vet-2026")
FOUNDED = "organisations.0.established"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "p.yaml"


def data_of(example):
    return load(example).proposal.model_dump(mode="json", exclude_unset=True)


def undated(path):
    """A proposal that lacks only the day on which its applicant was established."""
    data = data_of(VET)
    del data["organisations"][0]["established"]
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_a_day_of_establishment_that_is_missing_is_named(path):
    result = CliRunner().invoke(app, ["new", str(undated(path)), "--no-input"])
    assert result.exit_code == 2
    assert f"--set {FOUNDED}=YYYY-MM-DD" in result.stderr
    given = CliRunner().invoke(app, ["new", str(path), "--no-input", "--set", f"{FOUNDED}=2001-05-01"])
    assert given.exit_code == 0, given.stderr


def test_a_day_of_establishment_that_is_missing_is_asked_at_the_next_start(path):
    assert stop(undated(path)).keys == [FOUNDED]


def test_a_section_is_not_complete_while_a_rule_waits_and_the_way_leads_there(path):
    undated(path)
    answers = {
        "home": ("organisations", "finish"),
        "organisations": (KEEP, "done"),
        "organisations.edit": 0,
        "organisations.entry": ("/organisations/0/established", None),
        FOUNDED: "May 2001",
    }
    script, said = run(path, answers | {FOUNDED: ("", "May 2001")})
    assert any("missing: Founding" in line for line in said)
    assert script.keys.count(FOUNDED) == 2
    assert load(path).proposal.organisations[0].established.isoformat() == "2001-05-31"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("said", "saved"),
    [
        ("2001", "2001-12-31"),
        ("May 2001", "2001-05-31"),
        ("1 May 2001", "2001-05-01"),
        ("1425", "1425-12-31"),
    ],
)
def test_a_founding_year_will_do_and_never_makes_an_organisation_older(path, said, saved):
    undated(path)
    way = {
        "home": ("organisations", "finish"),
        "organisations": (KEEP, "done"),
        "organisations.edit": 0,
        "organisations.entry": ("/organisations/0/established", None),
    }
    run(path, way | {FOUNDED: ("", said)})
    assert load(path).proposal.organisations[0].established.isoformat() == saved


def places(data, way=()):
    """The ways to all values, in lists to those of the first entry."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data[:1]):
        yield (*way, key)
        if isinstance(value, dict | list):
            yield from places(value, (*way, key))


def without(data, way):
    rest = copy.deepcopy(data)
    holder = rest
    for part in way[:-1]:
        holder = holder[part]
    del holder[way[-1]]
    return rest


def asked_in_turn(file):
    """What the wizard asks of its own accord if nothing is answered; None if it insists on something."""
    session, asked = Session(file, None, lambda _: None), set()
    while question := session.next_question():
        if question.at in asked:
            return None
        asked.add(question.at)
        session.settle(question.at)
    return asked


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_whatever_an_open_rule_needs_is_named_and_asked_again(example, path):
    data, waited = data_of(example), 0
    for way in places(data):
        if way[0] in ("answers", "call", "action", "field") or way[-1] == "organisation":
            continue
        path.write_text(json.dumps(without(data, way)), encoding="utf-8")
        file = ProposalFile(path)
        still_open = [f for f in file.answers.report.findings if f.outcome is Result.UNKNOWN and f.decides]
        known = {question.at for question in file.answers.questions}
        named, asked = {question.at for question in missing(file)}, asked_in_turn(file)
        for finding in still_open:
            needs = known.intersection(finding.needs)
            assert needs, f"no question leads to what {finding.rule} needs: {finding.needs}"
            assert needs <= named, f"{finding.rule} after {way}"
            assert asked is None or needs <= asked, f"{finding.rule} after {way}"
            waited += 1
    assert waited > 10


SKELETONS = {
    "small": "call: 2026\naction: small-scale-partnership\nfield: school\nlump_sum: 60000\n",
    "large": "call: 2026\naction: cooperation-partnership\nfield: vet\nlump_sum: 250000\n",
    "packages": "call: 2026\naction: cooperation-partnership\nfield: vet\nlump_sum: 250000\n"
    "work_packages: [{id: WP1, title: A, management: true}, {id: WP2, title: B}]\n",
    "unit-costs": "call: 2016\naction: strategic-partnership\nfield: vet\n",
}
WRITTEN = {Kind.LIST: list, Kind.ORGANISATIONS: list, Kind.CHOICES: list}


@pytest.mark.parametrize("text", SKELETONS.values(), ids=SKELETONS)
def test_the_flag_that_is_named_has_the_shape_that_is_read(path, text):
    path.write_text(text, encoding="utf-8")
    file = ProposalFile(path)
    lines = list(flags(file))
    assert lines
    for question, line in zip(missing(file), lines, strict=True):
        key, _, example = shlex.split(line)[-1].partition("=")
        assert key == question.key
        value = value_as_given(example)
        shared = dict if question.at.endswith("/grants") else str
        wanted = shared if question.kind is Kind.SHARE else WRITTEN.get(question.kind, str)
        assert isinstance(value, wanted), line


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("small", "activities", {"title: …": "title: A"}),
        ("large", "work_packages", {"title: …": "title: A"}),
        ("packages", "work_packages.1.activities", {"title: …": "title: A"}),
        ("packages", "work_packages.1.grants", {"HANDLE": "a", "AMOUNT": "1"}),
    ],
)
def test_a_flag_with_its_words_filled_in_is_taken(path, text, key, words):
    path.write_text(SKELETONS[text], encoding="utf-8")
    flag = next(line for line in flags(ProposalFile(path)) if f" {key} " in f" {line.split('  --set')[0]} ")
    setting = shlex.split(flag)[-1].replace(", …", "")
    for word, said in words.items():
        assert word in setting
        setting = setting.replace(word, said)
    CliRunner().invoke(app, ["new", str(path), "--no-input", "--set", setting])
    assert ProposalFile(path).value(f"/{key.replace('.', '/')}")


def test_a_section_with_a_question_that_is_still_to_come_is_not_complete(path):
    """A title is all that an activity needs, but its days and its lead are asked next."""
    small = next(one for one in EXAMPLES if one.stem == "ka210-school-2026")
    kept = ("call", "action", "field", "title", "language", "organisations", "round", "start", "months")
    data = {key: said for key, said in data_of(small).items() if key in (*kept, "priorities", "lump_sum")}
    data["activities"] = [{"id": "x", "title": "X"}]
    path.write_text(json.dumps(data), encoding="utf-8")
    labels = {}

    class Watching(Script):
        def select(self, prompt, choices, chosen=None):
            if prompt.key == "home":
                labels.update({choice.value: choice.label for choice in choices})
                raise KeyboardInterrupt
            return super().select(prompt, choices, chosen)

    with pytest.raises(KeyboardInterrupt):
        Session(ProposalFile(path), Watching({}), lambda _: None).run(Home())
    assert labels["next"] == "Go on: Activities"
    assert labels["activities"].startswith("Activities: in work")


def test_the_agency_is_changed_where_the_organisations_are(path):
    small = next(one for one in EXAMPLES if one.stem == "ka210-school-2026")
    data = data_of(small)
    data["organisations"][0]["country"] = "BE"
    path.write_text(json.dumps(data | {"agency": "BE01"}), encoding="utf-8")
    person = Script(
        {"home": "organisations", "organisations": ("agency", "done"), "agency": "BE02"},
        stops=True,
        goes_on=False,
    )
    with suppress(KeyboardInterrupt):
        Session(ProposalFile(path), person, lambda _: None).run(Home())
    assert load(path).proposal.agency == "BE02"
