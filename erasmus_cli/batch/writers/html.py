"""Rows as one web page: to read, sort, filter, print and send; it asks no other computer for anything."""

from collections.abc import Sequence
from datetime import date

from jinja2 import Environment, StrictUndefined

from erasmus_cli import __version__
from erasmus_cli.batch.results import Row, RowFinding
from erasmus_cli.resources import shipped
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import MEETS_THE_RULES, Verdict, verdict_name
from erasmus_cli.wording.formatting import day
from erasmus_cli.wording.language import Words, _, spoken
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.visible import visible

_HEADINGS = tuple(map(Words, ("Verdict", "Proposal", "Call", "Action", "Field", "Country", "Why", "Report")))


def as_html(rows: Sequence[Row], counts: str, on: date) -> str:
    """The page; `counts` says how many of each verdict there are."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    text = shipped("batch", "data", "report.html.j2").read_text("utf-8")
    only = (rows[0].title or rows[0].name) if len(rows) == 1 else None
    page = environment.from_string(text).render(
        title=tell("Check of {proposal}", proposal=only) if only else _("Check of proposals"),
        counts=counts,
        day=day(on),
        language=spoken().code,
        _=_,
        tell=tell,
        version=__version__,
        rows=rows,
        verdicts=_choices(),
        headings=tuple(map(_, _HEADINGS)),
        labels=_label,
        summary=_summary,
    )
    return visible(page)


def _choices() -> tuple[tuple[str, str], ...]:
    """The verdicts by which rows are chosen: their names for the page, and for people."""
    eligible = f"{_(verdict_name(Verdict.ELIGIBLE, closed=False))}, {_(MEETS_THE_RULES)}"
    others = (Verdict.NOT_ELIGIBLE, Verdict.UNDECIDED)
    return (
        (Verdict.ELIGIBLE.value, eligible),
        *((one.value, _(verdict_name(one, closed=False))) for one in others),
        ("none", _(verdict_name(None, closed=False))),
    )


def _summary(row: Row) -> str:
    """The rules behind a row, those that decide first: `CON-02; open: ORG-05; warns: DAT-06`."""
    warns = [rule for rule in row.warnings if rule not in (*row.fails, *row.opens)]
    parts = (
        " ".join(row.fails),
        tell("open: {rules}", rules=" ".join(row.opens)) if row.opens else "",
        tell("warns: {rules}", rules=" ".join(warns)) if warns else "",
    )
    return "; ".join(filter(None, parts))


def _label(finding: RowFinding) -> str:
    if finding.outcome is Result.UNKNOWN:
        return _("Open, known:") if finding.known else _("Open:")
    if finding.severity is Severity.ERROR:
        return _("Fails, known:") if finding.known else _("Fails:")
    return _("Warns, known:") if finding.known else _("Warns:")
