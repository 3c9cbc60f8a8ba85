"""Options that several commands share."""

from typing import Annotated, Literal

import typer

FormatOption = Annotated[
    Literal["text", "json"], typer.Option("--format", help="How to report: text to read, or JSON.")
]
DateOption = Annotated[
    str | None,
    typer.Option(
        "--date", metavar="YYYY-MM-DD", help="The date to print; else SOURCE_DATE_EPOCH, else today."
    ),
]
