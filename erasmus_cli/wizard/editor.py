"""A text in the editor of whoever answers: `$VISUAL`, else `$EDITOR`, else the one that Windows has."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell


def command() -> list[str]:
    """The command of the editor; empty where none is named, or its name cannot be read."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    if sys.platform == "win32":
        return _on_windows(named)
    try:
        return shlex.split(named)
    except ValueError:
        return []


def _on_windows(named: str) -> list[str]:
    """Backslashes are part of a path there, and paths have blanks, with quotes around them or without."""
    if Path(named).is_file():
        return [named]
    parts: list[str] = re.findall(r'"[^"]+"|[^\s"]+', named)
    return [part.strip('"') for part in parts] or ["notepad"]


def edited(text: str) -> str:
    """The text as the editor saves it.

    Raises:
        ValueError: there is no editor, or it does not start, fails or leaves no text; the message says so.
    """
    if not command():
        raise ValueError(_("There is no editor: $VISUAL or $EDITOR would name it."))
    with TemporaryDirectory(prefix="erasmus-") as folder:
        file = Path(folder) / "answer.md"
        file.write_text(text, encoding="utf-8")
        try:
            code = subprocess.run([*command(), str(file)], check=False).returncode  # noqa: S603 - the user's own
            if code:
                raise ValueError(tell("The editor ended with {code}; the text stays as it was.", code=code))
            return file.read_text(encoding="utf-8-sig")  # editors of Windows put a mark in front
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(
                tell("The editor gave no text ({why}); it stays as it was.", why=error)
            ) from error
