"""`erasmus guide new` and `erasmus guide check`: guide data of one's own."""

from pathlib import Path
from typing import Annotated

import typer

from erasmus_cli.cli.options import FormatOption


def new(
    call: Annotated[int, typer.Argument(metavar="CALL", help="The new call year, such as 2027.")],
    action: Annotated[
        str | None, typer.Argument(metavar="[ACTION]", help="All actions that go on, if left out.")
    ] = None,
    folder: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Where to write.")] = Path(
        "guide"
    ),
) -> None:
    """Begin the data of a new call: all of the last one carried over, and what has to be looked up."""
    from erasmus_cli.cli.console import notice, refuse, say_written
    from erasmus_cli.guide.loader import Library, current
    from erasmus_cli.guide.scaffold import scaffold
    from erasmus_cli.proposal.writer import write_bytes
    from erasmus_cli.wording.shells import for_shell

    known = Library(folder) if any(folder.glob("*/*.toml")) else current()
    files = scaffold(known, call, action)
    there = [folder / name for name in files if (folder / name).exists()]
    if there:
        refuse(f"{there[0]} is there already")
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_bytes(folder / name, text.encode())
        say_written(folder / name)
    named = for_shell(str(folder))
    notice(f"`erasmus guide check {named}` says what is open; `erasmus --guide {named} ...` uses it")


def check(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="A folder of guide data; the data in use if left out."),
    ] = None,
    output: FormatOption = "text",
) -> None:
    """Say what is contradictory, missing or still carried over in guide data."""
    from erasmus_cli.cli.console import notice, out, write_json
    from erasmus_cli.guide.loader import current, use_guide
    from erasmus_cli.guide.review import State, review

    library = current() if folder is None else use_guide(folder)
    items = review(library)
    counts = {state.value: sum(item.state is state for item in items) for state in State}
    if output == "json":
        from erasmus_cli.guide.page_results import review_model

        folder_named = str(library.overlay) if library.overlay else None
        write_json(review_model(folder_named, items, counts).as_data())
    else:
        for item in items:
            out().print(
                f"{item.call} {item.state.value}: {item.message} [{', '.join(item.actions)}]",
                markup=False,
                soft_wrap=True,
            )
        notice(", ".join(f"{count} {state}" for state, count in counts.items()))
    raise typer.Exit(1 if counts[State.CONTRADICTORY] else 0)
