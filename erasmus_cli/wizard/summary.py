"""The last words: how the proposal stands, and what to do with it."""

import shlex
from collections.abc import Iterator

from erasmus_cli.rules.outcome import Result
from erasmus_cli.rules.report import Verdict
from erasmus_cli.wizard.file import ProposalFile

_WORDS = {
    Verdict.ELIGIBLE: "eligible",
    Verdict.NOT_ELIGIBLE: "not eligible as it stands",
    Verdict.UNDECIDED: "cannot be told yet whether it is eligible",
}
_MOST_POINTS = 4


def verdict(file: ProposalFile) -> str:
    """How the proposal stands, in one line."""
    report = file.answers.report
    if report is None:
        return f"{file.path}: {_WORDS[Verdict.UNDECIDED]}"
    fails = sum(f.decides and f.outcome is Result.FAIL for f in report.findings)
    still_open = sum(f.decides and f.outcome is Result.UNKNOWN for f in report.findings)
    counts = [f"{fails} to mend" if fails else "", f"{still_open} open" if still_open else ""]
    points = f" ({', '.join(filter(None, counts))})" if fails or still_open else ""
    return f"{file.path}: {_WORDS[report.verdict]}{points}"


def standing(file: ProposalFile) -> Iterator[str]:
    """The verdict, then what has to be mended, what is open and what is written by hand, a line each."""
    yield verdict(file)
    yield from _points(file, "to mend", Result.FAIL)
    yield from _points(file, "open", Result.UNKNOWN)
    yield from _by_hand(file)


def closing_lines(file: ProposalFile) -> Iterator[str]:
    """How the proposal stands, then the next commands."""
    name = shlex.quote(str(file.path))
    yield from standing(file)
    yield f"next: `erasmus check {name}` names every point with its source,"
    yield f"      `erasmus draft {name} -o draft.md` writes the application draft"


def _points(file: ProposalFile, label: str, outcome: Result) -> Iterator[str]:
    """What keeps the proposal from being eligible, in one line."""
    report = file.answers.report
    found = report.findings if report else ()
    points = list(dict.fromkeys(f.message for f in found if f.decides and f.outcome is outcome))
    if points:
        more = f"; and {len(points) - _MOST_POINTS} more" if len(points) > _MOST_POINTS else ""
        yield f"{label}: {'; '.join(points[:_MOST_POINTS])}{more}"


def _by_hand(file: ProposalFile) -> Iterator[str]:
    """Where to write the parts of a lump sum, for which the wizard has no questions."""
    project = file.answers.project
    if project is None or not project.edition.lump_sums:
        return
    key = "work_packages" if project.edition.packages else "activities"
    if getattr(file.proposal, key) is None:
        yield f"by hand: write the {key.replace('_', ' ')} in {file.path}, under `{key}:`"
