"""How much a proposal may hold, so that no file takes for ever or fills the memory."""

from erasmus_cli.wording.language import _

MOST_BYTES = 2_000_000
MOST_VALUES = 50_000
MOST_LEVELS = 20
MOST_DIGITS = 1_000
"""Of one number. Python refuses to print more than 4 300, and no figure of a proposal has twenty."""


def too_deep() -> str:
    """What to say of a file with more levels than that."""
    return _("the file is nested too deeply")


def too_many() -> str:
    """What to say of a file with more values than that."""
    return _("the file holds more values than a proposal can have (are there YAML aliases in it?)")
