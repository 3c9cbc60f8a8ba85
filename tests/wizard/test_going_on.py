"""Stopped and begun again, and back and forth: what was passed stays so, what was typed is there again."""

from contextlib import suppress

import pytest
from wizard_script import BEFORE_ORGANISATIONS, COMPLETE, KEEP, ORGANISATIONS, Script, run, stop

from erasmus_cli.proposal.reader import load
from erasmus_cli.wizard.asking import Ask
from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wizard.menu import Home, Review
from erasmus_cli.wizard.prompter import WentBack
from erasmus_cli.wizard.session import Session

BEGUN = "call: 2016\naction: strategic-partnership\nfield: vet\ntype: innovation\ntitle: Law\n"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "proposal.yaml"


def write(path, text):
    path.write_text(text, encoding="utf-8")


def test_an_optional_question_that_was_passed_is_not_asked_again(path):
    write(path, BEGUN)
    assert stop(path, {"acronym": ""}).keys == ["acronym", "language"]
    assert stop(path).keys == ["language"]


def test_one_at_which_somebody_stopped_is_asked_again(path):
    write(path, BEGUN)
    assert stop(path).keys == ["acronym"]
    assert stop(path).keys == ["acronym"]


def test_one_from_which_somebody_went_back_is_asked_again(path):
    write(path, BEGUN)
    assert stop(path, {"acronym": WentBack}).keys == ["acronym", "acronym"]
    assert stop(path).keys == ["acronym"]


def test_the_last_question_of_a_section_that_was_passed_is_not_asked_again(path):
    write(path, BEFORE_ORGANISATIONS + ORGANISATIONS.replace("    pic: 912345670\n", ""))
    assert stop(path, {"organisations.2.pic": "", "agency": None}).keys[-1] == "start"
    assert stop(path).keys == ["start"]


def test_a_finished_proposal_asks_nothing_again_and_leaves_no_file_beside_it(path):
    write(path, COMPLETE.replace(", others: [vet/access]", ""))
    run(path, {"home": "finish"})
    assert [file.name for file in path.parent.iterdir()] == ["proposal.yaml"]
    assert stop(path).keys == ["home"]


class Typing(Script):
    """Types the beginning of an answer before each of them, as somebody at a terminal does."""

    def __init__(self, answers):
        super().__init__(answers, stops=True)
        self.defaults = []

    def text(self, prompt, default="", offers=()):
        del offers
        self.defaults.append(default)
        answer = self._answer(prompt, "")
        prompt.keep("31 Nov")
        if isinstance(answer, KeyboardInterrupt):
            raise answer
        return default if answer is KEEP else answer


def ask(path, at, *answers):
    """Asks one question; returns what was offered to begin with, and what was said."""
    said, person = [], Typing({at[1:]: answers})
    session = Session(ProposalFile(path), person, said.append)
    with suppress(KeyboardInterrupt):
        session.run(Ask(at))
    return person.defaults, said


def test_a_line_that_was_typed_and_not_confirmed_is_there_again(path):
    write(path, BEGUN)
    assert ask(path, "/acronym", KeyboardInterrupt())[0] == [""]
    defaults, said = ask(path, "/acronym", KEEP)
    assert defaults == ["31 Nov"]
    assert "What you typed last time, and did not confirm, is there again." in said
    assert load(path).proposal.acronym == "31 Nov"


def test_a_refused_line_stands_there_to_be_mended(path):
    write(path, BEGUN)
    defaults, said = ask(path, "/start", "31 Nov", "1 November 2016")
    assert defaults == ["", "31 Nov"]
    assert said[0].startswith("`31 Nov` is no day")
    assert not any("is there again" in line for line in said)
    assert str(load(path).proposal.start) == "2016-11-01"


def test_the_way_back_leads_through_every_question_that_was_asked(path):
    """Back over two questions and on from the first of them: the one in between is on the way back still."""
    write(path, BEGUN.replace("title: Law\n", ""))
    answers = {
        "title": ("First", "Second", KEEP),
        "acronym": ("LAW", WentBack, WentBack),
        "language": (WentBack, WentBack),
    }
    asked = ["title", "acronym", "language", "acronym", "title", "language", "acronym", "title", "language"]
    assert stop(path, answers).keys == asked


def test_a_change_of_the_action_leads_to_no_list_before_its_turn(path):
    """Whoever changes it among the first answers has no organisation yet, and is asked for no activity."""
    write(path, "call: 2026\naction: cooperation-partnership\nfield: school\n")
    answers = {"review": ("/action", None), "action": "small-scale-partnership"}
    person = Script(answers, stops=True)
    with suppress(KeyboardInterrupt):
        Session(ProposalFile(path), person, lambda _: None).run(Review())
    assert person.keys == ["review", "action", "review"]


def test_what_does_not_fit_comes_first_once_nothing_is_missing(path):
    write(path, COMPLETE.replace("months: 24", "months: 99"))
    person = Script({"months": KEEP}, stops=True)
    with suppress(KeyboardInterrupt):
        Session(ProposalFile(path), person, lambda _: None).run(Home())
    assert person.keys[-1] == "home"
    assert person.offered[1] == "dates"
