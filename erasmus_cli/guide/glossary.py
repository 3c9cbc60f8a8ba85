"""The words that newcomers ask about: what they mean, and where in the Guide that stands."""

from collections.abc import Iterator
from typing import Literal

from erasmus_cli.guide.browse import figures
from erasmus_cli.guide.loader import Library, available, current, open_edition
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.sources import Frozen, Source
from erasmus_cli.guide.statements import all_statements
from erasmus_cli.wording.countries import folded
from erasmus_cli.wording.language import Words, _


class Term(Frozen):
    """A word of applications.

    Attributes:
        word: the word.
        meaning: what it means, in one or two plain sentences.
        also: other words for the same.
        only: the kind of grant with which it comes up; None: with both.
        in_draft: whether drafts explain it.
        figures: topics of an edition on which the meaning rests.
        statements: ids of the ledger on which it rests. With neither, it is a word of practice.
    """

    word: Words
    meaning: Words
    also: tuple[str, ...] = ()
    only: Literal["unit-cost", "lump-sum"] | None = None
    in_draft: bool = True
    figures: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


def all_terms() -> tuple[Term, ...]:
    """Every term, those of drafts first."""
    return current().answer(_terms)


def _terms(library: Library) -> tuple[Term, ...]:
    file = library.layers.find("glossary.toml")
    return tuple(Term(**entry) for entry in file.parsed()["words"]) if file else ()


def find_term(text: str) -> Term | None:
    """The term that a word names, in English or the spoken language, however it is spelled."""
    word = folded(text)
    return next(
        (t for t in all_terms() if word in (folded(name) for name in (t.word, _(t.word), *t.also))), None
    )


def behind(term: Term) -> Iterator[tuple[str, Source]]:
    """What the Guide says on a term, in one line each, from the newest call that says it, with its source."""
    told = {}
    for edition, topic in ((_newest_with(topic), topic) for topic in term.figures):
        for figure in figures(edition, topic) if edition else ():
            told[f"{edition and edition.id}: {figure.text()}"] = figure.source
    yield from told.items()
    newest = max(call for call, _action in available())
    for one in all_statements():
        if one.id in term.statements:
            yield one.text, one.source(one.until or newest)


def _newest_with(topic: str) -> Edition | None:
    """The newest edition that has a topic; of one call, that of the most common action."""
    for call, action in sorted(available(), key=lambda key: (-key[0], key[1])):
        edition = open_edition(call, action)
        if next(figures(edition, topic), None):
            return edition
    return None
