"""Catalogues of the languages: translations that can be used, and terms to which they keep."""

import ast
import re
import sys

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from folders import ROOT

from erasmus_cli.guide.loader import open_edition
from erasmus_cli.wording.language import available

DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS))
import language_terms  # noqa: E402 - found only now
from language_checks import faults  # noqa: E402
from language_terms import TermError, groups, slips, slips_of, strays, terms_of, wanted  # noqa: E402
from make_languages import all_faults  # noqa: E402

FORMS = re.compile(r"\{\w+:[^{}|]+\|[^{}]+\}")


def catalogue(**said):
    made = Catalog(locale="pl")
    for number, (english, words) in enumerate(said.values()):
        made.add(english, words, lineno=number)
    return made


@pytest.mark.parametrize(
    ("english", "said", "fault"),
    [
        ("{n} {n:partner|partners}", "{n} {n:partner|partnerzy|partnerów}", None),
        ("{n} {n:partner|partners}", "{n} {n:partner|partnerzy}", "needs 3 forms"),
        ("{kind:a} of {sum:eur}", "{kind}: {sum:eur}", None),
        ("{kind:a} of {sum:eur}", "{kind}: {sum:day}", "cannot be written as day"),
        ("{kind:a} of {sum:eur}", "{rodzaj}: {sum:eur}", "no value rodzaj"),
        ("`erasmus check {file}` says more", "więcej mówi `erasmus check {file}`", None),
        ("`erasmus tour` shows it", "pokazuje to `erasmus wycieczka`", "`erasmus tour` is not there"),
        ("Use --plain.", "Użyj --prosto.", "--plain is not there"),
        ("Partners: ", "Partnerzy:", "blanks at an end"),
        ("{why}: it", "{why}\u00a0: elle", None),
        ("{why}: it", "{why} : elle", "a line may break"),
        ("the ? key", "klawisz, ? tutaj", None),
        ('{"a": 1}', '{"a": 1}', None),
        ('{"a": 1}', '{"a": 1', "brackets"),
    ],
)
def test_a_translation_that_cannot_be_used_is_named(english, said, fault):
    found = list(faults("pl", catalogue(one=(english, said))))
    assert bool(found) == bool(fault)
    assert not fault or fault in found[0]


@pytest.mark.slow
def test_no_catalogue_has_a_fault_or_leaves_its_terms():
    assert list(all_faults()) == []


def test_the_terms_are_those_of_the_guide_data():
    edition = open_edition(2026, "cooperation-partnership")
    listed = groups()
    assert edition.label in listed["actions"]
    for group, records in (
        ("fields", edition.fields),
        ("kinds", edition.kinds),
        ("criteria", edition.award_criteria),
    ):
        assert {str(record.label) for record in records.values()} <= set(listed[group])
    assert len(set(wanted())) == len(wanted())


def test_every_language_has_a_word_for_every_term_or_no_list_yet():
    for code in available():
        assert set(terms_of(code)) in (set(), set(wanted())), code


def write(folder, text, monkeypatch):
    (folder / "xx").mkdir()
    (folder / "terms.toml").write_text('actions = ["Partner"]\n', encoding="utf-8")
    (folder / "xx" / "terms.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(language_terms, "FOLDER", folder)


def test_a_sentence_has_the_word_of_its_language_in_any_form(tmp_path, monkeypatch):
    row = '[[terms]]\nenglish = "Partner"\nword = "Kumppani"\nstems = ["kumppan"]\n'
    write(tmp_path, row, monkeypatch)
    good, bad = ("Two partners", "Kaksi kumppania"), ("A partner", "Yhteistyötaho")
    assert list(strays("xx", catalogue(one=good))) == []
    assert len(list(strays("xx", catalogue(one=good, two=bad)))) == 1


def test_a_form_that_no_text_of_a_language_may_have_is_named(tmp_path, monkeypatch):
    write(tmp_path, "[[slips]]\nform = '\\bscrivete\\b'\nwhy = 'no voi'\nsave_in = ['forms/']\n", monkeypatch)
    texts = Catalog(locale="it")
    texts.add("Write it.", "Scrivete.", locations=[("erasmus_cli/wizard/days.py", 0)])
    texts.add("Write `{name}`.", "Scrivere `scrivete`.", locations=[("erasmus_cli/wizard/days.py", 0)])
    texts.add("Write all.", "Scrivete tutto.", locations=[("forms/ka220.toml", 0)])
    assert list(slips("xx", texts)) == ["xx: `Scrivete`: no voi: Write it. -> Scrivete."]
    assert list(slips("yy", texts)) == []


@pytest.mark.parametrize(
    ("code", "wrong", "right"),
    [
        (
            "fi",
            "kirjoittakaa, poistakaa, jättäkää, lukekaa, kysykää, valitkaa, voitteko, teidän, “nimi”",
            "kirjoita, jatkaa, jakaa, matkaa, hankematkaa, aikaa, ruokaa, pelkkää, luonnetta, osoite, ”nimi”",
        ),
        (
            "it",
            "voi, vostro, scriva, scrivete, chiedete, prendeteli, il {end:day}, del {end:moment}, l'anno",
            "scrivere, chiedere, indicate, prendere, il giorno {end:day}, l\u2019anno, --set name='Open'",
        ),
    ],
)
def test_slips_are_told_from_words_like_them(code, wrong, right):
    def named(words):
        texts = Catalog(locale=code)
        for number, word in enumerate(words.split(", ")):
            texts.add(f"English {number}", word)
        return len(list(slips(code, texts)))

    assert named(wrong) == len(wrong.split(", "))
    assert named(right) == 0
    assert slips_of(code)


@pytest.mark.parametrize(
    "text",
    [
        '[[terms]]\nenglish = "Partner"\nword = "Kumppani"\nseen = "nowhere"\n',
        '[[terms]]\nenglish = "Partner"\nword = " "\n',
        '[[terms]]\nenglish = "Somebody"\nword = "Joku"\n',
        '[seen.web]\ntitle = "A page"\ngrade = "sure"\n[[terms]]\nenglish = "Partner"\nword = "Joku"\n',
    ],
)
def test_a_term_without_a_text_a_word_or_a_grade_is_refused(tmp_path, monkeypatch, text):
    write(tmp_path, text, monkeypatch)
    with pytest.raises(TermError):
        terms_of("xx")


def test_no_text_with_forms_for_one_and_many_is_missing_from_the_catalogues():
    with (ROOT / "erasmus_cli" / "languages" / "program.pot").open("rb") as file:
        collected = {message.id for message in read_po(file)}
    written = {
        node.value
        for file in (ROOT / "erasmus_cli").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if "\n" not in node.value and FORMS.search(node.value)
    }
    assert len(written) > 50
    assert written - collected == set()
