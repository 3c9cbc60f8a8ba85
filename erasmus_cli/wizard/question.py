"""What a question is: data about one value of the proposal, and what it is asked in view of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, auto
from functools import partial
from typing import Any, Generic, TypeVar

from erasmus_cli.guide.model import Edition
from erasmus_cli.pointers import dotted
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Organisation, Proposal
from erasmus_cli.wizard.prompter import BEFORE_ALL, Choice
from erasmus_cli.wording.language import _

Context = TypeVar("Context")


class Kind(Enum):
    """How a question is asked and its answer read."""

    CHOICE = auto()
    CHOICES = auto()
    TEXT = auto()
    COUNTRY = auto()
    LANGUAGE = auto()
    DATE = auto()
    MONTHS = auto()
    WHOLE_NUMBER = auto()
    MONEY = auto()
    VENUE = auto()
    WORDS = auto()
    COORDINATES = auto()
    HANDLE = auto()
    ORGANISATIONS = auto()
    LIST = auto()
    SHARE = auto()
    NARRATIVE = auto()


@dataclass(frozen=True)
class QuestionContext:
    """What a question may depend on, once call and action are chosen.

    Attributes:
        project: what has been said so far and can be read, with the rules of its call and action.
        now: the moment at which it is asked, Brussels time.
    """

    project: Project
    now: datetime = field(kw_only=True, default=BEFORE_ALL)

    @property
    def proposal(self) -> Proposal:
        """What has been said so far and can be read."""
        return self.project.proposal

    @property
    def edition(self) -> Edition:
        """The rules of the call and action."""
        return self.project.edition

    @property
    def field(self) -> str | None:
        """The field, where it is said or where the action has only one."""
        return self.project.field


@dataclass(frozen=True)
class OpeningContext:
    """What the first questions may depend on, while call and action are not chosen.

    Attributes:
        proposal: what has been said so far and can be read.
        now: the moment at which it is asked, Brussels time.
    """

    proposal: Proposal
    now: datetime = BEFORE_ALL


@dataclass(frozen=True)
class OrganisationContext(QuestionContext):
    """What a question about one organisation may depend on.

    Attributes:
        index: its number in the list, from 0; one more than the last stands for one that is to be added.
    """

    index: int

    @property
    def organisation(self) -> Organisation:
        """What has been said of it; an empty one if it is to be added."""
        everyone = self.proposal.organisations or ()
        return everyone[self.index] if self.index < len(everyone) else Organisation()

    @property
    def is_new(self) -> bool:
        """Whether it is to be added."""
        return self.index >= len(self.proposal.organisations or ())


@dataclass(frozen=True)
class Question:
    """A question as it is asked now.

    Attributes:
        at: JSON pointer of the value in the proposal.
        name: what is asked for, in one to three words.
        prompt: the question, in plain words.
        help: one or two sentences.
        kind: how it is asked.
        required: whether the wizard insists on an answer.
        choices: what can be chosen, or what is completed while typing.
        default: what is offered first.
        most: how many choices may be taken, if there is a limit.
        asked_as: its name, where its place in the file would not do for one.
        limit: how many characters a long text may have, if there is a limit.
        aside: whether it is asked only where a rule waits for its answer, or on request.
        why: what the answer is for, said on request beside the rules that speak of it.
        late_help: a further sentence, worked out only when it is asked.
        background: what the Guide says around it, said on request, a line each, worked out as late.
        example: a day that fits, shown where one cannot be read.
    """

    at: str
    name: str
    prompt: str
    help: str = ""
    kind: Kind = Kind.TEXT
    required: bool = True
    choices: tuple[Choice, ...] = ()
    default: Any = None
    most: int | None = None
    asked_as: str = ""
    limit: int | None = None
    aside: bool = False
    why: str = ""
    late_help: Callable[[], str] = str
    background: Callable[[], tuple[str, ...]] = tuple
    example: date | None = None

    @property
    def key(self) -> str:
        """The key as `--set` takes it, or the name of a question that stands at no fixed place."""
        return self.asked_as or dotted(self.at)

    @property
    def offered(self) -> tuple[Choice, ...]:
        """What can be chosen; to leave an optional question open is a choice, too."""
        open_ended = not self.required and all(choice.value is not None for choice in self.choices)
        later = Choice(None, _("Leave it open"))
        return (*self.choices, later) if open_ended else self.choices

    @property
    def can_be_answered(self) -> bool:
        """Whether anything can be said: of a list, there has to be something to choose."""
        return self.kind is not Kind.CHOICE or bool(self.offered)

    @property
    def has_one_answer(self) -> bool:
        """Whether only one answer is possible."""
        return self.kind is Kind.CHOICE and self.required and len(self.choices) == 1

    def can_be(self, value: Any) -> bool:
        """Whether a value can be given as the answer, whatever the rules say of it."""
        return self.kind is not Kind.CHOICE or any(choice.value == value for choice in self.choices)


def always(_: Any) -> bool:
    """Whatever the context."""
    return True


def never(_: Any) -> bool:
    """In no context."""
    return False


def nothing(_: Any) -> str:
    """No hint."""
    return ""


@dataclass(frozen=True)
class Template(Generic[Context]):
    """A question as data, in English; what depends on the context are functions of it.

    The first questions have only the proposal for a context, as no rules are chosen yet.

    Attributes:
        at: JSON pointer, in which `{index}` stands for the organisation's number, and `{entry}`
            for the pointer of an entry of another list.
        name: what is asked for, in one to three words.
        prompt: the question, in which, as in `name`, `{label}` stands for the organisation's name.
        help: one sentence for a newcomer.
        kind: as in `Question`, and so is `most`.
        required: whether the wizard insists on an answer.
        when: whether the question arises.
        choices: what the edition offers.
        hint: a further sentence, out of the edition.
        default: what is offered first.
        aside: as in `Question`; nobody insists on an answer to it.
        why: as in `Question`.
        late_hint: a further sentence that takes a while to work out.
        background: as in `Question`.
        example: as in `Question`.
    """

    at: str
    name: str
    prompt: str
    help: str = ""
    kind: Kind = Kind.TEXT
    required: Callable[[Context], bool] = always
    when: Callable[[Context], bool] = always
    choices: Callable[[Context], tuple[Choice, ...]] = lambda _: ()
    hint: Callable[[Context], str] = nothing
    default: Callable[[Context], Any] = lambda _: None
    most: Callable[[Context], int | None] = lambda _: None
    aside: bool = False
    why: str = ""
    late_hint: Callable[[Context], str] = nothing
    background: Callable[[Context], tuple[str, ...]] = lambda _: ()
    example: Callable[[Context], date | None] = lambda _: None

    def question(self, context: Context, **place: Any) -> Question:
        """The question in this context; `place` fills in the organisation's number and name."""
        return Question(
            at=self.at.format(**place),
            name=_(self.name).format(**place),
            prompt=_(self.prompt).format(**place),
            help=" ".join(filter(None, (_(self.help), self.hint(context)))),
            kind=self.kind,
            # An answer where none is called for may be taken out.
            required=not self.aside and self.when(context) and self.required(context),
            choices=self.choices(context),
            default=self.default(context),
            most=self.most(context),
            aside=self.aside,
            why=_(self.why),
            late_help=partial(self.late_hint, context),
            background=partial(self.background, context),
            example=self.example(context),
        )

    def before_the_rules(self, **place: Any) -> Question:
        """The question while call or action is not chosen: what the rules would say is left out."""
        return Question(
            at=self.at.format(**place),
            name=_(self.name).format(**place),
            prompt=_(self.prompt).format(**place),
            help=_(self.help),
            kind=self.kind,
            required=not self.aside and self.when is always and self.required is always,
            aside=self.aside,
            why=_(self.why),
        )
