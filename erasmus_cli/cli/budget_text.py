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
from erasmus_cli.wording.formatting import eur, upper_first
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import Message, tell

_Loose = tuple[int, Line, Message | str | None, str]


def show(console: Console, budget: Budget) -> None:
    """Prints a budget."""
    notes = Footnotes()
    _show_head(console, budget, notes)
    if budget.edition.lump_sums is not None:
        show_division(console, budget, notes)
    elif budget.grant.categories:
        show_categories(console, budget, notes)
        _show_sums(console, budget)
    _show_cuts(console, _("Cut by caps"), budget.grant.caps_applied, notes)
    _show_cuts(
        console, _("Not cut, because nobody could verify the cap"), budget.grant.unverified_caps, notes
    )
    _show_loose_ends(console, budget)
    notes.show(console)


def show_explanation(console: Console, explanation: Explanation, budget: Budget) -> None:
    """Prints how one amount comes about, with all that is known of its sources."""
    indented(console, Text(str(explanation.title).replace("\n", " "), style="strong"), 0, hang=2)
    if explanation.at:
        console.print(Text(f"  {budget.where(explanation.at)}", style="quiet"), soft_wrap=True)
    for step in explanation.steps:
        indented(console, Text(str(step).replace("\n", " ")), 2, hang=2)
    console.print()
    if explanation.figures:
        console.print(Text(_("Sources"), style="strong"))
    for source, paths in by_source(explanation.figures).items():
        indented(console, Text(f"{source.citation} ({_(source.grade)}): {', '.join(paths)}"), 2, hang=2)
        if source.note:
            indented(console, Text(source.note, style="quiet"), 4)


def _show_head(console: Console, budget: Budget, notes: Footnotes) -> None:
    title = budget.proposal.acronym or budget.proposal.title
    opening(console, _("BUDGET"), "strong", budget.document.file)
    indented(
        console,
        Text(f"{budget.edition.name}: {title or _('no title yet')}".replace("\n", " "), style="quiet"),
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
    yield _("Adds up to"), budget.total, _how_complete(budget)
    words = str(ceiling.words)
    if ceiling.amount is None and ceiling.at_most is not None:
        words = tell("{words}; never more than {amount:eur}", words=words, amount=ceiling.at_most)
    label = _("Lump sum") if budget.edition.lump_sums else _("Ceiling")
    yield label, ceiling.amount, f"{words} {marks}".rstrip()
    bounds = budget.edition.grant_bounds
    if bounds:
        mark = notes.mark([bounds.source])
        yield _("At least"), bounds.lowest, f"{_('the smallest grant of this call')} {mark}"
        yield _("At most"), bounds.highest, f"{_('the largest grant of this call')} {mark}"
    if budget.edition.lump_sums is None:
        yield _("Asked for"), budget.requested, _compared(budget)
    yield _("Grant"), budget.amount, _finished(budget)


def _finished(budget: Budget) -> str:
    if budget.amount is None:
        return _("not known")
    return "" if budget.grant.complete else _("as far as it is known")


def _nothing(budget: Budget) -> str:
    bounds = budget.edition.grant_bounds
    gaps = tuple(budget.grant.gaps)
    if bounds:
        return tell(
            "Nothing can be added up: {gaps:reasons}. "
            "Only the bounds above are known: a grant must lie between them.",
            gaps=gaps,
        )
    return tell("Nothing can be added up: {gaps:reasons}.", gaps=gaps)


def _how_complete(budget: Budget) -> str:
    lines = budget.grant.lines
    if not lines:
        return _("not known")
    without = sum(line.amount is None for line in lines)
    if without:
        return tell(
            "so far: {without} of {n} {n:line|lines} {without:has|have} no amount yet",
            without=without,
            n=len(lines),
        )
    if budget.grant.complete:
        return tell("{n} {n:line|lines}", n=len(lines))
    return tell("{n} {n:line|lines}, but not all is said", n=len(lines))


def _compared(budget: Budget) -> str:
    asked, amount = budget.requested, budget.amount
    if asked is None:
        return _("requested_grant is not said")
    if amount is None:
        return ""
    if asked == amount:
        return _("the same as the grant")
    if asked > amount:
        return tell("{amount:eur} more than the grant", amount=asked - amount)
    return tell("{amount:eur} less than the grant", amount=amount - asked)


def _show_sums(console: Console, budget: Budget) -> None:
    grant = budget.grant
    sums = [(upper_first(_(item_in_words(name))), budget.in_category(name)) for name in grant.categories]
    show_bars(console, _("By category, after caps"), sums)
    owned = [(handle or _("(no organisation)"), amount) for handle, amount in budget.by_organisation()]
    show_bars(console, _("By organisation, before caps"), owned)


def _show_cuts(console: Console, title: str, cuts: Iterable[Cut], notes: Footnotes) -> None:
    listed = list(cuts)
    if not listed:
        return
    console.print(Text(title, style="strong"))
    for cut in listed:
        taken = tell(
            "{before:eur} becomes {after:eur}, {less:eur} less",
            before=cut.before,
            after=cut.after,
            less=cut.before - cut.after,
        )
        indented(console, Text(f"{cut.words}: {taken} {notes.mark(cut.sources)}".rstrip()), 2, hang=2)
    console.print()


def _show_loose_ends(console: Console, budget: Budget) -> None:
    lines = budget.numbered
    needs = [(n, line, _needed(line), line.needs[0]) for n, line in lines if line.needs]
    gaps = budget.grant.gaps if budget.grant.lines else ()
    _show_group(console, _("OPEN"), "open", needs, budget)
    _show_group(console, _("OPEN"), "open", ((n, x, x.price.unknown, x.at) for n, x in lines), budget)
    _show_group(console, _("FAULT"), "fail", ((n, x, x.fault, x.at) for n, x in lines), budget)
    _show_group(console, _("LOOK"), "warn", ((n, x, x.price.caution, x.at) for n, x in lines), budget)
    for words in (*map(str, gaps), *(tell("needs {keys}", keys=key) for key in budget.grant.ceiling.needs)):
        console.print(Text.assemble((f"{_('OPEN'):<5} ", "open"), words), soft_wrap=True)
        console.print()


def _show_group(console: Console, word: str, style: str, group: Iterable[_Loose], budget: Budget) -> None:
    for number, line, words, at in group:
        if not words:
            continue
        head = Text.assemble((f"{word:<5} ", style), (tell("line {number}", number=number), "strong"))
        head.append(f"  {budget.where(at)}", style="quiet")
        console.print(head, soft_wrap=True)
        owner = f" ({line.organisation})" if line.organisation else ""
        indented(console, Text(f"{line.label}{owner}: {words}".replace("\n", " ")), 6)
        console.print()


def _needed(line: Line) -> str:
    """What is missing before a line has an amount, and why."""
    return ": ".join(filter(None, (tell("needs {keys}", keys=_keys(line.needs)), str(line.reason or ""))))


def _keys(pointers: Iterable[str]) -> str:
    return ", ".join(map(dotted, pointers))
