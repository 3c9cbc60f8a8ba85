"""Texts that were typed and not confirmed, kept beside the proposal so that no stop loses them."""

import json
from contextlib import suppress
from pathlib import Path

from erasmus_cli.pointers import parts, pointer
from erasmus_cli.proposal.editing import NewKey
from erasmus_cli.proposal.text_edit import Edits


class Unsaved:
    """The texts that wait, by the pointer of their question, in a file of their own."""

    def __init__(self, proposal: Path) -> None:
        """Looks beside this proposal; nothing is written before something is kept."""
        self.path = proposal.with_name(f".{proposal.name}.unsaved")

    def text(self, at: str) -> str | None:
        """What was typed there and not confirmed; None if nothing, or if it cannot be read."""
        return self._texts().get(at)

    def keep(self, at: str, text: str) -> None:
        """Keeps what is typed so far. That it cannot be kept stops nobody from typing."""
        self._write({**self._texts(), at: text})

    def forget(self, at: str) -> None:
        """Lets go of it, as it is confirmed or was given up; the file goes with the last of them."""
        texts = self._texts()
        if texts.pop(at, None) is not None:
            self._write(texts)

    def follow(self, edits: Edits) -> None:
        """Moves what waits at a key to the name that the key has got."""
        texts = self._texts()
        for at, value in edits:
            if isinstance(value, NewKey) and at in texts:
                texts[pointer((*parts(at)[:-1], value.name))] = texts.pop(at)
                self._write(texts)

    def _texts(self) -> dict[str, str]:
        try:
            texts = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return texts if isinstance(texts, dict) else {}

    def _write(self, texts: dict[str, str]) -> None:
        with suppress(OSError):
            if texts:
                self.path.write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
            else:
                self.path.unlink(missing_ok=True)
