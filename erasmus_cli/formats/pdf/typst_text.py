"""Values of Typst. Every text becomes a quoted string, so nothing that was written is code."""

from collections.abc import Iterable

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def quoted(text: str) -> str:
    """A Typst string that says just this."""
    return f'"{text.translate(_ESCAPES)}"'


def items(expressions: Iterable[str]) -> str:
    """A Typst array."""
    return f"({''.join(f'{expression}, ' for expression in expressions)})"


def boolean(value: bool) -> str:  # noqa: FBT001 - it is what is written
    """A Typst boolean."""
    return str(value).lower()
