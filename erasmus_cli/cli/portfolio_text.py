"""What proposals have to do with each other, for people."""

from rich.console import Console
from rich.text import Text

from erasmus_cli.batch.portfolio import PortfolioModel
from erasmus_cli.cli.paragraphs import indented
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

_FEW = 10


def show(console: Console, found: PortfolioModel) -> None:
    """Prints what was found, the proposals below it."""
    head = tell(
        "Portfolio of {n} {n:proposal|proposals}: {findings} {findings:finding|findings}",
        n=found.number,
        findings=len(found.findings),
    )
    console.print(Text(head, style="strong"))
    for one in found.findings:
        label, style = (_("FAIL"), "fail") if one.severity == "error" else (_("WARN"), "warn")
        source = f" [{one.source}]" if one.source else ""
        indented(console, Text(f"{one.message}{source}"), 5, mark=Text(f"{label:<4} ", style=style))
        for name in one.proposals:
            indented(console, Text(name), 7, hang=2)
    if found.not_compared:
        names, more = tuple(found.not_compared[:_FEW]), len(found.not_compared) - _FEW
        if more > 0:
            words = tell(
                "Not compared, as call and action are not known: {names} and {n} more", names=names, n=more
            )
        else:
            words = tell("Not compared, as call and action are not known: {names}", names=names)
        indented(console, Text(words), 0, hang=2)
