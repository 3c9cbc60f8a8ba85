"""What an edition offers to choose from, and what it says on a question, in its own words and figures."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, Protocol

from erasmus_cli.guide.documents import documents_of
from erasmus_cli.guide.loader import available
from erasmus_cli.guide.lookup import agencies_of, formats_of, priorities_of, status_of
from erasmus_cli.guide.model import Status
from erasmus_cli.guide.records import Aim, Strength
from erasmus_cli.proposal.model import items_of
from erasmus_cli.wizard.deadline import ago, closing_of
from erasmus_cli.wizard.prompter import Choice
from erasmus_cli.wizard.question import OpeningContext, OrganisationContext, QuestionContext
from erasmus_cli.wording.countries import name, names, shown
from erasmus_cli.wording.formatting import eur
from erasmus_cli.wording.language import Words, _, spoken
from erasmus_cli.wording.languages import language_name
from erasmus_cli.wording.messages import NOTHING, Message, say, tell

_MOST_FITTING, _MOST_WORDS = 3, 4


class _Described(Protocol):
    @property
    def label(self) -> str: ...
    @property
    def sentence(self) -> str: ...


def calls(context: OpeningContext) -> tuple[Choice, ...]:
    """The calls that are known, the latest first, and the one to come: first, once that is closed."""
    newest, *others = sorted({call for call, _action in available()}, reverse=True)
    closing = closing_of(newest)
    is_over = closing is not None and closing < context.now
    coming = Choice(
        newest + 1,
        tell("{call}, provisionally", call=newest + 1),
        tell(
            "It is not published here yet: the rules of {call} stand in for its own, without its dates.",
            call=newest,
        ),
    )
    label = str(newest)
    if closing and is_over:
        label = tell("{call}, {closed}", call=newest, closed=ago(closing, context.now.date()))
    latest = Choice(newest, label)
    return (
        *((coming, latest) if is_over else (latest, coming)),
        *(
            Choice(year, tell("{call}, closed", call=year) if year < context.now.year else str(year))
            for year in others
        ),
    )


def fields(context: QuestionContext) -> tuple[Choice, ...]:
    """The fields of the action."""
    return _described(context.edition.fields)


def formats(context: QuestionContext) -> tuple[Choice, ...]:
    """The special formats of the field, after none of them."""
    general = Choice(None, _("No special format"), _("The general rules of the field hold."))
    edition, field = context.edition, context.field
    known = formats_of(edition, field) if field else ()
    return general, *_described({one: edition.formats[one] for one in known})


def types(context: QuestionContext) -> tuple[Choice, ...]:
    """The project types that are open to the field."""
    own = context.edition.types
    return _described({name: own[name] for name in own if context.field in own[name].fields})


def languages(context: QuestionContext) -> tuple[Choice, ...]:
    """The languages in which an application may be written."""
    return tuple(Choice(code, f"{language_name(code)} ({code})") for code in context.edition.languages.codes)


def such_as_a_language(context: QuestionContext) -> str:
    """How a language may be written, by the one that is spoken now where the call admits it."""
    code = spoken().code
    return tell(
        "Write its name or its code, such as {code}.",
        code=code if code in context.edition.languages.codes else "en",
    )


def countries(__: QuestionContext) -> tuple[Choice, ...]:
    """All countries."""
    return _all_countries(spoken().code)


@cache
def _all_countries(language: str) -> tuple[Choice, ...]:
    """Their names in the language that is spoken now, which is the one that is named."""
    del language
    return tuple(Choice(code, f"{name(code)} ({shown(code)})") for code in names())


def venues(context: QuestionContext) -> tuple[Choice, ...]:
    """Where something may take place: online, or in any country."""
    return Choice("online", _("online")), *countries(context)


def rounds(context: QuestionContext) -> tuple[Choice, ...]:
    """The deadlines of the field."""
    return tuple(
        Choice(
            one.round,
            tell(
                "Round {round}, by {end:moment} Brussels time{over}",
                round=one.round,
                end=one.effective,
                over=_over(one.effective, context.now),
            ),
            _("It takes place only where the National Agency opens it.") if one.optional else "",
        )
        for one in context.project.deadlines(None) or ()
    )


def priorities(context: QuestionContext) -> tuple[Choice, ...]:
    """The priorities of the field and the horizontal ones."""
    if context.field is None:
        return ()
    known = priorities_of(context.edition, context.field)
    own_first = sorted(known, key=lambda key: not key.startswith(f"{context.field}/"))
    return tuple(Choice(key, _grouped(key, known[key].label), _(known[key].content)) for key in own_first)


def other_priorities(context: QuestionContext) -> tuple[Choice, ...]:
    """The same without the main one."""
    main = context.proposal.priorities.main if context.proposal.priorities else None
    return tuple(choice for choice in priorities(context) if choice.value != main)


def fitting_priorities(context: QuestionContext) -> str:
    """The priorities to which words of the proposal lead, with these words; empty if none does."""
    from erasmus_cli.scoring.priority_fit import fit_of  # noqa: PLC0415 - the first prompt does not wait for it

    ranked = fit_of(context.project).ranked[:_MOST_FITTING]
    if not ranked:
        return ""
    named = tuple(
        say("{priority} ({words:list})", priority=one.priority.label, words=tuple(one.words[:_MOST_WORDS]))
        for one in ranked
    )
    return tell(
        "Your words lead to: {priorities:reasons}. That is a hint from words alone.", priorities=named
    )


def aims(context: QuestionContext) -> str:
    """What the Guide says that such projects aim at, by its short labels."""
    named = tuple(aim.label for aim in context.edition.aims.values())
    return tell("By the Guide such projects aim at: {aims:reasons}.", aims=named) if named else ""


def aims_in_full(context: QuestionContext) -> tuple[str, ...]:
    """The same in sentences, a line each."""
    return _purposes(_("What such projects aim at:"), context.edition.aims)


def typical_activities(context: QuestionContext) -> tuple[str, ...]:
    """What projects of the action typically do, a line each."""
    return _purposes(_("What such projects typically do:"), context.edition.activities)


def kinds(context: OrganisationContext) -> tuple[Choice, ...]:
    """The kinds of organisation that the field and the format admit."""
    edition = context.edition
    limited, shape = edition.fields_only, edition.formats.get(context.project.format or "")
    barred = limited.kinds if limited and context.field not in limited.fields else ()
    admitted = shape.kinds if shape and context.organisation.is_full_member else ()
    return tuple(
        Choice(name, _(kind.label))
        for name, kind in edition.kinds.items()
        if name not in barred and (not admitted or name in admitted)
    )


def roles(context: OrganisationContext) -> tuple[Choice, ...]:
    """What an organisation can be in the consortium; affiliated only where the Guide knows such."""
    affiliated = Choice(
        "affiliated", _("Affiliated entity"), _("Tied to a member in law; it does not count.")
    )
    return (
        Choice("applicant", _("Applicant"), _("Applies on behalf of all and coordinates the project.")),
        Choice("partner", _("Partner"), _("Takes part and receives a share of the grant.")),
        *((affiliated,) if _knows_affiliated(context) else ()),
        Choice(
            "associated",
            _("Associated partner"),
            _("Helps without money and does not count for the minimum."),
        ),
    )


def _knows_affiliated(context: OrganisationContext) -> bool:
    """Whether the Guide asks a document of affiliated entities, or one stands in the proposal already."""
    asked = documents_of(context.edition.call, context.edition.action)
    return context.organisation.role == "affiliated" or any(
        "affiliated" in document.needed.roles for document in asked
    )


def yes_or_no(__: QuestionContext) -> tuple[Choice, ...]:
    """Yes or no."""
    return Choice(True, _("Yes")), Choice(False, _("No"))  # noqa: FBT003 - these are the values for the file


def full_members(context: QuestionContext) -> tuple[Choice, ...]:
    """The applicant and the full partners, by their handles."""
    everyone = (member.organisation for member in context.project.full_members)
    return tuple(Choice(own.id, own.name or own.id) for own in everyone if own.id)


def all_organisations(context: QuestionContext) -> tuple[Choice, ...]:
    """Every organisation of the proposal, by its handle."""
    return tuple(Choice(own.id, own.name or own.id) for own in context.proposal.organisations or () if own.id)


def entries_with_handles(context: QuestionContext, key: str) -> tuple[Any, ...]:
    """The entries of a list of the proposal that have a handle; activities are those of packages as well."""
    if key == "activities":
        entries: tuple[Any, ...] = items_of(context.proposal, "activity")
    else:
        entries = getattr(context.proposal, key) or ()
    return tuple(entry for entry in entries if entry.id)


def agencies(context: QuestionContext) -> tuple[Choice, ...]:
    """The agencies of the applicant's country that serve the field, where such take the application."""
    project = context.project
    country = next((member.organisation.country for member in project.applicants), None)
    if country is None or project.body != "national-agency":
        return ()
    return tuple(
        Choice(code, f"{code}: {project.edition.agencies[code].body}")
        for code in agencies_of(project.edition, country, project.field)
    )


def is_outside(context: OrganisationContext) -> bool:
    """Whether the organisation is from a country that does not count."""
    country = context.organisation.country
    return country is not None and status_of(context.edition, country) is Status.OUTSIDE


def must_name_priority(context: QuestionContext) -> bool:
    """Whether a priority has to be named, and all that there are can be offered."""
    edition = context.edition
    obligation = context.project.select(edition.priority_obligation)
    if obligation is None or obligation.strength is not Strength.ERROR:
        return False
    lists = [edition.priority_lists.get(group) for group in ("horizontal", context.field or "")]
    return all(listed is not None and listed.complete for listed in lists)


def ceiling(context: QuestionContext) -> str:
    """How much may be asked for."""
    edition = context.edition
    if edition.grant_bounds:
        bounds = edition.grant_bounds
        return tell("From {least:eur} to {most:eur} are possible.", least=bounds.lowest, most=bounds.highest)
    highest = context.project.select(edition.grant_ceiling)
    if highest is None:
        return ""
    limits = (
        (highest.per_month, Words("{most:eur} for each month"), 1),
        (highest.per_organisation_year, Words("{most:eur} for each school and year"), 1),
        *(
            (amount, Words("{most:eur} for {months} months"), months)
            for months, amount in highest.by_months.items()
        ),
        (highest.total, Words("{most:eur} in all"), 1),
    )
    parts = tuple(
        say(words, most=amount, months=months) for amount, words, months in limits if amount is not None
    )
    return tell("The most is {parts:and}.", parts=parts) if parts else ""


def lump_sums(context: QuestionContext) -> tuple[Choice, ...]:
    """The lump sums that the call offers."""
    offered = context.edition.lump_sums
    return tuple(Choice(int(amount), eur(amount)) for amount in offered.amounts) if offered else ()


def is_lump_sum(context: QuestionContext) -> bool:
    """Whether the grant is a lump sum."""
    return context.edition.lump_sums is not None


def is_not_lump_sum(context: QuestionContext) -> bool:
    """Whether the applicant says what grant is asked for."""
    return context.edition.lump_sums is None


def further_priorities(context: QuestionContext) -> int | None:
    """How many priorities the form takes besides the main one."""
    obligation = context.project.select(context.edition.priority_obligation)
    if obligation and obligation.at_most:
        return obligation.at_most - 1
    limits = context.edition.priority_limits
    return limits.further if limits else None


def _over(deadline: datetime, now: datetime) -> Message:
    return say(", {closed}", closed=ago(deadline, now.date())) if deadline < now else NOTHING


def _purposes(heading: str, purposes: Mapping[str, Aim]) -> tuple[str, ...]:
    if not purposes:
        return ()
    sources = dict.fromkeys(f"{one.source.citation} ({_(one.source.grade)})" for one in purposes.values())
    return (
        heading,
        *(f"- {_(one.label)}: {_(one.sentence)}" for one in purposes.values()),
        *sources,
    )


def _described(entries: Mapping[str, _Described]) -> tuple[Choice, ...]:
    return tuple(Choice(name, _(entry.label), _(entry.sentence)) for name, entry in entries.items())


def _grouped(key: str, label: str) -> str:
    """A priority, of which is said if it is one for any field."""
    return tell("Any field: {priority}", priority=label) if key.startswith("horizontal/") else _(label)
