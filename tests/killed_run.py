"""A run of the wizard that is killed; in a process of its own, so that nothing of it goes on."""

import os
import signal
from pathlib import Path

from wizard_script import Script, organisation

from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wizard.menu import Home
from erasmus_cli.wizard.session import Session

KA210 = {
    "call": 2026,
    "action": "small-scale-partnership",
    "field": "school",
    "title": "Quiet at lunch",
    "language": "English",
    **organisation(0, "Soo school", "BE", "applicant", kind="school", city="Gent"),
    **organisation(1, "Escola", "PT", kind="school", city="Evora"),
    "organisations": ("add", "done"),
    "agency": "BE02",
    "round": 1,
    "start": "1 September 2026",
    "months": "12",
    "priorities.main": "horizontal/environment",
    "lump_sum": 60000,
    "activities.0.title": "Kick-off",
    "activities.0.venue": "Belgium",
    "activities.1.title": "A week",
    "activities": ("add", "done"),
    "division": ("even", "done"),
    "home": ("form", "finish"),
    "form": (0, None),
    "form.description": (0, None),
    "answers.description.objectives": "Because\n\nwe must.",
}


class Counting(Script):
    """Answers as `Script`; calls a function before each question with its number, from 1."""

    def __init__(self, answers, before):
        super().__init__(answers)
        self._before = before

    def _answer(self, prompt, nothing):
        self._before(len(self.asked) + 1)
        return super()._answer(prompt, nothing)


def run(path, answers, before=lambda _: None):
    """Runs the wizard on a file to its end."""
    person = Counting(answers, before)
    Session(ProposalFile(path), person, lambda _: None).run(Home())
    return person


def end_at_once():
    """Ends this process as the system does where memory is short, or a battery empty."""
    os.kill(os.getpid(), signal.SIGKILL)


def ending_at(number, inner):
    """A function that ends the process the so-manieth time that it is called."""
    calls = 0

    def called(*arguments, **named):
        nonlocal calls
        calls += 1
        if calls == number:
            end_at_once()
        return inner(*arguments, **named)

    return called


def until_killed(path, number, what):
    """Runs the wizard on a file; the process ends at once at the place that is named.

    Args:
        path: the file.
        number: the how-manieth time.
        what: `asked` is a question, `fsync` what reaches the disk, `replaced` what takes a name.
    """
    if what == "fsync":
        os.fsync = ending_at(number, os.fsync)
    elif what == "replaced":
        Path.replace = ending_at(number, Path.replace)
    run(path, KA210, lambda asked: end_at_once() if what == "asked" and asked == number else None)
