"""Cards: organisations that are kept once, offered again, and never changed silently either way."""

import json

import pytest
from typer.testing import CliRunner
from wizard_script import BEFORE_ORGANISATIONS, COMPLETE, DONE, Script

from erasmus_cli.cli.app import app
from erasmus_cli.proposal.cards import Card, CardError, Cards, card_of
from erasmus_cli.proposal.model import Organisation
from erasmus_cli.proposal.reader import load
from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wizard.menu import Home
from erasmus_cli.wizard.session import Session

CARD = "name: Open School\ncountry: BE\ncity: Gent\nkind: school\noid: E10000001\npic: '999999999'\n"


@pytest.fixture
def cards(tmp_path):
    folder = tmp_path / "cards"
    folder.mkdir()
    (folder / "open.yaml").write_text(CARD, encoding="utf-8")
    return Cards(folder)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "proposal.yaml"


def erasmus(cards, *arguments):
    return CliRunner().invoke(app, [*map(str, arguments), "--cards", str(cards.folder)])


def fill(path, text, answers, cards):
    path.write_text(text, encoding="utf-8")
    person, said = Script(answers, stops=True, goes_on=False), []
    with pytest.raises(KeyboardInterrupt):
        Session(ProposalFile(path), person, said.append, cards).run(Home())
    person.finish()
    return person, said


# Commands


def test_the_organisations_of_a_proposal_are_kept_without_what_belongs_to_one_application(cards, path):
    path.write_text(
        COMPLETE.replace("role: partner", "role: partner\n    applications: 3", 1), encoding="utf-8"
    )
    done = erasmus(cards, "organisation", "add", path)
    assert done.exit_code == 0, done.stderr
    assert cards.names() == ("a", "b", "c", "open")
    assert cards.read("b").data == {
        "name": "Two",
        "country": "NO",
        "kind": "vet-provider",
        "pic": 912345679,
    }


def test_one_of_them_is_kept_under_another_name(cards, path):
    path.write_text(COMPLETE, encoding="utf-8")
    assert erasmus(cards, "organisation", "add", path, "b", "--as", "two").exit_code == 0
    assert cards.names() == ("open", "two")
    done = erasmus(cards, "organisation", "add", path, "z")
    assert (done.exit_code, "there is no organisation z; it has a, b, c" in done.stderr) == (2, True)


def test_a_card_that_says_something_else_is_replaced_only_on_request(cards):
    done = erasmus(
        cards, "organisation", "add", "--set", "name=Open School", "--set", "city=Ghent", "--as", "open"
    )
    assert done.exit_code == 2
    assert "city is Ghent here and Gent on the card" in done.stderr
    assert (cards.folder / "open.yaml").read_text(encoding="utf-8") == CARD
    settings = ["--set", "name=Open School", "--set", "city=Ghent", "--as", "open", "--force"]
    assert erasmus(cards, "organisation", "add", *settings).exit_code == 0
    assert cards.read("open").organisation.city == "Ghent"


@pytest.mark.parametrize("oid", ["E1000000", "E100000001", "F10000000", "12345678"])
def test_an_oid_of_another_shape_is_refused_and_nothing_is_kept(cards, oid):
    done = erasmus(cards, "organisation", "add", "--set", "name=New", "--set", f"oid={oid}")
    assert (done.exit_code, "E and eight digits" in done.stderr) == (2, True)
    assert cards.names() == ("open",)


def test_cards_are_listed_and_one_that_cannot_be_read_is_one_line(cards):
    (cards.folder / "bad.yaml").write_text("nam: x\n", encoding="utf-8")
    done = erasmus(cards, "organisation", "list")
    assert done.exit_code == 0
    assert done.stdout == "open  Open School, BE, school, E10000001\n"
    assert len(done.stderr.strip().splitlines()) == 1
    assert "there is no key `nam`" in done.stderr


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("kind: shool", "`kind` cannot be `shool`; did you mean `school`?"),
        ("contry: BE", "there is no key `contry`; did you mean `country`?"),
        ("zzz: 1", "there is no key `zzz`; `erasmus explain organisations` lists the keys"),
        (
            "contact: {zzz: 1}",
            "`zzz` (in `contact`); `erasmus explain organisations.contact` lists the keys",
        ),
    ],
)
def test_what_is_wrong_with_a_card_is_told_by_the_keys_of_an_organisation(cards, written, told):
    (cards.folder / "bad.yaml").write_text(f"name: Open\n{written}\n", encoding="utf-8")
    done = erasmus(cards, "organisation", "list")
    assert (done.exit_code, done.stdout) == (0, "open  Open School, BE, school, E10000001\n")
    assert told in " ".join(done.stderr.split())


def test_a_card_is_shown_and_removed(cards):
    assert erasmus(cards, "organisation", "show", "open").stdout.startswith(
        "name: Open School\ncountry: BE\n"
    )
    assert erasmus(cards, "organisation", "remove", "open").exit_code == 0
    for command in ("show", "remove"):
        done = erasmus(cards, "organisation", command, "open")
        assert (done.exit_code, "there is no such card" in done.stderr) == (2, True)


@pytest.mark.parametrize("name", ["../secret", "a/b", ".hidden", "", "x" * 41])
def test_no_name_leads_out_of_the_folder(cards, name):
    with pytest.raises(CardError):
        cards.keep(name, {"name": "X"})
    with pytest.raises(CardError):
        cards.remove(name)


def test_a_proposal_is_held_against_the_cards_and_nothing_is_changed(cards, path):
    one = "{id: x, name: Open School, country: BE, city: Ghent, oid: E10000001}"
    text = f"organisations:\n  - {one}\n  - {{name: Two}}\n"
    path.write_text(text, encoding="utf-8")
    done = erasmus(cards, "organisation", "show", path)
    first, second = done.stdout.splitlines()
    assert "city is Ghent here and Gent on the card" in first
    assert "kind is not said here and school on the card" in first
    assert second == "Two: no card"
    assert path.read_text(encoding="utf-8") == text
    assert (cards.folder / "open.yaml").read_text(encoding="utf-8") == CARD


# Used in proposals


def test_new_takes_cards_by_name_and_by_file(cards, path, tmp_path):
    (tmp_path / "two.yaml").write_text("name: Two\ncountry: PT\n", encoding="utf-8")
    cli = ["new", path, "--no-input", "--organisation", "open", "--organisation", tmp_path / "two.yaml"]
    done = erasmus(cards, *cli, "--set", "call=2026", "--set", "action=KA210-SCH")
    assert done.exit_code == 2  # other answers are missing
    first, second = load(path).proposal.organisations
    assert (first.id, first.role, first.city, first.oid) == ("open", "applicant", "Gent", "E10000001")
    assert (second.id, second.role, second.name) == ("two", "partner", "Two")
    again = erasmus(cards, "new", path, "--no-input", "--organisation", "open")
    assert "Open School takes part already" in again.stderr
    assert len(load(path).proposal.organisations) == 2


def test_a_card_that_is_not_there_begins_nothing(cards, path):
    done = erasmus(cards, "new", path, "--no-input", "--organisation", "nobody")
    assert (done.exit_code, "there is no such card" in done.stderr) == (2, True)
    assert not path.exists()


def test_the_wizard_offers_cards_and_asks_only_for_what_they_do_not_say(cards, path):
    answers = {
        "home": ("organisations", "next"),
        "organisations.card": ("open", None),
        "organisations": ("add", DONE),
        "organisations.0.role": "applicant",
        "organisations.1.name": "",
    }
    answers.pop("organisations.0.role")
    (cards.folder / "other.yaml").write_text("name: Other\n", encoding="utf-8")
    script, _ = fill(path, BEFORE_ORGANISATIONS, answers, cards)
    own = load(path).proposal.organisations[0]
    assert (own.id, own.role, own.city) == ("open", "applicant", "Gent")
    assert not {"organisations.0.name", "organisations.0.country", "organisations.0.city"} & {*script.keys}


def test_a_card_that_vanishes_while_the_question_is_open_is_told(cards, path):
    class Vanishing(Script):
        def select(self, prompt, choices, chosen=None):
            taken = super().select(prompt, choices, chosen)
            if prompt.key == "organisations.card":
                (cards.folder / "open.yaml").unlink(missing_ok=True)
            return taken

    path.write_text(BEFORE_ORGANISATIONS, encoding="utf-8")
    person = Vanishing({"home": "organisations", "organisations.card": "open"}, stops=True, goes_on=False)
    said = []
    with pytest.raises(KeyboardInterrupt):
        Session(ProposalFile(path), person, said.append, cards).run(Home())
    assert any("there is no such card" in line for line in said)
    assert person.keys[-1] == "organisations.0.name"


def test_the_wizard_tells_what_differs_and_keeps_one_on_request(cards, path):
    text = COMPLETE.replace("name: One, country: BE", "name: Open School, country: NL")
    answers = {
        "home": "organisations",
        "organisations": ("keep", "keep"),
        "organisations.keep": (1, 0),
        "organisations.keep.confirm": False,
    }
    _, said = fill(path, text, answers, cards)
    assert any("Not as on the card open: country is NL here and BE on the card" in line for line in said)
    assert cards.read("b").organisation.name == "Two"
    assert cards.names() == ("b", "open")
    assert (cards.folder / "open.yaml").read_text(encoding="utf-8") == CARD


# Beginning with a copy


@pytest.mark.parametrize("source", ["ka210-school-2026", "ka210-school-2026.yaml"])
def test_a_proposal_begins_as_a_copy_of_an_example(cards, path, source):
    done = erasmus(cards, "new", path, "--no-input", "--from", source)
    assert done.exit_code == 0, done.stderr
    assert f"begins as a copy of {source}." in " ".join(done.stderr.split())
    assert load(path).proposal.action == "small-scale-partnership"


@pytest.mark.parametrize("ending", ["json", "yaml"])
def test_a_proposal_begins_as_a_copy_of_another(cards, tmp_path, ending):
    source, target = tmp_path / "old.json", tmp_path / f"new.{ending}"
    source.write_text(json.dumps({"call": 2026, "title": "Ours", "months": 12}), encoding="utf-8")
    erasmus(cards, "new", target, "--no-input", "--from", source, "--set", "title=Theirs")
    assert (load(target).proposal.title, load(target).proposal.months) == ("Theirs", 12)
    assert load(source).proposal.title == "Ours"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("ka210-school", "did you mean the example ka210-school-2026?"),
        ("nowhere.yaml", "no file and no example"),
    ],
)
def test_a_source_that_is_not_there_begins_nothing(cards, path, source, words):
    done = erasmus(cards, "new", path, "--no-input", "--from", source)
    assert (done.exit_code, words in done.stderr) == (2, True)
    assert not path.exists()


def test_a_source_that_is_no_proposal_begins_nothing(cards, path, tmp_path):
    (tmp_path / "notes.yaml").write_text("- a\n- b\n", encoding="utf-8")
    done = erasmus(cards, "new", path, "--no-input", "--from", tmp_path / "notes.yaml")
    assert (done.exit_code, path.exists()) == (2, False)


def test_nothing_is_begun_over_a_proposal_that_is_there(cards, path):
    path.write_text(COMPLETE, encoding="utf-8")
    done = erasmus(cards, "new", path, "--no-input", "--from", "ka210-school-2026")
    assert (done.exit_code, "is there already" in done.stderr) == (2, True)
    assert path.read_text(encoding="utf-8") == COMPLETE


def test_an_identifier_is_the_same_as_number_and_as_text(cards, path):
    path.write_text(
        "organisations: [{name: Open School, country: BE, city: Gent, kind: school, oid: E10000001, "
        "pic: 999999999}]\n",
        encoding="utf-8",
    )
    assert erasmus(cards, "organisation", "show", path).stdout == "Open School: as on the card open\n"


def test_an_organisation_without_name_and_identifiers_has_the_card_of_its_handle():
    card = Card("porto", Organisation(name="Escola do Rio", country="PT", short_name="Rio"), {})
    assert card_of(Organisation(id="porto"), [card]) is card
    assert card_of(Organisation(id="p2", short_name="Rio"), [card]) is card
    # One that says another name is another organisation, whatever its handle.
    assert card_of(Organisation(id="porto", name="Casa Aberta"), [card]) is None
    assert card_of(Organisation(id="p2"), [card]) is None


@pytest.mark.parametrize(
    ("handle", "name"),
    [
        ("porto", "porto"),
        ("applicant", "escola-porto"),
        ("Applicant", "escola-porto"),
        ("p2", "escola-porto"),
        ("partner-3", "escola-porto"),
        ("partnership", "partnership"),
    ],
)
def test_a_handle_that_only_says_a_place_in_the_consortium_names_no_card(cards, path, handle, name):
    path.write_text(
        f"call: 2026\norganisations:\n- {{id: {handle}, name: Escola do Porto}}\n", encoding="utf-8"
    )
    assert erasmus(cards, "organisation", "add", path).exit_code == 0
    assert cards.names() == tuple(sorted(("open", name)))


def test_a_name_that_is_nearly_that_of_a_card_is_told_which(cards):
    done = erasmus(cards, "organisation", "show", "oppen")
    assert (done.exit_code, done.stderr.endswith("there is no such card; did you mean open?\n")) == (2, True)
