"""The documents that a project has to hold ready, as far as the proposal says enough to tell."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from erasmus_cli.guide.documents import Condition, Document, documents_of
from erasmus_cli.guide.model import Status
from erasmus_cli.project.member import Member
from erasmus_cli.project.project import Project

Answer = bool | None
"""Yes, no, or None: that depends on what is unsaid."""


class NeededDocument(NamedTuple):
    """A document that the project needs, or may need.

    Attributes:
        document: what the Guide says of it.
        organisations: whose it has to be; empty where the project has one.
        sure: whether it is needed by what the proposal says; otherwise it may be, by `provided` of its
            condition or by what is unsaid.
    """

    document: Document
    organisations: tuple[Member, ...]
    sure: bool


def documents_needed(project: Project) -> tuple[NeededDocument, ...]:
    """What to hold ready, in the order in which applicants meet it; what is surely not needed stays out."""
    edition = project.edition
    found = (
        _needed(document, project) for document in documents_of(edition.call, edition.action, project.field)
    )
    return tuple([needed for needed in found if needed])


def _needed(document: Document, project: Project) -> NeededDocument | None:
    condition = document.needed
    of_project = _of_project(condition, project)
    answers = [(member, _all((of_project, *_of_member(condition, member)))) for member in project.members]
    concerned = tuple(member for member, answer in answers if answer is not False)
    if not document.each and not _names_members(condition):
        overall = of_project
    elif not answers:
        overall = None if of_project is not False else False
    else:
        overall = _any(answer for _, answer in answers)
    if overall is False:
        return None
    sure = overall is True and condition.provided is None
    return NeededDocument(document, concerned if document.each else (), sure)


def _of_project(condition: Condition, project: Project) -> Answer:
    """Whether what is asked of the project as a whole is the case."""
    asked = _asked_for(project)
    answers: list[Answer] = []
    if condition.body:
        answers.append(None if project.body is None else project.body == condition.body)
    if condition.formats:
        answers.append(project.format in condition.formats)
    if condition.grant_above is not None:
        answers.append(None if asked is None else asked > condition.grant_above)
    if condition.grant_up_to is not None:
        answers.append(None if asked is None else asked <= condition.grant_up_to)
    return _all(answers)


def _of_member(condition: Condition, member: Member) -> tuple[Answer, ...]:
    """Whether what is asked of an organisation is the case, point by point."""
    own = member.organisation
    return (
        _is_among(own.role, condition.roles),
        member.is_of(condition.kinds),
        _agrees(None if member.status is None else member.status is Status.INSIDE, condition.inside),
        _agrees(own.public_body, condition.public_body),
    )


def _names_members(condition: Condition) -> bool:
    asked = (condition.roles, condition.kinds)
    return any(asked) or condition.inside is not None or condition.public_body is not None


def _asked_for(project: Project) -> Decimal | None:
    """The grant that is asked for, EUR; None while it is unsaid."""
    proposal = project.proposal
    return proposal.requested_grant if proposal.requested_grant is not None else proposal.lump_sum


def _agrees(value: object, wanted: object) -> Answer:
    if wanted is None:
        return True
    return None if value is None else value == wanted


def _is_among(value: str | None, wanted: tuple[str, ...]) -> Answer:
    if not wanted:
        return True
    return None if value is None else value in wanted


def _all(answers: Iterable[Answer]) -> Answer:
    """False if one is; else None if one is; else true."""
    known = tuple(answers)
    if False in known:
        return False
    return None if None in known else True


def _any(answers: Iterable[Answer]) -> Answer:
    """True if one is; else None if one is; else false."""
    known = tuple(answers)
    if True in known:
        return True
    return None if None in known else False
