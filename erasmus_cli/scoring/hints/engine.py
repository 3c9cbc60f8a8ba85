"""Lets every hint look at a proposal."""

from dataclasses import dataclass

from erasmus_cli.guide.model import Edition
from erasmus_cli.project.project import Project, open_project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.scoring.hints.catalogue import all_hints
from erasmus_cli.scoring.hints.reading import Reading
from erasmus_cli.scoring.hints.registry import Hint, Remark


@dataclass(frozen=True)
class Said:
    """A remark and the hint that made it."""

    hint: Hint
    remark: Remark


@dataclass(frozen=True)
class Hints:
    """All remarks on a proposal.

    Attributes:
        said: in the order of the hints.
        ignored: ids of hints that were left out on request.
        not_looked_at: ids of hints that read English only, where the texts are in another language.
    """

    said: tuple[Said, ...]
    ignored: tuple[str, ...] = ()
    not_looked_at: tuple[str, ...] = ()


def hints_on(proposal: Proposal, edition: Edition | None = None, *, ignore: tuple[str, ...] = ()) -> Hints:
    """What the hints remark on a proposal.

    Args:
        proposal: what the applicant says.
        edition: by whose form and criteria it is read; that of its call and action, unless said.
        ignore: leave out hints whose id begins with one of these.

    Raises:
        NoEditionError: no edition is given, and call or action is not said.
        UnknownEditionError: no edition is given, and there is none for them.
    """
    project = Project(proposal, edition) if edition else open_project(proposal, "the form")
    return hints_of(project, ignore=ignore)


def hints_of(project: Project, *, ignore: tuple[str, ...] = ()) -> Hints:
    """The same of a project that is open already."""
    reading = Reading(project)
    wanted = [one for one in all_hints() if not one.id.startswith(ignore)]
    looking = [one for one in wanted if reading.english or not one.english]
    return Hints(
        tuple(Said(one, remark) for one in looking for remark in one.look(reading)),
        tuple(one.id for one in all_hints() if one not in wanted),
        tuple(one.id for one in wanted if one not in looking),
    )
