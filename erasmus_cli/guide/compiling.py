"""The guide data as JSON, made when a wheel is built: they load in a fraction of the time of TOML."""

import json
from pathlib import Path

from erasmus_cli.guide.documents import documents_in
from erasmus_cli.guide.form import open_form
from erasmus_cli.guide.layers import FORMS
from erasmus_cli.guide.loader import Library


def compile_guide(folder: Path) -> None:
    """Writes every shipped edition, form and document, and the outlines of all editions, into a folder.

    Each is checked as it is when it is read from TOML.

    Raises:
        GuideError: some data is wrong.
    """
    library = Library()
    _write(folder / "vocabulary.json", json.dumps(library.vocabulary.words))
    _write(folder / "codes.json", json.dumps(library.codes))
    for call, action in library.available:
        _write(folder / action / f"{call}.json", library.edition(call, action).model_dump_json())
    for name in library.layers.listed():
        if name.startswith(f"{FORMS}/"):
            form = name.removeprefix(f"{FORMS}/").removesuffix(".toml")
            _write(folder / FORMS / f"{form}.json", open_form(form, library).model_dump_json())
    documents = [one.model_dump(mode="json") for one in documents_in(library).values()]
    _write(folder / "documents.json", json.dumps(documents, ensure_ascii=False))
    outlines = {f"{action}/{call}": library.outline(call, action) for call, action in library.available}
    _write(folder / "outlines.json", json.dumps(outlines, default=str))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
