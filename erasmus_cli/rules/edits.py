"""Entries that edits add to a proposal."""

from erasmus_cli.project.project import Project


def partner_to_find(project: Project, country: str, kind: str | None, number: int = 1) -> dict[str, str]:
    """An organisation that is still to be found, as an entry of the proposal."""
    entry = {"id": f"p{len(project.members) + number}", "role": "partner", "country": country}
    return entry | ({"kind": kind} if kind else {})
