"""Renders the SVG templates. A picture stands alone: no scripts, no style sheet, nothing from elsewhere."""

from pathlib import Path
from typing import Any

from erasmus_cli.figures.text_metrics import clean
from erasmus_cli.templating import render as rendered

WIDTH = 720
"""Units; on 170 mm of paper a size of 12 is 8 points."""

# At least 3 : 1 against white, apart for colour-blind readers, and apart in lightness where they meet.
INK, FAINT = "#1a1a1a", "#595959"
BLUE, SKY, GREEN, RUST, PURPLE, TEAL = "#1b4f8a", "#4a84bd", "#0b6e4f", "#b5520b", "#7b3f98", "#00707c"


def render(template: str, folder: Path | None, **context: Any) -> str:
    """The picture of this name: one SVG, the same bytes for the same values.

    Args:
        template: its name.
        folder: a user's own templates, if there are any.
        context: plain values; the ids in the picture begin with `name`, or with the name of the template;
            `title` and `alt` are for readers who do not see the picture.

    Raises:
        TemplateFaultError: the user's template is wrong.
    """
    values = {"name": template, "page": WIDTH, "ink": INK, "faint": FAINT, **context}
    return rendered(f"figures/{template}.svg.j2", values, folder, finalize=_written)


def _written(value: Any) -> Any:
    """A tenth of a unit is enough, and texts lose what XML forbids; markup passes as it is."""
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0") if abs(value) >= 0.05 else "0"
    return clean(value) if type(value) is str else value
