"""What an edition offers to choose from, and what it says on a question, in its own words and figures."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Protocol

from erasmus_cli.guide.documents import documents_of
from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.guide.lookup import agencies_of, formats_of, priorities_of, status_of, window_dates
from erasmus_cli.guide.model import Edition, Status
from erasmus_cli.guide.records import Aim, Strength
from erasmus_cli.proposal.model import items_of
from erasmus_cli.wizard.deadline import ago, closing_of
from erasmus_cli.wizard.languages import NAMES
from erasmus_cli.wizard.prompter import Choice
from erasmus_cli.wizard.question import OpeningContext, OrganisationContext, QuestionContext
from erasmus_cli.wording.countries import name, names, shown
from erasmus_cli.wording.formatting import eur
from erasmus_cli.wording.language import Words, _, spoken
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


def actions(context: OpeningContext) -> tuple[Choice, ...]:
    """The actions of the call; while it is not chosen, the names of all that there are."""
    call = context.proposal.call
    if call is None:  # to open the rules of all calls would take a while
        return tuple(Choice(name, name) for name in sorted({action for _call, action in available()}))
    newest = max(year for year, _action in available())
    taken = min(call, newest)
    return tuple(
        _action(year, action)
        for year, action in available()
        if year == taken and not (call > newest and open_edition(year, action).ended)
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
    return tuple(
        Choice(code, f"{_(NAMES[code])} ({code})" if code in NAMES else code)
        for code in context.edition.languages.codes
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


def day_within(context: QuestionContext) -> str:
    """How a day may be written, by one of the project, and between which days that runs."""
    start, end = context.proposal.start, context.proposal.end
    example = tell("Such as {day:day}.", day=usual_day(context))
    return f"{example} {runs_from(start, end)}" if start and end else example


def usual_day(context: QuestionContext) -> date:
    """A day within the project, or in the year after the call while that has no dates."""
    return context.proposal.start or date(context.edition.for_call + 1, 3, 1)


def runs_from(start: date, end: date) -> str:
    """From when to when the project runs."""
    return tell("The project runs from {start:day} to {end:day}.", start=start, end=end)


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


def start_window(context: QuestionContext) -> str:
    """How a date may be written, and when projects may start."""
    if context.project.provisional:
        return _start_in_a_call_to_come(context)
    spans = _start_spans(context)
    example = tell("Such as {day:day}.", day=first_start(context))
    allowed = tell("It may start from {spans:or}.", spans=_spans(spans)) if spans else ""
    return f"{example} {allowed}".strip()


def first_start(context: QuestionContext) -> date:
    """The first day on which a project may start, or a day about then where that is not known."""
    spans, edition = _start_spans(context), context.edition
    if not spans:
        return date(edition.for_call, 12, 31)
    first = spans[0][0]
    if context.project.provisional:
        return first.replace(year=first.year + edition.for_call - edition.call, day=1)
    return first


def _start_spans(context: QuestionContext) -> list[tuple[date, date]]:
    """The first and last days between which projects start; in a call to come those of the one before."""
    project = context.project
    windows = (
        project.select(context.edition.start_windows)
        if project.provisional
        else project.start_windows(context.proposal.round)
    )
    return [window_dates(context.edition, window) for window in windows or ()]


def _spans(spans: Iterable[tuple[date, date]]) -> tuple[Message, ...]:
    return tuple(say("{first:day} to {last:day}", first=first, last=last) for first, last in spans)


def _start_in_a_call_to_come(context: QuestionContext) -> str:
    """The same of a call whose dates nobody knows yet, with those of the call that stands in for it."""
    edition, spans, example = context.edition, _start_spans(context), first_start(context)
    call = edition.for_call
    if not spans:
        return tell("Such as {day:day}. The dates of call {call} are not known yet.", day=example, call=call)
    return tell(
        "Such as {day:day}. When projects of call {call} may start is not known yet; in call {before} it was "
        "{spans:or}.",
        day=example,
        call=call,
        before=edition.call,
        spans=_spans(spans),
    )


def duration(context: QuestionContext) -> str:
    """How long projects may last."""
    own = context.project.select(context.edition.duration)
    if own is None:
        return ""
    if own.only:
        return tell("{lengths:or} months are allowed.", lengths=own.only)
    return tell("From {least} to {most} months are allowed.", least=own.min_months, most=own.max_months)


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


def _action(call: int, action: str) -> Choice:
    """An action with what decides whether it is the right one: how many, how long, how much, for whom."""
    edition = open_edition(call, action)
    codes = dict.fromkeys(code for field in edition.fields.values() for code in field.codes.values())
    parts = (
        _consortium_in_short(edition),
        _length_in_short(edition),
        _money_in_short(edition),
        say("for {fields:list}", fields=tuple(field.label for field in edition.fields.values())),
    )
    family = {code.partition("-")[0] for code in codes if code.startswith("KA")}
    label = f"{_(edition.label)} ({', '.join(sorted(family))})" if family else _(edition.label)
    said = tell("{facts:reasons}. Forms: {forms:list}.", facts=tuple(filter(None, parts)), forms=tuple(codes))
    return Choice(action, label, said)


def _consortium_in_short(edition: Edition) -> Message:
    minima = edition.minimum.values()
    organisations = _span(one.organisations for one in minima)
    countries = _span(one.countries for one in minima)
    words = Words("At least {organisations} organisations from {countries} countries")
    if _TO in (organisations.template, countries.template):
        words = Words(
            "At least {organisations} organisations from {countries} countries, depending on field and format"
        )
    return say(words, organisations=organisations, countries=countries)


def _length_in_short(edition: Edition) -> Message:
    lengths = edition.duration.values()
    if all(one.only for one in lengths):
        return say("{lengths:or} months", lengths=tuple(sorted({n for one in lengths for n in one.only})))
    return say(
        "{length} months", length=_span(n for one in lengths for n in (one.min_months, one.max_months))
    )


_TO = Words("{least} to {most}")


def _span(numbers: Iterable[int]) -> Message:
    """One number, or the least and the most where it depends on field and format."""
    least_and_most = sorted(set(numbers))
    least, most = least_and_most[0], least_and_most[-1]
    return say("{least}", least=least) if least == most else say(_TO, least=least, most=most)


def _money_in_short(edition: Edition) -> Message | None:
    """What there is to apply for, where one sum holds for all fields."""
    if edition.lump_sums:
        return say("a lump sum of {sums:amounts}", sums=edition.lump_sums.amounts)
    totals = [entry.total for entry in edition.grant_ceiling.values()]
    highest = totals[0] if len(totals) == 1 else None
    return say("at most {sum:eur}", sum=highest) if highest is not None else None


def _grouped(key: str, label: str) -> str:
    """A priority, of which is said if it is one for any field."""
    return tell("Any field: {priority}", priority=label) if key.startswith("horizontal/") else _(label)
