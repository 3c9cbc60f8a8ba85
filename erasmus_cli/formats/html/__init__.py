"""A draft as one HTML file that needs nothing else: no network, no script."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from markupsafe import Markup

from erasmus_cli.document.draft import UNTITLED, DraftText
from erasmus_cli.document.foreign_parts import blocks_in_languages
from erasmus_cli.document.nodes import Blocks, Foreign, Heading, Question, heading_of, plain
from erasmus_cli.formats.html.external_references import in_css, in_html
from erasmus_cli.formats.html.writer import Writer
from erasmus_cli.templating import TemplateFaultError, look, look_text, render
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import Message, say, tell

_LONG_VALUE = re.compile(r"""=\s*["']([^"']{8,})["']""")
_SHELL = "draft.html.j2"
_ALONE = say("a draft fetches nothing and runs nothing; put the content itself into the file")


def html(text: DraftText) -> str:
    """The draft as HTML, for the screen, light or dark, and for printing on A4.

    The shell is `draft.html.j2`, the look `draft.css`. The same text gives the same bytes.

    Raises:
        TemplateFaultError: the user's shell or style sheet is wrong, or would fetch or run something.
    """
    blocks = blocks_in_languages(text)
    headings = [heading_of(block) for block in blocks]
    first = next((place for place, heading in enumerate(headings) if heading and heading.level > 1), None)
    writer = Writer(text.figures, spoken=text.spoken, keyed=text.view == "paste")
    start = writer.parts(blocks[:first]) if first is not None else ""
    shell = {
        "title": text.title or _(UNTITLED),
        "language": text.language or "en",
        "css": Markup(_style(text.templates)),  # noqa: S704 - a style sheet, looked through
        "contents": contents(blocks),
        "start": Markup(start),  # noqa: S704 - the writer escapes
        "body": Markup(writer.parts(blocks[first or 0 :])),  # noqa: S704 - the writer escapes
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
        raise TemplateFaultError(_faulty(f"{file}:{found[0]}", found[1]))
    return css


def _refuse(page: str, folder: Path) -> None:
    found = in_html(page)
    if found:
        raise TemplateFaultError(_faulty(_place(found[1], folder), found[1]))


def _faulty(place: str, said: str) -> Message:
    return say("{place}: {said}: {why}", place=place, said=said, why=_ALONE)


def _place(said: str, folder: Path) -> str:
    """Which line of the user's templates says this, or one of the longer values in it; else the shell."""
    signs = (said, *_LONG_VALUE.findall(said))
    for file in (folder / _SHELL, *sorted(folder.rglob("*.html.j2"))):
        lines = look_text(file).splitlines() if file.is_file() else []
        for number, written in enumerate(lines, 1):
            if any(sign in written for sign in signs):
                return f"{file}:{number}"
    return str(folder / _SHELL)


@dataclass(frozen=True)
class Entry:
    """A question in the list of contents."""

    anchor: str
    label: str
    answered: bool
    language: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the draft in the list of contents, with the questions in it.

    Attributes:
        anchor: the id to link to.
        label: what its heading says.
        level: of its heading, from 2.
        questions: those asked in it.
        language: of the label, where that is another than the one of the draft.
    """

    anchor: str
    label: str
    level: int
    questions: tuple[Entry, ...]
    language: str = ""

    @property
    def summary(self) -> str:
        """How many questions there are, and how many are not answered."""
        missing = sum(not question.answered for question in self.questions)
        asked = tell("{n} {n:question|questions}", n=len(self.questions))
        return tell("{asked}, {missing} not answered", asked=asked, missing=missing) if missing else asked


def contents(blocks: Blocks) -> list[Part]:
    """The parts of the draft in order; a question before the first of them is a part of its own."""
    parts: list[Part] = []
    for block in blocks:
        heading = heading_of(block)
        if isinstance(block, Question) and parts:
            entry = Entry(
                block.heading.anchor, block.heading.label, block.answered, _language_of(block.heading)
            )
            parts[-1] = replace(parts[-1], questions=(*parts[-1].questions, entry))
        elif heading and heading.level > 1:
            parts.append(Part(heading.anchor, heading.label, heading.level, (), _language_of(heading)))
    return parts


def _language_of(heading: Heading) -> str:
    """The language of most of a heading, if that is not the draft's; a label can have only one."""
    foreign = [node for node in heading.content if isinstance(node, Foreign)]
    most = 2 * sum(len(node.text) for node in foreign) > len(plain(heading.content))
    return foreign[0].language if foreign and most else ""
