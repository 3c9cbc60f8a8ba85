"""`erasmus read`: answers and values that were edited in a draft, back into the proposal."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from erasmus_cli.cli.options import FormatOption
from erasmus_cli.wording.language import _, speaking
from erasmus_cli.wording.messages import tell

if TYPE_CHECKING:
    from erasmus_cli.importing.import_draft import ImportResult
    from erasmus_cli.importing.merge import MergeOptions

_Draft = Annotated[Path, typer.Argument(metavar="DRAFT", help="The edited draft, in DOCX or Markdown.")]
_File = Annotated[Path, typer.Argument(metavar="FILE", help="The proposal that the draft was made from.")]
_Take = Annotated[
    list[str] | None,
    typer.Option(
        "--take",
        metavar="[KEY=]draft|proposal",
        help="Whose text is taken where both have changed: for all, or for what has this key.",
    ),
]
_AllowEmpty = Annotated[
    bool, typer.Option("--allow-empty", help="Delete answers and values that were deleted in the draft.")
]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be taken, and write nothing.")]
_Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="List unchanged answers as well.")]


def read(
    draft: _Draft,
    file: _File,
    take: _Take = None,
    allow_empty: _AllowEmpty = False,
    dry_run: _DryRun = False,
    output: FormatOption = "text",
    verbose: _Verbose = False,
) -> None:
    """Bring answers and values that were edited in a draft back into the proposal.

    Values are the title and what tables show, such as names, identifiers, dates and money. What changed in
    the draft only is taken, what changed in the proposal only is kept, and where both changed the proposal
    keeps its text until --take says whose is right. Text counts, not how it is written: tracked insertions
    are in, tracked deletions are out.

    What cannot be reported is not saved, and where comments of the proposal cannot be kept, a copy of it is.
    Exits with 0 if all is taken or nothing is to do; with 1 if something is left for you, whatever was
    taken: a conflict, a deleted answer, a question that is gone, text outside the boxes, on each reading as
    long as it stands in the draft; with 2 if a file cannot be read or written.
    """
    from contextlib import nullcontext

    from erasmus_cli.cli.console import refuse
    from erasmus_cli.proposal.locks import held

    options = _options(take or [], allow_empty)
    if str(file) == "-" or (file.exists() and not file.is_file() and not file.is_dir()):
        refuse(tell("{file}: answers can be saved in an ordinary file only", file=file))
    with nullcontext() if dry_run else held(file):
        _bring_back(draft, file, options, dry_run=dry_run, output=output, verbose=verbose)


def _bring_back(
    draft: Path, file: Path, options: "MergeOptions", *, dry_run: bool, output: str, verbose: bool
) -> None:
    from erasmus_cli.cli.console import notice, refuse
    from erasmus_cli.cli.read_text import closing
    from erasmus_cli.guide.errors import NoEditionError
    from erasmus_cli.importing.extracted import UnreadableDraftError
    from erasmus_cli.importing.import_draft import bring_back, save
    from erasmus_cli.project.project import open_project
    from erasmus_cli.proposal.reader import load
    from erasmus_cli.proposal.text_edit import without_comments
    from erasmus_cli.proposal.writer import require_ordinary

    _require_order(draft, file)
    document = load(file)
    try:
        project = open_project(document.proposal, "the form", provisional=True)
        result = bring_back(draft, project, options)
    except UnreadableDraftError as error:
        refuse(f"{draft}: {error}")
    except NoEditionError as error:
        refuse(f"{file}: {error}")
    _require_known(options, result)
    saved = bool(result.changes or result.changed_values) and not dry_run
    if saved:
        require_ordinary(file)
    # What cannot be reported is not saved: nobody would know what has become of the file.
    _report(result, draft, file, saved=saved, output=output, verbose=verbose)
    copy, lost = save(document, file, result.changes, result.changed_values) if saved else (None, ())
    if copy:
        notice(without_comments(file, copy), style="warn")
    notice(*lost, style="warn")
    if output != "json":
        notice(*closing(result, str(file), saved=saved))
    raise typer.Exit(0 if result.settled else 1)


def _require_order(draft: Path, file: Path) -> None:
    """Leaves with 2 where the proposal was named before the draft."""
    from erasmus_cli.cli.console import refuse
    from erasmus_cli.file_kinds import is_draft
    from erasmus_cli.wording.shells import for_shell

    try:
        turned = is_draft(file.read_bytes()) and not is_draft(draft.read_bytes())
    except OSError:
        return  # whoever reads them says why it cannot
    if turned:
        command = f"erasmus read {for_shell(str(file))} {for_shell(str(draft))}"
        refuse(tell("the draft comes first, and then the proposal: `{command}`", command=command))


def _options(take: list[str], allow_empty: bool) -> "MergeOptions":
    from typing import get_args

    from erasmus_cli.cli.console import refuse
    from erasmus_cli.importing.merge import MergeOptions, Side

    sides: dict[str, Side] = {}
    for wish in take:
        key, _equals, side = wish.rpartition("=")
        known = next((name for name in get_args(Side) if name == side), None)
        if known is None:
            refuse(tell("--take {wish}: write draft, proposal, KEY=draft or KEY=proposal", wish=wish))
        sides[key] = known
    return MergeOptions(sides.pop("", None), sides, allow_empty)


def _require_known(options: "MergeOptions", result: "ImportResult") -> None:
    """Leaves with 2 where --take names an answer that is not in the draft: nothing else would say so."""
    from erasmus_cli.cli.console import refuse
    from erasmus_cli.wording.formatting import closest

    keys = tuple(decision.key for decision in (*result.decisions, *result.values))
    for key in options.sides:
        if key not in keys:
            if near := closest(key, keys):
                refuse(
                    tell("--take {key}: the draft has no such key; did you mean {near}?", key=key, near=near)
                )
            refuse(tell("--take {key}: the draft has no such key", key=key))


def _report(
    result: "ImportResult", draft: Path, file: Path, *, saved: bool, output: str, verbose: bool
) -> None:
    """Prints all of the result, or leaves with 2 where stdout does not take it."""
    from erasmus_cli.cli.console import refuse

    try:
        _print(result, draft, file, saved=saved, output=output, verbose=verbose)
        sys.stdout.flush()
    except OSError as error:
        with suppress(OSError, ValueError):  # what waits to be printed would fail again at the end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        reason = (error.strerror or _("its reader is gone")).lower()
        refuse(tell("the report cannot be printed: {reason}; nothing was saved", reason=reason))


def _print(
    result: "ImportResult", draft: Path, file: Path, *, saved: bool, output: str, verbose: bool
) -> None:
    if output == "json":
        from erasmus_cli.cli.console import write_json
        from erasmus_cli.importing.results import read_model

        with speaking("en"):
            write_json(read_model(result, draft=str(draft), file=str(file), saved=saved).as_data())
        return
    from erasmus_cli.cli.console import out
    from erasmus_cli.cli.read_text import show

    show(out(), result, verbose=verbose)
