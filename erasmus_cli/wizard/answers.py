"""The answers so far, with the questions that they raise and what the rules say of them."""

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from erasmus_cli.guide.errors import NoEditionError, UnknownEditionError
from erasmus_cli.pointers import parent, parts
from erasmus_cli.project.project import Project, open_project
from erasmus_cli.proposal import editing
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import Report
from erasmus_cli.wizard.catalogue import (
    all_questions,
    entry_questions,
    label,
    list_at,
    question_at,
    questions_about,
)
from erasmus_cli.wizard.lists import EntryList, entry_of, found
from erasmus_cli.wizard.prompter import BEFORE_ALL
from erasmus_cli.wizard.question import Question
from erasmus_cli.wizard.tolerant_reader import Readable, in_words
from erasmus_cli.wizard.validation import faults_of, without_rules

if TYPE_CHECKING:
    from erasmus_cli.grant.comparison import Check

_ORGANISATIONS = "/organisations"
_SAID_BY_A_CODE = ("/action", "/field", "/format")
_WEIGHTY = (Severity.ERROR, Severity.WARNING)


class Answers:
    """What the file says at one moment; all that follows from it is worked out once, when it is asked for.

    Attributes:
        now: the moment, Brussels time.
    """

    def __init__(self, readable: Readable, now: datetime = BEFORE_ALL) -> None:
        self._readable, self.now = readable, now

    @property
    def proposal(self) -> Proposal:
        """What can be read."""
        return self._readable.proposal

    def value(self, at: str) -> Any:
        """The value at a pointer in plain data, or None; a value that cannot be read counts as well.

        The code of a form, such as `action: KA210-SCH`, also says the field, or the format.
        """
        said = editing.get(self._readable.data, at)
        if at in _SAID_BY_A_CODE and at not in self.problems:
            return getattr(self.proposal, at[1:], None) or said
        return said

    def has_value(self, at: str) -> bool:
        """Whether there is one."""
        return self.value(at) is not None

    @cached_property
    def problems(self) -> dict[str, str]:
        """What cannot be read, by the pointer of the question that asks for it again."""
        problems: dict[str, str] = {}
        for problem in self._readable.problems:
            problems.setdefault(question_at(problem.at or "") or "", in_words(problem))
        return problems

    @cached_property
    def project(self) -> Project | None:
        """The proposal with the rules of its call and action; None while these are not chosen."""
        try:
            return open_project(self.proposal, "the questions", provisional=True)
        except (NoEditionError, UnknownEditionError):
            return None

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question that arises."""
        return tuple(all_questions(self.proposal, self.project, self.has_value, self.now))

    def about(self, at: str) -> tuple[Question, ...]:
        """The questions about one entry of a list; one more than there are stands for one to be added."""
        if self.project is None:
            return ()
        if parent(at) == _ORGANISATIONS:
            return tuple(questions_about(self.project, int(parts(at)[-1]), self.has_value))
        return tuple(entry_questions(self.project, at, self.has_value))

    def label(self, at: str) -> str:
        """How the entry of a list is named."""
        index, entry, listed = int(parts(at)[-1]), found(self.proposal, at), self.list_at(parent(at))
        return listed.label(entry, index) if listed else label(index, entry)

    def list_at(self, at: str) -> EntryList | None:
        """The list that stands at a pointer; the organisations are none of these."""
        return list_at(at)

    def question(self, at: str) -> Question | None:
        """The question for a value, if it arises; also where it is about an entry that is to be added."""
        known = next((question for question in self.questions if question.at == at), None)
        inside = entry_of(at)
        if known or inside is None:
            return known
        return next((one for one in self.about(f"{inside[0]}/{inside[1]}") if one.at == at), None)

    @cached_property
    def report(self) -> Report | None:
        """What the rules say; None while call and action are not chosen."""
        if self.project is None:
            return None
        from erasmus_cli.rules.engine import check_project  # noqa: PLC0415 - the first prompt does not wait for rules

        return check_project(self.project, fixes=False)

    @cached_property
    def awaited(self) -> frozenset[str]:
        """The pointers of values without which a rule of any weight cannot be decided."""
        findings = self.report.findings if self.report else ()
        undecided = (one for one in findings if one.outcome is Result.UNKNOWN and one.severity in _WEIGHTY)
        return frozenset(at for one in undecided for at in one.needs)

    @cached_property
    def called_for(self) -> frozenset[str]:
        """The pointers of values without which nobody can tell whether the proposal may be submitted."""
        findings = self.report.findings if self.report else ()
        undecided = (one for one in findings if one.outcome is Result.UNKNOWN and one.decides)
        return frozenset(at for one in undecided for at in one.needs)

    def is_missing(self, question: Question) -> bool:
        """Whether an answer has to be given and there is none: the form or a rule cannot do without."""
        is_needed = question.required or question.at in self.called_for
        return is_needed and not self.has_value(question.at)

    @cached_property
    def faults(self) -> dict[str, str]:
        """Why an answer cannot stay as it is, by the pointer of its question."""
        against = (
            without_rules(self.proposal) if self.report is None else faults_of(self.report, self.questions)
        )
        return against | self.problems

    def checks(self) -> "tuple[Check, ...]":
        """Each limit that follows from the grant, beside what it limits."""
        from erasmus_cli.grant.checks import checks_of  # noqa: PLC0415 - as above

        return checks_of(self.project) if self.project else ()

    @property
    def division_is_wrong(self) -> bool:
        """Whether the lump sum is chosen and its parts do not make it."""
        return any(
            check.id == "parts-make-the-lump-sum" and check.holds is not True for check in self.checks()
        )

    def running_grant(self) -> tuple[str, ...]:
        """What the grant is by now, line by line."""
        from erasmus_cli.wizard.running_grant import in_lines  # noqa: PLC0415 - as above

        return tuple(in_lines(self.project)) if self.project else ()
