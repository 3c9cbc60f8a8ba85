"""Reads a proposal from YAML or JSON, with the place of every value."""

import io
import json
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.resolver import VersionedResolver

from erasmus_cli.proposal.errors import Problem, UnreadableProposalError, explain, pointer
from erasmus_cli.proposal.model import Proposal

MOST_BYTES = 2_000_000
MOST_VALUES = 50_000
MOST_LEVELS = 20


@dataclass(frozen=True)
class Document:
    """A proposal together with the text that it came from.

    Attributes:
        file: the name to show for it.
        proposal: what it says.
        data: the parsed text, with comments and positions; the wizard edits and saves this.
    """

    file: str
    proposal: Proposal
    data: CommentedMap = field(repr=False)

    def place(self, at: str) -> tuple[int, int] | None:
        """Line and column, from 1, of a JSON pointer, or of its nearest parent that is in the file."""
        return place_of(self.data, at)


def load(path: str | Path) -> Document:
    """Reads a proposal file; `-` is standard input.

    Raises:
        UnreadableProposalError: it cannot be read or is not a proposal; says where and why.
    """
    name = str(path)
    return parse(_text(name), name)


def parse(text: str, name: str = "<text>") -> Document:
    """Reads a proposal from YAML or JSON text.

    Raises:
        UnreadableProposalError: the text is not a proposal; says where and why.
    """
    data = parse_mapping(text, name)
    try:
        proposal = Proposal.model_validate(plain(data))
    except ValidationError as error:
        raise UnreadableProposalError(name, _problems(error, data)) from error
    return Document(name, proposal, data)


def parse_mapping(text: str, name: str) -> CommentedMap:
    """The keys and values of YAML or JSON text, not yet held against the model.

    Raises:
        UnreadableProposalError: the text cannot be parsed, holds no keys, or is made to explode.
    """
    if not text.strip():
        raise _refusal(name, "the file is empty", "`erasmus new` begins a proposal")
    if text.lstrip().startswith("{"):
        _require_json(text, name)
        text = text.replace("\t", " ")  # YAML forbids tabs where JSON allows them; places stay the same
    try:
        data = yaml().load(text)
        excess = _excess(data)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        at = (mark.line + 1, mark.column + 1) if mark else (None, None)
        reason = str(error.problem or "not YAML").split("\n", 1)[0]
        raise _refusal(name, f"this is not YAML: {reason}", _yaml_hint(reason), *at) from error
    except (YAMLError, ValueError) as error:
        raise _refusal(name, f"this is not YAML: {str(error).split(chr(10), 1)[0]}") from error
    except RecursionError as error:
        raise _refusal(name, "the file is nested too deeply") from error
    if excess:
        raise _refusal(name, excess)
    if not isinstance(data, CommentedMap):
        raise _refusal(name, "a proposal holds keys and values", "begin with a line such as `call: 2016`")
    return data


class _DatesAreText(VersionedResolver):
    """Leaves dates as they are written: the model reads them, and a save writes them back unchanged."""

    @property
    def versioned_resolver(self) -> Any:
        return self._without_dates

    @cached_property
    def _without_dates(self) -> dict[Any, list[Any]]:
        return {
            first: [rule for rule in rules if rule[0] != "tag:yaml.org,2002:timestamp"]
            for first, rules in super().versioned_resolver.items()
        }


def yaml() -> YAML:
    """The reader and writer that keeps comments, quotes and the order of keys."""
    engine = YAML(typ="rt")
    engine.Resolver = _DatesAreText
    engine.preserve_quotes = True
    engine.width = 100
    engine.indent(mapping=2, sequence=4, offset=2)
    return engine


def dump(data: Any) -> str:
    """The data as YAML text."""
    stream = io.StringIO()
    yaml().dump(data, stream)
    return stream.getvalue()


def plain(value: Any) -> Any:
    """The same value in plain dicts, lists and scalars."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    scalar = next((kind for kind in (bool, str, int, float) if isinstance(value, kind)), None)
    return scalar(value) if scalar else value


def place_of(data: Any, at: str) -> tuple[int, int] | None:
    """Line and column, from 1, of a JSON pointer in parsed YAML, or of its nearest parent."""
    found: tuple[int, int] | None = None
    node = data
    for raw in at.split("/")[1:]:
        part = raw.replace("~1", "/").replace("~0", "~")
        if isinstance(node, CommentedMap) and part in node:
            found = node.lc.key(part)
            node = node[part]
        elif isinstance(node, CommentedSeq) and part.isdigit() and int(part) < len(node):
            found = node.lc.item(int(part))
            node = node[int(part)]
        else:
            break
    return (found[0] + 1, found[1] + 1) if found else None


def _text(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read(MOST_BYTES + 1) if name == "-" else _bytes(Path(name))
    except FileNotFoundError as error:
        raise _refusal(name, "there is no such file", f"`erasmus new {name}` begins one") from error
    except IsADirectoryError as error:
        raise _refusal(name, "this is a folder", "name a proposal file inside it") from error
    except OSError as error:
        raise _refusal(name, f"the file cannot be read: {(error.strerror or str(error)).lower()}") from error
    if len(raw) > MOST_BYTES:
        raise _refusal(
            name, f"the file is larger than {MOST_BYTES // 1_000_000} MB", "a proposal is text only"
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _refusal(name, "this is not UTF-8 text", "save the file as UTF-8", line) from error
    if "\x00" in text:
        raise _refusal(name, "this is not a text file", "save the file as UTF-8")
    return text


def _bytes(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def _require_json(text: str, name: str) -> None:
    try:
        json.load(io.StringIO(text))
    except json.JSONDecodeError as error:
        # Flow style is YAML, too: only what is neither is refused, by the YAML reader.
        if text.lstrip().startswith('{"') or "\n" not in text.strip():
            reason = error.msg[0].lower() + error.msg[1:]
            raise _refusal(name, f"this is not JSON: {reason}", None, error.lineno, error.colno) from error
    except RecursionError as error:
        raise _refusal(name, "the file is nested too deeply") from error


def _excess(data: Any) -> str | None:
    """Why the data is too much, counted as if every YAML alias were written out."""
    left = MOST_VALUES
    stack = [(data, 0)]
    while stack:
        node, level = stack.pop()
        left -= 1
        if left < 0:
            return "the file holds more values than a proposal can have (are there YAML aliases in it?)"
        if level > MOST_LEVELS:
            return "the file is nested too deeply"
        if isinstance(node, dict):
            stack.extend((inner, level + 1) for inner in node.values())
        elif isinstance(node, list):
            stack.extend((inner, level + 1) for inner in node)
    return None


def _problems(error: ValidationError, data: CommentedMap) -> tuple[Problem, ...]:
    problems = []
    seen = set()
    for details in error.errors():
        at = pointer(_without_union_tags(details["loc"], data))
        if at in seen:
            continue  # each member of a union complains; the first says enough
        seen.add(at)
        message, hint = explain({**details, "loc": _without_union_tags(details["loc"], data)})
        line, column = place_of(data, at) or (None, None)
        problems.append(Problem(message, at, line, column, hint))
    return tuple(sorted(problems, key=lambda problem: problem.line or 0))


def _without_union_tags(location: tuple[str | int, ...], data: Any) -> tuple[str | int, ...]:
    """The part of a pydantic location that exists in the file: pydantic adds the tried type's name."""
    kept: list[str | int] = []
    node = data
    for part in location:
        if isinstance(node, dict):
            kept.append(part)
            node = node.get(part)
        elif isinstance(node, list) and isinstance(part, int):
            kept.append(part)
            node = node[part] if part < len(node) else None
        else:
            break
    return tuple(kept)


def _yaml_hint(reason: str) -> str | None:
    if "mapping values are not allowed" in reason:
        return "put text that holds a colon in quotes"
    if "duplicate key" in reason:
        return "each key stands once"
    if "cannot start any token" in reason:
        return "indent with spaces, and put text that begins with a special character in quotes"
    return None


def _refusal(
    name: str, message: str, hint: str | None = None, line: int | None = None, column: int | None = None
) -> UnreadableProposalError:
    return UnreadableProposalError(name, (Problem(message, None, line, column, hint),))
