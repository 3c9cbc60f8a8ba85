"""`erasmus guide priorities`: the priorities of a call, and those to which the texts of a proposal lead."""

from typing import TYPE_CHECKING, Annotated

import typer

from erasmus_cli.cli.options import ActionArgument, CallArgument, FieldArgument, FormatOption
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import NOTHING, say, tell

if TYPE_CHECKING:
    from erasmus_cli.guide.model import Edition
    from erasmus_cli.scoring.priority_fit import Fit

_MOST, _MOST_WORDS = 8, 8


def priorities(
    call: CallArgument,
    action: ActionArgument,
    field: FieldArgument = None,
    fit: Annotated[
        str | None,
        typer.Option(
            "--fit", metavar="FILE", help="Rank them by what this proposal says, with the words: a hint."
        ),
    ] = None,
    output: FormatOption = "text",
) -> None:
    """List the priorities of a call: horizontal ones, and those of the fields. With --fit: which ones fit."""
    from erasmus_cli.cli.console import write_json
    from erasmus_cli.cli.editions import known_edition
    from erasmus_cli.guide.lookup import priorities_of

    edition, field = known_edition(call, action, field)
    if fit is not None:
        _fit(edition, field, fit, output)
        return
    chosen = priorities_of(edition, field) if field else edition.priorities
    if output == "json":
        from erasmus_cli.guide.page_results import priorities_model

        write_json(priorities_model(edition, chosen).as_data())
        return
    from rich.text import Text

    from erasmus_cli.cli.console import out
    from erasmus_cli.cli.paragraphs import indented

    for key, record in chosen.items():
        text = f"{_(record.label)}. {record.content} ({_(record.source.grade)})"
        out().print(Text(key, style="strong"))
        indented(out(), Text(text), 2)
    _say_incomplete(edition, field)


def _fit(edition: "Edition", field: str | None, file: str, output: str) -> None:
    from erasmus_cli.cli.console import write_json
    from erasmus_cli.project.project import Project
    from erasmus_cli.proposal.reader import load
    from erasmus_cli.scoring.priority_fit import fit_of

    document = load(file)
    told = document.proposal.model_copy(update={"field": field}) if field else document.proposal
    project = Project(told, edition)
    fit = fit_of(project)
    if output == "json":
        from erasmus_cli.scoring.results import fit_model

        write_json(fit_model(fit, edition, project.field, document.file).as_data())
        return
    _show(fit, edition, project.field, document.file)
    _say_incomplete(edition, project.field)


def _show(fit: "Fit", edition: "Edition", field: str | None, file: str) -> None:
    from rich.text import Text

    from erasmus_cli.cli.console import out
    from erasmus_cli.cli.paragraphs import indented

    console = out()
    title = tell(
        "Priorities of {edition}{scope} that {file} leads to",
        edition=edition.id,
        scope=say(", {field}", field=field) if field else NOTHING,
        file=file,
    )
    indented(console, Text(title, style="strong"), 0)
    indented(console, Text(_("This is a hint from words alone: it cannot see what a text means.")), 0)
    if fit.not_english:
        left_out = tell(
            "{n} {n:text is|texts are} not in English and not compared: only English can be.",
            n=fit.not_english,
        )
        indented(console, Text(left_out), 0)
    if not fit.ranked:
        none = tell("No word of {n} {n:text|texts} leads to a priority.", n=fit.compared)
        indented(console, Text(none), 0)
    for number, one in enumerate(fit.ranked[:_MOST], start=1):
        chosen = tell(" (chosen: {rank})", rank=_(one.chosen)) if one.chosen else ""
        console.print()
        mark = Text(f"{number:>2}. ")
        indented(console, Text(f"{one.id}  {_(one.priority.label)}{chosen}", style="strong"), 4, mark=mark)
        more = len(one.words) - _MOST_WORDS
        words = tell(
            "words: {words:list} and {more} more" if more > 0 else "words: {words:list}",
            words=tuple(one.words[:_MOST_WORDS]),
            more=more,
        )
        indented(console, Text(words), 4)
    if len(fit.ranked) > _MOST:
        console.print("\n" + tell("{n} more with fewer words.", n=len(fit.ranked) - _MOST))
    if fit.unsupported:
        console.print()
        unsupported = tell(
            "Chosen, and no word leads to it: {priorities:list}", priorities=tuple(fit.unsupported)
        )
        indented(console, Text(unsupported), 0)


def _say_incomplete(edition: "Edition", field: str | None) -> None:
    from rich.text import Text

    from erasmus_cli.cli.console import out
    from erasmus_cli.cli.paragraphs import indented

    for group, known in edition.priority_lists.items():
        if not known.complete and (field is None or group in ("horizontal", field)):
            note = f" {known.source.note}" if known.source.note else ""
            words = tell("{group}: not all priorities are known here.", group=group)
            indented(out(), Text(f"{words}{note}"), 0)
