"""Questions in a terminal, drawn by questionary."""

import shutil
import textwrap
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, Self

import questionary
from prompt_toolkit.application import get_app, get_app_session, run_in_terminal
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.shortcuts import print_formatted_text
from questionary import Style

from erasmus_cli.wizard import editor
from erasmus_cli.wizard.list_search import search_keys
from erasmus_cli.wizard.list_window import LEAST, fit, list_of
from erasmus_cli.wizard.prompter import NO_MORE, Choice, Prompt, WentBack, room
from erasmus_cli.wizard.word_wrap import WordWrap
from erasmus_cli.wording.language import Words, _, spoken
from erasmus_cli.wording.visible import visible

_STYLE = Style(
    [
        ("qmark", "bold"),
        ("question", ""),
        ("answer", "fg:ansicyan"),
        ("highlighted", "bold"),
        # Else hard spaces, as in amounts, are drawn in yellow and underlined.
        ("nbsp", "noinherit"),
    ]
)
_WIDEST = 100
_GO_BACK = "back"
_HOW = Words("(arrows or letters, then Enter)")
_TICKS = Words("(arrows or letters, Space ticks, Enter goes on)")
_FINISH = Words("Esc, then Enter, ends the text. F2 opens your editor ($VISUAL or $EDITOR).")


class QuestionaryPrompter:
    """Lists with arrow keys, lines with completion. Draws in the app session of the caller."""

    keys = Words("Ctrl-B goes back to the question before, F1 explains one, Ctrl-C stops.")

    def select(self, prompt: Prompt, choices: Sequence[Choice], chosen: Any = None) -> Any:
        """A list to move in."""
        _drop_typed_ahead()
        prompt = _with_room(prompt, len(choices))
        first = next((str(number) for number, choice in enumerate(choices) if choice.value == chosen), None)
        back = [questionary.Choice(_("Go back"), value=_GO_BACK)] if prompt.can_go_back else []
        asked = questionary.select(
            **_shown(prompt),
            choices=[*_listed(choices), *back],
            default=first,
            instruction=_(_HOW),
            use_search_filter=True,
            use_jk_keys=False,
        )
        told: list[str] = []
        fit(asked, lambda: _room(prompt, told))
        taken = _answer(prompt, asked, search_keys(asked, choices), told=told)
        if taken == _GO_BACK:
            raise WentBack
        said_beside = prompt.means(list_of(asked).search_filter or "")
        return choices[int(taken)].value if said_beside is None else said_beside

    def checkbox(self, prompt: Prompt, choices: Sequence[Choice], chosen: Sequence[Any] = ()) -> list[Any]:
        """A list with boxes to tick."""
        _drop_typed_ahead()
        prompt = _with_room(prompt, len(choices))
        asked = questionary.checkbox(
            **_shown(prompt),
            choices=_listed(choices, chosen),
            validate=lambda ticked: prompt.too_many(ticked) or True,
            instruction=_(_TICKS),
            use_search_filter=True,
            use_jk_keys=False,
        )
        told: list[str] = []
        fit(asked, lambda: _room(prompt, told))
        asked.application.erase_when_done = True  # it would say how many were taken, and not which
        taken = [
            choices[int(n)]
            for n in _answer(prompt, asked, search_keys(asked, choices, space_ticks=True), told=told)
        ]
        said = "; ".join(choice.label for choice in taken) or _("none")
        lines = [*_broken(prompt.text, _width() + 4), *_wrapped([*prompt.help.splitlines(), f"> {said}"])]
        print_formatted_text("", lines[0], *(f"  {line}" for line in lines[1:]), sep="\n")
        return [choice.value for choice in taken]

    def text(self, prompt: Prompt, default: str = "", offers: Sequence[str] = ()) -> str:
        """A line to edit."""
        if offers:
            asked = questionary.autocomplete(**_shown(prompt), choices=list(offers), default=default)
        else:
            keys = _replacing(default) if _is_figure(default) else None
            asked = questionary.text(**_shown(prompt), default=default, key_bindings=keys)
        _keep_typed(asked, prompt)
        return str(_answer(prompt, asked))

    def multiline(self, prompt: Prompt, default: str = "") -> str:
        """A text to edit."""
        prompt = _with_room(prompt, LEAST)
        shown = replace(prompt, help=f"{prompt.help}\n{_(_FINISH)}".strip())
        # Below the text, as a long one leaves no room above it.
        notice = [prompt.refused] if prompt.refused else []
        question = questionary.text(
            **_shown(shown, cursor=""),
            default=default,
            multiline=True,
            instruction="\n",
            bottom_toolbar=lambda: "\n".join(
                [*_wrapped(notice), room(get_app().current_buffer.text, prompt.limit)]
            ),
            input_processors=[WordWrap()],
        )
        _keep_typed(question, prompt).on_text_changed += lambda _buffer: notice.clear()
        return str(_answer(prompt, question, notice=notice))

    def confirm(self, prompt: Prompt) -> bool:
        """Yes or no."""
        _drop_typed_ahead()
        yes, no = spoken().yes[:1], spoken().no[:1]
        asked = questionary.confirm(**_shown(prompt), default=False, instruction=f"({yes}/{no.upper()}) ")
        return bool(_answer(prompt, asked, _standing_for({yes: "y", no: "n"})))


def _keep_typed(question: questionary.Question, prompt: Prompt) -> Buffer:
    """Keeps what is typed, as far as it is."""
    buffer = question.application.current_buffer
    buffer.on_text_changed += lambda changed: prompt.keep(changed.text)
    return buffer


def _standing_for(letters: Mapping[str, str]) -> KeyBindings:
    """Letters of the language that is spoken, each of which is taken for another one."""
    keys = KeyBindings()
    for letter, meant in letters.items():
        if letter != meant:
            press = KeyPress(meant, meant)
            keys.add(letter)(lambda event, press=press: event.key_processor.feed(press, first=True))
    return keys


def _drop_typed_ahead() -> None:
    """Forgets keys that were pressed before a list was there: nobody has chosen in what was not drawn."""
    source = get_app_session().input
    clear_typeahead(source)
    with suppress(ImportError, OSError, ValueError):
        import termios  # noqa: PLC0415 - there is none on Windows

        with suppress(termios.error):  # a pipe has no keys that wait
            termios.tcflush(source.fileno(), termios.TCIFLUSH)


def _is_figure(text: str) -> bool:
    """Whether it is a number, a day or a code, which is written anew rather than mended."""
    return any(sign.isdigit() for sign in text) and not any(sign.isspace() for sign in text)


def _replacing(default: str) -> KeyBindings:
    """What is typed over a figure that is offered takes its place: 18 after 36 is not 3618."""
    keys = KeyBindings()

    @Condition
    def untouched() -> bool:
        buffer = get_app().current_buffer
        return buffer.text == default and buffer.cursor_position == len(default)

    @keys.add("<any>", filter=untouched)
    def replace_it(event: KeyPressEvent) -> None:
        event.current_buffer.text = ""
        event.current_buffer.insert_text(event.data)

    return keys


def _answer(
    prompt: Prompt,
    question: questionary.Question,
    *more: KeyBindings,
    told: list[str] | None = None,
    notice: list[str] | None = None,
) -> Any:
    """What is answered; Ctrl-B goes back and F1 explains, wherever the cursor is.

    Args:
        prompt: what is shown.
        question: as questionary draws it.
        more: further keys.
        told: takes the lines of the explanation, for which a list has to leave room.
        notice: takes what is said below a long text.
    """
    own = KeyBindings()

    @own.add("c-b", eager=True)
    def go_back(event: KeyPressEvent) -> None:
        event.app.exit(exception=WentBack(), style="class:aborting")

    @own.add("f1", eager=True)
    def explain(event: KeyPressEvent) -> None:
        lines = _wrapped(prompt.more or (_(NO_MORE),))
        if told is not None:
            told[:] = ["", *lines]
        run_in_terminal(lambda: print_formatted_text("", *lines, sep="\n  ", output=event.app.output))

    @own.add("f2", eager=True)
    def open_editor(event: KeyPressEvent) -> None:
        if notice is not None:
            run_in_terminal(lambda: _edit(event.current_buffer, notice))

    drawn = question.application
    drawn.key_bindings = merge_key_bindings([drawn.key_bindings or KeyBindings(), *more, own])
    return question.unsafe_ask()


def _with_room(prompt: Prompt, entries: int) -> Prompt:
    """The prompt; its help is said before it, and may scroll away, where no room would be left below it."""
    if not prompt.help or _height(prompt) + min(entries, LEAST) <= _rows():
        return prompt
    print_formatted_text("", *_wrapped(prompt.help.splitlines()), sep="\n  ")
    return replace(prompt, help="")


def _height(prompt: Prompt) -> int:
    """How many rows of the screen a question takes up, down to the place for the answer."""
    return 2 + len(_broken(prompt.text, _width() + 4)) + len(_wrapped(prompt.help.splitlines()))


def _room(prompt: Prompt, told: Sequence[str]) -> int:
    """How many rows are left for a list; what was told of it takes half of the screen at most."""
    return _rows() - _height(prompt) - min(len(told), _rows() // 2)


def _rows() -> int:
    return get_app_session().output.get_size().rows


def _edit(buffer: Buffer, notice: list[str]) -> None:
    """Opens a text in the editor; it stays as it is where that fails, which is said below it."""
    try:
        buffer.text = editor.edited(buffer.text)
    except ValueError as error:
        notice[:] = [str(error)]
    buffer.cursor_position = len(buffer.text)


def _shown(prompt: Prompt, cursor: str = ">") -> dict[str, Any]:
    """The question in bold, the help below it, then the place for the answer."""
    text = "\n".join(_broken(prompt.text, _width() + 4))
    # questionary puts a blank before the message, so with one more all lines begin in the third column.
    return {"qmark": f"\n{text}\n", "message": _Help(prompt.help, cursor), "style": _STYLE}


class _Help(str):
    """The help and the place for the answer, broken anew each time that they are drawn."""

    __slots__ = ("_cursor",)
    _cursor: str

    def __new__(cls, text: str, cursor: str) -> Self:
        help_ = super().__new__(cls, text)
        help_._cursor = cursor
        return help_

    def __format__(self, _: str) -> str:
        return " " + "\n  ".join([*_wrapped(self.splitlines()), self._cursor])


def _wrapped(parts: Sequence[str]) -> list[str]:
    return [
        line
        for part in parts
        for line in _broken(part, _width(), others="  " if part.startswith("- ") else "")
    ]


def _listed(choices: Sequence[Choice], chosen: Sequence[Any] = ()) -> list[questionary.Choice]:
    # The number is the value, because questionary takes the title where a value is None.
    return [
        questionary.Choice(
            "\n".join(_broken(choice.label, _width(), others="   ")),
            value=str(number),
            description=_explained(choice.sentence),
            checked=choice.value in chosen,
        )
        for number, choice in enumerate(choices)
    ]


def _explained(sentence: str) -> str | None:
    """The sentence in lines, as the list below which it stands cuts what is too long."""
    first = " " * len("Description: ")
    return "\n  ".join(_broken(sentence, _width(), first=first)).strip() or None


def _broken(text: str, width: int, first: str = "", others: str = "") -> list[str]:
    """A text in lines that end between words: neither a code nor a path is taken apart."""
    return textwrap.wrap(
        visible(text),
        width,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _width() -> int:
    return min(shutil.get_terminal_size().columns, _WIDEST) - 4
