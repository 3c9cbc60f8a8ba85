"""A draft as one HTML file that needs nothing else: no network, no script."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from erasmus_cli.drafting.document import DraftText
from erasmus_cli.drafting.html_blocks import Writer
from erasmus_cli.drafting.parts import UNTITLED, Heading
from erasmus_cli.drafting.templates import look, render
from erasmus_cli.drafting.tree import parse
from erasmus_cli.wording import count


def html(text: DraftText) -> str:
    """The draft as HTML, for the screen, light or dark, and for printing on A4.

    The shell is `draft.html.j2`, the look `draft.css`. The same text gives the same bytes.

    Raises:
        TemplateFaultError: the user's shell is wrong.
    """
    writer = Writer(parse(text.markdown).children, text.figures)
    start, body = writer.document()
    shell = {
        "title": text.title or UNTITLED,
        "language": text.language or "en",
        "css": Markup(look("draft.css", text.templates).read_text("utf-8")),  # noqa: S704 - a style sheet
        "contents": contents(writer.headings.values()),
        "start": Markup(start),  # noqa: S704 - the writer escapes
        "body": Markup(body),  # noqa: S704 - the writer escapes
    }
    return render("draft.html.j2", shell, text.templates, finalize=None)


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
