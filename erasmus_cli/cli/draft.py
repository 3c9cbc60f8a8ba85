"""`erasmus draft`: the application draft."""

from pathlib import Path
from typing import Annotated

import typer

from erasmus_cli.cli.options import DateOption


def draft(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The proposal; - is standard input.")],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="OUT", help="Where to write: NAME.md, or - for stdout.")
    ] = "-",
    date: DateOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT if it is there.")] = False,
) -> None:
    """Write the draft application: the form in order, what is answered, and what is still missing."""
    import sys

    from erasmus_cli.cli.console import refuse, say
    from erasmus_cli.cli.options import date_to_print
    from erasmus_cli.drafting.outline import NoEditionError
    from erasmus_cli.drafting.render import markdown
    from erasmus_cli.proposal.reader import load
    from erasmus_cli.proposal.writer import write_text

    if output != "-":
        _require_writable(Path(output), force)
    on = date_to_print(date)
    try:
        text = markdown(load(file).proposal, on)
    except NoEditionError as error:
        refuse(f"{file}: {error}")
    if output == "-":
        sys.stdout.write(text)
        return
    write_text(Path(output), text)
    say(f"wrote {output}")


def _require_writable(path: Path, force: bool) -> None:
    from erasmus_cli.cli.console import ask_to_replace, refuse

    if path.suffix.lower() not in (".md", ".markdown"):
        refuse(f"{path}: this version writes Markdown; let the name end in .md")
    if path.is_dir():
        refuse(f"{path}: this is a folder; name a file in it")
    if not path.parent.is_dir():
        refuse(f"{path}: there is no folder {path.parent}")
    if path.exists() and not force and not ask_to_replace(path):
        refuse(f"{path} is there already; --force replaces it")
