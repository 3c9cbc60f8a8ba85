"""The budget of the draft: what the grant adds up to, line by line, as tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from erasmus_cli.chapters.tables import Table, TitledTable, money, table
from erasmus_cli.grant.checks import checks_of
from erasmus_cli.grant.comparison import Check, Relation
from erasmus_cli.grant.items import category_in_words, item_in_words
from erasmus_cli.grant.lump_sum import activity_name, package_name
from erasmus_cli.grant.model import Grant, Line, counted
from erasmus_cli.project.project import Project
from erasmus_cli.project.short_names import called
from erasmus_cli.project.shown_values import Shown, shown
from erasmus_cli.proposal.model import Activity, Proposal, WorkPackage
from erasmus_cli.wording.formatting import eur, upper_first
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

UNKNOWN = "not known"
UNDIVIDED = "Not divided yet"
LEAD = "●"
_BESIDE = 7  # organisations whose amounts stand side by side on a page
_WHOLES = {
    "management-of-lump-sum": "{share:exact_share} of the whole",
    "management-of-other-packages": "{share:exact_share} of the rest",
}


@dataclass(frozen=True)
class Budget:
    """The budget: tables under headings."""

    tables: tuple[TitledTable, ...]


def budget(project: Project, grant: Grant) -> Budget:
    """What the grant adds up to, and what holds of it."""
    proposal, edition = project.proposal, project.edition
    if edition.lump_sums is None:
        built = [
            (_("Budget items"), _items(proposal, grant)),
            *_headed(_("Budget by item and partner"), _matrix(_("Budget item"), project, grant)),
            *_by_item(project, grant),
        ]
    elif edition.packages:
        shares = _matrix(_("Work package"), project, grant)
        built = [*_headed(_("Lump sum by work package and partner"), shares)]
    else:
        built = [*_headed(_("Lump sum by activity and partner"), _matrix(_("Activity"), project, grant))]
    built.append((_("Checks of the budget"), _checks(project, grant)))
    return Budget(tuple(TitledTable(heading, made) for heading, made in built))


def _headed(heading: str, tables: Sequence[Table]) -> Iterator[tuple[str, Table]]:
    """Tables below one heading."""
    return ((heading if number == 0 else "", one) for number, one in enumerate(tables))


def _items(proposal: Proposal, grant: Grant) -> Table:
    rows: list[tuple[Any, ...]] = [
        (upper_first(item_in_words(item)), eur(grant.before_caps(item)), eur(grant.after_caps(item)))
        for item in grant.categories
    ]
    if rows:
        before = sum(map(grant.before_caps, grant.categories), Decimal(0))
        rows.append((_("All items"), eur(before), eur(grant.total)))
        rows.append((_("Highest grant"), "-", eur(grant.amount)))
    rows.append((_("Asked for"), "-", money(proposal.requested_grant)))
    return table(
        (_("Budget item"), _("Before caps"), _("After caps")), rows, notes=list(map(str, grant.gaps))
    )


def _by_item(project: Project, grant: Grant) -> Iterator[tuple[str, Table]]:
    for item in grant.categories:
        lines = [line for line in grant.lines if line.category == item]
        if lines:
            head = (_("For"), _("Whose"), _("Units"), _("Rate"), _("Amount"))
            rows = [
                *(_row(project, line) for line in lines),
                (_("Total"), "-", "-", "-", eur(grant.before_caps(item))),
            ]
            yield upper_first(item_in_words(item)), table(head, rows, total=True)


def _row(project: Project, line: Line) -> tuple[Any, ...]:
    share = line.unit == "euro"
    units = money(line.quantity) if share else _units(line)
    rate = line.price.rate
    paid = _(UNKNOWN) if rate is None else tell("{rate:share}", rate=rate) if share else eur(rate)
    amount = _(UNKNOWN) if line.amount is None else eur(line.amount)
    return str(line.label), called(project, line.organisation), units, paid, amount


def _units(line: Line) -> str | None:
    return None if line.quantity is None else str(counted(line.quantity, line.unit))


def _matrix(first: str, project: Project, grant: Grant) -> tuple[Table, ...]:
    """What each organisation has of each package or activity; what is nobody's has a column of its own.

    No page is wide enough for many organisations: these stand in several tables, the last with the sums.
    """
    parts = _parts(project) if project.edition.lump_sums else {}
    sums = grant.by_organisation()
    owners = _owners(project, sums)
    cells: dict[tuple[str, str | None], Decimal] = {}
    for line in grant.lines:
        if line.amount is not None:
            key = (line.category, line.organisation)
            cells[key] = cells.get(key, Decimal(0)) + line.amount
    groups = list(_groups(owners))
    made = []
    for group in groups:
        last = group is groups[-1]
        rows: list[tuple[Any, ...]] = [
            (
                upper_first(category_in_words(grant, part)),
                *(_share(project, cells.get((part, owner)), owner, parts.get(part)) for owner in group),
                *([eur(grant.before_caps(part))] if last else []),
            )
            for part in grant.categories
        ]
        if rows:
            whole = [eur(sum(sums.values(), Decimal(0)))] if last else []
            rows.append((_("Total"), *(eur(sums.get(owner, Decimal(0))) for owner in group), *whole))
        names = [called(project, owner) or _(UNDIVIDED) for owner in group]
        head = (first, *names, *([_("Amount")] if last else []))
        made.append(table(head, rows, _("The money is not divided yet."), total=True))
    notes = [] if project.edition.lump_sums else [_("Before caps.")]
    if any(LEAD in cell for one in made for row in one.rows for cell in row):
        notes.append(tell("Marked {mark}: who leads it.", mark=LEAD))
    return (*made[:-1], replace(made[-1], notes=tuple(notes)))


def _owners(project: Project, sums: Mapping[str | None, Decimal]) -> list[str | None]:
    members = [member.organisation.id for member in project.full_members if member.organisation.id]
    owners: list[str | None] = [*dict.fromkeys([*members, *filter(None, sums)])]
    return [*owners, None] if sums.get(None) else owners


def _groups(owners: Sequence[str | None]) -> Iterator[Sequence[str | None]]:
    """As few as fit, and about as many in each; one where there is nobody."""
    count = max(1, -(-len(owners) // _BESIDE))
    ends = [len(owners) * number // count for number in range(count + 1)]
    return (owners[start:end] for start, end in pairwise(ends))


def _share(
    project: Project, amount: Decimal | None, owner: str | None, part: WorkPackage | Activity | None
) -> Shown:
    """What an organisation has of a package or activity, with the mark of who leads it."""
    text = money(amount) or "-"
    said = shown(project, part, f"grants/{owner}") if part and part.grants and owner else Shown(None)
    lead = part is not None and amount is not None and owner == part.lead
    return Shown(f"{LEAD} {text}" if lead else text, said.place if said.text == text else "")


def _parts(project: Project) -> dict[str, WorkPackage | Activity]:
    """The packages or activities that have money, by their category in the grant."""
    packages, activities = project.proposal.work_packages or (), project.proposal.activities or ()
    if project.edition.packages is not None:
        return {package_name(package, index): package for index, package in enumerate(packages)}
    return {activity_name(activity, index): activity for index, activity in enumerate(activities)}


def _checks(project: Project, grant: Grant) -> Table:
    rows: list[tuple[Any, ...]] = []
    checks = checks_of(project)
    rows += _lump_sum_checks(project, checks, grant) if project.edition.lump_sums else _ceiling(checks)
    rows += [
        (
            _("Cut"),
            tell(
                "{what}: {before:eur} becomes {after:eur}", what=cut.words, before=cut.before, after=cut.after
            ),
        )
        for cut in grant.caps_applied
    ]
    rows += [
        (
            _("Perhaps cut"),
            tell("{what} (nobody could verify this cap, so nothing is taken off)", what=cut.words),
        )
        for cut in grant.unverified_caps
    ]
    if grant.unpriced:
        rows.append(
            (
                _("Missing"),
                tell(
                    "{n} {n:amount|amounts} cannot be worked out, so the sums are incomplete",
                    n=grant.unpriced,
                ),
            )
        )
    return table((_("Point"), _("State")), rows, _("Nothing is cut and nothing is missing."))


def _ceiling(checks: Sequence[Check]) -> Iterator[tuple[str, str]]:
    for check in checks:
        if check.id == "ceiling" and check.limit is not None:
            yield _("Ceiling"), tell("{limit:eur}: {what}", limit=check.limit, what=check.words)


def _lump_sum_checks(
    project: Project, checks: Sequence[Check], grant: Grant
) -> Iterator[tuple[str, str | None]]:
    yield _("Lump sum"), money(project.proposal.lump_sum)
    parts = next(check for check in checks if check.relation is Relation.EXACTLY)
    if parts.gap is not None and parts.value is not None and grant.priced and grant.complete:
        gap = abs(parts.gap)
        words = (
            tell("{sum:eur}: they differ from it by {gap:eur}", sum=parts.value, gap=gap)
            if gap
            else tell("{sum:eur}: they make the lump sum", sum=parts.value)
        )
        yield _("Parts"), words
    shares = [check for check in checks if check.share is not None and check.value is not None]
    if shares:
        percents = ", ".join(
            tell(_WHOLES[check.id], share=check.value / check.whole)
            for check in shares
            if check.value is not None and check.whole
        )
        yield _("Management"), f"{money(shares[0].value)}: {percents}"
    for check in checks:
        if check.id == "estimated-cost" and check.value is not None:
            yield _("Estimated cost"), eur(check.value)
