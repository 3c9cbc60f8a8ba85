"""`erasmus new`: the wizard."""

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from erasmus_cli.cli.cards import CardsFolder, cards_in
from erasmus_cli.cli.options import ProvisionalOption
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.shells import for_shell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from erasmus_cli.proposal.cards import Cards
    from erasmus_cli.wizard.file import ProposalFile
    from erasmus_cli.wizard.prompter import Prompter

_WIDEST = 100
_File = Annotated[Path, typer.Argument(metavar="[FILE]", help="The proposal, to begin or to go on with.")]
_Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="KEY=VALUE", help="Give an answer, such as field=vet or organisations.0.country=BE."
    ),
]
_Answers = Annotated[
    str | None, typer.Option("--answers", metavar="FILE", help="Take answers from a YAML or JSON file.")
]
_NoInput = Annotated[bool, typer.Option("--no-input", help="Ask nothing; name what is missing.")]
_Plain = Annotated[
    bool, typer.Option("--plain", help="Numbered lists and plain lines, as for screen readers.")
]


_Source = Annotated[
    str | None,
    typer.Option("--from", metavar="FILE|EXAMPLE", help="Begin with a copy of a proposal, or of an example."),
]
_Organisations = Annotated[
    list[str] | None,
    typer.Option("--organisation", metavar="CARD", help="Add the organisation of a card, by name or file."),
]


def new(
    file: _File = Path("proposal.yaml"),
    settings: _Settings = None,
    answers: _Answers = None,
    no_input: _NoInput = False,
    plain: _Plain = False,
    source: _Source = None,
    provisional: ProvisionalOption = False,
    organisations: _Organisations = None,
    cards: CardsFolder = None,
) -> None:
    """Begin a proposal, or go on with one: asks for what is missing or does not fit, and saves each answer.

    Exits with 0 if nothing is missing, 2 if something is and nobody can be asked, 130 after Ctrl-C.
    """
    from erasmus_cli.proposal.locks import held

    with held(file):
        if source is not None:
            from erasmus_cli.cli.beginning import copy_of

            _tell(copy_of(source, file))
        given = _Given(settings or [], answers, organisations or [], provisional=provisional)
        _fill(file, given, cards_in(cards), no_input=no_input, plain=plain)


class _Given(NamedTuple):
    """What came with the command."""

    settings: list[str]
    answers: str | None
    organisations: list[str]
    provisional: bool


def _fill(file: Path, given: _Given, cards: "Cards", *, no_input: bool, plain: bool) -> None:
    from erasmus_cli.wizard.file import ProposalFile

    proposal = ProposalFile(file, _tell, _now())
    _give(proposal, given.settings, given.answers)
    if given.provisional:
        from erasmus_cli.cli.beginning import begin_for_next_call

        for line in begin_for_next_call(proposal):
            _tell(line)
    if given.organisations:
        from erasmus_cli.cli.beginning import add_organisations

        for line in add_organisations(proposal, given.organisations, cards):
            _tell(line)
    if no_input or not _has_terminal():
        _tell_age()
        _require_complete(proposal, no_input=no_input, given=any(given))
    else:
        from erasmus_cli.proposal.writer import require_ordinary

        require_ordinary(file)
        with _prompter(plain=plain) as prompter:
            _ask(proposal, prompter, cards)
    from erasmus_cli.wizard.summary import closing_lines

    for line in closing_lines(proposal):
        _tell(line)


def _tell_age() -> None:
    """Says that a newer Guide is likely to be out; where questions are asked, they begin with that."""
    from erasmus_cli.cli.options import date_to_print
    from erasmus_cli.guide.age import reminder

    if age := reminder(date_to_print(None)):
        _tell(age)


def _give(proposal: "ProposalFile", settings: list[str], answers: str | None) -> None:
    if not settings and answers is None:
        return
    from erasmus_cli.proposal.reader import load
    from erasmus_cli.wizard.preset_answers import give

    give(proposal, load(answers) if answers is not None else None, settings)


def _require_complete(proposal: "ProposalFile", *, no_input: bool, given: bool) -> None:
    """Leaves with 2 and the names of what is missing, as nobody can be asked."""
    from erasmus_cli.cli.console import notice
    from erasmus_cli.wizard.deadline import opening_lines
    from erasmus_cli.wizard.non_interactive import flags

    lines = list(flags(proposal))
    if not lines:
        return
    so_far = proposal.answers
    notice(*opening_lines(so_far.project, so_far.proposal.call, so_far.now))
    words = (
        Words("{file}: {n} {n:answer is|answers are} missing, and --no-input was given")
        if no_input
        else Words("{file}: {n} {n:answer is|answers are} missing, and there is no terminal to ask on")
    )
    notice(tell(words, file=proposal.path, n=len(lines)), style="error")
    notice(*lines, _("or give them all at once with --answers FILE"))
    if given:
        notice(tell("what was given is saved in {file}", file=proposal.path))
    raise typer.Exit(2)


def _ask(proposal: "ProposalFile", prompter: "Prompter", cards: "Cards") -> None:
    from erasmus_cli.wizard.deadline import opening_lines
    from erasmus_cli.wizard.menu import is_at_home, run, said_so_far
    from erasmus_cli.wizard.session import Session

    session = Session(proposal, prompter, _tell, cards)
    said = said_so_far(session)
    file = proposal.path
    if not file.exists():
        _tell(tell("A new proposal. Each answer is saved in {file} at once.", file=file))
    elif said:
        _tell(tell("Going on with {file}: {said}.", file=file, said=said))
    else:
        _tell(tell("Going on with {file}.", file=file))
    if not is_at_home(session):  # else the list of sections says so at once
        so_far = proposal.answers
        for line in opening_lines(so_far.project, so_far.proposal.call, so_far.now):
            _tell(line)
    _tell(_(prompter.keys))
    try:
        run(session)
    except (KeyboardInterrupt, EOFError) as stop:
        typed = session.unsaved.has_text
        for line in ("", *_where_stopped(session.asking, proposal.path, typed=typed)):
            _tell(line)
        raise typer.Exit(130 if isinstance(stop, KeyboardInterrupt) else 2) from stop


def _where_stopped(asking: str, path: Path, *, typed: bool) -> list[str]:
    question = tell("stopped at: {question}", question=asking) if asking else _("stopped")
    if not path.exists():
        return [question, _("nothing is saved yet; `erasmus new` begins again")]
    saved = (
        tell("everything before it is saved in {file};", file=path)
        if asking
        else tell("everything is saved in {file};", file=path)
    )
    kept = [_("what you typed and did not confirm is kept, and will be there again")] if typed else []
    # The command stands on a line of its own, so that it can be copied in one piece.
    return [
        question,
        *kept,
        saved,
        tell("`erasmus new {file}` goes on there", file=for_shell(str(path))),
    ]


@contextmanager
def _prompter(*, plain: bool) -> "Iterator[Prompter]":
    """Who asks: questionary, on stderr as stdout is for data, or plain lines."""
    dumb = os.environ.get("TERM", "").lower() in ("dumb", "unknown")
    if plain or dumb or os.environ.get("ACCESSIBLE"):
        from erasmus_cli.wizard.plain_prompter import PlainPrompter

        yield PlainPrompter(sys.stdin, sys.stderr)
        return
    from prompt_toolkit.application import create_app_session
    from prompt_toolkit.output import create_output

    from erasmus_cli.wizard.questionary_prompter import QuestionaryPrompter

    with create_app_session(output=create_output(stdout=sys.stderr)):
        yield QuestionaryPrompter()


def _now() -> "datetime":
    """The moment beside which deadlines are held, Brussels time: SOURCE_DATE_EPOCH, else now."""
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return moment.astimezone(ZoneInfo("Europe/Brussels")).replace(tzinfo=None)


def _has_terminal() -> bool:
    """Whether there is someone who sees the question and can answer it."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _tell(line: str) -> None:
    """Talk, broken between words: the terminal would break within them."""
    import shutil
    import textwrap

    from erasmus_cli.wording.visible import visible

    width = min(shutil.get_terminal_size().columns, _WIDEST)
    lines = textwrap.wrap(
        visible(line), width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
    # Not by `say`, as the first prompt would wait for rich.
    typer.echo("\n".join(lines), err=True)
