"""Forms with one line for each row, which can be written as soon as the row is known."""

from erasmus_cli.batch.results import Row
from erasmus_cli.visible import escaped


def as_json(row: Row) -> str:
    """One line of JSON, without control characters."""
    return escaped(row.model_dump_json())
