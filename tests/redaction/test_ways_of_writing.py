"""Names and identifiers are withheld however people write them; what may come from a name is told."""

import pytest

from erasmus_cli.cli.redact import _KINDS
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.redaction.people import spellings
from erasmus_cli.redaction.redact import COUNTED, redact
from erasmus_cli.redaction.traces import words_of
from erasmus_cli.wording.language import available, speaking

ORGANISATION = {
    "id": "wiesental",
    "name": "Gemeinschaftsschule Thüringer Wiesental",
    "country": "DE",
    "city": "Freiburg im Breisgau",
    "oid": "E10151149",
    "pic": 948123456,
    "contact": {"name": "Dr. Jörg Mühlhäuser-Özdemir"},
    "legal_representative": "NOVAKOVÁ Jana, head",
}


def redacted(text, **more):
    return redact(
        Proposal.model_validate(
            {"call": 2026, "organisations": [ORGANISATION], "answers": more | {"a.b": text}}
        )
    )


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("OID E 10151149 it is", "10151149"),
        ("OID e10151149 it is", "10151149"),
        ("PIC 948 123 456 it is", "948"),
        ("PIC 948-123-456 it is", "948"),
        ("PIC 948.123.456, it is", "948"),
        ("Mühlhäuser-Özdemir leads", "zdemir"),
        ("Mühlhäuser's class", "hlh"),
        ("ask MÜHLHÄUSER", "HLH"),
        ("Mühlhäuser-Özdemir Jörg, Mühlhäuser-Özdemir, Jörg", "Jörg"),
        ("Joerg Muehlhaeuser-Oezdemir leads", "oerg"),
        ("Jana Nováková and Novakova Jana", "ovak"),
        ("Nováková signs", "ovak"),
        ("at the Gemeinschaftsschule Thueringer Wiesental", "hueringer"),
    ],
)
def test_no_way_of_writing_tells(text, secret):
    assert secret not in redacted(text).text


def test_what_is_no_name_of_a_person_stays():
    """A family name begins with a capital letter and is a whole word; given names are told."""
    done = redacted("We janitors of Janov met Jana; the nováková is none, nor is 948123.")
    assert "We janitors of Janov met Jana; the nováková is none, nor is 948123." in done.text
    assert done.told.remaining == ("Jana",)


def test_keys_of_answers_that_no_form_has_tell_nothing():
    done = redacted("x", **{"notes.wiesental": "y", "summary.objectives": "z"})
    assert "wiesental" not in done.text
    assert "summary.objectives: z" in done.text


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("Jana Novak", {"Jana Novak", "Novak Jana", "Novak, Jana", "Novak"}),
        ("NOVAK Jana", {"Jana NOVAK", "NOVAK Jana", "NOVAK, Jana", "NOVAK"}),
        ("Ing. Jana Novak, PhD", {"Jana Novak", "Novak Jana", "Novak, Jana", "Novak"}),
        ("Ana de la Cruz", {"Ana de la Cruz", "de la Cruz Ana", "de la Cruz, Ana", "de la Cruz", "Cruz"}),
        ("Li Wu", {"Li Wu", "Wu Li", "Wu, Li", "Wu"}),
        ("the secretary", {"the secretary", "secretary the", "secretary, the", "secretary"}),
        ("Novak", set()),
        ("", set()),
    ],
)
def test_ways_to_write_a_person(name, ways):
    assert set(spellings(name)) == ways


@pytest.mark.parametrize("word", ["Wiesental", "Wiesentals", "Wiesentaler", "Wiesenthal", "WIESENTAL", "GTW"])
def test_words_that_may_come_from_a_name_are_told(word):
    assert {*words_of({"Gemeinschaftsschule Thüringer Wiesental"}, [word])} == {word}


@pytest.mark.parametrize("word", ["Wiese", "Europe", "Gtw", "GT", "Schools"])
def test_other_words_are_not(word):
    assert not {*words_of({"Gemeinschaftsschule Thüringer Wiesental", "European Schoolmen"}, [word])}


@pytest.mark.parametrize("word", ["Základnej", "Lehote", "Zelinkovej"])
def test_declined_words_are_told(word):
    assert {*words_of({"Základná škola Malá Lehota", "Božena Zelinková"}, [word])} == {word}


@pytest.mark.parametrize("language", available())
def test_one_and_many_are_said_of_each_kind(language):
    assert set(_KINDS) == set(COUNTED)
    with speaking(language):
        for kind, said in _KINDS.items():
            one, many = (said._replace(values={"n": n}).text() for n in (1, 5))
            assert one.startswith("1 "), kind
            assert many.startswith("5 "), kind
    with speaking("en"):
        assert _KINDS["cities"]._replace(values={"n": 1}).text() == "1 city"
