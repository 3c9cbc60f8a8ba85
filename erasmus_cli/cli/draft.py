"""`erasmus draft`: the application draft."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from erasmus_cli.cli.options import DateOption

if TYPE_CHECKING:
    from erasmus_cli.drafting.document import View

# The endings that can be written, each with the function that makes its text or bytes from a DraftText.
_WRITERS = {
    ".md": "erasmus_cli.drafting.render:without_figures",
    ".markdown": "erasmus_cli.drafting.render:without_figures",
    ".txt": "erasmus_cli.drafting.render:without_figures",
}

_View = Annotated[
    Literal["work", "partner", "reading", "paste"] | None,
    typer.Option(
        "--view",
        help="Who reads it: the team (work), one partner, somebody who reads like an assessor, "
        "or whoever pastes the texts into the form.",
    ),
]
_Partner = Annotated[
    str | None, typer.Option("--partner", metavar="ID", help="The part of one organisation only.")
]
_Templates = Annotated[
    Path | None,
    typer.Option("--templates", metavar="DIR", help="Use the templates in this folder before our own."),
]


def draft(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The proposal; - is standard input.")],
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="OUT", help="Where to write: NAME.md, NAME.txt, or - for stdout."
        ),
    ] = "-",
    view: _View = None,
    partner: _Partner = None,
    templates: _Templates = None,
    date: DateOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT if it is there.")] = False,
) -> None:
    """Write the draft application: the form in order, what is answered, and what is still missing."""
    import sys

    from erasmus_cli.cli.console import refuse, say
    from erasmus_cli.cli.options import date_to_print
    from erasmus_cli.drafting.outline import NoEditionError, UnknownPartnerError
    from erasmus_cli.drafting.render import text_of, without_figures
    from erasmus_cli.drafting.templates import TemplateFaultError
    from erasmus_cli.proposal.reader import load

    chosen = _view(view, partner, output)
    if output != "-":
        _require_writable(Path(output), force)
    if templates is not None and not templates.is_dir():
        refuse(f"{templates}: there is no such folder of templates")
    on = date_to_print(date)
    try:
        text = text_of(load(file).proposal, on, view=chosen, partner=partner, templates=templates)
    except (NoEditionError, UnknownPartnerError) as error:
        refuse(f"{file}: {error}")
    except TemplateFaultError as error:
        refuse(str(error))
    if output == "-":
        sys.stdout.write(without_figures(text))
        return
    _save(Path(output), _written(Path(output), text))
    say(f"wrote {output}")


def _view(view: "View | None", partner: str | None, output: str) -> "View":
    """The view asked for: `--partner` and the ending .txt imply one."""
    from erasmus_cli.cli.console import refuse

    plain = Path(output).suffix.lower() == ".txt"
    if partner is not None and view not in (None, "partner"):
        refuse(f"--partner shows the part of one organisation; it does not go with --view {view}")
    chosen = view or ("partner" if partner is not None else "paste" if plain else "work")
    if plain and chosen != "paste":
        refuse(f"{output}: only --view paste is plain text; let the name end in .md")
    return chosen


def _require_writable(path: Path, force: bool) -> None:
    from erasmus_cli.cli.console import ask_to_replace, refuse

    if path.suffix.lower() not in _WRITERS:
        refuse(f"{path}: the name has to end in {' or '.join(_WRITERS)}")
    if path.is_dir():
        refuse(f"{path}: this is a folder; name a file in it")
    if not path.parent.is_dir():
        refuse(f"{path}: there is no folder {path.parent}")
    if path.exists() and not force and not ask_to_replace(path):
        refuse(f"{path} is there already; --force replaces it")


def _written(path: Path, text: object) -> bytes:
    from importlib import import_module

    module, function = _WRITERS[path.suffix.lower()].split(":")
    content = getattr(import_module(module), function)(text)
    return content if isinstance(content, bytes) else content.encode()


def _save(path: Path, content: bytes) -> None:
    from erasmus_cli.cli.console import refuse
    from erasmus_cli.proposal.writer import write_bytes

    try:
        write_bytes(path, content)
    except OSError as error:
        refuse(f"{path}: {(error.strerror or str(error)).lower()}")
