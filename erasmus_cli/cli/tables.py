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
        table.add_column(heading, header_style="strong", overflow="fold", no_wrap=number == 1)
    for row in rows:
        table.add_row(*(solid(Text(cell)) for cell in row))
    show_table(out(), table)


def print_columns(cells: Sequence[str]) -> None:
    """Prints short texts in as many columns as the screen has room for, down one column after the other."""
    from rich.columns import Columns
    from rich.padding import Padding
    from rich.text import Text

    from erasmus_cli.cli.console import out

    console = out()
    columns = Columns([Text(cell) for cell in cells], column_first=True, padding=(0, 2))
    for segments in console.render_lines(Padding(columns, (0, 0, 0, 2)), pad=False):
        line = Text.assemble(*((segment.text, segment.style or "") for segment in segments))
        line.rstrip()
        console.print(line, soft_wrap=True)
