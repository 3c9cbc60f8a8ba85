"""`erasmus` alone, on a terminal: what there is to go on with in this folder, and what one can begin."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.shells import for_shell

if TYPE_CHECKING:
    from rich.text import Text

    from erasmus_cli.proposal.model import Proposal

MOST = 4
"""Proposals that are told; the screen has 24 lines."""
_LOOKED_AT = 50  # files of a folder full of YAML of other programs
_OURS = {"call", "action", "organisations", "field", "months"}

_BEGIN = (
    ("erasmus new", Words("asks, from nothing to a whole proposal")),
    ("erasmus match --countries BE,PT", Words("where a partnership of these countries fits")),
    ("erasmus examples", Words("finished proposals to read and to copy")),
    ("erasmus tour", Words("an example from check to draft, in a minute")),
    ("erasmus guide calls", Words("which calls are known, which are open")),
)
_HELP = (
    ("erasmus help", Words("all commands")),
    ("erasmus help check", Words("one of them")),
)


def greet(folder: Path, on: date) -> None:
    """Prints both, on one screen."""
    from rich.text import Text

    from erasmus_cli import __version__
    from erasmus_cli.cli.console import out
    from erasmus_cli.cli.paragraphs import indented

    console = out()
    indented(
        console,
        Text(
            tell("erasmus {version}, for Erasmus+ Key Action 2 partnerships", version=__version__),
            style="strong",
        ),
        0,
    )
    found = list(proposals_in(folder))
    if found:
        console.print()
        console.print(Text(_("In this folder"), style="strong"))
        for file, proposal in found[:MOST]:
            indented(console, _line(file, proposal, on, console.width - 4), 2, hang=2)
        if len(found) > MOST:
            more = tell("and {n} more; `erasmus check .` takes them all", n=len(found) - MOST)
            indented(console, Text(more), 2)
        file, proposal = next((one for one in found if one[1]), found[0])
        newest = f"{_proviso(proposal)} {for_shell(file.name)}"
        on_with_it = (f"erasmus new{newest}", Words("asks for what is missing"))
        blocks = (f"erasmus check{newest}", Words("what blocks, and what to do next"))
        _table(Words("Go on"), (on_with_it, blocks))
    _table(Words("Begin"), _BEGIN)
    _table(Words("Help"), _HELP)


def _proviso(proposal: "Proposal | None") -> str:
    """The option that commands need for a proposal to a call that is not published yet."""
    from erasmus_cli.errors import ErasmusError
    from erasmus_cli.guide.errors import NotPublishedError
    from erasmus_cli.guide.loader import open_edition

    if proposal is None or proposal.call is None or proposal.action is None:
        return ""
    try:
        open_edition(proposal.call, proposal.action)
    except NotPublishedError:
        return " --provisional"
    except ErasmusError:  # which the line of the proposal tells
        pass
    return ""


def _table(title: Words, texts: tuple[tuple[str, Words], ...]) -> None:
    """Commands, and what each does; below one another where there is no room."""
    from rich.text import Text

    from erasmus_cli.cli.console import out
    from erasmus_cli.cli.paragraphs import indented

    console = out()
    console.print()
    console.print(Text(_(title), style="strong"))
    rows = [(command, _(does)) for command, does in texts]
    wide = max(len(command) for command, _does in rows)
    beside = all(wide + len(does) + 6 <= console.width for _, does in rows)
    for command, does in rows:
        if beside:
            console.print(Text.assemble(f"  {command.ljust(wide)}  ", (does, "quiet")), soft_wrap=True)
        else:
            indented(console, Text(command), 2, hang=2)
            indented(console, Text(does, style="quiet"), 4)


def proposals_in(folder: Path) -> Iterator[tuple[Path, "Proposal | None"]]:
    """The proposals of a folder, the last changed one first; None for one that cannot be read."""
    from erasmus_cli.proposal.errors import UnreadableProposalError
    from erasmus_cli.proposal.reader import load

    files = [file for pattern in ("*.yaml", "*.yml") for file in folder.glob(pattern) if file.is_file()]
    files.sort(key=lambda file: (-file.stat().st_mtime, file.name))
    for file in files[:_LOOKED_AT]:
        try:
            proposal = load(file).proposal
        except (UnreadableProposalError, OSError):
            if _begins_like_one(file):
                yield file, None
            continue
        if proposal.call or proposal.action or proposal.organisations:
            yield file, proposal


def _begins_like_one(file: Path) -> bool:
    """Whether a file that cannot be read has keys of a proposal: other YAML is not ours to speak of."""
    try:
        with file.open(encoding="utf-8", errors="replace") as stream:
            start = stream.read(4096)
    except OSError:
        return False
    return len({line.partition(":")[0] for line in start.splitlines()} & _OURS) > 1


def _line(file: Path, proposal: "Proposal | None", on: date, width: int) -> "Text":
    """One proposal, its short name only where there is room for it."""
    from rich.text import Text

    from erasmus_cli.errors import ErasmusError

    if proposal is None:
        why = tell("cannot be read; {command} says why", command=f"`erasmus check {for_shell(file.name)}`")
        return Text.assemble((file.name, "strong"), f"  {why}")
    try:
        words = _verdict(proposal, on)
    except ErasmusError as error:
        words = error.lines()[0]
    line = Text.assemble((file.name, "strong"), f"  {words}")
    short = Text(f"  {_short(proposal)}", style="quiet")
    return line + short if len(line) + len(short) <= width else line


def _short(proposal: "Proposal") -> str:
    """Its short name, else the beginning of its title."""
    from textwrap import shorten

    return proposal.acronym or shorten(proposal.title or "", 40, placeholder=" ...")


def _verdict(proposal: "Proposal", on: date) -> str:
    """The verdict and the days that are left, in a few words."""
    from erasmus_cli.chapters.verdict import left_on
    from erasmus_cli.rules.engine import check
    from erasmus_cli.rules.report import verdict_name

    report = check(proposal, fixes=False, provisional=True)
    left = left_on(report, on)
    words = _(verdict_name(report.verdict, closed=left is not None and left.closed))
    if report.provisional_for and report.edition:
        return tell("{verdict}, by the rules of {call}", verdict=words, call=report.edition.call)
    if left is None:
        return words
    if left.closed:
        return tell("{verdict}, closed {n} {n:day|days} ago", verdict=words, n=-left.days)
    return tell("{verdict}, {n} {n:day|days} left", verdict=words, n=left.days)
