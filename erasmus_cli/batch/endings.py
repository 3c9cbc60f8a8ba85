"""What a file holds, by the ending of its name: one proposal, one a line, one a row."""

SINGLE = (".yaml", ".yml", ".json")
LINES = (".jsonl", ".ndjson")
CSV = (".csv", ".tsv")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_PACKED = (".gz", ".zst")
_MAY_BE_PACKED = (*LINES, *(ending + packed for ending in LINES for packed in _PACKED))


def is_single(name: str) -> bool:
    """Whether a file may hold one proposal."""
    return name.lower().endswith(SINGLE)


def is_table(name: str) -> bool:
    """Whether a file holds one proposal a row."""
    return name.lower().endswith((*CSV, *WORKBOOKS))


def holds_many(name: str) -> bool:
    """Whether a file holds one proposal a line or a row."""
    return name.lower().endswith(_MAY_BE_PACKED) or is_table(name)
