"""The terms of each language and what it never says, and whether sentences keep to both."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog

FOLDER = Path(__file__).parent.parent / "erasmus_cli" / "languages"
GRADES = ("official", "published", "recalled")
_CODE = re.compile(r"`[^`]*`|--\S+")
_VALUE_OR_CODE = re.compile(r"\{[^}]*\}|`[^`]*`|--\S+|\b[A-Z/=]{3,}\b|\b[a-z]+(?:-[a-z]+)+\b|/[a-z-]+")


class TermError(Exception):
    """What is said of terms cannot be used; the message names the language and the term."""


class Seen(NamedTuple):
    """A text in which words were seen.

    Attributes:
        title: what it is.
        grade: how sure it makes them, as for figures of the Guide.
        address: where it stands, if it has a page.
    """

    title: str
    grade: str
    address: str = ""


class Term(NamedTuple):
    """A term of the field in one language.

    Attributes:
        english: what it is in English.
        word: what it is in the language.
        seen: the text in which it was seen; None if the word is ours.
        stems: how its forms begin, in small letters; one of them stands in every sentence that has the term.
    """

    english: str
    word: str
    seen: Seen | None
    stems: tuple[str, ...]


class Slip(NamedTuple):
    """A form that no text of a language may have.

    Attributes:
        form: the form, as a regular expression; case does not matter.
        why: what is wrong with it.
        save_in: how the places of texts begin that may have it, as they speak to somebody else.
    """

    form: re.Pattern[str]
    why: str
    save_in: tuple[str, ...]


def groups() -> dict[str, list[str]]:
    """The terms that every language needs, in English, by what they are."""
    return tomllib.loads((FOLDER / "terms.toml").read_text(encoding="utf-8"))


def wanted() -> list[str]:
    """The same in one list."""
    return [term for listed in groups().values() for term in listed]


def terms_of(code: str) -> dict[str, Term]:
    """The terms of a language by what they are in English; none where it has no list yet.

    Raises:
        TermError: a term is nobody's, named twice, without a word, or seen in a text that is not listed.
    """
    file = FOLDER / code / "terms.toml"
    if not file.is_file():
        return {}
    said = tomllib.loads(file.read_text(encoding="utf-8"))
    texts = {key: Seen(**record) for key, record in said.get("seen", {}).items()}
    if wrong := [key for key, text in texts.items() if text.grade not in GRADES]:
        raise TermError(f"{code}: {wrong[0]}: a grade is one of {', '.join(GRADES)}")
    found: dict[str, Term] = {}
    for row in said["terms"]:
        english, source = row["english"], row.get("seen")
        if english not in wanted() or english in found or not row["word"].strip():
            raise TermError(f"{code}: {english}: it is not wanted, stands twice, or has no word")
        if source is not None and source not in texts:
            raise TermError(f"{code}: {english}: there is no text `{source}`")
        stems = tuple(stem.casefold() for stem in row.get("stems", [row["word"]]))
        found[english] = Term(english, row["word"], texts.get(source), stems)
    return found


def slips_of(code: str) -> list[Slip]:
    """The forms that no text of a language may have; none where its list names none."""
    file = FOLDER / code / "terms.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8")).get("slips", []) if file.is_file() else []
    return [
        Slip(re.compile(row["form"], re.IGNORECASE), row["why"], tuple(row.get("save_in", ())))
        for row in rows
    ]


def settled(code: str, catalogue: Catalog) -> None:
    """Gives each text that is a term the word of the language, so that the two cannot differ."""
    for term in terms_of(code).values():
        if term.english in catalogue:
            catalogue[term.english].string = term.word


def strays(code: str, catalogue: Catalog) -> Iterator[str]:
    """Translations that do not have the word of the language for a term that their English has."""
    patterns = [
        (term, re.compile(rf"\b{re.escape(term.english)}s?\b", re.IGNORECASE))
        for term in terms_of(code).values()
    ]
    for message in catalogue:
        if not (message.id and message.string):
            continue
        said, english = message.string.casefold(), _VALUE_OR_CODE.sub("", message.id)
        for term, pattern in patterns:
            if pattern.search(english) and not any(stem in said for stem in term.stems):
                yield f"{code}: `{term.english}` is {term.word}, not so in: {message.id} -> {message.string}"


def slips(code: str, catalogue: Catalog) -> Iterator[str]:
    """Translations that have a form which no text of the language may have."""
    known = slips_of(code)
    for message in catalogue:
        places = [place for place, _line in message.locations]
        said = _CODE.sub("", message.string) if message.id else ""
        for slip in known:
            found = slip.form.search(said)
            if found and not any(place.startswith(slip.save_in) for place in places):
                yield f"{code}: `{found[0]}`: {slip.why}: {message.id} -> {message.string}"
