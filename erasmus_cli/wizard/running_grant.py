"""What the grant is by now, in a few lines: its items, what caps take off, what a lump sum still lacks."""

from collections.abc import Iterator

from erasmus_cli.grant.calculator import grant_of
from erasmus_cli.grant.checks import check_of, checks_of
from erasmus_cli.grant.comparison import Check
from erasmus_cli.grant.items import item_in_words
from erasmus_cli.grant.model import Grant
from erasmus_cli.project.project import Project
from erasmus_cli.wording.formatting import count, eur

LUMP_SUM_CHECK = "parts-make-the-lump-sum"


def in_short(project: Project) -> str:
    """The grant in one line."""
    if project.edition.lump_sums:
        return _divided(check_of(project, LUMP_SUM_CHECK))
    grant = grant_of(project)
    if not grant.known:
        return "Grant: nothing is known of it yet."
    open_lines = f", {count(grant.unpriced, 'amount')} still open" if grant.unpriced else ""
    ceiling = f" of at most {eur(grant.ceiling.amount)}" if grant.ceiling.amount is not None else ""
    return f"Grant so far: {eur(grant.amount)}{ceiling}{open_lines}."


def in_lines(project: Project) -> Iterator[str]:
    """The grant, its items, and the caps that bite."""
    yield in_short(project)
    if project.edition.lump_sums:
        return
    grant = grant_of(project)
    items = [
        f"{item_in_words(item)} {eur(grant.sums[item])}" for item in grant.categories if grant.sums[item]
    ]
    if items:
        yield f"Of it: {'; '.join(items)}."
    for cut in grant.caps_applied:
        yield f"Cut: {cut.words}: {eur(cut.before)} become {eur(cut.after)}."
    for check in checks_of(project):
        if check.holds is False and check.id.startswith("asked-for"):
            yield f"{check.label}: {check.verdict}."
    yield from _faults(grant)


def _faults(grant: Grant) -> Iterator[str]:
    """What is wrong with lines so that they bring nothing, and what should be looked at, each said once."""
    for words in dict.fromkeys(line.fault or line.price.caution for line in grant.lines):
        if words:
            yield f"Look at this: {words}."


def _divided(check: Check | None) -> str:
    if check is None or check.limit is None:
        return "Lump sum: not chosen yet."
    if check.value is None or check.gap is None:
        return f"Lump sum: {eur(check.limit)}, not divided yet."
    if check.gap == 0:
        return f"Lump sum: {eur(check.limit)}, divided to the cent."
    words = f"{eur(check.gap)} left" if check.gap > 0 else f"{eur(-check.gap)} too much"
    return f"Lump sum: {eur(check.limit)}, {words}."
