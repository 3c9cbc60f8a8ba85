"""The red thread: need, objective, activity, result, indicator, impact, as far as the proposal says them.

It shows which answers speak to each step and which items exist. Whether they hang together is for people.
"""

from collections.abc import Iterator
from typing import Any

from erasmus_cli.chapters.form import MARKS, named
from erasmus_cli.guide.form import Form
from erasmus_cli.proposal.model import Proposal, Repeated, items_of
from erasmus_cli.wording import count

STEPS: dict[str, tuple[str, ...]] = {
    "Need": (
        "needs.needs",
        "needs.target-groups",
        "needs.identification",
        "relevance.aims",
        "description.rationale",
        "organisation.motivation",
        "activity.target-group",
    ),
    "Objective": (
        "description.objectives",
        "description.rationale",
        "needs.response",
        "summary.objectives",
        "work-package.objectives",
    ),
    "Activity": (
        "implementation.methodology",
        "implementation.objectives",
        "implementation.other-activities",
        "work-plan.overview",
        "summary.implementation",
        "outputs.division-of-work",
        "events.description",
        "learning.description",
        "activities.content",
        "activities.objectives",
        "activity.content",
        "activity.objectives",
    ),
    "Result": (
        "description.objectives",
        "description.results",
        "summary.results",
        "outputs.description",
        "work-package.results",
        "activities.results",
        "activities.expected-results",
        "activity.results",
    ),
    "Indicator": (
        "management.indicators",
        "impact.measurement",
        "work-package.indicators",
        "work-package.qualitative-indicators",
        "work-package.quantitative-indicators",
    ),
    "Impact": (
        "impact.participants",
        "impact.levels",
        "impact.chosen-levels",
        "dissemination.activities",
        "sustainability.plans",
    ),
}
"""The steps, and the questions of all forms that speak to them; one question may speak to two."""

_ITEMS: dict[Repeated, str] = {
    "work_package": "Work package",
    "activity": "Activity",
    "output": "Output",
    "event": "Event",
    "learning_activity": "Learning activity",
}

_NONE = "-"  # in the cells of a table


def thread_part(proposal: Proposal, form: Form, questions: list[dict[str, Any]]) -> dict[str, Any]:
    """The thread of the project as a whole (`steps`), and of each item of which the form asks (`rows`).

    The rows have a cell for each step in `names`: those at which the form asks about some item.
    """
    asked = [question for question in questions if not question["optional"]]
    rows = [row for repeat in _ITEMS for row in _rows(repeat, proposal, asked)]
    used = [name for place, name in enumerate(STEPS) if any(row["steps"][place] != _NONE for row in rows)]
    for row in rows:
        row["steps"] = [cell for name, cell in zip(STEPS, row["steps"], strict=True) if name in used]
    return {"steps": [_step(step, proposal, form, asked) for step in STEPS], "names": used, "rows": rows}


def _step(step: str, proposal: Proposal, form: Form, questions: list[dict[str, Any]]) -> dict[str, Any]:
    speaking = [question for question in questions if question["id"] in STEPS[step]]
    held = [text for text in _held(step, proposal) if text]
    gaps = list(_labels([question for question in speaking if not question["used"]]))
    repeats = {question.repeat for question in form.questions()}
    if step == "Activity" and not held:
        gaps.append("no activity is planned yet")
    elif step == "Result" and not held and "work_package" in repeats:
        gaps.append("no work package is planned yet")
    elif not speaking and not held:
        gaps.append("the form asks nothing of its own here")
    return {
        "step": step,
        "said": list(_labels([question for question in speaking if question["used"]])),
        "held": held,
        "gaps": gaps,
    }


def _labels(questions: list[dict[str, Any]]) -> Iterator[str]:
    """Each question once, with the handles of the items of which it is asked."""
    handles: dict[str, list[str]] = {}
    for question in questions:
        handles.setdefault(question["short"], []).append(question["handle"])
    for label, asked_of in handles.items():
        which = [handle for handle in asked_of if handle]
        yield f"{label} ({', '.join(which)})" if which else label


def _held(step: str, proposal: Proposal) -> Iterator[str]:
    """The items of the proposal that belong to a step."""
    if step == "Objective" and proposal.priorities:
        chosen = [key for key in (proposal.priorities.main, *proposal.priorities.others) if key]
        yield count(len(chosen), "priority", "priorities") if chosen else ""
    if step == "Activity":
        yield _many(len(items_of(proposal, "activity")), "activity", "activities")
        yield _many(len(proposal.learning_activities or ()), "learning activity", "learning activities")
        yield _many(len(proposal.meetings or ()), "meeting", "meetings")
    if step == "Result":
        yield _many(len(items_of(proposal, "work_package")), "work package", "work packages")
        yield _many(len(proposal.outputs or ()), "output", "outputs")
    if step == "Impact":
        yield _many(len(proposal.events or ()), "multiplier event", "multiplier events")


def _many(number: int, one: str, many: str) -> str:
    return count(number, one, many) if number else ""


def _rows(repeat: Repeated, proposal: Proposal, questions: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """A row for each item with a thread of its own, or a gap: what is said at each step, what it lacks."""
    for item in items_of(proposal, repeat):
        own = [q for q in questions if q["handle"] == item.id and q["repeat"] == repeat]
        if not item.id or not own:
            continue
        cells = [_cell([q for q in own if q["id"] in ids]) for ids in STEPS.values()]
        lacks = list(_lacks(repeat, item, proposal))
        if len(cells) - cells.count(_NONE) > 1 or lacks or not all(q["used"] for q in own):
            item_name = f"{_ITEMS[repeat]} {named(proposal, repeat, item.id)}"
            yield {"item": item_name, "steps": cells, "gaps": lacks}


def _cell(questions: list[dict[str, Any]]) -> str:
    """How the questions on an item stand at one step; a dash where the form has none."""
    if not questions:
        return _NONE
    open_ones = [question["short"] for question in questions if not question["used"]]
    if open_ones:
        return f"{MARKS['not answered']} {', '.join(open_ones)}"
    return f"{MARKS['answered']} {count(len(questions), 'answer')}"


def _lacks(repeat: Repeated, item: Any, proposal: Proposal) -> Iterator[str]:
    if repeat == "work_package" and not item.activities:
        yield "no activity"
    if repeat == "output" and not any(item.id in event.outputs for event in proposal.events or ()):
        yield "no event spreads it"
    if repeat == "event" and not item.outputs:
        yield "spreads no output"
    if repeat in ("output", "activity") and not item.lead:
        yield "nobody leads it"
    if item.start is None:
        yield "no date"
