"""Matches for people: one block for each action, fields with the same answer together."""

import shlex
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from erasmus_cli.cli.paragraphs import indented
from erasmus_cli.matching.facts import Facts
from erasmus_cli.matching.match import Fit, Match
from erasmus_cli.matching.reasons import steps_in_words, why_no_change
from erasmus_cli.wording.formatting import count, day

_WORDS = {Fit.FITS: ("fits", "pass"), Fit.UNDECIDED: ("open", "open"), Fit.NOT: ("not", "fail")}
_MOST_REASONS = 5
_NOT_YET = "Nothing can be said to fit yet; what is open needs to know more of the partnership."
_PROVISO = (
    "fits: no rule on these facts stands against it; a whole proposal still has to pass `erasmus check`."
)


def show(console: Console, matches: Sequence[Match], facts: Facts, file: str | None = None) -> None:
    """Prints all matches of a partnership: what fits, then what is open, then what does not fit and why.

    In each part the actions of which something fits stand on top. `file` is the proposal, if there is one.
    """
    if not matches:
        console.print(Text("Nothing can be applied for in this field in these calls."))
        return
    actions = [list(group) for _, group in groupby(matches, key=lambda one: one.cell.edition.id)]
    actions.sort(key=lambda group: not any(one.fit is Fit.FITS for one in group))
    if not any(one.fit is Fit.FITS for one in matches):
        some_open = any(one.fit is Fit.UNDECIDED for one in matches)
        indented(console, Text(_NOT_YET if some_open else "Nothing fits as it is.", style="strong"), 0)
        console.print()
    introduced: set[str] = set()
    for fit in Fit:
        for group in actions:
            if those := [one for one in group if one.fit is fit]:
                again = those[0].cell.edition.id in introduced
                _show_action(console, those, () if again else _deadlines(group), facts)
                introduced.add(those[0].cell.edition.id)
        if fit is Fit.FITS and introduced:
            indented(console, Text(_PROVISO, style="quiet"), 0)
            console.print()
    indented(console, Text(f"Next: {_next(matches, file)}"), 0, hang=6)


def _next(matches: Sequence[Match], file: str | None) -> str:
    closed = all(one.left and one.left.closed for one in matches)
    call = matches[0].cell.edition.for_call + closed
    proviso = " --provisional" if closed or matches[0].cell.edition.stands_in_for else ""
    if file is None:
        goes_on = f"`erasmus new{proviso} proposal.yaml` begins a proposal"
    else:
        typed = shlex.quote(file) if file != "-" else "FILE"
        goes_on = f"`erasmus convert {typed} --to {call}/ACTION{proviso} -o new.yaml` carries it over"
    if closed:
        return f"all of this has closed. `--provisional` matches against the call to come; {goes_on} to it."
    return f"{goes_on}."


def _show_action(console: Console, matches: list[Match], deadlines: Iterable[str], facts: Facts) -> None:
    """What has the same answer of one action."""
    edition = matches[0].cell.edition
    proviso = f", provisionally by the rules of {edition.call}" if edition.stands_in_for else ""
    indented(console, Text(f"{edition.label}, call {edition.for_call}{proviso}", style="strong"), 0)
    for line in deadlines:
        indented(console, Text(line, style="quiet"), 2, hang=2)
    together: dict[tuple[str, ...], list[Match]] = {}
    for one in matches:
        together.setdefault(tuple(_lines(one, facts)), []).append(one)
    word, style = _WORDS[matches[0].fit]
    for lines, those in together.items():
        indented(console, Text.assemble((f"{word:<5}", style), _names(those)), 2, hang=5)
        for line in lines:
            indented(console, Text(line), 7, hang=2)
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
    lines = [finding.message for finding in one.fails] or [finding.message for finding in one.open]
    lines = list(dict.fromkeys(lines))
    if len(lines) > _MOST_REASONS:
        lines[_MOST_REASONS - 1 :] = [f"and {len(lines) - _MOST_REASONS + 1} more reasons"]
    if one.change:
        steps = steps_in_words(one.change.edits, facts.organisations)
        lines.append(f"Opened by {count(len(steps), 'edit')}: {'; then '.join(steps)}")
    elif reason := why_no_change(one):
        lines.append(f"No small change: {reason}")
    return lines


def _deadline(one: Match) -> str | None:
    left = one.left
    if left is None:
        return None
    when = day(left.deadline.effective)
    if left.closed:
        return f"closed on {when}, {count(-left.days, 'day')} ago"
    return f"closes on {when}, " + (f"{count(left.days, 'day')} left" if left.days else "the last day")
