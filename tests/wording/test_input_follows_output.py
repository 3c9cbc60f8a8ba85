"""What the tool writes in a language can be written back to it, in that language and in any other."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erasmus_cli.proposal.reader import parse
from erasmus_cli.wording import moments as times
from erasmus_cli.wording import notation
from erasmus_cli.wording.countries import iso, name, names, shown
from erasmus_cli.wording.formatting import day, eur, grouped, moment, short_day, upper_first
from erasmus_cli.wording.language import available, open_language, speaking
from erasmus_cli.wording.lengths import months
from erasmus_cli.wording.words import meant

LANGUAGES = available()
LENGTHS = {
    "en": ("1 month", "24 months", "2 years", "1.5 years", "2 years and 6 months"),
    "de": ("1 Monat", "24 Monate", "2 Jahre", "1,5 Jahre", "2 Jahre und 6 Monate"),
    "es": ("1 mes", "24 meses", "2 años", "1,5 años", "2 años y 6 meses"),
    "it": ("1 mese", "24 mesi", "2 anni", "1,5 anni", "2 anni e 6 mesi"),
    "fr": ("1 mois", "24 mois", "2 ans", "1,5 an", "2 ans et 6 mois"),
    "pl": ("1 miesiąc", "24 miesiące", "2 lata", "1,5 roku", "2 lata i 6 miesięcy"),
    "tr": ("1 ay", "24 ay", "2 yıl", "1,5 yıl", "2 yıl ve 6 ay"),
    "fi": ("1 kuukausi", "24 kuukautta", "2 vuotta", "1,5 vuotta", "2 vuotta ja 6 kuukautta"),
}
"""One month, two years twice, a year and a half, two years and a half."""

days = st.dates(date(2014, 1, 1), date(2035, 12, 31))
moments = st.datetimes(datetime(2014, 1, 1), datetime(2035, 12, 31)).map(  # noqa: DTZ001 - Brussels clocks
    lambda value: value.replace(microsecond=0)
)
amounts = st.decimals(0, 50_000_000, places=2)
each_language = pytest.mark.parametrize("code", LANGUAGES)


def read_in(code, read, written):
    """The readings in the language of the text and in English."""
    found = set()
    for spoken in (code, "en"):
        with speaking(spoken):
            found.add(read(written))
    return found


def cases(text):
    """How people write it: as it stands, with plain blanks, all small, in capitals of the language."""
    yield from (text, text.replace("\u00a0", " "), text.lower(), capitals(text))


def capitals(text):
    return "".join(map(upper_first, text))


@each_language
@given(value=days)
def test_days(code, value):
    with speaking(code):
        written = [*cases(day(value)), short_day(value)]
    for text in written:
        assert read_in(code, notation.day, text) == {value}


@each_language
@given(value=moments)
def test_moments(code, value):
    with speaking(code):
        written = list(cases(moment(value)))
    for text in written:
        assert read_in(code, times.moment, text) == {value}


@each_language
@given(value=amounts)
def test_amounts(code, value):
    with speaking(code):
        written = (eur(value), grouped(value), eur(value).replace("\u00a0", " "))
    for text in written:
        assert read_in(code, notation.number, text) == {value}


@pytest.mark.parametrize("code", LENGTHS)
def test_lengths(code):
    assert [read_in(code, months, text) for text in LENGTHS[code]] == [{1}, {24}, {24}, {18}, {30}]
    assert [months(text.upper()) for text in LENGTHS[code]] == [1, 24, 24, 18, 30]


@each_language
def test_countries(code):
    wrong = {}
    with speaking(code):
        written = {country: name(country) for country in names()}
        wanted = {country: [*cases(text), f"{text} ({shown(country)})"] for country, text in written.items()}
    for country, texts in wanted.items():
        for text in texts:
            try:
                found = read_in(code, iso, text)
            except ValueError as error:
                found = str(error)
            if found != {country}:
                wrong[text] = found
    assert wrong == {}


@each_language
def test_yes_and_no(code):
    language = open_language(code)
    for said, meaning in ((language.yes, "yes"), (language.no, "no")):
        with speaking(code):
            written = list(cases(said))
        for text in written:
            assert meant("yes-or-no", text, ("yes", "no")) == (meaning,)


def test_a_proposal_in_turkish_is_read():
    text = """\
title: Deneme
start: 1 Aralık 2027
submitted: 5 MART 2027, saat 12:00
requested_grant: 60.000,50 EUR
organisations:
  - {name: Iğdır Anadolu Lisesi, city: IĞDIR, country: TÜRKİYE, kind: okul, role: koordinatör}
  - {name: Kıbrıs Vakfı, country: KIBRIS, kind: vakıf, role: ortak}
"""
    proposal = parse(text).proposal
    assert proposal.start == date(2027, 12, 1)
    assert proposal.submitted == datetime(2027, 3, 5, 12)  # noqa: DTZ001 - Brussels clocks
    assert proposal.requested_grant == Decimal("60000.50")
    said = [(own.country, own.kind, own.role) for own in proposal.organisations]
    assert said == [("TR", "school", "applicant"), ("CY", "foundation", "partner")]
