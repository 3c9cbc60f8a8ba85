"""`erasmus examples`: the example proposals, and a copy of one."""

from pathlib import Path
from typing import Annotated

import typer

from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.shells import for_shell

_Name = Annotated[str | None, typer.Argument(metavar="[NAME]", help="The example to copy.")]
_Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="OUT", help="Where to put it; else NAME.yaml, here.")
]
_Force = Annotated[bool, typer.Option("--force", help="Replace OUT if it is there.")]


def examples(name: _Name = None, output: _Output = None, force: _Force = False) -> None:
    """List the example proposals, or copy one to begin with.

    Those that begin with broken/ hold mistakes, to see what `erasmus check` says of them.
    """
    import shutil

    from erasmus_cli.cli.console import notice, refuse
    from erasmus_cli.cli.output_file import require_writable
    from erasmus_cli.wording.formatting import closest

    known = known_examples()
    if name is None:
        _show(known)
        return
    wanted = name.removesuffix(".yaml")
    if wanted not in known:
        if near := closest(wanted, tuple(known)):
            refuse(tell("there is no example {name}; did you mean {near}?", name=name, near=near))
        refuse(tell("there is no example {name}; `erasmus examples` lists them", name=name))
    target = output or Path(f"{wanted.replace('/', '-')}.yaml")  # not the name of its good twin
    require_writable(target, force=force)
    shutil.copyfile(known[wanted], target)
    notice(
        tell(
            "{file}: a copy of {example}; {command} says what holds",
            file=target,
            example=wanted,
            command=f"`erasmus check {for_shell(str(target))}`",
        )
    )


def known_examples() -> dict[str, Path]:
    """The examples by name; sound ones first."""
    from erasmus_cli.resources import examples as folder

    root = folder()
    files = sorted(root.rglob("*.yaml"), key=lambda file: (file.parent != root, file.name))
    return {file.relative_to(root).with_suffix("").as_posix(): file for file in files}


def _show(known: dict[str, Path]) -> None:
    from rich.text import Text

    from erasmus_cli.cli.console import out
    from erasmus_cli.cli.paragraphs import indented
    from erasmus_cli.proposal.reader import load

    for name, file in known.items():
        proposal = load(file).proposal
        what = ", ".join(
            filter(None, (proposal.action, tell("call {call}", call=proposal.call), proposal.field))
        )
        out().print(Text.assemble((name, "strong"), f"  {what}"), soft_wrap=True)
        if proposal.title and "/" not in name:
            indented(out(), Text(proposal.title), 2)
