"""What a project is to an edition, where the proposal leaves it to be inferred."""

from collections.abc import Mapping
from typing import Any

from erasmus_cli.guide.loader import NoEditionError, open_edition
from erasmus_cli.guide.model import Edition
from erasmus_cli.proposal.model import Proposal


def edition_of(proposal: Proposal, decided: str) -> Edition:
    """The edition of the call and action that a proposal names.

    Args:
        proposal: what the applicant says.
        decided: what the edition is wanted for, such as `the rates`; the error says so.

    Raises:
        NoEditionError: call or action is not said.
        UnknownEditionError: there are no rules for that call and action.
    """
    if proposal.call is None or proposal.action is None:
        raise NoEditionError(f"name call and action first: they decide {decided}")
    return open_edition(proposal.call, proposal.action)


def field_of(edition: Edition, proposal: Proposal) -> str | None:
    """The field, where it is said or where the action has only one."""
    if proposal.field is None and len(edition.fields) == 1:
        return next(iter(edition.fields))
    return proposal.field


def type_of(edition: Edition, proposal: Proposal) -> str | None:
    """The declared project type, or the one that the format is bound to."""
    if proposal.type is not None:
        return proposal.type
    bound = edition.formats.get(proposal.format or "")
    return bound.project_type if bound else None


def field_decides(edition: Edition, proposal: Proposal, table: Mapping[str, Any]) -> bool:
    """Whether an entry of a table by format and field cannot be picked before the field is said."""
    if field_of(edition, proposal) is not None:
        return False
    if proposal.format in table:
        return any(key.startswith(f"{proposal.format}.") for key in table)
    return any(key in edition.fields for key in table) or "general" not in table
