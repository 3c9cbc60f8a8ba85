"""Cards: organisations that are kept once, and used in many proposals.

A card is a YAML file with the keys of an organisation in a proposal; the name of the file is the name of the
card. What belongs to one application only, such as the role, is not kept.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from erasmus_cli.errors import ErasmusError
from erasmus_cli.proposal.errors import UnreadableProposalError
from erasmus_cli.proposal.model import Organisation
from erasmus_cli.proposal.reader import load_part
from erasmus_cli.proposal.writer import write_text
from erasmus_cli.proposal.yaml_writer import dump
from erasmus_cli.wording.formatting import closest
from erasmus_cli.wording.language import _, spoken
from erasmus_cli.wording.messages import tell

OF_ONE_APPLICATION = ("id", "role", "added_value", "applications", "applies")
"""What an organisation says in one application, and no card keeps."""

_IDENTIFIERS = ("oid", "pic")
_DEVICE = r"(?:con|prn|aux|nul|com\d|lpt\d)"  # of Windows, whatever ending stands behind it
_NAME = re.compile(rf"(?!{_DEVICE}$)[a-z0-9][a-z0-9_-]{{0,39}}", re.IGNORECASE | re.ASCII)
_ENDING = ".yaml"


class CardError(ErasmusError, ValueError):
    """There is no such card, or it cannot be kept. The message is one line."""


@dataclass(frozen=True)
class Card:
    """An organisation as it is kept.

    Attributes:
        name: of the card, which is the handle that it gets where nobody else has it.
        organisation: what is known of it.
        data: the same in plain data.
    """

    name: str
    organisation: Organisation
    data: dict[str, Any]

    @property
    def title(self) -> str:
        """What it is called, in words."""
        return self.organisation.name or self.name


class Cards:
    """The cards in a folder. Nothing is read before one is asked for, and nothing written outside of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> tuple[str, ...]:
        """The names of all cards, in order."""
        if not self.folder.is_dir():
            return ()
        stems = (file.stem for file in self.folder.iterdir() if file.suffix == _ENDING and file.is_file())
        return tuple(sorted(stem for stem in stems if _NAME.fullmatch(stem)))

    def read(self, name: str) -> Card:
        """One card.

        Raises:
            CardError: there is none of that name, or it cannot be read; says why.
        """
        path = self.path(name)
        if not path.is_file():
            raise CardError(self._no_card(path))
        return _card(name, path)

    def readable(self) -> tuple[list[Card], list[str]]:
        """All cards that can be read, and a line on each that cannot."""
        cards, faults = [], []
        for name in self.names():
            try:
                cards.append(self.read(name))
            except CardError as error:
                faults.append(str(error))
        return cards, faults

    def keep(self, name: str, data: dict[str, Any]) -> Path:
        """Writes a card, in place of one of the same name; returns its file.

        Raises:
            CardError: the name will not do.
            OSError: it cannot be written.
        """
        path = self.path(name)
        self.folder.mkdir(parents=True, exist_ok=True)
        write_text(path, dump(kept(data)))
        return path

    def remove(self, name: str) -> Path:
        """Deletes a card, also one that cannot be read; returns where it was.

        Raises:
            CardError: there is none of that name.
        """
        path = self.path(name)
        if not path.is_file():
            raise CardError(self._no_card(path))
        path.unlink()
        return path

    def _no_card(self, path: Path) -> str:
        if near := closest(path.stem, self.names()):
            return tell("{file}: there is no such card; did you mean {near}?", file=path, near=near)
        return tell("{file}: there is no such card; `erasmus organisation list` names all", file=path)

    def path(self, name: str) -> Path:
        """Where a card stands.

        Raises:
            CardError: the name will not do for a file.
        """
        if not _NAME.fullmatch(name):
            raise CardError(
                tell("`{name}` cannot be a card; take letters, digits, - and _, such as `porto`", name=name)
            )
        return self.folder / f"{name}{_ENDING}"


def card_from(path: Path) -> Card:
    """A card in a file of its own, wherever that stands.

    Raises:
        CardError: it cannot be read; says why.
    """
    return _card(path.stem, path)


def kept(data: dict[str, Any]) -> dict[str, Any]:
    """What a card keeps of an organisation."""
    return {key: value for key, value in data.items() if key not in OF_ONE_APPLICATION and value is not None}


def card_of(own: Organisation, cards: Sequence[Card]) -> Card | None:
    """The card of an organisation: that with its identifiers, else its name, else its handle.

    The handle counts where the card, or the organisation, says no more of who it is.
    """

    def same(key: str) -> Card | None:
        said = _folded(getattr(own, key))
        return next(
            (card for card in cards if said and _folded(getattr(card.organisation, key)) == said), None
        )

    nameless = not (own.oid or own.pic or own.name)
    named = next(
        (card for card in cards if card.name == own.id and (nameless or not card.organisation.name)), None
    )
    return same("oid") or same("pic") or same("name") or named or (same("short_name") if nameless else None)


def differences(own: Organisation, card: Card) -> Iterator[str]:
    """What an organisation and its card say differently, in words."""
    for key in Organisation.model_fields:
        here, there = getattr(own, key), getattr(card.organisation, key)
        # An identifier is the same, be it written as a number or as a text.
        if key in OF_ONE_APPLICATION or here == there or (key in _IDENTIFIERS and str(here) == str(there)):
            continue
        yield tell(
            "{key} is {here} here and {there} on the card",
            key=key.replace("_", " "),
            here=_said(here),
            there=_said(there),
        )


def _said(value: Any) -> str:
    if value is None:
        return _("not said")
    if isinstance(value, bool):
        return spoken().yes if value else spoken().no
    data = value.model_dump(exclude_none=True) if hasattr(value, "model_dump") else None
    return ", ".join(map(str, data.values())) if data else str(value)


def _folded(value: Any) -> str:
    return " ".join(str(value or "").split()).casefold()


def _card(name: str, path: Path) -> Card:
    try:
        organisation, data = load_part(path, Organisation)
    except UnreadableProposalError as error:
        raise CardError(next(iter(error.lines()))) from error
    return Card(name, organisation, data)
