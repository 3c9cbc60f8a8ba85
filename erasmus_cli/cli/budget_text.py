"""Budgets for people: what it adds up to, line by line, what was cut, what is still missing."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from rich.console import Console
from rich.text import Text

from erasmus_cli.cli.bars import plain_table, show_bars
from erasmus_cli.cli.budget_lump_sum import show_division
from erasmus_cli.cli.budget_tables import show_categories
from erasmus_cli.cli.paragraphs import Footnotes, indented, opening, solid
from erasmus_cli.cli.tables import show_table
from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.explain import Explanation
from erasmus_cli.grant.items import item_in_words
from erasmus_cli.grant.model import Cut, Line
from erasmus_cli.guide.sources import by_source
from erasmus_cli.pointers import dotted
from erasmus_cli.wording.formatting import count, eur

_Loose = tuple[int, Line, str | None, str]


def show(console: Console, budget: Budget) -> None:
    """Prints a budget."""
    notes = Footnotes()
    _show_head(console, budget, notes)
    if budget.edition.lump_sums is not None:
        show_division(console, budget, notes)
    elif budget.grant.categories:
        show_categories(console, budget, notes)
        _show_sums(console, budget)
    _show_cuts(console, "Cut by caps", budget.grant.caps_applied, notes)
    _show_cuts(console, "Not cut, because nobody could verify the cap", budget.grant.unverified_caps, notes)
    _show_loose_ends(console, budget)
    notes.show(console)


def show_explanation(console: Console, explanation: Explanation, budget: Budget) -> None:
    """Prints how one amount comes about, with all that is known of its sources."""
    indented(console, Text(explanation.title.replace("\n", " "), style="strong"), 0, hang=2)
    if explanation.at:
        console.print(Text(f"  {budget.where(explanation.at)}", style="quiet"), soft_wrap=True)
    for step in explanation.steps:
        indented(console, Text(step.replace("\n", " ")), 2, hang=2)
    console.print()
    if explanation.figures:
        console.print(Text("Sources", style="strong"))
    for source, paths in by_source(explanation.figures).items():
        indented(console, Text(f"{source.citation} ({source.grade}): {', '.join(paths)}"), 2, hang=2)
        if source.note:
            indented(console, Text(source.note, style="quiet"), 4)


def _show_head(console: Console, budget: Budget, notes: Footnotes) -> None:
    title = budget.proposal.acronym or budget.proposal.title
    opening(console, "BUDGET", "strong", budget.document.file)
    indented(
        console,
        Text(f"{budget.edition.name}: {title or 'no title yet'}".replace("\n", " "), style="quiet"),
        0,
    )
    console.print()
    table = plain_table()
    table.show_header = False
    table.add_column(no_wrap=True, style="strong")
    table.add_column(no_wrap=True, justify="right")
    table.add_column(ratio=1)
    for label, amount, words in _head(budget, notes):
        table.add_row(label, "-" if amount is None else eur(amount), solid(Text(words)))
    show_table(console, table)
    console.print()
    if not budget.grant.lines and budget.edition.lump_sums is None:
        indented(console, Text(_nothing(budget)), 0)
        console.print()


def _head(budget: Budget, notes: Footnotes) -> Iterator[tuple[str, Decimal | None, str]]:
    ceiling = budget.grant.ceiling
    marks = notes.mark(figure.source for figure in ceiling.figures.values())
    yield "Adds up to", budget.total, _how_complete(budget)
    words = ceiling.words
    if ceiling.amount is None and ceiling.at_most is not None:
        words += f"; never more than {eur(ceiling.at_most)}"
    yield ("Lump sum" if budget.edition.lump_sums else "Ceiling"), ceiling.amount, f"{words} {marks}".rstrip()
    bounds = budget.edition.grant_bounds
    if bounds:
        mark = notes.mark([bounds.source])
        yield "At least", bounds.lowest, f"the smallest grant of this call {mark}"
        yield "At most", bounds.highest, f"the largest grant of this call {mark}"
    if budget.edition.lump_sums is None:
        yield "Asked for", budget.requested, _compared(budget)
    yield "Grant", budget.amount, _finished(budget)


def _finished(budget: Budget) -> str:
    if budget.amount is None:
        return "not known"
    return "" if budget.grant.complete else "as far as it is known"


def _nothing(budget: Budget) -> str:
    bounds = budget.edition.grant_bounds
    known = " Only the bounds above are known: a grant must lie between them." if bounds else ""
    return f"Nothing can be added up: {'; '.join(budget.grant.gaps)}.{known}"


def _how_complete(budget: Budget) -> str:
    lines = budget.grant.lines
    if not lines:
        return "not known"
    without = sum(line.amount is None for line in lines)
    if without:
        verb = "has" if without == 1 else "have"
        return f"so far: {without} of {count(len(lines), 'line')} {verb} no amount yet"
    return count(len(lines), "line") + ("" if budget.grant.complete else ", but not all is said")


def _compared(budget: Budget) -> str:
    asked, amount = budget.requested, budget.amount
    if asked is None:
        return "requested_grant is not said"
    if amount is None:
        return ""
    if asked == amount:
        return "the same as the grant"
    return (
        f"{eur(asked - amount)} more than the grant"
        if asked > amount
        else f"{eur(amount - asked)} less than the grant"
    )


def _show_sums(console: Console, budget: Budget) -> None:
    grant = budget.grant
    sums = [(item_in_words(name).capitalize(), budget.in_category(name)) for name in grant.categories]
    show_bars(console, "By category, after caps", sums)
    owned = [(handle or "(no organisation)", amount) for handle, amount in budget.by_organisation()]
    show_bars(console, "By organisation, before caps", owned)


def _show_cuts(console: Console, title: str, cuts: Iterable[Cut], notes: Footnotes) -> None:
    listed = list(cuts)
    if not listed:
        return
    console.print(Text(title, style="strong"))
    for cut in listed:
        taken = f"{eur(cut.before)} becomes {eur(cut.after)}, {eur(cut.before - cut.after)} less"
        indented(console, Text(f"{cut.words}: {taken} {notes.mark(cut.sources)}".rstrip()), 2, hang=2)
    console.print()


def _show_loose_ends(console: Console, budget: Budget) -> None:
    lines = budget.numbered
    needs = [(n, line, _needed(line), line.needs[0]) for n, line in lines if line.needs]
    gaps = budget.grant.gaps if budget.grant.lines else ()
    _show_group(console, "OPEN", "open", needs, budget)
    _show_group(console, "OPEN", "open", ((n, x, x.price.unknown, x.at) for n, x in lines), budget)
    _show_group(console, "FAULT", "fail", ((n, x, x.fault, x.at) for n, x in lines), budget)
    _show_group(console, "LOOK", "warn", ((n, x, x.price.caution, x.at) for n, x in lines), budget)
    for words in (*gaps, *(f"needs {key}" for key in budget.grant.ceiling.needs)):
        console.print(Text.assemble((f"{'OPEN':<6}", "open"), words), soft_wrap=True)
        console.print()


def _show_group(console: Console, word: str, style: str, group: Iterable[_Loose], budget: Budget) -> None:
    for number, line, words, at in group:
        if not words:
            continue
        head = Text.assemble((f"{word:<6}", style), (f"line {number}", "strong"))
        head.append(f"  {budget.where(at)}", style="quiet")
        console.print(head, soft_wrap=True)
        owner = f" ({line.organisation})" if line.organisation else ""
        indented(console, Text(f"{line.label}{owner}: {words}".replace("\n", " ")), 6)
        console.print()


def _needed(line: Line) -> str:
    """What is missing before a line has an amount, and why."""
    return ": ".join(filter(None, (f"needs {_keys(line.needs)}", line.reason)))


def _keys(pointers: Iterable[str]) -> str:
    return ", ".join(map(dotted, pointers))
