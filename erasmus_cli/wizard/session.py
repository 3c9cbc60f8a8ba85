"""The loop: asks for the first answer that is missing or does not fit, saves it, says what is lacking."""

from collections.abc import Callable, Iterator
from typing import Any

from erasmus_cli.proposal.errors import Problem, UnreadableProposalError
from erasmus_cli.wizard import validation
from erasmus_cli.wizard.answer_parsing import ask, offered
from erasmus_cli.wizard.catalogue import all_questions
from erasmus_cli.wizard.consortium import edit_consortium, give_handles
from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wizard.prompter import Prompter
from erasmus_cli.wizard.question import Kind, Question
from erasmus_cli.wizard.tolerant_reader import in_words

Tell = Callable[[str], None]


class Wizard:
    """Fills a proposal file by asking.

    Attributes:
        file: the file that is filled.
        prompter: who puts the questions.
        tell: takes one line of talk at a time.
        asking: the question that is open, in words; empty before the first and after the last.
    """

    def __init__(self, file: ProposalFile, prompter: Prompter, tell: Tell) -> None:
        self.file, self.prompter, self.tell = file, prompter, tell
        self.asking = ""
        self._settled: set[str] = set()
        self._passed = self._passed_before()

    def run(self) -> None:
        """Asks until nothing is missing, then offers what may be added or changed, until that is enough.

        Raises:
            KeyboardInterrupt: whoever answers stops; all answers but the open one are saved.
            EOFError: the input has ended.
            OSError: the file cannot be saved.
            UnreadableProposalError: it holds a fault that no question can mend.
        """
        while True:
            while (question := self._next()) is not None:
                self.step(question)
            self._refuse_leftovers()
            self.asking = ""
            from erasmus_cli.wizard.menu import after_questions  # noqa: PLC0415 - the first prompt comes first

            if not after_questions(self):
                return

    def questions(self) -> Iterator[Question]:
        """Every question that arises now."""
        yield from all_questions(self.file.context, lambda at: self.file.value(at) is not None)

    def skipped(self) -> list[Question]:
        """Questions about the project that were left open."""
        return [q for q in self.questions() if _has_its_turn(q) and self._is_open(q)]

    def step(self, question: Question) -> None:
        """Asks one question, and then says what the consortium lacks."""
        self.asking = question.prompt
        if question.kind is Kind.ORGANISATIONS:
            fault = self._faults().get(question.at)
            if fault and fault not in validation.lacking(self.file.context):
                self.tell(_sentence(fault))
            edit_consortium(self)
            self.settle(question.at)
            return
        self.put(question)
        give_handles(self.file)
        self.tell_lacking()

    def put(self, question: Question) -> None:
        """Asks one question until its answer fits, or is given again although the rules say it does not."""
        at = question.at
        before = self.file.value(at)
        if before is None and _only(question):
            self._take_only(question)
            return
        while True:
            fault = self._faults().get(at)
            if fault and before is not None:
                keep = "" if at in self.file.problems else " To keep it, give it once more."
                self.tell(f"That does not fit: {_sentence(fault)}{keep}")
            while not self._answered(question, before):
                pass
            after = self.file.value(at)
            if after is None or after == before or at not in self._faults():
                return
            before = after

    def settle(self, at: str) -> None:
        """Does not ask a question again in this session unless its answer is called for."""
        self._settled.add(at)

    def save(self, at: str, value: Any) -> Problem | None:
        """Saves one value, None to take it out."""
        return self.file.change([(at, value)])

    def tell_lacking(self) -> None:
        """Says in one line what the consortium lacks."""
        self.tell(validation.lacking(self.file.context))

    def _answered(self, question: Question, before: Any) -> bool:
        """Asks once and saves the answer; False if it could not be taken."""
        at = question.at
        try:
            answer = ask(self.prompter, question, None if at in self.file.problems else before)
        except ValueError as error:
            self.tell(str(error))
            return False
        if answer is None and question.required:
            self.tell("An answer is needed here. Ctrl-C stops, and everything before it is saved.")
            return False
        # What cannot be read is no answer, so to give it again is not to keep it.
        same = at not in self.file.problems and str(answer) == str(before)
        problem = None if same else self.save(at, answer)
        if problem:
            self.tell(_sentence(in_words(problem)))
            return False
        if answer is None or same:
            self.settle(at)
        for remark in validation.remarks(self.file.context, at):
            self.tell(f"Note: {_sentence(remark)}")
        return True

    def _take_only(self, question: Question) -> None:
        """Takes the only choice that there is, and says so."""
        only = question.choices[0]
        self.save(question.at, only.value)
        self.tell("")
        self.tell(question.prompt)
        self.tell(f"  > {only.label} (there is no other choice)")

    def _next(self) -> Question | None:
        """The first question whose answer is missing or does not fit."""
        wrong = self._faults()
        for question in self.questions():
            is_open = self._is_open(question)
            if is_open and question.required:
                return question
            if question.at in self._settled:
                continue
            if question.at in wrong or (
                is_open and question.at not in self._passed and _has_its_turn(question)
            ):
                return question
        return None

    def _faults(self) -> dict[str, str]:
        return validation.faults(self.file.context, self.questions()) | self.file.problems

    def _is_open(self, question: Question) -> bool:
        return self.file.value(question.at) is None and _answerable(question)

    def _passed_before(self) -> set[str]:
        """Optional questions that an earlier session went past: it has answers to what comes after them."""
        passed: set[str] = set()
        waiting: set[str] = set()
        for question in self.questions():
            if self.file.value(question.at) is not None:
                passed |= waiting
            elif not question.required:
                waiting.add(question.at)
        return passed

    def _refuse_leftovers(self) -> None:
        left = set(self.file.problems) - {question.at for question in self.questions()}
        if left:
            problems = tuple(Problem(self.file.problems[at], at) for at in sorted(left))
            raise UnreadableProposalError(str(self.file.path), problems)


def _only(question: Question) -> bool:
    return question.kind is Kind.CHOICE and question.required and len(question.choices) == 1


def _has_its_turn(question: Question) -> bool:
    """Whether it is asked without being called for: the texts of the form are not."""
    return question.kind is not Kind.NARRATIVE


def _answerable(question: Question) -> bool:
    return question.kind is not Kind.CHOICE or bool(offered(question))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
