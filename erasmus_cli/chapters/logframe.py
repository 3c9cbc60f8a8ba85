"""The logframe, or red thread: need, objective, activity, result, indicator, impact, as far as they are said.

It shows which answers speak to each step and which items exist. Whether they hang together is for people.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from erasmus_cli.chapters.form import MARKS, AskedQuestion, named
from erasmus_cli.guide.form import Step
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Proposal, items_of
from erasmus_cli.wording.formatting import upper_first
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.terms import Repeated

STEPS: tuple[Step, ...] = get_args(Step)
"""The steps, in the order in which one leads to the next. Which questions speak to one, the form says."""

_ITEMS: dict[Repeated, str] = {
    "work_package": "Work package {item}",
    "activity": "Activity {item}",
    "output": "Output {item}",
    "event": "Event {item}",
    "learning_activity": "Learning activity {item}",
}

_NONE = "-"  # in the cells of a table


@dataclass(frozen=True)
class StepState:
    """A step of the project as a whole.

    Attributes:
        step: its name.
        said: the questions that speak to it and are answered.
        held: what the plan has for it.
        gaps: what is missing.
    """

    step: str
    said: tuple[str, ...]
    held: tuple[str, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """An item of the plan: what is said of it at each step, and what it lacks."""

    item: str
    steps: tuple[str, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True)
class Logframe:
    """The red thread of the project as a whole, and of each item of which the form asks.

    Attributes:
        steps: from need to impact.
        names: the steps at which the form asks about some item; the rows have a cell for each.
        rows: an item each.
    """

    steps: tuple[StepState, ...]
    names: tuple[str, ...]
    rows: tuple[Row, ...]


def logframe(project: Project, questions: Sequence[AskedQuestion]) -> Logframe:
    """Which answers speak to each step, and which items of the plan exist for it."""
    asked = [question for question in questions if not question.optional]
    # Where objectives are listed, the chain from them to indicators says more than which answers there are.
    listed = bool(project.proposal.objectives)
    rows = [] if listed else [row for repeat in _ITEMS for row in _rows(repeat, project, asked)]
    used = [place for place in range(len(STEPS)) if any(row.steps[place] != _NONE for row in rows)]
    names = tuple(upper_first(_(step)) for step in STEPS)
    return Logframe(
        steps=tuple(_step(step, project, asked) for step in STEPS),
        names=tuple(names[place] for place in used),
        rows=tuple(replace(row, steps=tuple(row.steps[place] for place in used)) for row in rows),
    )


def _speak(questions: Sequence[AskedQuestion], step: Step) -> list[AskedQuestion]:
    """The questions that speak to a step."""
    return [question for question in questions if step in question.thread]


def _step(step: Step, project: Project, questions: Sequence[AskedQuestion]) -> StepState:
    speaking = _speak(questions, step)
    held = tuple(_held(step, project.proposal))
    gaps = list(_labels([question for question in speaking if not question.used]))
    repeats = {question.repeat for question in project.form.questions()}
    if step == "activity" and not held:
        gaps.append(_("no activity is planned yet"))
    elif step == "result" and not held and "work_package" in repeats:
        gaps.append(_("no work package is planned yet"))
    elif not speaking and not held:
        gaps.append(_("the form asks nothing of its own here"))
    said = _labels([question for question in speaking if question.used])
    return StepState(upper_first(_(step)), tuple(said), held, tuple(gaps))


def _labels(questions: Sequence[AskedQuestion]) -> Iterator[str]:
    """Each question once, with the items of which it is asked."""
    items: dict[str, list[str | None]] = {}
    for question in questions:
        items.setdefault(question.short, []).append(question.item)
    for label, asked_of in items.items():
        which = [item for item in asked_of if item]
        yield f"{label} ({', '.join(which)})" if which else label


def _held(step: Step, proposal: Proposal) -> Iterator[str]:
    """The items of the proposal that belong to a step."""
    return (tell(words, n=number) for number, words in _counts(step, proposal) if number)


def _counts(step: Step, proposal: Proposal) -> Iterator[tuple[int, str]]:
    if step == "objective":
        chosen = proposal.priorities and (proposal.priorities.main, *proposal.priorities.others)
        yield len([key for key in chosen or () if key]), Words("{n} {n:priority|priorities}")
        yield len(proposal.objectives or ()), Words("{n} {n:objective|objectives}")
    if step == "activity":
        yield len(items_of(proposal, "activity")), Words("{n} {n:activity|activities}")
        yield len(proposal.learning_activities or ()), Words("{n} {n:learning activity|learning activities}")
        yield len(proposal.meetings or ()), Words("{n} {n:meeting|meetings}")
    if step == "result":
        yield len(items_of(proposal, "work_package")), Words("{n} {n:work package|work packages}")
        yield len(proposal.outputs or ()), Words("{n} {n:output|outputs}")
        yield len(proposal.results or ()), Words("{n} {n:result|results}")
    if step == "indicator":
        yield len(proposal.indicators or ()), Words("{n} {n:indicator|indicators}")
    if step == "impact":
        yield len(proposal.events or ()), Words("{n} {n:multiplier event|multiplier events}")


def _rows(repeat: Repeated, project: Project, questions: Sequence[AskedQuestion]) -> Iterator[Row]:
    """A row for each item with a thread of its own, or a gap."""
    proposal = project.proposal
    of_item: dict[str | None, list[AskedQuestion]] = {}
    for asked in questions:
        if asked.repeat == repeat:
            of_item.setdefault(asked.handle, []).append(asked)
    for item in items_of(proposal, repeat):
        own = of_item.get(item.id)
        if not item.id or not own:
            continue
        cells = [_cell(_speak(own, step)) for step in STEPS]
        lacks = tuple(_lacks(repeat, item, proposal))
        if len(cells) - cells.count(_NONE) > 1 or lacks or not all(asked.used for asked in own):
            yield Row(tell(_ITEMS[repeat], item=named(project, repeat, item.id)), tuple(cells), lacks)


def _cell(questions: Sequence[AskedQuestion]) -> str:
    """How the questions on an item stand at one step; a dash where the form has none."""
    if not questions:
        return _NONE
    open_ones = [question.short for question in questions if not question.used]
    if open_ones:
        return f"{MARKS['not answered']} {', '.join(open_ones)}"
    return tell("{mark} {n} {n:answer|answers}", mark=MARKS["answered"], n=len(questions))


def _lacks(repeat: Repeated, item: Any, proposal: Proposal) -> Iterator[str]:
    if repeat == "work_package" and not item.activities:
        yield _("no activity")
    if repeat == "output" and not any(item.id in event.outputs for event in proposal.events or ()):
        yield _("no event spreads it")
    if repeat == "event" and not item.outputs:
        yield _("spreads no output")
    if repeat in ("output", "activity") and not item.lead:
        yield _("nobody leads it")
    if item.start is None:
        yield _("no date")
