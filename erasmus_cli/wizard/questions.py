"""The questions about the project, in the order in which they are asked."""

from erasmus_cli.guide.lookup import formats_of
from erasmus_cli.wizard import (
    actions,
    choices,
    days,
    logic_lists,
    parts_of_lump_sum,
    subcontracting,
    unit_cost_items,
)
from erasmus_cli.wizard.lists import EntryList
from erasmus_cli.wizard.question import Kind, OpeningContext, QuestionContext, Template, never
from erasmus_cli.wording.formatting import plain_number
from erasmus_cli.wording.messages import tell

LISTS: tuple[EntryList, ...] = tuple(
    listed
    for listed in (
        *parts_of_lump_sum.LISTS,
        *unit_cost_items.LISTS,
        *subcontracting.LISTS,
        *logic_lists.LISTS,
    )
    if listed.at.count("/") == 1
)
"""The lists of the project; those within their entries are not among them."""


def _has_formats(context: QuestionContext) -> bool:
    return bool(context.field and formats_of(context.edition, context.field))


def _has_types(context: QuestionContext) -> bool:
    """Whether a type has to be chosen: a format may be bound to one."""
    bound = context.edition.formats.get(context.project.format or "")
    return bool(context.edition.types) and not (bound and bound.project_type)


def _has_rounds(context: QuestionContext) -> bool:
    return len(choices.rounds(context)) > 1


def _open_round(context: QuestionContext) -> int | None:
    """The first deadline that is still to come."""
    rounds = context.project.deadlines(None) or ()
    return next((one.round for one in rounds if one.effective >= context.now), None)


def _has_main_priority(context: QuestionContext) -> bool:
    named = context.proposal.priorities
    room = choices.further_priorities(context) != 0
    return bool(named and named.main and room and choices.other_priorities(context))


def _most_topics(context: QuestionContext) -> str:
    limits = context.edition.priority_limits
    most = limits.topics if limits else None
    return "" if most is None else tell("The form takes {most} at most.", most=most)


def _has_priorities(context: QuestionContext) -> bool:
    return bool(choices.priorities(context))


def _has_agencies(context: QuestionContext) -> bool:
    return len(choices.agencies(context)) > 1


def _list_question(listed: EntryList) -> Template[QuestionContext]:
    """The question that stands for a list."""
    return Template(
        listed.at,
        f"{listed.many[:1].upper()}{listed.many[1:]}",
        f"Which {listed.many} does the project have?",
        "They are asked for one by one.",
        Kind.LIST,
        required=listed.needed,
        when=listed.when,
        aside=listed.aside,
    )


def _what_adds_up(context: QuestionContext) -> str:
    """What the budget comes to, and the most that there is."""
    from erasmus_cli.wizard import running_grant  # noqa: PLC0415 - the first prompt does not wait for grants

    return f"{running_grant.in_short(context.project)} {choices.ceiling(context)}".strip()


def _worked_out(context: QuestionContext) -> int | float | None:
    """What the budget adds up to, once every amount of it is known."""
    from erasmus_cli.grant.calculator import grant_of  # noqa: PLC0415 - as above

    grant = grant_of(context.project)
    return plain_number(grant.amount) if grant.complete and grant.amount else None


def _room(context: QuestionContext) -> str:
    room = choices.further_priorities(context)
    return "" if room is None else tell("The form takes {most} at most.", most=room)


OPENING: tuple[Template[OpeningContext], ...] = (
    Template(
        "/call",
        "Call",
        "For which call do you apply?",
        "Calls are yearly, and each has rules of its own.",
        Kind.CHOICE,
        choices=choices.calls,
        why="Every call has a Programme Guide of its own: all rules, dates and sums follow from it.",
    ),
    Template(
        "/action",
        "Kind of project",
        "What kind of project do you apply for?",
        "The Guide calls this the action.",
        Kind.CHOICE,
        choices=actions.actions,
        why="It decides who may apply, with how many partners, for how long and for how much.",
    ),
)
"""What chooses the rules; all further questions depend on them."""

QUESTIONS: tuple[Template[QuestionContext], ...] = (
    Template(
        "/field",
        "Field",
        "Which field does the project change most?",
        "Among others, it decides who takes the application, the form and the priorities.",
        Kind.CHOICE,
        choices=choices.fields,
        why="It decides which agency takes the application, which form is filled, and the priorities.",
    ),
    Template(
        "/format",
        "Special kind",
        "Is it one of these special kinds of project?",
        "They have rules of their own on who takes part and how many.",
        Kind.CHOICE,
        required=never,
        when=_has_formats,
        choices=choices.formats,
        why="Such projects have other numbers of partners, other lengths or other sums.",
    ),
    Template(
        "/type",
        "Project type",
        "What is the project for?",
        "The type decides what can be paid for.",
        Kind.CHOICE,
        when=_has_types,
        choices=choices.types,
        why="It decides which items of the budget are paid for.",
    ),
    Template(
        "/title",
        "Title",
        "What is the title of the project?",
        "A working title will do.",
        why="The form, the agency and all drafts call the project by it.",
    ),
    Template(
        "/acronym",
        "Short name",
        "Does it have a short name?",
        "Leave it empty if it has none.",
        required=never,
        why="Figures and drafts use it where the title is too long.",
    ),
    Template(
        "/language",
        "Language",
        "In which language do you write the application?",
        kind=Kind.LANGUAGE,
        choices=choices.languages,
        hint=choices.such_as_a_language,
        why="The whole form is written in one language that the call admits.",
    ),
    Template(
        "/organisations",
        "Organisations",
        "Which organisations take part?",
        "One of them applies for all; the others are its partners.",
        Kind.ORGANISATIONS,
    ),
    Template(
        "/agency",
        "National Agency",
        "Which National Agency takes the application?",
        "Where a country has several for a field, the language community or the region of the applicant "
        "decides which of them takes its application, as their names say.",
        Kind.CHOICE,
        required=never,
        when=_has_agencies,
        choices=choices.agencies,
        why="The application is refused if another agency than that of the applicant gets it.",
    ),
    Template(
        "/round",
        "Deadline",
        "For which deadline do you apply?",
        "There are several in this field.",
        Kind.CHOICE,
        when=_has_rounds,
        choices=choices.rounds,
        default=_open_round,
        why="The first day on which a project may start follows from it.",
    ),
    Template(
        "/start",
        "Start",
        "On which day does the project start?",
        kind=Kind.DATE,
        hint=days.start_window,
        example=days.first_start,
        why="The Guide says between which days projects may start; all dates of the project follow from it.",
    ),
    Template(
        "/months",
        "Months",
        "How many months does the project last?",
        kind=Kind.MONTHS,
        hint=days.duration,
        why="The Guide says how short and how long projects may be, and the grant may depend on it.",
    ),
    Template(
        "/priorities/main",
        "Main priority",
        "Which priority does the project address first of all?",
        "The Guide lists priorities for each field, and some for any field.",
        Kind.CHOICE,
        required=choices.must_name_priority,
        when=_has_priorities,
        hint=choices.aims,
        late_hint=choices.fitting_priorities,
        choices=choices.priorities,
        why="Assessors look at whether the whole project serves the priority that is named here.",
        background=choices.aims_in_full,
    ),
    Template(
        "/priorities/others",
        "Other priorities",
        "Which other priorities does it address?",
        "Take none, one or several.",
        Kind.CHOICES,
        required=never,
        when=_has_main_priority,
        hint=_room,
        late_hint=choices.fitting_priorities,
        choices=choices.other_priorities,
        most=choices.further_priorities,
        why="They say what else the project serves; each has to show in what it does.",
        background=choices.aims_in_full,
    ),
    Template(
        "/topics",
        "Topics",
        "Which topics does the project address?",
        "Write them as the list of the form has them, with a semicolon between two.",
        Kind.WORDS,
        required=never,
        hint=_most_topics,
        aside=True,
        why="The form asks for topics, and may limit how many.",
    ),
    Template(
        "/lump_sum",
        "Lump sum",
        "Which lump sum do you apply for?",
        "It covers the whole project, and its parts have to add up to it exactly.",
        Kind.CHOICE,
        when=choices.is_lump_sum,
        choices=choices.lump_sums,
        why="The call offers fixed sums only; assessors judge whether the work is worth the one you take.",
    ),
    Template(
        "/estimated_cost",
        "Estimated cost",
        "What will the whole project cost, in EUR?",
        "Your own contribution included, so it is more than the lump sum. You may leave it empty.",
        Kind.MONEY,
        required=never,
        when=choices.is_lump_sum,
        why="It shows what you bring yourself, and some calls ask for it.",
    ),
    *(_list_question(listed) for listed in LISTS),
    Template(
        "/requested_grant",
        "Grant asked for",
        "What grant do you mean to ask for, in EUR?",
        "What the budget adds up to is offered; you may ask for less.",
        Kind.MONEY,
        required=never,
        when=choices.is_not_lump_sum,
        hint=_what_adds_up,
        default=_worked_out,
        why="It is held against what the rates, caps and the ceiling of the call allow.",
    ),
)
"""What is asked once call and action are chosen."""
