"""The sheet of sources: each figure of the Guide that the grant rests on, and where it stands."""

from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.model import Figures
from erasmus_cli.guide.model import topics
from erasmus_cli.wording.language import Words, _
from erasmus_cli.workbook.sheet import Sheet

HEAD = 2
_HEADINGS = (
    Words("Figure"),
    Words("Guide"),
    Words("Section"),
    Words("Page"),
    Words("Grade"),
    Words("Carried over to"),
    Words("Note"),
)
_WIDTHS = (32, 26, 46, 9, 12, 9, 66)


def figures_of(budget: Budget) -> Figures:
    """All figures that the grant rests on, by their dotted path, in the order of the lines."""
    grant = budget.grant
    parts = [line.price.figures for line in grant.lines]
    parts += [cut.figures for cut in (*grant.caps_applied, *grant.unverified_caps)]
    parts.append(grant.ceiling.figures)
    parts += [check.figures for check in budget.checks]
    return {path: figure for part in parts for path, figure in part.items()}


def _in_words(path: str) -> str:
    """The title of the topic that a figure belongs to, and the part of it that it is."""
    topic, _dot, rest = path.partition(".")
    title = _(topics().get(topic, topic))
    return f"{title}: {rest.replace('.', ', ').replace('_', ' ')}" if rest else title


def fill(sheet: Sheet, budget: Budget) -> None:
    """Writes the sheet."""
    sheet.put(0, 0, _("Sources"), "title")
    sheet.table_head(HEAD, _HEADINGS, _WIDTHS)
    for row, (path, figure) in enumerate(figures_of(budget).items(), start=HEAD + 1):
        source = figure.source
        said = (_in_words(path), source.edition, source.section, source.page, _(source.grade.value))
        sheet.row(row, (*said, str(source.carried_to or ""), source.note))
