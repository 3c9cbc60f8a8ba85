"""What is wrong with a proposal file, as one line with place and hint."""

from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from erasmus_cli.errors import ErasmusError
from erasmus_cli.formatting import closest
from erasmus_cli.proposal.model import Proposal


@dataclass(frozen=True)
class Problem:
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


# People know actions by the codes of their forms; what they are called here is told by the first figures.
_CODES = {
    "KA220": "cooperation-partnership",
    "KA210": "small-scale-partnership",
    "KA240": "school-development-partnership",
    "KA20": "strategic-partnership",
    "KA219": "strategic-partnership",
    "KA229": "strategic-partnership",
    "KA226": "strategic-partnership",
    "KA227": "strategic-partnership",
}


def _of_code(given: str, allowed: list[str]) -> str | None:
    """What the action of a form's code, such as KA220-SCH, is called."""
    code = given.strip().upper()
    action = next((name for start, name in _CODES.items() if code.startswith(start)), None)
    return f"{given} is `action: {action}`" if action in allowed else None


def explain(error: ErrorDetails) -> tuple[str, str | None]:
    """Message and hint, in plain words, for one pydantic error on a proposal."""
    location = error["loc"]
    key = _readable(location)
    given = error["input"]
    match error["type"]:
        case "extra_forbidden":
            return f"there is no key {key}", _suggestion(str(location[-1]), _keys_at(location[:-1]))
        case "literal_error":
            allowed = _allowed(error)
            hint = _of_code(str(given), allowed) or _suggestion(str(given), allowed)
            return f"{key} cannot be {_shown(given)}", hint or "one of " + ", ".join(allowed)
        case "int_type" | "int_parsing" | "int_from_float":
            return f"{key} must be a whole number, not {_shown(given)}", None
        case "string_type":
            return f"{key} must be text, not {_shown(given)}", "put it in quotes" if _scalar(given) else None
        case "bool_type" | "bool_parsing":
            return f"{key} must be true or false, not {_shown(given)}", None
        case "tuple_type" | "list_type":
            return f"{key} must be a list, not {_shown(given)}", "begin each entry with `- `"
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"{key} must hold keys and values, not {_shown(given)}", None
        case "missing":
            return f"{key} is needed here", None
        case "string_pattern_mismatch":
            return f"{key} cannot be {_shown(given)}", _pattern_hint(str(location[-1]))
        case "date_from_datetime_parsing" | "date_parsing" | "date_type" | "date_from_datetime_inexact":
            return f"{key} is not a date: {_shown(given)}", "write year-month-day, such as 2016-09-01"
        case "datetime_parsing" | "datetime_from_date_parsing" | "datetime_type":
            return f"{key} is not a moment: {_shown(given)}", "write it as 2016-03-31T11:00"
        case "greater_than_equal" | "less_than_equal":
            bound = "below" if error["type"] == "greater_than_equal" else "above"
            limit = f"{next(iter(error['ctx'].values()))}".removesuffix(".0")
            return f"{key} cannot be {bound} {limit}: {_shown(given)}", _limit_hint(location)
        case "string_too_long":
            return f"{key} is longer than {error['ctx']['max_length']} characters", None
        case "value_error":
            return f"{key}: {error['ctx']['error']}", None
        case _:
            return f"{key}: {error['msg'].lower()}", None


def _readable(location: tuple[str | int, ...]) -> str:
    """`months`, or `country` (in `organisations`, entry 2): people count from one."""
    if not location:
        return "the file"
    *parents, last = location
    name = f"entry {last + 1}" if isinstance(last, int) else _shown(last)
    where = [f"entry {part + 1}" if isinstance(part, int) else _shown(part) for part in parents]
    return f"{name} (in {', '.join(where)})" if where else name


def _shown(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in str(value)).split())
    return f"`{text[:40]}…`" if len(text) > 40 else f"`{text}`"


def _scalar(value: Any) -> bool:
    return value is not None and not isinstance(value, dict | list | tuple)


def _suggestion(given: str, allowed: list[str]) -> str | None:
    close = closest(given.lower(), tuple(allowed))
    return f"did you mean `{close}`?" if close else None


def _allowed(error: ErrorDetails) -> list[str]:
    return [part.strip(" '") for part in error["ctx"]["expected"].replace(" or ", ", ").split(",")]


def _pattern_hint(key: str) -> str | None:
    return {
        "language": "two small letters, such as en",
        "agency": "two letters and two digits, such as BE02",
        "id": "letters, digits, - and _ only",
    }.get(key)


def _limit_hint(location: tuple[str | int, ...]) -> str | None:
    return "latitude comes first, then longitude" if "coordinates" in location else None


def _keys_at(location: tuple[str | int, ...]) -> list[str]:
    """The keys that the model knows at a place."""
    model: Any = Proposal
    for part in location:
        if isinstance(part, int):
            continue
        model = _inner(model.model_fields[part].annotation)
    return list(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else []


def _inner(annotation: Any) -> Any:
    """The model inside `tuple[Model, ...] | None` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for argument in get_args(annotation) if (found := _inner(argument)) is not None), None)
