"""The last words: how the proposal stands, and what to do with it."""

import shlex
from collections.abc import Iterator

from erasmus_cli.rules.outcome import Result
from erasmus_cli.rules.report import Verdict
from erasmus_cli.wizard import deadline, running_grant
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
    return f"{file.path}: {_WORDS[report.verdict]}{points}{_by_which_rules(file)}"


def _by_which_rules(file: ProposalFile) -> str:
    """By which rules the verdict holds, where these are of a call that is over or of another one."""
    project = file.answers.project
    if project is None:
        return ""
    if project.provisional:
        return ", provisionally"  # the next line says by which rules
    closing = deadline.last_of(project)
    if closing is None or closing >= file.answers.now:
        return ""
    return f", by the rules of call {project.proposal.call}, which is over"


def _texts(file: ProposalFile) -> str | None:
    """How many texts of the form are written; None where it has none."""
    texts = file.answers.project.fields() if file.answers.project else ()
    written = sum(bool(field.text) for field in texts)
    return f"Texts of the application form: {written} of {len(texts)} written." if texts else None


def standing(file: ProposalFile, *, is_open: bool = True) -> Iterator[str]:
    """The verdict, the deadline and the grant, then what has to be mended and what is open, a line each.

    Args:
        file: the proposal.
        is_open: say also what is open; where sections are still to be filled, they say so themselves.
    """
    yield verdict(file)
    project = file.answers.project
    if project is not None:
        yield from filter(
            None, (deadline.standing(project, file.answers.now), running_grant.in_short(project))
        )
    yield from _points(file, "to mend", Result.FAIL)
    if is_open:
        yield from _points(file, "open", Result.UNKNOWN)


def closing_lines(file: ProposalFile) -> Iterator[str]:
    """How the proposal stands, then the next commands."""
    name = shlex.quote(str(file.path))
    yield from standing(file)
    yield from filter(None, [_texts(file)])
    project = file.answers.project
    flag = " --provisional" if project is not None and project.provisional else ""
    yield "next:"
    yield f"  `erasmus check{flag} {name}` names every point with its source"
    yield f"  `erasmus budget{flag} {name}` shows the grant line by line"
    yield f"  `erasmus draft{flag} {name} -o draft.docx` writes the application draft"


def _points(file: ProposalFile, label: str, outcome: Result) -> Iterator[str]:
    """What keeps the proposal from being eligible, in one line."""
    report = file.answers.report
    found = report.findings if report else ()
    points = list(dict.fromkeys(f.message for f in found if f.decides and f.outcome is outcome))
    if points:
        more = f"; and {len(points) - _MOST_POINTS} more" if len(points) > _MOST_POINTS else ""
        yield f"{label}: {'; '.join(points[:_MOST_POINTS])}{more}"
