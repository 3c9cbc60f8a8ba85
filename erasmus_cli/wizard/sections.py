"""The sections of a proposal, in the order in which they are filled, and how far each of them is."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from erasmus_cli.pointers import touches
from erasmus_cli.wizard import logic_lists
from erasmus_cli.wizard.answers import Answers
from erasmus_cli.wizard.question import Kind, Question
from erasmus_cli.wizard.questions import LISTS
from erasmus_cli.wording.formatting import upper_first
from erasmus_cli.wording.language import _

BASICS, ORGANISATIONS, MONEY, FORM = "basics", "organisations", "money", "form"


class State(StrEnum):
    """How far a section is."""

    NOT_BEGUN = "not begun"
    IN_WORK = "in work"
    COMPLETE = "complete"
    ATTENTION = "needs attention"
    OPTIONAL = "optional"


@dataclass(frozen=True)
class Section:
    """A part of the proposal into which one goes and from which one comes back.

    Attributes:
        key: its name, which stays when the words change.
        name: what it is about, in English.
        places: JSON pointers of what is asked there, or of what holds it.
        kinds: what else is asked there, wherever it stands.
    """

    key: str
    name: str
    places: tuple[str, ...]
    kinds: tuple[Kind, ...] = ()

    @property
    def label(self) -> str:
        """What it is about, in the language that is spoken now."""
        return upper_first(_(self.name))

    def has(self, at: str, kind: Kind) -> bool:
        """Whether a question of this kind at this place belongs to it."""
        if kind in (Kind.SHARE, Kind.NARRATIVE):
            return kind in self.kinds
        return any(touches(at, place) for place in self.places)


SECTIONS: tuple[Section, ...] = (
    Section(
        BASICS,
        "Call, field and title",
        ("/call", "/action", "/field", "/format", "/type", "/title", "/acronym", "/language"),
    ),
    Section(ORGANISATIONS, "Organisations", ("/organisations", "/agency")),
    Section("dates", "Dates", ("/round", "/start", "/months")),
    Section("priorities", "Priorities", ("/priorities", "/topics")),
    *(Section(listed.key, listed.many, (listed.at,)) for listed in LISTS if listed not in logic_lists.LISTS),
    Section(
        "logic", "Objectives, results, risks and the like", tuple(listed.at for listed in logic_lists.LISTS)
    ),
    Section(MONEY, "Money", ("/lump_sum", "/estimated_cost", "/requested_grant"), (Kind.SHARE,)),
    Section(FORM, "Texts of the application form", (), (Kind.NARRATIVE,)),
)


def section_of(question: Question) -> Section:
    """The section to which a question belongs."""
    return _section_at(question.at, question.kind)


@lru_cache(maxsize=4096)  # it is asked of every question after each answer
def _section_at(at: str, kind: Kind) -> Section:
    return next((section for section in SECTIONS if section.has(at, kind)), SECTIONS[0])


def arising(answers: Answers) -> Iterator[tuple[Section, tuple[Question, ...]]]:
    """The sections in which anything is asked, each with its questions."""
    for section in SECTIONS:
        asked = tuple(question for question in answers.questions if section_of(question) is section)
        if asked:
            yield section, asked


def state_of(section: Section, asked: tuple[Question, ...], answers: Answers) -> State:
    """How far a section is."""
    faults = answers.faults
    if any(question.at in faults for question in asked) or (
        section.key == MONEY and answers.division_is_wrong and _all_shared(asked, answers)
    ):
        return State.ATTENTION
    written = sum(answers.has_value(question.at) for question in asked)
    if any(map(answers.is_missing, asked)):
        return State.IN_WORK if written else State.NOT_BEGUN
    if section.key == FORM and written < len(asked):
        return State.IN_WORK if written else State.NOT_BEGUN
    return State.COMPLETE if written else State.OPTIONAL


def _all_shared(asked: tuple[Question, ...], answers: Answers) -> bool:
    """Whether each part has an amount, and there is a part."""
    shared = [answers.has_value(question.at) for question in asked if question.kind is Kind.SHARE]
    return bool(shared) and all(shared)
