"""Answers that are kept, because a batch asks the same few questions a hundred thousand times."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Subject = TypeVar("Subject")
Result = TypeVar("Result")

_MOST = 500
"""So many answers are kept of one subject, then it begins anew; a batch of all calls has some 250 of them."""


class Answers(Generic[Subject]):
    """What functions say of one subject and of a few values, each worked out once.

    Whether 24 months are allowed, or four countries are enough, is the same for all projects of a field. The
    function is given the subject and these values, and no project, so its answer can depend on nothing else.
    """

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._kept: dict[Any, Any] = {}

    def __call__(self, work_out: Callable[..., Result], *values: Any) -> Result:
        """What the function says; nobody may change it.

        Args:
            work_out: a function of a module, called with the subject and the values; it says the same
                wherever the values are equal.
            values: numbers, words, countries and the like, of which a batch has few; no names, no texts.
        """
        asked = (work_out, values)
        kept = self._kept
        answer: Result
        try:
            answer = kept[asked]  # looked up once: to hash the values costs more than all the rest
        except KeyError:
            answer = work_out(self._subject, *values)
            if len(kept) >= _MOST:
                kept.clear()
            kept[asked] = answer
        return answer
