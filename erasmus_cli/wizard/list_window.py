"""A drawn list that is taller than its room on the screen: shown are the entries around the cursor."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from prompt_toolkit.formatted_text.utils import fragment_list_to_text, split_lines
from questionary import Question
from questionary.prompts.common import InquirerControl

from erasmus_cli.wording.language import _

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text.base import StyleAndTextTuples

LEAST = 6
"""Rows of a list below which it is of no use: fewer are never made room for."""

_CURSOR = "[SetCursorPosition]"
_EXPLANATION = "  Description: "  # how questionary begins the lines below a list
_MARKS = 2
_FEWEST = 3  # lines of entries, among which one can still find one's way


def list_of(question: Question) -> InquirerControl:
    """The list of a question that is drawn as one."""
    (control,) = (
        c for c in question.application.layout.find_all_controls() if isinstance(c, InquirerControl)
    )
    return control


def fit(question: Question, rows: Callable[[], int]) -> None:
    """Keeps a drawn list within some rows of the screen, its explanation included.

    Args:
        question: one that is drawn as a list.
        rows: how many there are, each time that it is drawn.
    """
    control = list_of(question)
    whole: Callable[[], StyleAndTextTuples] = control._get_choice_tokens  # noqa: SLF001 - draws it whole

    def within() -> "StyleAndTextTuples":
        searching = 0 if control.search_filter is None else 2
        return _within([*split_lines(whole())], max(LEAST, rows() - searching))

    control.text = within


def _within(lines: "list[StyleAndTextTuples]", rows: int) -> "StyleAndTextTuples":
    """The lines around the cursor that fit, where there are more of them, then the explanation."""
    texts = [fragment_list_to_text(line) for line in lines]
    end = next((n for n, text in enumerate(texts) if text.startswith(_EXPLANATION)), len(lines))
    entries, below = lines[:end], _explained(lines[end:])
    if len(lines) <= rows:
        return _joined([*entries, *below])
    room = max(_FEWEST, rows - len(below) - _MARKS)
    cursor = next((n for n, line in enumerate(entries) if any(one[0] == _CURSOR for one in line)), 0)
    first = max(0, min(cursor - room // 2, len(entries) - room))
    left = len(entries) - first - room
    above: StyleAndTextTuples = [("class:instruction", f"   {_('(more above)')}" if first else "")]
    after: StyleAndTextTuples = [("class:instruction", f"   {_('(more below)')}" if left > 0 else "")]
    return _joined([above, *entries[first : first + room], after, *below])


def _explained(lines: "list[StyleAndTextTuples]") -> "list[StyleAndTextTuples]":
    """The explanation as it is drawn, its first word in the language that is spoken now."""
    if not lines or _("Description") == "Description":
        return lines
    text = fragment_list_to_text(lines[0]).removeprefix(_EXPLANATION)
    return [[("class:text", f"  {_('Description')}: {text}")], *lines[1:]]


def _joined(lines: "list[StyleAndTextTuples]") -> "StyleAndTextTuples":
    whole: StyleAndTextTuples = []
    for number, line in enumerate(lines):
        whole += [("", "\n"), *line] if number else line
    return whole
