"""Ctrl-C between two proposals: pydantic takes one that comes inside its core for a fault of the proposal."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interrupts:
    """While one lasts, Ctrl-C waits until a proposal is done; pressed again it does not wait."""

    def __init__(self) -> None:
        self._held = self._asked = False

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Listens to Ctrl-C, where somebody is to listen to it."""
        before = signal.getsignal(signal.SIGINT)
        if before is not signal.default_int_handler:
            yield
            return
        signal.signal(signal.SIGINT, self._handle)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    @contextmanager
    def held(self) -> Iterator[None]:
        """What is done here is done to its end.

        Raises:
            KeyboardInterrupt: somebody has pressed Ctrl-C meanwhile.
        """
        self._held = True
        try:
            yield
        finally:
            self._held = False
        if self._asked:
            raise KeyboardInterrupt

    def _handle(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        if self._held and not self._asked:
            self._asked = True
        else:
            raise KeyboardInterrupt
