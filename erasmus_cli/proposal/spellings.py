"""What people mean by a value that the core of the model does not know."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticCustomError

from erasmus_cli.wording import notation
from erasmus_cli.wording.language import _
from erasmus_cli.wording.lengths import months as length_in_months
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.patterns import pattern
from erasmus_cli.wording.words import meant, of_form

_CHARTER_NUMBER = pattern(r"\d{5,}(?:[-/ ][A-Z0-9]+)*", re.IGNORECASE)
_ERASMUS_CODE = pattern(r"[A-Z]{1,3}[ -]*[A-Z-]{2,12} ?\d{2,3}", re.IGNORECASE)
_DIGITS = pattern(r"[\d\s.,'\u2019_]*\d[\d\s.,'\u2019_]*")
_UNIT_OF_WAYS = pattern(r"\s*(?:km|κμ|км)\.?\s*$", re.IGNORECASE)
_OID, _PIC, _OID_LENGTH = pattern(r"E\d{8}"), pattern(r"\d{9}"), 9
_LABEL = pattern(r"^(?:OID|PIC)(?:NO|NR|NUMBER|CODE)?")
_NAME_AND_CODE = pattern(r"([^()]+?)\s*\(([A-Za-z]{2})\)")
_HELD = {"yes": True, "no": False}
_LED = pattern(r"(?:ECHE|EUC|charter)[ :.]*(?:no\.?|nr\.?|code)?[ :]*(?=\d)", re.IGNORECASE)
_NUMBERS_FROM = 10_000
SAID_BY_CODES = frozenset({"action", "field", "format"})
"""The keys of which the code of a form may say the value."""


class ContradictingCode(str):
    """The code of a form that says something else than a key beside it; `reason` says what."""

    __slots__ = ("reason",)
    reason: notation.NotationError


def word(key: str, known: Sequence[str], value: Any) -> Any:
    """The word of the model where one is meant; else what was written, for the model to refuse."""
    found = meant(key, value, known) if isinstance(value, str) else ()
    return found[0] if len(found) == 1 else value


def action(known: Sequence[str], value: Any) -> Any:
    """The same for actions, which are known by the codes of their forms as well.

    Raises:
        NotationError: the code contradicts a key beside it.
    """
    if isinstance(value, ContradictingCode):
        raise value.reason
    told = of_form(value) if isinstance(value, str) else {}
    return told.get("action") or word("action", known, value)


def spelled_out(data: dict[str, Any], known: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The data with the field and format that the code of a form says, such as `action: KA210-ADU`."""
    told = of_form(data["action"])
    for key in ("field", "format"):
        if key not in told:
            continue
        stated = data.get(key)
        if stated is None:
            data = {**data, key: told[key]}
        elif isinstance(stated, str) and told[key] not in (meant(key, stated, known[key]) or told[key]):
            code = ContradictingCode(data["action"])
            code.reason = notation.NotationError(
                tell(
                    "`{code}` is for {key} `{told}`, and `{key}` says `{stated}`",
                    code=data["action"],
                    key=key,
                    told=told[key],
                    stated=stated,
                ),
                _("correct one of them"),
            )
            return {**data, "action": code}
    return data


def said_by_code(data: Mapping[str, Any]) -> dict[str, str]:
    """What only the code of a form says, such as `action: KA210-SCH`: action, field and format in words.

    Nothing where the action is no code.
    """
    stated = data.get("action")
    told = of_form(stated) if isinstance(stated, str) else {}
    return {key: value for key, value in told.items() if key == "action" or data.get(key) is None}


def amount(value: Any) -> Any:
    """The amount that a text or a number with three decimals says.

    Raises:
        NotationError: it says none, or may say two.
    """
    if isinstance(value, notation.WrittenNumber) and value.written:
        return notation.number(value.written)
    if isinstance(value, str):
        return notation.number(value)
    if isinstance(value, float | Decimal):
        return value
    raise notation.NotationError(_("an amount is a number"), _("such as 12500 or 12500.50"))


def whole(value: Any) -> Any:
    """A whole number where a text has digits that say one, such as `"24"` or `24.0`; else what was written.

    Raises:
        NotationError: it may say two.
    """
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        try:
            value = notation.number(value)
        except notation.AmbiguousError:
            raise
        except notation.NotationError:
            return value
    if (
        isinstance(value, float | Decimal)
        and not isinstance(value, notation.WrittenNumber)
        and value % 1 == 0
    ):
        return int(value)
    return value


def kilometres(value: Any) -> Any:
    """The same of a way, which may have its unit: `1 200 km`."""
    return whole(_UNIT_OF_WAYS.sub("", value) if isinstance(value, str) else value)


def months(value: Any) -> Any:
    """The months that a text says, such as `2 years`.

    Raises:
        NotationError: it is no length.
    """
    return length_in_months(value) if isinstance(value, str) else whole(value)


def day(value: Any) -> Any:
    """The day that a text says.

    Raises:
        NotationError: it says none, or may say two.
    """
    if isinstance(value, str):
        return notation.day(value)
    if type(value) is int:  # 20260901 without quotes
        return notation.day(str(value))
    if type(value) is date:
        return value
    raise PydanticCustomError("date_type", "no date")


def language(value: Any) -> Any:
    """The code of a language, also where its name or capitals were written, or both: `English (EN)`."""
    if not isinstance(value, str):
        return value
    found = meant("language", value)
    if not found and (twice := _NAME_AND_CODE.fullmatch(value.strip())):
        name, code = (meant("language", part) for part in twice.groups())
        found = name if name == code else ()
    return found[0] if len(found) == 1 else value.lower()


def yes_or_no(value: Any) -> Any:
    """True or false where a word says yes or no, in any language; everything else as it stands."""
    said = meant("yes-or-no", value) if isinstance(value, str) else ()
    return _HELD[said[0]] if said else value


def reading(value: Any) -> Any:
    """A number in digits, with three decimals as they are written; everything else as it stands."""
    if isinstance(value, bool):
        return value
    if isinstance(value, notation.WrittenNumber) and value.written:
        return value.written
    return str(value) if isinstance(value, int | float | Decimal) else value


def oid(value: Any) -> Any:
    """The identifier as the register writes it, `E10000000` for `e 1000 0000`; else what was written."""
    if not isinstance(value, str) or (len(value) == _OID_LENGTH and value.isascii() and value.isupper()):
        return value
    # The Greek and Cyrillic capital look the same.
    bare = _LABEL.sub("", _digits_and_letters(value)).replace("\u0415", "E").replace("\u0395", "E")
    return bare if _OID.fullmatch(bare) else value


def pic(value: Any) -> Any:
    """The participant code as nine digits where blanks, dots or `PIC` stand beside them; else as it is."""
    if isinstance(value, float) and value % 1 == 0:
        return int(value)
    if not isinstance(value, str):
        return value
    bare = _LABEL.sub("", _digits_and_letters(value))
    return bare if _PIC.fullmatch(bare) else value


def _digits_and_letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper()
    return notation.in_our_digits("".join(sign for sign in plain if sign not in " .-_:\u2013"))


def charter(value: Any) -> Any:
    """Whether the charter is held, or its code, which has digits: `pending`, `expired` and `TODO` are none.

    Raises:
        NotationError: it is neither.
    """
    if isinstance(value, int) and not isinstance(value, bool) and value >= _NUMBERS_FROM:
        return str(value)
    if not isinstance(value, str):
        return value
    code = " ".join(value.split())
    if said := meant("yes-or-no", code):
        return _HELD[said[0]]
    code = _LED.sub("", code)
    if not code or _CHARTER_NUMBER.fullmatch(code) or _ERASMUS_CODE.fullmatch(code):
        return code if code in value else value
    raise notation.NotationError(
        tell("`{value}` is not the code of a charter", value=value),
        _("write true or false, or the code, such as 101012345 or 29853-IC-1-2007-1-BE-ERASMUS-EUCX-1"),
    )
