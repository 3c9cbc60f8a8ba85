"""How the columns of a table share the width of a page."""

from collections.abc import Sequence

from erasmus_cli.document.nodes import Column

_WIDEST_CELL = 90  # characters that count when widths are shared out; longer text wraps


def shared_out(columns: Sequence[Column], room: int, padding: int) -> list[float]:
    """The width of each column: by its longest text, but never less than its longest word where that fits.

    Args:
        columns: of the table, at least one.
        room: characters that stand side by side in the whole width.
        padding: characters that a column takes beside its text.

    Returns:
        Characters for each column, with its padding; together the room, if all words fit into it.
    """
    needs = [min(column.word, _WIDEST_CELL) + padding for column in columns]
    wishes = [max(min(column.longest, _WIDEST_CELL), 1) + padding for column in columns]
    needs = _cut(needs, room, padding)
    spare = max(0, room - sum(needs))
    extra = [max(0, wish - need) for wish, need in zip(wishes, needs, strict=True)]
    total = sum(extra) or 1
    return [need + spare * more / total for need, more in zip(needs, extra, strict=True)]


def _cut(needs: list[int], room: int, padding: int) -> list[int]:
    """Where not all words fit, the columns with the longest ones give way first."""
    limit = max(needs)
    while sum(min(need, limit) for need in needs) > room and limit > padding:
        limit -= 1
    return [min(need, limit) for need in needs]
