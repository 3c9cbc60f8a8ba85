"""Options that several commands share."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

if TYPE_CHECKING:
    from datetime import date

    from erasmus_cli.project.project import Project

FormatOption = Annotated[
    Literal["text", "json"], typer.Option("--format", help="How to report: text to read, or JSON.")
]
DateOption = Annotated[
    str | None,
    typer.Option(
        "--date", metavar="YYYY-MM-DD", help="The date to print; else SOURCE_DATE_EPOCH, else today."
    ),
]

CallArgument = Annotated[int, typer.Argument(metavar="CALL", help="Call year, such as 2026.")]
ActionArgument = Annotated[
    str,
    typer.Argument(metavar="ACTION", help="Such as cooperation-partnership, or KA210-SCH with its field."),
]
FieldArgument = Annotated[
    str | None, typer.Argument(metavar="[FIELD]", help="Only what concerns this field.")
]

ProvisionalOption = Annotated[
    bool,
    typer.Option(
        "--provisional",
        envvar="ERASMUS_PROVISIONAL",
        help="For an unpublished call, take the newest rules there are.",
    ),
]

OnOption = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="YYYY-MM-DD",
        envvar="ERASMUS_ON",
        help="Count days from this day; else SOURCE_DATE_EPOCH, else today.",
    ),
]

MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="HEADING=KEY",
        help="What a column of a table means, such as Titel=title; repeatable.",
    ),
]


def mapped_columns(given: list[str] | None) -> dict[str, str]:
    """Keys of the proposal file by heading; leaves with 2 where one is not written so."""
    pairs = [one.rpartition("=") for one in given or ()]
    for heading, _equals, key in pairs:
        if not heading.strip() or not key.strip():
            raise typer.BadParameter(_("--map is written HEADING=KEY, such as Titel=title"))
        _require_key(heading, key)
    return {heading.strip(): key.strip() for heading, _equals, key in pairs}


def _require_key(heading: str, key: str) -> None:
    """Leaves with 2 where a column is to mean what is no key of the proposal file."""
    from erasmus_cli.batch.columns import is_known
    from erasmus_cli.proposal.model import Proposal
    from erasmus_cli.wording.formatting import closest

    if not is_known(key.strip()):
        values = {"option": f"--map {heading}={key}", "key": key.strip()}
        if near := closest(key.strip(), tuple(Proposal.model_fields)):
            raise typer.BadParameter(
                tell("{option}: nothing is called {key}; did you mean {near}?", **values, near=near)
            )
        raise typer.BadParameter(
            tell(
                "{option}: nothing is called {key}; write it as title, applicant name or partner 1 country",
                **values,
            )
        )


def date_to_print(given: str | None) -> "date":
    """The date for stamps and for counting days: the option, else SOURCE_DATE_EPOCH (UTC), else today."""
    import os
    from datetime import UTC, date, datetime

    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if given:
            return date.fromisoformat(given)
        if epoch:
            return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        from erasmus_cli.cli.console import refuse  # only now, as the first prompt would wait for rich

        refuse(tell("`{given}` is not a date; write it as 2016-03-30", given=given or epoch))
    return date.today()  # noqa: DTZ011 - the user's own day


def tell_proviso(project: "Project") -> None:
    """Says on stderr if the rules of an earlier call stand in."""
    from erasmus_cli.cli.console import notice

    if project.proviso:
        notice(project.proviso, style="warn")
