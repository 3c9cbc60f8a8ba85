"""Whole runs in a pseudo-terminal, from an empty folder to an eligible verdict, a budget and a Word draft.

A script answers questions by their words, so that it does not matter when one is asked. What it does not
name is left as it is offered.
"""

import os
import re
import sys
import zipfile

import pytest
from test_wizard_terminal import DOWN, ENTER, UP, ended, run_in, spawn

from erasmus_cli.proposal.reader import load
from erasmus_cli.rules.engine import check

pexpect = pytest.importorskip("pexpect")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX pseudo-terminal")

ERASMUS = (sys.executable, "-m", "erasmus_cli")
BEFORE_2016 = {"SOURCE_DATE_EPOCH": "1452000000"}  # 5 January 2016
BEFORE_2026 = {"SOURCE_DATE_EPOCH": "1767600000"}  # 5 January 2026
NUMBERS = "1 2"  # of the entries to tick, in plain lines
_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
# What prompt_toolkit writes when a question begins to take keys, when it no longer does, around a drawing.
_OPENED, _CLOSED = "\x1b[?2004h", "\x1b[?2004l"
_BEGUN, _DRAWN = "\x1b[?7l", "\x1b[?7h"


class Person:
    """Reads the questions on a terminal and types the answers of a script.

    An answer to a list is the beginning of the entry's label, or numbers in plain lines; a tuple holds those
    to a question that comes several times. Where the script says nothing, what is offered is taken.
    """

    def __init__(self, child, answers, *, plain):
        self.child, self.plain = child, plain
        self.left = {
            words: [*(said if isinstance(said, tuple) else (said,))] for words, said in answers.items()
        }
        self.asked = []
        self.homes = []

    def work(self):
        """Answers until the wizard ends."""
        while True:
            question, entries = self._read()
            if question is None:
                break
            self.homes += [question] if question.startswith("What next?") else []
            self.asked.append(question)
            assert len(self.asked) < 300, f"asked on and on, at last {question}"
            known = [words for words in self.left if words in question and self.left[words]]
            said = self.left[max(known, key=len)].pop(0) if known else ""
            self.child.send(self._keys(entries, said, question))
        left = {words: said for words, said in self.left.items() if said}
        assert not left, f"never asked: {left}; asked: {self.asked}"

    def _read(self):
        """The question that is open, and the entries if it is a list; None at the end."""
        return self._read_plain() if self.plain else self._read_drawn()

    def _read_plain(self):
        ends = r"(?:> |Number(?: \[\d+\])?: |Numbers: |\[n\]: )$"
        if self.child.expect([ends, "  `erasmus check", pexpect.EOF]) != 0:
            return None, []
        lines = _last_block(self.child.before)
        return _joined(lines), [match[1] for line in lines if (match := re.match(r"\s+\d+  (.*)", line))]

    def _read_drawn(self):
        """What is answered is drawn once more, so only what has begun since counts."""
        shown = ""
        while not _is_open(shown):
            # Not by `expect`, which would keep back what comes after that for which it looks.
            shown += self.child.read_nonblocking(4096, self.child.timeout)
            if "  `erasmus check" in _plain(shown):
                return None, []
        before, mark, after = _plain(shown).rpartition("\n  >")
        assert mark, shown
        entries = [line for line in after.splitlines()[1:] if re.match(r" [»○●] ?|   \S", line)]
        return _joined(_last_block(before)), entries

    def _keys(self, entries, said, question):
        if not entries or not said or said == NUMBERS:
            return said + ENTER
        labels = [re.sub(r"^ *[»○●]? *", "", entry) for entry in entries]
        wanted = [n for n, label in enumerate(labels) if label.replace("\xa0", " ").startswith(said)]
        assert wanted, f"no entry of {question!r} begins with {said!r}: {labels}"
        if self.plain:
            return f"{wanted[0] + 1}{ENTER}"
        at = next(n for n, entry in enumerate(entries) if "»" in entry)
        return (DOWN if wanted[0] >= at else UP) * abs(wanted[0] - at) + ENTER


def _is_open(shown):
    """Whether a question waits for keys and is drawn to its end."""
    opened = shown.rfind(_OPENED)
    return opened > shown.rfind(_CLOSED) and shown.rfind(_DRAWN) > max(shown.rfind(_BEGUN), opened)


def _plain(shown):
    return _ANSI.sub("", shown).replace("\r", "")


def _last_block(shown):
    blocks = [block for block in re.split(r"\n\s*\n", shown.replace("\r", "")) if block.strip()]
    return blocks[-1].splitlines()


def _joined(lines):
    return " ".join(" ".join(lines[:3]).split())


def finish(tmp_path, answers, now, *, plain, provisional=False):
    """Runs the wizard in an empty folder; then asks for the budget and the draft; returns the proposal."""
    flags = ["--provisional"] if provisional else []
    child = spawn(tmp_path, *ERASMUS, "new", *(["--plain"] if plain else []), "p.yaml", **now)
    person = Person(child, answers, plain=plain)
    try:
        person.work()
        assert ended(child) == 0
    finally:
        child.close(force=True)
    for command in (["budget", "p.yaml"], ["draft", "p.yaml", "-o", "p.docx"]):
        done = run_in(tmp_path, *ERASMUS, *command, *flags)
        assert done.returncode == 0, done.stderr
        if provisional:
            assert "provisional" in f"{done.stdout}{done.stderr}".lower()
    assert zipfile.is_zipfile(tmp_path / "p.docx")
    proposal = load(tmp_path / "p.yaml").proposal
    report = check(proposal, provisional=provisional)
    stands_in_the_way = [f.message for f in report.findings if f.decides and f.outcome != "pass"]
    assert report.verdict == "eligible", stands_in_the_way
    return proposal


def organisation(name, country, city, kind):
    return {
        f"In which country is {name}": country,
        f"In which city is {name}": city,
        f"What kind of organisation is {name}": kind,
    }


KA210_SCH = {
    "For which call": "2026",
    "What kind of project": "Small-scale",
    "Which field": "School",
    "title of the project": "Quiet at lunch",
    "In which language": "English",
    "name of the organisation": ("Soo school", "Escola"),
    **organisation("Soo school", "Belgium", "Gent", "School"),
    **organisation("Escola", "Portugal", "Evora", "School"),
    "Which National Agency": "BE02",
    "For which deadline": "Round 1",
    "project start": "1 September 2026",
    "How many months": "1 year",
    "first of all": "Any field: ",
    "Which lump sum": "EUR 60",
    "title of this activity": ("Kick-off", "A week"),
    "Activities: what next": ("Add", "Divide", "Done"),
    "In which country does": ("Belgium", "Portugal"),
    "In which city does": ("Gent", "Evora"),
    "start?": ("1 October 2026", "1.2.2027"),
    "end?": ("3 October 2026", "05.02.2027"),
}


@pytest.mark.slow
@pytest.mark.parametrize("plain", [True, False], ids=["plain", "drawn"])
def test_ka210_sch_of_2026(tmp_path, plain):
    proposal = finish(tmp_path, KA210_SCH, BEFORE_2026, plain=plain)
    assert [a.grant for a in proposal.activities] == [30000, 30000]
    assert [a.lead for a in proposal.activities] == ["soo-school", "escola"]
    assert [a.city for a in proposal.activities] == ["Gent", "Evora"]


KA220_ADU = {
    "For which call": "2026",
    "What kind of project": "Cooperation",
    "Which field": "Adult",
    "title of the project": "Repair together",
    "In which language": "English",
    "name of the organisation": ("Association", "Werkstatt", "Stichting", "Tampere"),
    **organisation("Association", "France", "Lyon", "Non-profit"),
    **organisation("Werkstatt", "Germany", "Berlin", "Non-profit"),
    **organisation("Stichting", "Netherlands", "Utrecht", "Non-profit"),
    **organisation("Tampere", "Finland", "Tampere", "Non-profit"),
    "Organisations: what next": ("Add", "Add", "Add", "Done"),
    "On which day was Association": "May 2001",
    "For which deadline": "Round 1",
    "project start": "1.9.2026",
    "How many months": "2 years",
    "first of all": "Any field: ",
    "Which lump sum": "EUR 250",
    "title of this work package": ("Management", "Map", "Train", "Try", "Share"),
    "Is `Management`": "Yes",
    "title of this activity": ("Survey", "Course", "Trial", "Fair"),
    **{f"Activities of {title}: what next": ("Add", "Done") for title in ("Map", "Train", "Try", "Share")},
    "Work packages: what next": ("Add", "Add", "Add", "Add", "Divide", "Done"),
}


@pytest.mark.slow
def test_ka220_adu_of_2026_with_five_packages(tmp_path):
    proposal = finish(tmp_path, KA220_ADU, BEFORE_2026, plain=True)
    assert [p.id for p in proposal.work_packages] == ["WP1", "WP2", "WP3", "WP4", "WP5"]
    assert sum(sum(p.grants.values()) for p in proposal.work_packages) == 250000


VET_2016 = {
    "For which call": "2016",
    "What kind of project": "Strategic",
    "Which field": "Vocational",
    "What is the project for": "Supporting innovation",
    "title of the project": "Learning at work",
    "In which language": "English",
    "name of the organisation": ("Riverside", "Fjord", "Ergasia"),
    **organisation("Riverside", "Belgium", "Gent", "Provider of vocational"),
    **organisation("Fjord", "Norway", "Bergen", "Provider of vocational"),
    **organisation("Ergasia", "EL", "Larissa", "Enterprise of any size"),
    "Organisations: what next": ("Add", "Add", "Done"),
    "project start": "September 2016",
    "How many months": "24",
    "first of all": "Any field: ",
    "outputs: what next": ("Add", "Add", "Done"),
    "title of this intellectual output": ("A course", "A diary"),
    "staff of Riverside work on `A course`": "40 teacher, 5 manager",
    "staff of Fjord work on `A diary`": "30 technician",
    "events: what next": ("Add", "Done"),
    "title of this multiplier event": "Conference",
    "Which outputs does": NUMBERS,
    "guests from its own country": "60",
    "activities: what next": ("Add", "Done"),
    "title of this learning": "Training",
    "What kind of activity": "Short-term joint staff",
    "hosts `Training`": "Fjord",
    "How many days of activity": "5",
    "participants of Riverside": "4",
    "days of travel does each of Riverside": "2",
}


@pytest.mark.slow
def test_a_strategic_partnership_of_2016_with_outputs_event_and_training(tmp_path):
    proposal = finish(tmp_path, VET_2016, BEFORE_2016, plain=True)
    assert [o.id for o in proposal.outputs] == ["O1", "O2"]
    assert proposal.events[0].outputs == ("O1", "O2")
    assert proposal.learning_activities[0].groups[0].participants == 4


AFTER_2026 = {
    "SOURCE_DATE_EPOCH": "1796050000"
}  # 30 November 2026, when call 2026 is over and 2027 not known
CALL_TO_COME = {words: said for words, said in KA220_ADU.items() if words != "For which deadline"} | {
    "For which call": "2027, provisionally",
    "project start": "1.9.2027",
}


@pytest.mark.slow
@pytest.mark.parametrize("plain", [True, False], ids=["plain", "drawn"])
def test_ka220_adu_of_the_call_to_come_meets_the_rules_of_the_last_one(tmp_path, plain):
    proposal = finish(tmp_path, CALL_TO_COME, AFTER_2026, plain=plain, provisional=True)
    assert (proposal.call, proposal.round) == (2027, None)
    assert [p.id for p in proposal.work_packages] == ["WP1", "WP2", "WP3", "WP4", "WP5"]
