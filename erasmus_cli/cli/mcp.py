"""`erasmus mcp`: the engine as tools for assistants, over standard input and output."""

from pathlib import Path
from typing import Annotated

import typer

from erasmus_cli.cli.options import OnOption
from erasmus_cli.wording.language import _, speaking
from erasmus_cli.wording.messages import tell


def mcp(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="The only folder of which files may be read.")
    ] = None,
    on: OnOption = None,
) -> None:
    """Let an assistant ask the rules, by the Model Context Protocol.

    A server over stdin and stdout. It reads and never writes, and opens no network. Without DIR proposals are
    passed as data only. Needs `pip install "erasmus-cli[mcp]"`; assistants start it themselves, by a line of
    their settings.
    """
    from erasmus_cli.cli.console import refuse
    from erasmus_cli.cli.options import date_to_print

    if folder is not None and not folder.is_dir():
        refuse(tell("{folder}: this is no folder", folder=folder))
    try:
        from erasmus_cli.assistant.server import server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "mcp":
            raise
        refuse(_('this needs the extra: pip install "erasmus-cli[mcp]"'))
    with speaking("en"):
        server(folder, date_to_print(on)).run("stdio")
