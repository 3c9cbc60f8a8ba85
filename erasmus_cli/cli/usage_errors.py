"""What Typer says of a command that cannot be understood, in the language that is spoken.

It has these sentences in English alone, so they are told apart by their words.
"""

import re
from functools import cache
from typing import Any

import typer

from erasmus_cli.wording.messages import say, tell

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
