"""Which deadline a proposal goes for and how many days are left, in one line."""

from datetime import date

from erasmus_cli.project.project import Project
from erasmus_cli.rules.time_left import TimeLeft, time_left
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell


def days_words(project: Project | None, on: date) -> str | None:
    """Which deadline is meant, and how many days are left; None before call and action are named."""
    if project is None:
        return None
    left = time_left(project, on)
    if left is None:
        return _no_deadline(project)
    of_round = len(project.deadlines(None) or ()) > 1
    values = {"round": left.deadline.round, "when": left.deadline.effective}
    if left.closed:
        if of_round:
            return tell(
                "Round {round} closed on {when:moment}, Brussels time: {ago}.", ago=ago(left), **values
            )
        return tell("The call closed on {when:moment}, Brussels time: {ago}.", ago=ago(left), **values)
    if of_round:
        return tell(
            "Round {round} closes on {when:moment}, Brussels time: {left}.", left=_to_go(left), **values
        )
    return tell("The call closes on {when:moment}, Brussels time: {left}.", left=_to_go(left), **values)


def ago(left: TimeLeft) -> str:
    """How long a deadline has been over: `60 days ago`."""
    return tell("{n} {n:day|days} ago", n=-left.days)


def _to_go(left: TimeLeft) -> str:
    return _("this is the last day") if left.days == 0 else tell("{n} {n:day|days} left", n=left.days)


def _no_deadline(project: Project) -> str:
    if project.provisional:
        return tell("The deadline of call {call} is not known here.", call=project.edition.for_call)
    if project.depends_on_field(project.edition.deadlines):
        return _("The deadline depends on the field.")
    return _("No deadline is known for this proposal.")
