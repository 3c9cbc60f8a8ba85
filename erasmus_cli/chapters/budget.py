"""The budget of the draft: what the grant adds up to, line by line, as tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from erasmus_cli.chapters.tables import Table, TitledTable, money, table
from erasmus_cli.grant.lines import Grant, Line
from erasmus_cli.grant.lump_sums import management_shares
from erasmus_cli.grant.wording import item_in_words
from erasmus_cli.guide.model import Edition
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.wording import count, eur

UNKNOWN = "not known"


@dataclass(frozen=True)
class Budget:
    """The budget: tables under headings."""

    tables: tuple[TitledTable, ...]


def budget(project: Project, grant: Grant) -> Budget:
    """What the grant adds up to, and what holds of it."""
    proposal, edition = project.proposal, project.edition
    if edition.lump_sums is None:
        built = [("Budget items", _items(proposal, grant)), *_by_item(grant)]
    elif edition.packages:
        built = [("Lump sum by work package and organisation", _by_package(project, grant))]
    else:
        built = [("Lump sum by activity", _by_activity(proposal, grant))]
    built.append(("What holds and what does not", _checks(proposal, edition, grant)))
    return Budget(tuple(TitledTable(heading, made) for heading, made in built))


def _items(proposal: Proposal, grant: Grant) -> Table:
    rows: list[tuple[Any, ...]] = [
        (item_in_words(item).capitalize(), eur(grant.before_caps(item)), eur(grant.after_caps(item)))
        for item in grant.categories
    ]
    if rows:
        before = sum(map(grant.before_caps, grant.categories), Decimal(0))
        rows.append(("All items", eur(before), eur(grant.total)))
        rows.append(("What may be asked for", "-", eur(grant.amount)))
    rows.append(("Asked for", "-", money(proposal.requested_grant)))
    return table(("Budget item", "Adds up to", "After caps"), rows, notes=list(grant.gaps))


def _by_item(grant: Grant) -> Iterator[tuple[str, Table]]:
    for item in grant.categories:
        lines = [line for line in grant.lines if line.category == item]
        if lines:
            head = ("For", "Whose", "Units", "Rate", "Amount")
            yield item_in_words(item).capitalize(), table(head, [_row(line) for line in lines])


def _row(line: Line) -> tuple[Any, ...]:
    share = line.unit == "euro"
    units = money(line.quantity) if share else _units(line)
    rate = line.price.rate
    paid = UNKNOWN if rate is None else f"{100 * rate:.0f} %" if share else eur(rate)
    return line.label, line.organisation, units, paid, UNKNOWN if line.amount is None else eur(line.amount)


def _units(line: Line) -> str | None:
    return None if line.quantity is None else count(int(line.quantity), line.unit)


def _by_package(project: Project, grant: Grant) -> Table:
    handles = [member.organisation.id for member in project.full_members if member.organisation.id]
    rows: list[tuple[Any, ...]] = []
    for package in grant.categories:
        shares = {line.organisation: line.amount for line in grant.lines if line.category == package}
        cells = [money(shares.get(handle)) or "-" for handle in handles]
        rows.append((package, *cells, eur(grant.after_caps(package))))
    sums = grant.by_organisation()
    rows.append(("All", *(eur(sums.get(handle, Decimal(0))) for handle in handles), eur(grant.total)))
    return table(("Work package", *handles, "Amount"), rows, "The lump sum is not divided yet.")


def _by_activity(proposal: Proposal, grant: Grant) -> Table:
    rows: list[tuple[Any, ...]] = [
        (f"{line.category} {line.label}" if line.label != line.category else line.label, money(line.amount))
        for line in grant.lines
    ]
    if rows:
        rows.append(("All", eur(grant.total)))
    if proposal.lump_sum is not None:
        rows.append(("Lump sum", eur(proposal.lump_sum)))
    return table(("Part", "Amount"), rows, "The lump sum is not divided yet.")


def _checks(proposal: Proposal, edition: Edition, grant: Grant) -> Table:
    rows: list[tuple[Any, ...]] = []
    if edition.lump_sums is not None:
        rows += _lump_sum_checks(proposal, edition, grant)
    elif grant.ceiling.amount is not None:
        rows.append(("Ceiling", f"{eur(grant.ceiling.amount)}: {grant.ceiling.words}"))
    rows += [("Cut", f"{cut.words}: {eur(cut.before)} becomes {eur(cut.after)}") for cut in grant.cuts]
    rows += [
        ("Perhaps cut", f"{cut.words} (nobody could verify this cap, so nothing is taken off)")
        for cut in grant.doubts
    ]
    open_lines = sum(line.amount is None for line in grant.lines)
    if open_lines:
        rows.append(
            ("Missing", f"{count(open_lines, 'amount')} cannot be worked out, so the sums are incomplete")
        )
    return table(("Point", "State"), rows, "Nothing is cut and nothing is missing.")


def _lump_sum_checks(proposal: Proposal, edition: Edition, grant: Grant) -> Iterator[tuple[str, str | None]]:
    yield "Lump sum", money(proposal.lump_sum)
    if proposal.lump_sum is not None and grant.lines and grant.complete:
        over = grant.total - proposal.lump_sum
        words = "make the lump sum" if not over else f"differ from it by {eur(abs(over))}"
        yield "Parts", f"{eur(grant.total)}: they {words}"
    shares = management_shares(proposal) if edition.packages else None
    if shares:
        whole, others = shares.of_lump_sum, shares.of_others
        yield (
            "Management",
            f"{eur(whole.amount)}: {whole.percent} % of the whole, {others.percent} % of the rest",
        )
    if proposal.estimated_cost is not None:
        yield "Estimated cost", eur(proposal.estimated_cost)
