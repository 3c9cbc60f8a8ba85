"""`erasmus fix`: what the rules can mend, shown as a difference and made on request."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from erasmus_cli.cli.options import ProvisionalOption
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.shells import for_shell

if TYPE_CHECKING:
    from erasmus_cli.matching.mending import Step
    from erasmus_cli.proposal.reader import Document

_File = Annotated[str, typer.Argument(metavar="FILE", help="The proposal; - is standard input.")]
_Apply = Annotated[bool, typer.Option("--apply", help="Make all edits in FILE.")]
_Step = Annotated[
    bool, typer.Option("--step", help="Ask before each edit, and make those agreed to in FILE.")
]


def fix(
    file: _File, apply: _Apply = False, step: _Step = False, provisional: ProvisionalOption = False
) -> None:
    """Show the edits that mend a proposal as a difference; nothing is written unless asked for.

    Every edit was tried out: it mends something and breaks nothing. What you have to decide has none.
    """
    from contextlib import nullcontext

    from erasmus_cli.cli.console import refuse
    from erasmus_cli.proposal.locks import held

    writes = apply or step
    if writes and (file == "-" or not Path(file).is_file()) and (file == "-" or Path(file).exists()):
        refuse(tell("{file}: edits can be made in an ordinary file only", file=file))
    with held(Path(file)) if writes else nullcontext():
        _mend(file, step=step, writes=writes, provisional=provisional)


def _mend(file: str, *, step: bool, writes: bool, provisional: bool) -> None:
    from erasmus_cli.cli.console import notice, out, write_text
    from erasmus_cli.cli.differences import show_difference
    from erasmus_cli.matching.mending import difference, plan
    from erasmus_cli.proposal.reader import load

    document = load(file)
    steps = (
        _agreed(document, provisional=provisional) if step else list(plan(document, provisional=provisional))
    )
    if not steps:
        notice(_("no edit was made") if step else _("nothing to mend by edits"))
        _tell_rest(document, provisional=provisional)
        return
    after = steps[-1].after
    if not step:
        for number, one in enumerate(steps, 1):
            notice(f"{number}. {_words(one)}")
        if out().is_terminal:
            show_difference(out(), difference(document, after))
        else:
            write_text(difference(document, after))
    if writes:
        _write(document, after, lost=any(one.comments_lost for one in steps))
        notice(tell("{file}: {n} {n:edit|edits} made", file=file, n=len(steps)), style="strong")
    else:
        notice(
            tell(
                "nothing was written; --apply makes {n} {n:edit|edits}, --step asks before each", n=len(steps)
            )
        )
    _tell_rest(after, provisional=provisional)


def _agreed(document: "Document", *, provisional: bool) -> "list[Step]":
    """The edits that a person at the terminal agrees to, each asked on what the ones before it left."""
    from erasmus_cli.cli.console import err, notice, refuse
    from erasmus_cli.cli.differences import show_difference
    from erasmus_cli.matching.mending import difference, next_step

    if not _at_terminal():
        refuse(_("--step asks, and there is nobody at a terminal; --apply makes all edits"))
    agreed: list[Step] = []
    declined: set[str] = set()
    while one := next_step(document, declined, provisional=provisional):
        notice(_words(one), style="strong")
        show_difference(err(), difference(one.before, one.after))
        declined.add(one.key)  # an edit is asked about once, whatever comes of it
        if typer.confirm(_("Make this edit?"), default=False, err=True):
            agreed.append(one)
            document = one.after
    return agreed


def _at_terminal() -> bool:
    import sys

    return sys.stdin.isatty() and sys.stderr.isatty()


def _words(step: "Step") -> str:
    from erasmus_cli.chapters.naming import named, names_of

    finding, names = step.finding, names_of(step.before.proposal)
    mend = named(finding.answer.fix, names) if finding.answer.fix else ""
    return f"{finding.rule} {named(finding.said, names)}: {mend}"


def _write(document: "Document", after: "Document", *, lost: bool) -> None:
    """Writes the file, unless somebody else has changed it meanwhile."""
    from erasmus_cli.cli.console import notice
    from erasmus_cli.proposal.text_edit import without_comments
    from erasmus_cli.proposal.writer import keep_copy, write_text

    path = Path(document.file)
    copy = keep_copy(path) if lost else None
    notice(*write_text(path, after.source.text, read=document.source.text), style="warn")
    if copy:
        notice(without_comments(path, copy), style="warn")


def _tell_rest(document: "Document", *, provisional: bool) -> None:
    """How many failures no edit mends."""
    from erasmus_cli.cli.console import notice
    from erasmus_cli.rules.engine import check
    from erasmus_cli.rules.outcome import Result
    from erasmus_cli.rules.report import Finding

    def blocks(finding: Finding) -> bool:
        return finding.decides and finding.outcome is Result.FAIL

    rest = sum(map(blocks, check(document.proposal, fixes=False, provisional=provisional).findings))
    flag = " --provisional" if provisional else ""
    if rest:
        notice(
            tell(
                "{n} {n:finding|findings} that no edit mends need you: {command}",
                n=rest,
                command=f"`erasmus check{flag} {for_shell(document.file)}`",
            )
        )
