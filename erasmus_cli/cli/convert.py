"""`erasmus convert`: a proposal for another call or action."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from erasmus_cli.cli.options import ProvisionalOption
from erasmus_cli.pointers import dotted
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from erasmus_cli.conversion import Conversion
    from erasmus_cli.proposal.model import Proposal
    from erasmus_cli.wording.messages import Message


def convert(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The proposal; - is standard input.")],
    to: Annotated[
        str,
        typer.Option("--to", metavar="CALL[/ACTION]", help="Such as 2027, or 2026/KA220 for another action."),
    ],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="OUT", help="Where to write, or - for stdout.")
    ] = "-",
    force: Annotated[bool, typer.Option("--force", help="Replace OUT if it is there.")] = False,
    provisional: ProvisionalOption = False,
) -> None:
    """Carry a proposal over to another call or action; FILE itself stays as it is.

    Says what was put in place of what, what was dropped and what is newly needed.
    """
    from erasmus_cli.cli import console
    from erasmus_cli.cli.console import notice, refuse
    from erasmus_cli.cli.editions import known_action
    from erasmus_cli.cli.output_file import require_another, require_writable
    from erasmus_cli.conversion import convert as carry_over
    from erasmus_cli.conversion import text_of
    from erasmus_cli.proposal.reader import load
    from erasmus_cli.proposal.writer import write_text

    call, _slash, named = to.partition("/")
    if not call.isdecimal() or (not named and "/" in to):
        refuse(tell("`{to}` is not CALL/ACTION, such as 2026/cooperation-partnership", to=to))
    path = Path(output)
    if output != "-":
        require_another(path, proposal=file)
        require_writable(path, force=force)
    source = load(file)
    action = known_action(named) if named else source.proposal.action
    if action is None:
        refuse(
            tell(
                "{file} does not say its action: name it, as {call}/cooperation-partnership",
                file=file,
                call=call,
            )
        )
    result = carry_over(source.proposal, int(call), action, provisional=provisional)
    text = text_of(source, result, path)
    if output == "-":
        console.write_text(text)
    else:
        notice(*write_text(path, text), style="warn")
    to = f"{call}/{action}"
    _tell(result, tell("{edition} provisionally", edition=to) if provisional else to, output)


def _tell(result: "Conversion", to: str, output: str) -> None:
    from erasmus_cli.cli.console import notice

    if output == "-":
        done = tell("carried over to {edition}", edition=to)
    else:
        done = tell("carried over to {edition} in {file}", edition=to, file=output)
    notice(done, style="strong")
    for heading, lines in (
        (_("Put in place"), result.replaced),
        (_("Dropped (it stays in the source)"), _told(result.dropped)),
        (_("Newly needed"), _told_of(result.proposal, result.needed)),
        (_("As before"), _told_of(result.proposal, result.still_needed)),
    ):
        if lines:
            notice(f"{heading}:", *(f"  {line}" for line in lines), style="strong")


def _told(places: "Mapping[str, Message]") -> list[str]:
    """Places of the source with what is said of them; what follows a colon in one names a part of it."""
    split = ((at.partition(": "), why) for at, why in places.items())
    return _together((f"{dotted(place)}{colon}{part}", why.text()) for (place, colon, part), why in split)


def _told_of(proposal: "Proposal", places: "Mapping[str, Message]") -> list[str]:
    """Places of the new proposal with what is said of them, and organisations by their names."""
    from erasmus_cli.chapters.naming import named, names_of, place_named

    names = names_of(proposal)
    return _together((place_named(at, proposal), named(why, names)) for at, why in places.items())


def _together(places: "Iterable[tuple[str, str]]") -> list[str]:
    """One line for each thing that is said, behind all places of which it is said."""
    together: dict[str, list[str]] = {}
    for place, why in places:
        together.setdefault(why, []).append(place)
    return [f"{', '.join(those)}: {why}" for why, those in together.items()]
