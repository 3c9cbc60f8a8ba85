"""The questions about the project, in the order in which they are asked."""

from erasmus_cli.guide.lookup import formats_of
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.wizard import choices
from erasmus_cli.wizard.question import Kind, QuestionContext, Template, never


def _has_formats(context: QuestionContext) -> bool:
    return bool(context.field and formats_of(context.edition, context.field))


def _has_types(context: QuestionContext) -> bool:
    """Whether a type has to be chosen: a format may be bound to one."""
    bound = context.edition.formats.get(context.project.format or "")
    return bool(context.edition.types) and not (bound and bound.project_type)


def _has_rounds(context: QuestionContext) -> bool:
    return len(choices.rounds(context)) > 1


def _has_main_priority(context: QuestionContext) -> bool:
    named = context.proposal.priorities
    room = choices.further_priorities(context) != 0
    return bool(named and named.main and room and choices.other_priorities(context))


def _has_priorities(context: QuestionContext) -> bool:
    return bool(choices.priorities(context))


def _room(context: QuestionContext) -> str:
    room = choices.further_priorities(context)
    return "" if room is None else f"The form takes {room} at most."


OPENING: tuple[Template[Proposal], ...] = (
    Template(
        "/call",
        "Call",
        "For which call do you apply?",
        "Calls are yearly, and each has rules of its own.",
        Kind.CHOICE,
        choices=choices.calls,
    ),
    Template(
        "/action",
        "Kind of project",
        "What kind of project do you apply for?",
        "The Guide calls this the action.",
        Kind.CHOICE,
        choices=choices.actions,
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
    ),
    Template(
        "/type",
        "Project type",
        "What is the project for?",
        "The type decides what can be paid for.",
        Kind.CHOICE,
        when=_has_types,
        choices=choices.types,
    ),
    Template("/title", "Title", "What is the title of the project?", "A working title will do."),
    Template(
        "/acronym",
        "Short name",
        "Does it have a short name?",
        "Leave it empty if it has none.",
        required=never,
    ),
    Template(
        "/language",
        "Language",
        "In which language do you write the application?",
        "Write its name or its code, such as en.",
        Kind.LANGUAGE,
        choices=choices.languages,
    ),
    Template(
        "/organisations",
        "Organisations",
        "Which organisations take part?",
        "The first one applies for all; the others are its partners.",
        Kind.ORGANISATIONS,
    ),
    Template(
        "/round",
        "Deadline",
        "For which deadline do you apply?",
        "There are several in this field.",
        Kind.CHOICE,
        when=_has_rounds,
        choices=choices.rounds,
    ),
    Template(
        "/start",
        "Start",
        "On which day does the project start?",
        kind=Kind.DATE,
        hint=choices.start_window,
    ),
    Template(
        "/months",
        "Months",
        "How many months does the project last?",
        kind=Kind.WHOLE_NUMBER,
        hint=choices.duration,
    ),
    Template(
        "/priorities/main",
        "Main priority",
        "Which priority does the project address first of all?",
        "The Guide lists priorities for each field, and some for any field.",
        Kind.CHOICE,
        required=choices.must_name_priority,
        when=_has_priorities,
        choices=choices.priorities,
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
        choices=choices.other_priorities,
        most=choices.further_priorities,
    ),
    Template(
        "/lump_sum",
        "Lump sum",
        "Which lump sum do you apply for?",
        "It covers the whole project, and its parts have to add up to it exactly.",
        Kind.CHOICE,
        when=choices.is_lump_sum,
        choices=choices.lump_sums,
    ),
    Template(
        "/requested_grant",
        "Grant asked for",
        "What grant do you mean to ask for, in EUR?",
        "Leave it empty if you do not know yet.",
        Kind.MONEY,
        required=never,
        when=choices.is_not_lump_sum,
        hint=choices.ceiling,
    ),
)
"""What is asked once call and action are chosen."""
