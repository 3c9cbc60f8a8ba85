"""Organisations of proposals on cards, and cards in proposals; neither is changed silently by the other."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from erasmus_cli.errors import ErasmusError
from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.pointers import pointer
from erasmus_cli.proposal import editing
from erasmus_cli.proposal.cards import Card, CardError, Cards, card_of, differences, kept
from erasmus_cli.proposal.errors import UnreadableProposalError
from erasmus_cli.proposal.model import Organisation, Proposal
from erasmus_cli.proposal.reader import load, load_part
from erasmus_cli.proposal.text_edit import Edits
from erasmus_cli.wizard.handles import handle_for
from erasmus_cli.wizard.preset_answers import value_as_given
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

_PLACES = re.compile(
    r"applicant|coordinator|(?:partner|associated|organisation|org|p|o)[-_]?\d*", re.IGNORECASE
)
"""Handles that stand for a place in a consortium, as `applicant` and `p2` do."""


class KeepError(ErasmusError, ValueError):
    """An organisation cannot be kept on a card. The message is one line."""


def organisations_in(path: Path, handles: Sequence[str]) -> list[dict[str, Any]]:
    """The organisations of a proposal, or the one of a file of its own, as plain data.

    Raises:
        KeepError: one of the handles is none of the proposal.
        UnreadableProposalError: the file is neither.
    """
    try:
        proposal = load(path).proposal
    except UnreadableProposalError:
        try:
            return [load_part(path, Organisation)[1]]
        except UnreadableProposalError:
            pass
        raise
    everyone = proposal.organisations or ()
    missing = [handle for handle in handles if handle not in {own.id for own in everyone}]
    if missing or not everyone:
        if not everyone:
            raise KeepError(tell("{file}: there is no organisation in it", file=path))
        raise KeepError(
            tell(
                "{file}: there is no organisation {handle}; it has {handles:list}",
                file=path,
                handle=missing[0],
                handles=tuple(own.id for own in everyone if own.id),
            )
        )
    return [
        own.model_dump(mode="json", exclude_unset=True)
        for own in everyone
        if not handles or own.id in handles
    ]


def with_settings(data: dict[str, Any], settings: Iterable[str]) -> dict[str, Any]:
    """The data of an organisation with what `--set` gives.

    Raises:
        KeepError: a setting is none.
    """
    for setting in settings:
        key, equals, raw = setting.partition("=")
        if not equals or not key.strip():
            raise KeepError(tell("--set {setting}: write key=value, such as country=BE", setting=setting))
        try:
            value = value_as_given(raw.strip())
            # An organisation is said in words; what looks like a number is one of its identifiers.
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            editing.put(data, pointer(key.strip().split(".")), raw.strip() if is_number else value)
        except ValueError as error:
            raise KeepError(f"--set {setting}: {error}") from error
    return data


def keep(
    cards: Cards, entries: Sequence[dict[str, Any]], named: str | None = None, *, force: bool = False
) -> Iterator[str]:
    """Keeps organisations on cards, all or none; one line on each.

    Args:
        cards: where they are kept.
        entries: organisations as plain data.
        named: the name of the card, where there is one only.
        force: replace a card that says something else.

    Raises:
        KeepError: one of them is no organisation, or its card says something else.
    """
    planned = [_planned(cards, data, named, force=force) for data in entries]
    for name, data, told in planned:
        yield f"{cards.keep(name, data)}: {told}"


def _name_of_card(own: Organisation) -> str:
    """The handle, unless it only says what the organisation is in this proposal."""
    says_who = own.id and not _PLACES.fullmatch(own.id)
    return own.id if own.id and says_who else handle_for(own.name or "", ())


def _planned(
    cards: Cards, data: dict[str, Any], named: str | None, *, force: bool
) -> tuple[str, dict[str, Any], str]:
    """The name of a card, what it is to say, and what is told of it."""
    try:
        own = Organisation.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise KeepError(tell("`{key}` cannot be kept: {why}", key=where, why=first["msg"].lower())) from error
    if not own.name:
        raise KeepError(_("a card needs a name of the organisation: --set name='Open School'"))
    if fault := fault_of(own):
        raise KeepError(fault)
    known = card_of(own, cards.readable()[0])
    name = named or (known.name if known else _name_of_card(own))
    if name not in cards.names():
        return name, data, _("kept")
    try:
        before = cards.read(name)
    except CardError as error:
        if not force:
            raise KeepError(tell("{why}; --force replaces it", why=error)) from error
        return name, data, _("replaced, as it could not be read")
    if kept(before.data) == kept(data):
        return name, data, _("says the same already")
    changes = "; ".join(differences(own, before))
    if not force:
        raise KeepError(
            tell(
                "the card {card} says something else ({changes}); --force replaces it, --as CARD keeps both",
                card=name,
                changes=changes,
            )
        )
    return name, data, tell("replaced ({changes})", changes=changes)


def fault_of(own: Organisation) -> str | None:
    """What is wrong with the identifiers of an organisation, in one line."""
    newest = max(available())
    for key, identifier in open_edition(*newest).identifiers.items():
        said = getattr(own, key, None)
        if said is not None and not re.fullmatch(identifier.pattern, str(said)):
            return tell(
                "the {identifier} {said} cannot be right: it is {shape}",
                identifier=identifier.label,
                said=said,
                shape=identifier.shape,
            )
    return None


def compared(proposal: Proposal, cards: Sequence[Card]) -> Iterator[str]:
    """One line on each organisation: its card, and where the two differ."""
    for index, own in enumerate(proposal.organisations or ()):
        label = own.name or own.id or tell("organisation {number}", number=index + 1)
        card = card_of(own, cards)
        if card is None:
            yield tell("{organisation}: no card", organisation=label)
            continue
        found = "; ".join(differences(own, card))
        if found:
            yield f"{label}: {found} ({card.name})"
        else:
            yield tell("{organisation}: as on the card {card}", organisation=label, card=card.name)


def differing(proposal: Proposal, cards: Sequence[Card]) -> Iterator[str]:
    """One line on each organisation that is not as on its card."""
    for own in proposal.organisations or ():
        card = card_of(own, cards)
        found = "; ".join(differences(own, card)) if card else ""
        if card and found:
            yield tell("Not as on the card {card}: {differences}.", card=card.name, differences=found)


def unused(proposal: Proposal, cards: Sequence[Card]) -> list[Card]:
    """The cards of organisations that the proposal does not have yet."""
    taken = {card.name for own in proposal.organisations or () if (card := card_of(own, cards))}
    return [card for card in cards if card.name not in taken]


def using(proposal: Proposal, card: Card) -> Edits:
    """The edits that add the organisation of a card: the applicant if there is none yet, else a partner."""
    everyone = proposal.organisations or ()
    handles = {own.id for own in everyone}
    handle = card.name if card.name not in handles else handle_for(card.title, handles)
    role = "partner" if any(own.role == "applicant" for own in everyone) else "applicant"
    said = {"id": handle, **kept(card.data)}
    own_role = card.data.get("role") or role
    return [(f"/organisations/{len(everyone)}", {**said, "role": own_role})]
