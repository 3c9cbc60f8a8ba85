"""Checks of a lump sum for people, and the other lump sums that the call offers."""

from collections.abc import Iterator
from decimal import Decimal

from rich.console import Console
from rich.text import Text

from erasmus_cli.cli.bars import known, plain_table
from erasmus_cli.cli.paragraphs import Footnotes, indented, show_table
from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.division import Division
from erasmus_cli.grant.lump_sums import Share, choices, management_shares
from erasmus_cli.wording import count, eur, grouped


def show_checks(console: Console, division: Division, notes: Footnotes) -> None:
    """Prints whether the parts make the whole, what management takes, and how many packages there are."""
    console.print(Text("Checks", style="strong"))
    for words in (*_sum_check(division), *_management(division.budget, notes), *_counts(division, notes)):
        indented(console, Text(words), 2, hang=2)
    console.print()


def _sum_check(division: Division) -> Iterator[str]:
    proposal, missing = division.budget.proposal, division.missing
    if missing is None or proposal.lump_sum is None:
        yield "Whether the parts make the lump sum is open."
    elif missing == 0:
        yield f"All parts make the lump sum to the cent: {eur(proposal.lump_sum)}."
    elif missing > 0:
        yield f"Of the lump sum, {eur(missing)} are not divided yet."
    else:
        yield f"The parts exceed the lump sum by {eur(-missing)}."
    if proposal.estimated_cost is not None and proposal.lump_sum is not None:
        own = proposal.estimated_cost - proposal.lump_sum
        words = f"{eur(abs(own))} {'above' if own > 0 else 'below'}" if own else "the same as"
        yield f"Estimated cost: {eur(proposal.estimated_cost)}, {words} the lump sum."


def _management(budget: Budget, notes: Footnotes) -> Iterator[str]:
    if not budget.edition.management_share:
        return
    shares = management_shares(budget.proposal)
    if shares is None:
        yield "The share of project management is open: a package or its amounts are missing."
        return
    readings = {
        "lump-sum": ("the lump sum", shares.of_lump_sum),
        "other-packages": ("all other packages", shares.of_others),
    }
    for limit in budget.edition.management_share.values():
        whole, share = readings[limit.of]
        yield f"Management: {_share(share, whole, limit.share)} {notes.mark([limit.source])}"


def _share(share: Share, whole: str, limit: Decimal) -> str:
    if share.percent is None:
        return f"{eur(share.amount)}; of {whole} there is nothing yet."
    verdict = "over the limit" if share.amount > limit * share.of else "within the limit"
    return f"{eur(share.amount)} is {share.percent:f} % of {whole}, {verdict} of {100 * limit:.0f} %."


def _counts(division: Division, notes: Footnotes) -> Iterator[str]:
    limits = division.budget.edition.packages
    if limits is None or division.budget.proposal.work_packages is None:
        return
    said = [f"at least {limits.at_least}"]
    said += [f"{limits.recommended} recommended"] if limits.recommended else []
    said += [f"at most {limits.at_most}"] if limits.at_most else []
    number = len(division.budget.proposal.work_packages)
    yield f"{count(number, 'work package')}: {', '.join(said)} {notes.mark([limits.source])}"


def show_choices(console: Console, budget: Budget, notes: Footnotes) -> None:
    """Prints the lump sums of the call side by side."""
    offered = choices(budget.proposal, budget.edition)
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
