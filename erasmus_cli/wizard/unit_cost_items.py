"""The questions about what calls with unit costs pay for: outputs, events, meetings, learning, real costs."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Literal

from erasmus_cli.wizard import choices, days
from erasmus_cli.wizard.lists import EntryContext, EntryList, handle_of
from erasmus_cli.wizard.objectives import served_objectives
from erasmus_cli.wizard.parts_of_lump_sum import is_needed, may_be_declined
from erasmus_cli.wizard.prompter import Choice
from erasmus_cli.wizard.question import Kind, QuestionContext, Template, never
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell


def is_paid(item: str, context: QuestionContext) -> bool:
    """Whether the project may ask for a budget item."""
    if context.edition.unit_costs is None:
        return False
    from erasmus_cli.grant.caps import closed_items  # noqa: PLC0415 - the first prompt does not wait for it

    return all(closed.item != item for closed in context.project.once(closed_items))


def _can_spread(context: QuestionContext) -> bool:
    """Whether events are paid, for which some outputs have to be there first."""
    return is_paid("events", context) and bool(
        context.proposal.outputs or not context.edition.events_need_outputs
    )


def _outputs(context: EntryContext) -> tuple[Choice, ...]:
    return tuple(
        Choice(output.id, f"{output.id} {output.title or ''}".strip())
        for output in context.proposal.outputs or ()
        if output.id
    )


def _learning_kinds(context: EntryContext) -> tuple[Choice, ...]:
    costs = context.edition.unit_costs
    return tuple(Choice(key, _(kind.label)) for key, kind in costs.learning.items()) if costs else ()


def _guest_rate(key: str) -> Callable[[EntryContext], str]:
    def said(context: EntryContext) -> str:
        costs = context.edition.unit_costs
        rates = costs.events if costs else None
        return tell("{rate:eur} is paid for each.", rate=getattr(rates, key)) if rates else ""

    return said


def _real_share(item: Literal["special-needs", "exceptional"]) -> Callable[[EntryContext], str]:
    def said(context: EntryContext) -> str:
        costs = context.edition.unit_costs
        real = costs.real.get(item) if costs else None
        return tell("The grant pays {share:share} of it.", share=real.share) if real else ""

    return said


def _title(ask: str) -> Template[EntryContext]:
    return Template(
        "{entry}/title",
        "Title of {label}",
        ask,
        "A few words will do.",
        required=is_needed,
        hint=may_be_declined,
        why="The form, the budget and the timetable call it so.",
        background=choices.typical_activities,
    )


def _on(key: str, name: str, ask: str, *, host: bool = False) -> Template[EntryContext]:
    """A question for one of the organisations."""
    return Template(
        f"{{entry}}/{key}",
        f"{name} of {{label}}",
        ask,
        "Whoever works there does not travel." if host else "One of the organisations.",
        Kind.CHOICE,
        required=never,
        choices=choices.full_members,
        why="Rates depend on its country, and it is paid for it."
        if key == "host"
        else "The form asks for it.",
    )


def _date(key: str, name: str, ask: str) -> Template[EntryContext]:
    return Template(
        f"{{entry}}/{key}",
        f"{name} of {{label}}",
        ask,
        kind=Kind.DATE,
        required=never,
        hint=days.day_within,
        example=days.usual_day,
        why="It has to lie within the project; the timetable shows it.",
    )


def _number(key: str, name: str, ask: str, help_: str, why: str) -> Template[EntryContext]:
    return Template(
        f"{{entry}}/{key}", f"{name} of {{label}}", ask, help_, Kind.WHOLE_NUMBER, required=never, why=why
    )


def _real_cost(
    item: Literal["special-needs", "exceptional"], example: str
) -> tuple[Template[EntryContext], ...]:
    """The questions about a real cost."""
    return (
        Template(
            "{entry}/organisation",
            "Organisation of {label}",
            "Which organisation has this cost?",
            "One of the organisations.",
            Kind.CHOICE,
            required=is_needed,
            choices=choices.full_members,
            why="The grant is paid to the organisation that bears the cost.",
        ),
        Template(
            "{entry}/description",
            "What {label} is",
            "What is the cost for?",
            example,
            required=never,
            why="The form asks for it, and assessors judge whether it is needed.",
        ),
        Template(
            "{entry}/cost",
            "Cost of {label}",
            "How much does it cost in all, in EUR?",
            "The whole price.",
            Kind.MONEY,
            required=never,
            hint=_real_share(item),
            why="The grant pays a share of what it really costs.",
        ),
    )


_HANDLE: Template[EntryContext] = handle_of("`{label}`")

OUTPUT_QUESTIONS = (
    _title("What is the title of this intellectual output?"),
    _on("lead", "Lead", "Which organisation leads `{label}`?"),
    _date("start", "Start", "On which day does work on `{label}` start?"),
    _date("end", "End", "On which day does work on `{label}` end?"),
    served_objectives(),
    _HANDLE,
)
EVENT_QUESTIONS = (
    _title("What is the title of this multiplier event?"),
    _on("host", "Host", "Which organisation holds `{label}`?"),
    _date("start", "Day", "On which day is `{label}`?"),
    Template(
        "{entry}/outputs",
        "Outputs of {label}",
        "Which outputs does `{label}` spread?",
        "An event is paid for only if it spreads outputs of the project.",
        Kind.CHOICES,
        required=never,
        choices=_outputs,
        why="An event that spreads no output is not paid for.",
    ),
    replace(
        _number(
            "local",
            "Guests at {label} from its country, number",
            "How many guests from its own country come to `{label}`?",
            "Staff of the partners does not count.",
            "Events are paid by the guest, and there is a cap.",
        ),
        hint=_guest_rate("local"),
    ),
    replace(
        _number(
            "foreign",
            "Guests at {label} from abroad, number",
            "How many guests from other countries come to `{label}`?",
            "Staff of the partners does not count.",
            "Events are paid by the guest, and there is a cap.",
        ),
        hint=_guest_rate("foreign"),
    ),
    served_objectives(),
    _HANDLE,
)
MEETING_QUESTIONS = (
    _title("What is the title of this project meeting?"),
    _on("host", "Host", "Which organisation hosts `{label}`?", host=True),
    _date("start", "Day", "On which day does `{label}` begin?"),
)
LEARNING_QUESTIONS = (
    _title("What is the title of this learning, teaching or training activity?"),
    Template(
        "{entry}/kind",
        "Kind of {label}",
        "What kind of activity is `{label}`?",
        "The kind decides which rates hold.",
        Kind.CHOICE,
        required=never,
        choices=_learning_kinds,
        why="The kind decides which rates, which groups and which lengths are allowed.",
    ),
    _on("host", "Host", "Which organisation hosts `{label}`?", host=True),
    _date("start", "Day", "On which day does `{label}` begin?"),
    _number(
        "days",
        "Days",
        "How many days of activity does `{label}` have?",
        "Days of travel do not count.",
        "Rates are paid by the day, and each kind has its lengths.",
    ),
    served_objectives(),
    _HANDLE,
)
NEED_QUESTIONS = _real_cost("special-needs", "Such as an interpreter of sign language.")
EXCEPTIONAL_QUESTIONS: tuple[Template[EntryContext], ...] = (
    *_real_cost("exceptional", "Such as subcontracting, or equipment."),
    Template(
        "{entry}/guarantee",
        "Guarantee in {label}",
        "Is it the cost of a financial guarantee?",
        "A guarantee stands outside the cap on these costs.",
        Kind.CHOICE,
        required=never,
        choices=choices.yes_or_no,
        default=lambda __: False,
        why="The cap on exceptional costs leaves it out.",
    ),
)

LISTS = (
    EntryList(
        "/outputs",
        "intellectual output",
        "intellectual outputs",
        OUTPUT_QUESTIONS,
        ("days",),
        when=partial(is_paid, "outputs"),
    ),
    EntryList("/events", "multiplier event", "multiplier events", EVENT_QUESTIONS, when=_can_spread),
    EntryList(
        "/meetings",
        "project meeting",
        "project meetings",
        MEETING_QUESTIONS,
        ("participants",),
        when=partial(is_paid, "meetings"),
    ),
    EntryList(
        "/learning_activities",
        "learning activity",
        "learning activities",
        LEARNING_QUESTIONS,
        ("groups",),
        when=partial(is_paid, "learning"),
    ),
    EntryList(
        "/special_needs",
        "cost of special needs",
        "costs of special needs",
        NEED_QUESTIONS,
        when=partial(is_paid, "special-needs"),
    ),
    EntryList(
        "/exceptional_costs",
        "exceptional cost",
        "exceptional costs",
        EXCEPTIONAL_QUESTIONS,
        when=partial(is_paid, "exceptional"),
    ),
)
