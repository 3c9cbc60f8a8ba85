"""Matches for people: one block for each action, fields with the same answer together."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from erasmus_cli.cli.paragraphs import indented
from erasmus_cli.formatting import count, day
from erasmus_cli.matching.match import Fit, Match
from erasmus_cli.matching.reasons import edit_words, why_no_change

_WORDS = {Fit.FITS: ("fits", "pass"), Fit.UNDECIDED: ("open", "open"), Fit.NOT: ("not", "fail")}
_MOST_REASONS = 5


def show(console: Console, matches: Sequence[Match]) -> None:
    """Prints all matches: first what fits, in a line for each action, then why the others do not."""
    if not matches:
        console.print(Text("Nothing can be applied for in this field in these calls."))
        return
    for _, group in groupby(matches, key=lambda one: one.cell.edition.id):
        _show_action(console, list(group))
    words = (
        "fits: no rule on these facts stands against it; a whole proposal still has to pass `erasmus check`."
    )
    indented(console, Text(words, style="quiet"), 0)


def _show_action(console: Console, matches: list[Match]) -> None:
    edition = matches[0].cell.edition
    proviso = f", provisionally by the rules of {edition.call}" if edition.stands_in_for else ""
    indented(console, Text(f"{edition.label}, call {edition.for_call}{proviso}", style="strong"), 0)
    for line in dict.fromkeys(filter(None, map(_deadline, matches))):
        indented(console, Text(line, style="quiet"), 2)
    together: dict[tuple[Fit, tuple[str, ...]], list[Match]] = {}
    for one in matches:
        together.setdefault((one.fit, tuple(_lines(one))), []).append(one)
    for (fit, lines), those in sorted(together.items(), key=lambda item: list(Fit).index(item[0][0])):
        word, style = _WORDS[fit]
        indented(console, Text.assemble((f"{word:<5}", style), _names(those)), 2, hang=5)
        for line in lines:
            indented(console, Text(line), 7, hang=2)
    console.print()


def _names(matches: Iterable[Match]) -> str:
    """Fields, each with its types and formats where the action has them."""
    names: dict[str, list[str]] = {}
    for one in matches:
        details = ", ".join(filter(None, (one.cell.format, one.cell.type)))
        names.setdefault(details, []).append(one.cell.field)
    return "; ".join(
        ", ".join(fields) + (f" ({details})" if details else "") for details, fields in names.items()
    )


def _lines(one: Match) -> list[str]:
    lines = [finding.message for finding in one.fails] or [finding.message for finding in one.open]
    lines = list(dict.fromkeys(lines))
    if len(lines) > _MOST_REASONS:
        lines[_MOST_REASONS - 1 :] = [f"and {len(lines) - _MOST_REASONS + 1} more reasons"]
    if one.change:
        steps = [edit_words(patch) for patch in one.change.edits]
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
