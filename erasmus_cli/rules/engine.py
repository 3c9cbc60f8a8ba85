"""Holds a proposal against every rule that its edition knows.

One answer in four for each rule; what is missing gives `unknown`, never a guess and never a false fail.
"""

from dataclasses import dataclass
from functools import cached_property

from erasmus_cli.guide.model import Edition
from erasmus_cli.project.project import Project, open_project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules import catalogue
from erasmus_cli.rules.fixes import with_fixes
from erasmus_cli.rules.outcome import Outcome, Result, Severity
from erasmus_cli.rules.registry import Rule
from erasmus_cli.rules.report import Criterion, Finding, Report
from erasmus_cli.wording.messages import say

# Days of one call say nothing of the next.
_DATES = {"deadlines", "start_windows", "latest_end"}

_made = tuple.__new__


@dataclass(frozen=True, eq=False)
class Plan:
    """What is asked of every proposal of an edition, known before any proposal is read.

    Attributes:
        edition: what the Guide says.
        criteria: the rules that apply, in the order of the catalogue.
    """

    edition: Edition
    criteria: tuple[Criterion, ...]

    def only(self, criteria: tuple[Criterion, ...]) -> "Plan":
        """The same plan with some of its rules."""
        return Plan(self.edition, criteria)

    @cached_property
    def without_dates(self) -> "Plan":
        """The plan for a call whose own Guide is not published yet."""
        return self._without(_DATES)

    @cached_property
    def without_dates_but_a_start(self) -> "Plan":
        """The same for a project that names no start: which days fit is unknown, that it needs one is not."""
        return self._without(_DATES - {"start_windows"})

    def _without(self, topics: set[str]) -> "Plan":
        return self.only(tuple(c for c in self.criteria if c.rule and not topics & set(c.rule.reads)))

    @cached_property
    def for_assessors(self) -> tuple[Finding, ...]:
        """What the Guide leaves to assessors: the same for every proposal."""
        return tuple(_for_assessors(self.edition))


def check(
    proposal: Proposal,
    *,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    fixes: bool = True,
    provisional: bool = False,
) -> Report:
    """The report on a proposal.

    Args:
        proposal: what the applicant says.
        select: run only rules whose id begins with one of these; all if empty.
        ignore: leave out rules whose id begins with one of these.
        fixes: try out the edits that would mend what fails.
        provisional: check a call that is not published yet by the newest rules there are, without dates.

    Raises:
        UnknownEditionError: there are no rules for the proposal's call and action.
        NotPublishedError: the call is not published yet, and `provisional` is not set.
    """
    if proposal.call is None or proposal.action is None:
        return Report(None, (_no_edition(proposal),))
    return check_project(
        open_project(proposal, "the rules", provisional=provisional),
        select=select,
        ignore=ignore,
        fixes=fixes,
    )


def check_project(
    project: Project, *, select: tuple[str, ...] = (), ignore: tuple[str, ...] = (), fixes: bool = True
) -> Report:
    """The report on a proposal that is already joined with its edition; arguments as for `check`."""
    plan = plan_for(project.edition)
    if project.provisional:
        plan = plan.without_dates if project.proposal.start else plan.without_dates_but_a_start
    chosen = plan
    left_out: tuple[str, ...] = ()
    if select or ignore:
        kept = tuple(criterion for criterion in plan.criteria if _chosen(criterion.id, select, ignore))
        left_out = tuple(criterion.id for criterion in plan.criteria if criterion not in kept)
        chosen = plan.only(kept)
    findings = run(chosen.criteria, project)
    if fixes:
        findings = with_fixes(findings, project, plan.criteria, run)
    for_assessors = () if select else plan.for_assessors
    if ignore:
        for_assessors = tuple(finding for finding in for_assessors if not finding.rule.startswith(ignore))
    rounds = project.deadlines(project.proposal.round)
    return Report(
        project.edition,
        findings,
        rounds[-1].effective if rounds else None,
        left_out,
        project,
        for_assessors,
    )


def plan_for(edition: Edition) -> Plan:
    """The rules that apply to an edition; made once for each."""
    return edition.once(("plan",), lambda: _plan(edition))


def rules_for(edition: Edition) -> tuple[Rule, ...]:
    """The rules that apply to an edition."""
    return tuple(criterion.rule for criterion in plan_for(edition).criteria if criterion.rule)


def _plan(edition: Edition) -> Plan:
    applying = (rule for rule in catalogue.all_rules() if rule.applies_to(edition))
    return Plan(edition, tuple(criterion_of(rule, edition) for rule in applying))


def criterion_of(rule: Rule, edition: Edition) -> Criterion:
    """A rule as it stands in an edition."""
    statements = tuple(figure for _, figure in rule.statements(edition))
    return Criterion(rule.id, rule.name, rule.title, rule.severity, edition, statements, rule)


def run(criteria: tuple[Criterion, ...], project: Project) -> tuple[Finding, ...]:
    """What these rules say of the project, in their order."""
    findings: list[Finding] = []
    for criterion in criteria:
        answer = criterion.check(project)
        if isinstance(answer, Outcome):
            # Past the constructor of a named tuple, which costs more than all the rest.
            findings.append(_made(Finding, (criterion, answer, (), (), False)))
        else:
            findings += [_made(Finding, (criterion, outcome, (), (), False)) for outcome in answer]
    return tuple(findings)


def _chosen(rule_id: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    return (not select or rule_id.startswith(select)) and not (ignore and rule_id.startswith(ignore))


def _for_assessors(edition: Edition) -> list[Finding]:
    return [
        Finding(
            Criterion(key, "for-the-assessor", judgement.title, Severity.ASSESSOR, edition, (judgement,)),
            Outcome(Result.UNKNOWN, say("{text}", text=judgement.text)),
        )
        for key, judgement in edition.assessor.items()
    ]


def _no_edition(proposal: Proposal) -> Finding:
    needs = tuple(f"/{key}" for key in ("call", "action") if getattr(proposal, key) is None)
    criterion = Criterion("ACT-00", "call-and-action", "The call and the action are named", Severity.ERROR)
    words = say("no rule can be checked before call and action are named")
    return Finding(criterion, Outcome(Result.UNKNOWN, words, needs[0], needs))
