"""`erasmus import`: proposal files of the rows of a table or of JSON Lines."""

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from erasmus_cli.cli.options import MapOption, mapped_columns

if TYPE_CHECKING:
    from erasmus_cli.batch.reading import Read

_LONGEST = 40


def import_rows(
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="A table (.csv, .xlsx, .ods) or JSON Lines.")
    ],
    folder: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="DIR", help="The folder of the new files; made if need be."),
    ],
    columns: MapOption = None,
) -> None:
    """Make a proposal file of each row, to go on with; no file that is there is written over.

    A file is called by its row and title. What a row does not say is left out. Exits with 2 if a row could
    not be read or its file is there already; the others are written.
    """
    from erasmus_cli.batch.inputs import Inputs, holds_many
    from erasmus_cli.batch.reading import read
    from erasmus_cli.batch.records import Meter
    from erasmus_cli.cli.console import refuse, say
    from erasmus_cli.formatting import count
    from erasmus_cli.proposal.errors import UnreadableProposalError

    if not holds_many(source):
        refuse(f"{source}: this holds no rows; name a table or JSON Lines")
    folder.mkdir(parents=True, exist_ok=True)
    written = bad = 0
    for record in Inputs((source,), Meter(say=say), mapped_columns(columns)).records():
        try:
            done = _write(folder, read(record))
        except UnreadableProposalError as error:
            say(*error.lines(), style="error")
            done = False
        written, bad = written + done, bad + (not done)
    say(f"wrote {count(written, 'file')} into {folder}" + (f"; {count(bad, 'row')} not" if bad else ""))
    raise typer.Exit(2 if bad else 0)


def _write(folder: Path, found: "Read") -> bool:
    """Writes the file of a row; false where it is there already."""
    from erasmus_cli.cli.console import say
    from erasmus_cli.proposal.yaml_writer import dump

    path = folder / _name(found.record.line or 0, found.proposal.title)
    data = found.proposal.model_dump(mode="json", exclude_unset=True, exclude_none=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(dump(data))
    except FileExistsError:
        say(f"{path} is there already and was left as it is", style="error")
        return False
    return True


def _name(row: int, title: str | None) -> str:
    """`0007-quiet-at-lunch.yaml`: letters and digits that every system takes."""
    plain = unicodedata.normalize("NFKD", title or "proposal").encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].rstrip("-")
    return f"{row:04}-{words or 'proposal'}.yaml"
