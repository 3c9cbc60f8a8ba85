"""Rows as one web page: to read, sort, filter, print and send; it asks no other computer for anything."""

from collections.abc import Sequence
from datetime import date
from importlib import resources

from jinja2 import Environment, StrictUndefined

from erasmus_cli import __version__
from erasmus_cli.batch.results import Row, RowFinding
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import MEETS_THE_RULES, Verdict, verdict_name
from erasmus_cli.wording.formatting import day
from erasmus_cli.wording.visible import visible

_CHOICES = (
    (Verdict.ELIGIBLE.value, f"{verdict_name(Verdict.ELIGIBLE, closed=False)}, {MEETS_THE_RULES}"),
    *((one.value, verdict_name(one, closed=False)) for one in (Verdict.NOT_ELIGIBLE, Verdict.UNDECIDED)),
    ("none", verdict_name(None, closed=False)),
)
_HEADINGS = ("Verdict", "Proposal", "Call", "Action", "Field", "Country", "Why", "Report")


def as_html(rows: Sequence[Row], counts: str, on: date) -> str:
    """The page; `counts` says how many of each verdict there are."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    text = (resources.files("erasmus_cli.batch") / "data" / "report.html.j2").read_text("utf-8")
    title = rows[0].title if len(rows) == 1 else None
    page = environment.from_string(text).render(
        title=f"Check of {title or (rows[0].name if len(rows) == 1 else 'proposals')}",
        counts=counts,
        day=day(on),
        version=__version__,
        rows=rows,
        verdicts=_CHOICES,
        headings=_HEADINGS,
        labels=_label,
        summary=_summary,
    )
    return visible(page)


def _summary(row: Row) -> str:
    """The rules behind a row, those that decide first: `CON-02; open: ORG-05; warns: DAT-06`."""
    warns = [rule for rule in row.warnings if rule not in (*row.fails, *row.opens)]
    parts = (
        " ".join(row.fails),
        f"open: {' '.join(row.opens)}" if row.opens else "",
        f"warns: {' '.join(warns)}" if warns else "",
    )
    return "; ".join(filter(None, parts))


def _label(finding: RowFinding) -> str:
    known = ", known" if finding.known else ""
    if finding.outcome is Result.UNKNOWN:
        return f"Open{known}:"
    return f"Fails{known}:" if finding.severity is Severity.ERROR else f"Warns{known}:"
