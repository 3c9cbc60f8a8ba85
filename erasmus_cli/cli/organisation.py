"""`erasmus organisation`: cards of organisations, kept once and used in many proposals."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from erasmus_cli.cli.cards import CardsFolder, cards_in
from erasmus_cli.cli.commands import Command, Group
from erasmus_cli.wording.messages import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from erasmus_cli.proposal.cards import Cards

organisation = typer.Typer(
    cls=Group,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Keep organisations on cards, for the wizard and `erasmus new --organisation CARD`.",
)
_Name = Annotated[str, typer.Argument(metavar="CARD", help="The name of the card.")]


@organisation.command(cls=Command)
def add(
    source: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A proposal, or a file with one organisation.")
    ] = None,
    handles: Annotated[
        list[str] | None,
        typer.Argument(metavar="[HANDLE]...", help="Which of the proposal's organisations; all if left out."),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="What the card says, such as name='Open School'."),
    ] = None,
    named: Annotated[str | None, typer.Option("--as", metavar="CARD", help="The name of the card.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a card that says something else.")] = False,
    folder: CardsFolder = None,
) -> None:
    """Keep organisations of a proposal, or of a file of their own, on cards.

    What belongs to one application, such as the role, is not kept.
    """
    from erasmus_cli.cli.console import notice, refuse
    from erasmus_cli.wizard.card_keeping import KeepError, keep, organisations_in, with_settings

    cards = cards_in(folder)
    try:
        entries = organisations_in(source, handles or ()) if source else [{}]
        entries = [with_settings(entry, settings or ()) for entry in entries]
        if named is not None and len(entries) != 1:
            refuse(
                tell(
                    "--as names one card, and {file} holds {n} organisations; name one of them",
                    file=source,
                    n=len(entries),
                )
            )
        for line in keep(cards, entries, named, force=force):
            notice(line)
    except KeepError as error:
        refuse(str(error))


@organisation.command("list", cls=Command)
def list_(folder: CardsFolder = None) -> None:
    """List the cards."""
    from erasmus_cli.cli.console import notice, out
    from erasmus_cli.wording.countries import shown

    cards = cards_in(folder)
    known, faults = cards.readable()
    for card in known:
        own = card.organisation
        parts = (own.name, own.country and shown(own.country), own.kind, own.oid or own.pic)
        out().print(
            f"{card.name}  {', '.join(str(part) for part in parts if part)}", soft_wrap=True, markup=False
        )
    for fault in faults:
        notice(fault, style="error")
    if not known and not faults:
        notice(
            tell(
                "{folder}: no cards yet; `erasmus organisation add FILE` keeps those of a proposal",
                folder=cards.folder,
            )
        )


@organisation.command(cls=Command)
def show(
    name: Annotated[
        str, typer.Argument(metavar="CARD|FILE", help="A card, or a proposal to hold against the cards.")
    ],
    folder: CardsFolder = None,
) -> None:
    """Show a card, or where the organisations of a proposal differ from their cards. Nothing is changed."""
    cards = cards_in(folder)
    for line in _compared(Path(name), cards) if _is_file(name) else _card_lines(name, cards):
        typer.echo(line)


@organisation.command(cls=Command)
def remove(name: _Name, folder: CardsFolder = None) -> None:
    """Delete a card. Proposals that it was used in stay as they are."""
    from erasmus_cli.cli.console import notice

    notice(tell("{card}: the card is deleted", card=cards_in(folder).remove(name)))


def _is_file(name: str) -> bool:
    return Path(name).suffix in (".yaml", ".yml", ".json") or Path(name).is_file()


def _card_lines(name: str, cards: "Cards") -> "Iterator[str]":
    from erasmus_cli.proposal.yaml_writer import dump
    from erasmus_cli.wizard.card_keeping import fault_of
    from erasmus_cli.wording.visible import visible

    card = cards.read(name)
    data: dict[str, Any] = card.organisation.model_dump(mode="json", exclude_unset=True)
    yield from (visible(line) for line in dump(data).rstrip().split("\n"))
    if fault := fault_of(card.organisation):
        yield f"# {fault}"


def _compared(path: Path, cards: "Cards") -> "Iterator[str]":
    from erasmus_cli.cli.console import notice
    from erasmus_cli.proposal.reader import load
    from erasmus_cli.wizard.card_keeping import compared
    from erasmus_cli.wording.visible import visible

    known, faults = cards.readable()
    yield from map(visible, compared(load(path).proposal, known))
    for fault in faults:
        notice(fault, style="error")
