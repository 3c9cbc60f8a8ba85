"""What the model says against a proposal, in plain words. Only a file that cannot be read needs this."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from erasmus_cli.proposal.errors import shown
from erasmus_cli.proposal.model import Organisation
from erasmus_cli.proposal.part import Part
from erasmus_cli.proposal.types import NO_CONTROL, WordOf
from erasmus_cli.wording.formatting import closest
from erasmus_cli.wording.invisible import signs
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.notation import NotationError
from erasmus_cli.wording.terms import words
from erasmus_cli.wording.words import keys_meant, meant, nearest

_GROUP_OF_DIGITS = 3
_PLACE_OF: Mapping[type[Part], tuple[str, ...]] = {Organisation: ("organisations",)}
"""Where in a proposal a part stands that has a file of its own."""
_ALIKE = 0.75
"""Keys less alike than this are different words: `status` is no slip of the pen for `start`."""


def explain(error: ErrorDetails, part: type[Part]) -> tuple[str, str | None]:
    """Message and hint, in plain words, for one pydantic error on a file that holds a part of a proposal.

    Args:
        error: what the model says.
        part: the part that the file holds, mostly the whole proposal.
    """
    message, hint = _in_words(error, part)
    unseen = _unseen(error)
    return message, tell("take out {signs:list}, which nobody sees", signs=unseen) if unseen else hint


def _unseen(error: ErrorDetails) -> tuple[str, ...]:
    """Invisible signs in the key or value that is refused."""
    given = error["loc"][-1] if error["type"] == "extra_forbidden" and error["loc"] else error["input"]
    return signs(given) if isinstance(given, str) else ()


def _in_words(error: ErrorDetails, part: type[Part]) -> tuple[str, str | None]:
    location = error["loc"]
    key = _readable(location)
    given = error["input"]
    match error["type"]:
        case "extra_forbidden":
            hint = _key_hint(str(location[-1]), _keys_at(location[:-1], part))
            return tell("there is no key {key}", key=key), hint or _where_keys_stand(location[:-1], part)
        case "literal_error":
            allowed = _allowed(location, part)
            hint = _word_hint(str(location[-1]), str(given), allowed)
            return (
                tell("{key} cannot be {value}", key=key, value=shown(given)),
                hint or tell("one of {words:list}", words=tuple(allowed)),
            )
        case "int_type" | "int_parsing" | "int_from_float":
            return tell("{key} must be a whole number, not {value}", key=key, value=shown(given)), None
        case "string_type":
            message = tell("{key} must be text, not {value}", key=key, value=shown(given))
            return message, _("put it in quotes") if _scalar(given) else None
        case "bool_type" | "bool_parsing":
            return tell("{key} must be true or false, not {value}", key=key, value=shown(given)), None
        case "tuple_type" | "list_type":
            message = tell("{key} must be a list, not {value}", key=key, value=shown(given))
            return message, _("begin each entry with `- `")
        case "dict_type" | "model_type" | "model_attributes_type":
            return tell("{key} must hold keys and values, not {value}", key=key, value=shown(given)), None
        case "missing":
            return tell("{key} is needed here", key=key), None
        case "string_pattern_mismatch":
            if error["ctx"]["pattern"] == NO_CONTROL:
                return tell("{key}: there is a control character in it", key=key), None
            message = tell("{key} cannot be {value}", key=key, value=shown(given))
            return message, _pattern_hint(str(location[-1]))
        case "date_from_datetime_parsing" | "date_parsing" | "date_type" | "date_from_datetime_inexact":
            message = tell("{key} is not a date: {value}", key=key, value=shown(given))
            return message, _("write year-month-day, such as 2016-09-01")
        case "datetime_parsing" | "datetime_from_date_parsing" | "datetime_type":
            message = tell("{key} is not a moment: {value}", key=key, value=shown(given))
            return message, _("write it as 2016-03-31T11:00")
        case "greater_than_equal" | "less_than_equal":
            limit = f"{next(iter(error['ctx'].values()))}".removesuffix(".0")
            if error["type"] == "greater_than_equal":
                message = tell(
                    "{key} cannot be below {limit}: {value}", key=key, limit=limit, value=shown(given)
                )
            else:
                message = tell(
                    "{key} cannot be above {limit}: {value}", key=key, limit=limit, value=shown(given)
                )
            return message, _limit_hint(location)
        case "decimal_max_places":
            message = tell("{key} has more than two decimals: {value}", key=key, value=shown(given))
            return message, _("write digits only, such as 12500 or 12500.50")
        case "string_too_long":
            most = error["ctx"]["max_length"]
            return tell("{key} is longer than {n} characters", key=key, n=most), None
        case "value_error":
            reason = error["ctx"]["error"]
            if isinstance(reason, NotationError):
                return tell("{key}: {reason}", key=key, reason=reason.message), reason.hint
            return tell("{key}: {reason}", key=key, reason=reason), None
        case "no_points":
            return tell("{key}: points are a number without quotes, such as 18 or 18.5", key=key), None
        case _:
            return tell("{key}: {reason}", key=key, reason=error["msg"].lower()), None


def _readable(location: tuple[str | int, ...]) -> str:
    """`months`, or `country` (in `organisations`, entry 2): people count from one."""
    if not location:
        return _("the file")
    *parents, last = location
    where = tuple(map(_step, parents))
    return tell("{name} (in {where:list})", name=_step(last), where=where) if where else _step(last)


def _step(part: str | int) -> str:
    return tell("entry {n}", n=part + 1) if isinstance(part, int) else shown(part)


def _scalar(value: Any) -> bool:
    return value is not None and not isinstance(value, dict | list | tuple)


def _key_hint(given: str, known: list[str]) -> str | None:
    """The keys that are meant; where no table knows the word, the one that is written much like it."""
    if given.isdecimal() and len(given) == _GROUP_OF_DIGITS:
        return _("write amounts without commas, such as 12500")
    keys = keys_meant(given, known)
    return _did_you_mean(keys) if keys else _suggestion(given, known, _ALIKE)


def _where_keys_stand(holder: tuple[str | int, ...], part: type[Part]) -> str:
    """The command that lists the keys of a place."""
    keys = (*_PLACE_OF.get(part, ()), *(key for key in holder if isinstance(key, str)))
    names = ".".join(keys) or "proposal"
    return tell("`erasmus explain {names}` lists the keys", names=names)


def _word_hint(key: str, given: str, allowed: list[str]) -> str | None:
    """The words of which one is meant where people use another for several, else those that come closest."""
    if words := meant(key, given, allowed):
        return tell("say which: {words:or}", words=_in_code(words))
    close = nearest(key, given, allowed)
    return _did_you_mean(close) if close else None


def _did_you_mean(words: Sequence[str]) -> str:
    return tell("did you mean {words:or}?", words=_in_code(words))


def _in_code(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"`{word}`" for word in words)


def _suggestion(given: str, allowed: list[str], cutoff: float) -> str | None:
    close = closest(given.lower(), tuple(allowed), cutoff)
    return _did_you_mean((close,)) if close else None


def _allowed(location: tuple[str | int, ...], part: type[Part]) -> list[str]:
    """The values that the model takes at a place which takes some only."""
    holder = _model_at(location[:-1], part)
    return list(_literals(holder.model_fields[str(location[-1])].annotation)) if holder else []


def _literals(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif isinstance(annotation, WordOf):
        yield from words(annotation.topic)
    else:
        for inner in get_args(annotation):
            yield from _literals(inner)


def _pattern_hint(key: str) -> str | None:
    return {
        "language": _("two small letters, such as en"),
        "agency": _("two letters and two digits, such as BE02"),
        "id": _("letters, digits, - and _ only"),
    }.get(key)


def _limit_hint(location: tuple[str | int, ...]) -> str | None:
    return _("latitude comes first, then longitude") if "coordinates" in location else None


def _keys_at(location: tuple[str | int, ...], part: type[Part]) -> list[str]:
    """The keys that the model knows at a place."""
    model = _model_at(location, part)
    return list(model.model_fields) if model else []


def _model_at(location: tuple[str | int, ...], part: type[Part]) -> type[BaseModel] | None:
    model: type[BaseModel] | None = part
    for key in location:
        if isinstance(key, str) and model is not None:
            model = _inner(model.model_fields[key].annotation)
    return model


def _inner(annotation: Any) -> type[BaseModel] | None:
    """The model inside `tuple[Model, ...] | None` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for argument in get_args(annotation) if (found := _inner(argument)) is not None), None)
