"""`erasmus schema`: the proposal file, and what commands print as JSON, as JSON Schema."""

from typing import Annotated

import typer

from erasmus_cli.wording.messages import tell


def schema(
    of: Annotated[
        str,
        typer.Option("--of", metavar="NAME", help="proposal, or what is printed: report, budget, score, ..."),
    ] = "proposal",
) -> None:
    """Print the JSON Schema of the proposal file, for editors that complete and check as you type.

    With --of it is the schema of what a command prints with --format json.

    An editor with a YAML language server reads it if it is saved as proposal.schema.json and the proposal
    beside it begins with `# yaml-language-server: $schema=proposal.schema.json`, which `erasmus new` then
    writes.

    For people: `erasmus explain proposal`, and docs/proposal-file.md in the sources.
    """
    from erasmus_cli.cli.console import refuse, write_json
    from erasmus_cli.schemas import SCHEMAS, json_schema
    from erasmus_cli.wording.formatting import closest

    if of not in SCHEMAS:
        if close := closest(of, tuple(SCHEMAS)):
            refuse(tell("there is no schema of {name}; did you mean {near}?", name=of, near=close))
        refuse(tell("there is no schema of {name}; {known}", name=of, known=tuple(SCHEMAS)))
    write_json(json_schema(of))
