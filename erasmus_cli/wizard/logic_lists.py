"""The lists of a project's logic: objectives, results, milestones, indicators, risks, earlier work together.

No rule waits for any of them; they are filled on request.
"""

from collections.abc import Callable
from functools import partial

from erasmus_cli.wizard import choices, days
from erasmus_cli.wizard.lists import EntryContext, EntryList, handle_of
from erasmus_cli.wizard.objectives import entries_of
from erasmus_cli.wizard.parts_of_lump_sum import is_needed, may_be_declined
from erasmus_cli.wizard.prompter import Choice
from erasmus_cli.wizard.question import Kind, Template, never
from erasmus_cli.wording.language import Words, _

_Choices = Callable[[EntryContext], tuple[Choice, ...]]
_HANDLE: Template[EntryContext] = handle_of("`{label}`")
_WHY = "No form asks for it as a list and no rule reads it; drafts print it, and hints look at it."


def _title(ask: str) -> Template[EntryContext]:
    return Template(
        "{entry}/title",
        "Title of {label}",
        ask,
        "A sentence will do.",
        required=is_needed,
        hint=may_be_declined,
        why=_WHY,
    )


def _text(
    key: str, name: str, ask: str, help_: str = "Leave it empty if it is open."
) -> Template[EntryContext]:
    return Template(f"{{entry}}/{key}", f"{name} of {{label}}", ask, help_, required=never, why=_WHY)


def _day(ask: str) -> Template[EntryContext]:
    return Template(
        "{entry}/due",
        "Date of {label}",
        ask,
        kind=Kind.DATE,
        required=never,
        hint=days.day_within,
        example=days.usual_day,
        why=_WHY,
    )


def _who(key: str, ask: str) -> Template[EntryContext]:
    return Template(
        f"{{entry}}/{key}",
        "Who answers for {label}",
        ask,
        "One of the organisations.",
        Kind.CHOICE,
        required=never,
        choices=choices.full_members,
        why=_WHY,
    )


def _some(key: str, name: str, ask: str, offered: _Choices) -> Template[EntryContext]:
    return Template(
        f"{{entry}}/{key}",
        f"{name} of {{label}}",
        ask,
        "Take none, one or several.",
        Kind.CHOICES,
        required=never,
        when=lambda context: bool(offered(context)),
        choices=offered,
        why=_WHY,
    )


def _levels(__: EntryContext) -> tuple[Choice, ...]:
    return tuple(Choice(str(level), _(level)) for level in (Words("low"), Words("medium"), Words("high")))


def _level(key: str, ask: str) -> Template[EntryContext]:
    name = f"{key[:1].upper()}{key[1:]} of {{label}}"
    return Template(f"{{entry}}/{key}", name, ask, "", Kind.CHOICE, required=never, choices=_levels, why=_WHY)


def _year(key: str, ask: str) -> Template[EntryContext]:
    name = f"{key[:1].upper()}{key[1:]} of {{label}}"
    return Template(
        f"{{entry}}/{key}", name, ask, "A year, such as 2021.", Kind.WHOLE_NUMBER, required=never, why=_WHY
    )


_MADE_BY = partial(entries_of, ("activities", "outputs", "events", "work_packages"))

LISTS = (
    EntryList(
        "/objectives",
        "objective",
        "objectives",
        (_title("What will be different because of the project?"), _HANDLE),
        aside=True,
    ),
    EntryList(
        "/results",
        "result",
        "results",
        (
            _title("What does the project leave behind?"),
            _some("made_by", "Origin", "What does `{label}` come from?", _MADE_BY),
            _who("lead", "Which organisation answers for `{label}`?"),
            _day("By which day is `{label}` there?"),
            _text("proof", "Proof", "By what can anybody see that `{label}` is there?"),
            _HANDLE,
        ),
        aside=True,
    ),
    EntryList(
        "/milestones",
        "milestone",
        "milestones",
        (
            _title("At which point does the project see whether it is on its way?"),
            _day("On which day is `{label}` due?"),
            _who("lead", "Which organisation answers for `{label}`?"),
            _text("proof", "Proof", "By what can anybody see that `{label}` is reached?"),
            _HANDLE,
        ),
        aside=True,
    ),
    EntryList(
        "/indicators",
        "indicator",
        "indicators",
        (
            _title("What is counted or measured?"),
            _some(
                "measures",
                "Aim",
                "What does `{label}` judge?",
                partial(entries_of, ("objectives", "results")),
            ),
            _text("baseline", "Baseline", "How is `{label}` before the project?", "A number, or words."),
            _text("target", "Target", "How is `{label}` to be?", "A number, or words."),
            _day("By which day is the target of `{label}` to be reached?"),
            _text("source", "Source", "Where is the figure of `{label}` taken from?"),
            _who("owner", "Which organisation measures `{label}`?"),
        ),
        aside=True,
    ),
    EntryList(
        "/risks",
        "risk",
        "risks",
        (
            _title("What may go wrong?"),
            _level("likelihood", "How likely is `{label}`?"),
            _level("severity", "How bad would `{label}` be?"),
            _text("measure", "Measure", "What is done about `{label}`?"),
            _who("owner", "Which organisation watches `{label}`?"),
        ),
        aside=True,
    ),
    EntryList(
        "/past_cooperation",
        "earlier project",
        "earlier projects together",
        (
            _title("Which project did organisations of the consortium do together before?"),
            _some(
                "organisations", "Members", "Which of them took part in `{label}`?", choices.all_organisations
            ),
            _year("start", "In which year did `{label}` begin?"),
            _year("end", "In which year did `{label}` end?"),
        ),
        aside=True,
    ),
)
