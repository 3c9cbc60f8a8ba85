"""The questions about work packages and activities, among which a lump sum is divided."""

from dataclasses import replace
from datetime import date

from erasmus_cli.proposal.city import town
from erasmus_cli.proposal.model import WorkPackage
from erasmus_cli.wizard import choices, days
from erasmus_cli.wizard.lists import EntryContext, EntryList, found, handle_of
from erasmus_cli.wizard.objectives import served_objectives
from erasmus_cli.wizard.prompter import Choice
from erasmus_cli.wizard.question import Kind, QuestionContext, Template, never
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import tell


def has_packages(context: QuestionContext) -> bool:
    """Whether the lump sum is divided among work packages."""
    return choices.is_lump_sum(context) and context.edition.packages is not None


def has_activities(context: QuestionContext) -> bool:
    """Whether it is divided among activities."""
    return choices.is_lump_sum(context) and context.edition.packages is None


def is_needed(context: EntryContext) -> bool:
    """Whether an answer is insisted on: to add one more entry is an offer that may be declined."""
    return context.index == 0 or not context.is_new


def may_be_declined(context: EntryContext) -> str:
    """How an entry that is about to be added is left out."""
    return "" if is_needed(context) else _("Leave it empty to add none.")


def _has_a_place(context: EntryContext) -> bool:
    """Whether it is said to take place in a country."""
    return context.said("venue") not in (None, "online")


def _likely_city(context: EntryContext) -> str:
    """Where the organisations of that country are."""
    everyone = (member.organisation for member in context.project.full_members)
    cities = dict.fromkeys(
        town(one.city) or "" for one in everyone if one.city and one.country == context.said("venue")
    )
    return tell("Of the organisations there: {cities:list}.", cities=tuple(cities)) if cities else ""


def _may_manage(context: EntryContext) -> bool:
    """Whether it may be the package for management: no other one is."""
    packages = context.proposal.work_packages or ()
    return not any(p.management for n, p in enumerate(packages) if n != context.index)


def _does_work(context: EntryContext) -> bool:
    """Whether it is a package that consists of activities, as that for management does not have to."""
    return not context.said("management")


def _is_first(context: EntryContext) -> bool:
    return context.index == 0


def _first_day(context: EntryContext) -> str | None:
    start = context.proposal.start
    return start.isoformat() if start else None


def _last_day(context: EntryContext) -> str | None:
    end = context.proposal.end
    return end.isoformat() if end else None


def _within(context: EntryContext) -> str:
    """Between which days it may lie."""
    start, end = context.proposal.start, context.proposal.end
    package = _package(context)
    if package and package.start and package.end:
        name = package.title or package.id or Words("Its work package")
        return tell(
            "{package} runs from {start:day} to {end:day}.",
            package=name,
            start=package.start,
            end=package.end,
        )
    return days.runs_from(start, end) if start and end else ""


def _first_of(context: EntryContext) -> str:
    """How a day may be written, by one on which it may start, and between which days it may lie."""
    return f"{tell('Such as {day:day}.', day=_example(context))} {_within(context)}".strip()


def _example(context: EntryContext) -> date:
    """A day on which it may start."""
    package = _package(context)
    return (package and package.start) or days.usual_day(context)


def _package(context: EntryContext) -> WorkPackage | None:
    """The package that an activity belongs to."""
    holder, _, rest = context.at.partition("/activities/")
    return found(context.proposal, holder) if holder and rest else None


def _likely_lead(context: EntryContext) -> str | None:
    """The organisation at home where it takes place, else the applicant."""
    members = context.project.full_members
    at_home = (member for member in members if member.organisation.country == context.said("venue"))
    likely = next(at_home, next(iter(context.project.applicants), None))
    return likely.organisation.id if likely else None


def _no_share(context: EntryContext) -> str:
    """Where an activity has an amount: that whoever leads it has not got that by leading it."""
    return _("Leading it is no share of its amount.") if has_activities(context) else ""


def _applicant(context: EntryContext) -> str | None:
    return next((member.organisation.id for member in context.project.applicants), None)


def _besides_the_lead(context: EntryContext) -> tuple[Choice, ...]:
    return tuple(one for one in choices.all_organisations(context) if one.value != context.said("lead"))


def _management(context: EntryContext) -> str:
    limits = context.edition.management_share.values()
    share = next((limit.share for limit in limits if limit.of == "lump-sum"), None)
    return (
        tell("It may take {share:share} of the lump sum at most.", share=share) if share is not None else ""
    )


_TITLE: Template[EntryContext] = Template(
    "{entry}/title",
    "Title of {label}",
    "What is the title of this {one}?",
    "A few words will do.",
    required=is_needed,
    hint=may_be_declined,
    why="The form, the budget and the timetable call it so.",
    background=choices.typical_activities,
)
_HANDLE: Template[EntryContext] = handle_of("`{label}`")
_START: Template[EntryContext] = Template(
    "{entry}/start",
    "Start of {label}",
    "On which day does `{label}` start?",
    kind=Kind.DATE,
    required=never,
    hint=_first_of,
    example=_example,
    why="It has to lie within the project; the timetable shows it.",
)
_END: Template[EntryContext] = Template(
    "{entry}/end",
    "End of {label}",
    "On which day does `{label}` end?",
    "Its last day.",
    Kind.DATE,
    required=never,
    hint=_within,
    example=_example,
    why="It has to lie within the project; the timetable shows it.",
)

ACTIVITY_QUESTIONS: tuple[Template[EntryContext], ...] = (
    _TITLE,
    Template(
        "{entry}/venue",
        "Country of {label}",
        "In which country does `{label}` take place?",
        "Write `online` if it has no place. Leave it empty if it takes place in several countries.",
        Kind.VENUE,
        required=never,
        choices=choices.venues,
        why="The Guide says in which countries activities may take place.",
    ),
    Template(
        "{entry}/city",
        "City of {label}",
        "In which city does `{label}` take place?",
        "Leave it empty if that is not known yet.",
        required=never,
        when=_has_a_place,
        hint=_likely_city,
        why="The form asks where activities take place, and the map shows it.",
    ),
    Template(
        "{entry}/sharing",
        "Results shared in {label}",
        "Does `{label}` share results of the project?",
        "For that, more countries may be open.",
        Kind.CHOICE,
        required=never,
        choices=choices.yes_or_no,
        aside=True,
        why="The Guide admits further places for activities that share results.",
    ),
    _START,
    _END,
    Template(
        "{entry}/lead",
        "Lead of {label}",
        "Which organisation leads `{label}`?",
        kind=Kind.CHOICE,
        required=never,
        hint=_no_share,
        choices=choices.full_members,
        default=_likely_lead,
        why="The form asks who does what; assessors look at how the work is divided.",
    ),
    Template(
        "{entry}/participants",
        "Who takes part in {label}",
        "Which organisations take part in `{label}`, besides the lead?",
        "Take none, one or several.",
        Kind.CHOICES,
        required=never,
        choices=_besides_the_lead,
        why="The form asks who does what; assessors look at how the work is divided.",
    ),
    served_objectives(),
    _HANDLE,
)

SHARED_ACTIVITY_QUESTIONS: tuple[Template[EntryContext], ...] = (
    *ACTIVITY_QUESTIONS,
    Template(
        "{entry}/grant",
        "Amount of {label}",
        "How much of the lump sum is for `{label}`?",
        "All amounts together make the lump sum, to the cent.",
        Kind.SHARE,
        why="The parts of a lump sum have to make it exactly.",
    ),
    Template(
        "{entry}/grants",
        "Shares of {label}",
        "Which organisation has how much of `{label}`?",
        "The shares make the amount of the activity, to the cent.",
        Kind.SHARE,
        required=never,
        aside=True,
        why="Each partner learns its share from it; the form does not ask.",
    ),
)
"""The questions about an activity that has a part of the lump sum."""

PACKAGE_ACTIVITY_QUESTIONS: tuple[Template[EntryContext], ...] = (
    *ACTIVITY_QUESTIONS,
    Template(
        "{entry}/grant",
        "Estimate for {label}",
        "How much of its work package is for `{label}`, in EUR?",
        "It may be left open; if all activities of a package say it, they make its amount.",
        Kind.MONEY,
        required=never,
        aside=True,
        why="It helps to check whether the package costs what it has.",
    ),
)
"""The questions about an activity within a work package."""

PACKAGE_QUESTIONS: tuple[Template[EntryContext], ...] = (
    _TITLE,
    Template(
        "{entry}/management",
        "Management in {label}",
        "Is `{label}` the package for project management?",
        "One package holds the management of the project.",
        Kind.CHOICE,
        when=_may_manage,
        choices=choices.yes_or_no,
        hint=_management,
        default=_is_first,
        why="The Guide limits what management may take of the lump sum.",
    ),
    Template(
        "{entry}/lead",
        "Lead of {label}",
        "Which organisation answers for `{label}`?",
        "One of the organisations.",
        Kind.CHOICE,
        required=never,
        choices=choices.full_members,
        default=_applicant,
        why="The form asks who leads each package.",
    ),
    replace(_START, default=_first_day),
    replace(_END, default=_last_day),
    Template(
        "{entry}/activities",
        "Activities of {label}",
        "Which activities does `{label}` have?",
        "Each package but that for management has at least one. They need no amounts.",
        Kind.LIST,
        required=_does_work,
        why="The form describes each package by its activities.",
    ),
    Template(
        "{entry}/grants",
        "Amounts of {label}",
        "How much of the lump sum is for `{label}`?",
        "All amounts together make the lump sum, to the cent.",
        Kind.SHARE,
        why="The parts of a lump sum have to make it exactly.",
    ),
    served_objectives(),
    _HANDLE,
)

LISTS = (
    EntryList(
        "/work_packages",
        "work package",
        "work packages",
        PACKAGE_QUESTIONS,
        when=has_packages,
        needed=has_packages,
    ),
    EntryList("/work_packages/{index}/activities", "activity", "activities", PACKAGE_ACTIVITY_QUESTIONS),
    EntryList(
        "/activities",
        "activity",
        "activities",
        SHARED_ACTIVITY_QUESTIONS,
        when=has_activities,
        needed=has_activities,
    ),
)
