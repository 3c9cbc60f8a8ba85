"""`erasmus draft`: the application draft."""

import os
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from erasmus_cli.cli.options import DateOption, ProvisionalOption, tell_proviso
from erasmus_cli.cli.redact import HideOption, RedactOption, with_original
from erasmus_cli.formats import WRITERS, writer_of
from erasmus_cli.wording.language import _, available, open_language, speaking
from erasmus_cli.wording.messages import say, tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from erasmus_cli.document.draft import DraftText, Figure, View
    from erasmus_cli.errors import ErasmusError
    from erasmus_cli.project.project import Project
    from erasmus_cli.proposal.model import Proposal
    from erasmus_cli.proposal.reader import Document

_ILLUSTRATED = (".html", ".docx", ".pdf")
_PNG_WIDTH = 1600  # pixels: sharp on paper at full width

_View = Annotated[
    Literal["work", "partner", "reading", "paste"] | None,
    typer.Option(
        "--view",
        help="Who reads it: the team (work), one partner, somebody who reads like an assessor, "
        "or whoever pastes the texts into the form.",
    ),
]
_Partner = Annotated[
    str | None,
    typer.Option(
        "--partner",
        metavar="NAME",
        help="The part of one organisation only: its handle, name or short name.",
    ),
]
_Template = Annotated[
    Path | None,
    typer.Option(
        "--template", metavar="HOUSE.docx", help="Page, header, footer and styles of this document."
    ),
]
_Templates = Annotated[
    Path | None,
    typer.Option("--templates", metavar="DIR", help="Use the templates in this folder before our own."),
]
_Figure = Annotated[
    Literal["gantt", "budget", "map"] | None,
    typer.Option("--figure", help="One picture alone, as NAME.svg or NAME.png."),
]
_Labels = Annotated[
    str | None,
    typer.Option(
        "--labels",
        metavar="LANG",
        help="The language of headings and labels, such as de. Left out, it is that of the application, "
        "where we have it.",
    ),
]
_Outputs = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="OUT",
        help="Where to write; the ending chooses: .md, .html, .docx, .pdf, or .txt to paste. - is stdout. "
        "May be given several times.",
    ),
]


def draft(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The proposal; - is standard input.")],
    output: _Outputs = None,
    view: _View = None,
    partner: _Partner = None,
    template: _Template = None,
    templates: _Templates = None,
    figure: _Figure = None,
    labels: _Labels = None,
    date: DateOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT if it is there.")] = False,
    redact: RedactOption = False,
    hide: HideOption = None,
    provisional: ProvisionalOption = False,
    open_it: Annotated[
        bool, typer.Option("--open", help="Open what was written, in the program that the system has for it.")
    ] = False,
) -> None:
    """Write the draft application: the form in order, what is answered, and what is still missing."""
    from erasmus_cli.chapters.outline import UnknownPartnerError
    from erasmus_cli.cli.console import refuse
    from erasmus_cli.cli.options import date_to_print
    from erasmus_cli.guide.errors import NoEditionError
    from erasmus_cli.project.project import open_project

    outputs = output or ["-"]
    _require_sense(outputs, figure, template, templates)
    if open_it and outputs == ["-"]:
        refuse(_("--open opens a file: name one with -o"))
    if redact and (template or templates):
        refuse(_("a house style or templates of your own may say who you are; leave them out with --redact"))
    views = [_view(view, partner, name) for name in outputs]
    _require_writable(outputs, file, template, force=force)
    on = date_to_print(date)
    try:
        document, original, handles = with_original(file, redacted=redact, hide=hide)
        partner = _new_handle(partner, original, handles) if partner else None
        project = open_project(document.proposal, "the form", provisional=provisional)
        tell_proviso(project)
        language = labels_language(labels, document.proposal)
        wish = Wish(tuple(outputs), tuple(views), partner, figure, template, templates, on, language)
        contents = _apart(document, wish) if templates else made_of(project, wish)
        _tell_days_left(project, on)
        written = [_write(name, content, document) for name, content in contents.items()]
    except (NoEditionError, UnknownPartnerError) as error:
        refuse(f"{file}: {error}")
    if open_it:
        _open([name for name, there in zip(contents, written, strict=True) if there and name != "-"])
    if not all(written):
        raise typer.Exit(2)


def _open(outputs: list[str]) -> None:
    """Opens files, each in the program that the system has for it."""
    from erasmus_cli.cli.console import notice

    for output in outputs:
        if typer.launch(output):
            notice(tell("{file}: no program of this system opens it", file=output), style="warn")


def _new_handle(partner: str, original: "Proposal", handles: dict[str, str]) -> str:
    """What an organisation is called in a redacted draft; as it was said, where nothing was redacted."""
    from erasmus_cli.project.short_names import handles_called

    meant = handles_called(original.organisations or (), partner)
    return handles.get(meant[0], meant[0]) if len(meant) == 1 else partner


def _tell_days_left(project: "Project", on: "date") -> None:
    from erasmus_cli.chapters.days_left import days_words
    from erasmus_cli.cli.console import notice

    if not project.provisional and (days := days_words(project, on)):
        notice(days)


@dataclass(frozen=True)
class Wish:
    """What is to be written: the outputs with their views, and how."""

    outputs: tuple[str, ...]
    views: "tuple[View, ...]"
    partner: str | None
    figure: str | None
    template: Path | None
    templates: Path | None
    on: "date"
    labels: str = "en"


def labels_language(asked: str | None, proposal: "Proposal") -> str:
    """The language of the labels: the one that is asked for, else that of the application, else English.

    Raises:
        LanguageError: there is none of that name.
    """
    if asked is not None:
        return open_language(asked.lower()).code
    return proposal.language if proposal.language in available() else "en"


def made_of(project: "Project", wish: Wish) -> "dict[str, bytes | ErasmusError]":
    """The content of each output; where one cannot be made, why, as the others shall not wait for it."""
    with speaking(wish.labels):
        return _made_of(project, wish)


def _made_of(project: "Project", wish: Wish) -> "dict[str, bytes | ErasmusError]":
    from erasmus_cli.chapters.render import text_of

    if wish.figure is not None:
        figure = wish.figure
        return {
            name: _or_why(partial(_drawn, project, figure, name, wish.templates)) for name in wish.outputs
        }
    illustrated = any(_ending(name) in _ILLUSTRATED for name in wish.outputs)
    pictures = _pictures(project, wish.templates) if illustrated else {}
    texts = {
        view: text_of(
            project, wish.on, view=view, partner=wish.partner, templates=wish.templates, figures=pictures
        )
        for view in dict.fromkeys(wish.views)
    }
    both = zip(wish.outputs, wish.views, strict=True)
    return _side_by_side({name: partial(_made, texts[view], name, wish.template) for name, view in both})


def _side_by_side(tasks: "dict[str, Callable[[], bytes]]") -> "dict[str, bytes | ErasmusError]":
    """What each task makes, or why it does not; while the typesetter works, Python makes the others."""
    if len(tasks) == 1 or sys.platform == "emscripten":  # a browser starts no threads
        return {name: _or_why(task) for name, task in tasks.items()}
    from concurrent.futures import ThreadPoolExecutor
    from contextvars import copy_context

    with ThreadPoolExecutor(len(tasks)) as threads:
        # A thread does not know by itself which language is spoken.
        made = {name: threads.submit(copy_context().run, _or_why, task) for name, task in tasks.items()}
        return {name: one.result() for name, one in made.items()}


def _or_why(make: "Callable[[], bytes]") -> "bytes | ErasmusError":
    """What is made, or the error that says why it cannot be."""
    from erasmus_cli.errors import ErasmusError

    try:
        return make()
    except ErasmusError as error:
        return error


def made_of_text(text: str, guide: Path | None, wish: Wish) -> "dict[str, bytes | ErasmusError]":
    """The same of a proposal's text, in a process that knows nothing yet."""
    from erasmus_cli.guide.loader import use_guide
    from erasmus_cli.project.project import open_project
    from erasmus_cli.proposal.reader import parse

    use_guide(guide)
    return made_of(open_project(parse(text).proposal, "the form", provisional=True), wish)


def _apart(document: "Document", wish: Wish) -> "dict[str, bytes | ErasmusError]":
    """The content of each output, made in a process of its own: templates of others are programs."""
    from erasmus_cli.guide.loader import current
    from erasmus_cli.limited import limited

    made: dict[str, bytes | ErasmusError] = limited(
        str(wish.templates), made_of_text, document.source.text, current().overlay, wish
    )
    return made


def _ending(output: str) -> str:
    return ".md" if output == "-" else Path(output).suffix.lower()


def _view(view: "View | None", partner: str | None, output: str) -> "View":
    """The view asked for: `--partner` and the ending .txt imply one."""
    from erasmus_cli.cli.console import refuse

    plain = _ending(output) == ".txt"
    if partner is not None and view not in (None, "partner"):
        refuse(
            tell("--partner shows the part of one organisation; it does not go with --view {view}", view=view)
        )
    chosen = view or ("partner" if partner is not None else "paste" if plain else "work")
    if plain and chosen != "paste":
        refuse(tell("{file}: only --view paste is plain text; let the name end in .md", file=output))
    return chosen


def _require_sense(
    outputs: list[str], figure: str | None, template: Path | None, templates: Path | None
) -> None:
    """Leaves with 2 where the options do not go together or name something that is not there."""
    from erasmus_cli.cli.console import refuse

    for output in outputs:
        ending = _ending(output)
        if figure is not None and output != "-" and ending not in (".svg", ".png"):
            refuse(tell("{file}: a figure is written as .svg or .png", file=output))
        if figure is None and ending not in WRITERS:
            refuse(tell("{file}: the name has to end in {endings:or}", file=output, endings=tuple(WRITERS)))
    if len({os.path.normcase(Path(output).absolute()) for output in outputs}) < len(outputs):
        refuse(_("the same output is named twice"))
    if template is not None and (figure is not None or ".docx" not in map(_ending, outputs)):
        refuse(_("--template is the look of a Word document; let an output end in .docx"))
    if template is not None and not template.is_file():
        refuse(tell("{file}: there is no such file", file=template))
    if templates is not None and not templates.is_dir():
        refuse(tell("{folder}: there is no such folder of templates", folder=templates))


def _require_writable(outputs: list[str], file: str, template: Path | None, *, force: bool) -> None:
    from erasmus_cli.cli.output_file import require_another, require_writable

    for output in outputs:
        if output != "-":
            require_another(Path(output), proposal=file, template=template)
            require_writable(Path(output), force=force)


def _pictures(project: "Project", templates: Path | None) -> "dict[str, Figure]":
    from erasmus_cli.figures import illustrations

    return illustrations(project, templates)


def _drawn(project: "Project", name: str, output: str, templates: Path | None) -> bytes:
    """One figure alone, as SVG or PNG."""
    from erasmus_cli.document.draft import DraftError
    from erasmus_cli.formats.pdf.png import png_of_svg

    figure = _pictures(project, templates).get(name)
    if figure is None:
        raise DraftError(
            say(
                "there is nothing to draw yet: the proposal says nothing that belongs in {figure}",
                figure=name,
            )
        )
    return png_of_svg(figure.svg, _PNG_WIDTH) if _ending(output) == ".png" else figure.svg.encode()


def _made(text: "DraftText", output: str, template: Path | None) -> bytes:
    """The draft in the format that the ending chooses."""
    from erasmus_cli.document.draft import DraftError, HouseStyleError

    write = writer_of(_ending(output))
    house = template if _ending(output) == ".docx" else None
    try:
        content = write(text, house.read_bytes()) if house else write(text)
    except HouseStyleError as error:
        raise DraftError(say("{file}: {why}", file=str(house), why=error.args[0])) from error
    return content if isinstance(content, bytes) else content.encode()


def _write(output: str, content: "bytes | ErasmusError", document: "Document") -> bool:
    """Writes an output, or says why there is none; whether it is there."""
    from erasmus_cli.cli.console import notice, say_written
    from erasmus_cli.proposal.writer import write_bytes

    if not isinstance(content, bytes):
        notice(
            *(tell("{file} is not written: {why}", file=output, why=line) for line in content.lines()),
            style="error",
        )
        return False
    if output == "-":
        from erasmus_cli.cli.paging import print_draft

        print_draft(content.decode())
        return True
    try:
        notice(*write_bytes(Path(output), content), style="warn")
    except OSError as error:
        notice(f"{output}: {(error.strerror or str(error)).lower()}", style="error")
        return False
    say_written(output)
    if _ending(output) in (".pdf", ".png"):
        from erasmus_cli.cli.lacking_letters import tell_lacking

        tell_lacking(document, output)
    return True
