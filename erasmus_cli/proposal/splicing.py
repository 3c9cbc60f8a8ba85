"""Puts answers into the text of a proposal, line by line, so that nothing else in the file moves.

Writing the whole of the parsed YAML anew keeps all values and comments, but wraps long lines its own way.
"""

import re
from collections.abc import Mapping

from ruamel.yaml.comments import CommentedMap

from erasmus_cli.proposal.errors import UnreadableProposalError
from erasmus_cli.proposal.parsing import parse_mapping, plain

_BESIDE = re.compile(r"\s#.*")
_LITERAL = re.compile(r":\s+[|>][-+0-9]*\s*(#.*)?$")


def with_answers(text: str, edits: Mapping[str, str]) -> str | None:
    """The text with these answers as blocks of lines; an empty one is taken out.

    None if the text is not laid out so that this can be done, as in JSON, or if it would not say exactly
    what was meant.
    """
    try:
        tree = parse_mapping(text, "")
        meant = plain(tree)
        holder = tree.get("answers")
        if not isinstance(holder, CommentedMap) or holder.fa.flow_style():
            return None
        _make(meant["answers"], edits)
        spliced = _spliced(text.split("\n"), holder, edits)
        return spliced if spliced and plain(parse_mapping(spliced, "")) == meant else None
    except UnreadableProposalError:
        return None


def _make(answers: dict[str, str], edits: Mapping[str, str]) -> None:
    answers.update(edits)
    for key in [key for key, value in edits.items() if not value]:
        del answers[key]


def _spliced(lines: list[str], holder: CommentedMap, edits: Mapping[str, str]) -> str | None:
    """The lines with the edits, made from the last to the first, so that places stay true."""
    places = holder.lc.data or {}
    starts = {str(key): holder.lc.key(key) for key in holder if key in places}
    if len(starts) < len(holder) or not starts.keys() - {key for key, value in edits.items() if not value}:
        return None  # some come from elsewhere in the file, or none would be left below `answers:`
    last = max(starts.values())
    column = last[1]
    for key in sorted(edits.keys() - starts.keys()):
        end = _end(lines, last[0], column)
        lines[end:end] = ["", *_block(f"{key}: |", edits[key], column)]
        last = (end + 1, column)
    for key in sorted(edits.keys() & starts.keys(), key=lambda key: starts[key], reverse=True):
        start = starts[key][0]
        end = _end(lines, start, column)
        head = _head(lines[start:end], column)
        if head is None:
            return None
        lines[start:end] = _block(head, edits[key], column) if edits[key] else []
    return "\n".join(lines)


def _end(lines: list[str], start: int, column: int) -> int:
    """The line after the value that begins at a key; blank lines below it belong to what follows."""
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > column):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    return end


def _head(lines: list[str], column: int) -> str | None:
    """The key with the sign of a block and the comment beside it; None where a comment might get lost."""
    key = lines[0].split(": ", 1)[0].removesuffix(":").strip()
    literal = _LITERAL.search(lines[0])
    if literal:
        beside = literal[1] or ""
        inner = next((_indent(line) for line in lines[1:] if line.strip()), 0)
        if any(line.strip() and _indent(line) < inner for line in lines[1:]):
            return None
    else:
        rest = "\n".join(lines)[column + len(key) + 1 :].strip()
        found = _BESIDE.search(rest)
        beside = found[0].strip() if found else ""
        if "#" in rest and (len(lines) > 1 or rest[:1] in ("'", '"') or not beside):
            return None
    return f"{key}: |" + (f"  {beside}" if beside else "")


def _block(head: str, value: str, column: int) -> list[str]:
    margin = " " * column
    inner = (f"{margin}  {line}" if line else "" for line in value.removesuffix("\n").split("\n"))
    return [f"{margin}{head}", *inner]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
