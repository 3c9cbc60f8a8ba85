"""Day and time as people write them, by the clocks of Brussels."""

from datetime import datetime, timedelta

import pytest

from erasmus_cli.proposal.errors import UnreadableProposalError
from erasmus_cli.proposal.reader import parse
from erasmus_cli.wording.moments import moment
from erasmus_cli.wording.notation import NotationError

NOON = datetime.fromisoformat("2027-03-05T12:00")


@pytest.mark.parametrize(
    "written",
    [
        "5 March 2027 12:00",
        "05.03.2027, 12:00",
        "5 March 2027 at 12.00",
        "5 mars 2027 à 12h00",
        "2027-03-05 12:00",
        "2027-03-05T12:00:00.000",
        "2027-03-05T11:00Z",
        "2027-03-05T14:00+03:00",
        "2027-03-05T12:00 Europe/Brussels",
        "2027-03-05T12:00[Europe/Brussels]",
        "5 March 2027, 12:00 CET",
        "5 March 2027 at 12:00 (Brussels time)",
        "5 March 2027, 11:00 UTC",
        "5 March 2027, 11:00 GMT",
        "5 March 2027, 13:00 EET",
        "5 March 2027 12:00 UTC+1",
        "5 March 2027, 12 pm",
        "5 March 2027, 12 noon",
        "12:00 on 5 March 2027",
        "12:00, 05.03.2027",
        "5. März 2027, 12 Uhr",
        "5 mars 2027 à midi",
        "5 mars 2027 à 12h (heure de Bruxelles)",
        "5 de março de 2027 às 12h00",
        "5 marca 2027 r., godz. 12:00",
        "5 marca 2027 r. 12:00 czasu brukselskiego",
        "5. března 2027 ve 12:00 hodin",
        "5 maart 2027 om 12.00 uur",
        "5 mars 2027 kl. 12:00",
        "5 martie 2027, ora 12:00",
        "2027. március 5. 12:00",
        "2027 m. kovo 5 d. 12:00 val.",
        "5. ožujka 2027. u 12:00 sati",
        "5 март 2027 г., 12:00 ч.",
        "5 Mart 2027, 12:00 (Brüksel saati)",
    ],
)
def test_a_moment_in_words(written):
    assert moment(written) == NOON
    assert parse(f'submitted: "{written}"').proposal.submitted == NOON


def test_the_afternoon():
    assert moment("5 March 2027, 2:30 p.m.") == NOON + timedelta(hours=2, minutes=30)
    assert moment("5 March 2027 9 am") == NOON - timedelta(hours=3)


@pytest.mark.parametrize(
    "written",
    [
        "5 March 2027",
        "5 March 2027 25:00",
        "5 March 2027 12:60",
        "12:00",
        "noon",
        "5 March 2027 12",
        "5 March 2027 before 12:00",
        "5 March 2027 12:00 Lisbon time",
        "5 March 2027 12:00 local time",
        "5 March 2027, 12:00 am",  # said of noon and of midnight
        "5 March 2027, 13:00 pm",
        "5 March 2027 12:00 +99:00",
        "2027-03-05T12:00 MSK",
    ],
)
def test_what_is_no_moment_is_refused(written):
    with pytest.raises(NotationError):
        moment(written)
    with pytest.raises(UnreadableProposalError):
        parse(f'submitted: "{written}"')


@pytest.mark.parametrize(
    ("written", "one", "other"),
    [
        ("5 July 2027 12:00 CET", "2027-07-05T12:00", "2027-07-05T13:00"),
        ("5 March 2027 12:00 CEST", "2027-03-05T11:00", "2027-03-05T12:00"),
        ("5 July 2027 12:00 MEZ", "2027-07-05T12:00", "2027-07-05T13:00"),
        ("5 July 2027 13:00 EET", "2027-07-05T12:00", "2027-07-05T13:00"),
    ],
)
def test_a_zone_that_is_not_in_force_on_the_day_may_mean_two_moments(written, one, other):
    with pytest.raises(NotationError, match=f"may be {one} or {other}; write {one} or {other}"):
        moment(written)


@pytest.mark.parametrize("zone", ["CEST", "MESZ", "Brussels time", "+02:00"])
def test_the_zone_of_summer(zone):
    assert moment(f"5 July 2027 12:00 {zone}") == datetime.fromisoformat("2027-07-05T12:00")


def test_seconds_count():
    assert moment("5 March 2027 12:00:01") - moment("5 March 2027 12:00") == timedelta(seconds=1)
