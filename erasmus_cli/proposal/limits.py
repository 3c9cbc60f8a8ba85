"""How much a proposal may hold, so that no file takes for ever or fills the memory."""

MOST_BYTES = 2_000_000
MOST_VALUES = 50_000
MOST_LEVELS = 20
MOST_DIGITS = 1_000
"""Of one number. Python refuses to print more than 4 300, and no figure of a proposal has twenty."""

TOO_DEEP = "the file is nested too deeply"
TOO_MANY = "the file holds more values than a proposal can have (are there YAML aliases in it?)"
