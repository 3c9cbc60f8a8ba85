"""Which handles are numbers that a form would give; all others are ours and no reader needs to see them."""

from erasmus_cli.wording.patterns import pattern

_NUMBER = pattern(r"[A-Z]{0,3}\d+([-.]\d+)*")


def is_number(handle: str) -> bool:
    """Whether a handle is a number as forms give them, such as WP2, O1 or A2-1."""
    return bool(_NUMBER.fullmatch(handle))


def with_number(handle: str | None, title: str | None) -> str:
    """`WP2 Where trades meet`; the title alone where the handle is no number, the handle if there is none."""
    number = handle if handle and is_number(handle) else ""
    return " ".join(filter(None, (number, title if title != handle else ""))) or handle or ""
