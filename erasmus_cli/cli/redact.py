"""`erasmus redact`, and the same for what other commands print."""

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import say, tell

if TYPE_CHECKING:
    from erasmus_cli.proposal.model import Proposal
    from erasmus_cli.proposal.reader import Document
    from erasmus_cli.redaction.redact import Told

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
        console.notice(*write_text(path, result.text), style="warn")
        console.say_written(output)
    tell_of_one(result.told)


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
        refuse(_("--hide goes with --redact"))
    document = load(path)
    if not redacted:
        return document, document.proposal, {}
    from erasmus_cli.redaction.redact import redact as made
    from erasmus_cli.redaction.redact import withheld_name

    result = made(document.proposal, hide or ())
    tell_of_one(result.told)
    return result.document(withheld_name(number)), document.proposal, result.handles


def tell_of_one(result: "Told") -> None:
    """Says what was withheld, and what has to be looked at."""
    from erasmus_cli.cli.console import notice

    notice(_withheld(result.counted))
    if result.remaining:
        notice(_remaining(result.remaining))
    notice(_BY_EYE.text())


def tell_of_many(counted: Mapping[str, int], remaining: Mapping[str, Sequence[str]]) -> None:
    """The same of many proposals: `remaining` has the words that are left, by what the proposal is called."""
    from erasmus_cli.cli.console import notice

    notice(_("proposals are called proposal-1, proposal-2 and so on, in the order of the inputs"))
    notice(_withheld(counted))
    notice(*(f"{name}: {_remaining(words)}" for name, words in islice(remaining.items(), _FEW)))
    if len(remaining) > _FEW:
        notice(
            tell(
                "such words are left in {n} further {n:proposal|proposals}",
                n=len(remaining) - _FEW,
            )
        )
    notice(_BY_EYE.text())


_FEW = 5
_KINDS = {
    "acronyms": say("{n} {n:acronym|acronyms}"),
    "addresses": say("{n} {n:address|addresses}"),
    "cities": say("{n} {n:city|cities}"),
    "contacts": say("{n} {n:contact|contacts}"),
    "e-mail addresses": say("{n} {n:e-mail address|e-mail addresses}"),
    "handles": say("{n} {n:handle|handles}"),
    "identifiers": say("{n} {n:identifier|identifiers}"),
    "names": say("{n} {n:name|names}"),
    "people with a title": say("{n} {n:person|people} with a title"),
    "phone numbers": say("{n} {n:phone number|phone numbers}"),
    "titles": say("{n} {n:title|titles}"),
    "web addresses": say("{n} {n:web address|web addresses}"),
    "words of --hide": say("{n} {n:word|words} of --hide"),
}
_BY_EYE = say(
    "texts may name people and places that no program can tell: read them before they leave the house"
)


def _withheld(counted: Mapping[str, int]) -> str:
    parts = tuple(_KINDS[kind]._replace(values={"n": n}) for kind, n in sorted(counted.items()))
    return tell("withheld: {parts}", parts=parts) if parts else _("withheld: nothing")


def _remaining(words: Sequence[str]) -> str:
    return tell(
        "words of these names are still there: {words}; --hide withholds them, too", words=tuple(words)
    )
