"""`erasmus import`: proposal files of the rows of a table or of JSON Lines, or JSON Lines of files."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from erasmus_cli.cli.options import MapOption, mapped_columns
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import Message, say, tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from erasmus_cli.batch.reading import Read

_LONGEST = 40


def import_rows(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="A table (.csv, .xlsx, .ods) or JSON Lines; for OUT.jsonl also files and folders.",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="The folder of the new files, made if need be; or a new .jsonl with a line for each.",
        ),
    ],
    columns: MapOption = None,
) -> None:
    """Make a proposal file of each row, to go on with; no file that is there is written over.

    A file is called by its row and title. What a row does not say is left out. Exits with 2 if a row could
    not be read or its file is there already; the others are written. `-o all.jsonl` puts proposals into one
    file, a line each.
    """
    from erasmus_cli.batch.endings import LINES, holds_many
    from erasmus_cli.cli.console import refuse

    lines = out.suffix.lower() in LINES
    if not (lines or holds_many(source)):
        refuse(tell("{file}: {what}; name a table or JSON Lines", file=source, what=_what_is(Path(source))))
    mapped = mapped_columns(columns)
    bad = _write_lines(source, out, mapped) if lines else _write_files(source, out, mapped)
    raise typer.Exit(2 if bad else 0)


def _what_is(file: Path) -> str:
    """What a file is that holds no rows."""
    from erasmus_cli.file_kinds import kind_of

    kind = kind_of(file.read_bytes()) if file.is_file() else None
    return tell("this is {kind}, which holds no rows", kind=kind.name) if kind else _("this holds no rows")


def _write_files(source: str, out: Path, mapped: dict[str, str]) -> int:
    """Writes a file for each proposal; how many were not written."""
    out.mkdir(parents=True, exist_ok=True)
    written, bad = _write_all(source, out, lambda found: _write(out, found), mapped)
    _tell(
        say("wrote {n} {n:file|files} into {out}", n=written, out=out),
        say("{n} {n:row|rows} not", n=bad) if bad else None,
    )
    return bad


def _write_lines(source: str, out: Path, mapped: dict[str, str]) -> int:
    """Writes a new file with a line for each proposal; how many could not be read."""
    from erasmus_cli.cli.console import notice, refuse
    from erasmus_cli.cli.output_file import require_writable
    from erasmus_cli.proposal.writer import new_file

    def write(found: "Read") -> bool:
        stream.write(found.proposal.model_dump_json(exclude_unset=True) + "\n")
        return True

    if not out.exists():
        require_writable(out, force=False)
    try:
        with new_file(out) as stream:
            written, bad = _write_all(source, out, write, mapped)
            if not written:
                refuse(tell("{file} is not written: there is no proposal to put into it", file=out))
    except FileExistsError:
        refuse(tell("{file} is there already and was left as it is", file=out))
    except KeyboardInterrupt:
        notice(tell("stopped; {file} is not written", file=out))
        raise
    _tell(
        say("wrote {n} {n:line|lines} into {out}", n=written, out=out),
        say("{n} {n:proposal|proposals} not", n=bad) if bad else None,
    )
    return bad


def _write_all(
    source: str, out: Path, write: "Callable[[Read], bool]", mapped: dict[str, str]
) -> tuple[int, int]:
    """Writes each proposal of a source; how many were written, and how many were not."""
    from erasmus_cli.batch.inputs import Inputs
    from erasmus_cli.batch.reading import read
    from erasmus_cli.batch.records import Meter
    from erasmus_cli.cli.console import notice
    from erasmus_cli.proposal.errors import UnreadableProposalError

    written = bad = 0
    for record in Inputs((source,), Meter(say=notice), mapped, without=out).records():
        try:
            done = write(read(record))
        except UnreadableProposalError as error:
            notice(*error.lines(), style="error")
            done = False
        written, bad = written + done, bad + (not done)
    return written, bad


def _tell(written: Message, bad: Message | None) -> None:
    from erasmus_cli.cli.console import notice

    notice(tell("{written}; {bad}", written=written, bad=bad) if bad else written.text())


def _write(folder: Path, found: "Read") -> bool:
    """Writes the file of a row; false where it is there already."""
    from erasmus_cli.cli.console import notice
    from erasmus_cli.proposal.writer import new_file
    from erasmus_cli.proposal.yaml_writer import dump

    path = folder / _name(found.record.line or 0, found.proposal.title)
    data = found.proposal.model_dump(mode="json", exclude_unset=True, exclude_none=True)
    try:
        with new_file(path) as stream:
            stream.write(dump(data))
    except FileExistsError:
        notice(tell("{file} is there already and was left as it is", file=path), style="error")
        return False
    return True


def _name(row: int, title: str | None) -> str:
    """`0007-quiet-at-lunch.yaml`: letters and digits that every system takes."""
    from erasmus_cli.places.folding import fold

    plain = (fold(word).encode("ascii", "ignore").decode() for word in re.split(r"\W+", title or ""))
    words = "-".join(filter(None, plain))[:_LONGEST].rstrip("-")
    return f"{row:04}-{words or 'proposal'}.yaml"
