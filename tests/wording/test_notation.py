"""Amounts and days as people write them: one meaning is taken, two are refused with both named."""

import tomllib
from datetime import date, datetime
from decimal import Decimal
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erasmus_cli.proposal.errors import UnreadableProposalError
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.reader import parse
from erasmus_cli.wording.formatting import day as day_in_words
from erasmus_cli.wording.formatting import eur
from erasmus_cli.wording.moments import moment
from erasmus_cli.wording.notation import AmbiguousError, NotationError, day, number


@pytest.mark.parametrize(
    ("written", "euro"),
    [
        ("60.000,-", "60000"),
        ("60.000,-- EUR", "60000"),
        ("8.000.-", "8000"),
        ("12500", "12500"),
        ("60 000", "60000"),
        ("60\u00a0000", "60000"),
        ("60\u202f000", "60000"),
        ("60.000,00", "60000"),
        ("60,000.00", "60000"),
        ("EUR 60 000", "60000"),
        ("EUR60000", "60000"),
        ("60 000 EUR", "60000"),
        ("60000 euro", "60000"),
        ("€ 500", "500"),
        ("500€", "500"),
        ("60k", "60000"),
        ("1.5k", "1500"),
        ("1,5 k", "1500"),
        ("60 tys. EUR", "60000"),
        ("60 Tsd. €", "60000"),
        ("60 tis. €", "60000"),
        ("60 mila euro", "60000"),
        ("60 TEUR", "60000"),
        ("60 T€", "60000"),
        ("0,25 Mio. €", "250000"),
        ("0.25 mln EUR", "250000"),
        ("1 million", "1000000"),
        ("60'000", "60000"),
        ("60\u2019000", "60000"),
        ("60 000,-", "60000"),
        ("1.234.567,89", "1234567.89"),
        ("1,234,567.8", "1234567.8"),
        ("1.234.567", "1234567"),
        ("1,234.50", "1234.50"),
        ("12,5", "12.5"),
        ("12,50", "12.50"),
        ("0,500", "0.5"),
        ("1234.5", "1234.5"),
        ("1234.567", "1234.567"),
        ("60 000,125", "60000.125"),
        ("0", "0"),
        ("60\u2018000", "60000"),
        ("60`000", "60000"),
        ("60\u00b4000", "60000"),
        ("60'000.-", "60000"),
        ("60\u2009000", "60000"),
        ("0,4 milioni di euro", "400000"),
        ("0,25 million d'euros", "250000"),
        ("1,5 Mio", "1500000"),
        ("TEUR 60", "60000"),
        ("60 kEUR", "60000"),
        ("0,5 M€", "500000"),
        ("60 ezer euró", "60000"),
        ("60 duizend euro", "60000"),
        ("60 \u03c7\u03b9\u03bb\u03b9\u03ac\u03b4\u03b5\u03c2 \u03b5\u03c5\u03c1\u03ce", "60000"),
        ("60 \u0445\u0438\u043b. \u0435\u0432\u0440\u043e", "60000"),
        ("60 000 \u03b5\u03c5\u03c1\u03ce", "60000"),
        ("60 000 eiro", "60000"),
        ("60 000 eurų", "60000"),
        ("60 000 EUR.", "60000"),
        ("EUR: 60 000", "60000"),
        ("60000 (EUR)", "60000"),
        ("\u0666\u0660\u066c\u0660\u0660\u0660", "60000"),
        ("\u0666\u0660\u066b\u0665", "60.5"),
        ("\uff16\uff10\uff10\uff10\uff10", "60000"),
    ],
)
def test_an_amount_with_one_meaning_is_taken(written, euro):
    assert number(written) == Decimal(euro)


@pytest.mark.parametrize(
    ("written", "euro"),
    [
        ("sixty thousand", "60000"),
        ("Four hundred thousand euros", "400000"),
        ("€ two hundred and fifty thousand", "250000"),
        ("half a million euros", "500000"),
        ("zweihundertfünfzigtausend Euro", "250000"),
        ("eine halbe Million Euro", "500000"),
        ("quatre-vingt mille euros", "80000"),
        ("deux cent mille euros", "200000"),
        ("centoventimila euro", "120000"),
        ("sesenta mil euros", "60000"),  # behind a Spanish number `mil` is no million
        ("sto dwadzieścia tysięcy euro", "120000"),
        ("yüz yirmi bin avro", "120000"),
        ("kuusikymmentätuhatta euroa", "60000"),
        ("sixty euros", "60"),
        ("60 000 EUR (sixty thousand)", "60000"),
        ("60.000 (sechzigtausend)", "60000"),  # the words say which it is
    ],
)
def test_an_amount_in_words_is_taken(written, euro):
    assert number(written) == Decimal(euro)


@pytest.mark.parametrize(
    "written",
    [
        "sixty",  # of what?
        "thousand euros",
        "sixty hundred thousand",
        "sixty thousand pounds",
        "60 000 EUR (six thousand)",
        "60.000 (six thousand)",
        "60 zł (sixty)",
        "sixty thousand or more",
    ],
)
def test_words_that_say_no_amount_or_another_are_refused(written):
    with pytest.raises(NotationError):
        number(written)


@pytest.mark.parametrize(
    ("written", "many", "few"),
    [
        ("8.000", "8000", "8"),
        ("228.730", "228730", "228.73"),
        ("1,234", "1234", "1.234"),
        ("60.000 EUR", "60000", "60"),
        ("€ 1.000", "1000", "1"),
        ("1.500k", "1500000", "1500"),
        ("60.000 \u03b5\u03c5\u03c1\u03ce", "60000", "60"),
        ("€60,000", "60000", "60"),
        ("60 mil euros", "60000000", "60000"),  # short for a million in English, a thousand in Spanish
    ],
)
def test_an_amount_with_two_meanings_is_refused_with_both(written, many, few):
    with pytest.raises(AmbiguousError) as caught:
        number(written)
    assert caught.value.message == f"`{written}` may be {many} or {few}"
    assert caught.value.readings == (Decimal(many), Decimal(few))
    assert caught.value.hint.startswith(f"write {many} or ")


@pytest.mark.parametrize(
    "written",
    [
        "",
        "many",
        "60 0000",
        "1.23.456",
        "6 00",
        "1,2,3",
        "-5",
        "60 00",
        "0x10",
        "1.234,567,890",
        "about 5",
        "5 %",
        "10-20",
        "5e3",
        "6,00,000",
        "60 000 / year",
        "2 x 30 000",
        "60 million thousand",
        "60 t",
        "60 m",
        "60 of euro thousand million",
        "(60 000)",
        "60\u20ac50",
        "1 lakh",
    ],
)
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(NotationError, match="is not an amount"):
        number(written)


@pytest.mark.parametrize(
    "written",
    [
        "USD 500",
        "500 PLN",
        "£500",
        "500 CHF",
        "500 zł",
        "500 Kč",
        "500 лв.",
        "500 TL",
        "\u20ba500",
        "500 ден",
        "500 din.",
    ],
)
def test_another_currency_is_said_to_be_one(written):
    with pytest.raises(NotationError, match="in another currency"):
        number(written)


@given(st.integers(0, 10**9))
def test_an_amount_that_we_print_can_be_read_again(cents):
    assert number(eur(Decimal(cents) / 100)) == Decimal(cents) / 100


NOON = datetime.fromisoformat("2027-03-05T12:00")
MONEY = (
    "requested_grant: {}",
    "lump_sum: {}",
    "estimated_cost: {}",
    "activities: [{{grant: {}}}]",
    "work_packages: [{{grants: {{a: {}}}}}]",
    "exceptional_costs: [{{organisation: a, cost: {}}}]",
    "special_needs: [{{organisation: a, cost: {}}}]",
    "learning_activities: [{{groups: [{{organisation: a, travel_cost: {}}}]}}]",
)


@pytest.mark.parametrize("place", MONEY)
@pytest.mark.parametrize("written", ["8.000", "228.730", "!!float 8.000", "'8.000'", '"8,000"'])
def test_no_amount_of_a_file_is_silently_a_thousandth(place, written):
    with pytest.raises(UnreadableProposalError) as caught:
        parse(place.format(written))
    (problem,) = caught.value.problems
    assert " may be " in problem.message
    assert problem.hint.startswith("write ")
    assert (problem.line, problem.at is not None) == (1, True)


@pytest.mark.parametrize("place", MONEY)
def test_every_amount_of_a_file_is_taken_as_people_write_it(place):
    plain = parse(place.format("60000.5")).proposal
    for written in ('"60 000,50"', '"€ 60.000,50"', "60000.50", "EUR 60 000.5", "60_000.5"):
        assert parse(place.format(written)).proposal == plain


def test_json_has_the_same_amounts():
    assert parse('{"lump_sum": "60 000"}').proposal.lump_sum == 60_000
    assert parse('{"lump_sum": 8.0}').proposal.lump_sum == 8
    assert parse('{"lump_sum": 8000.00}').proposal.lump_sum == 8000
    with pytest.raises(UnreadableProposalError, match=r"may be 8000 or 8; write 8000 or 8\.00"):
        parse('{"lump_sum": 8.000}')


def test_numbers_that_are_no_money_keep_their_decimals():
    text = "scores: {relevance: 18.125}\norganisations: [{coordinates: [50.847, 4.357]}]\n"
    proposal = parse(text).proposal
    assert proposal.scores["relevance"] == Decimal("18.125")
    assert proposal.organisations[0].coordinates == (50.847, 4.357)


@pytest.mark.parametrize("value", [8, 8.0, Decimal("8.00"), "8"])
def test_a_program_may_hand_over_numbers(value):
    assert Proposal.model_validate({"lump_sum": value}).lump_sum == 8
    assert Proposal.model_validate_json('{"lump_sum": 8.0, "requested_grant": 60000}').lump_sum == 8


@pytest.mark.parametrize(
    "written",
    [
        "2027-03-01",
        "2027. március 1.",
        "2027. március 1-jén",
        "2027. gada 1. marts",
        "2027 m. kovo 1 d.",
        "1 ta' Marzu 2027",
        "1-mar-2027",
        "2027-3-1",
        "2027/03/01",
        "2027. 03. 01.",
        "01.03.2027",
        "1.3.2027",
        "1. 3. 2027",
        "1 March 2027",
        "1st March 2027",
        "1st of March, 2027",
        "March 1, 2027",
        "1 MARCH 2027",
        "1 mar 2027",
        "1er mars 2027",
        "1. März 2027",
        "1 marzo 2027",
        "1 de março de 2027",
        "1 marca 2027",
        "1 Μαρτίου 2027",
        "1 март 2027 \u0433.",
        "1/Mar/2027",
        "1 III 2027",
        "1.III.2027",
        "1 iii 2027 r.",
        "2027-W09-1",
        "2027. gada 1. martā",
    ],
)
def test_a_day_with_one_meaning_is_taken(written):
    assert day(written) == date(2027, 3, 1)
    assert parse(f'start: "{written}"').proposal.start == date(2027, 3, 1)


@pytest.mark.parametrize(
    "written",
    [
        "Monday 1 March 2027",
        "on Monday, March 1, 2027",
        "Mon 1 Mar 2027",
        "Mon, 2027-03-01",
        "Mon, 01/03/2027",  # the other reading is a Sunday
        "Montag, den 1. März 2027",
        "Mo., 1.3.2027",
        "le lundi 1er mars 2027",
        "lunes, 1 de marzo de 2027",
        "lunedì 1\N{MASCULINE ORDINAL INDICATOR} marzo 2027",
        "segunda-feira, 1 de março de 2027",
        "poniedziałek, 1 marca 2027",
        "pondělí 1. března 2027",
        "понеделник, 1 март 2027 г.",
        "Δευτέρα 1 Μαρτίου 2027",
        "mandag den 1. marts 2027",
        "den 1. marts 2027",
        "pirmadienis, 2027 m. kovo 1 d.",
        "pirmdiena, 2027. gada 1. marts",
        "1 Mart 2027 Pazartesi",
        "2027. március 1., hétfő",
        "It-Tnejn, 1 ta\N{RIGHT SINGLE QUOTATION MARK} Marzu 2027",
        "Dé Luain 1 Márta 2027",
    ],
)
def test_a_weekday_beside_its_day_is_read(written):
    assert day(written) == date(2027, 3, 1)
    assert parse(f'start: "{written}"').proposal.start == date(2027, 3, 1)


@pytest.mark.parametrize(
    "written",
    [
        "20270301",
        "the first of March 2027",
        "erster März 2027",
        "premier mars 2027",
        "primo marzo 2027",
        "primero de marzo de 2027",
        "pierwszego marca 2027",
        "2027-03-01 00:00:00",  # a day in a spreadsheet
        "dnia 1 marca 2027 r.",
        "1 marca 2027 roku",
        "dne 1. března 2027",
        "1\N{GREEK SMALL LETTER ETA} Μαρτίου 2027",
        "1.\N{MASCULINE ORDINAL INDICATOR} de março de 2027",
        "2027. március 1-től",
        "1re mars 2027",
    ],
)
def test_a_day_is_read_with_what_people_put_around_it(written):
    assert day(written) == date(2027, 3, 1)
    assert parse(f'start: "{written}"').proposal.start == date(2027, 3, 1)


@pytest.mark.parametrize("written", ["20271301", "01032027", "2027-03-01 12:30:00", "20270230"])
def test_digits_that_are_no_day_and_a_time_are_refused(written):
    with pytest.raises(NotationError):
        day(written)


def test_every_name_of_a_weekday_is_read():
    file = resources.files("erasmus_cli.wording") / "weekday_names.toml"
    named = tomllib.loads(file.read_text("utf-8"))
    assert list(named) == list("1234567")
    for weekday, names in named.items():
        for name in names:
            assert day(f"{name}, {weekday}.3.2027") == date(2027, 3, int(weekday))


@pytest.mark.parametrize("written", ["Tuesday 1 March 2027", "01/03/2027, Friday"])
def test_a_weekday_that_is_not_of_the_day_is_refused(written):
    with pytest.raises(NotationError, match="another weekday"):
        day(written)


def test_a_weekday_and_a_clock_are_a_moment():
    assert moment("Friday 5 March 2027, 12:00") == NOON


@pytest.mark.parametrize("written", ["March 2027", "03/2027", "2027-03", "märz 2027"])
def test_a_month_alone_is_a_day_where_it_is_said_which(written):
    assert day(written, last=False) == date(2027, 3, 1)
    assert day(written, last=True) == date(2027, 3, 31)
    with pytest.raises(NotationError, match="does not say which day"):
        day(written)


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("1 Meán Fómhair 2027", 9),
        ("1 Deireadh Fómhair 2027", 10),
        ("1 de setiembre de 2027", 9),
        ("1. Jänner 2027", 1),
        ("1. srpna 2027", 8),  # Czech
        ("1. srpnja 2027.", 7),  # Croatian
        ("1. června 2027", 6),
        ("1. července 2027", 7),
        ("1 XII 2027", 12),
        ("1. септембра 2027.", 9),
        ("01.09.2027 \u0433.", 9),
        ("op 1 september 2027", 9),
    ],
)
def test_months_as_one_language_has_them(written, month):
    assert day(written) == date(2027, month, 1)


@pytest.mark.parametrize(
    "written", ["Q3 2027", "3rd quarter 2027", "KW 36 2027", "2027-W36", "mid-September 2027", "week 36 2027"]
)
def test_what_is_longer_than_a_day_is_said_not_to_say_which(written):
    with pytest.raises(NotationError, match="does not say which day"):
        day(written)


@pytest.mark.parametrize("written", ["1 XIII 2027", "2027-W54-1", "1 Septembr 2027", "V 1 2027"])
def test_what_only_looks_like_a_day_is_none(written):
    with pytest.raises(NotationError, match="is no day"):
        day(written)


@pytest.mark.parametrize("written", ["01.03.27", "1 March 27", "1-Mar-27"])
def test_a_year_of_two_digits_is_not_clear(written):
    with pytest.raises(NotationError, match=r"the year of `[^`]*` is not clear"):
        day(written)


@pytest.mark.parametrize("written", ["13/03/2027", "03/13/2027", "13-03-2027"])
def test_a_day_beyond_twelve_is_no_month(written):
    assert day(written) == date(2027, 3, 13)


def test_equal_numbers_are_one_day():
    assert day("05/05/2027") == date(2027, 5, 5)


@pytest.mark.parametrize(
    ("written", "one", "other"),
    [
        ("01/03/2027", "3 January 2027", "1 March 2027"),
        ("12-11-2027", "12 November 2027", "11 December 2027"),
        ("1 listopada 2027", "1 October 2027", "1 November 2027"),  # Croatian, Polish
    ],
)
def test_a_day_with_two_meanings_is_refused_with_both(written, one, other):
    with pytest.raises(NotationError, match=f"may be {one} or {other}"):
        day(written)


@pytest.mark.parametrize("written", ["30.02.2027", "31 April 2027", "32/01/2027", "0.1.2027"])
def test_days_that_do_not_exist(written):
    with pytest.raises(NotationError, match="no day of the calendar"):
        day(written)


@pytest.mark.parametrize(
    "written", ["March 2027", "03/2027", "2027", "01.03.27", "spring 2027", "before 1 March 2027", ""]
)
def test_what_is_no_day_is_refused(written):
    with pytest.raises(NotationError):
        day(written)


@given(st.dates(date(1000, 1, 1), date(9999, 1, 1)))
def test_a_day_that_we_print_can_be_read_again(value):
    assert day(day_in_words(value)) == value
    assert day(f"{value:%d.%m.%Y}") == value
    assert day(value.isoformat()) == value
