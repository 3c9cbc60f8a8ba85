"""JSON Lines, plain or compressed: one proposal a line, read one at a time."""

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO, Any

from erasmus_cli.batch.records import Meter, Record, is_result, result_in_place, unreadable
from erasmus_cli.proposal.errors import UnreadableProposalError, refusal
from erasmus_cli.proposal.limits import MOST_BYTES
from erasmus_cli.proposal.reader import require_utf8
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

_MARK = b"\xef\xbb\xbf"
_CHUNK = 1 << 18


def read_file(name: str, meter: Meter) -> Iterator[Record]:
    """The records of a file, as far as it can be read; what is damaged is a record that says so."""
    with ExitStack() as stack:
        try:
            raw = stack.enter_context(Path(name).open("rb"))
            stream = stack.enter_context(closing(_unpacked(raw, name)))
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            yield unreadable(name, tell("the file cannot be read: {reason}", reason=reason))
            return
        except UnreadableProposalError as error:
            yield Record(name, problems=error.problems)
            return
        before = meter.done
        for record in records(stream, name):
            meter.done = before + raw.tell()
            yield record


def read_standard_input(name: str) -> Iterator[Record]:
    """What standard input holds: JSON Lines where two lines begin with a brace, else one proposal."""
    if sys.stdin is None:
        yield unreadable(name, _("standard input is closed"))
        return
    stream = sys.stdin.buffer
    first = stream.readline(MOST_BYTES + 1)
    whole = first.removeprefix(_MARK).strip()
    second = stream.readline(MOST_BYTES + 1) if whole.startswith(b"{") and whole.endswith(b"}") else b""
    if second.lstrip().startswith(b"{"):
        yield from records(stream, name, (first, second))
    else:
        content = first + second
        content += stream.read(max(MOST_BYTES + 1 - len(content), 0))
        yield result_in_place(name) if is_result(content) else Record(name, content=content)


def records(stream: IO[bytes], name: str, begun: tuple[bytes, ...] = ()) -> Iterator[Record]:
    """One record for each line that is not empty, and one for the place from which on nothing can be read."""
    number = 0
    try:
        for line in chain(begun, iter(partial(stream.readline, MOST_BYTES + 1), b"")):
            if number == 0:
                require_utf8(line, name)
            if len(line) > MOST_BYTES:
                number += 1
                words = tell("the line is longer than {most} MB", most=MOST_BYTES // 1_000_000)
                yield unreadable(name, words, _("a proposal is text only"), number)
                _skip_line(stream, line)
                continue
            for part in line.removeprefix(_MARK if number == 0 else b"").splitlines():
                number += 1
                if number == 1 and is_result(part):
                    yield result_in_place(name)
                    return
                if part.strip():
                    yield record(part, name, number)
    except UnreadableProposalError as error:
        yield Record(name, problems=error.problems)
    except (EOFError, OSError, zlib.error) as error:
        words = tell(
            "the file is cut off or damaged behind line {line}: {reason}",
            line=number,
            reason=str(error).lower(),
        )
        yield unreadable(name, words, _("what stands before it was read"), number + 1)


def record(line: bytes, name: str, number: int) -> Record:
    """The record of one line."""
    try:
        return Record(name, number, line.decode())
    except UnicodeDecodeError:
        return unreadable(name, _("this is not UTF-8 text"), _("save the file as UTF-8"), number)


def _skip_line(stream: IO[bytes], begun: bytes) -> None:
    """Reads on to the end of a line of any length, in pieces."""
    while begun and not begun.endswith(b"\n"):
        begun = stream.readline(_CHUNK)


def _unpacked(raw: IO[bytes], name: str) -> IO[bytes]:
    if name.lower().endswith(".gz"):
        return gzip.GzipFile(fileobj=raw)  # type: ignore[return-value] # it reads as any file of bytes does
    if name.lower().endswith(".zst"):
        return io.BufferedReader(_Zstandard(raw, name))
    return raw


class _Zstandard(io.RawIOBase):
    """A file that was packed by Zstandard; unlike the library's own reader, it tells where one is cut off."""

    def __init__(self, raw: IO[bytes], name: str) -> None:
        try:
            import zstandard  # noqa: PLC0415 - an extra
        except ImportError as error:
            hint = 'pip install "erasmus-cli[zst]" adds what reads it; or unpack it first'
            raise refusal(name, "this file is packed by Zstandard", hint) from error
        self._new = zstandard.ZstdDecompressor().decompressobj
        self._error: Any = zstandard.ZstdError
        self._raw, self._frame, self._ready = raw, self._new(), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            packed = (self._frame.unused_data if self._frame.eof else b"") or self._raw.read(_CHUNK)
            if not packed:
                if not self._frame.eof:
                    raise EOFError("the last frame has no end")
                return 0
            self._frame = self._new() if self._frame.eof else self._frame
            try:
                self._ready = self._frame.decompress(packed)
            except self._error as error:
                raise OSError(str(error)) from error
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size
