"""Reports for people: verdict and next steps, then what blocks; the rest on request."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from rich.console import Console
from rich.text import Text

from erasmus_cli.chapters.days_left import days_words
from erasmus_cli.chapters.naming import Names, named, names_of, place_named
from erasmus_cli.chapters.verdict import in_short, not_checked, verdict_words
from erasmus_cli.cli.documents_text import show_documents
from erasmus_cli.cli.paragraphs import Footnotes, indented
from erasmus_cli.cli.report_head import next_steps
from erasmus_cli.pointers import dotted
from erasmus_cli.proposal.reader import Document
from erasmus_cli.rules.documents import documents_needed
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import Finding, Report, Verdict
from erasmus_cli.rules.report_id import report_id
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import say, tell

_OF_MANY = 3  # organisations of which one finding is told for all, as each would say the same
_STYLES = {Verdict.ELIGIBLE: "pass", Verdict.NOT_ELIGIBLE: "fail", Verdict.UNDECIDED: "open"}


def show(
    console: Console,
    report: Report,
    document: Document,
    on: date,
    *,
    verbose: bool = False,
    typed: str | None = None,
) -> None:
    """Prints one report, as of a day; `typed` is what to type for the proposal, if not its file's name."""
    _show_head(console, report, document, on, typed or document.file)
    notes = Footnotes() if verbose else None
    names = names_of(document.proposal, with_handles=verbose)
    for label, style, findings in _grouped(report, verbose=verbose):
        for finding, others in _told_together(findings) if notes is None else ((f, ()) for f in findings):
            _show_finding(console, (label, style), finding, document, names, notes, others)
    if report.left_out:
        words = Text.assemble((_("Left out on request: "), "strong"), " ".join(report.left_out))
        indented(console, words, 0, hang=2)
    if notes is None:
        _show_rest(console, report)
    else:
        if report.project:
            show_documents(console, documents_needed(report.project))
        notes.show(console)
    console.print(Text(tell("Report {id}", id=report_id(report, document.proposal)), style="quiet"))


def _show_head(console: Console, report: Report, document: Document, on: date, typed: str) -> None:
    title = document.proposal.title
    file = document.file + (f": {title}" if title else "")
    words = (verdict_words(report, on), _STYLES[report.verdict])
    indented(console, Text.assemble(words, "  ", (file, "strong")), 0, hang=2)
    edition = f"{report.edition.name}: " if report.edition else ""
    indented(console, Text(f"{edition}{in_short(report)}", style="quiet"), 0)
    if days := days_words(report.project, on):
        indented(console, Text(days), 0)
    if unasked := not_checked(report):
        indented(console, Text(unasked), 0)
    steps = next_steps(report, typed, on)
    following = _("Next: ")
    for number, step in enumerate(steps, 1):
        count_of = f"{number}. " if len(steps) > 1 else ""
        mark = Text.assemble((following if number == 1 else " " * len(following), "strong"), count_of)
        indented(console, Text(step), len(mark), mark=mark)
    console.print()


def _grouped(report: Report, *, verbose: bool) -> list[tuple[str, str, list[Finding]]]:
    def those(outcome: Result, *severities: Severity) -> list[Finding]:
        return [f for f in report.findings if f.outcome is outcome and f.severity in severities]

    groups = [
        (_("FAIL"), "fail", those(Result.FAIL, Severity.ERROR)),
        (_("OPEN"), "open", those(Result.UNKNOWN, Severity.ERROR)),
        (_("WARN"), "warn", those(Result.FAIL, Severity.WARNING)),
        (_("NOTE"), "warn", those(Result.FAIL, Severity.NOTE)),
        (_("todo"), "quiet", those(Result.UNKNOWN, Severity.WARNING, Severity.NOTE)),
    ]
    if verbose:
        groups += [
            (_("pass"), "pass", [f for f in report.findings if f.outcome is Result.PASS]),
            (_("n/a"), "quiet", [f for f in report.findings if f.outcome is Result.NOT_APPLICABLE]),
            (_("judge"), "quiet", those(Result.UNKNOWN, Severity.ASSESSOR)),
        ]
    return groups


def _told_together(findings: Iterable[Finding]) -> Iterator[tuple[Finding, tuple[str, ...]]]:
    """Each finding with the handles of further organisations of which it says the same, if these are many."""
    alike: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        alike.setdefault(_but_of_whom(finding) or number, []).append(finding)
    for same in alike.values():
        if len(same) < _OF_MANY:
            yield from ((finding, ()) for finding in same)
        else:
            yield same[0], tuple(finding.said.values["member"] for finding in same[1:])


def _but_of_whom(finding: Finding) -> tuple[str, ...]:
    """All that a finding says but of which organisation; nothing where it speaks of none."""
    if "member" not in finding.said.values:
        return ()
    told = [message for message in (finding.said, finding.advice) if message]
    rest = [{key: value for key, value in one.values.items() if key != "member"} for one in told]
    return (finding.rule, *(one.template for one in told), repr(rest))


def _show_finding(
    console: Console,
    label: tuple[str, str],
    finding: Finding,
    document: Document,
    names: Names,
    notes: Footnotes | None,
    others: tuple[str, ...] = (),
) -> None:
    place = document.place(finding.at)
    marks = notes.mark(citation.source for citation in finding.sources) if notes else ""
    head = Text.assemble((f"{label[0]:<4} ", label[1]), (f"{finding.rule} {finding.name}", "strong"))
    if place:
        told = f"{document.file}:{place[0]}:{place[1]}"
        fits = len(head) + 2 + len(told) <= console.width
        head.append("  " if fits else "\n     ").append(told, style="quiet")
    console.print(head, soft_wrap=True)
    indented(console, Text(f"{named(finding.said, names)} {marks}".rstrip()), 5)
    if others:
        likewise = tuple(names.get(handle, handle) for handle in others)
        indented(console, Text(tell("The same of {names:list}", names=likewise)), 5)
    if finding.caution and finding.outcome is not Result.PASS:
        indented(console, Text(tell("Caution: {why}", why=finding.caution)), 5)
    if finding.needs and finding.outcome is Result.UNKNOWN:
        called = dotted if notes else partial(place_named, proposal=document.proposal)
        keys = ", ".join(map(called, finding.needs))
        indented(console, Text.assemble((_("Needs: "), "strong"), keys), 5)
    if finding.advice:
        indented(console, Text.assemble((_("Mend: "), "strong"), named(finding.advice, names)), 5)
    console.print()


def _show_rest(console: Console, report: Report) -> None:
    """One line on all that `-v` shows in full."""
    passed = len({f.rule for f in report.findings if f.outcome is Result.PASS})
    skipped = len({f.rule for f in report.findings if f.outcome is Result.NOT_APPLICABLE})
    judged = sum(f.severity is Severity.ASSESSOR for f in report.findings)
    documents = len(documents_needed(report.project)) if report.project else 0
    items = (
        say("{n} {n:rule|rules} passed", n=passed),
        say("{n} not applicable", n=skipped),
        say("{n} {n:topic|topics} for assessors and agencies to judge", n=judged),
        say("{n} {n:document|documents} to hold ready", n=documents),
    )
    told = (*(item for item in items if item.values["n"]), say("all sources"))
    words = tell("With -v: {items}.", items=told)
    indented(console, Text(words, style="quiet"), 0, hang=2)
