"""Whether translations can be used: the same values, as many forms as the language has, nothing lost."""

import re
from collections.abc import Iterator
from string import Formatter

from babel.messages.catalog import Catalog

_CODE = re.compile(r"`[^`]+`")
_LOOSE_SIGN = re.compile(r"[\w)}`] [:;!?»](?:\s|$)|« ")
_TYPED = re.compile(r"--[a-z][a-z-]+|\b[A-Z]{3}-\d\d\b|\bERASMUS_[A-Z]+\b")


def faults(code: str, catalogue: Catalog) -> Iterator[str]:
    """What is wrong with the translations of a catalogue, a line each."""
    for message in catalogue:
        if message.id and message.string:
            for fault in _faults(message.id, message.string, catalogue.num_plurals):
                yield f"{code}: {fault}: {message.id} -> {message.string}"


def _faults(english: str, said: str, forms: int) -> Iterator[str]:
    try:
        yield from _wrong_values(_values(english), _values(said), forms)
    except ValueError as error:
        # A text with a bracket that is no template, such as a sample of JSON, has to keep it as it is.
        if english.count("{") != said.count("{") or english.count("}") != said.count("}"):
            yield f"brackets ({error})"
    for piece in {*_CODE.findall(_without_values(english)), *_TYPED.findall(english)}:
        if piece not in said:
            yield f"{piece} is not there"
    if english[:1].isspace() != said[:1].isspace() or english[-1:].isspace() != said[-1:].isspace():
        yield "blanks at an end"
    if _LOOSE_SIGN.search(said):
        yield "a blank at which a line may break, beside a sign"
    if english.count("**") != said.count("**") or english.count("\n\n") != said.count("\n\n"):
        yield "bold text or paragraphs"


def _wrong_values(known: list[tuple[str, str]], used: list[tuple[str, str]], forms: int) -> Iterator[str]:
    if unknown := {name for name, _spec in used} - {name for name, _spec in known}:
        yield f"there is no value {', '.join(sorted(unknown))}"
    for name, spec in used:
        if "|" in spec and spec.count("|") + 1 != forms:
            yield f"`{name}` needs {forms} forms"
        if "|" not in spec and spec not in {other for one, other in known if one == name} | {"", "list"}:
            yield f"`{name}` cannot be written as {spec}"


def _values(template: str) -> list[tuple[str, str]]:
    return [(name, spec or "") for _text, name, spec, _conversion in Formatter().parse(template) if name]


def _without_values(template: str) -> str:
    """The text without code that holds values, which a translation may write in another way."""
    return _CODE.sub(lambda found: "" if "{" in found[0] else found[0], template)
