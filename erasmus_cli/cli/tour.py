"""`erasmus tour`: the main job on an example, without a terminal and without questions."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from erasmus_cli.cli.options import DateOption
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.shells import for_shell

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from erasmus_cli.proposal.reader import Document
    from erasmus_cli.rules.report import Report

_FOLDER = "erasmus-tour"


def tour(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[FOLDER]", help=f"A new folder; {_FOLDER} if left out.")
    ] = None,
    date: DateOption = None,
) -> None:
    """Take an example proposal through check, budget and draft, and say which command does each step."""
    import shutil

    from erasmus_cli import resources
    from erasmus_cli.chapters.render import markdown
    from erasmus_cli.cli.console import out
    from erasmus_cli.cli.options import date_to_print
    from erasmus_cli.cli.report_text import show
    from erasmus_cli.grant.calculator import calculate
    from erasmus_cli.proposal.reader import load
    from erasmus_cli.proposal.writer import write_text
    from erasmus_cli.rules.engine import check

    on = date_to_print(date)
    target = _new_folder(folder)
    proposal, report, draft = (target / name for name in ("proposal.yaml", "report.txt", "draft.md"))
    typed = for_shell(str(proposal))
    examples = resources.examples()
    shutil.copyfile(examples / "ka220-vet-2026.yaml", proposal)
    shutil.copyfile(examples / "broken" / "ka220-vet-2026.yaml", target / "broken.yaml")

    _step(
        1,
        _("A proposal is one file, which questions fill"),
        f"erasmus new {typed}",
        *_asked(proposal),
    )
    document = load(proposal)
    found = check(document.proposal)
    kept = tell("kept in {file}", file=report)
    _step(
        2, _("It is held against every rule of the call"), f"erasmus check {for_shell(str(proposal))}", kept
    )
    out().print()
    show(out(), found, document, on)
    write_text(report, _as_text(document, found, on))
    grant = calculate(document.proposal)
    sums = tell(
        "{grant:eur} in {n} {n:amount|amounts}; the command shows each",
        grant=grant.amount,
        n=len(grant.lines),
    )
    _step(3, _("The grant adds up"), f"erasmus budget {typed}", sums)
    word = tell("kept in {file}; a name that ends in .docx, .html or .pdf gives that format", file=draft)
    written = f"erasmus draft {typed} -o {for_shell(str(draft))}"
    _step(4, _("It becomes a draft in the order of the form"), written, word)
    write_text(draft, markdown(document.proposal, on))
    broken = for_shell(str(target / "broken.yaml"))
    _step(
        5,
        _("Your turn: a proposal with mistakes"),
        f"erasmus check {broken}",
        tell(
            "says what blocks; {command} shows the edits that mend it",
            command=f"`erasmus fix {broken}`",
        ),
    )


def _asked(proposal: Path) -> "Iterator[str]":
    """A question as the wizard asks it, and how far the sections of the proposal are."""
    from collections import Counter

    from erasmus_cli.wizard.file import ProposalFile
    from erasmus_cli.wizard.sections import arising, state_of

    answers = ProposalFile(proposal).answers
    question = answers.question("/months")
    if question is not None:
        yield tell("asks: {question} {help}", question=_(question.prompt), help=_(question.help))
        yield f"> {answers.value(question.at)}"
    states = Counter(str(state_of(section, asked, answers)) for section, asked in arising(answers))
    yield tell(
        "Each answer is saved at once. One can go back, have a question explained, and stop: the next start "
        "goes on there. Sections of the example: {sections}.",
        sections=tuple(f"{number} {_(state)}" for state, number in states.items()),
    )


def _step(number: int, what: str, command: str, *notes: str) -> None:
    from rich.text import Text

    from erasmus_cli.cli.console import out
    from erasmus_cli.cli.paragraphs import indented

    if number > 1:
        out().print()
    out().print(Text(f"{number}. {what}", style="strong"))
    indented(out(), Text(f"$ {command}"), 3, hang=2)
    for note in notes:
        indented(out(), Text(note, style="quiet"), 3)


def _as_text(document: "Document", report: "Report", on: "dt.date") -> str:
    import io

    from rich.console import Console

    from erasmus_cli.cli.console import THEME
    from erasmus_cli.cli.report_text import show

    stream = io.StringIO()
    console = Console(file=stream, width=80, no_color=True, theme=THEME, highlight=False)
    show(console, report, document, on, verbose=True)
    return stream.getvalue()


def _new_folder(asked: Path | None) -> Path:
    from itertools import chain, count

    from erasmus_cli.cli.console import refuse

    if asked is not None and asked.exists():
        refuse(tell("{folder} is there already; name a new folder", folder=asked))
    names = chain((_FOLDER,), (f"{_FOLDER}-{number}" for number in count(2)))
    free = asked or next(folder for folder in map(Path, names) if not folder.exists())
    free.mkdir(parents=True)
    return free
