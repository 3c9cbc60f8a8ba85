"""Who may have a part of the grant: the applicant and full partners."""

from erasmus_cli.project.project import Project


def fault_of(project: Project, handle: str) -> str | None:
    """What is wrong with an organisation as the owner of money; None if nothing is."""
    member = project.member(handle)
    if member is None:
        return f"{handle} is not an organisation of this proposal"
    if member.takes_part is False:
        return f"{handle} is an associated partner, which gets no grant"
    return None
