"""Text of a proposal file into what the wizard works on, also where some values cannot be read."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from erasmus_cli.pointers import parent, parts
from erasmus_cli.proposal import editing
from erasmus_cli.proposal.errors import Problem, UnreadableProposalError
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.parsing import MARK, parse_mapping
from erasmus_cli.proposal.reader import decoded, load, parse
from erasmus_cli.wizard.catalogue import question_at
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

_SCHEMA = "proposal.schema.json"
_HEADER = (
    "# A proposal for Erasmus+, begun with `erasmus new`. You may edit it here as well.\n"
    "# `erasmus check` says whether it may be submitted.\n"
)


@dataclass(frozen=True)
class Readable:
    """What of a text can be read, and what cannot.

    Attributes:
        text: the text.
        data: the same as plain data.
        proposal: what of it can be read.
        problems: what cannot.
    """

    text: str
    data: Any
    proposal: Proposal
    problems: tuple[Problem, ...] = ()


def content(path: Path) -> str:
    """The text of the file; nothing if there is none or it is empty.

    Raises:
        UnreadableProposalError: it cannot be read, or nothing could be saved there.
    """
    name = str(path)
    if name == "-" or (path.exists() and not path.is_file() and not path.is_dir()):
        raise _refusal(
            name, _("answers can be saved in an ordinary file only"), _("name one, such as proposal.yaml")
        )
    if not path.exists():
        if not path.absolute().parent.is_dir():
            raise _refusal(name, tell("there is no folder {folder}", folder=path.parent), _("make it first"))
        return ""
    try:
        text = decoded(path.read_bytes(), name)  # with its line ends, which a save keeps
    except OSError:
        load(path)  # which says in plain words why it cannot be read
        raise
    return text if text.removeprefix(MARK).strip() else ""


def understood(text: str, name: str) -> Readable:
    """Reads a text, and leaves out what cannot be read as long as a question can ask for it.

    Raises:
        UnreadableProposalError: it is no proposal, or a fault is in a part that no question asks for.
    """
    if not text:
        # Needs no validator, which takes a while to build.
        return Readable(text, {}, Proposal.model_construct())
    try:
        document = parse(text, name)
    except UnreadableProposalError as error:
        if any(problem.at is None or question_at(problem.at) is None for problem in error.problems):
            raise
        data = parse_mapping(text, name)
        return Readable(text, data, _without(error.problems, data), error.problems)
    return Readable(text, document.data, document.proposal)


def in_words(problem: Problem) -> str:
    """A problem as one line, without its place."""
    return f"{problem.message}; {problem.hint}" if problem.hint else problem.message


def beginning(path: Path) -> str:
    """The text that a new file begins with; JSON has no comments.

    Editors are pointed to a schema only where one lies beside the file: they would go online for another.
    """
    if path.suffix.lower() == ".json":
        return ""
    schema = path.absolute().parent / _SCHEMA
    return (f"# yaml-language-server: $schema={_SCHEMA}\n" if schema.is_file() else "") + _HEADER


def _without(problems: Sequence[Problem], data: Any) -> Proposal:
    rest = deepcopy(data)
    for problem in problems:
        at = question_at(problem.at or "") or ""
        editing.get(rest, parent(at)).pop(parts(at)[-1], None)
    return Proposal.model_validate(rest)


def _refusal(name: str, message: str, hint: str) -> UnreadableProposalError:
    return UnreadableProposalError(name, (Problem(message, hint=hint),))
