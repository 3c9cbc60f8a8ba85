"""`erasmus templates`: templates of one's own for the draft."""

from pathlib import Path
from typing import Annotated

import typer

from erasmus_cli.cli.commands import Command, Group
from erasmus_cli.wording.messages import tell

templates = typer.Typer(
    cls=Group,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Templates of your own for the draft.",
)

_Folder = Annotated[Path, typer.Argument(metavar="DIR", help="A folder of templates.")]


@templates.command(cls=Command)
def check(folder: _Folder) -> None:
    """Say what is wrong with the templates of a folder, with file and line.

    Exits with 0 if nothing is, 1 if something is, 2 if the folder is not there.
    """
    from erasmus_cli.cli.console import out, refuse
    from erasmus_cli.limited import limited
    from erasmus_cli.template_check import faults

    if not folder.is_dir():
        refuse(tell("{folder}: there is no such folder", folder=folder))
    found = limited(str(folder), faults, folder)
    for line in found:
        out().print(line, soft_wrap=True)
    raise typer.Exit(1 if found else 0)


@templates.command(cls=Command)
def copy(folder: _Folder) -> None:
    """Copy our own templates into a new or empty folder, to change them there.

    Keep only those that you change: what a folder does not hold is taken from ours.
    """
    import shutil

    from erasmus_cli import resources
    from erasmus_cli.cli.console import notice, refuse
    from erasmus_cli.templating import originals

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        refuse(tell("{folder}: there is something already; name a new or empty folder", folder=folder))
    new = not folder.exists()
    try:
        for name in originals():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(resources.templates() / name, folder / name)
    except OSError as error:
        for half in [folder] if new else folder.iterdir():
            shutil.rmtree(half) if half.is_dir() else half.unlink(missing_ok=True)
        reason = (error.strerror or str(error)).lower()
        refuse(tell("{folder}: {reason}; nothing was copied", folder=folder, reason=reason))
    notice(tell("copied {n} templates to {folder}", n=len(originals()), folder=folder))
