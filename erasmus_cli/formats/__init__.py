"""The formats of a draft: each is a mapping from the nodes of a document to functions that write them."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

WRITERS = {
    ".md": "erasmus_cli.formats.plain:markdown",
    ".markdown": "erasmus_cli.formats.plain:markdown",
    ".txt": "erasmus_cli.formats.plain:as_plain",
    ".html": "erasmus_cli.formats.html:html",
    ".docx": "erasmus_cli.formats.docx:docx",
    ".pdf": "erasmus_cli.formats.pdf:pdf",
}
"""The function that writes each format, by the ending of the file."""


def writer_of(ending: str) -> Callable[..., Any]:
    """The function that makes the content of a file with this ending: text, or bytes.

    Only its own format is imported.
    """
    module, function = WRITERS[ending].split(":")
    write: Callable[..., Any] = getattr(import_module(module), function)
    return write
