"""The last words: how the proposal stands, and what to do with it."""

from collections.abc import Iterator

from erasmus_cli.chapters.naming import named, names_of
from erasmus_cli.chapters.verdict import verdict_words
from erasmus_cli.rules.outcome import Result
from erasmus_cli.rules.report import Verdict, verdict_name
from erasmus_cli.wizard import deadline, running_grant
from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import NOTHING, say, tell
from erasmus_cli.wording.shells import for_shell

_MOST_POINTS = 4


def verdict(file: ProposalFile) -> str:
    """How the proposal stands, in one line: the verdict as every report says it, then how many points."""
    report = file.answers.report
    if report is None:
        return f"{file.path}: {verdict_name(Verdict.UNDECIDED, closed=None).upper()}"
    fails = sum(f.decides and f.outcome is Result.FAIL for f in report.findings)
    still_open = sum(f.decides and f.outcome is Result.UNKNOWN for f in report.findings)
    counts = (
        tell("{n} to mend", n=fails) if fails else "",
        tell("{n} open", n=still_open) if still_open else "",
    )
    points = f" ({', '.join(filter(None, counts))})" if fails or still_open else ""
    return f"{file.path}: {verdict_words(report, file.answers.now.date())}{points}"


def _texts(file: ProposalFile) -> str | None:
    """How many texts of the form are written; None where it has none."""
    texts = file.answers.project.fields() if file.answers.project else ()
    written = sum(bool(field.text) for field in texts)
    if not texts:
        return None
    return tell("Texts of the application form: {written} of {all} written.", written=written, all=len(texts))


def standing(file: ProposalFile, *, is_open: bool = True) -> Iterator[str]:
    """The verdict, the deadline and the grant, then what has to be mended and what is open, a line each.

    Args:
        file: the proposal.
        is_open: say also what is open; where sections are still to be filled, they say so themselves.
    """
    yield verdict(file)
    project = file.answers.project
    if project is not None:
        yield deadline.standing(project, file.answers.now)
        yield running_grant.in_short(project)
    yield from _points(file, Words("to mend: {points:reasons}{more}"), Result.FAIL)
    if is_open:
        yield from _points(file, Words("open: {points:reasons}{more}"), Result.UNKNOWN)


def closing_lines(file: ProposalFile) -> Iterator[str]:
    """How the proposal stands, then the next commands."""
    name = for_shell(str(file.path))
    yield from standing(file)
    yield from filter(None, [_texts(file)])
    project = file.answers.project
    flag = " --provisional" if project is not None and project.provisional else ""
    yield _("next:")
    for line in (
        tell("`erasmus check{flag} {file}` names every point with its source", flag=flag, file=name),
        tell("`erasmus budget{flag} {file}` shows the grant line by line", flag=flag, file=name),
        tell("`erasmus draft{flag} {file} -o draft.docx` writes the application draft", flag=flag, file=name),
    ):
        yield f"  {line}"


def _points(file: ProposalFile, words: Words, outcome: Result) -> Iterator[str]:
    """What keeps the proposal from being eligible, in one line."""
    report = file.answers.report
    found = report.findings if report else ()
    names = names_of(file.answers.proposal)
    points = list(dict.fromkeys(named(f.said, names) for f in found if f.decides and f.outcome is outcome))
    if points:
        left = len(points) - _MOST_POINTS
        more = say("; and {n} more", n=left) if left > 0 else NOTHING
        yield tell(words, points=tuple(points[:_MOST_POINTS]), more=more)
