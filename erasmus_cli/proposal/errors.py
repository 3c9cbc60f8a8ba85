"""What is wrong with a proposal file, as one line with place and hint."""

from typing import Any, NamedTuple

from erasmus_cli.errors import ErasmusError
from erasmus_cli.wording.invisible import quoted
from erasmus_cli.wording.language import _


class Problem(NamedTuple):
    """One thing that keeps a file from being read.

    Attributes:
        message: what is wrong.
        at: JSON pointer into the file, if the file could be parsed.
        line: line in the file, from 1.
        column: column in the file, from 1.
        hint: how to mend it.
    """

    message: str
    at: str | None = None
    line: int | None = None
    column: int | None = None
    hint: str | None = None


class UnreadableProposalError(ErasmusError):
    """A file that is not a proposal. `problems` says why, in the order of the file."""

    def __init__(self, file: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(file)
        self.file = file
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> list[str]:
        """One line for each problem: `file:line:column: message`, then the hint."""
        return [self._line(problem) for problem in self.problems]

    def _line(self, problem: Problem) -> str:
        place = ":".join(str(part) for part in (self.file, problem.line, problem.column) if part is not None)
        hint = f"; {problem.hint}" if problem.hint else ""
        return f"{place}: {problem.message}{hint}"


def refusal(
    name: str, message: str, hint: str | None = None, line: int | None = None, column: int | None = None
) -> UnreadableProposalError:
    """The error for a file of which nothing can be used."""
    return UnreadableProposalError(name, (Problem(message, None, line, column, hint),))


def shown(value: Any) -> str:
    """A value of the file inside a message: short, on one line, and without what moves a cursor."""
    if value is None:
        return _("empty")
    if isinstance(value, dict):
        return _("a group of keys")
    if isinstance(value, list | tuple):
        return _("a list")
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return quoted(str(value))
