"""`erasmus rules` and `erasmus explain`: the rule catalogue, and one rule or hint in full."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from erasmus_cli.cli.options import FormatOption

if TYPE_CHECKING:
    from erasmus_cli.rules.registry import Rule
    from erasmus_cli.scoring.hints.registry import Hint


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


def explain(
    code: Annotated[
        str, typer.Argument(metavar="RULE", help="Code or name of a rule or hint, such as CON-02.")
    ],
    output: FormatOption = "text",
) -> None:
    """Explain one rule or hint: what it looks at and why, its figures with sources, examples."""
    from erasmus_cli.cli.console import out, say, write_json
    from erasmus_cli.formatting import closest
    from erasmus_cli.rules.catalogue import all_rules, find
    from erasmus_cli.scoring.hints import catalogue as hints
    from erasmus_cli.scoring.hints.registry import Hint

    entry = find(code) or hints.find(code)
    if entry is None:
        known = (*all_rules(), *hints.all_hints())
        ids, names = (tuple(getattr(one, key) for one in known) for key in ("id", "name"))
        close = closest(code.upper(), ids) or closest(code.lower(), names)
        advice = f"did you mean {close}?" if close else "`erasmus rules` lists them"
        say(f"there is no rule {code}; {advice}", style="error")
        raise typer.Exit(2)
    if output == "json":
        from erasmus_cli.rules.results import explained_rule
        from erasmus_cli.scoring.results import hint_model

        write_json((hint_model(entry) if isinstance(entry, Hint) else explained_rule(entry)).as_data())
        return
    out().print(_hint_page(entry) if isinstance(entry, Hint) else _page(entry), soft_wrap=True)


def _hint_page(hint: "Hint") -> str:
    from erasmus_cli.rules.explain import snippet

    lines = [f"{hint.id} {hint.name} (hint: decides nothing)", "", hint.text, ""]
    lines += ["Fires:", snippet(hint.fires), "Does not fire:", snippet(hint.silent)]
    return "\n".join(lines).rstrip()


def _page(rule: "Rule") -> str:
    from erasmus_cli.rules.explain import figures_by_source, snippet

    lines = [f"{rule.id} {rule.name} ({rule.severity})", "", rule.text, "", "Passes:", snippet(rule.passes)]
    lines += ["Fails:", snippet(rule.fails), "Figures:"]
    for edition, source, texts in figures_by_source(rule):
        lines += [f"  {edition}, from {source.citation} ({source.grade})", *(f"    {text}" for text in texts)]
    return "\n".join(lines)
