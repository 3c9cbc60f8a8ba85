"""One line for each proposal of many, for people."""

from rich.console import Console
from rich.text import Text

from erasmus_cli.batch.results import Row, RowFinding
from erasmus_cli.cli.paragraphs import indented
from erasmus_cli.formatting import count
from erasmus_cli.rules.outcome import Result
from erasmus_cli.rules.report import Verdict

_STYLES = {Verdict.ELIGIBLE: "pass", Verdict.NOT_ELIGIBLE: "fail", Verdict.UNDECIDED: "open"}
_WORDS = {
    Verdict.ELIGIBLE: "ELIGIBLE",
    Verdict.NOT_ELIGIBLE: "NOT ELIGIBLE",
    Verdict.UNDECIDED: "UNDECIDED",
}
_WIDTH = max(map(len, _WORDS.values()))


def show(console: Console, row: Row, *, verbose: bool = False) -> None:
    """Prints the line of a proposal that could be checked; why another could not was told already."""
    if row.verdict is None:
        return
    word = _WORDS[row.verdict]
    if row.verdict is Verdict.ELIGIBLE and row.closed:
        word = "MEETS RULES"
    head = Text.assemble((f"{word:<{_WIDTH}}", _STYLES[row.verdict]), "  ", (row.name, "strong"))
    if row.title:
        head.append(f"  {' '.join(row.title.split())}")  # a title may hold line breaks
    if words := "; ".join(_provisos(row)):
        head.append(f"  ({words})", style="quiet")
    console.print(head, soft_wrap=True)
    for finding in row.findings if verbose else ():
        _show_finding(console, finding)


def _provisos(row: Row) -> list[str]:
    """What blocks, and what the verdict must not be read without."""
    new = {one.rule for one in row.findings if not one.known}
    known = [rule for rule in row.fails if rule not in new]
    found = [
        " ".join(rule for rule in row.fails if rule in new),
        f"known: {' '.join(known)}" if known else "",
        f"open: {' '.join(row.opens)}" if row.opens and not row.fails else "",
        f"{count(row.identifiers_missing, 'identifier')} still missing" if row.identifiers_missing else "",
        "closed" if row.closed else "",
        f"provisionally by {row.edition}" if row.provisional else "",
        "as far as checked" if row.left_out else "",
    ]
    return list(filter(None, found))


def _show_finding(console: Console, finding: RowFinding) -> None:
    decides = finding.severity == "error"
    label, style = ("FAIL", "fail") if decides else ("WARN", "warn")
    if finding.outcome is Result.UNKNOWN:
        label, style = "OPEN", "open"
    mark = Text.assemble("  ", (label, style), " ")
    words = f"{finding.rule} {finding.name}: {finding.message}"
    indented(console, Text(words), len(mark), mark=mark)
    if finding.mend:
        indented(console, Text.assemble(("Mend: ", "strong"), finding.mend), len(mark))
