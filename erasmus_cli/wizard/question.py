"""What a question is: data about one value of the proposal, and what it is asked in view of."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from erasmus_cli.guide.model import Edition
from erasmus_cli.pointers import dotted
from erasmus_cli.proposal.model import Organisation, Proposal
from erasmus_cli.wizard.prompter import Choice


class Kind(Enum):
    """How a question is asked and its answer read."""

    CHOICE = auto()
    CHOICES = auto()
    TEXT = auto()
    COUNTRY = auto()
    LANGUAGE = auto()
    DATE = auto()
    WHOLE_NUMBER = auto()
    MONEY = auto()
    ORGANISATIONS = auto()
    NARRATIVE = auto()


@dataclass(frozen=True)
class QuestionContext:
    """What a question may depend on.

    Attributes:
        proposal: what has been said so far and can be read.
        edition: the rules of the call and action, once both are chosen.
        index: the organisation that is asked about, if it is about one.
    """

    proposal: Proposal
    edition: Edition | None = None
    index: int | None = None

    @property
    def organisation(self) -> Organisation:
        """The organisation that is asked about; an empty one if it is about none."""
        everyone = self.proposal.organisations or ()
        known = self.index is not None and self.index < len(everyone)
        return everyone[self.index or 0] if known else Organisation()

    @property
    def label(self) -> str:
        """How questions name the organisation."""
        own = self.organisation.name or self.organisation.id
        return own or f"organisation {(self.index or 0) + 1}"


@dataclass(frozen=True)
class Question:
    """A question as it is asked now.

    Attributes:
        at: JSON pointer of the value in the proposal.
        prompt: the question, in plain words.
        help: one or two sentences.
        kind: how it is asked.
        required: whether the wizard insists on an answer.
        choices: what can be chosen, or what is completed while typing.
        default: what is offered first.
        most: how many choices may be taken, if there is a limit.
    """

    at: str
    prompt: str
    help: str = ""
    kind: Kind = Kind.TEXT
    required: bool = True
    choices: tuple[Choice, ...] = ()
    default: Any = None
    most: int | None = None

    @property
    def key(self) -> str:
        """The key as `--set` takes it."""
        return dotted(self.at)


def always(_: QuestionContext) -> bool:
    """Whatever the context."""
    return True


def nothing(_: QuestionContext) -> str:
    """No hint."""
    return ""


@dataclass(frozen=True)
class Template:
    """A question as data; what depends on the context are functions of it.

    Attributes:
        at: JSON pointer, in which `{index}` stands for the organisation's number.
        prompt: the question, in which `{label}` stands for the organisation's name.
        help: one sentence for a newcomer.
        hint: a further sentence, out of the edition.
        when: whether the question arises.
        choices: what the edition offers.
        default: what is offered first.
        kind: as in `Question`, and so are `required` and `most`.
    """

    at: str
    prompt: str
    help: str = ""
    kind: Kind = Kind.TEXT
    required: bool = True
    when: Callable[[QuestionContext], bool] = always
    choices: Callable[[QuestionContext], tuple[Choice, ...]] = lambda _: ()
    hint: Callable[[QuestionContext], str] = nothing
    default: Callable[[QuestionContext], Any] = lambda _: None
    most: Callable[[QuestionContext], int | None] = lambda _: None

    def question(self, context: QuestionContext) -> Question:
        """The question in this context."""
        return Question(
            at=self.at.format(index=context.index),
            prompt=self.prompt.replace("{label}", context.label),
            help=" ".join(filter(None, (self.help, self.hint(context)))),
            kind=self.kind,
            required=self.required,
            choices=self.choices(context),
            default=self.default(context),
            most=self.most(context),
        )
