"""How much XML of somebody else's is read.

An empty element takes six bytes, a thousandth of that in a zip, and a hundred in memory: bytes say nothing.
"""

MOST_MARKS = 1_000_000
"""Elements and attributes that a part may have, by their signs; the draft of a full form has some 30 000."""


def is_crowded(*parts: bytes) -> bool:
    """Whether parsing would fill the memory; looked at before anything is parsed."""
    return sum(part.count(b"<") + part.count(b"=") for part in parts) > MOST_MARKS
