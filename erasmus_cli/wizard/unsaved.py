"""What was typed and not confirmed, and what was passed, kept beside the proposal through any stop."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from erasmus_cli.pointers import parts, pointer
from erasmus_cli.proposal.editing import NewKey
from erasmus_cli.proposal.text_edit import Edits

_Waiting = dict[str, str | None]


class Unsaved:
    """The answers that wait, by the pointer of their question, in a file of their own.

    A question that may be left open stands there without a text while it is open, and with None once it was
    passed: nothing in the proposal would tell the next session that somebody was asked. Whoever finishes
    leaves no such file.
    """

    def __init__(self, proposal: Path) -> None:
        """Looks beside this proposal; nothing is written before something is kept."""
        self.path = proposal.with_name(f".{proposal.name}.unsaved")

    def text(self, at: str) -> str | None:
        """What was typed there and not confirmed; None if nothing, or if it cannot be read."""
        return self._waiting().get(at) or None

    @property
    def has_text(self) -> bool:
        """Whether anything that was typed waits."""
        return any(self._waiting().values())

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits: no session was stopped, or the last one was finished."""
        return not self._waiting()

    @property
    def passed(self) -> frozenset[str]:
        """The questions that were asked and left open."""
        return frozenset(at for at, text in self._waiting().items() if text is None)

    def keep(self, at: str, text: str) -> None:
        """Keeps what is typed so far. That it cannot be kept stops nobody from typing."""
        self._change({at: text})

    def ask(self, at: str) -> None:
        """Notes that a question is asked which may be left open."""
        self._change({at: self.text(at) or ""})

    def leave_open(self, at: str) -> None:
        """Notes that a question was asked and left open."""
        self._change({at: None})

    def forget(self, at: str) -> None:
        """Lets go of it, as it is confirmed or was given up; the file goes with the last of them."""
        self._change({}, lambda one: one == at)

    def forget_within(self, at: str) -> None:
        """Lets go of all that waits in a list, whose entries have got other numbers."""
        self._change({}, lambda one: one.startswith(f"{at}/"))

    def finish(self) -> None:
        """Lets go of all but what was typed."""
        waiting = self._waiting()
        self._change({}, lambda one: not waiting[one])

    def follow(self, edits: Edits) -> None:
        """Moves what waits at a key to the name that the key has got."""
        waiting = self._waiting()
        for at, value in edits:
            if isinstance(value, NewKey) and at in waiting:
                self._change({pointer((*parts(at)[:-1], value.name)): waiting[at]}, at.__eq__)

    def _waiting(self) -> _Waiting:
        try:
            waiting = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return waiting if isinstance(waiting, dict) else {}

    def _change(self, more: _Waiting, is_gone: Callable[[str], bool] = lambda _: False) -> None:
        before = self._waiting()
        waiting = {at: text for at, text in before.items() if not is_gone(at)} | more
        if waiting == before:
            return
        with suppress(OSError):
            if waiting:
                self.path.write_text(json.dumps(waiting, ensure_ascii=False), encoding="utf-8")
            else:
                self.path.unlink(missing_ok=True)
