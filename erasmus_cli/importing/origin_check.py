"""Tells a draft that was made from another proposal."""

import unicodedata
from collections.abc import Collection

from erasmus_cli.document.draft import UNTITLED
from erasmus_cli.document.fingerprint import fingerprint
from erasmus_cli.importing.extracted import ExtractedDraft
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.wording.language import _, or_english, speaking

_FEWEST = 5
"""So many answers have to be different before it counts that none is the same."""


def is_of_another(draft: ExtractedDraft, proposal: Proposal, known: Collection[str]) -> bool:
    """Whether nothing links the draft with the proposal, and much speaks against it.

    The titles differ; the draft was made with answers, and none of them, as it was or as it is, stands in the
    proposal under whatever key; and either the form lacks most of the questions, or at least five answers
    stand in both and all of them differ. So a proposal that was converted, renamed or rewritten is still
    known by what is left of it. Where the draft or the proposal has no title, nothing is said.
    """
    if not has_another_title(draft, proposal):
        return False
    none = fingerprint("")
    ours = {key: fingerprint(text) for key, text in proposal.answers.items() if text.strip()}
    theirs = {found.key: found.base for found in draft.questions if found.base and found.base != none}
    now = {fingerprint(found.text) for found in draft.questions if found.text}
    if not theirs or {*theirs.values(), *now} & set(ours.values()):
        return False
    strange = sum(found.key not in known and found.key not in ours for found in draft.questions)
    return strange * 2 > len(draft.questions) or len(theirs.keys() & ours.keys()) >= _FEWEST


def has_another_title(draft: ExtractedDraft, proposal: Proposal) -> bool:
    """Whether both have a title, and the draft neither that of the proposal nor its acronym."""
    titles = {_folded(title) for title in (proposal.title, proposal.acronym) if title}
    return bool(titles) and _folded(draft.title) not in {"", *_untitled(draft), *titles}


def _untitled(draft: ExtractedDraft) -> set[str]:
    with speaking(or_english(draft.language)):
        return {_folded(UNTITLED), _folded(_(UNTITLED))}


def _folded(title: str) -> str:
    return " ".join(unicodedata.normalize("NFC", title).casefold().split())
