"""Findings that an earlier check has told of already, so that a pipeline can ask for new ones only."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from erasmus_cli.errors import ErasmusError
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

Known = frozenset[bytes]
"""Marks of findings: of many proposals a mark is kept, and not what it says."""


class BaselineError(ErasmusError):
    """A file that was named as an earlier check is none."""


def mark(proposal: str, rule: str, at: str, message: str) -> bytes:
    """What two findings have in common that say the same of the same place in the same proposal.

    A message is its template with its values, so it differs wherever one of them does.
    """
    name = proposal.replace("\\", "/")  # a check on another system calls the same file so
    words = f"{name}\n{rule}\n{at}\n{message}"
    return sha256(words.encode("utf-8", "surrogateescape")).digest()[:16]


def read_baseline(path: Path) -> Known:
    """The findings of an earlier output, lines or one document of JSON.

    Raises:
        BaselineError: it cannot be read, or is no such output.
    """
    try:
        raw = path.read_bytes()
        return frozenset(_marks(raw.decode(json.detect_encoding(raw))))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BaselineError(tell("{path}: cannot be read: {reason}", path=path, reason=reason)) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        words = _("this is no earlier check; `erasmus check PATH -o FILE.jsonl` writes one")
        raise BaselineError(f"{path}: {words}") from error


def _marks(text: str) -> Iterator[bytes]:
    for proposal in _proposals(text):
        line = proposal["line"]
        name = proposal["file"] if line is None else f"{proposal['file']}:{line}"
        for one in proposal["findings"]:
            yield mark(name, one["rule"], one["at"], one["message"])


def _proposals(text: str) -> Iterator[Mapping[str, Any]]:
    """What is said of each proposal; an output of no proposals at all has none."""
    try:
        whole = json.loads(text)
    except ValueError:
        lines = list(filter(str.strip, text.split("\n")))
        if not lines:
            raise  # an empty file is rather a mistake than a check of nothing
        yield from map(json.loads, lines)
        return
    if "proposals" in whole:
        yield from whole["proposals"]
    else:
        yield whole
