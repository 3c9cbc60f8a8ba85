"""Which folder holds the cards of organisations."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from erasmus_cli.proposal.cards import Cards

CardsFolder = Annotated[
    Path | None,
    typer.Option(
        "--cards",
        metavar="DIR",
        envvar="ERASMUS_CARDS",
        help="The folder with cards of organisations; your own one if left out.",
    ),
]


def cards_in(folder: Path | None) -> "Cards":
    """The cards in a folder, else in that which the system has for such things."""
    from erasmus_cli.proposal.cards import Cards

    return Cards(folder or Path(typer.get_app_dir("erasmus_cli")) / "organisations")
