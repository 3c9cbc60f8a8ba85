"""Checks of a lump sum for people, and the other lump sums that the call offers."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from erasmus_cli.cli.bars import known, plain_table
from erasmus_cli.cli.paragraphs import Footnotes, indented
from erasmus_cli.cli.tables import show_table
from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.comparison import Check, Relation, Unit
from erasmus_cli.grant.lump_sum import choices
from erasmus_cli.grant.model import NOTHING
from erasmus_cli.wording.formatting import count, eur, grouped, per_cent


def show_checks(console: Console, budget: Budget, notes: Footnotes) -> None:
    """Prints whether the parts make the whole, what management takes, and how many packages there are."""
    console.print(Text("Checks", style="strong"))
    for words in _sentences(budget.checks, notes):
        indented(console, Text(words), 2, hang=2)
    console.print()


def _sentences(checks: Sequence[Check], notes: Footnotes) -> Iterator[str]:
    """What the checks say; those on the number of packages share a sentence, and so do open shares."""
    shares = [check for check in checks if check.share is not None]
    packages = [check for check in checks if check.unit is Unit.PACKAGES]
    for check in checks:
        if check.relation is Relation.EXACTLY:
            yield _parts(check)
        elif check.relation is Relation.ABOVE and check.gap is not None:
            yield _cost(check)
    if shares and all(check.limit is None for check in shares):
        yield "The share of project management is open: a package or its amounts are missing."
    else:
        yield from (f"Management: {_share(check)} {notes.mark(check.sources)}" for check in shares)
    if packages and packages[0].value is not None:
        limits = ", ".join(map(_limit, packages))
        number = count(int(packages[0].value), "work package")
        yield f"{number}: {limits} {notes.mark(packages[0].sources)}"


def _parts(check: Check) -> str:
    if check.gap is None or check.limit is None:
        return "Whether the parts make the lump sum is open."
    if check.gap > 0:
        return f"Of the lump sum, {eur(check.gap)} are not divided yet."
    if check.gap < 0:
        return f"The parts exceed the lump sum by {eur(-check.gap)}."
    return f"All parts make the lump sum to the cent: {eur(check.limit)}."


def _cost(check: Check) -> str:
    cost, gap = check.value or NOTHING, check.gap or NOTHING
    words = f"{eur(abs(gap))} {'above' if gap < 0 else 'below'}" if gap else "the same as"
    return f"Estimated cost: {eur(cost)}, {words} the lump sum."


def _share(check: Check) -> str:
    """What management takes: `EUR 36 000 is 14.40 % of the lump sum, within the limit of 20 %.`."""
    whole, amount = check.label.partition(", of ")[2], eur(check.value or NOTHING)
    if check.gap is None:
        return f"{amount}; what it is of {whole} is open."
    if check.value is None or not check.whole:
        return f"{amount}; of {whole} there is nothing yet."
    verdict = "over" if check.gap < 0 else "within"
    allowed = 100 * (check.share or NOTHING)
    part = per_cent(check.value / check.whole)
    return f"{amount} is {part} of {whole}, {verdict} the limit of {allowed:.0f} %."


def _limit(check: Check) -> str:
    key = check.id.removeprefix("packages-").replace("-", " ")
    return f"{check.limit} recommended" if key == "recommended" else f"{key} {check.limit}"


def show_choices(console: Console, budget: Budget, notes: Footnotes) -> None:
    """Prints the lump sums of the call side by side."""
    offered = choices(budget.project)
    if not offered or budget.edition.lump_sums is None:
        return
    mark = notes.mark([budget.edition.lump_sums.source])
    table = plain_table()
    table.expand = False
    headings = ["Lump sums of the call, EUR", "a month", "a partner"]
    managed = any(choice.management is not None for choice in offered)
    for heading in (*headings, *(["management at most"] if managed else [])):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for choice in offered:
        limits = [known(choice.management)] if managed else []
        chosen = "chosen" if choice.chosen else ""
        cells = (grouped(choice.amount), known(choice.a_month), known(choice.a_partner))
        table.add_row(*cells, *limits, Text(f"{chosen} {mark}".strip()))
        mark = ""
    show_table(console, table)
    console.print()
