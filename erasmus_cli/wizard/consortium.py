"""The organisations: a list to which one adds, and in which one edits and removes, until it is done."""

from collections.abc import Iterator
from dataclasses import dataclass

from erasmus_cli.countries import name, shown
from erasmus_cli.proposal.model import Organisation
from erasmus_cli.wizard import validation
from erasmus_cli.wizard.answers import Answers
from erasmus_cli.wizard.asking import sentence
from erasmus_cli.wizard.entries import AskAbout, Edit, Remove
from erasmus_cli.wizard.prompter import Choice, Prompt
from erasmus_cli.wizard.session import Session, Step

_AT = "/organisations"
_ADD, _EDIT, _REMOVE, _DONE = "add", "edit", "remove", "done"
_ACTIONS = (
    Choice(_ADD, "Add an organisation"),
    Choice(_EDIT, "Change one, or say more of it"),
    Choice(_REMOVE, "Remove one"),
    Choice(_DONE, "Done"),
)


@dataclass(frozen=True)
class EditConsortium:
    """Shows the organisations and asks what to do with them, again and again until it is done."""

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks for the first organisation if there is none."""
        number = len(_organisations(session))
        if not number:
            session.tell("")
            session.tell("Now the organisations. The first one applies for all the others.")
            return AskAbout(f"{_AT}/0"), self
        usual = _show(session)
        text = "Organisations: what next?"
        action = session.ask(text).select(Prompt(text, key="organisations"), _ACTIONS, usual)
        if action == _DONE:
            session.settle(_AT)
            return ()
        following: dict[str, Step] = {
            _ADD: AskAbout(f"{_AT}/{number}"),
            _EDIT: Edit(_AT),
            _REMOVE: Remove(_AT),
        }
        return following[action], self


def lines(answers: Answers) -> Iterator[str]:
    """One line on each organisation, with what is still missing."""
    for index, organisation in enumerate(answers.proposal.organisations or ()):
        country = organisation.country
        said = (
            organisation.name,
            f"{name(country)} ({shown(country)})" if country else None,
            organisation.kind,
            organisation.role,
        )
        missing = [
            question.key.rpartition(".")[2]
            for question in answers.about(f"{_AT}/{index}")
            if question.required and not answers.has_value(question.at)
        ]
        lacks = f"; missing: {', '.join(missing)}" if missing else ""
        handle = f"{organisation.id}: " if organisation.id else ""
        yield f"{index + 1}. {handle}{', '.join(filter(None, said))}{lacks}"


def _show(session: Session) -> str:
    """Shows the list and what it lacks; returns what is usually done next."""
    answers = session.answers
    session.tell("")
    for line in lines(answers):
        session.tell(line)
    if answers.report is None:
        return _DONE
    lacking = validation.lacking(answers.report)
    fault = answers.faults.get(_AT)
    if fault and fault not in lacking:
        session.tell(sentence(fault))
    session.tell_lacking(again=True)
    return _ADD if validation.needs_more_organisations(answers.report) else _DONE


def _organisations(session: Session) -> tuple[Organisation, ...]:
    return session.answers.proposal.organisations or ()
