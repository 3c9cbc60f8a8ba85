"""Questions as plain lines: for screen readers, dumb terminals and whoever prefers them."""

import select
import shutil
import textwrap
from collections.abc import Callable, Sequence
from typing import Any, TextIO, TypeVar

from erasmus_cli.wizard import editor
from erasmus_cli.wizard.prompter import CANCELLED, NO_MORE, Choice, Prompt, WentBack, room
from erasmus_cli.wording.countries import folded
from erasmus_cli.wording.language import Words, _, spoken
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.visible import visible
from erasmus_cli.wording.words import meant

_END = "."
_CLEAR = "-"
_WIDEST = 100
_BACK, _EXPLAIN = "<", "?"
_KEEP, _ADD, _NEW, _EDIT, _DELETE = "", "add", "new", "edit", "delete"
_ACTIONS = {"add": _ADD, "new": _NEW, "edit": _EDIT, "delete": _DELETE}  # typed as they are in all languages

Answer = TypeVar("Answer")


class PlainPrompter:
    """Numbered lists and lines of text; nothing is drawn over."""

    keys = Words("< goes back to the question before, ? explains one, Ctrl-C stops.")

    def __init__(self, lines: TextIO, screen: TextIO) -> None:
        self._lines, self._screen = lines, screen
        self._more: tuple[str, ...] = ()

    def select(self, prompt: Prompt, choices: Sequence[Choice], chosen: Any = None) -> Any:
        """The number of one entry."""
        self._show(prompt, choices)
        preset = next((str(n) for n, choice in enumerate(choices, 1) if choice.value == chosen), "")

        def read(line: str) -> Any:
            said_beside = prompt.means(line)
            return choices[_chosen(line or preset, choices)].value if said_beside is None else said_beside

        return self._until_read(tell("Number [{preset}]: ", preset=preset) if preset else _("Number: "), read)

    def checkbox(self, prompt: Prompt, choices: Sequence[Choice], chosen: Sequence[Any] = ()) -> list[Any]:
        """The numbers of any entries."""
        self._show(prompt, choices)
        preset = " ".join(str(n) for n, choice in enumerate(choices, 1) if choice.value in chosen)

        def read(line: str) -> list[Any]:
            wanted = "" if line == _CLEAR else line or preset
            numbers = {_number(part, len(choices)) for part in wanted.replace(",", " ").split()}
            if fault := prompt.too_many([*numbers]):
                raise ValueError(fault)
            return [choices[number - 1].value for number in sorted(numbers)]

        if preset:
            self._say(tell("(Enter keeps {preset}, {clear} takes none)", preset=preset, clear=_CLEAR))
        else:
            self._say(_("(Enter takes none)"))
        return self._until_read(_("Numbers: "), read)

    def text(self, prompt: Prompt, default: str = "", offers: Sequence[str] = ()) -> str:
        """One line."""
        del offers  # there may be hundreds, which help only where the screen completes them
        self._show(prompt)
        if default:
            self._say(tell("[{default}] (Enter keeps it, {clear} clears it)", default=default, clear=_CLEAR))
        line = self._read("> ").strip()
        if line and self._lines.isatty() and self._more_waits():
            line = self._as_one(line)
        return "" if line == _CLEAR else line or default

    def _as_one(self, line: str) -> str:
        """A line with those that came along in one paste: they would answer the questions that follow."""
        lines = [line]
        while self._more_waits() and (more := self._lines.readline()):
            lines.append(more.strip())
        self._say(_("Several lines came at once; they are taken as one."))
        return " ".join(filter(None, lines))

    def multiline(self, prompt: Prompt, default: str = "") -> str:
        """Lines up to one that holds a full stop only; a text that is there goes only by the word for it."""
        self._show(prompt)
        if not default:
            return self._written(prompt.keep)
        self._say(default, f"({room(default, prompt.limit)})")
        self._say(
            tell(
                "(Enter keeps this text, {add} adds to it, {new} writes it anew, {edit} opens it in your "
                "editor, {delete} deletes it.)",
                **_ACTIONS,
            )
        )
        wanted = self._until_read("> ", _what_to_do)
        if wanted == _KEEP:
            return default
        if wanted == _DELETE:
            return ""
        if wanted == _EDIT:
            return self._edited(default)
        if wanted == _ADD:
            written = self._written(lambda text: prompt.keep(f"{default}\n{text}"))
            return f"{default}\n{written}" if written else default
        written = self._written(prompt.keep)
        return written or default

    def confirm(self, prompt: Prompt) -> bool:
        """`y` or `n`."""
        self._show(prompt)
        yes, no = spoken().yes[:1], spoken().no[:1]
        return self._until_read(tell("{yes} or {no} [{no}]: ", yes=yes, no=no), _yes_or_no)

    def _written(self, keep: Callable[[str], None]) -> str:
        """What is typed until the line that ends it; a first line may open the editor instead."""
        self._say(
            tell(
                "(A line with only {end} ends the text. A first line of {edit} opens your editor.)",
                end=_END,
                edit=_EDIT,
            )
        )
        lines: list[str] = []
        line = self._read("> ")
        if line.strip().lower() == _EDIT:
            return self._edited("")
        try:
            while line != _END and (line or lines):
                lines.append(line)
                if not self._more_waits():  # else a long paste would be written anew with each of its lines
                    keep("\n".join(lines))
                # Once a text is begun, it may hold anything.
                line = self._read("> ", is_answer=False)
        except (EOFError, KeyboardInterrupt):
            keep("\n".join(lines))
            raise
        return "\n".join(lines)

    def _more_waits(self) -> bool:
        """Whether lines are there that nobody has read, as after a paste; no if that cannot be told."""
        try:
            return bool(select.select([self._lines], [], [], 0)[0])
        except (OSError, ValueError):
            return False

    def _edited(self, text: str) -> str:
        """The text as the editor saves it; as it was where there is no editor, or it fails."""
        try:
            return editor.edited(text)
        except ValueError as error:
            self._say(str(error))
            return text

    def _show(self, prompt: Prompt, choices: Sequence[Choice] = ()) -> None:
        self._more = prompt.more or (_(NO_MORE),)
        width = len(str(len(choices)))
        self._say("", prompt.text, *prompt.help.splitlines())
        for number, choice in enumerate(choices, 1):
            self._say(f"  {number:{width}}  {_entry(choice)}", indent=width + 4)

    def _until_read(self, label: str, read: Callable[[str], Answer]) -> Answer:
        while True:
            try:
                return read(self._read(label).strip())
            except ValueError as error:
                self._say(str(error))

    def _read(self, label: str, *, is_answer: bool = True) -> str:
        """One line; where it is an answer, the signs for going back and for an explanation are heard."""
        self._screen.write(label)
        self._screen.flush()
        line = self._lines.readline()
        if not line:
            raise EOFError(_(CANCELLED))
        if is_answer and line.strip() == _BACK:
            raise WentBack
        if is_answer and line.strip() == _EXPLAIN:
            self._say(*self._more)
            return self._read(label)
        return line.rstrip("\r\n")

    def _say(self, *texts: str, indent: int = 0) -> None:
        """Shows texts, broken between words: the terminal would break within them."""
        width = min(shutil.get_terminal_size().columns, _WIDEST)
        for text in texts:
            for line in visible(text).split("\n"):
                shown = textwrap.fill(
                    line,
                    width,
                    subsequent_indent=" " * indent,
                    break_long_words=False,
                    break_on_hyphens=False,
                )
                self._screen.write(f"{shown}\n")


def _entry(choice: Choice) -> str:
    return f"{choice.label}: {choice.sentence}" if choice.sentence else choice.label


def _number(text: str, most: int) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= most:
        return int(text)
    raise ValueError(tell("Please give a number from 1 to {most}.", most=most))


def _chosen(text: str, choices: Sequence[Choice]) -> int:
    """The place of the choice of a number, of this name, or of the only one that has such words.

    A number that is no place in the list may still be a name, as years are.
    """
    if text.isdigit() and 1 <= int(text) <= len(choices):
        return int(text) - 1
    named = _named(folded(text), choices)
    if len(named) == 1:
        return named[0]
    if named:
        raise ValueError(
            tell(
                "{n} of them have `{text}`. Please give a number from 1 to {most}.",
                n=len(named),
                text=text,
                most=len(choices),
            )
        )
    return _number(text, len(choices)) - 1


def _named(wanted: str, choices: Sequence[Choice]) -> list[int]:
    """The places of those that are called so, else begin so, else have the words, else say them.

    What stands in the middle of a word is none: a sports organisation is not what `Porto` means.
    """
    labels = [folded(one.label) for one in choices]
    whole = [folded(_entry(one)) for one in choices]
    long = len(wanted) > 1  # a single letter answers another question
    ways: tuple[Callable[[int], bool], ...] = (
        lambda n: wanted == labels[n],
        lambda n: f"{labels[n]} ".startswith(f"{wanted} "),
        lambda n: long and labels[n].startswith(wanted),
        lambda n: long and f" {wanted}" in f" {labels[n]}",
        lambda n: long and f" {wanted}" in f" {whole[n]}",
    )
    found = ([n for n in range(len(choices)) if way(n)] for way in ways) if wanted else ()
    return next(filter(None, found), [])


def _what_to_do(text: str) -> str:
    """What to do with a text that is there."""
    if text.lower() in (_KEEP, _ADD, _NEW, _EDIT, _DELETE):
        return text.lower()
    raise ValueError(
        tell("Please write {add}, {new}, {edit} or {delete}, or press Enter to keep the text.", **_ACTIONS)
    )


def _yes_or_no(text: str) -> bool:
    said, yes, no = folded(text), spoken().yes[:1], spoken().no[:1]
    found = meant("yes-or-no", text, ("yes", "no"))
    if found == ("yes",) or said in (folded(yes), "y"):
        return True
    if found == ("no",) or said in ("", folded(no), "n"):
        return False
    raise ValueError(tell("Please answer {yes} or {no}.", yes=yes, no=no))
