"""Who may have a part of the grant: the applicant and full partners."""

from erasmus_cli.project.project import Project
from erasmus_cli.wording.messages import Message, say


def fault_of(project: Project, handle: str) -> Message | None:
    """What is wrong with an organisation as the owner of money; None if nothing is."""
    member = project.member(handle)
    if member is None:
        return say("{handle} is not an organisation of this proposal", handle=handle)
    if member.takes_part is False:
        return say("{member} is an associated partner, which gets no grant", member=member.label)
    return None
