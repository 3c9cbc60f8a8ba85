"""All that the rules can mend in a proposal, one edit after the other, in the text of its file."""

import json
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import unified_diff
from typing import Any

from erasmus_cli.pointers import parent, pointer
from erasmus_cli.proposal import editing
from erasmus_cli.proposal.reader import Document, parse
from erasmus_cli.proposal.spellings import SAID_BY_CODES, said_by_code
from erasmus_cli.proposal.text_edit import Edits, edited
from erasmus_cli.rules.engine import check
from erasmus_cli.rules.fixes import apply, keys_of
from erasmus_cli.rules.outcome import Patch
from erasmus_cli.rules.report import Finding

_MOST_STEPS = 100


@dataclass(frozen=True)
class Step:
    """One edit that mends something and breaks nothing.

    Attributes:
        finding: what it mends, with the edit.
        before: the proposal before the edit.
        after: the proposal after it.
        comments_lost: whether comments of the file go with it.
    """

    finding: Finding
    before: Document
    after: Document
    comments_lost: bool

    @property
    def key(self) -> str:
        """What tells this edit from others, whatever stands before it in the plan."""
        return f"{self.finding.rule} {json.dumps([dict(one) for one in self.finding.edits], sort_keys=True)}"


def next_step(
    document: Document, declined: AbstractSet[str] = frozenset(), *, provisional: bool = False
) -> Step | None:
    """The first edit that mends something, but those whose keys were declined; None where there is none.

    Raises:
        UnknownEditionError: there are no rules for the proposal's call and action.
    """
    for finding in check(document.proposal, provisional=provisional).findings:
        if finding.edits:
            after, lost = _mended(document, finding.edits)
            step = Step(finding, document, after, lost)
            if step.key not in declined:
                return step
    return None


def plan(document: Document, *, provisional: bool = False) -> Iterator[Step]:
    """Every edit that mends something, each on what the one before it left.

    Raises:
        UnknownEditionError: there are no rules for the proposal's call and action.
    """
    seen = {document.source.text}
    for _ in range(_MOST_STEPS):
        step = next_step(document, provisional=provisional)
        if step is None or step.after.source.text in seen:
            return
        seen.add(step.after.source.text)
        yield step
        document = step.after


def difference(before: Document, after: Document, as_what: str = "mended") -> str:
    """What changes in the file, as a unified difference; `as_what` says what the new text is."""
    old, new = (one.source.text.splitlines(keepends=True) for one in (before, after))
    lines = unified_diff(old, new, before.file, f"{before.file} ({as_what})")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def changed(document: Document, edits: Edits) -> Document:
    """The proposal with other values at some places, as its file would say it.

    Raises:
        NoPlaceError: there is no place for one of them.
        UnreadableProposalError: it would be no proposal.
    """
    return parse(edited(document.source.text, edits, document.file).text, document.file)


def _mended(document: Document, patch: Patch) -> tuple[Document, bool]:
    """The proposal after a patch, touching as little of its text as can be, and whether comments are lost."""
    # What only the code of a form says is written in words where one of them changes, as `edited` does.
    told = said_by_code(document.data) if keys_of(patch) & SAID_BY_CODES else {}
    meant = apply({**document.data, **told}, patch)
    whole = [(pointer((key,)), meant.get(key)) for key in sorted(keys_of(patch))]
    for edits in (_as_edits(document.data, patch), whole):
        text = edited(document.source.text, edits, document.file)
        after = parse(text.text, document.file)
        if _plain(after.data) == _plain(meant):
            return after, text.comments_lost
    raise AssertionError(f"{document.file} cannot say {patch}")


def _as_edits(data: dict[str, Any], patch: Patch) -> Edits:
    """The operations as values at places; an appended entry goes to the place after the last."""
    edits: list[tuple[str, Any]] = []
    for number, operation in enumerate(patch):
        at = operation["path"]
        if at.endswith("/-"):
            there = editing.get(apply(data, patch[:number]), parent(at))
            at = f"{parent(at)}/{len(there or ())}"
        edits.append((at, None if operation["op"] == "remove" else operation["value"]))
    return edits


def _plain(data: Any) -> str:
    return json.dumps(data, sort_keys=True, default=str)
