"""Puts one question through a prompter and turns what is said into a value for the file."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from erasmus_cli.wizard.prompter import Choice, Prompt, Prompter
from erasmus_cli.wizard.question import Kind, Question
from erasmus_cli.wording import notation
from erasmus_cli.wording.countries import folded, iso, likely, name, names
from erasmus_cli.wording.countries import shown as code_shown
from erasmus_cli.wording.formatting import closest, day, eur, plain_number
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.lengths import months
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.words import of_form

_MUCH_ALIKE = 0.75  # so that a slip of the pen is mended, and a word that is none gets no country


@dataclass(frozen=True)
class Aids:
    """What helps whoever answers.

    Attributes:
        more: what explains the question on request.
        can_go_back: whether a question was asked before.
        keep: takes a text as far as it is typed.
        refused: why the answer before could not be taken.
    """

    more: tuple[str, ...] = ()
    can_go_back: bool = False
    keep: Callable[[str], None] = lambda _: None
    refused: str = ""


def ask(prompter: Prompter, question: Question, current: Any = None, aids: Aids = Aids()) -> Any:
    """The answer as a value for the file; None if nothing is said.

    Args:
        prompter: who is asked.
        question: what is asked.
        current: the answer so far.
        aids: what helps with it.

    Raises:
        ValueError: what was said cannot be taken; the message says why, in plain words.
        WentBack: the question before is wanted.
    """
    prompt = Prompt(
        question.prompt,
        f"{question.help}\n{question.late_help()}".strip(),
        question.key,
        not question.required,
        aids.more,
        aids.can_go_back,
        question.limit,
        aids.keep,
        question.most,
        aids.refused,
        partial(_code_of_form, question),
    )
    if question.kind is Kind.CHOICE:
        return prompter.select(prompt, question.offered, current if current is not None else question.default)
    if question.kind is Kind.CHOICES:
        return _several(prompter, prompt, question, current)
    if question.kind is Kind.NARRATIVE:
        return _paragraphs(prompter.multiline(prompt, str(current or "").strip()))
    offers = [choice.label for choice in question.choices]
    said = " ".join(prompter.text(prompt, _shown(question, current), offers).split())
    if not said:
        return None
    return _READERS[question.kind](said, question)


def shown(question: Question, value: Any) -> str:
    """A value in words."""
    if question.kind is Kind.NARRATIVE:
        return " ".join(str(value).split())
    if isinstance(value, dict):
        return ", ".join(map(str, value.values()))  # a city with its region
    known = {choice.value: choice.label for choice in question.choices if choice.value is not None}
    values = value if isinstance(value, list) else [value]
    between = "; " if question.kind is Kind.WORDS else ", "
    return between.join(known.get(_code(question, one), str(one)) for one in values)


def in_words(question: Question, value: Any) -> str:
    """A value as it is read, not as it is typed: days and amounts are written out."""
    try:
        if question.kind is Kind.DATE:
            return day(date.fromisoformat(str(value)))
        if question.kind is Kind.MONEY:
            return eur(Decimal(str(value)))
    except (ValueError, ArithmeticError):  # it stands in the file, and cannot be read
        pass
    return shown(question, value)


def _code(question: Question, value: Any) -> Any:
    """The value as the choices have it: countries may stand in the file as EL or UK."""
    if question.kind not in (Kind.COUNTRY, Kind.VENUE):
        return value
    try:
        return iso(str(value))
    except ValueError:
        return value


def _shown(question: Question, current: Any) -> str:
    value = question.default if current is None else current
    return "" if value is None else shown(question, value)


def _several(prompter: Prompter, prompt: Prompt, question: Question, current: Any) -> list[Any] | None:
    taken = prompter.checkbox(prompt, question.choices, current if isinstance(current, list) else ())
    if fault := prompt.too_many(taken):
        raise ValueError(fault)
    return taken or None


def _paragraphs(text: str) -> str | None:
    lines = [line.rstrip() for line in text.replace("\t", "    ").strip().splitlines()]
    return "\n".join(lines) + "\n" if any(lines) else None


def _text(said: str, __: Question) -> str:
    return said


def _day(said: str, question: Question) -> str:
    """A month alone is its first day, but the last one where something ends, is due or was founded."""
    if question.at.endswith("/established") and re.fullmatch(r"[12]\d{3}", said):
        return f"{said}-12-31"  # the day that makes the organisation the youngest
    last = question.at.endswith(("/end", "/due", "/established"))
    try:
        return notation.day(said, last=last).isoformat()
    except notation.NoDayError as error:
        raise (ValueError(error.such_as(question.example)) if question.example else error) from error


def _months(said: str, __: Question) -> int:
    return months(said)


def _whole_number(said: str, __: Question) -> int:
    amount = notation.number(said)
    if amount != amount.to_integral_value():
        raise ValueError(tell("`{said}` is not a whole number.", said=said))
    return int(amount)


def _money(said: str, __: Question) -> int | float:
    return plain_number(notation.number(said))


def _language(said: str, question: Question) -> str:
    choices = question.choices
    found = _lookup(said, {choice.value: choice.label.partition(" (")[0] for choice in choices})
    if found is None and len(said) == 2 and said.isalpha():
        return said.lower()
    return found or _refuse(said, Words("language"), choices)


def _country(said: str, question: Question) -> str:
    try:
        return iso(said)
    except ValueError:
        if found := _lookup(said, names()):
            return found
    what = Words("country")
    if code := likely(said):
        raise ValueError(
            tell(
                "There is no {what} `{said}` here; did you mean {meant}?",
                what=what,
                said=said,
                meant=f"{name(code)} ({code_shown(code)})",
            )
        )
    return _refuse(said, what, question.choices)


def _venue(said: str, question: Question) -> str:
    return "online" if said.lower() == "online" else _country(said, question)


def _code_of_form(question: Question, said: str) -> str | None:
    """What was said, if it is the code of a form of an action that can be chosen: it also tells the field."""
    can_be_chosen = question.at == "/action" and of_form(said).get("action") in {
        choice.value for choice in question.choices
    }
    return said if can_be_chosen else None


def _words(said: str, __: Question) -> list[str]:
    return [word for part in said.split(";") if (word := part.strip())]


def _coordinates(said: str, __: Question) -> list[float]:
    """Latitude and longitude, in the order in which maps say them."""
    parts = re.findall(r"[-+]?\d+(?:\.\d+)?", said)
    if len(parts) != 2 or re.search(r"[^-+\d.,;\s\[\]]", said):
        raise ValueError(_("Please write latitude and longitude in degrees, such as 50.847, 4.357."))
    return [float(part) for part in parts]


def _lookup(said: str, known: dict[str, str]) -> str | None:
    """The code whose name, or the only one whose name's beginning, was written; also `Name (CODE)`."""
    wanted = _folded(said)
    labels = {
        code: (_folded(name), _folded(f"{name} ({code})"), _folded(code)) for code, name in known.items()
    }
    if exact := [code for code, forms in labels.items() if wanted in forms]:
        return exact[0]
    begun = [code for code, forms in labels.items() if forms[0].startswith(wanted)]
    return begun[0] if len(begun) == 1 and len(wanted) > 2 else None


def _refuse(said: str, what: Words, choices: Sequence[Choice]) -> str:
    labels = {_folded(choice.label.partition(" (")[0]): choice.label for choice in choices}
    close = closest(_folded(said), tuple(labels), cutoff=_MUCH_ALIKE)
    if close:
        raise ValueError(
            tell(
                "There is no {what} `{said}` here; did you mean {meant}?",
                what=what,
                said=said,
                meant=labels[close],
            )
        )
    raise ValueError(
        tell("There is no {what} `{said}` here; write its name or its code.", what=what, said=said)
    )


def _folded(name: str) -> str:
    return folded(name).removeprefix("the ")


_READERS: dict[Kind, Callable[[str, Question], Any]] = {
    Kind.TEXT: _text,
    Kind.DATE: _day,
    Kind.MONTHS: _months,
    Kind.WHOLE_NUMBER: _whole_number,
    Kind.MONEY: _money,
    Kind.LANGUAGE: _language,
    Kind.COUNTRY: _country,
    Kind.VENUE: _venue,
    Kind.WORDS: _words,
    Kind.COORDINATES: _coordinates,
    Kind.HANDLE: _text,
}
