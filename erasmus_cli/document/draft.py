"""What every format of a draft is made from: one Markdown text, its figures, and the answers in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from erasmus_cli.document.markdown_seal import sealed
from erasmus_cli.errors import ErasmusError
from erasmus_cli.wording.language import Words

View = Literal["work", "partner", "reading", "paste"]
"""Who reads the draft: the team, one partner, somebody who reads like an assessor, whoever fills the form."""

UNTITLED = Words("Project without a title")
"""What the cover says where the proposal has neither title nor acronym."""
BLANK = Words("not said yet")
"""What tables say where the proposal says nothing."""
FIGURE = "figure:"
"""What the Markdown calls a figure: `![alt](figure:NAME)`."""

_FIGURE_LINE = re.compile(rf"^!\[.*\]\({FIGURE}[^)]*\)\n\n?", re.MULTILINE)  # answers and names hold none


class DraftError(ErasmusError, ValueError):
    """A draft cannot be written as it is asked for; the message says why, in words for the user."""


class HouseStyleError(DraftError):
    """The house style cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Figure:
    """A picture of the draft.

    Attributes:
        name: what the Markdown calls it: `![alt](figure:NAME)`.
        svg: the picture, one self-contained SVG.
        alt: what it shows, for people who do not see it.
        caption: the line under it.
    """

    name: str
    svg: str
    alt: str
    caption: str


@dataclass(frozen=True)
class DraftText:
    """A draft before it is written in a format.

    Attributes:
        title: the title of the project.
        language: of all that is not the applicant's own, ISO 639-1.
        spoken: language of the answers, ISO 639-1; empty where it is not said.
        on: the date to print, which is also the date inside files that carry one.
        markdown: the whole text. A heading of level 3 or lower that ends in a code span is a question, the
            code is the key of its answer, and the block quote before the next heading is the answer. A
            question that is not answered has an empty block quote (`>` alone), which shows where to write, or
            none. Before the block quote, or the mark that says that nothing is answered, stands an invisible
            line `[//]: # (answer KEY FINGERPRINT)`: what the proposal said when the draft was written, with
            the key percent-encoded where it holds more than letters, digits and `._-/`. The view to paste has
            no such lines: its texts are in code fences.
        figures: the pictures that the text refers to, by name, each on a line of its own.
        answers: the answers as the proposal has them, by key, of all questions that the form asks of this
            project (or of this partner) and of those that it does not know; empty texts for questions without
            one. The view for reading leaves out questions that may stay empty and do.
        view: who reads it; `check` is no draft but the report of a check.
        english: texts of ours in it that stand in English because the language has no words for them.
        written: titles and sentences of the applicant, and what answers are made of; none where labels are in
            the language of the answers.
        templates: a folder of the user's whose shell and looks come before ours.
    """

    title: str
    language: str
    on: date
    markdown: str
    figures: Mapping[str, Figure] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    view: View | Literal["check"] = "work"
    templates: Path | None = None
    spoken: str = ""
    english: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()

    @property
    def comes_back(self) -> bool:
        """Whether its answers can be edited and brought back; texts to paste and reports cannot."""
        return self.view not in ("paste", "check")

    @property
    def alone(self) -> str:
        """The Markdown without the lines that call for a picture: what figures show is said in its tables.

        A hidden line at the end remembers which lines are its own, where answers can come back.
        """
        text = _FIGURE_LINE.sub("", self.markdown)
        return sealed(text) if self.comes_back else text
