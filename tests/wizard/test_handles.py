"""Handles are changed in the wizard, and all that names an entry follows, in one save."""

import pytest
from wizard_script import DONE, Script

from erasmus_cli.proposal.editing import NewKey
from erasmus_cli.proposal.reader import load
from erasmus_cli.proposal.text_edit import edited
from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wizard.handles import handle_for
from erasmus_cli.wizard.menu import Home
from erasmus_cli.wizard.session import Session
from erasmus_cli.wizard.unsaved import Unsaved

KA220 = """\
call: 2026
action: cooperation-partnership
field: adult
title: Repair together
language: en
organisations:
  - {id: soon, name: Association Réparer, country: FR, role: applicant, kind: non-profit}   # we
  - id: berlin
    name: Werkstatt
    country: DE
    role: partner
    kind: non-profit
lump_sum: 120000
work_packages:
  - id: WP1
    title: Management
    management: true
    grants: {soon: 12000, berlin: 12000}   # to the cent
  - id: WP2
    title: Work
    grants:
      # the applicant leads
      soon: 60000
      berlin: 36000
    activities:
      - {id: soon, title: Fair, lead: soon, venue: FR}
answers:
  organisation.background/soon: |
    # We repair
    since 2001.
  activity.content/soon: All day.
  elsewhere/soon: "Whatever this is."
"""
VET_2016 = """\
call: 2016
action: strategic-partnership
field: vet
type: innovation
title: Learning
language: en
organisations:
  - {id: a, name: One, country: BE, role: applicant, kind: vet-provider}
  - {id: b, name: Two, country: PT, role: partner, kind: vet-provider}
outputs:
  - {id: O1, title: Course, lead: a, days: [{organisation: b, category: teacher, days: 4}]}
events:
  - {id: E1, title: Fair, host: b, outputs: [O1]}
meetings:
  - {title: Start, host: a, participants: [{organisation: b, people: 2}]}
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "proposal.yaml"


def fill(path, text, answers):
    """Goes into the sections that the answers name, and nowhere else."""
    path.write_text(text, encoding="utf-8")
    person, said = Script(answers, goes_on=False), []
    Session(ProposalFile(path), person, said.append).run(Home())
    person.finish()
    return person, said


def rename(path, text, section, index, *said):
    answers = {
        "home": (section, "finish"),
        section: ("edit", DONE),
        f"{section}.entry": (f"/{section}/{index}/id", None),
        f"{section}.{index}.id": said,
    }
    if section != "outputs":  # of which there is one only
        answers[f"{section}.edit"] = index
    return fill(path, text, answers)[1]


def remove(path, text, index):
    answers = {
        "home": ("organisations", "finish"),
        "organisations": ("remove", DONE),
        "organisations.remove": index,
        "organisations.remove.confirm": True,
    }
    return fill(path, text, answers)[0]


def test_an_organisation_is_called_otherwise_everywhere(path):
    said = rename(path, KA220, "organisations", 0, "reparer")
    after = path.read_text(encoding="utf-8")
    wanted = (
        KA220.replace("{id: soon, name", "{id: reparer, name")
        .replace("{soon: 12000", "{reparer: 12000")
        .replace("soon: 60000", "reparer: 60000")
        .replace("lead: soon", "lead: reparer")
        .replace("organisation.background/soon", "organisation.background/reparer")
    )
    assert after == wanted  # the activity is called `soon` as well, and its text stays
    assert "`soon` is `reparer` now, in 4 other places as well." in said


@pytest.mark.parametrize(
    ("begun", "corrected", "handle"),
    [
        ("{id: wong-school, name: Wong School}", "Wrong School", "wrong-school"),
        ("{id: wong-school, name: Wong School}", "One School", "one-school-2"),
        ("{id: mine, name: Wong School}", "Wrong School", "mine"),
        ("{id: wong-school, name: Wong School}]\nactivities: [{lead: wong-school}", "Right", "wong-school"),
        (
            "{id: wong-school, name: Wong School}]\nanswers: {'x/wong-school': T}\nrisks: [{}",
            "R",
            "wong-school",
        ),
    ],
)
def test_a_handle_made_of_a_name_follows_it_until_something_goes_by_it(path, begun, corrected, handle):
    text = f"organisations: [{{id: one-school, name: One School}}, {begun}]\n"
    path.write_text(f"call: 2026\naction: small-scale-partnership\n{text}", encoding="utf-8")
    Session(ProposalFile(path), None, lambda _: None).save("/organisations/1/name", corrected)
    own = load(path).proposal.organisations[1]
    assert (own.name, own.id) == (corrected, handle)


def test_a_number_of_a_package_does_not_follow_its_title(path):
    path.write_text("work_packages: [{id: WP1, title: Wong}]\n", encoding="utf-8")
    Session(ProposalFile(path), None, lambda _: None).save("/work_packages/0/title", "Right")
    assert load(path).proposal.work_packages[0].id == "WP1"


def test_a_handle_that_another_one_has_is_refused(path):
    said = rename(path, KA220, "organisations", 0, "berlin", "reparer")
    assert "Another one is called `berlin` already." in said
    assert load(path).proposal.organisations[0].id == "reparer"


@pytest.mark.parametrize("wrong", ["two words", "-x", "x" * 41])
def test_what_is_no_handle_is_refused_and_nothing_changes(path, wrong):
    rename(path, KA220, "organisations", 0, wrong, "soon")
    assert path.read_text(encoding="utf-8") == KA220


def test_outputs_and_people_follow(path):
    rename(path, VET_2016, "outputs", 0, "course")
    assert load(path).proposal.events[0].outputs == ("course",)
    rename(path, path.read_text(encoding="utf-8"), "organisations", 1, "porto")
    proposal = load(path).proposal
    assert proposal.outputs[0].days[0].organisation == "porto"
    assert proposal.events[0].host == "porto"
    assert proposal.meetings[0].participants[0].organisation == "porto"


def test_a_package_is_called_otherwise(path):
    rename(path, KA220, "work_packages", 1, "work")
    assert load(path).proposal.work_packages[1].id == "work"


def test_a_text_that_waits_follows(path):
    path.write_text(KA220, encoding="utf-8")
    Unsaved(path).keep("/answers/organisation.background~1soon", "Typed and not confirmed")
    rename(path, KA220, "organisations", 0, "reparer")
    assert Unsaved(path).text("/answers/organisation.background~1reparer") == "Typed and not confirmed"


def test_whoever_goes_takes_along_what_names_it(path):
    script = remove(path, KA220, 0)
    asked = next(prompt for prompt in script.asked if prompt.key.endswith("confirm"))
    assert "3 places that name it go with it" in asked.help
    proposal = load(path).proposal
    assert [dict(package.grants) for package in proposal.work_packages] == [
        {"berlin": 12000},
        {"berlin": 36000},
    ]
    assert proposal.work_packages[1].activities[0].lead is None
    assert "organisation.background/soon" in proposal.answers  # nobody's text is deleted along


def test_rows_go_as_a_whole(path):
    remove(path, VET_2016, 1)
    proposal = load(path).proposal
    assert proposal.outputs[0].days == ()
    assert proposal.meetings[0].participants == ()
    assert proposal.events[0].host is None


@pytest.mark.parametrize(
    ("text", "at", "new", "wanted"),
    [
        (
            "answers:\n  a/b: x   # why\n  c: y\n",
            "/answers/a~1b",
            "a/d",
            "answers:\n  a/d: x   # why\n  c: y\n",
        ),
        ('answers: {"a/b": x, c: y}\n', "/answers/a~1b", "no", "answers: {no: x, c: y}\n"),
        ('{"answers": {"a/b": "x"}}\n', "/answers/a~1b", "a/é", '{"answers": {"a/é": "x"}}\n'),
        ("base: &b {x: 1}\n", "/base/x", "y", "base: &b {y: 1}\n"),
    ],
)
def test_a_key_gets_another_name_and_nothing_moves(text, at, new, wanted):
    assert edited(text, [(at, NewKey(new))]).text == wanted


def test_an_entry_tells_all_that_can_be_said_of_it(path):
    answers = {
        "home": ("organisations", "finish"),
        "organisations": ("edit", DONE),
        "organisations.edit": 1,
        "organisations.entry": (
            "/organisations/1/contact/email",
            "/organisations/1/coordinates",
            "/organisations/1/newcomer",
            None,
        ),
        "organisations.1.contact.email": "office@werkstatt.example",
        "organisations.1.coordinates": "52.5, 13.4",
        "organisations.1.newcomer": True,
    }
    script, _ = fill(path, KA220, answers)
    own = load(path).proposal.organisations[1]
    assert (own.contact.email, own.newcomer) == ("office@werkstatt.example", True)
    assert own.coordinates == (52.5, 13.4)
    assert "organisations.1.phone" not in script.keys


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Yeşil Adım Derneği", "yesil-adim-dernegi"),
        ("Szkoła Podstawowa nr 7 w Toruniu", "szkola-podstawowa-7"),
        ("Berufskolleg am Wasserturm", "berufskolleg"),
        ("Ørsted Højskole", "orsted-hojskole"),
        ("Straße 12", "strasse-12"),
        ("Училище", "p1"),
    ],
)
def test_a_handle_keeps_every_letter_that_can_be_written_plainly(name, handle):
    assert handle_for(name, []) == handle
