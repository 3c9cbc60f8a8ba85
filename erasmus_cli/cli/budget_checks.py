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
from erasmus_cli.wording.formatting import grouped
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import Message, say, tell


def show_checks(console: Console, budget: Budget, notes: Footnotes) -> None:
    """Prints whether the parts make the whole, what management takes, and how many packages there are."""
    console.print(Text(_("Checks"), style="strong"))
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
        yield _("The share of project management is open: a package or its amounts are missing.")
    else:
        yield from (f"{_share(check)} {notes.mark(check.sources)}" for check in shares)
    if packages and packages[0].value is not None:
        words = tell(
            "{n} {n:work package|work packages}: {limits}",
            n=int(packages[0].value),
            limits=tuple(map(_limit, packages)),
        )
        yield f"{words} {notes.mark(packages[0].sources)}"


def _parts(check: Check) -> str:
    if check.gap is None or check.limit is None:
        return _("Whether the parts make the lump sum is open.")
    if check.gap > 0:
        return tell("Of the lump sum, {gap:eur} are not divided yet.", gap=check.gap)
    if check.gap < 0:
        return tell("The parts exceed the lump sum by {gap:eur}.", gap=-check.gap)
    return tell("All parts make the lump sum to the cent: {limit:eur}.", limit=check.limit)


def _cost(check: Check) -> str:
    cost, gap = check.value or NOTHING, check.gap or NOTHING
    if not gap:
        return tell("Estimated cost: {cost:eur}, the same as the lump sum.", cost=cost)
    if gap < 0:
        return tell("Estimated cost: {cost:eur}, {gap:eur} above the lump sum.", cost=cost, gap=-gap)
    return tell("Estimated cost: {cost:eur}, {gap:eur} below the lump sum.", cost=cost, gap=gap)


def _share(check: Check) -> str:
    """What management takes: `EUR 36 000 is 14.40 % of the lump sum, within the limit of 20 %.`."""
    whole, amount = check.label.values["whole"], check.value or NOTHING
    if check.gap is None:
        return tell("Management: {amount:eur}; what it is of {whole} is open.", amount=amount, whole=whole)
    if check.value is None or not check.whole:
        return tell("Management: {amount:eur}; of {whole} there is nothing yet.", amount=amount, whole=whole)
    values = {
        "amount": amount,
        "part": check.value / check.whole,
        "whole": whole,
        "limit": check.share or NOTHING,
    }
    if check.gap < 0:
        return tell(
            "Management: {amount:eur} is {part:exact_share} of {whole}, over the limit of {limit:share}.",
            **values,
        )
    return tell(
        "Management: {amount:eur} is {part:exact_share} of {whole}, within the limit of {limit:share}.",
        **values,
    )


def _limit(check: Check) -> Message:
    match check.id.removeprefix("packages-"):
        case "recommended":
            return say("{limit} recommended", limit=check.limit)
        case "at-least":
            return say("at least {limit}", limit=check.limit)
        case _other:
            return say("at most {limit}", limit=check.limit)


def show_choices(console: Console, budget: Budget, notes: Footnotes) -> None:
    """Prints the lump sums of the call side by side."""
    offered = choices(budget.project)
    if not offered or budget.edition.lump_sums is None:
        return
    mark = notes.mark([budget.edition.lump_sums.source])
    table = plain_table()
    table.expand = False
    headings = [_("Lump sums of the call, EUR"), _("per month"), _("per partner")]
    managed = any(choice.management is not None for choice in offered)
    for heading in (*headings, *([_("management at most")] if managed else [])):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for choice in offered:
        limits = [known(choice.management)] if managed else []
        chosen = _("chosen") if choice.chosen else ""
        cells = (grouped(choice.amount), known(choice.a_month), known(choice.a_partner))
        table.add_row(*cells, *limits, Text(f"{chosen} {mark}".strip()))
        mark = ""
    show_table(console, table)
    console.print()
