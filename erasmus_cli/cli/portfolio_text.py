"""What proposals have to do with each other, for people."""

from rich.console import Console
from rich.text import Text

from erasmus_cli.batch.portfolio import PortfolioModel
from erasmus_cli.cli.paragraphs import indented
from erasmus_cli.wording.formatting import count

_FEW = 10


def show(console: Console, found: PortfolioModel) -> None:
    """Prints what was found, the proposals below it."""
    head = f"Portfolio of {count(found.number, 'proposal')}: {count(len(found.findings), 'finding')}"
    console.print(Text(head, style="strong"))
    for one in found.findings:
        label, style = ("FAIL", "fail") if one.severity == "error" else ("WARN", "warn")
        source = f" [{one.source}]" if one.source else ""
        indented(console, Text(f"{one.message}{source}"), 5, mark=Text(label, style=style))
        for name in one.proposals:
            indented(console, Text(name), 7, hang=2)
    if found.not_compared:
        few, more = found.not_compared[:_FEW], len(found.not_compared) - _FEW
        names = ", ".join(few) + (f" and {more} more" if more > 0 else "")
        indented(console, Text(f"Not compared, as call and action are not known: {names}"), 0, hang=2)
