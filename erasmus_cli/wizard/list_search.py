"""Letters that are typed in a drawn list: they narrow it, and never choose what holds none of them."""

import string
from collections.abc import Mapping, Sequence
from typing import Any, cast

from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from questionary import Question
from questionary.prompts.common import InquirerControl

from erasmus_cli.wizard.list_window import list_of
from erasmus_cli.wizard.prompter import Choice

_ENTER, _SPACE = "\r", " "


class _Found(InquirerControl):
    """A list that shows what a search has found; that of questionary looks at labels alone."""

    found: list[Any]

    @property
    def filtered_choices(self) -> list[Any]:
        """What was found, while there is a search."""
        return self.found if self.search_filter else self.choices


def search_keys(
    question: Question, choices: Sequence[Choice] = (), *, space_ticks: bool = False
) -> KeyBindings:
    """Keys that narrow the list of a question to the entries that hold what was typed.

    Labels are searched first; where none holds it, the codes of the entries and what explains them.
    A letter that no entry holds rings the bell and changes nothing, nor does a blank before any letter: the
    list of questionary would go to its first entry, which Enter then takes.

    Args:
        question: one that is drawn as a list, with a search.
        choices: what it lists, in its order.
        space_ticks: whether a blank ticks an entry and is no part of a search.
    """
    control = _searched(question)
    beside = {
        str(number): f"{choice.value} {choice.sentence}".casefold() for number, choice in enumerate(choices)
    }
    keys = KeyBindings()

    def narrow(event: KeyPressEvent) -> None:
        searched = f"{control.search_filter or ''}{event.data}".lstrip()
        if not event.data.isprintable() or not _show(control, searched, beside):
            event.app.output.bell()

    def widen(_: KeyPressEvent) -> None:
        _show(control, (control.search_filter or "")[:-1], beside)

    kept = {_ENTER, _SPACE} if space_ticks else {_ENTER}
    # Tab and Ctrl-A tick all at once in questionary, which nothing on the screen says.
    for character in (*(set(string.printable) - kept), Keys.ControlI, Keys.ControlA):
        keys.add(character, eager=True)(narrow)
    # Not eager, as it would take what the terminal itself answers, such as where the cursor is.
    keys.add(Keys.Any)(narrow)
    keys.add(Keys.Backspace, eager=True)(widen)
    return keys


def _searched(question: Question) -> _Found:
    control = list_of(question)
    control.__class__ = _Found  # questionary makes its own, and takes none
    return cast("_Found", control)


def _show(control: _Found, searched: str, beside: Mapping[str, str]) -> bool:
    """Shows the entries that hold a text; False, and no change, if none does.

    The cursor goes to the one that is called so, else to the first that begins with it, else stays where it
    is as long as that entry is shown.
    """
    wanted, pointed = searched.casefold(), control.get_pointed_at()
    fitting = [one for one in control.choices if wanted in str(one.title).casefold()]
    begun = [one for one in fitting if wanted and str(one.title).casefold().startswith(wanted)]
    begun = [one for one in begun if str(one.title).casefold() == wanted] or begun
    fitting = fitting or [one for one in control.choices if wanted in beside.get(str(one.value), "")]
    if not fitting:
        return False
    control.search_filter, control.found = searched or None, fitting
    kept = pointed if pointed in fitting else fitting[0]
    control.pointed_at = fitting.index(begun[0] if begun else kept)
    return True
