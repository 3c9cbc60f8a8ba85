"""How long something lasts, as people write it, in whole months."""

import pytest

from erasmus_cli.proposal.errors import UnreadableProposalError
from erasmus_cli.proposal.reader import parse
from erasmus_cli.wording.lengths import months
from erasmus_cli.wording.notation import NotationError

LENGTHS = {
    6: ("half a year", "0.5 years", "6 mths.", "\u00bd year"),
    12: ("a year", "one year", "twelve months", "12 calendar months", "P1Y"),
    14: (
        *("fourteen months", "vierzehn Monate", "catorce meses", "neljätoista kuukautta", "quatorze mois"),
        *("quattordici mesi", "czternaście miesięcy", "on dört ay", "ondört ay"),
    ),
    18: (
        *("1.5 years", "1,5 years", "18 M", "1 1/2 Jahre"),
        *("1\u00bd years", "one and a half years", "P1Y6M", "1y6m"),
        *("anderthalb Jahre", "1 an et demi", "un an et demi"),
        *("un año y medio", "un anno e mezzo", "1,5 roku"),
        *("półtora roku", "bir buçuk yıl", "puolitoista vuotta"),
        *("anderhalf jaar", "dix-huit mois", "achtzehn Monate"),
    ),
    24: (
        *("24", "24.0", "24,0", "24 months", "24m"),
        *("2 years", "2y", "two years", "twenty-four months", "24-month"),
        *("24 months (2 years)", "24 (twenty-four) months", "zwei Jahre"),
        *("deux ans", "dos años", "due anni"),
        *("dwa lata", "iki yıl", "kaksi vuotta", "twee jaar"),
        *("dois anos", "två år", "2 év", "2 roky", "2 godine"),
        *("24 \u03bc\u03ae\u03bd\u03b5\u03c2", "24 \u043c\u0435\u0441\u0435\u0446\u0430", "24 luni"),
        *("24 kuud", "24 mēneši", "24 mėnesiai"),
        *("24 mánuðir", "24 måneder", "24 mnd", "24 hónap"),
        *("24 xahar", "24 míonna", "\u0662\u0664 ay", "yirmi dört ay"),
    ),
    21: ("twenty-one months", "vingt et un mois", "veintiún meses", "einundzwanzig Monate", "yirmi bir ay"),
    30: (
        *("2 y 6 m", "2.5 years", "2 years 6 months"),
        *("2 years and 6 months", "2 years and a half", "2 ans et demi"),
        *("2 años y 6 meses", "2 lata i 6 miesięcy"),
        *("2 jaar en 6 maanden", "zweieinhalb Jahre", "2 buçuk yıl"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "length"), [(written, length) for length, all_of in LENGTHS.items() for written in all_of]
)
def test_a_length_is_read_in_months(written, length):
    assert months(written) == length
    assert parse(f'months: "{written}"').proposal.months == length


@pytest.mark.parametrize(
    "written",
    [
        *("", "two", "on", "m", "year", "soon", "half", "half years 12", "12 half years"),
        *("1.25 months", "24,5", "1.000", "1.3 years", "-3", "24 %"),
        *("2 6", "2 years 6", "2 and", "and 2 years", "2 years and and 6 months"),
        *("2 weeks", "104 weeks", "730 days", "2 school years", "24th month", "24 M€", "24 min"),
        *("24-30", "24-30 months", "24 months (3 years)", "24 ()", "P"),
    ],
)  # fmt: skip
def test_what_is_no_length_is_refused(written):
    with pytest.raises(NotationError, match="is no length"):
        months(written)
    with pytest.raises(UnreadableProposalError, match="write months, such as 24, or 2 years"):
        parse(f'months: "{written}"')


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('call: "2026"', 2026),
        ("call: 2026.0", 2026),
        ('round: "2"', 2),
        ("months: 24.0", 24),
    ],
)
def test_a_whole_number_may_come_as_text_or_with_a_nought_behind_its_point(text, value):
    assert list(parse(text).proposal.model_dump(exclude_unset=True).values()) == [value]


def way(distance):
    meeting = {"organisation": "a", "people": "٤", "distance_km": distance}
    said = parse(str({"meetings": [{"participants": [meeting]}]}).replace("'", '"')).proposal
    return said.meetings[0].participants[0].distance_km


def test_a_way_is_read_with_its_unit():
    assert [way("1 200 km"), way("1200km"), way("1200"), way(1200)] == [1200] * 4


def test_a_way_that_may_be_two_is_asked_back():
    with pytest.raises(UnreadableProposalError, match=r"`1\.200` may be 1200 or 1\.2; write 1200 or 1\.20"):
        way("1.200")


@pytest.mark.parametrize("written", ["4 people", "4.5", "four", "-4", "1/2", "4 €", "20 %"])
def test_what_is_no_whole_number_is_refused(written):
    with pytest.raises(UnreadableProposalError, match="must be a whole number"):
        parse(f'learning_activities: [{{days: "{written}"}}]')
