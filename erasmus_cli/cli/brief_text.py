"""One line for each proposal of many, for people."""

from rich.console import Console
from rich.text import Text

from erasmus_cli.batch.results import Row, RowFinding
from erasmus_cli.cli.paragraphs import indented
from erasmus_cli.rules.outcome import Result
from erasmus_cli.rules.report import MEETS_THE_RULES, Verdict, verdict_name
from erasmus_cli.wording.formatting import capital_letters
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

_STYLES = {Verdict.ELIGIBLE: "pass", Verdict.NOT_ELIGIBLE: "fail", Verdict.UNDECIDED: "open"}
_WORDS = (MEETS_THE_RULES, *(verdict_name(one, closed=False) for one in Verdict))
_ROOM_FOR_NAMES = 60
"""Columns from which on what follows stands below the name of the proposal, not below the verdict."""


def show(console: Console, row: Row, *, verbose: bool = False) -> None:
    """Prints the line of a proposal that could be checked; why another could not was told already."""
    if row.verdict is None:
        return
    word = capital_letters(_(row.verdict_name))
    width = max(len(_(name)) for name in _WORDS)
    mark = Text(f"{word:<{width}}  ", _STYLES[row.verdict])
    told = Text(row.name, "strong")
    if row.title:
        told.append(f"  {' '.join(row.title.split())}", style="not bold")  # a title may hold line breaks
    if words := "; ".join(_provisos(row)):
        told.append(f"  ({words})", style="quiet")
    if not console.is_terminal:
        console.print(Text.assemble(mark, told), soft_wrap=True)  # one line each, for programs that search
    elif console.width < _ROOM_FOR_NAMES:
        indented(console, Text.assemble(mark, told), 0, hang=2)
    else:
        indented(console, told, len(mark), mark=mark)
    for finding in row.findings if verbose else ():
        _show_finding(console, finding)


def _provisos(row: Row) -> list[str]:
    """What blocks, and what the verdict must not be read without."""
    new = {one.rule for one in row.findings if not one.known}
    known = [rule for rule in row.fails if rule not in new]
    found = [
        " ".join(rule for rule in row.fails if rule in new),
        tell("known: {rules}", rules=" ".join(known)) if known else "",
        tell("open: {rules}", rules=" ".join(row.opens)) if row.opens and not row.fails else "",
        tell("{n} {n:identifier|identifiers} still missing", n=row.identifiers_missing)
        if row.identifiers_missing
        else "",
        _("closed") if row.closed else "",
        tell("provisionally by {edition}", edition=row.edition) if row.provisional else "",
        _("as far as checked") if row.left_out else "",
    ]
    return list(filter(None, found))


def _show_finding(console: Console, finding: RowFinding) -> None:
    decides = finding.severity == "error"
    label, style = (_("FAIL"), "fail") if decides else (_("WARN"), "warn")
    if finding.outcome is Result.UNKNOWN:
        label, style = _("OPEN"), "open"
    mark = Text.assemble("  ", (label, style), " ")
    words = f"{finding.rule} {finding.name}: {finding.message}"
    indented(console, Text(words), len(mark), mark=mark)
    if finding.mend:
        indented(console, Text.assemble((_("Mend: "), "strong"), finding.mend), len(mark))
