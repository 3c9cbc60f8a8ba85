"""What a bare word of YAML says, by the core schema of YAML 1.2: `NO` is Norway and dates are text."""

import json
import re
from typing import Any

from erasmus_cli.proposal.limits import MOST_DIGITS
from erasmus_cli.wording.language import _
from erasmus_cli.wording.notation import WrittenNumber
from erasmus_cli.wording.patterns import pattern

_NUMERIC = frozenset("+-.0123456789")
_INTEGER = re.compile(r"[-+]?(?:[0-9_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|0b[01_]+)")
_FLOAT = pattern(
    r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+"
    r"|[-+]?\.[0-9_]+(?:[eE][-+][0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)"
    r"|\.(?:nan|NaN|NAN)"
)
_WORDS = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_THREE = pattern(r"[-+]?\d+\.\d{3}")
_BASES = {"0b": 2, "0o": 8, "0x": 16}
_IN_JSON = pattern(r"(?:0|[1-9]\d*)\.\d+")
_MARK = "\ufdd0"  # of no language, and no text that can be read has it
_MARKED = pattern(rf'"{_MARK}([\d.]+){_MARK}"')
_PREFIX = "tag:yaml.org,2002:"


def meaning(text: str) -> Any:
    """What a word without quotes says: nothing, true or false, a number, or the word itself.

    Raises:
        ValueError: it is a number with too many digits.
    """
    if text[:1] in _NUMERIC:
        if _INTEGER.fullmatch(text) and text.strip("+-_"):
            return _integer(text)
        if _FLOAT.fullmatch(text) and text.strip("+-._"):
            return _float(text)
        return text
    return _WORDS.get(text, text)


def is_word(text: str) -> bool:
    """Whether a word without quotes says itself."""
    try:
        return isinstance(meaning(text), str)
    except ValueError:  # a number, if one with too many digits
        return False


def meaning_by_tag(tag: str, text: str) -> Any:
    """What a value says that wears a tag.

    Raises:
        ValueError: the tag is none of a plain value, or does not fit it.
    """
    if tag in ("!", f"{_PREFIX}str"):
        return text
    found = meaning(text)
    wanted = {"int": int, "float": float, "bool": bool, "null": type(None)}.get(tag.removeprefix(_PREFIX))
    if wanted is float and type(found) is int:
        return float(found)
    if wanted is None or (type(found) is not wanted and not (wanted is float and isinstance(found, float))):
        raise ValueError(_("a tag does not fit its value"))
    return found


def as_json(value: Any, indent: int | None = None) -> str:
    """Plain data as JSON, where a number that knows how it was written is written so again."""
    text = json.dumps(_marked(value), ensure_ascii=False, indent=indent)
    return _MARKED.sub(r"\1", text) if _MARK in text else text


def _marked(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _marked(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_marked(inner) for inner in value]
    if isinstance(value, WrittenNumber) and _IN_JSON.fullmatch(value.written):
        return f"{_MARK}{value.written}{_MARK}"
    return value


def _integer(text: str) -> int:
    digits = text.replace("_", "")
    if len(digits) > MOST_DIGITS:
        raise ValueError(_("a number has too many digits"))
    sign = -1 if digits[0] == "-" else 1
    digits = digits.lstrip("+-")
    base = _BASES.get(digits[:2], 10)
    return sign * int(digits if base == 10 else digits[2:], base)


def decimals(text: str) -> float:
    """A number with decimals; one with three keeps its text, as it may be an amount of thousands."""
    return WrittenNumber(float(text), text) if _THREE.fullmatch(text) else float(text)


def _float(text: str) -> float:
    digits = text.replace("_", "").lower()
    return decimals(digits.replace(".inf", "inf").replace(".nan", "nan"))
