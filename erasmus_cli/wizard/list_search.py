"""Letters that are typed in a drawn list: they narrow it, and never choose what holds none of them."""

import string

from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from questionary import Question
from questionary.prompts.common import InquirerControl

from erasmus_cli.wizard.list_window import list_of

_ENTER, _SPACE = "\r", " "


def search_keys(question: Question, *, space_ticks: bool = False) -> KeyBindings:
    """Keys that narrow the list of a question to the entries that hold what was typed.

    A letter that no entry holds rings the bell and changes nothing, nor does a blank before any letter: the
    list of questionary would go to its first entry, which Enter then takes.

    Args:
        question: one that is drawn as a list, with a search.
        space_ticks: whether a blank ticks an entry and is no part of a search.
    """
    control = list_of(question)
    keys = KeyBindings()

    def narrow(event: KeyPressEvent) -> None:
        searched = f"{control.search_filter or ''}{event.data}".lstrip()
        if not event.data.isprintable() or not _show(control, searched):
            event.app.output.bell()

    def widen(_: KeyPressEvent) -> None:
        _show(control, (control.search_filter or "")[:-1])

    kept = {_ENTER, _SPACE} if space_ticks else {_ENTER}
    # Tab and Ctrl-A tick all at once in questionary, which nothing on the screen says.
    for character in (*(set(string.printable) - kept), Keys.ControlI, Keys.ControlA):
        keys.add(character, eager=True)(narrow)
    # Not eager, as it would take what the terminal itself answers, such as where the cursor is.
    keys.add(Keys.Any)(narrow)
    keys.add(Keys.Backspace, eager=True)(widen)
    return keys


def _show(control: InquirerControl, searched: str) -> bool:
    """Shows the entries that hold a text; False, and no change, if none does.

    The cursor goes to the first that begins with it, else stays where it is as long as that entry is shown.
    """
    wanted, pointed = searched.lower(), control.get_pointed_at()
    fitting = [one for one in control.choices if wanted in str(one.title).lower()]
    begun = [one for one in fitting if wanted and str(one.title).lower().startswith(wanted)]
    if not fitting:
        return False
    control.search_filter = searched or None
    kept = pointed if pointed in fitting else fitting[0]
    control.pointed_at = fitting.index(begun[0] if begun else kept)
    return True
