"""JSON pointers (RFC 6901): places in a proposal, such as `/organisations/0/country`."""

from collections.abc import Iterable


def pointer(parts: Iterable[str | int]) -> str:
    """The pointer that leads along these keys and positions; none is the whole."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)


def parts(at: str) -> tuple[str, ...]:
    """The keys and positions that a pointer leads along."""
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in at.split("/")[1:])


def dotted(at: str) -> str:
    """A pointer as people read it and as `--set` takes it: `organisations.0.country`."""
    return ".".join(parts(at))


def parent(at: str) -> str:
    """The pointer of what holds this."""
    return at.rpartition("/")[0]


def touches(one: str, other: str) -> bool:
    """Whether one place is the other, or lies in it, or holds it."""
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")
