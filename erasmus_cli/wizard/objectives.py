"""The question which objectives a part of the work serves."""

from functools import partial

from erasmus_cli.wizard import choices
from erasmus_cli.wizard.lists import EntryContext
from erasmus_cli.wizard.prompter import Choice
from erasmus_cli.wizard.question import Kind, Template, never


def entries_of(keys: tuple[str, ...], context: EntryContext) -> tuple[Choice, ...]:
    """The entries of some lists of the proposal that have a handle."""
    found = (entry for key in keys for entry in choices.entries_with_handles(context, key))
    return tuple(
        Choice(entry.id, f"{entry.id}: {entry.title}" if entry.title else entry.id) for entry in found
    )


def served_objectives() -> Template[EntryContext]:
    """The question for the objectives that a part of the work serves."""
    return Template(
        "{entry}/objectives",
        "Objectives of {label}",
        "Which objectives does `{label}` serve?",
        "Take none, one or several.",
        Kind.CHOICES,
        required=never,
        when=lambda context: bool(context.proposal.objectives),
        choices=partial(entries_of, ("objectives",)),
        aside=True,
        why="Drafts show which part of the work serves which objective; no rule reads it.",
    )
