"""Somebody who answers the wizard on a terminal, from a script that names questions by their words.

It does not matter when a question is asked; what the script does not name is left as it is offered.
"""

import re
import sys
import zipfile

from terminal import DOWN, ENTER, UP, ended, pexpect, run_in, spawn

from erasmus_cli.proposal.reader import load
from erasmus_cli.rules.engine import check

ERASMUS = (sys.executable, "-m", "erasmus_cli")
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
            said = self.left[max(known, key=len)].pop(0) if known else self._usual(question, entries)
            self.child.send(self._keys(entries, said, question))
        left = {words: said for words, said in self.left.items() if said}
        assert not left, f"never asked: {left}; asked: {self.asked}"

    def _usual(self, question, entries):
        """What is offered; once nothing is missing the end, although no text of the form is written."""
        over = question.startswith("What next?") and not any("Go on: " in entry for entry in entries)
        return "Finish" if over else ""

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
