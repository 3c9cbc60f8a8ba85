"""The page on commands, from what the command line says of itself."""

from collections.abc import Iterator
from typing import Any

import typer.main

from erasmus_cli.cli.app import app
from erasmus_cli.cli.command_examples import EXAMPLES

INTRO = (
    "Every command with its arguments and options, as `erasmus help COMMAND` says it; `-h` behind any command"
    " does the same. What is printed with `--format json` is described by `erasmus schema --of`. Exit codes"
    " are 0 for fine, 1 for not eligible, 2 for what could not be done, 70 for a bug and 130 for Ctrl-C."
)


def commands_page() -> str:
    """All commands, those of groups among them."""
    lines = ["# Commands", "", INTRO, ""]
    for path, command in _commands(typer.main.get_command(app), "erasmus"):
        lines += [*_described(path, command), ""]
    return "\n".join(lines).rstrip() + "\n"


def _commands(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    """A command and those below it, each with how it is called."""
    yield path, command
    if not hasattr(command, "list_commands"):
        return
    context = command.context_class(command)
    for name in command.list_commands(context):
        yield from _commands(command.get_command(context, name), f"{path} {name}")


def _described(path: str, command: Any) -> Iterator[str]:
    context = command.context_class(command, info_name=path)
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    yield from [f"## {path}", "", f"`{usage}`", ""]
    if command.help:
        yield from [_one_paragraph_each(command.help), ""]
    rows = [row for parameter in command.get_params(context) if (row := _row(parameter, context))]
    if rows:
        yield from ["| Argument or option | What it means |", "| --- | --- |", *rows]
    if examples := EXAMPLES.get(path.partition(" ")[2]):
        yield from ["", *(f"* `{line}`: {does}" for line, does in examples)]


def _one_paragraph_each(text: str) -> str:
    """Help as the terminal wraps it: a blank line parts paragraphs, other line ends say nothing."""
    paragraphs = text.replace("\b\n", "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _row(parameter: Any, context: Any) -> str | None:
    """An argument or option and what it means; None for what is not told here."""
    record = parameter.get_help_record(context)
    if record is None or parameter.name == "help":
        return None
    called, meaning = (str(part).replace("|", "\\|").replace("\n", " ") for part in record)
    return f"| `{' '.join(called.split())}` | {' '.join(meaning.split())} |"
