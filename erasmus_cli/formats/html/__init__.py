"""A draft as one HTML file that needs nothing else: no network, no script."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from markupsafe import Markup

from erasmus_cli.document.draft import DraftText
from erasmus_cli.document.structure import UNTITLED, Heading
from erasmus_cli.document.tree import parse
from erasmus_cli.formats.html.blocks import Writer
from erasmus_cli.formats.html.external_references import in_css, in_html
from erasmus_cli.templating import TemplateFaultError, look, look_text, render
from erasmus_cli.wording import count

_LONG_VALUE = re.compile(r"""=\s*["']([^"']{8,})["']""")
_SHELL = "draft.html.j2"
_ALONE = "a draft fetches nothing and runs nothing; put the content itself into the file"


def html(text: DraftText) -> str:
    """The draft as HTML, for the screen, light or dark, and for printing on A4.

    The shell is `draft.html.j2`, the look `draft.css`. The same text gives the same bytes.

    Raises:
        TemplateFaultError: the user's shell or style sheet is wrong, or would fetch or run something.
    """
    writer = Writer(parse(text.markdown).children, text.figures)
    start, body = writer.document()
    shell = {
        "title": text.title or UNTITLED,
        "language": text.language or "en",
        "css": Markup(_style(text.templates)),  # noqa: S704 - a style sheet, looked through
        "contents": contents(writer.headings.values()),
        "start": Markup(start),  # noqa: S704 - the writer escapes
        "body": Markup(body),  # noqa: S704 - the writer escapes
    }
    page = render(_SHELL, shell, text.templates, finalize=None)
    if text.templates:
        _refuse(page, text.templates)
    return page


def _style(folder: Path | None) -> str:
    file = look("draft.css", folder)
    css = look_text(file)
    found = in_css(css)
    if found:
        raise TemplateFaultError(f"{file}:{found[0]}: {found[1]}: {_ALONE}")
    return css


def _refuse(page: str, folder: Path) -> None:
    found = in_html(page)
    if found:
        raise TemplateFaultError(f"{_place(found[1], folder)}: {found[1]}: {_ALONE}")


def _place(said: str, folder: Path) -> str:
    """Which line of the user's templates says this, or one of the longer values in it; else the shell."""
    signs = (said, *_LONG_VALUE.findall(said))
    for file in (folder / _SHELL, *sorted(folder.rglob("*.html.j2"))):
        lines = look_text(file).splitlines() if file.is_file() else []
        for number, written in enumerate(lines, 1):
            if any(sign in written for sign in signs):
                return f"{file}:{number}"
    return str(folder / _SHELL)


def contents(headings: Iterable[Heading]) -> list[dict[str, Any]]:
    """The parts of the draft in order, each with the questions in it and a summary of them, as plain data."""
    parts: list[dict[str, Any]] = []
    for heading in headings:
        if heading.key and parts:
            parts[-1]["questions"].append(heading)
        elif heading.level > 1:
            entry = {"anchor": heading.anchor, "label": heading.label, "level": heading.level}
            parts.append({**entry, "questions": []})
    for part in parts:
        part["summary"] = _summary(part["questions"])
    return parts


def _summary(questions: list[Heading]) -> str:
    missing = sum(not question.answered for question in questions)
    asked = count(len(questions), "question")
    return f"{asked}, {missing} not answered" if missing else asked
