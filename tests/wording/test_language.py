"""Languages: which one is spoken, what it says, and how it writes dates, money and plurals."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from erasmus_cli.wording.countries import name
from erasmus_cli.wording.formatting import day, eur, lower_first, moment, per_cent, short_day, upper_first
from erasmus_cli.wording.language import (
    ENGLISH,
    Language,
    LanguageError,
    Words,
    _,
    available,
    open_language,
    speaking,
    spoken,
    wanted,
)
from erasmus_cli.wording.messages import say, tell

HARD = "\N{NO-BREAK SPACE}"
CATALOGUE = {
    "Partners": "Partnerzy",
    "{n} {n:partner|partners}": "{n} {n:partner|partnerzy|partnerów}",
    "{kind:a} in {where}": "{where}: {kind}",
    "school": "szkoła",
}


def polish(number: int) -> int:
    if number == 1:
        return 0
    return 1 if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else 2


OTHER = Language(
    "xx",
    "Other",
    ENGLISH.months,
    ENGLISH.short_months,
    texts=lambda text: CATALOGUE.get(text, text),
    plural=polish,
    forms=3,
)


def test_a_text_is_said_in_the_language_that_is_spoken_and_in_english_where_it_has_no_words():
    assert _("Partners") == "Partners"
    with speaking(OTHER):
        assert _("Partners") == "Partnerzy"
        assert _("Nobody translated this") == "Nobody translated this"
        assert _("") == ""
    assert spoken() is ENGLISH


def test_a_translation_has_as_many_forms_of_a_word_as_its_language_needs():
    with speaking(OTHER):
        said = [tell("{n} {n:partner|partners}", n=number) for number in (1, 2, 5, 12, 22)]
    assert said == ["1 partner", "2 partnerzy", "5 partnerów", "12 partnerów", "22 partnerzy"]
    assert [tell("{n} {n:partner|partners}", n=number) for number in (0, 1, 2)] == [
        "0 partners",
        "1 partner",
        "2 partners",
    ]


def test_words_in_a_sentence_are_said_in_its_language_and_what_users_write_is_not():
    sentence = say("{kind:a} in {where}", kind=Words("school"), where="school")
    assert sentence.text() == "a school in school"
    with speaking(OTHER):
        assert sentence.text() == "school: szkoła"
    assert sentence.as_data() == {"kind": "school", "where": "school"}


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "de_AT.UTF-8"}, "de"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        ([], {"LANG": "zu_ZA.UTF-8"}, "en"),
        ([], {"LANG": "de_DE", "LC_ALL": "es_ES.UTF-8"}, "es"),
        ([], {"LANGUAGE": "fi:en", "LANG": "de_DE"}, "fi"),
        ([], {"LANG": "de_DE", "ERASMUS_LANG": "pl"}, "pl"),
        (["check", "--lang", "TR"], {"ERASMUS_LANG": "pl"}, "tr"),
        (["--lang=it", "check"], {}, "it"),
        (["check", "--", "--lang=it"], {}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_or_that_of_the_machine(arguments, environment, language):
    assert wanted(arguments, environment) == language


def test_a_language_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(LanguageError, match="no language `zu` here; there are en, de, es, "):
        open_language("zu")


def test_every_language_has_all_that_it_writes_with():
    for code in available():
        language = open_language(code)
        assert len(set(language.months)) == len(set(language.short_months)) == 12, code
        for pattern in (language.day, language.short_day):
            assert pattern.format(day=1, month="m", number=1, year=2), code
        assert language is ENGLISH or not set(ENGLISH.countries) - set(language.countries), code


WRITTEN = {
    "en": ("1 March 2027", "1 Mar 2027", "31 March 2027 12:00", "EUR 1 234.50", "20.50 %"),
    "de": ("1. März 2027", "1. März 2027", "31. März 2027, 12:00 Uhr", "1 234,50 EUR", "20,50 %"),
    "es": ("1 de marzo de 2027", "1 mar 2027", "31 de marzo de 2027 a las 12:00", "1 234,50 EUR", "20,50 %"),
    "it": ("1° marzo 2027", "1° mar 2027", "31 marzo 2027 alle ore 12:00", "1 234,50 EUR", "20,50 %"),
    "fr": ("1er mars 2027", "1er mars 2027", "31 mars 2027 à 12:00", "1 234,50 EUR", "20,50 %"),
    "pl": ("1 marca 2027 r.", "1.3.2027", "31 marca 2027 r., godz. 12:00", "1 234,50 EUR", "20,50 %"),
    "tr": ("1 Mart 2027", "1 Mar 2027", "31 Mart 2027, saat 12:00", "1 234,50 EUR", "%20,50"),
    "fi": ("1. maaliskuuta 2027", "1.3.2027", "31. maaliskuuta 2027 klo 12:00", "1 234,50 EUR", "20,50 %"),
}


@pytest.mark.parametrize("code", WRITTEN)
def test_dates_and_money_are_written_as_the_style_guide_of_the_language_has_them(code):
    with speaking(code):
        said = (
            day(date(2027, 3, 1)),
            short_day(date(2027, 3, 1)),
            moment(datetime(2027, 3, 31, 12, tzinfo=UTC)),
            eur(Decimal("1234.5")),
            per_cent(Decimal("0.205")),
        )
    assert tuple(text.replace(HARD, " ") for text in said) == WRITTEN[code]


def test_a_capital_is_that_of_the_language():
    assert upper_first("için") == "Için"
    with speaking("tr"):
        assert upper_first("için") == "İçin"


def test_countries_have_their_name_in_the_language():
    assert name("ES") == "Spain"
    with speaking("de"):
        assert name("ES") == "Spanien"


def test_nouns_keep_their_capital_within_a_sentence_where_a_language_has_it_so():
    assert tell("{what:small}", what="Needs") == lower_first("Needs") == "needs"
    with speaking("de"):
        assert tell("{what:small}", what="Bedarf") == lower_first("Bedarf") == "Bedarf"
    with speaking("fr"):
        assert lower_first("Besoins") == "besoins"
