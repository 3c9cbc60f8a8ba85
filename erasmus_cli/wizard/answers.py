"""The answers so far, with the questions that they raise and what the rules say of them."""

from functools import cached_property
from typing import Any

from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.project.project import Project
from erasmus_cli.proposal import editing
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.report import Report
from erasmus_cli.wizard.catalogue import all_questions, question_at, questions_about
from erasmus_cli.wizard.question import Question
from erasmus_cli.wizard.tolerant_reader import Readable, in_words
from erasmus_cli.wizard.validation import faults_of, without_rules


class Answers:
    """What the file says at one moment; all that follows from it is worked out once, when it is asked for."""

    def __init__(self, readable: Readable) -> None:
        self._readable = readable

    @property
    def proposal(self) -> Proposal:
        """What can be read."""
        return self._readable.proposal

    def value(self, at: str) -> Any:
        """The value at a pointer in plain data, or None; a value that cannot be read counts as well."""
        return editing.get(self._readable.data, at)

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
        call, action = self.proposal.call, self.proposal.action
        if call is None or action is None or (call, action) not in available():
            return None
        return Project(self.proposal, open_edition(call, action))

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question that arises."""
        return tuple(all_questions(self.proposal, self.project, self.has_value))

    def about_organisation(self, index: int) -> tuple[Question, ...]:
        """The questions about one organisation; one more than there are stands for one to be added."""
        return tuple(questions_about(self.project, index, self.has_value)) if self.project else ()

    def question(self, at: str) -> Question | None:
        """The question for a value, if it arises; also that for the name of one organisation more."""
        to_be_added = self.about_organisation(len(self.proposal.organisations or ()))
        return next((question for question in (*self.questions, *to_be_added) if question.at == at), None)

    @cached_property
    def report(self) -> Report | None:
        """What the rules say; None while call and action are not chosen."""
        if self.project is None:
            return None
        from erasmus_cli.rules.engine import check_project  # noqa: PLC0415 - the first prompt does not wait for rules

        return check_project(self.project, fixes=False)

    @cached_property
    def faults(self) -> dict[str, str]:
        """Why an answer cannot stay as it is, by the pointer of its question."""
        against = (
            without_rules(self.proposal) if self.report is None else faults_of(self.report, self.questions)
        )
        return against | self.problems
