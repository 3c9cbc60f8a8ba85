"""Which deadline a proposal goes for, and how many days are left. No clock is read."""

from datetime import date
from typing import NamedTuple

from erasmus_cli.guide.timing import Deadline
from erasmus_cli.project.project import Project


class TimeLeft(NamedTuple):
    """The deadline that is meant, seen from a day.

    Attributes:
        deadline: that of the round which the proposal names or its dates imply; else the first that is still
            open on the day; else the last.
        days: from the day to that of the deadline; 0 on the day itself, negative once it is over.
        next_round: the first round of the same call that is still open, where the one meant is over.
    """

    deadline: Deadline
    days: int
    next_round: Deadline | None = None

    @property
    def closed(self) -> bool:
        """Whether the deadline was before the day."""
        return self.days < 0


def time_left(project: Project, on: date) -> TimeLeft | None:
    """How much time is left on a day; None where no deadline is known, or while the field decides it."""
    if project.provisional or project.depends_on_field(project.edition.deadlines):
        return None
    rounds = project.deadlines(None) or ()
    meant = project.deadlines(project.round) or ()
    if not meant:
        return None
    still_open = [one for one in rounds if one.effective.date() >= on]
    deadline = next((one for one in meant if one in still_open), meant[-1])
    days = (deadline.effective.date() - on).days
    return TimeLeft(deadline, days, still_open[0] if days < 0 and still_open else None)
