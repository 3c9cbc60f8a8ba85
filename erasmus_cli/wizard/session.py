"""A session: takes one step after the other, and remembers where it was so that one can go back."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from erasmus_cli.proposal.cards import Cards
from erasmus_cli.proposal.errors import Problem, UnreadableProposalError
from erasmus_cli.proposal.text_edit import Edits
from erasmus_cli.wizard import validation
from erasmus_cli.wizard.answer_parsing import Aids, ask
from erasmus_cli.wizard.answers import Answers
from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wizard.handles import handle_that_follows, handles_to_give
from erasmus_cli.wizard.organisation import part_to_give
from erasmus_cli.wizard.prompter import Prompter, WentBack
from erasmus_cli.wizard.question import Kind, Question
from erasmus_cli.wizard.unsaved import Unsaved
from erasmus_cli.wording.language import _

Tell = Callable[[str], None]


class Step(Protocol):
    """One thing to do with whoever answers. Equal steps do the same, whenever they are taken."""

    def take(self, session: "Session") -> tuple["Step", ...]:
        """Does it, and says what to do next, before anything that was waiting."""


class Session:
    """Fills a proposal file by asking.

    Attributes:
        file: the file that is filled.
        tell: takes one line of talk at a time.
        asking: the question that is open, in words; empty before the first and after the last.
        unsaved: what was typed and not confirmed.
        cards: organisations that were kept; None where none are offered.
        refused: why the last answer could not be taken; empty once one was.
    """

    def __init__(
        self, file: ProposalFile, prompter: Prompter, tell: Tell, cards: Cards | None = None
    ) -> None:
        self.file, self.tell, self.cards = file, tell, cards
        self.unsaved = Unsaved(file.path)
        self.asking, self.refused = "", ""
        self._prompter = prompter
        self._to_do: tuple[Step, ...] = ()
        self._history: list[tuple[Step, ...]] = []
        self._ahead: list[tuple[Step, ...]] = []
        self._has_asked = False
        self._settled: set[str] = set()
        self._passed = _passed_before(self.answers, self.unsaved)
        self._lacked = _(validation.LACKS_NOTHING)

    @property
    def answers(self) -> Answers:
        """What the file says now."""
        return self.file.answers

    def run(self, first: Step, behind: Step | None = None) -> None:
        """Takes this step and all that follow from it.

        Args:
            first: the step.
            behind: what one comes to by going back from the first question, if there is anything.

        Raises:
            KeyboardInterrupt: whoever answers stops; all answers but the open one are saved.
            EOFError: the input has ended.
            OSError: the file cannot be saved.
            UnreadableProposalError: it holds a fault that no question can mend.
        """
        self._to_do = (first,)
        self._history = [] if behind is None else [(first, behind)]
        going_back = False
        while self._to_do:
            before = self._to_do
            self._has_asked = False
            try:
                following = before[-1].take(self)
            except WentBack:
                self._go_back()
                going_back = True
                continue
            if going_back and not self._has_asked and self._history:
                # What was asked there does not arise any more.
                self._to_do = self._history.pop()
                continue
            going_back = False
            if self._has_asked:
                self._remember(before)
            self._to_do = (*before[:-1], *reversed(following))

    def ask(self, text: str) -> Prompter:
        """Whoever answers, for one question, which is a place to come back to."""
        self.asking = text
        self._has_asked = True
        return self._prompter

    @property
    def can_go_back(self) -> bool:
        """Whether a question was asked before the one that is open."""
        return any(place != self._to_do for place in self._history)

    def forget_the_way(self) -> None:
        """Lets nobody go back beyond this point: the questions asked before may mean something else now."""
        self._history.clear()
        self._ahead.clear()
        self._has_asked = False

    def save(self, at: str, value: Any) -> Problem | None:
        """Saves one value, None to take it out, with what goes without saying."""
        return self.save_all([(at, value)])

    def save_all(self, edits: Edits) -> Problem | None:
        """Saves several values at once; what is named gets its handle, and the first organisation applies."""
        if not edits:
            return self.file.change(edits)
        proposal, last = self.file.proposal, edits[-1]
        made = (handles_to_give, handle_that_follows, part_to_give)
        return self.file.change([*(edit for make in made for edit in make(proposal, *last)), *edits])

    def ask_freely(self, question: Question) -> Any:
        """The answer to a question that stands at no place of the proposal, so that nothing is saved.

        Raises:
            ValueError: what was said cannot be taken; the message says why.
        """
        return ask(
            self.ask(question.prompt),
            question,
            aids=Aids((question.why,) if question.why else (), self.can_go_back),
        )

    def settle(self, at: str) -> None:
        """Does not ask a question again in this session unless its answer is called for."""
        self._settled.add(at)
        if self.answers.value(at) is None:
            self.unsaved.leave_open(at)

    def settle_shares(self) -> None:
        """Does not ask for the division of the lump sum again in this session."""
        for question in self.answers.questions:
            if question.kind is Kind.SHARE:
                self._settled.add(question.at)

    def next_question(self) -> Question | None:
        """The first question whose answer is missing or does not fit."""
        return next(self.due_questions(), None)

    def due_questions(self) -> Iterator[Question]:
        """All questions whose answer is missing or does not fit."""
        faults = self.answers.faults
        for question in self.answers.questions:
            is_open = self._is_open(question)
            if (
                is_open
                and question.required
                and not (question.kind in (Kind.SHARE, Kind.LIST) and question.at in self._settled)
            ):
                yield question
                continue
            if question.at in self._settled:
                continue
            is_due = question.at not in self._passed or question.at in self.answers.called_for
            if question.at in faults or (is_open and is_due and self.has_its_turn(question)):
                yield question

    def has_its_turn(self, question: Question) -> bool:
        """Whether it is asked without being called for: texts are not, nor what no rule waits for."""
        if question.kind is Kind.NARRATIVE:
            return False
        return not question.aside or question.at in self.answers.awaited

    def tell_lacking(self, *, again: bool = False) -> None:
        """Says in one line what the consortium lacks, once organisations are named.

        Args:
            again: say it also if nothing has changed since it was said last.
        """
        report = self.answers.report
        if report is None or not self.answers.proposal.organisations:
            return
        lacking = validation.lacking(report)
        if again or lacking != self._lacked:
            self.tell(lacking)
        self._lacked = lacking

    def refuse_leftovers(self) -> None:
        """Makes sure that no fault is left for which there is no question.

        Raises:
            UnreadableProposalError: there is one.
        """
        problems = self.answers.problems
        left = set(problems) - {question.at for question in self.answers.questions}
        if left:
            faults = tuple(Problem(problems[at], at) for at in sorted(left))
            raise UnreadableProposalError(str(self.file.path), faults)

    def _remember(self, place: tuple[Step, ...]) -> None:
        """A place to come back to, and behind it those from which one went back to it."""
        if self._history[-1:] != [place]:
            self._history.append(place)
        self._history += reversed(self._ahead)
        self._ahead.clear()

    def _go_back(self) -> None:
        here = self._to_do
        while self._history and self._history[-1] == here:
            self._history.pop()
        if self._history:
            self._ahead.append(here)
            self._to_do = self._history.pop()
        else:
            self.tell(_("There is no question to go back to."))

    def _is_open(self, question: Question) -> bool:
        return not self.answers.has_value(question.at) and question.can_be_answered


def _passed_before(answers: Answers, unsaved: Unsaved) -> set[str]:
    """Optional questions that an earlier session went past.

    Those that it noted, those after which something is answered, and all of a proposal that was finished:
    nothing has to be answered in it any more, no rule waits for an answer, and that session left no note.
    """
    passed: set[str] = set(unsaved.passed)
    waiting: set[str] = set()
    in_place = [question for question in answers.questions if not question.aside]
    for question in in_place:
        if answers.has_value(question.at):
            passed |= waiting
        elif not question.required:
            waiting.add(question.at)
    is_whole = all(
        answers.has_value(question.at)
        for question in answers.questions
        if (question.required and not question.aside) or question.at in answers.awaited
    )
    return passed | waiting if is_whole and unsaved.is_empty else passed
