"""Decides, answer by answer, between the proposal and a draft of it.

Three texts meet: the answer when the draft was written, of which the draft keeps a fingerprint; the answer
of the proposal now; the answer of the draft now. A side has *changed* if its fingerprint is another one. No
answer is a text like any other, with a fingerprint of its own.

| proposal | draft | | state | the proposal then has |
| --- | --- | --- | --- | --- |
| any | says the same | | unchanged | its text |
| as at export | changed | | taken | the draft's text |
| as at export | deleted | | emptied | its text; none with `allow_empty` |
| changed | as at export | | kept | its text |
| changed | changed | | conflict | its text; the draft's if that is asked for |
| changed | deleted | | conflict | its text; none if the draft's is asked for and with `allow_empty` |

Where the draft has lost the fingerprint, nobody knows who changed what: an answer that the proposal does not
have is taken, any other difference is a conflict.

A text with stand-ins of a redacted draft that the proposal's does not have is taken only where it is asked
for: `Organisation A` says less than the name that it stands for.

Nothing is taken from a question that the form does not have, that stands twice in the draft, or whose answer
cannot be told for sure.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from erasmus_cli.document.fingerprint import fingerprint
from erasmus_cli.document.withheld_names import stand_ins
from erasmus_cli.importing.extracted import ExtractedAnswer, ExtractedDraft
from erasmus_cli.importing.line_wrapping import keep_lines
from erasmus_cli.wording.messages import NOTHING, Message, say

Side = Literal["draft", "proposal"]


class State(StrEnum):
    """What came of an answer."""

    UNCHANGED = "unchanged"
    TAKEN = "taken"
    KEPT = "kept"
    EMPTIED = "emptied"
    CONFLICT = "conflict"
    WITHHELD = "names withheld"
    UNKNOWN = "not in the form"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class MergeOptions:
    """How to decide what is not decided by itself.

    Attributes:
        side: whose text conflicts are given to; None leaves them open.
        sides: the same for single keys, which goes before `side`.
        allow_empty: whether an answer that was deleted in the draft is deleted in the proposal.
    """

    side: Side | None = None
    sides: Mapping[str, Side] = field(default_factory=dict)
    allow_empty: bool = False

    def of(self, key: str) -> Side | None:
        """Whose text a conflict on this answer is given to."""
        return self.sides.get(key, self.side)


@dataclass(frozen=True)
class Decision:
    """What becomes of one answer.

    Attributes:
        key: of the answer.
        state: what came of it.
        ours: the text of the proposal before.
        theirs: the text of the draft.
        result: the text of the proposal after.
        settled: whether nothing is left for a person to decide.
        notes: what else is worth knowing.
        typed: whether somebody wrote this text in the draft, as far as is known.
    """

    key: str
    state: State
    ours: str
    theirs: str
    result: str
    settled: bool = True
    notes: tuple[Message, ...] = ()
    typed: bool = False

    @property
    def changes(self) -> bool:
        """Whether the proposal gets another text."""
        return self.result != self.ours


def merge(
    draft: ExtractedDraft, answers: Mapping[str, str], known: Collection[str], options: MergeOptions
) -> tuple[Decision, ...]:
    """A decision on each question of the draft, in its order; one that stands twice is decided once.

    Args:
        draft: what was found in the draft.
        answers: those of the proposal, by key.
        known: the keys that the form has.
        options: how to decide conflicts and deletions.
    """
    times = Counter(found.key for found in draft.questions)
    once = {found.key: found for found in reversed(draft.questions)}
    decisions = []
    for key in times:
        found = once[key]
        if times[key] > 1:
            found = replace(found, trouble=say("the question stands {n} times in the draft", n=times[key]))
        decide = _decided if key in known or key in answers else _left_out
        decisions.append(decide(found, answers.get(key, ""), options))
    return tuple(decisions)


def _left_out(found: ExtractedAnswer, ours: str, _: MergeOptions) -> Decision:
    if found.text and not _typed(found, ours):
        found = replace(found, notes=(*found.notes, say("nobody changed it in the draft")))
    return _decision(found, State.UNKNOWN, ours, ours, settled=not found.text)


def _decided(found: ExtractedAnswer, ours: str, options: MergeOptions) -> Decision:
    if found.trouble != NOTHING:
        clear = replace(found, notes=(found.trouble, *found.notes))
        return _decision(clear, State.UNCLEAR, ours, ours, settled=False)
    state = state_of(found.base, ours, found.text)
    withheld = set(stand_ins(found.text)) - set(stand_ins(ours))
    if withheld and state in (State.TAKEN, State.CONFLICT):
        state = State.WITHHELD
        told = say("the draft says {names:list}", names=tuple(sorted(withheld)))
        found = replace(found, notes=(told, *found.notes))
    if state is State.TAKEN:
        return _decision(found, state, ours, keep_lines(ours, found.text))
    if state is State.EMPTIED:
        return _decision(found, state, ours, "" if options.allow_empty else ours, settled=options.allow_empty)
    if state in (State.CONFLICT, State.WITHHELD):
        return _conflict(found, ours, options, state)
    return _decision(found, state, ours, ours)


def state_of(base: str | None, ours: str, theirs: str) -> State:
    """What the table at the top of this module says of an answer, wishes aside."""
    then = _at_export(base)
    if then is None and not ours.strip():
        then = fingerprint(ours)
    return state_of_codes(then, fingerprint(ours), fingerprint(theirs), empty=not theirs.strip())


def _at_export(base: str | None) -> str | None:
    """The fingerprint of the answer when the draft was written; a draft that names none had no answer."""
    return fingerprint("") if base == "" else base


def _typed(found: ExtractedAnswer, ours: str) -> bool:
    known = (fingerprint(""), _at_export(found.base), fingerprint(ours))
    return fingerprint(found.text) not in known


def state_of_codes(then: str | None, mine: str, yours: str, *, empty: bool) -> State:
    """The same by codes of what was there, of what the proposal has, and of what the draft has.

    Args:
        then: when the draft was written; None where that is not known.
        mine: of the proposal.
        yours: of the draft.
        empty: whether the draft says nothing.
    """
    if mine == yours:
        return State.UNCHANGED
    if yours == then:
        return State.KEPT
    if mine == then:
        return State.EMPTIED if empty else State.TAKEN
    return State.CONFLICT


def _conflict(found: ExtractedAnswer, ours: str, options: MergeOptions, state: State) -> Decision:
    side = options.of(found.key)
    if side == "proposal":
        return _decision(found, State.KEPT, ours, ours)
    if side == "draft" and found.text:
        return _decision(found, State.TAKEN, ours, keep_lines(ours, found.text))
    if side == "draft" and options.allow_empty:
        return _decision(found, State.EMPTIED, ours, "")
    return _decision(found, state, ours, ours, settled=False)


def _decision(
    found: ExtractedAnswer, state: State, ours: str, result: str, *, settled: bool = True
) -> Decision:
    return Decision(found.key, state, ours, found.text, result, settled, found.notes, _typed(found, ours))
