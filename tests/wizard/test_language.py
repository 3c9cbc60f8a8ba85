"""The wizard in a language in which texts of ours are in brackets: what has none, nobody can translate."""

from pathlib import Path

import pytest
from pseudo import PSEUDO, left_in_english
from wizard_script import NAMES, PACKAGES, WHOLE, Script, organisation

from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wizard.menu import Home
from erasmus_cli.wizard.session import Session
from erasmus_cli.wizard.summary import closing_lines
from erasmus_cli.wording.language import speaking


class Reading(Script):
    """Keeps all that it is shown, beside answering."""

    def __init__(self, answers):
        super().__init__(answers)
        self.shown = []

    def _see(self, prompt, choices=()):
        # What explains a question names places in the Guide, which stay as they are.
        self.shown += [prompt.text, *prompt.help.splitlines()]
        self.shown += [text for choice in choices for text in (choice.label, choice.sentence)]

    def select(self, prompt, choices, chosen=None):
        self._see(prompt, choices)
        return super().select(prompt, choices, chosen)

    def checkbox(self, prompt, choices, chosen=()):
        self._see(prompt, choices)
        return super().checkbox(prompt, choices, chosen)

    def text(self, prompt, default="", offers=()):
        self._see(prompt)
        return super().text(prompt, default, offers)

    def confirm(self, prompt):
        self._see(prompt)
        return super().confirm(prompt)


def everything_said(path, answers):
    """All lines of a session that fills a proposal in the language of the tests."""
    said, person = [], Reading(answers)
    with speaking(PSEUDO):
        file = ProposalFile(path, said.append)
        Session(file, person, said.append).run(Home())
        said += closing_lines(file)
    person.finish()
    return [*person.shown, *said]


USERS = (
    "Riverside Training Centre Fjord Yard Ergasia Belgium Norway Greece Alder Birch Cedar Management Work "
    "Survey"
)
KEPT = "EUR AEF Europe French speaking EPOS Flemish Jugendbüro German"
OF_CHAPTERS = (
    "ELIGIBLE UNDECIDED figures carried over unread from earlier Guides identifier identifiers still missing "
    "The call Round closes closed March Brussels time days left ago"
)
"""The verdict and the deadline, whose words are held in the room of chapters."""

KA220 = {
    "call": 2026,
    "action": "cooperation-partnership",
    "field": "vet",
    "format": None,
    **NAMES,
    **organisation(0, "Alder", "BE", "applicant", established="2001-05-01", oid="E99900001"),
    **organisation(1, "Birch", "NO", oid="E99900002"),
    **organisation(2, "Cedar", "EL", oid=""),
    "organisations": ("add", "add", "done"),
    "round": 1,
    "start": "2026-09-01",
    "months": "24",
    "priorities.main": "vet/flexibility",
    "priorities.others": ["vet/innovation", "horizontal/digital"],
    "lump_sum": 250000,
    **PACKAGES,
    "home": "finish",
}


@pytest.mark.slow
@pytest.mark.parametrize("answers", [WHOLE, KA220], ids=["unit costs", "lump sum"])
def test_the_wizard_says_nothing_that_cannot_be_translated(tmp_path, monkeypatch, answers):
    monkeypatch.chdir(tmp_path)
    lines = everything_said(Path("p.yaml"), answers | {"language": "en"})
    known = f"{USERS} {USERS.lower()} {KEPT} {OF_CHAPTERS} yaml"
    assert {line for line in lines if left_in_english(line, known)} == set()
