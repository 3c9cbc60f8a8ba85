"""`erasmus rules`: the rule catalogue."""

from typing import Annotated, Literal

import typer

from erasmus_cli.cli.options import FormatOption


def rules(
    call: Annotated[int | None, typer.Option("--call", help="Only rules that apply to this call.")] = None,
    action: Annotated[
        str, typer.Option("--action", help="The action of that call.")
    ] = "strategic-partnership",
    severity: Annotated[
        Literal["error", "warning", "note"] | None,
        typer.Option("--severity", help="Only these."),
    ] = None,
    output: FormatOption = "text",
) -> None:
    """List the rules that are checked."""
    from rich.table import Table

    from erasmus_cli.cli.console import out, write_json
    from erasmus_cli.guide.loader import open_edition
    from erasmus_cli.rules import engine
    from erasmus_cli.rules.catalogue import all_rules

    chosen = all_rules() if call is None else engine.rules_for(open_edition(call, action))
    chosen = tuple(rule for rule in chosen if severity in (None, rule.severity.value))
    if output == "json":
        from erasmus_cli.rules.results import rules_model

        write_json(rules_model(chosen).as_data())
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("Rule", "Severity", "What it asks"):
        table.add_column(heading, header_style="strong", no_wrap=heading != "What it asks")
    for rule in chosen:
        table.add_row(rule.id, rule.severity.value, f"{rule.title} ({rule.name})")
    out().print(table)
