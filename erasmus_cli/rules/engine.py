"""Holds a proposal against every rule that its edition knows.

One answer in four for each rule; what is missing gives `unknown`, never a guess and never a false fail.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from erasmus_cli.guide.loader import NotPublishedError, open_edition
from erasmus_cli.guide.lookup import pick
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.sources import Cited, Grade, by_source
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules import catalogue
from erasmus_cli.rules.digest import Digest
from erasmus_cli.rules.mends import mended
from erasmus_cli.rules.outcome import Outcome, Result, Severity
from erasmus_cli.rules.registry import Rule
from erasmus_cli.rules.report import Citation, Finding, Report, caution_for

# Days of one call say nothing of the next.
_DATES = {"deadlines", "start_windows", "latest_end"}


def check(
    proposal: Proposal,
    *,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    mends: bool = True,
    provisional: bool = False,
) -> Report:
    """The report on a proposal.

    Args:
        proposal: what the applicant says.
        select: run only rules whose id begins with one of these; all if empty.
        ignore: leave out rules whose id begins with one of these.
        mends: try out the edits that would mend what fails.
        provisional: check a call that is not published yet by the newest rules there are, without dates.

    Raises:
        UnknownEditionError: there are no rules for the proposal's call and action.
        NotPublishedError: the call is not published yet, and `provisional` is not set.
    """
    if proposal.call is None or proposal.action is None:
        return Report(None, (_no_edition(proposal),))
    try:
        edition, stands_in = open_edition(proposal.call, proposal.action), False
    except NotPublishedError as error:
        if not provisional:
            raise
        edition, stands_in = open_edition(error.latest, proposal.action), True
    plan = plan_for(edition.call, edition.action)
    if stands_in:
        plan = tuple(rule for rule in plan if not _DATES & set(rule.reads))
    chosen = tuple(rule for rule in plan if _chosen(rule.id, select, ignore))
    findings = run(chosen, proposal, edition)
    if mends:
        findings = mended(findings, proposal, lambda edited: run(plan, edited, edition))
    if not select:
        findings += _for_assessors(edition, ignore)
    rounds = pick(edition.deadlines, field=proposal.field, project_format=proposal.format) or ()
    deadlines = [deadline for deadline in rounds if proposal.round in (None, deadline.round)]
    return Report(
        edition,
        findings,
        deadlines[-1].effective if deadlines and not stands_in else None,
        tuple(rule.id for rule in plan if rule not in chosen),
        proposal.call if stands_in else None,
    )


def plan_for(call: int, action: str) -> tuple[Rule, ...]:
    """The rules that apply to an edition, known before any proposal is read."""
    return _plan(open_edition(call, action))


@cache
def _plan(edition: Edition) -> tuple[Rule, ...]:
    return tuple(rule for rule in catalogue.all_rules() if rule.applies_to(edition))


def run(rules: tuple[Rule, ...], proposal: Proposal, edition: Edition) -> tuple[Finding, ...]:
    """What these rules say of the proposal, in their order."""
    digest = Digest(proposal, edition)
    return tuple(finding for rule in rules for finding in _findings(rule, digest))


def _findings(rule: Rule, digest: Digest) -> Iterator[Finding]:
    statements = dict(rule.statements(digest.hints))
    digest.recorder.start()
    answer = rule.check(digest, digest.edition)
    first: dict[str, Cited] = {}
    for outcome in (answer,) if isinstance(answer, Outcome) else answer:
        # What was read for one outcome must not weigh on the next; what was read before all of them stands
        # with the first, and serves those that read nothing of their own.
        own = {path: figure for path, figure in digest.recorder.reads.items() if path not in statements}
        first = first or own
        reads = {**statements, **(own or first)}
        digest.recorder.start()
        # A rule that looked at the keys of a table only, such as its fields, rests on the whole table.
        cited = reads or dict(rule.figures(digest.hints))
        decisive = bool(reads) or outcome.result is Result.FAIL
        yield _finding(rule, outcome, _citations(cited), decisive=decisive)


def _citations(reads: Mapping[str, Cited]) -> tuple[Citation, ...]:
    """Each source once, with the figures that were read from it."""
    return tuple(Citation(source, tuple(paths)) for source, paths in by_source(reads).items())


def _finding(rule: Rule, outcome: Outcome, citations: tuple[Citation, ...], *, decisive: bool) -> Finding:
    severity = outcome.severity or rule.severity
    caution = None
    if decisive and outcome.result in (Result.FAIL, Result.UNKNOWN) and citations:
        grade = max((citation.source.grade for citation in citations), key=lambda grade: grade.rank)
        caution = caution_for(grade)
        if grade is Grade.UNVERIFIED and severity is Severity.ERROR:
            severity = Severity.WARNING
    return Finding(
        rule=rule.id,
        name=rule.name,
        title=rule.title,
        outcome=outcome.result,
        severity=severity,
        message=outcome.message,
        at=outcome.at,
        needs=outcome.needs,
        mend=outcome.mend,
        candidates=outcome.patches,
        caution=caution,
        sources=citations,
    )


def _chosen(rule_id: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    return (not select or rule_id.startswith(select)) and not (ignore and rule_id.startswith(ignore))


def _for_assessors(edition: Edition, ignore: tuple[str, ...]) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            rule=key,
            name="for-the-assessor",
            title=judgement.title,
            outcome=Result.UNKNOWN,
            severity=Severity.ASSESSOR,
            message=judgement.text,
            sources=_citations({f"assessor.{key}": judgement}),
        )
        for key, judgement in edition.assessor.items()
        if not (ignore and key.startswith(ignore))
    )


def _no_edition(proposal: Proposal) -> Finding:
    needs = tuple(f"/{key}" for key in ("call", "action") if getattr(proposal, key) is None)
    return Finding(
        rule="ACT-00",
        name="call-and-action",
        title="The call and the action are named",
        outcome=Result.UNKNOWN,
        severity=Severity.ERROR,
        message="no rule can be checked before call and action are named",
        at=needs[0],
        needs=needs,
    )
