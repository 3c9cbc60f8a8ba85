"""What Typer says of a command that cannot be understood, in the language that is spoken.

It has these sentences in English alone, so they are told apart by their words.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

import typer

from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import say, tell
from erasmus_cli.wording.shells import for_shell

_SENTENCES = (
    say("No such option: {option} (Possible options: {options})"),
    say("No such option: {option}"),
    say("No such command {command}. Did you mean {near}?"),
    say("No such command {command}."),
    say("Missing command."),
    say("Missing argument {argument}. {more}"),
    say("Missing argument {argument}."),
    say("Missing option {option}. {more}"),
    say("Missing option {option}."),
    say("Got unexpected extra argument(s) ({arguments})"),
    say("Option {option} requires an argument."),
    say("Option {option} does not take a value."),
    say("Invalid value for {option} (env var: {variable}): {why}"),
    say("Invalid value for {option}: {why}"),
    say("Invalid value: {why}"),
    say("{value} is not one of {choices}."),
    say("Input should be a valid integer, unable to parse string as an integer"),
    say("Input should be greater than or equal to {least}"),
)
"""The sentences of Typer and pydantic that a user meets; the first that fits is meant."""


class _SpokenUsageError(typer.BadParameter):
    """A usage error of Typer: its usage line, its way on and its reason in the language that is spoken."""

    def __init__(self, error: Any) -> None:
        super().__init__(in_words(error.format_message()), error.ctx)
        self._lacks_file = _lacks_file(error)

    def format_message(self) -> str:
        """The reason, of which the words are chosen already."""
        return self.message

    def show(self, file: Any = None) -> None:
        """Prints it as Typer does."""
        if self.ctx is not None:
            command = f"{self.ctx.command_path} {self.ctx.help_option_names[0]}"
            typer.echo(self.ctx.get_usage(), file, err=True)
            typer.echo(tell("Try '{command}' for help.", command=command) + "\n", file, err=True)
        typer.echo(tell("Error: {why}", why=self.message), file, err=True)
        if self.ctx is not None and self._lacks_file:
            typer.echo(_to_name(self.ctx.command_path), file, err=True)


def _lacks_file(error: Any) -> bool:
    """Whether a proposal is asked for, and none was named."""
    parameter = getattr(error, "param", None)
    is_missing = type(error).__name__ == "MissingParameter"
    return is_missing and getattr(parameter, "metavar", None) in ("FILE", "PATH...")


def _to_name(command: str) -> str:
    """The command with a proposal of this folder, the last that was changed, or how to begin one."""
    from erasmus_cli.cli.greeting import proposals_in

    found = next((file.name for file, _proposal in proposals_in(Path())), None)
    if found is None:
        return _("No proposal is in this folder; `erasmus new` begins one.")
    return tell("In this folder: `{command} {file}`", command=command, file=for_shell(found))


def spoken_error(error: Any) -> typer.TyperException:
    """The error in the language that is spoken; one that needs no words of ours as it is."""
    is_help = type(error).__name__ == "NoArgsIsHelpError"
    return error if is_help or isinstance(error, _SpokenUsageError) else _SpokenUsageError(error)


def in_words(said: str) -> str:
    """A sentence of Typer in the language that is spoken; one that is not known here as it is."""
    for sentence in _SENTENCES:
        if found := _pattern(sentence.template).fullmatch(said):
            values = {name: in_words(value) for name, value in found.groupdict().items()}
            return tell(sentence.template, **values)
    return said


@cache
def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", template)
    return re.compile(
        "".join(f"(?P<{part}>.+?)" if number % 2 else re.escape(part) for number, part in enumerate(parts)),
        re.DOTALL,
    )
