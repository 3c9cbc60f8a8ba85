"""`erasmus rules` and `erasmus explain`: the rule catalogue."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from erasmus_cli.cli.options import FormatOption

if TYPE_CHECKING:
    from erasmus_cli.rules.registry import Rule


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
    from erasmus_cli.rules import engine
    from erasmus_cli.rules.catalogue import all_rules

    chosen = all_rules() if call is None else engine.plan_for(call, action)
    chosen = tuple(rule for rule in chosen if severity in (None, rule.severity.value))
    if output == "json":
        write_json({"version": 1, "rules": [_as_data(rule) for rule in chosen]})
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("Rule", "Severity", "What it asks"):
        table.add_column(heading, header_style="strong", no_wrap=heading != "What it asks")
    for rule in chosen:
        table.add_row(rule.id, rule.severity.value, f"{rule.title} ({rule.name})")
    out().print(table)


def explain(
    code: Annotated[str, typer.Argument(metavar="RULE", help="A rule's code or name, such as CON-02.")],
    output: FormatOption = "text",
) -> None:
    """Explain one rule: what it checks, its figures with sources, examples that pass and fail."""
    from erasmus_cli.cli.console import out, say, write_json
    from erasmus_cli.rules.catalogue import all_rules, find
    from erasmus_cli.wording import closest

    rule = find(code)
    if rule is None:
        ids, names = (tuple(getattr(rule, key) for rule in all_rules()) for key in ("id", "name"))
        close = closest(code.upper(), ids) or closest(code.lower(), names)
        hint = f"did you mean {close}?" if close else "`erasmus rules` lists them"
        say(f"there is no rule {code}; {hint}", style="error")
        raise typer.Exit(2)
    if output == "json":
        write_json({"version": 1, **_as_data(rule)})
        return
    out().print(_page(rule), soft_wrap=True)


def _as_data(rule: "Rule") -> dict[str, Any]:
    from erasmus_cli.rules.explain import figures

    return {
        "rule": rule.id,
        "name": rule.name,
        "title": rule.title,
        "severity": rule.severity.value,
        "text": rule.text,
        "reads": list(rule.reads),
        "passes": dict(rule.passes),
        "fails": dict(rule.fails),
        "figures": [{"edition": edition.id, **figure.as_data()} for edition, figure in figures(rule)],
    }


def _page(rule: "Rule") -> str:
    from erasmus_cli.rules.explain import figures_by_source, snippet

    lines = [f"{rule.id} {rule.name} ({rule.severity})", "", rule.text, "", "Passes:", snippet(rule.passes)]
    lines += ["Fails:", snippet(rule.fails), "Figures:"]
    for edition, source, texts in figures_by_source(rule):
        lines += [f"  {edition}, from {source.citation} ({source.grade})", *(f"    {text}" for text in texts)]
    return "\n".join(lines)
