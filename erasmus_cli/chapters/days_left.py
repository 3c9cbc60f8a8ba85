"""Which deadline a proposal goes for and how many days are left, in one line."""

from datetime import date

from erasmus_cli.project.project import Project
from erasmus_cli.rules.time_left import TimeLeft, time_left
from erasmus_cli.wording.formatting import count, moment


def days_words(project: Project | None, on: date) -> str | None:
    """Which deadline is meant, and how many days are left; None before call and action are named."""
    if project is None:
        return None
    left = time_left(project, on)
    if left is None:
        return _no_deadline(project)
    when = moment(left.deadline.effective)
    name = f"Round {left.deadline.round}" if len(project.deadlines(None) or ()) > 1 else "The call"
    if left.closed:
        return f"{name} closed on {when}, Brussels time: {ago(left)}."
    return f"{name} closes on {when}, Brussels time: {_to_go(left)}."


def ago(left: TimeLeft) -> str:
    """How long a deadline has been over: `60 days ago`."""
    return f"{count(-left.days, 'day')} ago"


def _to_go(left: TimeLeft) -> str:
    return "this is the last day" if left.days == 0 else f"{count(left.days, 'day')} left"


def _no_deadline(project: Project) -> str:
    if project.provisional:
        return f"The deadline of call {project.proposal.call} is not known here."
    if project.depends_on_field(project.edition.deadlines):
        return "The deadline depends on the field."
    return "No deadline is known for this proposal."
