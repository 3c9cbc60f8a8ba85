"""`erasmus check --diff KEY=VALUE`: what would change with other answers."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

if TYPE_CHECKING:
    from datetime import date

    from erasmus_cli.proposal.reader import Document
    from erasmus_cli.rules.report import Report


def with_answers(document: "Document", wishes: Sequence[str]) -> "Document":
    """The proposal with these answers, `KEY=VALUE` each; nothing is written.

    Raises:
        NoPlaceError: there is no place for one of them.
        UnreadableProposalError: it would be no proposal.
    """
    from erasmus_cli.matching.mending import changed
    from erasmus_cli.wizard.preset_answers import pointer_of, value_as_given

    edits = []
    for wish in wishes:
        key, equals, raw = wish.partition("=")
        if not equals or not key.strip("/. "):
            raise typer.BadParameter(tell("--diff {wish}: write key=value, such as months=24", wish=wish))
        value = value_as_given(raw.strip()) if raw.strip() else None
        edits.append((pointer_of(key.strip()), value))
    return changed(document, edits)


def show(before: "Document", after: "Document", on: "date | None", *, provisional: bool) -> None:
    """Prints both verdicts, the findings that go and come, and the difference to the file as it is."""
    from rich.text import Text

    from erasmus_cli.cli.console import out
    from erasmus_cli.cli.differences import show_difference
    from erasmus_cli.cli.paragraphs import indented
    from erasmus_cli.matching.mending import difference
    from erasmus_cli.rules.engine import check
    from erasmus_cli.rules.report import verdict_name

    old, new = (check(one.proposal, fixes=False, provisional=provisional) for one in (before, after))
    verdicts = " -> ".join(_(verdict_name(one.verdict, closed=_closed(one, on))) for one in (old, new))
    out().print(Text(tell("What if: {verdicts}", verdicts=verdicts), style="strong"))
    was, is_ = _findings(old, before), _findings(new, after)
    gone, come = was - is_, is_ - was
    for mark, lines in (("-", gone), ("+", come)):
        for line in lines.elements():
            indented(out(), Text(f"{mark} {line}"), 0, hang=2)
    out().print()
    show_difference(out(), difference(before, after, as_what="what if"))
    out().print()


def _closed(report: "Report", on: "date | None") -> bool:
    from erasmus_cli.rules.time_left import time_left

    left = time_left(report.project, on) if report.project and on else None
    return left is not None and left.closed


def _findings(report: "Report", document: "Document") -> Counter[str]:
    """What fails or is open in words, each as often as it is said."""
    from erasmus_cli.chapters.naming import named, names_of
    from erasmus_cli.rules.outcome import Result, Severity

    names = names_of(document.proposal)
    labels = {Result.FAIL: _("FAIL"), Result.UNKNOWN: _("OPEN")}
    return Counter(
        f"{labels[one.outcome] if one.decides else _('note')} {one.rule}: {named(one.said, names)}"
        for one in report.findings
        if one.outcome in labels and one.severity is not Severity.ASSESSOR
    )
