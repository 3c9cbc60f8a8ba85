"""Makes the catalogues of `erasmus_cli/languages`: what is to be translated, and what programs read of it.

    python docs/make_languages.py            collects the texts and brings every catalogue up to date
    python docs/make_languages.py --check    says whether that would change anything
    python docs/make_languages.py --compile  makes the .mo files only, as an installation does
    python docs/make_languages.py --coverage says how much each language has
    python docs/make_languages.py --faults   names translations that cannot be used, or leave the terms

Texts come from two places: the source, where `_`, `say`, `tell` and `Words` stand before them, and what the
program itself holds: guide data, the help of commands, titles of rules, questions of the wizard. For these,
`languages_held.py` asks the program, so that nobody has to mark them.
"""

import ast
import io
import sys
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from language_checks import faults
from language_terms import settled, slips, strays

from hatch_build import compile_catalogues  # the same as an installation does

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]
PACKAGE = ROOT / "erasmus_cli"
FOLDER = PACKAGE / "languages"
KEYWORDS = {"_": None, "say": None, "tell": None, "Words": None}
WIDTH = 110
DOMAINS = ("program", "guide")
"""Catalogues of a language: what the program says, and what the guide data say."""

_NO_TIME = datetime(2026, 1, 1, tzinfo=UTC)  # a catalogue changes when a text does, and not every day


def wanted(domain: str) -> Catalog:
    """All texts of a domain, in the order of where they stand, without translations."""
    catalogue = _empty(domain)
    for place, text in dict.fromkeys(_program() if domain == "program" else _guide()):
        if text.strip():
            catalogue.add(text, locations=[(place, 0)])
    return catalogue


def _program() -> Iterator[tuple[str, str]]:
    methods = [("**.py", texts_of), ("**.j2", "jinja2")]
    for base in (PACKAGE, ROOT / "templates"):
        for file, _line, text, _comments, _context in extract_from_dir(base, methods, keywords=KEYWORDS):
            yield f"{base.name}/{file}", text if isinstance(text, str) else text[0]
    from languages_held import held  # noqa: PLC0415 - the program is only asked where texts are collected

    yield from held()


def texts_of(
    file: IO[bytes], keywords: Collection[str], *_ignored: object, **_options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Every text of a module that stands in a call of these names, as Babel wants it: line, name and text.

    Of `tell("one" if it else "other")` both are texts; Babel's own reader would take them for one.
    """
    calls = (node for node in ast.walk(ast.parse(file.read())) if isinstance(node, ast.Call) and node.args)
    named = [(call.func.id, call.args[0]) for call in calls if isinstance(call.func, ast.Name)]
    for name, said in sorted(named, key=lambda call: (call[1].lineno, call[1].col_offset)):
        if name in keywords:
            yield from ((said.lineno, name, text, []) for text in _literals(said))


def _literals(said: ast.expr) -> Iterator[str]:
    if isinstance(said, ast.Constant) and isinstance(said.value, str) and said.value:
        yield said.value
    elif isinstance(said, ast.IfExp):
        yield from _literals(said.body)
        yield from _literals(said.orelse)
    elif isinstance(said, ast.BoolOp):
        for one in said.values:
            yield from _literals(one)


def _guide() -> Iterator[tuple[str, str]]:
    from languages_held import guide_words  # noqa: PLC0415 - as above

    yield from guide_words()


def catalogues() -> Iterator[tuple[Path, Catalog]]:
    """What each file has to hold: the templates of both domains, and every language brought up to date."""
    for domain in DOMAINS:
        template = wanted(domain)
        yield FOLDER / f"{domain}.pot", template
        for code in languages():
            file = FOLDER / code / "LC_MESSAGES" / f"{domain}.po"
            known = _read(file, code)
            known.update(template, no_fuzzy_matching=True)
            known.obsolete.clear()
            settled(code, known)
            yield file, known


def languages() -> list[str]:
    """The codes of the languages that have a folder."""
    return sorted(file.parent.name for file in FOLDER.glob("*/language.toml"))


def _read(file: Path, code: str) -> Catalog:
    if not file.is_file():
        return _empty(file.stem, Locale.parse(code) if code in _babel_knows() else None)
    with file.open("rb") as opened:
        return read_po(opened)


def _empty(domain: str, locale: Locale | None = None) -> Catalog:
    return Catalog(
        locale=locale,
        domain=domain,
        project="erasmus_cli",
        version="",
        header_comment="# Texts of erasmus_cli: docs/languages.md says how they are found and translated.",
        creation_date=_NO_TIME,
        fuzzy=False,
    )


def _babel_knows() -> set[str]:
    from babel.localedata import locale_identifiers  # noqa: PLC0415 - a new folder alone asks for it

    return set(locale_identifiers())


def written(catalogue: Catalog) -> bytes:
    """The text of a catalogue, without what changes from day to day."""
    out = io.BytesIO()
    write_po(out, catalogue, width=WIDTH, include_lineno=False, omit_header=False, ignore_obsolete=True)
    lines = out.getvalue().decode().splitlines(keepends=True)
    daily = (
        *('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator', '"Language-Team'),
        *('"Report-Msgid-Bugs-To', '"Project-Id-Version'),
    )
    return "".join(line for line in lines if not line.startswith(daily)).encode()


def coverage() -> Iterator[str]:
    """A line for each language and domain: how many texts have words, of how many."""
    for code in languages():
        for domain in DOMAINS:
            known = _read(FOLDER / code / "LC_MESSAGES" / f"{domain}.po", code)
            texts = [message for message in known if message.id]
            yield f"{code} {domain}: {sum(bool(text.string) for text in texts)} of {len(texts)}"


def all_faults() -> Iterator[str]:
    """What is wrong with the translations of all languages, a line each."""
    for code in languages():
        for domain in DOMAINS:
            known = _read(FOLDER / code / "LC_MESSAGES" / f"{domain}.po", code)
            yield from faults(code, known)
            yield from strays(code, known)
            yield from slips(code, known)


def main() -> None:
    """What is asked for on the command line; exit code 1 if a catalogue is found not to be up to date."""
    asked = sys.argv[1:]
    if asked == ["--compile"]:
        compile_catalogues(FOLDER)
        return
    if asked in (["--coverage"], ["--faults"]):
        print(*(coverage() if asked == ["--coverage"] else all_faults()), sep="\n")
        return
    stale = [
        (file, text)
        for file, catalogue in catalogues()
        if (text := written(catalogue)) != (file.read_bytes() if file.is_file() else b"")
    ]
    if asked == ["--check"]:
        for file, _text in stale:
            print(f"{file.relative_to(ROOT)} is not up to date: run `python docs/make_languages.py`")
        sys.exit(bool(stale))
    for file, text in stale:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text)
    compile_catalogues(FOLDER)


if __name__ == "__main__":
    main()
