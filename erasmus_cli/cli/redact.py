"""`erasmus redact`, and the same for what other commands print."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from erasmus_cli.batch.reading import Read
    from erasmus_cli.proposal.model import Proposal
    from erasmus_cli.proposal.reader import Document
    from erasmus_cli.redaction.redact import Redaction

WITHHELD_NAME = "proposal"
"""What a redacted proposal is called instead of its file."""

RedactOption = Annotated[
    bool,
    typer.Option(
        "--redact", help="Withhold names, identifiers, contacts and cities, as `erasmus redact` does."
    ),
]
HideOption = Annotated[
    list[str] | None,
    typer.Option("--hide", metavar="WORDS", help="With --redact: withhold these words, too, such as a name."),
]
_Hide = Annotated[
    list[str] | None,
    typer.Option("--hide", metavar="WORDS", help="Withhold these words, too, such as the name of a person."),
]


def redact(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The proposal; - is standard input.")],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="OUT", help="Where to write, or - for stdout.")
    ] = "-",
    hide: _Hide = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT if it is there.")] = False,
) -> None:
    """Write the proposal without what says who is behind it; FILE itself stays as it is.

    Names, short names, handles, identifiers, contacts, cities, title and acronym are replaced, each always by
    the same, also where texts say them; so are e-mail and web addresses, phone numbers, streets. Comments go.
    Countries, kinds, dates and figures stay, so that the rules judge it alike. Who else is named in a text
    nobody can tell: read it before it leaves the house, and name more by --hide.
    """
    from erasmus_cli.cli import console
    from erasmus_cli.cli.output_file import require_another, require_writable
    from erasmus_cli.proposal.reader import load
    from erasmus_cli.proposal.writer import write_text
    from erasmus_cli.redaction.redact import redact as redacted

    path = Path(output)
    if output != "-":
        require_another(path, proposal=file)
        require_writable(path, force=force)
    result = redacted(load(file).proposal, hide or ())
    if output == "-":
        console.write_text(result.text)
    else:
        console.say(*write_text(path, result.text), style="warn")
        console.say(f"wrote {output}")
    tell(result)


def opened(path: str, *, redacted: bool, hide: Sequence[str] | None, number: int | None = None) -> "Document":
    """The proposal of a file; on demand without what says who is behind it, and under a name like all."""
    return with_original(path, redacted=redacted, hide=hide, number=number)[0]


def with_original(
    path: str, *, redacted: bool, hide: Sequence[str] | None, number: int | None = None
) -> "tuple[Document, Proposal, dict[str, str]]":
    """The same, with the proposal as the file has it, and the new handle for each handle that was changed."""
    from erasmus_cli.cli.console import refuse
    from erasmus_cli.proposal.reader import load

    if hide and not redacted:
        refuse("--hide goes with --redact")
    document = load(path)
    if not redacted:
        return document, document.proposal, {}
    from erasmus_cli.redaction.redact import redact as made

    result = made(document.proposal, hide or ())
    tell(result)
    return result.document(withheld_name(number)), document.proposal, result.handles


def withheld(found: "Read", *, hide: Sequence[str], several: bool) -> "Read":
    """A proposal of a check without what says who is behind it."""
    from dataclasses import replace

    from erasmus_cli.batch.reading import WholeFile
    from erasmus_cli.redaction.redact import redact as made

    result = made(found.proposal, hide)
    tell(result)
    document = result.document(withheld_name(found.record.number if several else None))
    return WholeFile(replace(found.record, file=document.file, line=None), document.proposal, document)


def withheld_name(number: int | None = None) -> str:
    """What the file of a redacted proposal is called; one of several by its number."""
    return WITHHELD_NAME if number is None else f"{WITHHELD_NAME}-{number}"


def tell(result: "Redaction") -> None:
    """Says what was withheld, and what has to be looked at."""
    from erasmus_cli.cli.console import say

    parts = ", ".join(f"{count} {kind}" for kind, count in sorted(result.counted.items()))
    say(f"withheld: {parts or 'nothing'}")
    if result.remaining:
        say(
            f"words of these names are still there: {', '.join(result.remaining)}; --hide withholds them, too"
        )
    say("texts may name people and places that no program can tell: read them before they leave the house")
