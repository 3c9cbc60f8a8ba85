"""The root of every error that a user can be told: what cannot be done, in words, and how a command ends."""

from typing import ClassVar


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
