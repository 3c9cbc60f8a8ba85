"""Changes in words, and why there is none."""

from erasmus_cli.matching.changes import MOST_EDITS
from erasmus_cli.matching.match import Fit, Match
from erasmus_cli.pointers import dotted, parent
from erasmus_cli.proposal.yaml_writer import inline
from erasmus_cli.rules.outcome import Patch


def why_no_change(one: Match) -> str | None:
    """Why no small change opens it; None where one does, or where nothing stands against it."""
    if one.fit is not Fit.NOT or one.change is not None:
        return None
    stuck = next((finding for finding in one.fails if not finding.answer.edits), None)
    if stuck is None:
        return f"no {MOST_EDITS} edits or fewer that the rules suggest open it"
    return f"no edit follows from {stuck.rule} ({stuck.message})" + (f": {stuck.fix}" if stuck.fix else "")


def edit_words(patch: Patch) -> str:
    """An edit in words, such as `put months: 24`."""
    return "; ".join(_words(str(one["op"]), str(one["path"]), one.get("value")) for one in patch)


def _words(operation: str, at: str, value: object) -> str:
    if operation == "remove":
        return f"take out {dotted(at)}"
    if at.endswith("/-"):
        return f"add to {dotted(parent(at))}: {inline(value, flow=True)}"
    return f"put {dotted(at)}: {inline(value, flow=True)}"
