"""The questions about work that somebody outside of the consortium is paid for."""

from erasmus_cli.wizard.lists import EntryContext, EntryList
from erasmus_cli.wizard.parts_of_lump_sum import is_needed, may_be_declined
from erasmus_cli.wizard.prompter import Choice
from erasmus_cli.wizard.question import Kind, QuestionContext, Template, never
from erasmus_cli.wording.language import _


def _has_rules(context: QuestionContext) -> bool:
    return "subcontracting" in context.edition.requirements


def _parts(__: EntryContext) -> tuple[Choice, ...]:
    return (
        Choice("other", _("Neither coordination nor core"), _("Such as printing, translation or catering.")),
        Choice("coordination", _("Coordination"), _("Leading the project stays with its members.")),
        Choice("core", _("Core of the project"), _("What the project is for stays with its members.")),
    )


QUESTIONS: tuple[Template[EntryContext], ...] = (
    Template(
        "{entry}/task",
        "Task of {label}",
        "What is somebody outside of the consortium to do?",
        "A few words will do.",
        required=is_needed,
        hint=may_be_declined,
        why="The Guide allows some work to be given to others, and some not.",
    ),
    Template(
        "{entry}/contractor",
        "Contractor of {label}",
        "Who does `{label}`?",
        "Leave it empty if that is not known yet.",
        required=never,
        why="Drafts name it; no rule reads it.",
    ),
    Template(
        "{entry}/cost",
        "Cost of {label}",
        "What does `{label}` cost, in EUR?",
        "",
        Kind.MONEY,
        required=never,
        why="What is given to others is described with its amount.",
    ),
    Template(
        "{entry}/part",
        "Part of {label}",
        "To which part of the project does `{label}` belong?",
        "Coordination and core may not be given to others.",
        Kind.CHOICE,
        required=never,
        choices=_parts,
        why="Some parts of a project may not be given to others.",
    ),
)

LISTS = (EntryList("/subcontracting", "subcontract", "subcontracts", QUESTIONS, when=_has_rules, aside=True),)
