"""Answers that come with the command: `--answers FILE` and `--set KEY=VALUE`."""

from collections.abc import Iterator, Sequence
from typing import Any

from erasmus_cli.errors import ErasmusError
from erasmus_cli.guide.errors import UnknownEditionError
from erasmus_cli.guide.loader import available
from erasmus_cli.pointers import dotted, pointer, touches
from erasmus_cli.proposal.errors import Problem, UnreadableProposalError
from erasmus_cli.proposal.parsing import value_of
from erasmus_cli.proposal.reader import Document
from erasmus_cli.proposal.spellings import said_by_code
from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wizard.tolerant_reader import in_words
from erasmus_cli.wording.messages import tell

_MAPS = ("priorities", "answers", "scores")


class PresetAnswerError(ErasmusError, ValueError):
    """An answer that came with the command cannot be taken. The message is one line."""


def give(file: ProposalFile, answers: Document | None, settings: Sequence[str]) -> None:
    """Puts the given answers into the file, those of `settings` last, and saves it once.

    Raises:
        PresetAnswerError: one of them cannot be taken; nothing is written.
        UnknownEditionError: there are no rules for the call and action that are given; nothing is written.
    """
    from_file = list(_leaves(answers)) if answers else []
    single = [_setting(text) for text in settings]
    edits = [*from_file, *((at, value) for at, value, _raw in single)]
    if not edits:
        return
    _require_edition(file, dict(edits))
    problem = file.change(edits)
    if problem and (spared := _as_text(single, problem)):
        problem = file.change([*from_file, *spared])
    if problem:
        raise PresetAnswerError(_blamed(problem, single, answers))


def _leaves(answers: Document) -> Iterator[tuple[str, Any]]:
    """Pointers and values; groups are merged key by key, lists are taken as a whole."""
    for key, value in answers.data.items():
        if key in _MAPS and isinstance(value, dict):
            yield from ((pointer((key, inner)), part) for inner, part in value.items())
        else:
            yield pointer((key,)), value


def _setting(text: str) -> tuple[str, Any, str]:
    key, equals, raw = text.partition("=")
    if not equals or not key.strip("/. "):
        raise PresetAnswerError(tell("--set {text}: write key=value, such as field=vet", text=text))
    try:
        return pointer_of(key.strip()), value_as_given(raw.strip()), raw.strip()
    except UnreadableProposalError as error:
        raise PresetAnswerError(
            tell("--set {text}: the value cannot be read as a list or group", text=text)
        ) from error


def pointer_of(key: str) -> str:
    """The JSON pointer of a dotted key, as `--set` takes it; keys under `answers` contain dots themselves."""
    if key.startswith("/"):
        return key
    head, dot, rest = key.partition(".")
    return pointer([head, rest] if dot and head in ("answers", "scores") else key.split("."))


def value_as_given(raw: str) -> Any:
    """Numbers, true and false, lists and groups as YAML has them; everything else is text as it stands."""
    grouped = raw.startswith(("[", "{", '"', "'"))
    try:
        value = value_of(raw)
    except UnreadableProposalError:
        if grouped:
            raise
        return raw
    return value if grouped or not isinstance(value, str | dict | list) else raw


def _as_text(single: Sequence[tuple[str, Any, str]], problem: Problem) -> list[tuple[str, Any]] | None:
    """The same answers, but the one that cannot be taken as text: a title may be a number."""
    if not any(at == problem.at and isinstance(value, bool | int | float) for at, value, _raw in single):
        return None
    return [(at, raw if at == problem.at else value) for at, value, raw in single]


def _require_edition(file: ProposalFile, edits: dict[str, Any]) -> None:
    call, action = edits.get("/call", file.proposal.call), edits.get("/action", file.proposal.action)
    action = said_by_code({"action": action}).get("action", action)
    named = "/call" in edits or "/action" in edits
    if named and isinstance(call, int):
        # The rules of the last call stand in for those of the next.
        newest = max(year for year, _action in available())
        known = [name for year, name in available() if year == (newest if call == newest + 1 else call)]
        if not known or (isinstance(action, str) and action not in known):
            raise UnknownEditionError(call, action if isinstance(action, str) else "any action", available())


def _blamed(problem: Problem, single: Sequence[tuple[str, Any, str]], answers: Document | None) -> str:
    at = problem.at or ""
    flags = [f"--set {dotted(own)}={raw}" for own, _value, raw in single if touches(at, own)]
    where = flags[-1] if flags else answers.file if answers else "--set"
    return f"{where}: {in_words(problem)}"
