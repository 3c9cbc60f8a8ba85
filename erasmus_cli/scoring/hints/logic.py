"""Hints on the lists of objectives, results, milestones, indicators, risks and earlier work together."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from erasmus_cli.proposal.logic import LOGIC_KEYS
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.scoring.hints.reading import Reading
from erasmus_cli.scoring.hints.registry import Remark, hint
from erasmus_cli.wording.messages import say

_OWNERS = ("lead", "owner")


@hint(
    "HINT-21",
    english=False,
    fires={"risks": [{"title": "A trainer falls ill", "owner": "a"}], "organisations": [{"id": "a"}]},
    silent={"risks": [{"title": "A trainer falls ill", "measure": "Each has a deputy"}]},
)
def risk_without_measure(reading: Reading) -> Iterator[Remark]:
    """A risk in the list says nothing on what is done about it.

    Assessors look for how a risk is kept small and what happens if it comes true; a list of worries alone
    speaks against the plan. The hint sees whether anything is said. It cannot judge whether it helps.
    """
    for at, risk in _entries(reading.project.proposal, "risks"):
        if not (risk.measure or "").strip():
            yield Remark(say("{risk} has no measure", risk=_called(risk, at)), at)


@hint(
    "HINT-22",
    english=False,
    fires={"indicators": [{"title": "Pupils who can rest at lunch", "baseline": "34 %"}]},
    silent={"indicators": [{"title": "Pupils who can rest at lunch", "baseline": "34 %", "target": "60 %"}]},
)
def indicator_without_target_value(reading: Reading) -> Iterator[Remark]:
    """An indicator in the list has no target.

    Without a value to reach every result is a success, and nobody can tell when the project has failed. The
    hint sees whether there is a target. It cannot tell whether the target is in reach, or too modest.
    """
    for at, indicator in _entries(reading.project.proposal, "indicators"):
        if not (indicator.target or "").strip():
            yield Remark(say("{indicator} has no target", indicator=_called(indicator, at)), at)


@hint(
    "HINT-23",
    english=False,
    fires={"results": [{"id": "R1", "made_by": ["A9"]}]},
    silent={"results": [{"id": "R1", "made_by": ["A1"]}], "activities": [{"id": "A1"}]},
)
def link_to_nothing(reading: Reading) -> Iterator[Remark]:
    """Something in the lists of the project's logic names what the proposal does not have.

    Results come from activities, indicators judge results, each has an owner; where one of these is not in
    the proposal, the thread is broken and the tables of the draft say so. The hint compares handles: a slip
    of the pen breaks a thread as well. It also says where two entries of a list have the same handle.
    """
    proposal = reading.project.proposal
    members = {member.id for member in reading.organisations if member.id}
    makers = {entry.handle for entry in reading.project.planned() if entry.handle}
    objectives = {one.id for one in proposal.objectives or () if one.id}
    judged = objectives | {one.id for one in proposal.results or () if one.id}
    for key in LOGIC_KEYS:
        for at, entry in _entries(proposal, key):
            named = [(f"{at}/{owner}", getattr(entry, owner, None), members) for owner in _OWNERS]
            named += _listed(entry, at, "organisations", members)
            named += _listed(entry, at, "made_by", makers)
            named += _listed(entry, at, "measures", judged)
            yield from _strange(named)
        yield from _doubled(proposal, key)
    for planned in reading.project.planned():
        yield from _strange(_listed(planned.item, planned.at, "objectives", objectives))


@hint(
    "HINT-24",
    english=False,
    fires={
        "start": "2026-11-01",
        "months": 24,
        "milestones": [{"title": "First course", "due": "2029-01-01"}],
    },
    silent={
        "start": "2026-11-01",
        "months": 24,
        "milestones": [{"title": "First course", "due": "2027-05-01"}],
    },
)
def due_outside_of_the_project(reading: Reading) -> Iterator[Remark]:
    """A result, milestone or indicator is due before the project starts or after it ends.

    What comes after the last day can be neither paid nor reported, and assessors see a plan that does not fit
    its own dates. The hint compares days. Effects that are measured later belong under impact.
    """
    first, last = reading.project.proposal.start, reading.project.proposal.end
    for key in ("results", "milestones", "indicators"):
        for at, entry in _entries(reading.project.proposal, key):
            if entry.due is not None and _outside(entry.due, first, last):
                yield Remark(
                    say(
                        "{entry} is due on {due:day}, outside of the project",
                        entry=_called(entry, at),
                        due=entry.due,
                    ),
                    at,
                )


def _outside(due: date, first: date | None, last: date | None) -> bool:
    return (first is not None and due < first) or (last is not None and due > last)


def _entries(proposal: Proposal, key: str) -> Iterator[tuple[str, Any]]:
    """The entries of a list, each with its JSON pointer."""
    for index, entry in enumerate(getattr(proposal, key) or ()):
        yield f"/{key}/{index}", entry


def _called(entry: Any, at: str) -> str:
    title = " ".join((entry.title or "").split())
    return f"“{title}”" if title else at.removeprefix("/")


def _listed(entry: Any, at: str, key: str, known: set[str]) -> list[tuple[str, str | None, set[str]]]:
    handles = getattr(entry, key, ())
    return [(f"{at}/{key}/{number}", handle, known) for number, handle in enumerate(handles)]


def _strange(named: list[tuple[str, str | None, set[str]]]) -> Iterator[Remark]:
    for at, handle, known in named:
        if handle is not None and handle not in known:
            yield Remark(
                say("{handle} is named, and the proposal has nothing of that handle", handle=handle), at
            )


def _doubled(proposal: Proposal, key: str) -> Iterator[Remark]:
    handles = [getattr(entry, "id", None) for _, entry in _entries(proposal, key)]
    for handle, times in Counter(filter(None, handles)).items():
        if times > 1:
            words = say(
                "{times} entries of {key} have the handle {handle}", times=times, key=key, handle=handle
            )
            yield Remark(words, f"/{key}")
