"""`erasmus guide coverage`: every statement of a call's Guide on an action, and what becomes of it."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from erasmus_cli.cli.options import FormatOption

if TYPE_CHECKING:
    from erasmus_cli.guide.statements import Statement


def coverage(
    call: Annotated[int, typer.Argument(metavar="CALL", help="Call year, such as 2026.")],
    action: Annotated[str, typer.Argument(metavar="ACTION", help="Such as cooperation-partnership.")],
    field: Annotated[
        str | None, typer.Argument(metavar="[FIELD]", help="Only what concerns this field.")
    ] = None,
    output: FormatOption = "text",
) -> None:
    """List what the Guide says of an action, and what this tool does about each statement."""
    from rich.text import Text

    from erasmus_cli.cli.console import out, write_json
    from erasmus_cli.cli.editions import known_edition, print_hanging
    from erasmus_cli.guide.statements import Treatment, statements_of

    edition = known_edition(call, action, field)
    chosen = statements_of(call, action, field)
    if output == "json":
        entries = [_as_data(one, call) for one in chosen]
        write_json({"version": 1, "edition": edition.id, "field": field, "statements": entries})
        return
    out().print(Text(f"{edition.label}, call {call}" + (f", {field}" if field else ""), style="strong"))
    notes: dict[str, int] = {}
    for treatment in Treatment:
        group = [one for one in chosen if one.treatment is treatment]
        if group:
            out().print(Text(f"\n{treatment.label.capitalize()} ({len(group)})", style="strong"))
        for one in group:
            source = one.source(call)
            note = notes.setdefault(f"{source.citation} ({source.grade})", len(notes) + 1)
            print_hanging(f"{one.id} {one.text} ({one.handled}) [{note}]")
    out().print(Text("\nSources", style="strong"))
    for text, number in notes.items():
        print_hanging(f"[{number}] {text}")


def _as_data(statement: "Statement", call: int) -> dict[str, Any]:
    return {
        "id": statement.id,
        "text": statement.text,
        "treatment": statement.treatment.value,
        "checked_by": list(statement.checked_by),
        "warned_by": list(statement.warned_by),
        "assessor": list(statement.assessor),
        "applicant": statement.applicant,
        "documents": list(statement.documents),
        "not_modelled": statement.not_modelled,
        "fields": list(statement.fields),
        "source": statement.source(call).model_dump(mode="json"),
    }
