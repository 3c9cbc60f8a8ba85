"""The lines of a grant as CSV.

UTF-8 with a byte order mark: without it Excel reads names such as `Bałtycki` in the local code page, and
LibreOffice and Python (`utf-8-sig`) skip it. Commas and decimal points, as other programs expect; where the
local settings want semicolons, Excel imports it by Data, From Text, or takes the workbook instead.
"""

import csv
import io
from decimal import Decimal

from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.model import Line
from erasmus_cli.wording.formatting import plain_number
from erasmus_cli.wording.language import speaking
from erasmus_cli.wording.messages import tell
from erasmus_cli.workbook.cells import harmless

HEADER = (
    "line",
    "category",
    "label",
    "organisation",
    "name",
    "quantity",
    "unit",
    "rate",
    "amount",
    "remarks",
    "sources",
    "at",
)


@speaking("en")  # what other programs read
def as_csv(budget: Budget) -> bytes:
    """One row for each line; an empty amount is not known yet. Caps are not applied."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(HEADER)
    writer.writerows(_row(budget, number, line) for number, line in budget.numbered)
    return stream.getvalue().encode("utf-8-sig")


def _row(budget: Budget, number: int, line: Line) -> tuple[str, ...]:
    texts = (line.category, str(line.label), line.organisation or "", name_of(budget, line.organisation))
    numbers = (_number(line.quantity), harmless(line.unit), _number(line.price.rate), _number(line.amount))
    ends = (remarks(line), "; ".join(source.citation for source in line.sources), line.at)
    return (str(number), *map(harmless, texts), *numbers, *map(harmless, ends))


def _number(value: Decimal | None) -> str:
    return "" if value is None else str(plain_number(value))


def name_of(budget: Budget, handle: str | None) -> str:
    """The name of an organisation; nothing where it has none."""
    members = budget.proposal.organisations or ()
    return next((member.name or "" for member in members if handle and member.id == handle), "")


def remarks(line: Line) -> str:
    """What is missing, wrong or doubtful about a line."""
    said = [tell("needs {keys}", keys=tuple(line.needs))] if line.needs else []
    said += [
        str(words) for words in (line.reason, line.price.unknown, line.fault, line.price.caution) if words
    ]
    return "; ".join(said)
