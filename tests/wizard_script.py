"""Answers for the wizard by the key of the question, so that it does not matter when a question is asked."""

from erasmus_cli.pointers import parts
from erasmus_cli.wizard.catalogue import LISTS, list_at, question_at
from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wizard.menu import Home
from erasmus_cli.wizard.preset_answers import pointer_of
from erasmus_cli.wizard.session import Session

MENUS = {
    "home",
    "review",
    "logic",
    "form",
    "organisations",
    "organisations.card",
    "organisations.edit",
    "organisations.keep",
    "organisations.keep.confirm",
    "organisations.entry",
    "organisations.remove",
    "organisations.remove.confirm",
}
MOST = 300  # no proposal of these tests needs as many; a wizard that asks on and on is stopped here
DONE = "done"
KEEP = object()
"""The answer that stands there already."""

SHAPE = {"call": 2016, "action": "strategic-partnership", "field": "vet", "type": "innovation"}
NAMES = {"title": "Learning at work", "language": "English"}
REST = {
    "start": "2016-09-01",
    "months": "24",
    "priorities.main": "vet/work-based-learning",
    "priorities.others": ["horizontal/open-and-digital"],
    "requested_grant": "EUR 250 000",
}


def organisation(index, name, country, role="partner", kind="vet-provider", **more):
    """The answers on one organisation, by their keys; the first applies without being asked."""
    own = {"name": name, "country": country, "city": "", **({"role": role} if index else {}), "kind": kind}
    own |= more
    return {f"organisations.{index}.{key}": answer for key, answer in own.items()}


CONSORTIUM = {
    **organisation(0, "Riverside Training Centre", "Belgium (BE)", "applicant", pic="912345678"),
    **organisation(1, "Fjord Yard", "norway", pic="912345679"),
    **organisation(2, "Ergasia", "EL", kind="enterprise"),
    "organisations": ("add", "add", "done"),
}
WHOLE = SHAPE | NAMES | CONSORTIUM | REST | {"home": "finish"}
"""A strategic partnership of 2016 that is eligible, from nothing to the end."""

PACKAGES = {
    "work_packages.0.title": "Management",
    "work_packages.0.management": True,
    "work_packages.0.start": KEEP,
    "work_packages.0.end": KEEP,
    "work_packages.1.title": "Work",
    "work_packages.1.start": KEEP,
    "work_packages.1.end": KEEP,
    "work_packages.1.activities": ("add", "done"),
    "work_packages.1.activities.0.title": "Survey",
    "work_packages": ("add", "done"),
    "division": ("even", "done"),
}
"""Two work packages, among which the lump sum is divided evenly."""

BEFORE_ORGANISATIONS = """\
# our own notes
call: 2016
action: strategic-partnership   # the usual one
field: vet
type: innovation
title: Learning at work
language: en
"""
ORGANISATIONS = """\
organisations:
  # we apply
  - {id: a, name: One, country: BE, role: applicant, kind: vet-provider, pic: 912345678}
  - id: b
    name: Two
    country: NO
    role: partner
    kind: vet-provider   # they train welders
    pic: 912345679
  # found at a contact seminar
  - id: c
    name: Three
    country: EL
    role: partner
    kind: enterprise
    pic: 912345670
"""
AFTER_ORGANISATIONS = """\
# dates
start: 2016-09-01
months: 24
priorities: {main: vet/work-based-learning, others: [vet/access]}
requested_grant: 100000
"""
COMPLETE = BEFORE_ORGANISATIONS + ORGANISATIONS + AFTER_ORGANISATIONS


class Script:
    """Gives each question its answer.

    A tuple holds the answers to a question that is asked several times; an exception is raised. An optional
    question without an answer is left open, and any other question without one fails the test at once.

    Attributes:
        asked: every prompt, in order.
        offered: the choices of the last list, and the one that was offered first.
    """

    def __init__(self, answers, *, stops=False, goes_on=True):
        """Takes the answers by key.

        Args:
            answers: by the key of the question.
            stops: press Ctrl-C at the first question without an answer.
            goes_on: take the next section wherever it is offered.
        """
        self._goes_on = goes_on
        for key in answers:
            assert is_known(key), f"no question has the key {key!r}"
        self._left = {key: [*(a if isinstance(a, tuple) else (a,))] for key, a in answers.items()}
        self._stops = stops
        self.asked = []
        self.offered = None

    @property
    def keys(self):
        """The keys of what was asked, in order."""
        return [prompt.key for prompt in self.asked]

    def finish(self):
        """Makes sure that every answer was asked for."""
        left = {key: answers for key, answers in self._left.items() if answers}
        assert not left, f"never asked: {left}"

    def _answer(self, prompt, nothing):
        assert is_known(prompt.key), f"{prompt.text!r} has no known key, but {prompt.key!r}"
        assert len(self.asked) < MOST, f"asked more than {MOST} questions, at last {prompt.text!r}"
        if prompt.key == "home" and "next" in self.offered[0] and self._goes_on:
            return "next"  # it goes through all sections before it does what it says of them
        if list_at(pointer_of(prompt.key)) and not self._left.get(prompt.key):
            return DONE  # a list of which a script says nothing more is left as it is
        again = prompt.key in self.keys
        self.asked.append(prompt)
        if self._left.get(prompt.key):
            answer = self._left[prompt.key].pop(0)
        elif self._stops:
            raise KeyboardInterrupt
        else:
            assert prompt.optional, f"no answer to {prompt.key}: {prompt.text}"
            assert not again, f"asked again, with no answer left: {prompt.key}: {prompt.text}"
            answer = nothing
        if isinstance(answer, type):
            raise answer
        return answer

    def select(self, prompt, choices, chosen=None):
        self.offered = [choice.value for choice in choices], chosen
        answer = self._answer(prompt, None)
        answer = chosen if answer is KEEP else answer
        assert answer in self.offered[0], f"{answer!r} is no choice in {prompt.key}: {self.offered[0]}"
        return answer

    def checkbox(self, prompt, choices, chosen=()):
        answer = self._answer(prompt, [])
        answer = list(chosen) if answer is KEEP else answer
        assert {*answer} <= {choice.value for choice in choices}
        return answer

    def text(self, prompt, default="", offers=()):
        del offers
        answer = self._answer(prompt, "")
        return default if answer is KEEP else answer

    def multiline(self, prompt, default=""):
        return self.text(prompt, default)

    def confirm(self, prompt):
        return self._answer(prompt, nothing=False)


def is_known(key):
    at = pointer_of(key)
    menu = key in MENUS or key.startswith(("form.", "division"))
    return menu or question_at(at) is not None or any(listed.is_at(at) for listed in LISTS) or _in_a_list(at)


def _in_a_list(at):
    """Whether it is the menu of a list, or asks what each organisation has of an entry."""
    way = parts(at)
    ends = "edit", "entry", "remove", "remove/confirm"
    menu = any(listed.is_at(at.removesuffix(f"/{end}")) for listed in LISTS for end in ends)
    return menu or (len(way) > 2 and way[2] in ("grant", "grants", "participants", "groups", "days"))


def run(path, answers, script=Script):
    """Runs the wizard to its end with these answers; returns the script and what was said."""
    person, said = script(answers), []
    Session(ProposalFile(path), person, said.append).run(Home())
    person.finish()
    return person, said


def stop(path, answers=None, said=None):
    """Runs it up to the first question without an answer; returns the script, which was asked it last."""
    person = Script(answers or {}, stops=True)
    session = Session(ProposalFile(path), person, (said if said is not None else []).append)
    try:
        session.run(Home())
    except KeyboardInterrupt:
        assert session.asking == person.asked[-1].text or person.keys[-1] == "home"
        person.finish()
        return person
    raise AssertionError("it came to an end without a question that has no answer")
