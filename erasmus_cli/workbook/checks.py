"""The sheet of checks: each limit beside what it limits, and whether it holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.caps import CapState, Counts, caps_of
from erasmus_cli.grant.lines import together
from erasmus_cli.grant.wording import item_in_words
from erasmus_cli.workbook.items import ItemSheet
from erasmus_cli.workbook.sheet import Sheet, Value, here
from erasmus_cli.workbook.summary import Totals

HEAD = 2
_HEADINGS = ("Check", "Value", "Limit", "Room", "Over by", "Result", "Remark")
_WIDTHS = (48, 18, 18, 18, 18, 26, 70)


@dataclass(frozen=True)
class Check:
    """A comparison of two cells.

    Attributes:
        name: what is compared.
        value: a formula.
        stored: its value; None while it is not known.
        limit: a formula or a number.
        limit_stored: its value; None while there is no limit.
        over: what to say where the value exceeds the limit.
        under: what to say where it falls short of it; the limit is met then, unless the check says otherwise.
        remark: where the limit comes from.
        look: the style of the figures.
    """

    name: str
    value: str
    stored: Decimal | None
    limit: str
    limit_stored: Decimal | None
    over: str
    under: str = "OK"
    remark: str = ""
    look: str = "money"


def fill(sheet: Sheet, checks: Iterable[Check]) -> None:
    """Writes the checks."""
    sheet.put(0, 0, "Checks", "title")
    sheet.table_head(HEAD, _HEADINGS, _WIDTHS, range(1, 5))
    row = HEAD
    for row, check in enumerate(checks, start=HEAD + 1):
        _write(sheet, row, check)
    if row > HEAD:
        bad = {"type": "text", "criteria": "not containing", "value": "OK"}
        sheet.sheet.conditional_format(HEAD + 1, 5, row, 5, {**bad, "format": sheet.styles["alert"]})


def _write(sheet: Sheet, row: int, check: Check) -> None:
    value, limit, room, over = (here(row, column) for column in (1, 2, 3, 4))
    sheet.put(row, 0, check.name)
    sheet.formula(row, 1, f"={check.value}", check.stored, check.look)
    sheet.formula(row, 2, f"={check.limit}", check.limit_stored, check.look)
    left = None
    if check.stored is not None and check.limit_stored is not None:
        left = check.limit_stored - check.stored
    unknown = f'OR({value}="",{limit}="")'
    # Two columns, because number formats that group by spaces have no section left for negative amounts.
    for column, (more, less), stored in (
        (3, (limit, value), None if left is None else max(left, Decimal(0))),
        (4, (value, limit), None if left is None else max(-left, Decimal(0))),
    ):
        sheet.formula(row, column, f'=IF({unknown},"",MAX(ROUND({more}-{less},6),0))', stored, check.look)
    verdicts = f'IF({over}>0,"{check.over}",IF({room}>0,"{check.under}","OK"))'
    sheet.formula(row, 5, f'=IF({unknown},"not known",{verdicts})', _verdict(check, left), "plain")
    sheet.put(row, 6, check.remark)


def if_there(cell: str) -> str:
    """The value of a cell, and nothing rather than 0 where it is empty."""
    return f'IF({cell}="","",{cell})'


def _verdict(check: Check, left: Decimal | None) -> Value:
    if left is None:
        return "not known"
    return check.over if left < 0 else check.under if left > 0 else "OK"


def unit_cost_checks(
    budget: Budget, items: Mapping[str, ItemSheet], totals: Totals, owned: str
) -> Iterable[Check]:
    """The caps of the categories, the ceiling, what is asked for, and that no organisation is lost."""
    grant = budget.grant
    for state in caps_of(budget):
        yield _cap(state, items.get(state.category))
    ceiling, words = grant.ceiling.amount, grant.ceiling.words
    yield Check(
        "Ceiling of the whole grant",
        if_there(totals.total),
        budget.total,
        if_there(totals.ceiling),
        ceiling,
        "over: cut",
        remark=words,
    )
    yield Check(
        "Asked for, against the grant",
        if_there(totals.requested),
        budget.requested,
        if_there(totals.grant),
        budget.amount,
        "more than the grant",
    )
    everything = together(grant.lines)
    sums = "+".join(item.sum for item in items.values()) or "0"
    yield Check(
        "Sum of the organisations, against the categories before caps",
        owned,
        everything,
        sums,
        everything,
        "differs",
        "differs",
    )


def _cap(state: CapState, item: ItemSheet | None) -> Check:
    value = f'SUMIF({item.counting},"{Counts.YES}",{item.amounts})' if item else "0"
    return Check(
        f"Cap on {item_in_words(state.category)}",
        value,
        state.value,
        '""' if state.limit is None else f"{state.limit:f}",
        state.limit,
        "over: unverified, not cut" if state.doubtful else "over: cut",
        remark=f"{state.words}; {state.cap.source.citation} ({state.cap.source.grade})",
    )
