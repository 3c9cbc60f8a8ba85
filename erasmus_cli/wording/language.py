"""The language in which things are said: English, or one that has a folder under `languages/`.

Every text of ours is written in English where it is used, and that is the key by which a catalogue finds it:

* `_("Partners")` says a text in the language that is spoken now;
* `tell("{n} {n:partner|partners}", n=3)`, of `wording.messages`, a sentence with values;
* `Words` are a text that is data, such as a label of the guide data: said later, by `_` or in a sentence.

What users write is never looked up. Data that other programs read stay English.
"""

import gettext
import os
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from erasmus_cli.errors import ErasmusError
from erasmus_cli.resources import languages_folder

HARD_SPACE = "\N{NO-BREAK SPACE}"


class LanguageError(ErasmusError):
    """There is no such language, or its folder cannot be read."""


class Words(str):
    """A text of ours that a catalogue may have in another language; a plain text in English."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Callable[[Any], Any]) -> Any:
        """Lets a model have such a text where it would have a plain one."""
        from pydantic_core import core_schema  # noqa: PLC0415 - only models ask for it

        del source, handler
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema())


@dataclass(frozen=True)
class Language:
    """How a language says and writes things. Places in curly brackets are filled in.

    Attributes:
        code: its ISO 639-1 code, such as `de`.
        name: its own name for itself.
        months: the twelve names as they stand in a date.
        short_months: the same in short.
        day: a date, `{day} {month} {year}`.
        first_day: how the first of a month is written, where it differs from `1`.
        short_day: a date in short, with the number of the month as `{number}` if it is wanted.
        moment: a date with the time.
        decimal: the sign before decimals.
        money: an amount of euros.
        per_cent: a share.
        either: what stands between two alternatives.
        both: what stands between the last two of a list.
        yes: the word for yes.
        no: the word for no.
        nouns_in_capitals: whether nouns begin with a capital also within a sentence.
        capitals: small letters whose capital is not the one of most languages.
        alphabet: its small letters in the order in which names are sorted; others stand where they do without
            their accents.
        countries: names of countries by ISO code; English where one is missing.
        texts: what it says for an English text; None where it has no words for it.
        plural: which of the forms of a word goes with a number, from 0.
        forms: how many such forms there are.
    """

    code: str
    name: str
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    day: str = "{day} {month} {year}"
    first_day: str = "1"
    short_day: str = "{day} {month} {year}"
    moment: str = "{day} {time}"
    decimal: str = "."
    money: str = f"EUR{HARD_SPACE}{{amount}}"
    per_cent: str = "{number} %"
    either: str = " or "
    both: str = " and "
    yes: str = "yes"
    no: str = "no"
    nouns_in_capitals: bool = False
    capitals: Mapping[str, str] = field(default_factory=dict)
    alphabet: str = "abcdefghijklmnopqrstuvwxyz"
    countries: Mapping[str, str] = field(default_factory=dict)
    texts: Callable[[str], str] = str
    plural: Callable[[int], int] = lambda number: int(number != 1)
    forms: int = 2

    def __hash__(self) -> int:
        return hash(self.code)


ENGLISH = Language(
    "en",
    "English",
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    short_months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)

_noted: ContextVar[set[str] | None] = ContextVar("noted", default=None)
_spoken: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def spoken() -> Language:
    """The language in which things are said now."""
    return _spoken.get()


def _(text: str) -> str:
    """A text of ours in the language that is spoken now; in English where it has no words for it."""
    language = _spoken.get()
    if language is ENGLISH or not text:
        return text
    said = language.texts(text)
    if said is text:
        note_english(text)
    return said


def note_english(text: str) -> None:
    """Remembers, where `noting_english` wants it, that a text was said in English for want of other words."""
    noted = _noted.get()
    if noted is not None:
        noted.add(str(text))


@contextmanager
def noting_english() -> Iterator[set[str]]:
    """The texts that are said in English in another language, as long as the block lasts."""
    noted: set[str] = set()
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def speak(language: str | Language) -> None:
    """Says things in this language from now on.

    Raises:
        LanguageError: there is no such language.
    """
    _spoken.set(language if isinstance(language, Language) else open_language(language))


@contextmanager
def speaking(language: str | Language) -> Iterator[None]:
    """Says things in this language for as long as the block lasts.

    Raises:
        LanguageError: there is no such language.
    """
    token = _spoken.set(language if isinstance(language, Language) else open_language(language))
    try:
        yield
    finally:
        _spoken.reset(token)


BARE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that are none with an accent, and stand with others where an alphabet has no place for them."""


def sorting_key(text: str) -> tuple[tuple[int, ...], str]:
    """By what a list of names is sorted in the language that is spoken: `Ö` with `O`, or behind `Z`."""
    order = spoken().alphabet
    for small, capital in spoken().capitals.items():
        text = text.replace(capital, small)
    return tuple(place for letter in text.casefold() for place in _places(order, letter)), text


@lru_cache(maxsize=1024)
def _places(alphabet: str, letter: str) -> tuple[int, ...]:
    """Where a letter stands in an alphabet, from 1; what is no letter comes first, and foreign ones last."""
    if (place := alphabet.find(letter)) >= 0:
        return (place + 1,)
    if not letter.isalpha():
        return () if unicodedata.combining(letter) else (0,)
    bare = unicodedata.normalize("NFKD", letter).translate(BARE)
    if bare == letter:
        return (len(alphabet) + ord(letter),)
    return tuple(place for one in bare for place in _places(alphabet, one))


def available() -> tuple[str, ...]:
    """The codes of all languages: English, and each that has a folder."""
    found = sorted(file.parent.name for file in languages_folder().glob("*/language.toml"))
    return (ENGLISH.code, *found)


@cache
def open_language(code: str) -> Language:
    """A language by its code.

    Raises:
        LanguageError: it has no folder, or what stands in the folder cannot be used.
    """
    if code == ENGLISH.code:
        return ENGLISH
    folder = languages_folder() / code
    if code not in available():
        raise LanguageError(f"there is no language `{code}` here; there are {', '.join(available())}")
    import tomllib  # noqa: PLC0415 - English starts without it

    try:
        said = tomllib.loads((folder / "language.toml").read_text(encoding="utf-8"))
        texts = _texts(folder)
        for listed in ("months", "short_months"):
            said[listed] = tuple(said[listed])
        return Language(
            code,
            **said,
            texts=texts.gettext,
            plural=getattr(texts, "plural", ENGLISH.plural),
            forms=_forms(texts),
        )
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise LanguageError(f"{code}/language.toml: {error}") from error


def or_english(code: str) -> Language:
    """The language of this code; English where there is none such here."""
    try:
        return open_language(code)
    except LanguageError:
        return ENGLISH


def _texts(folder: Path) -> gettext.NullTranslations:
    """The catalogues of a language as one; those of a checkout are made when it is installed."""
    texts = gettext.NullTranslations()
    for file in sorted(folder.glob("LC_MESSAGES/*.mo")):
        with file.open("rb") as opened:
            found = gettext.GNUTranslations(opened)
        found.add_fallback(texts)
        texts = found
    return texts


def _forms(texts: gettext.NullTranslations) -> int:
    said = texts.info().get("plural-forms", "nplurals=2")
    return int(said.partition("nplurals=")[2].partition(";")[0] or 2)


def wanted(arguments: list[str], environment: Mapping[str, str] = os.environ) -> str:
    """The language that a user asks for: by `--lang`, by ERASMUS_LANG, or by the settings of the machine.

    One that the machine is set to and that is not here is English without a word; one that was asked for by
    name is told by `open_language`.
    """
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    for at, option in enumerate(options):
        if option == "--lang" and at + 1 < len(options):
            return options[at + 1].lower()
        if option.startswith("--lang="):
            return option.removeprefix("--lang=").lower()
    if said := environment.get("ERASMUS_LANG"):
        return said.lower()
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if said := environment.get(variable):
            return _known(said.partition(":")[0])
    return _known(_of_windows()) if sys.platform == "win32" else ENGLISH.code


def _known(locale: str) -> str:
    """The language of a locale such as `de_AT.UTF-8`."""
    code = locale.partition(".")[0].replace("-", "_").partition("_")[0].lower()
    return code if code in available() else ENGLISH.code


def _of_windows() -> str:
    import ctypes  # noqa: PLC0415 - Windows alone
    import locale  # noqa: PLC0415

    windows = getattr(ctypes, "windll", None)
    return locale.windows_locale.get(windows.kernel32.GetUserDefaultUILanguage(), "") if windows else ""
