"""The organisations: a list to which one adds, and in which one edits and removes, until it is done."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from erasmus_cli.countries import name, shown
from erasmus_cli.wizard import validation
from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wizard.organisation import handle_for, questions_about
from erasmus_cli.wizard.prompter import Choice, Prompt
from erasmus_cli.wizard.question import Question, QuestionContext

if TYPE_CHECKING:
    from erasmus_cli.wizard.session import Wizard

_AT = "/organisations"
_ADD, _EDIT, _REMOVE, _DONE = "add", "edit", "remove", "done"
_ACTIONS = (
    Choice(_ADD, "Add an organisation"),
    Choice(_EDIT, "Edit one"),
    Choice(_REMOVE, "Remove one"),
    Choice(_DONE, "Done"),
)


def edit_consortium(wizard: "Wizard") -> None:
    """Adds, edits and removes organisations; begins with adding if there are none."""
    if not _count(wizard):
        wizard.tell("")
        wizard.tell("Now the organisations. The first one applies for all the others.")
        _add(wizard)
    while _count(wizard):
        context = wizard.file.context
        wizard.tell("")
        for line in lines(context):
            wizard.tell(line)
        wizard.tell_lacking()
        wizard.asking = "Organisations: what next?"
        usual = _DONE if validation.consortium_stands(context) else _ADD
        action = wizard.prompter.select(Prompt(wizard.asking), _ACTIONS, usual)
        if action == _DONE:
            return
        _DO[action](wizard)


def lines(context: QuestionContext) -> Iterator[str]:
    """One line on each organisation, with what is still missing."""
    for index, organisation in enumerate(context.proposal.organisations or ()):
        here = replace(context, index=index)
        country = organisation.country
        said = (
            organisation.name,
            f"{name(country)} ({shown(country)})" if country else None,
            organisation.kind,
            organisation.role,
        )
        missing = [q.key.rpartition(".")[2] for q in questions_about(here) if _is_missing(q, here)]
        lacks = f"; missing: {', '.join(missing)}" if missing else ""
        handle = f"{organisation.id}: " if organisation.id else ""
        yield f"{index + 1}. {handle}{', '.join(filter(None, said))}{lacks}"


def give_handles(file: ProposalFile) -> None:
    """Gives a handle to each organisation that has a name and none yet."""
    for index, own in enumerate(file.proposal.organisations or ()):
        if own.id is None and own.name:
            taken = [other.id for other in file.proposal.organisations or ()]
            file.change([(f"{_AT}/{index}/id", handle_for(own.name, taken))])


def _add(wizard: "Wizard") -> None:
    _ask_about(wizard, _count(wizard))


def _edit(wizard: "Wizard") -> None:
    _ask_about(wizard, _pick(wizard, "Which organisation do you want to edit?"))


def _remove(wizard: "Wizard") -> None:
    index = _pick(wizard, "Which organisation do you want to remove?")
    label = replace(wizard.file.context, index=index).label
    if wizard.prompter.confirm(Prompt(f"Remove {label}?", "Its answers are deleted.")):
        wizard.save(f"{_AT}/{index}", None)


_DO: dict[str, Callable[["Wizard"], None]] = {_ADD: _add, _EDIT: _edit, _REMOVE: _remove}


def _ask_about(wizard: "Wizard", index: int) -> None:
    """Asks everything about one organisation; an answer may raise a further question."""
    asked: set[str] = set()
    while question := _next(wizard, index, asked):
        asked.add(question.at)
        wizard.asking = question.prompt
        wizard.put(question)
        if index >= _count(wizard):
            return  # no name, so it was not meant
        give_handles(wizard.file)


def _next(wizard: "Wizard", index: int, asked: set[str]) -> Question | None:
    for question in questions_about(replace(wizard.file.context, index=index)):
        if question.at not in asked:
            # The first organisation is needed; to add another one is an offer that may be declined.
            if index > 0 and index == _count(wizard):
                return replace(question, required=False, help=f"{question.help} Leave it empty to add none.")
            return question
    return None


def _pick(wizard: "Wizard", text: str) -> int:
    count = _count(wizard)
    if count == 1:
        return 0
    wizard.asking = text
    labels = (replace(wizard.file.context, index=index).label for index in range(count))
    choices = [Choice(index, label) for index, label in enumerate(labels)]
    return int(wizard.prompter.select(Prompt(text), choices))


def _count(wizard: "Wizard") -> int:
    return len(wizard.file.proposal.organisations or ())


def _is_missing(question: Question, context: QuestionContext) -> bool:
    key = question.at.rpartition("/")[2]
    return question.required and getattr(context.organisation, key) is None
