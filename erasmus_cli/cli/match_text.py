"""Matches for people: one block for each action, fields with the same answer together."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from erasmus_cli.chapters.naming import named, names_of
from erasmus_cli.cli.paragraphs import indented
from erasmus_cli.matching.facts import Facts
from erasmus_cli.matching.match import Fit, Match, goes_on, next_call
from erasmus_cli.matching.reasons import steps_in_words, why_no_change
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import say, tell
from erasmus_cli.wording.shells import for_shell

_WORDS = {
    Fit.FITS: (say("fits"), "pass"),
    Fit.UNDECIDED: (say("open"), "open"),
    Fit.NOT: (say("not"), "fail"),
}
_MOST_REASONS = 5
_NOT_YET = say("Nothing can be said to fit yet; what is open needs to know more of the partnership.")
_PROVISO = say(
    "fits: no rule on these facts stands against it; a whole proposal still has to pass `erasmus check`."
)


def show(console: Console, matches: Sequence[Match], facts: Facts, file: str | None = None) -> None:
    """Prints all matches of a partnership: what fits, then what is open, then what does not fit and why.

    In each part the actions of which something fits stand on top. `file` is the proposal, if there is one.
    """
    if not matches:
        console.print(Text(_("Nothing can be applied for in this field in these calls.")))
        return
    actions = [list(group) for _edition, group in groupby(matches, key=lambda one: one.cell.edition.id)]
    actions.sort(key=lambda group: not any(one.fit is Fit.FITS for one in group))
    if not any(one.fit is Fit.FITS for one in matches):
        some_open = any(one.fit is Fit.UNDECIDED for one in matches)
        indented(
            console, Text(_NOT_YET.text() if some_open else _("Nothing fits as it is."), style="strong"), 0
        )
        console.print()
    introduced: set[str] = set()
    for fit in Fit:
        for group in actions:
            if those := [one for one in group if one.fit is fit]:
                again = those[0].cell.edition.id in introduced
                _show_action(console, those, () if again else _deadlines(group), facts)
                introduced.add(those[0].cell.edition.id)
        if fit is Fit.FITS and introduced:
            indented(console, Text(_PROVISO.text(), style="quiet"), 0)
            console.print()
    following = _("Next: ")
    told = [one for group in actions for one in group]
    indented(console, Text(_next(told, file)), len(following), mark=Text(following))


def _next(matches: Sequence[Match], file: str | None) -> str:
    closed = all(one.left and one.left.closed for one in matches)
    call = next_call() if closed else matches[0].cell.edition.for_call
    proviso = " --provisional" if closed or matches[0].cell.edition.stands_in_for else ""
    if file is None:
        command = f"`erasmus new{proviso} proposal.yaml`"
        if closed:
            return tell(
                "all of this has closed. `--provisional` matches against the call to come; "
                "{command} begins a proposal to it.",
                command=command,
            )
        return tell("{command} begins a proposal.", command=command)
    name = for_shell(file) if file != "-" else "FILE"
    action = _best(matches, call)
    if action is None:
        command = f"`erasmus match --provisional {name}`"
        return tell(
            "it is too late for this call: {command} shows which actions it fits now", command=command
        )
    command = f"`erasmus convert {name} --to {call}/{action}{proviso} -o new.yaml`"
    if closed:
        return tell(
            "all of this has closed. `--provisional` matches against the call to come; "
            "{command} carries it over to it.",
            command=command,
        )
    return tell("{command} carries it over.", command=command)


def _best(matches: Sequence[Match], call: int) -> str | None:
    """The action to go on with: what fits before what is open, then before what a change opens.

    None where no action of these goes on in that call.
    """
    going_on = [
        one for one in matches if one.cell.edition.for_call == call or goes_on(one.cell.edition, call)
    ]
    order = (Fit.FITS, Fit.UNDECIDED, Fit.NOT)
    going_on.sort(key=lambda one: (order.index(one.fit), one.change is None))
    return going_on[0].cell.edition.action if going_on else None


def _show_action(console: Console, matches: list[Match], deadlines: Iterable[str], facts: Facts) -> None:
    """What has the same answer of one action."""
    edition = matches[0].cell.edition
    heading = tell("{action}, call {call}", action=edition.label, call=edition.for_call)
    if edition.stands_in_for:
        heading = tell(
            "{action}, call {call}, provisionally by the rules of {rules}",
            action=edition.label,
            call=edition.for_call,
            rules=edition.call,
        )
    indented(console, Text(heading, style="strong"), 0)
    for line in deadlines:
        indented(console, Text(line, style="quiet"), 2, hang=2)
    together: dict[tuple[str, ...], list[Match]] = {}
    for one in matches:
        together.setdefault(tuple(_lines(one, facts)), []).append(one)
    word, style = _WORDS[matches[0].fit][0].text(), _WORDS[matches[0].fit][1]
    wide = 1 + max(len(one.text()) for one, _style in _WORDS.values())
    for lines, those in together.items():
        mark = Text.assemble("  ", (f"{word} ".ljust(wide), style))
        indented(console, Text(_names(those)), len(mark), mark=mark)
        for line in lines:
            indented(console, Text(line), len(mark), hang=2)
    console.print()


def _deadlines(matches: Iterable[Match]) -> Iterator[str]:
    """When one has to apply, and for what where that differs."""
    by_line: dict[str, list[Match]] = {}
    for one in matches:
        if line := _deadline(one):
            by_line.setdefault(line, []).append(one)
    for line, those in by_line.items():
        yield f"{line}: {_names(those)}" if len(by_line) > 1 else line


def _names(matches: Iterable[Match]) -> str:
    """Fields, each with its types and formats where the action has them."""
    names: dict[str, list[str]] = {}
    for one in matches:
        details = ", ".join(filter(None, (one.cell.format, one.cell.type)))
        names.setdefault(details, []).append(one.cell.field)
    return "; ".join(
        ", ".join(fields) + (f" ({details})" if details else "") for details, fields in names.items()
    )


def _lines(one: Match, facts: Facts) -> list[str]:
    names = names_of(Proposal.model_validate({"organisations": facts.organisations}))
    lines = _few(named(finding.said, names) for finding in one.fails or one.open)
    if one.change:
        steps = steps_in_words(one.change.edits, facts.organisations)
        then = str(steps[0])
        for step in steps[1:]:
            then = tell("{first}; then {next}", first=then, next=step)
        lines.append(tell("Opened by {n} {n:edit|edits}: {steps}", n=len(steps), steps=then))
        lines += [
            tell("Open then: {what}", what=named(finding.said, names)) for finding in one.change.left_open
        ]
    elif reason := why_no_change(one):
        lines.append(named(say("No small change: {reason}", reason=reason), names))
    if not one.fails:
        lines += _few(f"{_('Mind')}: {named(finding.said, names)}" for finding in one.warned)
    return lines


def _few(reasons: Iterable[str]) -> list[str]:
    """Each reason once; the first ones and how many more there are, where they are many."""
    told = list(dict.fromkeys(reasons))
    if len(told) > _MOST_REASONS:
        more = len(told) - _MOST_REASONS + 1
        told[_MOST_REASONS - 1 :] = [tell("and {n} more {n:reason|reasons}", n=more)]
    return told


def _deadline(one: Match) -> str | None:
    left = one.left
    if left is None:
        return None
    when = left.deadline.effective
    if left.closed:
        return tell("closed on {date:day}, {n} {n:day|days} ago", date=when, n=-left.days)
    if left.days:
        return tell("closes on {date:day}, {n} {n:day|days} left", date=when, n=left.days)
    return tell("closes on {date:day}, the last day", date=when)
