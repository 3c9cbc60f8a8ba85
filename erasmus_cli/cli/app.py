"""Puts the commands together and turns what goes wrong into exit codes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from erasmus_cli import __version__
from erasmus_cli.cli.commands import Group, imported, listed
from erasmus_cli.streams import is_unread, leave_quietly
from erasmus_cli.wording.language import ENGLISH, LanguageError, _, speak, spoken, wanted
from erasmus_cli.wording.visible import visible


class _Commands(Group):
    """The commands, with every way to fail mapped on purpose: uncaught errors would all exit with 1."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings | {"commands": listed()})

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A command in full: it is imported only now."""
        del ctx
        return imported(cmd_name) if cmd_name in self.commands else None

    def make_context(self, *args: Any, **extra: Any) -> Any:
        with _visible_usage_errors():
            return super().make_context(*args, **extra)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """`help CMD` is `CMD --help`, and the version is told wherever it is asked for."""
        args = _in_their_language(args)
        options = args[: args.index("--")] if "--" in args else args
        if "-V" in options or "--version" in options:
            _version(asked=True)
        asked = [*args[1:], "--help"] if args[:1] == ["help"] else args
        if sys.stdin and sys.stdin.isatty() and sys.stdout.isatty():
            self.no_args_is_help = False  # a person is greeted instead
        return super().parse_args(ctx, asked)

    def invoke(self, ctx: Any) -> Any:
        try:
            with _visible_usage_errors():
                return super().invoke(ctx)
        except (typer.Exit, typer.TyperException, KeyboardInterrupt):
            raise
        except Exception as error:
            if not is_unread(error):
                raise typer.Exit(_explained(error)) from error
            leave_quietly()


def _in_their_language(arguments: list[str]) -> list[str]:
    """Speaks the language that is asked for before anything is said; takes `--lang` out, wherever it is."""
    try:
        speak(wanted(arguments))
    except LanguageError as error:
        raise typer.BadParameter(str(error), param_hint="--lang, ERASMUS_LANG") from error
    left, rest = list(arguments), []
    if "--" in left:
        left, rest = left[: left.index("--")], left[left.index("--") :]
    while "--lang" in left:
        at = left.index("--lang")
        if at + 1 == len(left):
            raise typer.BadParameter(_("it needs a language, such as de"), param_hint="--lang")
        del left[at : at + 2]
    return [argument for argument in left if not argument.startswith("--lang=")] + rest


@contextmanager
def _visible_usage_errors() -> Iterator[None]:
    """Typer prints these itself, with the arguments as they were given and with words of pydantic."""
    try:
        yield
    except typer.TyperException as error:
        error.message = visible(error.message.replace("Value error, ", ""))
        if spoken() is ENGLISH and type(error).__name__ != "MissingParameter":  # which has more to say
            raise
        from erasmus_cli.cli.usage_errors import spoken_error

        raise spoken_error(error) from None


def _explained(error: Exception) -> int:
    from erasmus_cli.cli.console import notice
    from erasmus_cli.errors import ErasmusError

    if isinstance(error, ErasmusError):
        notice(*error.lines(), style="error")
        return error.exit_code
    if isinstance(error, EOFError | typer.Abort):
        notice(_("the input ended before the question was answered"), style="error")
        return 2
    if isinstance(error, OSError):
        what = error.filename or _("what is printed")
        notice(f"{what}: {(error.strerror or str(error)).lower()}", style="error")
        return 2
    import traceback

    from erasmus_cli.wording.messages import tell

    notice("".join(traceback.format_exception(error)).rstrip())
    notice(
        tell(
            "this is a bug in erasmus {version}, not in your file; nothing was saved over",
            version=__version__,
        ),
        _("please report it with the lines above"),
        style="error",
    )
    return 70


app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,  # its help costs as much again as all other imports
    pretty_exceptions_enable=False,
    help=(
        "A proposal assistant for Erasmus+ Key Action 2 partnerships: from an idea to a checked draft. "
        "Nothing leaves this machine."
    ),
    epilog="`erasmus help COMMAND` says more of one. README.md and docs/ lead from an idea to a draft.",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"erasmus {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", "-V", help="Show the version and leave; also behind any command.")
    ] = False,
    guide: Annotated[
        Path | None,
        typer.Option(
            "--guide",
            metavar="DIR",
            envvar="ERASMUS_GUIDE",
            help="Lay a folder of guide data over those of this version.",
        ),
    ] = None,
    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet", "-q", envvar="ERASMUS_QUIET", help="Say nothing on stderr but what went wrong."
        ),
    ] = False,
    color: Annotated[
        Literal["auto", "always", "never"],
        typer.Option(
            envvar="ERASMUS_COLOR",
            help="When to print in colour; auto: on a terminal that does not say NO_COLOR.",
        ),
    ] = "auto",
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="LANG",
            envvar="ERASMUS_LANG",
            help="The language of screens and reports, such as de; also behind any command. "
            "Left out, it is that of the machine.",
        ),
    ] = None,
) -> None:
    del version, lang  # both are looked at before, wherever they stand
    if quiet or color != "auto":
        from erasmus_cli.cli.console import settle

        settle(quiet=quiet, color=color)
    if guide is not None:
        from erasmus_cli.guide.loader import use_guide

        use_guide(guide)
    if ctx.invoked_subcommand is None:
        from erasmus_cli.cli.greeting import greet
        from erasmus_cli.cli.options import date_to_print

        greet(Path(), date_to_print(None))
