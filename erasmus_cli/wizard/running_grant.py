"""What the grant is by now, in a few lines: its items, what caps take off, what a lump sum still lacks."""

from collections.abc import Iterator

from erasmus_cli.grant.calculator import grant_of
from erasmus_cli.grant.checks import check_of, checks_of
from erasmus_cli.grant.items import item_in_words
from erasmus_cli.grant.model import Grant
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import NOTHING, say, tell

LUMP_SUM_CHECK = "parts-make-the-lump-sum"


def in_short(project: Project) -> str:
    """The grant in one line."""
    if project.edition.lump_sums:
        return _divided(project)
    grant = grant_of(project)
    if not grant.known:
        return _("Grant: nothing is known of it yet.")
    most, unpriced = grant.ceiling.amount, grant.unpriced
    ceiling = NOTHING if most is None else say(" of at most {most:eur}", most=most)
    open_lines = say(", {n} {n:amount|amounts} still open", n=unpriced) if unpriced else NOTHING
    return tell("Grant so far: {sum:eur}{ceiling}{open}.", sum=grant.amount, ceiling=ceiling, open=open_lines)


def in_lines(project: Project) -> Iterator[str]:
    """The grant, its items, and the caps that bite."""
    yield in_short(project)
    if project.edition.lump_sums:
        return
    grant = grant_of(project)
    items = [
        say("{item} {sum:eur}", item=item_in_words(item), sum=grant.sums[item])
        for item in grant.categories
        if grant.sums[item]
    ]
    if items:
        yield tell("Of it: {items:reasons}.", items=tuple(items))
    for cut in grant.caps_applied:
        yield tell(
            "Cut: {why}: {before:eur} become {after:eur}.", why=cut.words, before=cut.before, after=cut.after
        )
    for check in checks_of(project):
        if check.holds is False and check.id.startswith("asked-for"):
            yield tell("{what}: {verdict}.", what=check.label, verdict=check.verdict)
    yield from _faults(grant)


def _faults(grant: Grant) -> Iterator[str]:
    """What is wrong with lines so that they bring nothing, and what should be looked at, each said once."""
    found = (line.fault or line.price.caution for line in grant.lines)
    for words in dict.fromkeys(one.text() for one in found if one):
        yield tell("Look at this: {what}.", what=words)


def _without_amount(proposal: Proposal) -> tuple[str, ...]:
    """The parts of the lump sum that have no amount yet, by their titles."""
    packages = (one for one in proposal.work_packages or () if not one.grants)
    activities = (one for one in proposal.activities or () if one.grant is None and not one.grants)
    named = (*((one.title, one.id) for one in packages), *((one.title, one.id) for one in activities))
    return tuple(title or handle or "?" for title, handle in named)


def _divided(project: Project) -> str:
    check = check_of(project, LUMP_SUM_CHECK)
    if check is None or check.limit is None:
        return _("Lump sum: not chosen yet.")
    if check.value is None or check.gap is None:
        return tell("Lump sum: {sum:eur}, not divided yet.", sum=check.limit)
    if check.gap == 0 and (without := _without_amount(project.proposal)):
        return tell(
            "Lump sum: {sum:eur}, divided, with nothing for {parts:list}.", sum=check.limit, parts=without
        )
    if check.gap == 0:
        return tell("Lump sum: {sum:eur}, divided to the cent.", sum=check.limit)
    if check.gap > 0:
        return tell("Lump sum: {sum:eur}, {left:eur} left.", sum=check.limit, left=check.gap)
    return tell("Lump sum: {sum:eur}, {over:eur} too much.", sum=check.limit, over=-check.gap)
