"""Which priorities of a call the texts of a proposal lead to: a hint from words alone.

The words of a priority are those of its name and sentence and the ones that `priority_words.toml` adds. A
word of the texts counts for each priority that it begins like; the more priorities it would lead to, the less
it counts. It counts once for each text, twice for title and topics, and four times at most. Only English is
compared.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from erasmus_cli.guide.records import Priority
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.resources import shipped
from erasmus_cli.wording.plain_text import plain

_WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
_SHORT, _STEM = 3, 5
_MOST_WEIGHT = 4
_FEW_WORDS = 8
_ENGLISH_SHARE = 0.03


@dataclass(frozen=True)
class Fitting:
    """A priority to which words of the texts lead.

    Attributes:
        id: its id.
        priority: what the Guide says of it.
        weight: how much leads to it; it serves the order and means nothing by itself.
        words: the words of the texts, those that count most first.
        chosen: `main` or `further` where the proposal names it.
    """

    id: str
    priority: Priority
    weight: float
    words: tuple[str, ...]
    chosen: Literal["main", "further"] | None


@dataclass(frozen=True)
class Fit:
    """The priorities of a call beside the texts of a proposal.

    Attributes:
        ranked: those to which words lead, the ones that fit best first.
        unsupported: ids that the proposal names and to which no word leads.
        compared: how many texts were compared.
        not_english: how many were not, as they are not in English.
    """

    ranked: tuple[Fitting, ...]
    unsupported: tuple[str, ...]
    compared: int
    not_english: int


@dataclass(frozen=True)
class _Written:
    """A text of the proposal in small letters; `weight` says how much a word of it counts."""

    text: str
    weight: int


def fit_of(project: Project) -> Fit:
    """The priorities of the project's field and the horizontal ones, by what its texts say."""
    field, edition = project.field, project.edition
    candidates = edition.fitting_priorities(field) if field else edition.priorities
    texts = [one for one in _texts(project.proposal) if _WORD.search(one.text)]
    english = [one for one in texts if is_english(one.text, project.proposal.language)]
    found = {key: _words_in(english, keywords(key, priority)) for key, priority in candidates.items()}
    chosen = _chosen(project.proposal)
    leads = {
        word: sum(word in words for words in found.values()) for words in found.values() for word in words
    }
    ranked = [
        Fitting(
            key,
            candidates[key],
            sum(weight / leads[word] for word, weight in words.items()),
            tuple(sorted(words, key=lambda word: (-words[word] / leads[word], word))),
            chosen.get(key),
        )
        for key, words in found.items()
        if words
    ]
    return Fit(
        tuple(sorted(ranked, key=lambda one: -one.weight)),
        tuple(key for key in chosen if not found.get(key)),
        len(english),
        len(texts) - len(english),
    )


def is_english(text: str, language: str | None) -> bool:
    """Whether a text is in English: as its most frequent words show, or as is said where it is short."""
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < _FEW_WORDS:
        return language in (None, "en")
    return sum(word in ("the", "and") for word in words) >= len(words) * _ENGLISH_SHARE


@cache
def keywords(key: str, priority: Priority) -> tuple[str, ...]:
    """Beginnings of words by which a text shows that it is about a priority; `=` marks whole words."""
    table = _table()
    own = (*table.get(key, ()), *table.get(key.partition("/")[2], ()))
    name = " ".join((priority.label, priority.sentence, *priority.details)).lower()
    telling = (
        word for word in _WORD.findall(name) if len(word) > _STEM and not word.startswith(table["common"])
    )
    rest = (word[: max(_STEM, len(word) - _SHORT)] for word in telling)
    return tuple(dict.fromkeys((*own, *rest)))


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    file = shipped("scoring", "priority_words.toml")
    return {key: tuple(words) for key, words in tomllib.loads(file.read_text(encoding="utf-8")).items()}


def _words_in(texts: list[_Written], beginnings: tuple[str, ...]) -> dict[str, int]:
    """The words and phrases of the texts that begin so, with what their places weigh."""
    found: dict[str, int] = {}
    pattern = re.compile("|".join(map(_pattern, beginnings)))
    for written in texts:
        for word in set(pattern.findall(written.text)):
            found[word] = min(found.get(word, 0) + written.weight, _MOST_WEIGHT)
    return found


def _pattern(beginning: str) -> str:
    whole = beginning.startswith("=") or len(beginning) <= _SHORT
    word = re.escape(beginning.removeprefix("="))
    return rf"(?<![\w-]){word}(?![\w-])" if whole else rf"(?<![\w-]){word}[\w-]*"


def _chosen(proposal: Proposal) -> dict[str, Literal["main", "further"]]:
    claimed = proposal.priorities
    if claimed is None:
        return {}
    named: dict[str, Literal["main", "further"]] = {claimed.main: "main"} if claimed.main else {}
    for key in claimed.others:
        named.setdefault(key, "further")
    return named


def _texts(proposal: Proposal) -> Iterator[_Written]:
    """Everything that the applicant wrote in words."""
    for text in (proposal.title, *(proposal.topics or ())):
        yield _Written((text or "").lower(), 2)
    for answer in proposal.answers.values():
        yield _Written(plain(answer).lower(), 1)
    packages = proposal.work_packages or ()
    inner = tuple(activity for package in packages for activity in package.activities)
    lists = (proposal.outputs, proposal.events, proposal.learning_activities, proposal.activities)
    logic = (proposal.objectives, proposal.results)
    for entry in (*packages, *inner, *(one for group in (*lists, *logic) for one in group or ())):
        yield _Written((entry.title or "").lower(), 1)
