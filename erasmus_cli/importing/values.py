"""Decides on values that were corrected in the tables of a draft, as on answers: three ways, never by guess.

The texts of a value are compared as a draft shows them. One that is taken is read by the model, as people
write amounts and days; what the model refuses, or what may be two things, is told and not taken.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from erasmus_cli.document.cell_record import cell_code
from erasmus_cli.document.draft import BLANK
from erasmus_cli.document.withheld_names import stand_ins
from erasmus_cli.importing.extracted import ExtractedDraft, ShownValue, StrayText
from erasmus_cli.importing.merge import Decision, MergeOptions, State, state_of_codes
from erasmus_cli.project.project import Project
from erasmus_cli.project.shown_values import NoValueError, text_at, values_at
from erasmus_cli.proposal.editing import get
from erasmus_cli.wording.language import Language, _, or_english, speaking, spoken
from erasmus_cli.wording.messages import Message, say

_NOTHING = {"", "-"}
_ROW_GONE = say("a row of a table that shows it is gone, or not known again; the proposal keeps it")


@dataclass(frozen=True)
class ValueDecision(Decision):
    """What becomes of a value: its key is its place, its texts are as drafts show it.

    Attributes:
        edits: JSON pointers of what the proposal gets, each with its value; None takes out what is there.
    """

    edits: tuple[tuple[str, Any], ...] = ()

    @property
    def changes(self) -> bool:
        """Whether the proposal gets another value."""
        return bool(self.edits)


def decide_values(
    draft: ExtractedDraft, project: Project, options: MergeOptions
) -> tuple[tuple[ValueDecision, ...], tuple[StrayText, ...]]:
    """A decision on each value that the draft shows, and the texts for which the proposal has no place.

    Values are compared as the draft shows them: in the language of its labels.
    """
    reader = spoken()
    with speaking(or_english(draft.language)):
        return _decide_values(draft, project, options, reader)


def _decide_values(
    draft: ExtractedDraft, project: Project, options: MergeOptions, reader: Language
) -> tuple[tuple[ValueDecision, ...], tuple[StrayText, ...]]:
    by_place: dict[str, list[ShownValue]] = {}
    for value in draft.values:
        by_place.setdefault(value.place, []).append(value)
    decisions: list[ValueDecision] = []
    homeless: list[StrayText] = []
    for place, shown in by_place.items():
        ours = text_at(project, place)
        if ours is None:
            homeless += (
                StrayText(value.at, value.text) for value in shown if value.text and _is_edited(value)
            )
        else:
            decisions.append(_decided(shown, ours, project, options, reader))
    return (*decisions, *_gone(draft.lost, project)), tuple(homeless)


def _decided(
    shown: list[ShownValue], ours: str, project: Project, options: MergeOptions, reader: Language
) -> ValueDecision:
    place, then = shown[0].place, shown[0].then
    edited = [value for value in shown if _is_edited(value)]
    mine = cell_code(ours or _(BLANK))
    if not edited:
        state = State.UNCHANGED if mine == then else State.KEPT
        return ValueDecision(place, state, ours, ours if mine == then else "", ours)
    theirs = _said(edited[0].text)
    found = ValueDecision(place, State.UNCHANGED, ours, theirs, ours)
    try:
        edits = _edits(place, theirs, project, reader)
        others = {
            value.text for value in edited if _edits(place, _said(value.text), project, reader) != edits
        }
    except NoValueError as error:
        return replace(
            found,
            state=State.UNCLEAR,
            settled=False,
            notes=tuple(Message("{reason}", {"reason": line}) for line in error.lines()),
        )
    if others:
        note = say(
            "the draft says “{text}” in one place and “{other}” in another", text=theirs, other=min(others)
        )
        return replace(found, state=State.UNCLEAR, settled=False, notes=(note,))
    state = state_of_codes(then, mine, cell_code(theirs or _(BLANK)), empty=not theirs)
    if not edits or state in (State.UNCHANGED, State.KEPT):
        return found
    if set(stand_ins(theirs)) - set(stand_ins(ours)):
        state = State.WITHHELD
    return _settled(replace(found, state=state), edits, options)


def _settled(
    found: ValueDecision, edits: tuple[tuple[str, Any], ...], options: MergeOptions
) -> ValueDecision:
    """The decision as the wishes have it."""
    side = options.of(found.key)
    emptied = not found.theirs
    if found.state not in (State.TAKEN, State.EMPTIED):
        if side == "proposal":
            return replace(found, state=State.KEPT)
        if side is None:
            return replace(found, settled=False)
        found = replace(found, state=State.EMPTIED if emptied else State.TAKEN)
    if emptied and not options.allow_empty:
        return replace(found, settled=False)
    return replace(found, result=found.theirs, edits=edits)


def _edits(place: str, text: str, project: Project, reader: Language) -> tuple[tuple[str, Any], ...]:
    """What the proposal would get by a text, as far as it says something else.

    People may write in the language of the draft or in that in which they are told of it.
    """
    try:
        said = values_at(project, place, text)
    except NoValueError:
        with speaking(reader):
            said = values_at(project, place, text)
    data = project.once(_plain)
    return tuple((at, value) for at, value in said.items() if get(data, at) != value)


def _plain(project: Project) -> dict[str, Any]:
    return project.proposal.model_dump(mode="json")


def _is_edited(value: ShownValue) -> bool:
    return cell_code(value.text or _(BLANK)) != value.then


def _said(text: str) -> str:
    return "" if text in {*_NOTHING, BLANK, _(BLANK)} else text


def _gone(lost: Iterable[str], project: Project) -> Iterable[ValueDecision]:
    """One decision for each entry of which a row is gone, and which the proposal still has."""
    entries = {place.rpartition("/")[0] or place for place in lost if text_at(project, place) is not None}
    for entry in sorted(entries):
        yield ValueDecision(entry, State.UNCLEAR, "", "", "", settled=False, notes=(_ROW_GONE,))
