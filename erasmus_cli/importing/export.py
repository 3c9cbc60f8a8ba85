"""What a draft brought back, as plain data for JSON."""

from dataclasses import asdict
from typing import Any

from erasmus_cli.importing.import_draft import ImportResult
from erasmus_cli.importing.merge import Decision, State
from erasmus_cli.plain_text import characters


def as_data(result: ImportResult, *, draft: str, file: str, saved: bool) -> dict[str, Any]:
    """The object that `erasmus read --format json` prints; lengths are in characters.

    Args:
        result: what the draft brought back.
        draft: the name of the draft.
        file: the name of the proposal.
        saved: whether the proposal was written.
    """
    return {
        "version": 1,
        "draft": draft,
        "file": file,
        "saved": saved,
        "settled": result.settled,
        "answers": [_answer(decision) for decision in result.decisions],
        "comments": [asdict(comment) for comment in result.comments],
        "outside": [asdict(typed) for typed in result.outside],
        "not_in_draft": list(result.elsewhere),
    }


def _answer(decision: Decision) -> dict[str, Any]:
    data: dict[str, Any] = {
        "key": decision.key,
        "state": decision.state.value,
        "settled": decision.settled,
        "before": characters(decision.ours),
        "after": characters(decision.result),
        "notes": list(decision.notes),
    }
    if decision.state is not State.UNCHANGED:
        data |= {"proposal": decision.ours.strip(), "draft": decision.theirs}
    return data
