"""What an edition offers to choose from, and what it says on a question, in its own words and figures."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol, TypeVar

from erasmus_cli.countries import names, shown
from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.guide.lookup import formats_of, pick, priorities_of, status_of, window_dates
from erasmus_cli.guide.model import Status
from erasmus_cli.guide.records import Strength
from erasmus_cli.wizard.languages import NAMES
from erasmus_cli.wizard.prompter import Choice
from erasmus_cli.wizard.question import QuestionContext
from erasmus_cli.wording import day, eur, moment

Entry = TypeVar("Entry")


class _Described(Protocol):
    @property
    def label(self) -> str: ...
    @property
    def sentence(self) -> str: ...


def calls(_: QuestionContext) -> tuple[Choice, ...]:
    """The calls that this version knows, the latest first."""
    years = sorted({call for call, _ in available()}, reverse=True)
    return tuple(Choice(year, str(year)) for year in years)


def actions(context: QuestionContext) -> tuple[Choice, ...]:
    """The actions of the call; while it is not chosen, the names of all that there are."""
    wanted = context.proposal.call
    if wanted is None:  # to open the rules of all calls would take a while
        return tuple(Choice(name, name) for name in sorted({action for _, action in available()}))
    return tuple(_action(call, action) for call, action in available() if call == wanted)


def fields(context: QuestionContext) -> tuple[Choice, ...]:
    """The fields of the action."""
    return _described(context.edition.fields) if context.edition else ()


def formats(context: QuestionContext) -> tuple[Choice, ...]:
    """The special formats of the field, after none of them."""
    general = Choice(None, "No special format", "The general rules of the field hold.")
    edition, field = context.edition, context.proposal.field
    if edition is None or field is None:
        return (general,)
    return general, *_described({name: edition.formats[name] for name in formats_of(edition, field)})


def types(context: QuestionContext) -> tuple[Choice, ...]:
    """The project types that are open to the field."""
    if context.edition is None:
        return ()
    own = context.edition.types
    return _described({name: own[name] for name in own if context.proposal.field in own[name].fields})


def languages(context: QuestionContext) -> tuple[Choice, ...]:
    """The languages in which an application may be written."""
    codes = context.edition.languages.codes if context.edition else ()
    return tuple(Choice(code, f"{NAMES[code]} ({code})" if code in NAMES else code) for code in codes)


def countries(_: QuestionContext) -> tuple[Choice, ...]:
    """All countries."""
    return tuple(Choice(code, f"{name} ({shown(code)})") for code, name in names().items())


def rounds(context: QuestionContext) -> tuple[Choice, ...]:
    """The deadlines of the field."""
    own = picked(context, context.edition.deadlines if context.edition else {}) or ()
    return tuple(
        Choice(
            one.round,
            f"Round {one.round}, by {moment(one.effective)} (Brussels time){_over(one.effective)}",
            "It takes place only where the National Agency opens it." if one.optional else "",
        )
        for one in own
    )


def priorities(context: QuestionContext) -> tuple[Choice, ...]:
    """The priorities of the field and the horizontal ones."""
    edition, field = context.edition, context.proposal.field
    if edition is None or field is None:
        return ()
    known = priorities_of(edition, field)
    own_first = sorted(known, key=lambda key: not key.startswith(f"{field}/"))
    return tuple(Choice(key, f"{_group(key)}{known[key].label}", known[key].sentence) for key in own_first)


def other_priorities(context: QuestionContext) -> tuple[Choice, ...]:
    """The same without the main one."""
    main = context.proposal.priorities.main if context.proposal.priorities else None
    return tuple(choice for choice in priorities(context) if choice.value != main)


def kinds(context: QuestionContext) -> tuple[Choice, ...]:
    """The kinds of organisation that the field and the format admit."""
    edition, proposal = context.edition, context.proposal
    if edition is None:
        return ()
    limited, shape = edition.fields_only, edition.formats.get(proposal.format or "")
    barred = limited.kinds if limited and proposal.field not in limited.fields else ()
    admitted = shape.kinds if shape and context.organisation.role != "associated" else ()
    return tuple(
        Choice(name, kind.label)
        for name, kind in edition.kinds.items()
        if name not in barred and (not admitted or name in admitted)
    )


def roles(_: QuestionContext) -> tuple[Choice, ...]:
    """What an organisation can be in the consortium."""
    return (
        Choice("applicant", "Applicant", "Applies on behalf of all and coordinates the project."),
        Choice("partner", "Partner", "Takes part and receives a share of the grant."),
        Choice("associated", "Associated partner", "Helps without money and does not count for the minimum."),
    )


def yes_or_no(_: QuestionContext) -> tuple[Choice, ...]:
    """Yes or no."""
    return Choice(True, "Yes"), Choice(False, "No")  # noqa: FBT003 - these are the values for the file


def is_outside(context: QuestionContext) -> bool:
    """Whether the organisation is from a country that does not count."""
    edition, country = context.edition, context.organisation.country
    return bool(edition and country and status_of(edition, country) is Status.OUTSIDE)


def must_name_priority(context: QuestionContext) -> bool:
    """Whether a priority has to be named, and all that there are can be offered."""
    edition, field = context.edition, context.proposal.field
    obligation = picked(context, edition.priority_obligation) if edition else None
    if edition is None or obligation is None or obligation.strength is not Strength.ERROR:
        return False
    lists = [edition.priority_lists.get(group) for group in ("horizontal", field or "")]
    return all(listed is not None and listed.complete for listed in lists)


def start_window(context: QuestionContext) -> str:
    """How a date is written, and when projects may start."""
    edition, proposal = context.edition, context.proposal
    windows = picked(context, edition.start_windows if edition else {}) or ()
    spans = [
        window_dates(edition, window)
        for window in windows
        if edition and proposal.round in (None, window.round)
    ]
    first_days = [first for first, _ in spans] or ([date(edition.call, 12, 31)] if edition else [])
    example = f", such as {first_days[0].isoformat()}" if first_days else ""
    words = " or ".join(f"{day(first)} to {day(last)}" for first, last in spans)
    allowed = f" It may start from {words}." if words else ""
    return f"Write year-month-day{example}.{allowed}"


def duration(context: QuestionContext) -> str:
    """How long projects may last."""
    own = picked(context, context.edition.duration if context.edition else {})
    if own is None:
        return ""
    if own.only:
        return f"{' or '.join(map(str, own.only))} months are allowed."
    return f"From {own.min_months} to {own.max_months} months are allowed."


def ceiling(context: QuestionContext) -> str:
    """How much may be asked for."""
    edition = context.edition
    if edition and edition.grant_bounds:
        return f"From {eur(edition.grant_bounds.lowest)} to {eur(edition.grant_bounds.highest)} are possible."
    highest = picked(context, edition.grant_ceiling if edition else {})
    if highest is None:
        return ""
    limits = (
        (highest.per_month, "for each month"),
        (highest.per_organisation_year, "for each school and year"),
        *((amount, f"for {months} months") for months, amount in highest.by_months.items()),
        (highest.total, "in all"),
    )
    parts = [f"{eur(amount)} {of}" for amount, of in limits if amount is not None]
    return f"The most is {' and '.join(parts)}." if parts else ""


def lump_sums(context: QuestionContext) -> tuple[Choice, ...]:
    """The lump sums that the call offers."""
    offered = context.edition.lump_sums if context.edition else None
    return tuple(Choice(int(amount), eur(amount)) for amount in offered.amounts) if offered else ()


def is_lump_sum(context: QuestionContext) -> bool:
    """Whether the grant is a lump sum."""
    return bool(context.edition and context.edition.lump_sums)


def is_not_lump_sum(context: QuestionContext) -> bool:
    """Whether the applicant says what grant is asked for."""
    return not is_lump_sum(context)


def further_priorities(context: QuestionContext) -> int | None:
    """How many priorities the form takes besides the main one."""
    edition = context.edition
    obligation = picked(context, edition.priority_obligation) if edition else None
    if obligation and obligation.at_most:
        return obligation.at_most - 1
    return edition.priority_limits.further if edition and edition.priority_limits else None


def body(context: QuestionContext) -> str | None:
    """Who takes the application."""
    manager = picked(context, context.edition.managers if context.edition else {})
    return manager.body if manager else None


def picked(context: QuestionContext, table: Mapping[str, Entry]) -> Entry | None:
    """The entry of a table that fits the field and format chosen so far."""
    edition = context.edition
    field: str | None = context.proposal.field
    if field is None and edition and len(edition.fields) == 1:
        field = next(iter(edition.fields))
    return pick(table, field=field, project_format=context.proposal.format)


def _over(deadline: datetime) -> str:
    return ", over" if deadline < datetime.now() else ""  # noqa: DTZ005 - the user's clock is near enough


def _described(entries: Mapping[str, _Described]) -> tuple[Choice, ...]:
    return tuple(Choice(name, entry.label, entry.sentence) for name, entry in entries.items())


def _action(call: int, action: str) -> Choice:
    edition = open_edition(call, action)
    codes = dict.fromkeys(code for field in edition.fields.values() for code in field.codes.values())
    return Choice(action, edition.label, f"Its forms are {', '.join(codes)}.")


def _group(key: str) -> str:
    return "Any field: " if key.startswith("horizontal/") else ""
