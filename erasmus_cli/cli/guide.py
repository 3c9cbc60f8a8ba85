"""`erasmus guide …`: the Programme Guide as this tool knows it."""

import typer

from erasmus_cli.cli import guide_data
from erasmus_cli.cli.commands import Command, Group
from erasmus_cli.cli.coverage import coverage
from erasmus_cli.cli.guide_countries import agencies, countries
from erasmus_cli.cli.guide_dates import calls, deadlines
from erasmus_cli.cli.guide_pages import diff, show
from erasmus_cli.cli.priorities import priorities

guide = typer.Typer(
    cls=Group,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Look things up in the Programme Guide: figures with their sources, changes, deadlines, agencies.",
)

guide.command(cls=Command)(guide_data.new)
guide.command(cls=Command)(guide_data.check)
guide.command(cls=Command)(calls)
guide.command(cls=Command)(show)
guide.command(cls=Command)(diff)
guide.command(cls=Command)(countries)
guide.command(cls=Command)(priorities)
guide.command(cls=Command)(deadlines)
guide.command(cls=Command)(agencies)
guide.command(cls=Command)(coverage)
