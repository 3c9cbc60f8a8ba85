"""The wizard on a call that is not published yet: the rules of the last one stand in, but never its dates."""

import re
from contextlib import suppress
from datetime import datetime

import pytest
from typer.testing import CliRunner
from wizard_script import Script

from erasmus_cli.cli.app import app
from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wizard.menu import Home
from erasmus_cli.wizard.session import Session
from erasmus_cli.wizard.summary import standing

NEWEST = max(call for call, _ in available())
CALL = NEWEST + 1
BEGUN = f"title: T\nlanguage: en\nstart: {CALL}-09-01\nmonths: 24\n"
FIELDS = [
    (action, field)
    for call, action in available()
    if call == NEWEST and not open_edition(call, action).ended
    for field in open_edition(call, action).fields
]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "p.yaml"


def begin(path, call, action, field, more=""):
    path.write_text(f"call: {call}\naction: {action}\nfield: {field}\n{more}", encoding="utf-8")
    return ProposalFile(path)


@pytest.mark.parametrize(("action", "field"), FIELDS)
def test_it_asks_for_no_deadline_and_says_that_dates_are_not_known(path, action, field):
    answers = begin(path, CALL, action, field).answers
    assert answers.question("/round") is None
    assert "not known yet" in answers.question("/start").help
    assert "It may start" not in answers.question("/start").help


def test_the_published_call_asks_for_both(path):
    answers = begin(path, NEWEST, "cooperation-partnership", "vet").answers
    assert [choice.value for choice in answers.question("/round").choices] == [1, 2]
    assert "It may start from" in answers.question("/start").help


def test_the_dates_of_the_last_call_are_called_its_own(path):
    asked = begin(path, 2027, "cooperation-partnership", "vet").answers.question("/start").help
    assert asked == (
        "Such as 1 September 2027. When projects of call 2027 may start is not known "
        "yet; in call 2026 it was 1 September 2026 to 31 December 2026 or 1 January 2027 to 31 August 2027."
    )


def test_nobody_is_told_that_a_deadline_is_missing(path):
    begin(path, CALL, "cooperation-partnership", "vet")
    result = CliRunner().invoke(app, ["new", str(path), "--no-input"])
    assert result.exit_code == 2
    assert "--set start=" in result.stderr
    assert "--set round=" not in result.stderr


def test_a_deadline_that_was_taken_from_the_last_call_can_be_taken_out(path):
    begin(path, CALL, "cooperation-partnership", "vet", f"{BEGUN}round: 1\n")
    person = Script({"home": "dates", "review": "/round", "round": None}, stops=True, goes_on=False)
    with suppress(KeyboardInterrupt):
        Session(ProposalFile(path), person, lambda _: None).run(Home())
    assert ProposalFile(path).proposal.round is None


AUTUMN = datetime(2026, 11, 30, 12)  # noqa: DTZ001 - deadlines are said in Brussels time


@pytest.mark.parametrize(
    ("round_", "last", "days"), [("1", "5 March 2026", 270), ("2", "1 October 2026", 60)], ids=["1", "2"]
)
def test_a_round_that_is_over_is_told_in_the_words_of_every_report(path, round_, last, days):
    begin(path, 2026, "small-scale-partnership", "school", f"round: {round_}\n")
    told = " ".join(standing(ProposalFile(path, now=AUTUMN)))
    assert f"Round {round_} closed on {last} 12:00, Brussels time: {days} days ago." in told
    assert {*re.findall(r"(\d+) days ago", told)} == {str(days)}


def test_whose_rules_stand_in_is_said_once(path):
    verdict, *others = standing(begin(path, CALL, "cooperation-partnership", "vet"))
    assert f"UNDECIDED PROVISIONALLY: call {CALL} by the rules of {NEWEST}" in verdict
    assert f"The deadline of call {CALL} is not known here." in others
    assert not any(f"rules of {NEWEST}" in line for line in others)


@pytest.mark.parametrize(
    ("now", "advised"),
    [
        (datetime(2026, 1, 15), "Call 2026 can be prepared by its own rules."),  # noqa: DTZ001
        (AUTUMN, "Call 2027 can be prepared provisionally, by the rules of 2026."),
    ],
)
def test_nobody_is_sent_from_one_closed_call_to_another(path, now, advised):
    begin(path, 2016, "strategic-partnership", "vet", "type: innovation\n")
    told = " ".join(standing(ProposalFile(path, now=now)))
    assert f"To apply, change the call. {advised}" in told
