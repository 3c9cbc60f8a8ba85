"""What a project is to an edition, where the proposal leaves it to be inferred."""

from collections.abc import Mapping
from typing import Any

from erasmus_cli.guide.model import Edition
from erasmus_cli.proposal.model import Proposal


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
