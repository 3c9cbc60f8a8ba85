"""`erasmus rules`: the rule catalogue."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from erasmus_cli.cli.options import FormatOption
from erasmus_cli.cli.paging import NoPagerOption, paged
from erasmus_cli.wording.language import _, speaking
from erasmus_cli.wording.messages import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from erasmus_cli.rules.registry import Rule


def rules(
    call: Annotated[
        str | None,
        typer.Option(
            "--call",
            metavar="YEAR",
            help="Rules that apply to this call, or `all`. Left out: the newest (JSON: all).",
        ),
    ] = None,
    action: Annotated[
        str | None, typer.Option("--action", help="Of this action alone, such as KA220; all if left out.")
    ] = None,
    severity: Annotated[
        Literal["error", "warning", "note"] | None,
        typer.Option("--severity", help="Only these."),
    ] = None,
    no_pager: NoPagerOption = False,
    output: FormatOption = "text",
) -> None:
    """List the rules that are checked: of the newest call, unless --call says another or `all`."""
    from erasmus_cli.cli.console import write_json

    every = output == "json" and action is None
    chosen, scope = _chosen(call or ("all" if every else None), action)
    chosen = tuple(rule for rule in chosen if severity in (None, rule.severity.value))
    if output == "json":
        from erasmus_cli.rules.results import rules_model

        with speaking("en"):
            write_json(rules_model(chosen).as_data())
        return
    with paged(wanted=not no_pager):
        _show(chosen, scope)


def _chosen(call: str | None, action: str | None) -> "tuple[tuple[Rule, ...], str]":
    """The rules of the editions that are named, and these in words."""
    from erasmus_cli.cli.console import refuse
    from erasmus_cli.cli.editions import known_action, known_edition
    from erasmus_cli.guide.loader import available, open_edition
    from erasmus_cli.rules.catalogue import all_rules

    calls = sorted({year for year, _action in available()})
    if call == "all" and action is None:
        return all_rules(), _("all calls")
    if call not in (None, "all") and call not in map(str, calls):
        refuse(tell("--call {call}: known are {known} and `all`", call=call, known=tuple(calls)))
    year = calls[-1] if call is None else call
    if action is None:
        editions = [open_edition(*known) for known in available() if str(known[0]) == str(year)]
    elif call == "all":
        name = known_action(action)
        editions = [open_edition(*known) for known in available() if known[1] == name]
    else:
        editions = [known_edition(int(year), action, None)[0]]
    if len(editions) == 1:
        scope = editions[0].id
    elif action is None:
        scope = tell("call {call}", call=year)
    else:
        scope = tell("all calls, {action}", action=action)
    return tuple(rule for rule in all_rules() if any(map(rule.applies_to, editions))), scope


def _show(chosen: "Sequence[Rule]", scope: str) -> None:
    from rich.text import Text

    from erasmus_cli.cli.console import out
    from erasmus_cli.cli.tables import print_table

    heading = tell(
        "{n} rules apply to {scope}. An error decides; the others never do.", n=len(chosen), scope=scope
    )
    out().print(Text(f"{heading}\n", style="strong"))
    severities = {"error": _("error"), "warning": _("warning"), "note": _("note"), "assessor": _("assessor")}
    rows = [(rule.id, severities[rule.severity.value], f"{_(rule.title)} ({rule.name})") for rule in chosen]
    print_table((_("Rule"), _("Severity"), _("What it asks")), rows)
