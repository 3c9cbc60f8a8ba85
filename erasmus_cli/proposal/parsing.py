"""YAML and JSON text: keys and values with their places, within limits, written back as it was."""

import io
import json
import warnings
from functools import cached_property
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError, YAMLWarning
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.resolver import VersionedResolver

from erasmus_cli.pointers import parts
from erasmus_cli.proposal.errors import Problem, UnreadableProposalError

MOST_VALUES = 50_000
MOST_LEVELS = 20

Place = tuple[int, int]


def parse_mapping(text: str, name: str) -> dict[str, Any]:
    """The keys and values of YAML or JSON text, not yet held against the model.

    YAML comes back as a `CommentedMap`, which knows its comments and places; JSON as a plain dict.

    Raises:
        UnreadableProposalError: the text cannot be parsed, holds no keys, or is made to explode.
    """
    if not text.strip():
        raise refusal(name, "the file is empty", "`erasmus new` begins a proposal")
    try:
        data = _json(text, name) if _looks_like_json(text) else _yaml(text, name)
        excess = _excess(data)
    except RecursionError as error:
        raise refusal(name, "the file is nested too deeply") from error
    if excess:
        raise refusal(name, excess)
    if not isinstance(data, dict):
        raise refusal(name, "a proposal holds keys and values", "begin with a line such as `call: 2016`")
    return data


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


def places(text: str) -> Any:
    """JSON text parsed once more as YAML, only for the places; None where YAML does not follow."""
    try:
        # YAML forbids tabs where JSON allows them; the places stay the same.
        return yaml().load(text.replace("\t", " "))
    except (YAMLError, ValueError):
        return None


def place_of(data: Any, at: str) -> Place | None:
    """Line and column, from 1, of a JSON pointer in parsed YAML, or of its nearest parent."""
    found: Place | None = None
    node = data
    for part in parts(at):
        if isinstance(node, CommentedMap):
            keys = [key for key in node if str(key) == part]
            if not keys:
                break
            found, node = node.lc.key(keys[0]), node[keys[0]]
        elif isinstance(node, CommentedSeq) and part.isdigit() and int(part) < len(node):
            found, node = node.lc.item(int(part)), node[int(part)]
        else:
            break
    return (found[0] + 1, found[1] + 1) if found else None


def refusal(
    name: str, message: str, hint: str | None = None, line: int | None = None, column: int | None = None
) -> UnreadableProposalError:
    """The error for a file of which nothing can be used."""
    return UnreadableProposalError(name, (Problem(message, None, line, column, hint),))


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


def _looks_like_json(text: str) -> bool:
    """Braces alone are YAML as well; a quoted first key, or none, is JSON."""
    start = text.lstrip()
    return start.startswith("{") and start[1:].lstrip()[:1] in ('"', "}")


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_without_doubles)
    except json.JSONDecodeError as error:
        reason = error.msg[0].lower() + error.msg[1:]
        raise refusal(name, f"this is not JSON: {reason}", None, error.lineno, error.colno) from error
    except _DoubleKeyError:
        return _yaml(text.replace("\t", " "), name)  # refuses it as well, and knows where
    except ValueError as error:
        raise refusal(name, "this is not JSON: a number has too many digits") from error


class _DoubleKeyError(Exception):
    """A key stands twice in one JSON object."""


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        raise _DoubleKeyError
    return data


def _yaml(text: str, name: str) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", YAMLWarning)
            return yaml().load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        place = (mark.line + 1, mark.column + 1) if mark else (None, None)
        reason = str(error.problem or "not YAML").split("\n", 1)[0]
        if "another document" in reason:
            raise refusal(name, "there is more than one document in the file", None, *place) from error
        raise refusal(name, f"this is not YAML: {reason}", _hint(reason), *place) from error
    except ReaderError as error:
        before = text[: error.position]
        place = (before.count("\n") + 1, error.position - before.rfind("\n"))
        raise refusal(name, f"there is a control character, U+{error.character:04X}", None, *place) from error
    except (YAMLError, ValueError, LookupError, TypeError, ArithmeticError) as error:
        reason = "a number has too many digits" if "digits" in str(error) else "a tag does not fit its value"
        raise refusal(name, f"this is not YAML: {reason}") from error


def _hint(reason: str) -> str | None:
    if "mapping values are not allowed" in reason:
        return "put text that holds a colon in quotes"
    if "duplicate key" in reason:
        return "each key stands once"
    if "cannot start any token" in reason:
        return "indent with spaces, and put text that begins with a special character in quotes"
    return None


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
            names = [str(key) for key in node]
            if len(set(names)) < len(names):
                twice = next(key for key in names if names.count(key) > 1)
                return f"the key `{twice}` stands twice, once as text and once as something else"
            stack.extend((inner, level + 1) for inner in node.values())
        elif isinstance(node, list):
            stack.extend((inner, level + 1) for inner in node)
    return None
