"""The commands by name. `--help` lists them from here, and only the one that is called is imported."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer import core
from typer.core import TyperArgument, TyperCommand, TyperGroup
from typer.main import get_command

from erasmus_cli.wording.language import _


class Declared(NamedTuple):
    """A command that is not imported yet.

    Attributes:
        place: the module in this folder, and the function or group in it.
        summary: the first sentence of its help, as the list of commands shows it.
    """

    place: str
    summary: str


COMMANDS = {
    "new": Declared(
        "new:new",
        "Begin a proposal, or go on with one: asks for what is missing or does not fit, and saves each answer.",  # noqa: E501 - one sentence
    ),
    "check": Declared(
        "check:check",
        "Say whether proposals may be submitted: verdict, days left, what blocks, what to do next.",
    ),
    "match": Declared(
        "match:match",
        "Say where a partnership fits: every action and field, and the smallest change that opens it.",
    ),
    "fix": Declared(
        "fix:fix", "Show the edits that mend a proposal as a difference; nothing is written unless asked for."
    ),
    "budget": Declared(
        "budget:budget",
        "Work out the grant line by line: rates, caps and ceiling with their sources, and what is missing.",
    ),
    "draft": Declared(
        "draft:draft",
        "Write the draft application: the form in order, what is answered, and what is still missing.",
    ),
    "read": Declared(
        "read:read", "Bring answers and values that were edited in a draft back into the proposal."
    ),
    "score": Declared(
        "score:score",
        "Compare your own points with the award criteria and thresholds, and give hints on quality.",
    ),
    "convert": Declared(
        "convert:convert", "Carry a proposal over to another call or action; FILE itself stays as it is."
    ),
    "import": Declared(
        "import_rows:import_rows",
        "Make a proposal file of each row, to go on with; no file that is there is written over.",
    ),
    "redact": Declared(
        "redact:redact", "Write the proposal without what says who is behind it; FILE itself stays as it is."
    ),
    "tour": Declared(
        "tour:tour",
        "Take an example proposal through check, budget and draft, and say which command does each step.",
    ),
    "examples": Declared("examples:examples", "List the example proposals, or copy one to begin with."),
    "rules": Declared(
        "rules:rules",
        "List the rules that are checked: of the newest call, unless --call says another or `all`.",
    ),
    "explain": Declared(
        "explain:explain",
        "Explain a rule or hint, a part of the proposal file, or a word, with figures and samples.",
    ),
    "mcp": Declared("mcp:mcp", "Let an assistant ask the rules, by the Model Context Protocol."),
    "schema": Declared(
        "schema:schema",
        "Print the JSON Schema of the proposal file, for editors that complete and check as you type.",
    ),
    "guide": Declared(
        "guide:guide",
        "Look things up in the Programme Guide: figures with their sources, changes, deadlines, agencies.",
    ),
    "organisation": Declared(
        "organisation:organisation",
        "Keep organisations on cards, for the wizard and `erasmus new --organisation CARD`.",
    ),
    "templates": Declared("templates:templates", "Templates of your own for the draft."),
}


class _Spoken:
    """What a command and a group have in common: their help is said in the language that is spoken."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help."""
        with _in_words(self, ctx):
            super().format_help(ctx, formatter)  # type: ignore[misc]

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The line that shows how it is typed."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), _("Usage: "))


class Command(_Spoken, TyperCommand):
    """A command of which the usage line shows each argument as it is declared, such as `[FILE]` or `PATH...`.

    Typer puts brackets of its own around them.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments; of two outputs, where a command writes one, the first would be lost in silence."""
        _values, _rest, given = self.make_parser(ctx).parse_args(args=list(args))
        for option in given:
            if "-o" in option.opts and not option.multiple and given.count(option) > 1:
                said = _("only one output is written at a time")
                raise typer.BadParameter(said, ctx, param_hint=" / ".join(option.opts))
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The options and arguments of the usage line."""
        del ctx
        arguments = [param for param in self.params if isinstance(param, TyperArgument)]
        return [_("[OPTIONS]"), *(argument.display_name_raw for argument in arguments)]

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """What follows the options: lines to type."""
        from erasmus_cli.cli.command_examples import EXAMPLES

        called = ctx.command_path.partition(" ")[2]
        if lines := EXAMPLES.get(called):
            with formatter.section(_("Examples")):
                formatter.write_dl([(line, _(what)) for line, what in lines])


class Group(_Spoken, TyperGroup):
    """Commands of which the help tells the whole summary: Typer cuts it off at the end of the line."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The options of the usage line, and that a command follows."""
        del ctx
        return [_("[OPTIONS]"), _("COMMAND [ARGS]...")]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list of commands: names and summaries."""
        del ctx
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _summary(command)) for name, command in self.commands.items()])


def _summary(command: Any) -> str:
    return " ".join(_(command.help or "").split("\n\n")[0].split())


@contextmanager
def _in_words(command: Any, ctx: Any) -> Iterator[None]:
    """The command with its help and that of its options in the language that is spoken, while it lasts.

    What Typer puts beside them, such as `required`, as well: it looks for it in a catalogue of the system.
    """
    said = [(command, "help"), (command, "epilog"), *((option, "help") for option in command.get_params(ctx))]
    texts = [(of, name, text) for of, name in said if (text := getattr(of, name, None))]
    of_typer = (core, "_", getattr(core, "_"))  # noqa: B009 - it has no name for others
    texts.append(of_typer)
    for of, name, text in texts:
        setattr(of, name, _ if of is core else _(text))
    try:
        yield
    finally:
        for of, name, text in texts:
            setattr(of, name, text)


def listed() -> dict[str, TyperCommand]:
    """Every command with its name and summary alone, which is all that `--help` shows of it."""
    return {
        name: TyperCommand(name, help=declared.summary, rich_markup_mode=None)
        for name, declared in COMMANDS.items()
    }


@cache
def imported(name: str) -> Any:
    """A command in full, as Typer makes it of the function or group."""
    module, _, part = COMMANDS[name].place.partition(":")
    found = getattr(import_module(f"erasmus_cli.cli.{module}"), part)
    if isinstance(found, typer.Typer):
        return get_command(found)
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    alone.command(name, cls=Command)(found)
    return get_command(alone)
