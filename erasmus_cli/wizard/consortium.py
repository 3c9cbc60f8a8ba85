"""The organisations: a list to which one adds, and in which one edits and removes, until it is done."""

from collections.abc import Iterator
from dataclasses import dataclass

from erasmus_cli.proposal.cards import Card, CardError
from erasmus_cli.proposal.model import Organisation
from erasmus_cli.wizard import validation
from erasmus_cli.wizard.answers import Answers
from erasmus_cli.wizard.asking import Ask, rules_on, sentence
from erasmus_cli.wizard.card_keeping import KeepError, differing, keep, unused, using
from erasmus_cli.wizard.entries import KEEP, AskAbout, Edit, Remove, pick, without
from erasmus_cli.wizard.prompter import Choice, Prompt
from erasmus_cli.wizard.question import Question
from erasmus_cli.wizard.session import Session, Step
from erasmus_cli.wording.countries import name, shown
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import tell

_AT, _KEY = "/organisations", "organisations"
_AGENCY_AT = "/agency"
_ADD, _EDIT, _REMOVE, _AGENCY, _DONE = "add", "edit", "remove", "agency", "done"
_ACTIONS = {
    _ADD: Words("Add an organisation"),
    _EDIT: Words("Change one, or say more of it"),
    _REMOVE: Words("Remove one"),
    KEEP: Words("Keep one on a card, for other proposals"),
    _AGENCY: Words("Choose the National Agency"),
    _DONE: Words("Done"),
}
_ROLES = {
    "applicant": Words("applicant"),
    "partner": Words("partner"),
    "affiliated": Words("affiliated"),
    "associated": Words("associated"),
}


@dataclass(frozen=True)
class EditConsortium:
    """Shows the organisations and asks what to do with them, again and again until it is done.

    Attributes:
        before: how many there were when one was to be added; None where none was.
    """

    before: int | None = None

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks for the first organisation if there is none."""
        number = len(_organisations(session))
        if not number:
            session.tell("")
            session.tell(_("Now the organisations. Begin with the one that applies for all."))
            return AddOrganisation(), EditConsortium(number)
        usual = _show(session, added=None if self.before is None else number > self.before)
        text = _("Organisations: what next?")
        named = tell(
            "{n} {n:organisation|organisations} so far. Add every one that takes part, then take Done.",
            n=number,
        )
        action = session.ask(text).select(
            Prompt(text, named, key=_KEY, more=rules_on(session, _AT)), _actions(session), usual
        )
        if action == _DONE:
            session.settle(_AT)
            return ()
        following: dict[str, Step] = {
            _ADD: AddOrganisation(),
            _EDIT: Edit(_AT),
            _REMOVE: Remove(_AT),
            KEEP: KeepCard(),
            _AGENCY: Ask(_AGENCY_AT),
        }
        return following[action], EditConsortium(number if action == _ADD else None)


@dataclass(frozen=True)
class AddOrganisation:
    """Adds an organisation: one that was kept on a card, if there are any, or one that is asked for."""

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks which card; what the card does not say is asked for."""
        number = len(_organisations(session))
        afresh = _afresh(number)
        offered, faults = _offered(session)
        for fault in faults:
            session.tell(sentence(fault))
        if not offered:
            return (afresh,)
        text = _("Which organisation do you add?")
        choices = [Choice(None, _("A new one")), *(Choice(card.name, _card(card)) for card in offered)]
        taken = session.ask(text).select(Prompt(text, key=f"{_KEY}.card"), choices)
        if taken is None:
            return (afresh,)
        assert session.cards is not None  # noqa: S101 - else none would be offered
        try:
            edits = using(session.answers.proposal, session.cards.read(taken))
        except CardError as error:  # it vanished while the question was open
            session.tell(sentence(str(error)))
            return (self,)
        problem = session.save_all(edits)
        if problem:
            session.tell(sentence(problem.message))
            return (self,)
        said = (question.at for question in session.answers.about(afresh.at))
        return (AskAbout(afresh.at, frozenset(at for at in said if session.answers.has_value(at))),)


@dataclass(frozen=True)
class KeepCard:
    """Keeps one of the organisations on a card."""

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks which one, and before another card is replaced."""
        index = pick(session, _AT, KEEP)
        if index is None or session.cards is None:
            return ()
        own = _organisations(session)[index].model_dump(mode="json", exclude_unset=True)
        try:
            told = list(keep(session.cards, [own]))
        except KeepError as error:
            text = tell("The card cannot be kept as it is: {why}. Replace it?", why=error)
            if not session.ask(text).confirm(Prompt(text, key=f"{_KEY}.keep.confirm")):
                return ()
            try:
                told = list(keep(session.cards, [own], force=True))
            except KeepError as again:
                told = [sentence(str(again))]
        except OSError as error:
            told = [f"{error.filename}: {error.strerror}."]
        for line in told:
            session.tell(line)
        return ()


def _afresh(number: int) -> AskAbout:
    """Asks for a new organisation; the first is the one that applies for all."""
    at = f"{_AT}/{number}"
    return AskAbout(at, given=frozenset() if number else frozenset({f"{at}/role"}))


def lines(answers: Answers) -> Iterator[str]:
    """One line on each organisation, with what is still missing."""
    for index, organisation in enumerate(answers.proposal.organisations or ()):
        country = organisation.country
        said = (
            organisation.name,
            f"{name(country)} ({shown(country)})" if country else None,
            _kind(answers, organisation.kind),
            _(_ROLES[organisation.role]) if organisation.role else None,
        )
        label = answers.label(f"{_AT}/{index}")
        missing = tuple(
            without(question.name, label)
            for question in answers.about(f"{_AT}/{index}")
            if answers.is_missing(question)
        )
        handle = f"{organisation.id}: " if organisation.id else ""
        line = f"{index + 1}. {handle}{', '.join(filter(None, said))}"
        yield tell("{line}; missing: {missing:list}", line=line, missing=missing) if missing else line


def _kind(answers: Answers, kind: str | None) -> str | None:
    """A kind of organisation as the Guide calls it; as it stands while no rules are chosen."""
    known = answers.project.edition.kinds.get(kind or "") if answers.project else None
    return _(known.label) if known else kind


def _show(session: Session, *, added: bool | None) -> str:
    """Shows the list and what it lacks; returns what is usually done next.

    Args:
        session: in which it is shown.
        added: whether one was added just now, as more may follow; None where nothing was to be added.
    """
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
    for line in differing(answers.proposal, _known(session)[0]):
        session.tell(line)
    if added or validation.needs_more_organisations(answers.report):
        return _ADD
    return _EDIT if any(map(answers.is_missing, _about_all(answers))) else _DONE


def _about_all(answers: Answers) -> Iterator[Question]:
    for index in range(len(answers.proposal.organisations or ())):
        yield from answers.about(f"{_AT}/{index}")


def _actions(session: Session) -> tuple[Choice, ...]:
    left_out = {
        KEEP: session.cards is None,
        _AGENCY: session.answers.question(_AGENCY_AT) is None,
    }
    return tuple(Choice(key, _(label)) for key, label in _ACTIONS.items() if not left_out.get(key))


def _known(session: Session) -> tuple[list[Card], list[str]]:
    return session.cards.readable() if session.cards is not None else ([], [])


def _offered(session: Session) -> tuple[list[Card], list[str]]:
    """The cards of organisations that do not take part yet, and what is wrong with others."""
    cards, faults = _known(session)
    return unused(session.answers.proposal, cards), faults


def _card(card: Card) -> str:
    country = card.organisation.country
    return f"{card.title}, {name(country)}" if country else card.title


def _organisations(session: Session) -> tuple[Organisation, ...]:
    return session.answers.proposal.organisations or ()
