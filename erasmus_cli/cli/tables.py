"""Plain tables of the commands that look things up."""

from collections.abc import Sequence


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints a table without lines; the first column never breaks."""
    from rich.table import Table
    from rich.text import Text

    from erasmus_cli.cli.console import out
    from erasmus_cli.cli.paragraphs import show_table, solid

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for number, heading in enumerate(head, start=1):
        table.add_column(heading, header_style="strong", no_wrap=number == 1)
    for row in rows:
        table.add_row(*(solid(Text(cell)) for cell in row))
    show_table(out(), table)
