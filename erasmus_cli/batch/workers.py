"""The same check on several processors of one machine; what comes out is the same, in the same order."""

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from pathlib import Path

from erasmus_cli.batch.checking import Options, Shown, View, Viewed, check_record, viewed
from erasmus_cli.batch.records import Record
from erasmus_cli.guide.loader import current, use_guide
from erasmus_cli.wording.language import speak, spoken

_CHUNK = 50
"""Records that a worker gets at once: enough that sending them costs little beside checking them."""
_MOST_ON_WINDOWS = 61
"""Processes: Windows waits for no more at once."""


def check_in_workers(
    records: Iterable[Record], options: Options, view: View[Shown], jobs: int
) -> Iterator[Viewed[Shown]]:
    """Checks records in so many processes. No more is read ahead than keeps them busy."""
    numbered = (record._replace(number=number) for number, record in enumerate(records, start=1))
    waiting: deque[Future[list[Viewed[Shown]]]] = deque()
    if sys.platform == "win32":
        jobs = min(jobs, _MOST_ON_WINDOWS)
    pool = ProcessPoolExecutor(
        jobs,
        multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(current().overlay, spoken().code),
    )
    try:
        while True:
            while len(waiting) <= jobs and (chunk := list(islice(numbered, _CHUNK))):
                waiting.append(pool.submit(_check, chunk, options, view))
            if not waiting:
                return
            yield from waiting.popleft().result()
    finally:
        # One that is still ending when the interpreter does may write to a pipe that is closed by then.
        pool.shutdown(cancel_futures=True)


def _begin(guide: Path | None, language: str) -> None:
    """A worker leaves Ctrl-C to the process that began it, and has the same guide data and language."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    speak(language)
    use_guide(guide)


def _check(chunk: list[Record], options: Options, view: View[Shown]) -> list[Viewed[Shown]]:
    return [viewed(check_record(record, options), options, view) for record in chunk]
