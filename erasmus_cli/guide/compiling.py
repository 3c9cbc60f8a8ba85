"""Editions and forms as JSON, made when a wheel is built: they load in a fraction of the time of TOML."""

from pathlib import Path

from erasmus_cli.guide.form import open_form
from erasmus_cli.guide.layers import FORMS
from erasmus_cli.guide.loader import Library


def compile_guide(folder: Path) -> None:
    """Writes every shipped edition and form into a folder, each checked as it is when it is read from TOML.

    Raises:
        GuideError: some data is wrong.
    """
    library = Library()
    for call, action in library.available:
        _write(folder / action / f"{call}.json", library.edition(call, action).model_dump_json())
    for name in library.layers.listed():
        if name.startswith(f"{FORMS}/"):
            form = name.removeprefix(f"{FORMS}/").removesuffix(".toml")
            _write(folder / FORMS / f"{form}.json", open_form(form, library).model_dump_json())


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
