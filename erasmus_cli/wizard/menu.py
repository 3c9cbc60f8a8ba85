"""What the wizard offers when nothing is missing: the form's questions, changes, and the way out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from erasmus_cli.plain_text import characters
from erasmus_cli.wizard.answer_parsing import shown
from erasmus_cli.wizard.consortium import edit_consortium
from erasmus_cli.wizard.form_questions import sections
from erasmus_cli.wizard.prompter import Choice, Prompt
from erasmus_cli.wizard.question import Kind, Question
from erasmus_cli.wizard.summary import verdict

if TYPE_CHECKING:
    from erasmus_cli.wizard.session import Wizard

_FINISH, _WRITE, _SKIPPED, _ORGANISATIONS, _CHANGE = "finish", "write", "skipped", "organisations", "change"
_LONGEST_LABEL = 70


def after_questions(wizard: "Wizard") -> bool:
    """Offers what may be added or changed; False if that is enough."""
    narrative = [question for question in wizard.questions() if question.kind is Kind.NARRATIVE]
    skipped = wizard.skipped()
    choices = [Choice(_FINISH, "Finish")]
    if narrative:
        written = f"{_written(wizard, narrative)} of {len(narrative)} written"
        choices.append(Choice(_WRITE, f"Write the texts of the application form ({written})"))
    if skipped:
        choices.append(Choice(_SKIPPED, f"Answer what was left open ({len(skipped)})"))
    choices += [
        Choice(_ORGANISATIONS, "Add, edit or remove organisations"),
        Choice(_CHANGE, "Change another answer"),
    ]
    action = wizard.prompter.select(
        Prompt("Nothing more is needed. What next?", verdict(wizard.file)), choices, _FINISH
    )
    if action == _WRITE:
        _write(wizard)
    elif action == _SKIPPED:
        for question in skipped:
            wizard.step(question)
    elif action == _ORGANISATIONS:
        edit_consortium(wizard)
    elif action == _CHANGE:
        _change(wizard)
    return bool(action != _FINISH)


def _write(wizard: "Wizard") -> None:
    """One part of the form after the other, as chosen."""
    while True:
        parts = list(sections(wizard.file.context))
        choices = [Choice(None, "Back")]
        for number, (label, asked) in enumerate(parts):
            choices.append(Choice(number, f"{label} ({_written(wizard, asked)} of {len(asked)})"))
        wizard.asking = "Which part of the form do you want to write?"
        first = next((n for n, (_, asked) in enumerate(parts) if _written(wizard, asked) < len(asked)), None)
        chosen = wizard.prompter.select(Prompt(wizard.asking), choices, first)
        if chosen is None:
            return
        _write_part(wizard, *parts[chosen])


def _write_part(wizard: "Wizard", label: str, asked: Sequence[Question]) -> None:
    """One text after the other, as chosen, until all are written or passed over; the next comes first."""
    passed: set[str] = set()
    while True:
        left = [n for n, q in enumerate(asked) if wizard.file.value(q.at) is None and q.at not in passed]
        if passed and not left:
            return
        choices = [Choice(n, f"{q.prompt}{_size(wizard, q)}") for n, q in enumerate(asked)]
        wizard.asking = f"{label}: which text?"
        chosen = wizard.prompter.select(
            Prompt(wizard.asking), [*choices, Choice(None, "Back")], next(iter(left), None)
        )
        if chosen is None:
            return
        passed.add(asked[chosen].at)
        wizard.step(asked[chosen])


def _change(wizard: "Wizard") -> None:
    """Asks one question again, whatever its answer."""
    questions = [q for q in wizard.questions() if _can_change(q)]
    choices = [Choice(None, "Back")]
    for number, question in enumerate(questions):
        value = wizard.file.value(question.at)
        label = f"{question.key}: {'-' if value is None else shown(question, value)}"
        choices.append(Choice(number, label[:_LONGEST_LABEL]))
    wizard.asking = "Which answer do you want to change?"
    chosen = wizard.prompter.select(Prompt(wizard.asking), choices)
    if chosen is not None:
        wizard.step(questions[chosen])


def _can_change(question: Question) -> bool:
    asked_elsewhere = question.at.startswith("/organisations") or question.kind is Kind.NARRATIVE
    return not asked_elsewhere and (question.kind is not Kind.CHOICE or bool(question.choices))


def _written(wizard: "Wizard", questions: Sequence[Question]) -> int:
    return sum(wizard.file.value(question.at) is not None for question in questions)


def _size(wizard: "Wizard", question: Question) -> str:
    text = wizard.file.value(question.at)
    return "" if text is None else f" ({characters(str(text))} characters)"
