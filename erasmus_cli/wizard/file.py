"""The file that the wizard fills. It changes in whole steps: what the model refuses is never written."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from erasmus_cli.pointers import parts, pointer, touches
from erasmus_cli.proposal import editing
from erasmus_cli.proposal.errors import Problem, UnreadableProposalError
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.text_edit import Edits, NoPlaceError, edited, without_comments
from erasmus_cli.proposal.writer import ChangedMeanwhileError, keep_copy, write_text
from erasmus_cli.wizard.answers import Answers
from erasmus_cli.wizard.prompter import BEFORE_ALL
from erasmus_cli.wizard.tolerant_reader import Readable, beginning, content, understood
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell


class ProposalFile:
    """A proposal on its way.

    Attributes:
        path: of the file.
        answers: what it says now, and what follows from that; another object after each change.
    """

    def __init__(
        self, path: Path, tell: Callable[[str], None] = lambda _: None, now: datetime = BEFORE_ALL
    ) -> None:
        """Reads the file, if there is one.

        Args:
            path: of the file.
            tell: takes what a person has to know when the file is saved.
            now: the moment at which it is filled, Brussels time, beside which deadlines are held.

        Raises:
            UnreadableProposalError: it is no proposal, or a fault is in a part that no question asks for.
        """
        self.path = path
        self._tell, self._now = tell, now
        self._take(understood(content(path), str(path)))

    def _take(self, readable: Readable) -> None:
        self._readable = readable
        self.answers = Answers(readable, self._now)

    @property
    def proposal(self) -> Proposal:
        """What it says, as far as that can be read."""
        return self.answers.proposal

    def value(self, at: str) -> Any:
        """The value at a pointer in plain data, or None; a value that cannot be read counts as well."""
        return self.answers.value(at)

    def change(self, edits: Edits) -> Problem | None:
        """Makes all edits and saves the file, or does nothing and says what is wrong with one of them.

        Raises:
            UnreadableProposalError: the file was changed by someone else meanwhile and is no proposal now.
            OSError: it cannot be saved.
        """
        before = self._readable.data
        self._catch_up()
        if problem := _changed_meanwhile(edits, before, self._readable.data):
            return problem
        try:
            text, comments_lost = edited(self._readable.text or beginning(self.path), edits, str(self.path))
            after = understood(text, str(self.path))
        except NoPlaceError as error:
            return Problem(str(error), error.at)
        except UnreadableProposalError as error:
            return _fault_of(edits, error.problems) or error.problems[0]
        if problem := _fault_of(edits, after.problems):
            return problem
        try:
            if comments_lost:
                self._tell(without_comments(self.path, keep_copy(self.path)))
            for loss in write_text(self.path, after.text, read=self._readable.text or None):
                self._tell(loss)
        except ChangedMeanwhileError:
            return self.change(edits)
        except OSError as error:  # which names the temporary file that nobody knows
            raise OSError(
                error.errno, tell("cannot be saved: {why}", why=error.strerror), str(self.path)
            ) from error
        self._take(after)
        return None

    def _catch_up(self) -> None:
        """Takes over what an editor may have saved since: the last word on the file is its own."""
        if self.path.exists() and (text := content(self.path)) != self._readable.text:
            if self._readable.text:
                self._tell(
                    tell(
                        "{file} was changed by another program meanwhile; its changes are kept.",
                        file=self.path,
                    )
                )
            self._take(understood(text, str(self.path)))


def _changed_meanwhile(edits: Edits, before: Any, now: Any) -> Problem | None:
    """That another program gave one of these places another value, or moved it, since it was asked for."""
    for at, _value in edits:
        if editing.get(before, at) != editing.get(now, at):
            said = editing.get(now, at)
            if said is None:
                words = _("it was taken out by another program meanwhile; answer once more to replace that")
            else:
                words = tell(
                    "it was changed to `{said}` by another program meanwhile; answer once more to replace "
                    "that",
                    said=said,
                )
            return Problem(words, at)
        way = parts(at)
        entries = [pointer(way[: n + 1]) for n, part in enumerate(way[:-1]) if part.isdigit()]
        if any(_name_of(before, entry) != _name_of(now, entry) for entry in entries):
            words = _(
                "another program has put other entries into this list meanwhile; look at it and answer once "
                "more"
            )
            return Problem(words, at)
    return None


def _name_of(data: Any, entry: str) -> Any:
    """What tells an entry of a list from the others."""
    return [editing.get(data, f"{entry}/{key}") for key in ("id", "name", "organisation")]


def _fault_of(edits: Edits, problems: Sequence[Problem]) -> Problem | None:
    """The first problem that one of the edits has made; others may have been there before."""
    for problem in problems:
        found = problem.at
        if found is None or any(touches(at, found) for at, _value in edits):
            return problem
    return None
