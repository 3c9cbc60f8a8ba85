"""Findings and the verdict that follows from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from erasmus_cli.guide.age import carried_over
from erasmus_cli.guide.form import Form, Question
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.sources import Cited, Grade, Source, by_source
from erasmus_cli.project.lazy import lazy
from erasmus_cli.project.project import Project
from erasmus_cli.rules.outcome import Outcome, Patch, Result, Severity
from erasmus_cli.rules.registry import Check, Rule
from erasmus_cli.wording.language import Words
from erasmus_cli.wording.messages import Message, say

# Looking up a member of an enumeration costs more than comparing it, and these are compared all the time.
_ERROR, _UNVERIFIED = Severity.ERROR, Grade.UNVERIFIED
_FAIL, _UNKNOWN = Result.FAIL, Result.UNKNOWN


class Verdict(StrEnum):
    """Whether the proposal may be submitted."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not-eligible"
    UNDECIDED = "undecided"


_NAMES = {
    Verdict.ELIGIBLE: Words("eligible"),
    Verdict.NOT_ELIGIBLE: Words("not eligible"),
    Verdict.UNDECIDED: Words("undecided"),
    None: Words("could not be checked"),
}
MEETS_THE_RULES = Words("meets the rules")


def verdict_name(verdict: Verdict | None, *, closed: bool | None) -> Words:
    """What people are told of a verdict; without one, the input could not be checked.

    What nobody can hand in any more is not called eligible: it meets the rules.
    """
    return MEETS_THE_RULES if closed and verdict is Verdict.ELIGIBLE else _NAMES[verdict]


class Citation(NamedTuple):
    """A place in the Guide, and the figures of the edition that were read from it."""

    source: Source
    figures: tuple[str, ...]


def _no_answer(_: Project) -> tuple[Outcome, ...]:
    return ()


@dataclass(frozen=True, eq=False)
class Criterion:
    """What a finding speaks of: a rule as it stands in an edition, or a judgement that is left to assessors.

    Attributes:
        id: the rule's code, or the key of the judgement.
        name: the rule's name.
        title: what is asked.
        severity: what a fail may do to the verdict.
        edition: the edition that it belongs to; None before call and action are named.
        statements: what it checks as a whole; every finding rests on these.
        rule: the rule; None for a judgement.
    """

    id: str
    name: str
    title: str
    severity: Severity
    edition: Edition | None = None
    statements: tuple[Cited, ...] = ()
    rule: Rule | None = None

    @cached_property
    def check(self) -> Check:
        """What is asked of a project; nothing for a judgement."""
        return self.rule.check if self.rule else _no_answer

    @cached_property
    def figures(self) -> tuple[Cited, ...]:
        """All that the rule is about: what answers rest on that name no figure of their own."""
        if self.rule is None or self.edition is None:
            return self.statements
        return tuple(figure for _, figure in self.rule.figures(self.edition))

    def rests_on(self, outcome: Outcome) -> tuple[Cited, ...]:
        """The figures behind an answer, those that it checks as a whole first."""
        return (*self.statements, *outcome.cites) or self.figures

    def grade_of(self, outcome: Outcome) -> Grade | None:
        """The least sure grade of the figures that decide an answer; None where none decides it."""
        if outcome.cites:
            return _least_sure((*self.statements, *outcome.cites))
        return self._own_grade if self.statements or outcome.result is _FAIL else None

    @cached_property
    def _own_grade(self) -> Grade | None:
        """The least sure grade of what it is about, behind all answers that name no figure of their own."""
        return _least_sure(self.statements or self.figures)


class Finding(NamedTuple):
    """What one rule says of one place in the proposal.

    A tuple of criterion and answer, because a batch makes them by the million: all else is worked out when it
    is asked for.

    Attributes:
        criterion: what it speaks of.
        answer: what the rule said.
        edits: an edit of the proposal that mends it and breaks nothing else, tried out.
        breaks: rules that would fail after the edits that were tried.
        untried: whether its edits were left untried, as there are very many findings like it.
    """

    criterion: Criterion
    answer: Outcome
    edits: Patch = ()
    breaks: tuple[str, ...] = ()
    untried: bool = False

    @property
    def rule(self) -> str:
        """The rule's id."""
        return self.criterion.id

    @property
    def name(self) -> str:
        """The rule's name."""
        return self.criterion.name

    @property
    def title(self) -> str:
        """What the rule asks."""
        return self.criterion.title

    @property
    def outcome(self) -> Result:
        """The answer."""
        return self.answer.result

    @property
    def severity(self) -> Severity:
        """What it may do to the verdict. A figure that nobody could verify never yields an error."""
        criterion, answer = self.criterion, self.answer
        severity, result = answer.severity or criterion.severity, answer.result
        if severity is not _ERROR or not (result is _FAIL or result is _UNKNOWN):
            return severity
        return Severity.WARNING if criterion.grade_of(answer) is _UNVERIFIED else severity

    @property
    def said(self) -> Message:
        """Why, as template and values."""
        return self.answer.message

    @property
    def message(self) -> str:
        """Why, in words, with what there is and what is needed."""
        return self.answer.message.text()

    @property
    def at(self) -> str:
        """JSON pointer into the proposal."""
        return self.answer.at

    @property
    def needs(self) -> tuple[str, ...]:
        """JSON pointers of what is missing."""
        return self.answer.needs

    @property
    def advice(self) -> Message | None:
        """How to mend it, as template and values; None where nothing fails."""
        if self.untried:
            return say("{fix} (no edit was tried: too many findings like it)", fix=self.answer.fix)
        if self.answer.fix is None or not self.breaks:
            return self.answer.fix
        return say(
            "{fix} (an edit was tried: {rules:list} would fail then)", fix=self.answer.fix, rules=self.breaks
        )

    @property
    def fix(self) -> str | None:
        """How to mend it, in words."""
        advice = self.advice
        return advice.text() if advice else None

    @property
    def caution(self) -> Words | None:
        """Why the figure behind it deserves a second look."""
        if self.severity is Severity.ASSESSOR or self.outcome not in (Result.FAIL, Result.UNKNOWN):
            return None
        grade = self.criterion.grade_of(self.answer)
        return caution_for(grade) if grade else None

    @property
    def sources(self) -> tuple[Citation, ...]:
        """The figures that it rests on, each place in the Guide once."""
        edition = self.criterion.edition
        if edition is None:
            return ()
        figures = {_path(edition, figure): figure for figure in self.criterion.rests_on(self.answer)}
        return tuple(Citation(source, tuple(paths)) for source, paths in by_source(figures).items())

    @property
    def decides(self) -> bool:
        """Whether this finding keeps the proposal from being eligible."""
        result = self.answer.result
        return (result is _FAIL or result is _UNKNOWN) and self.severity is _ERROR


@dataclass(frozen=True)
class Report:
    """All findings on a proposal.

    Attributes:
        edition: what it was held against; None while call or action is unsaid.
        of_rules: what the rules found, in their order.
        last_deadline: the last moment to submit in this call, Brussels time, where known.
        left_out: ids of rules that were not run on request.
        project: the proposal as that edition sees it; None while call or action is unsaid.
        for_assessors: what the Guide leaves to them, the same for every proposal; it decides nothing.
    """

    edition: Edition | None
    of_rules: tuple[Finding, ...]
    last_deadline: datetime | None = None
    left_out: tuple[str, ...] = ()
    project: Project | None = None
    for_assessors: tuple[Finding, ...] = ()

    @lazy
    def findings(self) -> tuple[Finding, ...]:
        """What the rules found, and then what is left to assessors."""
        return self.of_rules + self.for_assessors

    @property
    def provisional_for(self) -> int | None:
        """The call, not published yet, for which the edition stands in."""
        return self.edition.stands_in_for if self.edition else None

    def of(self, rule: str) -> Finding | None:
        """The first finding of a rule, if it was run."""
        return next((finding for finding in self.findings if finding.rule == rule), None)

    @property
    def figures_carried_over(self) -> tuple[int, int]:
        """How many figures of the edition nobody read in the Guide of its call, of how many."""
        return carried_over(self.edition) if self.edition else (0, 0)

    @lazy
    def not_held(self) -> list[tuple[Finding, Severity]]:
        """What the rules found to fail or left open, each with what it may do to the verdict."""
        return [
            (finding, finding.severity)
            for finding in self.of_rules
            if (result := finding.answer.result) is _FAIL or result is _UNKNOWN
        ]

    @lazy
    def identifiers_missing(self) -> int:
        """How many identifiers of organisations are still to come: a verdict says so beside itself."""
        return sum([finding.rule == "ORG-04" for finding, _ in self.not_held])

    @lazy
    def verdict(self) -> Verdict:
        """Not eligible if anything fails; undecided while what could decide is unknown or left out."""
        undecided = bool(self.left_out)
        for finding, severity in self.not_held:
            if severity is _ERROR:
                if finding.answer.result is _FAIL:
                    return Verdict.NOT_ELIGIBLE
                undecided = True
        return Verdict.UNDECIDED if undecided else Verdict.ELIGIBLE


def _least_sure(figures: Iterable[Cited]) -> Grade | None:
    return max([figure.source.grade for figure in figures], key=lambda grade: grade.rank, default=None)


_CAUTIONS: Mapping[Grade, Words] = {
    Grade.RECALLED: Words("known from memory of the Guide only; check it there"),
    Grade.UNVERIFIED: Words("nobody could verify this, so it warns and decides nothing"),
}


def _path(edition: Edition, figure: Cited) -> str:
    """The dotted path of a figure: of a record of the edition, or of the form with its questions."""
    if isinstance(figure, Form):
        return "form"
    return f"form.{figure.id}" if isinstance(figure, Question) else edition.path_of(figure)


def caution_for(grade: Grade) -> Words | None:
    """What a finding has to say of a figure of this grade."""
    return _CAUTIONS.get(grade)


def spoken(message: Message) -> dict[str, Any]:
    """A message as the public JSON has it."""
    return {"message": message.text(), "template": message.template, "values": message.as_data()}
