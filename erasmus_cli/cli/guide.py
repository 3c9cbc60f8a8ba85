"""`erasmus guide …`: the Programme Guide as this tool knows it."""

import typer

from erasmus_cli.cli import guide_data
from erasmus_cli.cli.commands import Group
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

guide.command()(guide_data.new)
guide.command()(guide_data.check)
guide.command()(calls)
guide.command()(show)
guide.command()(diff)
guide.command()(countries)
guide.command()(priorities)
guide.command()(deadlines)
guide.command()(agencies)
guide.command()(coverage)
