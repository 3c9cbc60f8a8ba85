"""Looks for mistakes in the templates of a user before they are needed."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

from jinja2 import FileSystemLoader, TemplateSyntaxError, meta, nodes

from erasmus_cli import resources
from erasmus_cli.chapters.render import text_of
from erasmus_cli.document.draft import DraftError, View
from erasmus_cli.formats.html import html
from erasmus_cli.formats.pdf import pdf
from erasmus_cli.project.project import Project, open_project
from erasmus_cli.proposal.reader import load
from erasmus_cli.templating import (
    TemplateFaultError,
    environment,
    fault_text,
    originals,
    refuse_outside,
)
from erasmus_cli.wording.formatting import closest
from erasmus_cli.wording.messages import NOTHING, Message, say, tell


def faults(folder: Path) -> list[str]:
    """What is wrong with a user's templates, one line each with file and line.

    A template that replaces none of ours is a fault unless another one of the folder takes it in; so is a
    name that no original of its kind uses and the template does not set itself. When all names are known, two
    of our examples are drafted, which finds what only shows then; with a shell or look of the user's, one of
    them as HTML or PDF.
    """
    made = environment(folder)
    own = [name for name in FileSystemLoader(folder).list_templates() if name.endswith(".j2")]
    trees: dict[str, nodes.Template] = {}
    found: list[str] = []
    for name in own:
        try:
            refuse_outside(folder / name, folder)
            trees[name] = made.parse(
                (folder / name).read_text(encoding="utf-8-sig"), name, str(folder / name)
            )
        except TemplateSyntaxError as error:
            found.append(fault_text(error, folder, name))
        except TemplateFaultError as error:
            found.append(str(error))
        except (OSError, UnicodeError) as error:
            found.append(f"{folder / name}: {error}")
    taken_in = {taken for tree in trees.values() for taken in meta.find_referenced_templates(tree)}
    for name, tree in trees.items():
        found += _unknown(name, tree, folder, taken_in)
    if not own and not any((folder / name).is_file() for name in LOOKS):
        return [
            tell("{folder}: there is no template in it (*.j2), nor {looks:or}", folder=folder, looks=LOOKS)
        ]
    return found or list(dict.fromkeys(_tried(folder)))


LOOKS = ("draft.css", "theme.typ")


def _tried(folder: Path) -> Iterator[str]:
    """What drafts of a unit-cost and of a lump-sum project run into."""
    for example in ("vet-innovation.yaml", "ka220-vet-2026.yaml"):
        project = open_project(load(str(resources.examples() / example)).proposal, "the form")
        partner = project.members[0].organisation.id
        on = date(project.edition.call, 1, 1)
        for view in get_args(View):
            try:
                text_of(project, on, view=view, partner=partner, templates=folder)
            except TemplateFaultError as error:
                yield str(error)
    yield from _written(project, on, folder)


def _written(project: Project, on: date, folder: Path) -> Iterator[str]:
    """What the looks of the folder run into: a draft is written in the formats that they belong to."""
    formats = {"draft.html.j2": html, "draft.css": html, "theme.typ": pdf}
    for write in dict.fromkeys(made for name, made in formats.items() if (folder / name).is_file()):
        try:
            write(text_of(project, on, templates=folder))
        except DraftError as error:
            yield str(error)


def _unknown(name: str, tree: nodes.Template, folder: Path, taken_in: set[str | None]) -> Iterator[str]:
    """Names in a template, and its own name, that nothing knows."""
    if name not in originals() and name not in taken_in:
        yield _fault(folder / name, 1, say("replaces no template of ours"), _near(name, originals()))
    for taken in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        missing = getattr(getattr(taken, "template", None), "value", None)
        if missing and not _is_there(missing, folder):
            yield _fault(folder / name, taken.lineno, say("there is no template {name}", name=missing))
    known = _variables(name.removesuffix(".j2").rpartition(".")[2])
    for variable in sorted(meta.find_undeclared_variables(tree) - known):
        line = next((node.lineno for node in tree.find_all(nodes.Name) if node.name == variable), 1)
        near = _near(variable, tuple(sorted(known)))
        yield _fault(folder / name, line, say("nothing is called {name}", name=variable), near)


def _fault(file: Path, line: int, fault: Message, hint: Message = NOTHING) -> str:
    """One line: place, what is wrong, and what may have been meant."""
    said = fault.text() if hint == NOTHING else f"{fault.text()}; {hint.text()}"
    return f"{file}:{line}: {said}"


def _near(word: str, known: tuple[str, ...]) -> Message:
    close = closest(word, known)
    return say("did you mean {words}?", words=close) if close else NOTHING


def _is_there(name: str, folder: Path) -> bool:
    return (folder / name).is_file() or name.removeprefix("builtin/") in originals()


@cache
def _variables(kind: str) -> frozenset[str]:
    """Everything that originals of a kind, such as `md`, are given."""
    made = environment()
    names = [name for name in originals() if name.removesuffix(".j2").endswith(f".{kind}")]
    texts = [(resources.templates() / name).read_text(encoding="utf-8") for name in names]
    return frozenset().union(*(meta.find_undeclared_variables(made.parse(text)) for text in texts))
