"""The root of every error that a user can be told: what cannot be done, in words, and how a command ends."""

from typing import Any, ClassVar


class ErasmusError(Exception):
    """Something that cannot be done as it is asked for; the message says why, in words for the user.

    Whatever is raised beside this is a bug or a fault of the machine. Errors that programs may take for a
    `ValueError` or a `LookupError` have that as second base.

    Attributes:
        exit_code: what a command ends with when this ends it.
    """

    exit_code: ClassVar[int] = 2

    def lines(self) -> list[str]:
        """What to tell, the most important line first."""
        return [str(self)]

    def __reduce__(self) -> tuple[Any, ...]:
        """How it comes out of another process: by what it says, as the words to make it are gone by then."""
        return _as_raised, (type(self), self.args), self.__dict__


def _as_raised(kind: type[ErasmusError], args: tuple[Any, ...]) -> ErasmusError:
    return kind.__new__(kind, *args)
